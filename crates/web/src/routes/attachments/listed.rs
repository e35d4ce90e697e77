//! The list of the files of an object, to take away: those its page shows, without what was removed.

use crate::answer;
use crate::error::Result;
use crate::page::Here;
use crate::table;
use axum::response::Response;
use domain::Lang;
use store::attachments::Attachment;

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
