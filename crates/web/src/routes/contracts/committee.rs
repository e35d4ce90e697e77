//! The paper of a committee: what changed since the last one, what was decided, what is late, what blocks. Printed as it
//! stands.

use super::card::{self, Card};
use super::place::{Held, held, names};
use super::signatories;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::sheets::history::{Decided, decided};
use crate::routes::steering::orientations::{self, Told};
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contracts::field;
use domain::Date;
use domain::calendar::{paris_instant, read_date};
use jiff::civil::Time;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::SheetId;
use store::sheets::{self, Filter, Order};

/// Lines of each part of the paper: more is not read in a meeting, and the count says how many there are.
const MOST: u32 = 200;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// "2026-11-01"; the last committee when absent.
    depuis: String,
}

/// What changed of one sheet.
pub struct Moved {
    pub id: String,
    pub number: String,
    pub title: String,
    pub new: bool,
    pub fields: String,
    pub who: String,
}

#[derive(Template)]
#[template(path = "contracts/committee.html")]
pub struct Paper<'a> {
    pub page: Page,
    pub held: Held<'a>,
    pub since: String,
    pub since_words: String,
    pub today: String,
    /// (day, committee, how many decisions, day as in an address)
    pub meetings: Vec<(String, String, usize, String)>,
    /// (state, how many)
    pub counts: Vec<(String, usize)>,
    pub total: usize,
    /// (sheet, title, decision)
    pub decisions: Vec<(String, String, Decided)>,
    pub moved: Vec<Moved>,
    pub cut: bool,
    pub late: Vec<Card>,
    pub late_count: usize,
    /// (sheet, title, what, asked of, due)
    pub blockings: Vec<(String, String, String, String, String)>,
    /// What the State and the region want first.
    pub orientations: Vec<Told>,
    /// What they propose and the committee has not decided: (sheet, title, what, why, due).
    pub proposed: Vec<(String, String, String, String, String)>,
    /// Who signs the contract: (organisation, quality, person, day).
    pub signatories: Vec<[String; 4]>,
    pub synthetic: bool,
}

pub async fn paper(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    answer::private(&here, StatusCode::OK, &gathered(&app, &here, &actor, phase, code, &ask).await?)
}

/// The same to hold in hand, or to work on: `comite.pdf`, `comite.docx`.
pub async fn file(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, file)): At<(u8, String, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let view = gathered(&app, &here, &actor, phase, code, &ask).await?;
    let (paper, on, lang) = (super::printed::paper(&view), app.today(), here.lang);
    let (pdf, kind) = match file.as_str() {
        "comite.pdf" => (true, "application/pdf"),
        "comite.docx" => (false, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        _ => return Err(Failure::NotFound(here)),
    };
    let made = tokio::task::spawn_blocking(move || match pdf {
        true => dossier::paper::print(&paper, on, lang),
        false => dossier::paper::write_docx(&paper, lang),
    });
    let bytes = made.await.or_ours(&here)?.or_ours(&here)?;
    let name = domain::name::slug(&view.held.territory.name);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"comite-{name}-{on}.{}\"", if pdf { "pdf" } else { "docx" })),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

async fn gathered<'a>(app: &'a App, here: &Here, actor: &Actor, phase: u8, code: String, ask: &Ask) -> Result<Paper<'a>> {
    let held = held(app, here, phase, &code)?;
    held.allowed(actor, Action::ReadContract, here)?;
    let page = here.page(Nav::Territories, here.t("committee-title")).private();
    let meetings = sheets::committees(&app.store, phase, &code, 10).await.or_ours(here)?;
    let month = app.today().saturating_sub(jiff::Span::new().months(1));
    let since: Date = match ask.depuis.is_empty() {
        true => meetings.first().map_or(month, |(day, ..)| *day),
        false => read_date(&ask.depuis).map_err(|why| Failure::Bad(here.clone(), why))?,
    };
    let recorded = sheets::decisions_since(&app.store, phase, &code, since, MOST).await.or_ours(here)?;
    let changes =
        sheets::changes_since(&app.store, phase, &code, paris_instant(since.to_datetime(Time::midnight())), MOST).await.or_ours(here)?;
    let authors = recorded.iter().map(|d| d.author.as_str()).chain(changes.iter().map(|v| v.author.as_str()));
    let names = names(app, here, authors).await?;
    let mut titles: BTreeMap<SheetId, (String, String)> = BTreeMap::new();
    for id in recorded.iter().map(|d| &d.sheet).chain(changes.iter().map(|v| &v.sheet)) {
        if !titles.contains_key(id)
            && let Some(stored) = sheets::find(&app.store, id).await.or_ours(here)?
        {
            titles.insert(id.clone(), (stored.sheet.number, stored.sheet.title));
        }
    }
    let title = |id: &SheetId| titles.get(id).cloned().unwrap_or_default();
    let late = Filter { late_on: Some(app.today()), ..Filter::default() };
    let lines = sheets::list(&app.store, phase, &code, &late, Order::Due, None, MOST).await.or_ours(here)?;
    let counts = sheets::counts(&app.store, phase, &code, &Filter::default()).await.or_ours(here)?;
    let points = store::blockings::of_contract(&app.store, phase, &code).await.or_ours(here)?;
    let open = points.into_iter().filter(|p| p.state == store::blockings::State::Open);
    let asked = store::orientations::of_contract(&app.store, phase, &code, MOST).await.or_ours(here)?;
    let asked = asked.into_iter().map(|p| {
        let (what, due) = (orientations::kind(here.lang, p.kind), page.short_date(&p.due));
        (p.sheet.to_string(), p.title, what, p.why, due)
    });
    Ok(Paper {
        since: since.to_string(),
        since_words: page.date(&since),
        today: page.date(&app.today()),
        meetings: meetings
            .into_iter()
            .map(|(day, id, n)| {
                let name = held.lifecycle.committee(&id).map_or(id, |c| page.x(&c.name));
                (page.date(&day), name, n, day.to_string())
            })
            .collect(),
        counts: held
            .lifecycle
            .states
            .iter()
            .map(|s| (page.x(&s.name), counts.iter().find(|(id, _)| *id == s.id).map_or(0, |(_, n)| *n)))
            .collect(),
        total: counts.iter().map(|(_, n)| n).sum(),
        cut: changes.len() >= MOST as usize,
        moved: moved(&changes, &held, &title, &names, &page),
        decisions: recorded
            .into_iter()
            .map(|d| {
                let (id, (_, title)) = (d.sheet.to_string(), title(&d.sheet));
                (id, title, decided(d, held.lifecycle, &names, &page))
            })
            .collect(),
        late_count: sheets::count(&app.store, phase, &code, &late).await.or_ours(here)?,
        late: lines.into_iter().map(|line| card::of(line, app.today(), &held, &page)).collect(),
        blockings: open
            .map(|p| {
                let level = page.t(if p.level == store::blockings::Level::Region { "blocking-region" } else { "blocking-state" });
                (p.id.to_string(), p.title, p.what, level, page.short_date(&p.due))
            })
            .collect(),
        orientations: orientations::covering(app, &page, actor, &held.place).await?,
        proposed: asked.collect(),
        signatories: signatories::of_contract(app, here, &held).await?.iter().map(|kept| signatories::told(&page, kept)).collect(),
        synthetic: sheets::has_synthetic(&app.store, phase, &code).await.or_ours(here)?,
        page,
        held,
    })
}

/// One line per sheet, whatever the number of versions.
fn moved(
    changes: &[sheets::Version],
    held: &Held,
    title: &impl Fn(&SheetId) -> (String, String),
    names: &BTreeMap<String, String>,
    page: &Page,
) -> Vec<Moved> {
    let mut order: Vec<&SheetId> = vec![];
    for version in changes {
        if !order.contains(&&version.sheet) {
            order.push(&version.sheet);
        }
    }
    let line = |id: &SheetId| {
        let own: Vec<_> = changes.iter().filter(|v| v.sheet == *id).collect();
        let keys: BTreeSet<&String> = own.iter().flat_map(|v| &v.changed).collect();
        let who: BTreeSet<&str> = own.iter().map(|v| names.get(&v.author).map_or("", String::as_str)).collect();
        let (number, title) = title(id);
        Moved {
            id: id.to_string(),
            number,
            title,
            new: own.iter().any(|v| v.number == 1),
            fields: keys.into_iter().map(|key| page.x(&field::label(key, held.lifecycle))).collect::<Vec<_>>().join(", "),
            who: who.into_iter().collect::<Vec<_>>().join(", "),
        }
    };
    order.into_iter().map(line).collect()
}
