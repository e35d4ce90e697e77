//! The envelope of a call by an act of two persons: for a call whose file names none, or for another from now on. One address: what
//! is in force and what waits is read there, proposed, approved and dropped.

use super::access::{Called, called, name};
use super::draws;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, OrNotFound, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::envelopes::write::{PROPOSAL_DAYS, dated};
use crate::routes::envelopes::{refused, tie_key, view};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::{paris_time, read_date};
use domain::{Lang, Text};
use jiff::SignedDuration;
use ledger::EnvelopeId;
use store::call_envelopes::{self as acts, Act, Approved, New};
use store::idempotency::Key;
use store::ties;

/// One act, as the page tells it.
struct Told {
    id: String,
    envelope: String,
    /// Of the envelope.
    name: String,
    decision: String,
    on: String,
    by: String,
    /// By whom and when it was approved; empty while it waits, or when nobody did in time.
    approved: String,
    waits: bool,
    may_approve: bool,
    /// The words of what keeps whoever reads from approving.
    tied: Option<&'static str>,
}

/// What the call draws on now.
struct Now {
    id: String,
    name: String,
    left: String,
}

#[derive(Template)]
#[template(path = "applications/envelope.html")]
struct Attach<'a> {
    page: Page,
    called: Called<'a>,
    now: Option<Now>,
    acts: Vec<Told>,
    form: Form,
    key: String,
}

async fn form(app: &App, here: &Here, actor: &Actor) -> Result<Form> {
    let rows = view::rows(app, here, actor).await?;
    let tops = rows.iter().filter(|row| row.depth == 0 && row.envelope.closed_on.is_none());
    let choice = |row: &view::Row| {
        let left = row.say(row.envelope.available(), here.lang);
        (row.id.to_string(), format!("{} – {} {left}", here.x(&row.envelope.name), here.t("envelope-available")))
    };
    let choices = std::iter::once((String::new(), here.t("ap-attach-none"))).chain(tops.map(choice)).collect();
    let mut inputs = vec![Input::new("envelope", here.t("envelope"), Kind::Select(choices))];
    inputs.extend(dated(here, app.today()));
    Ok(Form::new(here.t("ap-attach-do"), inputs))
}

/// The name of an envelope; its identifier when nothing is there any more.
async fn envelope(app: &App, here: &Here, id: &EnvelopeId) -> Result<Text> {
    let found = store::ledger::envelope(&app.store, id).await.or_ours(here)?;
    Ok(found.map_or_else(|| Text::same(id.to_string()), |found| found.name))
}

async fn told(app: &App, here: &Here, actor: &Actor, act: Act) -> Result<Told> {
    let (me, waits) = (actor.signature(), act.waits(app.now()));
    let could = waits && act.proposed_by != me;
    let tied = match could {
        true => ties::tied(&app.store, &act.proposed_by, &me).await.or_ours(here)?,
        false => None,
    };
    let day = |at: jiff::Timestamp| domain::format::date(paris_time(at).date(), here.lang);
    let approved = match &act.approved {
        Some((who, at)) => format!("{}, {}", name(app, who).await, day(*at)),
        None => String::new(),
    };
    Ok(Told {
        id: act.id,
        name: here.x(&envelope(app, here, &act.envelope).await?),
        envelope: act.envelope.to_string(),
        decision: act.decision,
        on: domain::format::date(act.decided_on, here.lang),
        by: name(app, &act.proposed_by).await,
        approved,
        waits,
        may_approve: could && tied.is_none(),
        tied: tied.map(tie_key),
    })
}

async fn page(app: &App, here: &Here, actor: &Actor, called: Called<'_>, form: Form, key: &str, status: StatusCode) -> Result<Response> {
    let now = draws::tree(app, here, called.call).await?.map(|tree| {
        let root = tree.root();
        let (name, left) = (here.x(&root.name), ledger::quantity(tree.held(), root.unit, here.lang));
        Now { id: tree.id.to_string(), name, left }
    });
    let mut all = vec![];
    for act in acts::of_call(&app.store, &called.call.id).await.or_ours(here)? {
        all.push(told(app, here, actor, act).await?);
    }
    let key = if key.is_empty() { store::Token::random().expose().to_owned() } else { key.to_owned() };
    let page = here.page(Nav::Calls, here.t("ap-attach-title")).private();
    answer::private(here, status, &Attach { page, called, now, acts: all, form, key })
}

/// What waits for this person to approve: (address without language, what, until when and from whom).
pub async fn awaiting(app: &App, here: &Here, actor: &Actor) -> Result<Vec<(String, String, String)>> {
    if actor.person().is_none() || !view::acts(actor) {
        return Ok(vec![]);
    }
    let mut found = vec![];
    for act in acts::waiting(&app.store, app.now()).await.or_ours(here)? {
        let Ok(called) = called(app, here, &act.call) else { continue };
        let day = domain::format::short_date(paris_time(act.expires_at).date(), here.lang);
        let told = told(app, here, actor, act).await?;
        if told.may_approve {
            let words = [("what", told.decision.as_str()), ("who", told.by.as_str()), ("day", day.as_str())];
            let what = format!("{} · {}", here.t("ap-attach-title"), here.x(&called.call.name));
            found.push((format!("{}/enveloppe", called.address()), what, crate::i18n::say(here.lang, "desk-proposed", &words)));
        }
    }
    Ok(found)
}

fn allowed(here: &Here, actor: &Actor) -> Result<()> {
    if view::acts(actor) { Ok(()) } else { Err(refused(here)) }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    allowed(&here, &actor)?;
    let called = called(&app, &here, &id)?;
    let form = form(&app, &here, &actor).await?;
    page(&app, &here, &actor, called, form, "", StatusCode::OK).await
}

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "xlsx").await
}

/// Every act on the envelope of the call, approved, waiting or dropped.
async fn file(app: &App, here: &Here, actor: &Actor, id: &str, ending: &str) -> Result<Response> {
    allowed(here, actor)?;
    let called = called(app, here, id)?;
    let heads = match here.lang {
        Lang::Fr => ["enveloppe", "nom", "decidee_le", "decision", "etat", "proposee_par", "proposee_a", "approuvee_par", "approuvee_a"],
        Lang::En => ["envelope", "name", "decided_on", "decision", "state", "proposed_by", "proposed_at", "approved_by", "approved_at"],
    };
    let mut rows: Vec<[String; 9]> = vec![];
    for act in acts::of_call(&app.store, &called.call.id).await.or_ours(here)? {
        let state = match (&act.approved, act.waits(app.now())) {
            (Some(_), _) => Text::new("approuvé", "approved").get(here.lang).to_owned(),
            (None, true) => here.t("proposal-open"),
            (None, false) => here.t("ap-attach-dropped"),
        };
        let (by, at) = match &act.approved {
            Some((who, at)) => (name(app, who).await, at.to_string()),
            None => Default::default(),
        };
        rows.push([
            act.envelope.to_string(),
            envelope(app, here, &act.envelope).await?.get(here.lang).to_owned(),
            act.decided_on.to_string(),
            act.decision,
            state,
            name(app, &act.proposed_by).await,
            act.proposed_at.to_string(),
            by,
            at,
        ]);
    }
    let file = format!("rattachements-{}.{ending}", called.call.id);
    table::answer_columns(here, &file, &here.t("ap-attach-acts"), &heads, &rows, &[]).map(answer::unkept)
}

pub async fn write(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, typed: Typed) -> Result<Response> {
    allowed(&here, &actor)?;
    let called = called(&app, &here, &id)?;
    let done = Redirect::to(&here.url(&format!("{}/enveloppe", called.address()))).into_response();
    let (who, now) = (actor.signature(), app.now());
    if ["approve", "drop"].contains(&typed.get("do")) {
        return match settled(&app, &here, &called, &typed, &who).await? {
            None => Ok(done),
            Some((what, mend)) => {
                let mut form = form(&app, &here, &actor).await?;
                form.wrong = format!("{} {}", here.x(&what), here.x(&mend));
                page(&app, &here, &actor, called, form, "", StatusCode::CONFLICT).await
            }
        };
    }
    let mut form = form(&app, &here, &actor).await?.filled(&typed);
    let chosen = |input: &Input| matches!(&input.kind, Kind::Select(choices) if choices.iter().any(|(id, _)| id == typed.get("envelope")));
    let offered = form.inputs.iter().any(chosen);
    let envelope = EnvelopeId::parse(typed.get("envelope")).filter(|_| offered);
    if envelope.is_none() {
        form.refuse("envelope", here.t("form-required"));
    }
    let date = read_date(typed.get("date")).and_then(|date| match ledger::come(date, app.today()) {
        Ok(()) => Ok(date),
        Err(refusal) => Err(refusal.what),
    });
    let date = date.map_err(|why| form.refuse("date", why.get(here.lang))).ok();
    form.require(&here, &["decision"]);
    let (Some(envelope), Some(decided_on), false) = (envelope, date, form.is_wrong()) else {
        return page(&app, &here, &actor, called, form, typed.get("key"), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let new = New { call: id, envelope, decided_on, decision: typed.get("decision").chars().take(400).collect() };
    let until = now + SignedDuration::from_hours(24 * PROPOSAL_DAYS);
    acts::propose(&app.store, new, &who, &Key::new(typed.get("key")), until, now).await.or_stored(&here)?;
    Ok(done)
}

/// Approved or dropped; or why not, and what to do.
async fn settled(app: &App, here: &Here, called: &Called<'_>, typed: &Typed, who: &str) -> Result<Option<(Text, Text)>> {
    let now = app.now();
    let id = typed.get("proposal");
    let found = acts::find(&app.store, id).await.or_ours(here)?.filter(|act| act.call == called.call.id);
    let act = found.or_not_found(here)?;
    if typed.get("do") == "drop" {
        acts::drop_proposal(&app.store, id, who, now).await.or_ours(here)?;
        return Ok(None);
    }
    let gone = || {
        (
            Text::new("La proposition est écartée, ou son délai est passé.", "The proposal was dropped, or is out of time."),
            Text::new("Proposez-la de nouveau si elle a encore lieu d’être.", "Propose it again if it is still called for."),
        )
    };
    // The rights of whoever proposed are read again when it counts.
    if act.approved.is_none() && !still_may(app, here, &act.proposed_by).await? {
        return Ok(Some((
            Text::new(
                "L’auteur de la proposition n’a plus le droit de décider ici.",
                "The author of the proposal no longer has the right to decide here.",
            ),
            Text::new("Écartez-la ; une autre personne peut la refaire.", "Drop it; another person can make it again."),
        )));
    }
    Ok(match acts::approve(&app.store, id, who, now).await.or_ours(here)? {
        Approved::Done => None,
        Approved::Own => Some((
            Text::new("On n’approuve pas sa propre décision.", "Nobody approves their own decision."),
            Text::new("Faites-la approuver par une autre personne.", "Have another person approve it."),
        )),
        Approved::Tied(tie) => Some(tie.words()),
        Approved::Gone => Some(gone()),
    })
}

async fn still_may(app: &App, here: &Here, signature: &str) -> Result<bool> {
    let Some(id) = signature.strip_prefix("person:").and_then(store::PersonId::parse) else { return Ok(false) };
    let given = store::people::rights(&app.store, &id).await.or_ours(here)?;
    let rights = given.into_iter().map(|given| given.right).collect();
    let person = crate::permissions::Person { id: id.to_string(), name: String::new(), rights };
    Ok(view::acts(&Actor::Person(std::sync::Arc::new(person))))
}
