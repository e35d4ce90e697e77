//! What imported lists said of a site, one after the other: who, when, and what each changed.

use super::{catalogue, found};
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use domain::calendar::paris_time;
use domain::{Date, Site};
use std::collections::BTreeSet;
use store::site_pages;

/// One list, and what it said that the former did not say the same.
struct Said {
    on: Date,
    list: String,
    source: String,
    file: String,
    withdrawn: Option<Date>,
    /// (what, before, after)
    changes: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "sites/history.html")]
struct Show {
    page: Page,
    site: Site,
    said: Vec<Said>,
    own: Option<Own>,
}

/// What the project's own table says of the site, when it is in it.
struct Own {
    /// (what, its words)
    told: Vec<(String, String)>,
    source: String,
}

async fn said(app: &App, here: &Here, page: &Page, id: &str) -> Result<Vec<Said>> {
    let told = site_pages::told(&app.store, id).await.or_ours(here)?;
    let one = |at: usize| {
        let (import, site) = &told[at];
        // The one before it, of those that stand: what was withdrawn no longer says anything.
        let before = told[at + 1..].iter().find(|(i, _)| i.withdrawn_at.is_none()).map(|(_, s)| s);
        Said {
            on: paris_time(import.imported_at).date(),
            list: import.list.clone(),
            source: import.source.clone(),
            // Its name, not where it lay on somebody's machine.
            file: import.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            withdrawn: import.withdrawn_at.map(|at| paris_time(at).date()),
            changes: changes(before, site, page),
        }
    };
    Ok((0..told.len()).map(one).collect())
}

/// Each characteristic that differs, in words; all of them when nothing was said before.
fn changes(before: Option<&Site>, after: &Site, page: &Page) -> Vec<(String, String, String)> {
    let shown = |site: Option<&Site>| -> Vec<(String, String)> {
        let Some(site) = site else { return Vec::new() };
        let mut all = vec![(page.t("name"), site.name.clone()), (page.t("label"), catalogue::waves_said(site, page))];
        let rows = catalogue::holders(site, page).into_iter().chain(catalogue::attributes(site, page));
        all.extend(rows.map(|(label, value, ..)| (label, value)));
        all
    };
    let (old, new) = (shown(before), shown(Some(after)));
    let value = |all: &[(String, String)], label: &str| all.iter().find(|(l, _)| l == label).map(|(_, v)| v.clone()).unwrap_or_default();
    let labels: BTreeSet<&String> = old.iter().chain(&new).map(|(label, _)| label).collect();
    let changed = labels.into_iter().map(|label| (label.clone(), value(&old, label), value(&new, label)));
    // What a list does not tell is kept from the one before.
    changed.filter(|(_, before, after)| before != after && !after.is_empty()).collect()
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let site = found::find(&app, &here, &actor, &id)?;
    let page = here.page(Nav::Sites, here.t("site-history"));
    let said = said(&app, &here, &page, &site.id).await?;
    // What a newer list replaced in the catalogue is read here.
    let own = app.reference.site(&site.id).map(|own| {
        let told = changes(None, own, &page).into_iter().map(|(what, _, after)| (what, after));
        Own { told: told.filter(|(_, after)| !after.is_empty()).collect(), source: own.source.title.clone() }
    });
    html(&here, &Show { own, said, site, page })
}

/// `historique.csv` and `.xlsx`: one row per change.
pub async fn file(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let site = found::find(&app, &here, &actor, &id)?;
    let page = here.page(Nav::Sites, here.t("site-history"));
    let mut rows: Vec<[String; 7]> = Vec::new();
    for one in said(&app, &here, &page, &site.id).await? {
        for (what, before, after) in one.changes {
            let withdrawn = one.withdrawn.map(|d| d.to_string()).unwrap_or_default();
            rows.push([one.on.to_string(), one.list.clone(), one.source.clone(), withdrawn, what, before, after]);
        }
    }
    let heads = [
        "site-history-on",
        "site-history-list",
        "source",
        "site-history-withdrawn",
        "site-history-what",
        "site-history-before",
        "site-history-after",
    ]
    .map(|key| here.t(key));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    table::answer(&here, name, &here.t("site-history"), &heads, &rows)
}
