//! Blocking points: raised from a sheet, seen by the region or the State that must answer by a date, with their history.

use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::registry::Registry;
use crate::routes::contracts::card::days;
use crate::routes::contracts::place::{Held, held, names};
use crate::routes::projects::form::typed;
use crate::routes::sheets::found::found;
use crate::table;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::read_date;
use domain::{Lang, Text};
use serde::Deserialize;
use store::BlockingId;
use store::blockings::{self, Blocking, Filter, Level, Raised, State as At_, StepKind, Taken};
use store::idempotency::Key;

pub fn routes() -> Registry {
    Registry::default()
        .get("/pilotage/blocages", Action::ReadPortfolio, list)
        .get("/pilotage/blocages/blocages.csv", Action::ReadPortfolio, csv)
        .get("/pilotage/blocages/blocages.xlsx", Action::ReadPortfolio, xlsx)
        .get("/blocages/{id}", Action::ReadContract, show)
        .post("/blocages/{id}", Action::ReadContract, step)
        .post("/fiches/{id}/blocages", Action::EditContract, raise)
}

const LONGEST: usize = 4_000;
/// Points on the page and in its files.
const MOST: usize = 1_000;

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// INSEE code of a region.
    region: String,
    /// "region", "state".
    niveau: String,
    /// "open", "answered", "lifted"; open when absent, "tous" for all.
    etat: String,
    retard: String,
}

pub struct Row {
    pub id: String,
    pub sheet: String,
    pub title: String,
    pub territory: String,
    pub region: String,
    pub what: String,
    pub level: String,
    pub state: String,
    pub due: String,
    pub late: i32,
}

#[derive(Template)]
#[template(path = "blockings/list.html")]
struct List {
    page: Page,
    ask: Ask,
    regions: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Said when there are more than are shown; empty otherwise.
    cut: String,
    query: String,
}

#[derive(Template)]
#[template(path = "blockings/show.html")]
struct Show<'a> {
    page: Page,
    held: Held<'a>,
    point: Blocking,
    row: Row,
    /// (when, who, what, words)
    steps: Vec<(String, String, String, String)>,
    may_answer: bool,
    may_pass: bool,
    may_edit: bool,
    in_a_month: String,
    error: String,
    body: String,
}

fn row(app: &App, page: &Page, point: &Blocking) -> Row {
    let late = days(point.due, app.today());
    Row {
        id: point.id.to_string(),
        sheet: point.sheet.to_string(),
        title: point.title.clone(),
        territory: app.reference.territory(point.phase, &point.code).map_or_else(|| point.code.clone(), |t| t.name.clone()),
        region: app.reference.region_name(&point.region).unwrap_or_default().to_owned(),
        what: point.what.clone(),
        level: page.t(if point.level == Level::Region { "blocking-region" } else { "blocking-state" }),
        state: page.t(match point.state {
            At_::Open => "blocking-open",
            At_::Answered => "blocking-answered",
            At_::Lifted => "blocking-lifted",
        }),
        due: page.short_date(&point.due),
        late: if point.state == At_::Open { late.max(0) } else { 0 },
    }
}

/// The points of the regions that this actor follows, first what is due first, and whether there are more than [`MOST`].
async fn points(app: &App, here: &Here, actor: &Actor, ask: &Ask) -> Result<(Vec<Blocking>, bool)> {
    let whole = can(actor, Action::ReadPortfolio, &Object::Country);
    let own = |region: &str| whole || can(actor, Action::ReadPortfolio, &Object::Region(region.into()));
    if !app.reference.regions().any(|(code, _)| own(code)) {
        let why = Text::new(
            "Les points de blocage se suivent avec un compte de la région ou de l’État.",
            "Blocking points are followed with an account of the region or of the State.",
        );
        return Err(Failure::Refused(here.clone(), why));
    }
    let state = match ask.etat.as_str() {
        "tous" => None,
        other => At_::parse(other).or(Some(At_::Open)),
    };
    // Region by region for whoever has no country: the first of all would leave out the last of theirs.
    let regions: Vec<String> = match (whole, ask.region.as_str()) {
        (true, region) => vec![region.to_owned()],
        (false, "") => app.reference.regions().map(|(code, _)| code.to_owned()).filter(|code| own(code)).collect(),
        (false, region) => std::iter::once(region.to_owned()).filter(|code| own(code)).collect(),
    };
    let (level, late_on) = (Level::parse(&ask.niveau), (ask.retard == "1").then(|| app.today()));
    let mut found = vec![];
    for region in regions {
        found.extend(blockings::list(&app.store, &Filter { region, level, state, late_on }, MOST as u32 + 1).await.or_ours(here)?);
    }
    found.sort_by_key(|point| point.due);
    let cut = found.len() > MOST;
    found.truncate(MOST);
    Ok((found, cut))
}

/// Whether `actor` answers a point asked at this level: the region what is asked of it, the State everything.
fn answers(held: &Held, actor: &Actor, level: Level) -> bool {
    held.may(actor, Action::AnswerBlocking) && (level == Level::Region || can(actor, Action::AnswerBlocking, &Object::Country))
}

async fn list(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let (found, cut) = points(&app, &here, &actor, &ask).await?;
    let page = here.page(Nav::Steering, here.t("blockings-title")).private();
    let whole = can(&actor, Action::ReadPortfolio, &Object::Country);
    let own = |code: &str| whole || can(&actor, Action::ReadPortfolio, &Object::Region(code.into()));
    let regions = app.reference.regions().filter(|(code, _)| own(code)).map(|(c, n)| (c.to_owned(), n.to_owned())).collect();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("region", &ask.region), ("niveau", &ask.niveau), ("etat", &ask.etat), ("retard", &ask.retard)])
        .finish();
    let rows = found.iter().map(|point| row(&app, &page, point)).collect();
    let cut = if cut { page.t1("blockings-cut", "n", page.count(MOST)) } else { String::new() };
    answer::private(&here, StatusCode::OK, &List { page, ask, regions, rows, cut, query })
}

async fn csv(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    export(&app, &here, &actor, &ask, "blocages.csv").await
}

async fn xlsx(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    export(&app, &here, &actor, &ask, "blocages.xlsx").await
}

async fn export(app: &App, here: &Here, actor: &Actor, ask: &Ask, file: &str) -> Result<Response> {
    let page = here.page(Nav::Steering, "");
    let (found, _) = points(app, here, actor, ask).await?;
    let rows: Vec<[String; 9]> = found
        .iter()
        .map(|point| {
            let r = row(app, &page, point);
            let late = if r.late > 0 { r.late.to_string() } else { String::new() };
            [r.id, r.territory, r.region, r.title, r.what, r.level, r.state, point.due.to_string(), late]
        })
        .collect();
    let heads = match here.lang {
        Lang::Fr => ["identifiant", "territoire", "region", "fiche", "blocage", "demande_a", "etat", "reponse_attendue", "jours_de_retard"],
        Lang::En => ["id", "territory", "region", "sheet", "blocking_point", "asked_of", "state", "answer_due", "days_late"],
    };
    table::answer(here, file, &here.t("blockings-title"), &heads, &rows)
}

/// The point with its contract, for whoever may read it.
async fn point<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str) -> Result<(Held<'a>, Blocking)> {
    let missing = || Failure::NotFound(here.clone());
    let id = BlockingId::parse(id).ok_or_else(missing)?;
    let point = blockings::find(&app.store, &id).await.or_ours(here)?.ok_or_else(missing)?;
    let held = held(app, here, point.phase, &point.code)?;
    if !held.may(actor, Action::ReadContract) {
        return Err(missing());
    }
    Ok((held, point))
}

async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let (held, point) = point(&app, &here, &actor, &id).await?;
    page(&app, &here, &actor, held, point, String::new(), String::new()).await
}

async fn page(app: &App, here: &Here, actor: &Actor, held: Held<'_>, point: Blocking, error: String, body: String) -> Result<Response> {
    let page = here.page(Nav::Steering, here.t("blocking-title")).private();
    let steps = blockings::steps(&app.store, &point.id).await.or_ours(here)?;
    let names = names(app, here, steps.iter().map(|s| s.author.as_str())).await?;
    let step = |s: blockings::Step| {
        let kind = page.t(match s.kind {
            StepKind::Raised => "blocking-raised",
            StepKind::Answered => "blocking-answer",
            StepKind::AskedAgain => "blocking-asked-again",
            StepKind::Passed => "blocking-passed",
            StepKind::Lifted => "blocking-lift",
        });
        (page.moment(&s.at), names.get(&s.author).cloned().unwrap_or_default(), kind, s.body)
    };
    let open = point.state == At_::Open;
    let answers = answers(&held, actor, point.level);
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = Show {
        steps: steps.into_iter().map(step).collect(),
        row: row(app, &page, &point),
        may_answer: answers && open,
        may_pass: answers && open && point.level == Level::Region,
        may_edit: held.may(actor, Action::EditContract) && point.state != At_::Lifted,
        in_a_month: app.today().saturating_add(jiff::Span::new().days(30)).to_string(),
        error,
        body,
        page,
        held,
        point,
    };
    answer::private(here, status, &view)
}

async fn step(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let (held, point) = point(&app, &here, &actor, &id).await?;
    let typed = typed(&body);
    let get = |key: &str| typed.get(key).map(|v| v.trim().to_owned()).unwrap_or_default();
    let kind = StepKind::parse(&get("step")).filter(|k| *k != StepKind::Raised).or_not_found(&here)?;
    let action = match kind {
        StepKind::Answered | StepKind::Passed => Action::AnswerBlocking,
        _ => Action::EditContract,
    };
    held.allowed(&actor, action, &here)?;
    if action == Action::AnswerBlocking && !answers(&held, &actor, point.level) {
        let why = Text::new(
            "Ce point est posé à l’État : la région le suit, l’État y répond.",
            "This point was asked of the State: the region follows it, the State answers.",
        );
        return Err(Failure::Refused(here, why));
    }
    let words = get("body");
    let due = get("due");
    let due = if due.is_empty() { Ok(None) } else { read_date(&due).map(Some) };
    let error = match (&due, words.chars().count()) {
        (Err(what), _) => here.x(what),
        (_, 0) => here.t("blocking-words-needed"),
        (_, n) if n > LONGEST => here.t("blocking-words-long"),
        (Ok(None), _) if matches!(kind, StepKind::AskedAgain | StepKind::Passed) => here.t("blocking-due-needed"),
        _ => String::new(),
    };
    if !error.is_empty() {
        return page(&app, &here, &actor, held, point, error, words).await;
    }
    // An answer leaves the date as it was: only what is asked again, or of another, gets a new one.
    let due = due.unwrap_or_default().filter(|_| matches!(kind, StepKind::AskedAgain | StepKind::Passed));
    let taken = Taken { kind, body: &words, due };
    let expected = get("version").parse().unwrap_or(point.version);
    let done = blockings::step(&app.store, &point.id, expected, taken, &actor.signature(), app.now()).await;
    match done.or_ours(&here)? {
        Some(_) => Ok(Redirect::to(&here.url(&format!("/blocages/{id}"))).into_response()),
        None => {
            let point = blockings::find(&app.store, &point.id).await.or_ours(&here)?.unwrap_or(point);
            page(&app, &here, &actor, held, point, here.t("blocking-moved"), words).await
        }
    }
}

async fn raise(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let typed = typed(&body);
    let get = |key: &str| typed.get(key).map(|v| v.trim().replace('\0', "")).unwrap_or_default();
    let (what, level) = (get("what"), Level::parse(&get("level")));
    let due = read_date(&get("due")).map_err(|why| Failure::Bad(here.clone(), why))?;
    let (Some(level), 1..=LONGEST) = (level, what.chars().count()) else {
        let why = Text::new(
            "Dire ce qui bloque, et à qui la question est posée : revenir en arrière, le texte y est encore.",
            "Say what blocks, and who is asked: go back, the text is still there.",
        );
        return Err(Failure::Bad(here, why));
    };
    let (raised, key) = (Raised { level, what: &what, due }, typed.get("key").map(|key| Key::new(key)));
    let raised = blockings::raise(&app.store, &found.id, raised, &actor.signature(), key.as_ref(), app.now()).await;
    let raised = raised.or_stored(&here)?.or_not_found(&here)?;
    Ok(Redirect::to(&here.url(&format!("/blocages/{raised}"))).into_response())
}
