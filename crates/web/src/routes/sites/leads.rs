//! Who came to see a site, and how it ended. Everybody sees how many and why they left; names and notes are for
//! those who keep the site, who alone write.

use super::found;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::projects::form::{Typed, typed};
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::paris_time;
use domain::lead::{Closing, Lead, Need};
use domain::{Date, Site, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::LeadId;
use store::leads::{self, Kept, Past};

/// Removed lines that can be restored from the page.
const REMOVED: u32 = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// Lead whose line is edited.
    d: String,
    /// "ok" after a line was saved.
    fait: String,
}

#[derive(Template)]
#[template(path = "sites/leads.html")]
struct Show<'a> {
    page: Page,
    site: &'a Site,
    writes: bool,
    flash: bool,
    errors: Vec<(&'static str, String)>,
    values: Typed,
    /// Leads by outcome, most first.
    counts: Vec<(Text, usize)>,
    total: usize,
    since: Option<Date>,
    /// Only for who may write.
    lines: Vec<Kept>,
    removed: Vec<Kept>,
    past: Vec<Past>,
}

pub async fn show(State(app): State<App>, here: Here, At(id): At<String>, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let site = &found::find(&app, &here, &actor, &id)?;
    let all = leads::of_site(&app.store, &site.id).await.or_ours(&here)?;
    let edited = all.iter().find(|k| found::keeps(&app, &actor, site) && k.id.as_str() == ask.d);
    let values = edited.map(filled).unwrap_or_else(|| fresh(app.today()));
    page(&app, &here, site, &actor, all, values, vec![], ask.fait == "ok", StatusCode::OK).await
}

pub async fn write(State(app): State<App>, here: Here, At(id): At<String>, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let site = &found::kept(&app, &here, &actor, &id)?;
    let values = typed(&body);
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    let address = here.url(&format!("/sites/{}/demandes", site.id));
    let all = leads::of_site(&app.store, &site.id).await.or_ours(&here)?;
    // A lead of another site is none of this page's.
    let one = LeadId::parse(text("id")).filter(|id| all.iter().any(|k| k.id == *id));
    let expected: i64 = text("version").parse().unwrap_or(0);
    let (author, now) = (actor.signature(), app.now());
    let mut errors = Vec::new();
    let done = match (text("do"), &one) {
        ("bring_back", _) => {
            let gone = leads::removed(&app.store, &site.id, REMOVED).await.or_ours(&here)?;
            match gone.into_iter().find(|k| k.id.as_str() == text("id")) {
                Some(gone) => leads::restore(&app.store, &gone.id, expected, &author, now).await.or_ours(&here)?,
                None => false,
            }
        }
        ("remove", Some(one)) => leads::remove(&app.store, one, expected, &author, now).await.or_ours(&here)?,
        ("restore", Some(one)) => {
            let past = leads::past(&app.store, one).await.or_ours(&here)?;
            let state = past.into_iter().find(|p| p.version.to_string() == text("state")).or_not_found(&here)?;
            leads::change(&app.store, one, expected, &state.lead, &author, now).await.or_ours(&here)?
        }
        _ => match read(&here, site, &values, app.today()) {
            Err(found) => {
                errors = found;
                false
            }
            Ok(lead) => match &one {
                Some(one) => leads::change(&app.store, one, expected, &lead, &author, now).await.or_ours(&here)?,
                None => leads::add(&app.store, &lead, &author, now).await.map(|_| true).or_ours(&here)?,
            },
        },
    };
    if done {
        return Ok(Redirect::to(&format!("{address}?fait=ok")).into_response());
    }
    if errors.is_empty() {
        errors.push(("received", here.t("leads-conflict")));
    }
    page(&app, &here, site, &actor, all, values, errors, false, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn read(here: &Here, site: &Site, values: &Typed, today: Date) -> Result<Lead, Vec<(&'static str, String)>> {
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    let mut errors = Vec::new();
    let mut date = |field: &'static str| match text(field) {
        "" => None,
        typed => programmes::read_date(typed).map_err(|why| errors.push((field, here.x(&why)))).ok(),
    };
    let [received, closed] = ["received", "closed"].map(&mut date);
    let area = reference::hectares(text("area")).unwrap_or_else(|(what, mend)| {
        errors.push(("area", format!("{}{}{}", here.x(&what), here.colon(), here.x(&mend))));
        None
    });
    let area = area.map(|ha| (ha * 100.0).round() as i64);
    let (need, closing) = (Need::parse(text("need")), Closing::parse(text("closing")));
    let (Some(received), Some(need), Some(closing)) = (received, need, closing) else {
        if errors.is_empty() {
            errors.push(("received", here.t("leads-bad-received")));
        }
        return Err(errors);
    };
    let [name, reason, note] = ["name", "reason", "note"].map(|field| text(field).to_owned());
    let lead = Lead { site: site.id.clone(), received, need, area, name, closing, closed, reason, note };
    errors.extend(lead.wrong(today).into_iter().map(|(field, why)| (field, here.x(&why))));
    if errors.is_empty() { Ok(lead) } else { Err(errors) }
}

fn fresh(today: Date) -> Typed {
    [("received", today.to_string()), ("need", "plant".into()), ("closing", "open".into()), ("version", "0".into())]
        .map(|(key, value)| (key.to_owned(), value))
        .into()
}

fn filled(kept: &Kept) -> Typed {
    let l = &kept.lead;
    let hectares = |area: i64| format!("{}.{:02}", area / 100, area % 100);
    [
        ("id", kept.id.as_str().to_owned()),
        ("version", kept.version.to_string()),
        ("received", l.received.to_string()),
        ("need", l.need.code().to_owned()),
        ("area", l.area.map(hectares).unwrap_or_default()),
        ("name", l.name.clone()),
        ("closing", l.closing.code().to_owned()),
        ("closed", l.closed.map(|d| d.to_string()).unwrap_or_default()),
        ("reason", l.reason.clone()),
        ("note", l.note.clone()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

fn counted(all: &[Kept]) -> Vec<(Text, usize)> {
    let mut counts: BTreeMap<Closing, usize> = BTreeMap::new();
    all.iter().for_each(|k| *counts.entry(k.lead.closing).or_default() += 1);
    let mut counts: Vec<(Closing, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(closing, count)| (closing.label(), count)).collect()
}

#[allow(clippy::too_many_arguments)]
async fn page(
    app: &App,
    here: &Here,
    site: &Site,
    actor: &Actor,
    all: Vec<Kept>,
    values: Typed,
    errors: Vec<(&'static str, String)>,
    flash: bool,
    status: StatusCode,
) -> Result<Response> {
    let mut page = here.page(Nav::Sites, here.page(Nav::Sites, String::new()).t1("leads-title", "name", &site.name));
    let writes = found::keeps(app, actor, site);
    page.private = writes;
    let past = match values.get("id").and_then(|id| LeadId::parse(id)).filter(|_| writes) {
        Some(id) => leads::past(&app.store, &id).await.or_ours(here)?,
        None => vec![],
    };
    let removed = match writes {
        true => leads::removed(&app.store, &site.id, REMOVED).await.or_ours(here)?,
        false => vec![],
    };
    let show = Show {
        removed,
        counts: counted(&all),
        total: all.len(),
        since: all.iter().map(|k| k.lead.received).min(),
        lines: if writes { all } else { vec![] },
        writes,
        page,
        site,
        flash,
        errors,
        values,
        past,
    };
    let mut response = html(here, &show)?;
    *response.status_mut() = status;
    Ok(unkept(response, writes))
}

/// What holds names stays in no cache.
fn unkept(response: Response, names: bool) -> Response {
    if names { answer::unkept(response) } else { response }
}

/// Counts by outcome for everybody; every line for who may write.
pub async fn file(State(app): State<App>, here: Here, At(id): At<String>, actor: Actor, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let site = &found::find(&app, &here, &actor, &id)?;
    let all = leads::of_site(&app.store, &site.id).await.or_ours(&here)?;
    let words = |text: Text| text.get(here.lang).to_owned();
    let writes = found::keeps(&app, &actor, site);
    let (heads, rows): (Vec<&str>, Vec<Vec<String>>) = if writes {
        let line = |k: Kept| {
            let l = k.lead;
            let area = l.area.map(|a| format!("{}.{:02}", a / 100, a % 100)).unwrap_or_default();
            let closed = l.closed.map(|d| d.to_string()).unwrap_or_default();
            vec![l.received.to_string(), words(l.need.label()), area, l.name, words(l.closing.label()), closed, l.reason, l.note]
        };
        (
            vec!["leads-received", "leads-need", "leads-area", "leads-name", "leads-closing", "leads-closed", "leads-reason", "leads-note"],
            all.into_iter().map(line).collect(),
        )
    } else {
        let line = |(closing, count): (Text, usize)| vec![words(closing), count.to_string()];
        (vec!["leads-closing", "leads-count"], counted(&all).into_iter().map(line).collect())
    };
    let heads: Vec<String> = heads.into_iter().map(|key| here.t(key)).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let name = if uri.path().ends_with(".xlsx") { "demandes.xlsx" } else { "demandes.csv" };
    Ok(unkept(table::answer(&here, name, &site.name, &heads, &rows)?, writes))
}

impl Show<'_> {
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str()).unwrap_or_default()
    }
    fn editing(&self) -> bool {
        !self.value("id").is_empty()
    }
    fn hectares(&self, area: &i64) -> String {
        self.page.number(&(*area as f64 / 100.0), 2)
    }
    fn day(&self, at: &jiff::Timestamp) -> String {
        self.page.date(&paris_time(*at).date())
    }
}
