//! The targets of a territory: whom it wants to bring, what is due first on top, and the same rows to take away.

use super::place::{Held, held, opened};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::sectors;
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Lang;
use domain::rights::{Role, Scope};
use domain::target::Stage;
use reference::PerimeterKey;
use serde::Deserialize;
use store::projects::Origin;
use store::targets::{self, After, Filter, Kept};

const ON_A_PAGE: u32 = 50;
/// A file holds every target of the filters, read so many at a time.
const AT_ONCE: u32 = 1_000;
/// Removed targets that can be restored from the page.
const REMOVED: u32 = 100;

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// Code of a stage.
    etat: String,
    /// Name of who follows.
    responsable: String,
    retard: String,
    /// Where the page before ended.
    apres: String,
    /// "retiree", "retablie": what was just done.
    fait: String,
}

impl Ask {
    fn filter(&self, app: &App) -> Filter {
        let late_on = (self.retard == "1").then(|| app.today());
        Filter { state: Stage::parse(&self.etat), owner: self.responsable.clone(), late_on }
    }
    /// Another page of the contract: what filters targets means nothing there.
    fn at(&self, path: impl AsRef<str>) -> String {
        path.as_ref().to_owned()
    }
    /// The same filters, from this page on.
    fn query(&self, after: &str) -> String {
        let own = [("etat", &self.etat), ("responsable", &self.responsable), ("retard", &self.retard)];
        query(own.map(|(name, value)| (name, value.as_str())).into_iter().chain([("apres", after)]))
    }
}

struct Row {
    kept: Kept,
    /// "25.50B Forge…"
    activity: String,
    state: String,
    late: i32,
    /// Where a project of it is opened.
    project: String,
}

#[derive(Template)]
#[template(path = "contracts/targets.html")]
struct List<'a> {
    page: Page,
    held: Held<'a>,
    ask: Ask,
    rows: Vec<Row>,
    stages: Vec<(&'static str, String)>,
    owners: Vec<String>,
    /// (stage, how many)
    counts: Vec<(String, usize)>,
    query: String,
    /// Query of the next page; empty on the last.
    next: String,
    flash: String,
    /// Those that may be restored: for who may edit.
    removed: Vec<Row>,
    may_edit: bool,
    tab: &'static str,
}

fn row(app: &App, commune: &str, page: &Page, kept: Kept) -> Row {
    Row {
        activity: activity(app, &kept.target.activity, page.lang()),
        state: page.say(kept.target.state.label()),
        late: kept.target.late(app.today()).unwrap_or_default(),
        project: project(page, commune, &kept),
        kept,
    }
}

/// Code and name of an activity; empty when there is none.
pub fn activity(app: &App, code: &str, lang: Lang) -> String {
    let name = sectors::told(code, app.reference.naf_label(code).unwrap_or_default(), lang).0;
    format!("{code} {name}").trim().to_owned()
}

/// The largest commune of the territory, where a project of one of its targets begins; its holder moves it.
pub fn largest(app: &App, held: &Held) -> String {
    let place = app.reference.perimeter(&PerimeterKey::Territory(held.place.phase, held.place.code.clone()));
    place.and_then(|place| sectors::largest(app, &place)).unwrap_or_default()
}

/// A project of this target in the territory, with what is known of it.
pub fn project(page: &Page, commune: &str, kept: &Kept) -> String {
    let address = sectors::new_project(page, &kept.target.activity, &kept.target.name, commune, "relocation");
    format!("{address}&origin={}", Origin::Target(kept.id.clone()))
}

pub async fn list(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    let page = here.page(Nav::Territories, here.t("targets-title")).private();
    let after = After::parse(&ask.apres);
    let mut kept = targets::list(&app.store, (phase, &code), &ask.filter(&app), after.as_ref(), ON_A_PAGE + 1).await.or_ours(&here)?;
    let more = kept.len() > ON_A_PAGE as usize;
    kept.truncate(ON_A_PAGE as usize);
    let next = kept.last().filter(|_| more).map(|last| ask.query(&After::of(last).to_string())).unwrap_or_default();
    let may_edit = held.may(&actor, Action::EditContract);
    let removed = if may_edit { targets::removed(&app.store, phase, &code, REMOVED).await.or_ours(&here)? } else { vec![] };
    let counts = targets::counts(&app.store, phase, &code).await.or_ours(&here)?;
    let commune = largest(&app, &held);
    let view = List {
        rows: kept.into_iter().map(|kept| row(&app, &commune, &page, kept)).collect(),
        stages: Stage::ALL.iter().map(|stage| (stage.code(), page.say(stage.label()))).collect(),
        owners: targets::owners(&app.store, phase, &code).await.or_ours(&here)?,
        counts: counts.into_iter().map(|(stage, n)| (page.say(stage.label()), n)).collect(),
        removed: removed.into_iter().map(|kept| row(&app, &commune, &page, kept)).collect(),
        query: ask.query(""),
        flash: match ask.fait.as_str() {
            "retiree" => here.t("target-was-removed"),
            "retablie" => here.t("target-was-restored"),
            _ => String::new(),
        },
        next,
        may_edit,
        tab: "targets",
        ask,
        page,
        held,
    };
    answer::private(&here, StatusCode::OK, &view)
}

pub async fn export(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, file)): At<(u8, String, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    if !["cibles.csv", "cibles.xlsx"].contains(&file.as_str()) {
        return Err(Failure::NotFound(here));
    }
    let page = here.page(Nav::Territories, "");
    let (filter, mut kept, mut after) = (ask.filter(&app), vec![], None);
    loop {
        let page = targets::list(&app.store, (phase, &code), &filter, after.as_ref(), AT_ONCE).await.or_ours(&here)?;
        let Some(last) = page.last() else { break };
        after = Some(After::of(last));
        kept.extend(page);
    }
    // Nobody opens a project from a file: the place of one is not looked for.
    let line = |kept: Kept| {
        let row = row(&app, "", &page, kept);
        let (t, late) = (row.kept.target, if row.late > 0 { row.late.to_string() } else { String::new() });
        let due = t.due.map(|due| due.to_string()).unwrap_or_default();
        [
            row.kept.id.to_string(),
            t.siret,
            t.name,
            t.activity,
            row.state,
            t.reason,
            t.next_action,
            due,
            late,
            t.owner,
            t.note,
            t.origin_words,
        ]
    };
    let rows: Vec<[String; 12]> = kept.into_iter().map(line).collect();
    let heads = match here.lang {
        Lang::Fr => [
            "identifiant",
            "siret",
            "nom",
            "activite",
            "etat",
            "raison",
            "prochaine_action",
            "echeance",
            "jours_de_retard",
            "responsable",
            "note",
            "origine",
        ],
        Lang::En => ["id", "siret", "name", "activity", "state", "reason", "next_action", "due", "days_late", "owner", "note", "origin"],
    };
    let numbers = [false, false, false, false, false, false, false, false, true, false, false, false];
    table::answer_columns(&here, &file, &here.t("targets-title"), &heads, &rows, &numbers)
}

/// Where this actor follows targets: the address that adds one, and the name of the territory.
pub fn follows(app: &App, here: &Here, actor: &Actor) -> Vec<(String, String)> {
    let mut follows: Vec<(String, String)> = vec![];
    for right in actor.person().map(|person| person.rights.as_slice()).unwrap_or_default() {
        let (Role::ProjectLead, Scope::Territory { phase, code }) = (right.role, &right.scope) else { continue };
        let Ok(held) = held(app, here, *phase, code) else { continue };
        let add = here.url(&format!("{}/cibles", held.path()));
        if held.may(actor, Action::EditContract) && !follows.iter().any(|(known, _)| *known == add) {
            follows.push((add, held.territory.name.clone()));
        }
    }
    follows
}
