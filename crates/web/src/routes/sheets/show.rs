//! One sheet, as those who may read its contract see it; a published one, as everybody does.

use super::found::{Found, any};
use super::talk::{self, Said};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::card::days;
use crate::routes::contracts::place::{names, people};
use crate::routes::sheets::history::{Decided, decided};
use crate::routes::steering::orientations::{self, Said as Proposed, Told as Orientation};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::{Field, Group, Kind, field};
use serde::Deserialize;
use store::blockings::Blocking;
use store::{blockings, sheets};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Told {
    /// What was just done, told once: "nouvelle", "enregistree", "fusion", "decidee", "retablie".
    pub fait: String,
}

/// One part of the sheet: what is filled, and where it is edited.
pub struct Part {
    pub code: &'static str,
    pub name: String,
    /// (label, value, kept line ends)
    pub rows: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "sheets/show.html")]
struct Show<'a> {
    page: Page,
    found: Found<'a>,
    fait: String,
    state: String,
    about: String,
    days_late: i32,
    parts: Vec<Part>,
    decisions: Vec<Decided>,
    said: Vec<Said>,
    blockings: Vec<Blocking>,
    /// Orientations that favour it today, and what was proposed to its territory.
    favouring: Vec<Orientation>,
    proposals: Vec<Proposed>,
    people: Vec<(String, String)>,
    may_edit: bool,
    may_decide: bool,
    may_comment: bool,
    /// One for the forms of this reading of the page: what is sent twice is done once.
    key: String,
    today: String,
    in_a_month: String,
}

impl Show<'_> {
    fn sheet(&self) -> &contracts::Sheet {
        &self.found.stored.sheet
    }
    fn due(&self) -> String {
        self.sheet().due.map_or_else(String::new, |d| self.page.date(&d))
    }
    fn owner(&self) -> &str {
        self.sheet().owner.as_ref().map_or("", |o| o.name.as_str())
    }
}

#[derive(Template)]
#[template(path = "sheets/public.html")]
struct Public<'a> {
    page: Page,
    found: Found<'a>,
    state: String,
    parts: Vec<Part>,
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(told): Asked<Told>) -> Result<Response> {
    let found = any(&app, &here, &id).await?;
    let title = found.stored.sheet.title.clone();
    let sheet = &found.stored.sheet;
    let state = found.held.lifecycle.state(&sheet.state);
    let state_name = state.map_or_else(|| sheet.state.clone(), |s| s.name.get(here.lang).to_owned());
    if !found.held.may(&actor, Action::ReadContract) {
        if !sheet.published {
            return Err(Failure::NotFound(here));
        }
        let page = here.page(Nav::Territories, title);
        let parts = parts(&found, &page, true);
        return html(&here, &Public { page, parts, state: state_name, found });
    }
    let page = here.page(Nav::Territories, title).private();
    let people = people(&app, &here, &found.held.place).await?;
    let recorded = sheets::decisions(&app.store, &found.id).await.or_ours(&here)?;
    let names = names(&app, &here, recorded.iter().map(|d| d.author.as_str())).await?;
    let (favouring, proposals) = orientations::proposals(&app, &page, &actor, &found.held.place, &found.id, sheet).await?;
    let view = Show {
        favouring,
        proposals,
        about: state.map_or_else(String::new, |s| here.x(&s.about)),
        state: state_name,
        days_late: sheet.due.map_or(0, |due| days(due, app.today())),
        parts: parts(&found, &page, false),
        decisions: recorded.into_iter().map(|d| decided(d, found.held.lifecycle, &names, &page)).collect(),
        said: talk::of(&app, &here, &actor, &found, &people).await?,
        blockings: blockings::of_sheet(&app.store, &found.id).await.or_ours(&here)?,
        may_edit: found.held.may(&actor, Action::EditContract),
        may_decide: found.held.may(&actor, Action::DecideContract),
        may_comment: found.held.may(&actor, Action::CommentContract),
        key: store::Token::random().expose().to_owned(),
        today: app.today().to_string(),
        in_a_month: app.today().saturating_add(jiff::Span::new().days(30)).to_string(),
        fait: told.fait,
        people,
        page,
        found,
    };
    answer::private(&here, StatusCode::OK, &view)
}

/// What is filled; an indicator takes one line.
fn parts(found: &Found, page: &Page, public: bool) -> Vec<Part> {
    let (sheet, lifecycle, lang) = (&found.stored.sheet, found.held.lifecycle, page.lang());
    let keeps_lines = |kind: Kind| matches!(kind, Kind::Paragraph | Kind::Partners | Kind::Milestones);
    let mut parts = vec![];
    for group in Group::ALL.into_iter().filter(|g| *g != Group::Follow) {
        let rows: Vec<(String, String, bool)> = if group == Group::Indicators {
            let specs = lifecycle.indicators.iter();
            let row = |spec: &contracts::IndicatorSpec| {
                let value = field::show(&format!("indicator.{}", spec.id), sheet, lang, lifecycle);
                (format!("{} ({})", page.x(&spec.name), page.x(&spec.unit)), value, false)
            };
            specs.map(row).collect()
        } else {
            let fields: Vec<Field> = field::of_group(lifecycle, group);
            let kept = fields.iter().filter(|f| !public || field::is_public(&f.key)).filter(|f| f.key != "title");
            kept.map(|f| (page.x(&f.label), field::show(&f.key, sheet, lang, lifecycle), keeps_lines(f.kind))).collect()
        };
        let rows: Vec<_> = rows.into_iter().filter(|(_, value, _)| !value.is_empty()).collect();
        if !public || !rows.is_empty() {
            parts.push(Part { code: group.code(), name: page.x(&group.name()), rows });
        }
    }
    parts
}
