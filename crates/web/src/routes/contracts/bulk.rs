//! Several sheets changed at once: what each would become is shown first; what was done together is undone together.

use super::place::{Held, held, opened, owner, people};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Decision, DecisionKind, Sheet, Sound, admit, admit_edit, decide, difference};
use store::sheets::{self, Change, Saved, Stored};
use store::{SheetId, Token};

/// More than anybody checks one by one.
const MOST: usize = 500;

/// What is done to each sheet.
enum Doing {
    Owner(String),
    Due(String),
    /// With what a reorientation changes of each: (field, typed).
    Decide(Decision, Vec<(String, String)>),
}

/// What a reorientation of many may change, by name in the form; each sheet keeps the rest of its own.
const REORIENTED: [(&str, &str); 5] =
    [("vers-axe", "axes"), ("vers-actions", "actions"), ("vers-fin", "ends"), ("vers-action", "next_action"), ("vers-date", "due")];

pub struct Row {
    pub id: String,
    pub version: i64,
    pub number: String,
    pub title: String,
    /// (field, before, after)
    pub changes: Vec<(String, String, String)>,
    /// Why it is left as it is; empty when it changes.
    pub refusals: Vec<String>,
}

#[derive(Template)]
#[template(path = "contracts/bulk.html")]
struct Preview<'a> {
    page: Page,
    held: Held<'a>,
    rows: Vec<Row>,
    changing: usize,
    /// What was typed, sent back to do it.
    typed: Typed,
    batch: String,
}

#[derive(Template)]
#[template(path = "contracts/batch.html")]
struct Done<'a> {
    page: Page,
    held: Held<'a>,
    batch: String,
    /// (sheet, number, title, changed since)
    rows: Vec<(String, String, String, bool)>,
    undone: Option<(usize, usize)>,
    may_undo: bool,
}

fn doing(here: &Here, typed: &Typed) -> Result<(Doing, Action)> {
    let get = |key: &str| typed.get(key).map(|v| v.trim().to_owned()).unwrap_or_default();
    let bad = |fr: &str, en: &str| Failure::Bad(here.clone(), domain::Text::new(fr, en));
    match get("action").as_str() {
        "owner" => Ok((Doing::Owner(get("owner")), Action::EditContract)),
        "due" => Ok((Doing::Due(get("due")), Action::EditContract)),
        "decide" => {
            let kind = DecisionKind::parse(&get("kind")).ok_or_else(|| bad("Choisir une décision.", "Choose a decision."))?;
            let held_on = domain::calendar::read_date(&get("held_on")).map_err(|why| Failure::Bad(here.clone(), why))?;
            let to = get("to");
            let decision = Decision {
                kind,
                to: (!to.is_empty() && kind == DecisionKind::Moved).then_some(to),
                committee: get("committee"),
                held_on,
                reason: get("reason"),
                evidence: vec![],
            };
            let edits = match kind {
                DecisionKind::Reoriented => REORIENTED.iter().map(|(name, field)| ((*field).to_owned(), get(name))).collect(),
                _ => vec![],
            };
            Ok((
                Doing::Decide(decision, edits.into_iter().filter(|(_, text): &(String, String)| !text.is_empty()).collect()),
                Action::DecideContract,
            ))
        }
        _ => Err(bad("Choisir ce qu’il faut faire des fiches cochées.", "Choose what to do with the ticked sheets.")),
    }
}

/// What one sheet becomes, with the decision that makes it so.
fn judged(
    held: &Held,
    stored: &Stored,
    doing: &Doing,
    people: &[(String, String)],
    today: domain::Date,
) -> Result<(Sound, Option<(Decision, Vec<String>)>), Vec<contracts::Slip>> {
    let edited = |after: Sheet| {
        if contracts::changed(&stored.sheet, &after).is_empty() {
            let what = domain::Text::new("Déjà ainsi", "Already so");
            return Err(vec![contracts::Slip { field: String::new(), what }]);
        }
        admit_edit(held.lifecycle, &stored.sheet, &after).map(|sound| (sound, None))
    };
    match doing {
        Doing::Owner(name) => edited(Sheet { owner: owner(name, people), ..stored.sheet.clone() }),
        Doing::Due(day) => match domain::calendar::read_date(day) {
            Ok(day) => edited(Sheet { due: Some(day), ..stored.sheet.clone() }),
            Err(what) => Err(vec![contracts::Slip { field: "due".into(), what }]),
        },
        Doing::Decide(decision, edits) => decide(held.lifecycle, &stored.sheet, decision, &onto(&stored.sheet, edits), today)
            .map(|d| (d.sheet, Some((decision.clone(), d.missing.into_iter().map(|e| e.id).collect())))),
    }
}

/// What is to be done from now on is added to what each sheet does already: many sheets do not become one.
fn onto(sheet: &Sheet, edits: &[(String, String)]) -> Vec<(String, String)> {
    let one = |(field, text): &(String, String)| match field.as_str() {
        "actions" if !sheet.actions.trim().is_empty() => (field.clone(), format!("{}\n{text}", sheet.actions.trim_end())),
        _ => (field.clone(), text.clone()),
    };
    edits.iter().map(one).collect()
}

/// "ID:VERSION", one per ticked box.
fn ticked(typed: &Typed) -> Vec<(SheetId, i64)> {
    let pairs = typed.get("fiche").map(String::as_str).unwrap_or_default().split(',');
    pairs.filter_map(|pair| pair.split_once(':')).filter_map(|(id, v)| Some((SheetId::parse(id)?, v.parse().ok()?))).take(MOST).collect()
}

async fn found(app: &App, here: &Here, held: &Held<'_>, id: &SheetId) -> Result<Option<Stored>> {
    let stored = sheets::find(&app.store, id).await.or_ours(here)?;
    Ok(stored.filter(|s| s.place.phase == held.place.phase && s.place.code == held.place.code))
}

/// What a form of this page asks, once whoever asks may do it.
struct Batch<'a> {
    held: Held<'a>,
    typed: Typed,
    doing: Doing,
    people: Vec<(String, String)>,
}

async fn asked<'a>(app: &'a App, here: &Here, actor: &Actor, phase: u8, code: &str, body: &[u8]) -> Result<Batch<'a>> {
    let (held, typed) = (held(app, here, phase, code)?, typed(body));
    held.allowed(actor, Action::ReadContract, here)?;
    let (doing, action) = doing(here, &typed)?;
    held.allowed(actor, action, here)?;
    let people = people(app, here, &held.place).await?;
    Ok(Batch { held, typed, doing, people })
}

pub async fn preview(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let Batch { held, mut typed, doing, people } = asked(&app, &here, &actor, phase, &code, &body).await?;
    let page = here.page(Nav::Territories, here.t("bulk-title")).private();
    let mut rows = vec![];
    for (id, _) in ticked(&typed) {
        let Some(stored) = found(&app, &here, &held, &id).await? else { continue };
        let outcome = judged(&held, &stored, &doing, &people, app.today());
        let (changes, refusals) = match outcome {
            Ok((after, _)) => {
                let changes = difference(&stored.sheet, &after, held.lifecycle);
                (changes.iter().map(|c| (page.x(&c.label), page.x(&c.before), page.x(&c.after))).collect(), vec![])
            }
            Err(slips) => (vec![], slips.iter().map(|s| page.x(&s.what)).collect()),
        };
        rows.push(Row {
            id: id.to_string(),
            version: stored.version,
            number: stored.sheet.number,
            title: stored.sheet.title,
            changes,
            refusals,
        });
    }
    typed.remove("fiche");
    let view = Preview {
        changing: rows.iter().filter(|r| r.refusals.is_empty()).count(),
        rows,
        typed,
        batch: Token::random().expose().to_owned(),
        page,
        held,
    };
    answer::private(&here, StatusCode::OK, &view)
}

pub async fn apply(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let Batch { held, typed, doing, people } = asked(&app, &here, &actor, phase, &code, &body).await?;
    let batch = typed.get("batch").and_then(|b| Token::parse(b)).or_not_found(&here)?;
    // The address of the outcome gives nothing away: it is a digest.
    let batch = store::sha256(batch.expose().as_bytes())[..32].to_owned();
    let to = here.url(&format!("{}/lots/{batch}", held.path()));
    if !sheets::batch(&app.store, &batch).await.or_ours(&here)?.is_empty() {
        return Ok(Redirect::to(&to).into_response());
    }
    let mut changes = vec![];
    for (id, version) in ticked(&typed) {
        // What moved since the preview is left to be looked at again.
        let Some(stored) = found(&app, &here, &held, &id).await?.filter(|s| s.version == version) else { continue };
        if let Ok((sheet, decision)) = judged(&held, &stored, &doing, &people, app.today()) {
            changes.push(Change { id, expected: version, sheet, decision });
        }
    }
    let asked = changes.len();
    let outcomes = sheets::apply(&app.store, changes, &batch, &actor.signature(), app.now()).await.or_ours(&here)?;
    let done = outcomes.iter().filter(|o| matches!(o, Saved::Saved(_))).count();
    tracing::info!(asked, done, "sheets changed together");
    Ok(Redirect::to(&to).into_response())
}

pub async fn outcome(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, batch)): At<(u8, String, String)>,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    let may_undo = may_undo(&app, &here, &held, &actor, &batch).await?;
    done(&app, &here, held, batch, None, may_undo).await
}

/// Who takes a batch back: whoever keeps the contract; and whoever recorded decisions takes those back, while they may decide.
async fn may_undo(app: &App, here: &Here, held: &Held<'_>, actor: &Actor, batch: &str) -> Result<bool> {
    if held.may(actor, Action::EditContract) {
        return Ok(true);
    }
    let maker = sheets::maker(&app.store, batch).await.or_ours(here)?;
    let own = maker.is_some_and(|maker| maker.decided && maker.author == actor.signature());
    Ok(own && held.may(actor, Action::DecideContract))
}

async fn done(app: &App, here: &Here, held: Held<'_>, batch: String, undone: Option<(usize, usize)>, may_undo: bool) -> Result<Response> {
    let mut rows = vec![];
    for (id, version, stands) in sheets::batch(&app.store, &batch).await.or_ours(here)? {
        if let Some(stored) = found(app, here, &held, &id).await? {
            rows.push((id.to_string(), stored.sheet.number, stored.sheet.title, stands != version));
        }
    }
    let page = here.page(Nav::Territories, here.t("batch-title")).private();
    answer::private(here, StatusCode::OK, &Done { page, held, batch, rows, undone, may_undo })
}

pub async fn undo(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, batch)): At<(u8, String, String)>,
) -> Result<Response> {
    let held = held(&app, &here, phase, &code)?;
    if !may_undo(&app, &here, &held, &actor, &batch).await? {
        held.allowed(&actor, Action::EditContract, &here)?;
    }
    for (id, ..) in sheets::batch(&app.store, &batch).await.or_ours(&here)? {
        // A batch of another contract is not undone from this one.
        found(&app, &here, &held, &id).await?.or_not_found(&here)?;
    }
    let lifecycle = held.lifecycle.clone();
    let judge = move |sheet: &Sheet| admit(&lifecycle, sheet).ok();
    let outcome = sheets::undo(&app.store, &batch, judge, &actor.signature(), app.now()).await.or_ours(&here)?;
    done(&app, &here, held, batch, Some((outcome.undone.len(), outcome.left.len())), false).await
}
