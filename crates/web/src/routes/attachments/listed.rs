//! The files of an object: as its page shows them, and as a list to take away, without what was removed.

use crate::answer;
use crate::error::Result;
use crate::page::{Here, Page};
use crate::table;
use axum::response::Response;
use domain::Lang;
use store::attachments::Attachment;

/// A file, as a page shows it.
pub struct Shown {
    pub id: String,
    pub name: String,
    pub size: String,
    pub sha256: String,
    pub when: String,
}

impl Shown {
    pub fn of(page: &Page, f: &Attachment) -> Shown {
        Shown {
            id: f.id.to_string(),
            name: f.file.name.clone(),
            size: format!("{} {}", page.number(&(f.file.bytes as f64 / 1_024.0).ceil(), 0), page.t("attach-kb")),
            sha256: f.file.sha256.clone(),
            when: page.short_date(&domain::calendar::paris_time(f.added_at).date()),
        }
    }
}

/// `file` is `stem.csv` or `stem.xlsx`; `more` is what the page tells of each besides, under this head.
pub fn listed(here: &Here, file: &str, files: &[Attachment], more: Option<(&str, &dyn Fn(&Attachment) -> String)>) -> Result<Response> {
    let mut heads = match here.lang {
        Lang::Fr => vec!["fichier", "type", "octets", "ajoute_a", "sha256"],
        Lang::En => vec!["file", "type", "bytes", "added_at", "sha256"],
    };
    heads.extend(more.map(|(head, _)| head));
    let row = |f: &Attachment| {
        let kept = &f.file;
        let mut cells = vec![kept.name.clone(), kept.kind.clone(), kept.bytes.to_string(), f.added_at.to_string(), kept.sha256.clone()];
        cells.extend(more.map(|(_, told)| told(f)));
        cells
    };
    let rows: Vec<Vec<String>> = files.iter().filter(|f| f.removed_at.is_none()).map(row).collect();
    let numbers = [false, false, true, false, false];
    table::answer_columns(here, file, &here.t("attach-title"), &heads, &rows, &numbers).map(answer::unkept)
}
