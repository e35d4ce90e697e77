//! Four eyes: what one person proposed above the threshold of an envelope, another approves or drops. Nobody approves their
//! own, nor what was proposed by somebody they are tied to; the rights of whoever proposed are read again when it counts.

use super::{open, refused, show, view};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::form::Typed;
use crate::page::Here;
use crate::permissions::{Action, Actor, Person};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::paris_time;
use domain::{Date, Text, format};
use ledger::{EnvelopeId, Kind, Refusal, Rule, Unit, quantity};
use std::sync::Arc;
use store::ledger::{Approved, Decided, Proposal, approve, drop_proposal, proposals};
use store::ties::{self, Tie};

/// A proposal in words, as a page shows it.
pub struct Waiting {
    /// Where it is settled, in the language of the page.
    pub path: String,
    pub what: String,
    /// What else the line would write, label and value: nobody approves what they did not read.
    pub terms: Vec<(String, String)>,
    pub amount: String,
    /// Of the act.
    pub date: String,
    pub decision: String,
    pub by: String,
    pub until: String,
    /// Whether whoever reads may approve it: they may decide so, did not propose it, and owe nothing to whoever did.
    pub may_approve: bool,
    /// Whoever reads is kept from approving by what ties them to whoever proposed: said in these words, or they would wonder.
    pub tied: Option<&'static str>,
}

/// The words that tell somebody why another approves.
pub fn tie_key(tie: Tie) -> &'static str {
    match tie {
        Tie::Each => "proposals-tied",
        Tie::Third => "proposals-tied-third",
    }
}

/// Where the proposals of an envelope are. One that is to be opened has no page yet.
pub fn told(here: &Here, id: &str) -> Response {
    Redirect::to(&here.url(&format!("/enveloppes/{id}#propositions"))).into_response()
}

/// Where an envelope that nobody opened yet waits for its second person.
pub fn told_of_openings(here: &Here) -> Response {
    told(here, "nouvelle")
}

fn is_opening(proposal: &Proposal) -> bool {
    matches!(proposal.entry.kind, Kind::Opening { .. })
}

/// Whether `actor` may write such an entry on this envelope.
async fn may(app: &App, here: &Here, actor: &Actor, envelope: &EnvelopeId, proposal: &Proposal) -> Result<bool> {
    match proposal.entry.kind.award() {
        Some(_) => view::may(app, here, actor, Action::DecideMoney, envelope).await,
        None => Ok(view::may_act(actor, &proposal.entry, view::above(app, here, envelope).await?.as_ref())),
    }
}

/// Those that wait on this envelope, which counts in `unit`.
pub async fn waiting(app: &App, here: &Here, actor: &Actor, envelope: &EnvelopeId, unit: Unit) -> Result<Vec<Waiting>> {
    let all = proposals(&app.store, app.now()).await.or_ours(here)?;
    let mut waiting = vec![];
    for proposal in all.into_iter().filter(|proposal| proposal.entry.envelope == *envelope && !is_opening(proposal)) {
        let what = view::said(here, &proposal.entry.kind);
        waiting.push(in_words(app, here, actor, &proposal, what, unit).await?);
    }
    Ok(waiting)
}

/// The envelopes that wait to be opened, for those who open some.
pub async fn openings(app: &App, here: &Here, actor: &Actor) -> Result<Vec<Waiting>> {
    let all = proposals(&app.store, app.now()).await.or_ours(here)?;
    let mut waiting = vec![];
    for proposal in all {
        if let Kind::Opening { name, unit, .. } = &proposal.entry.kind {
            waiting.push(in_words(app, here, actor, &proposal, here.x(name), *unit).await?);
        }
    }
    Ok(waiting)
}

/// Every proposal that this very person may approve, with the page where it is settled, without its language.
pub async fn awaiting(app: &App, here: &Here, actor: &Actor) -> Result<Vec<(String, Waiting)>> {
    let mut found = vec![];
    if actor.person().is_none() {
        return Ok(found);
    }
    for proposal in proposals(&app.store, app.now()).await.or_ours(here)? {
        let kind = &proposal.entry.kind;
        let (page, what, unit) = match kind {
            Kind::Opening { name, unit, .. } => ("nouvelle".to_owned(), here.x(name), *unit),
            _ => {
                let Some(envelope) = store::ledger::envelope(&app.store, &proposal.entry.envelope).await.or_ours(here)? else { continue };
                let what = view::said(here, kind);
                (proposal.entry.envelope.to_string(), what, envelope.unit)
            }
        };
        let waiting = in_words(app, here, actor, &proposal, what, unit).await?;
        if waiting.may_approve {
            found.push((format!("/enveloppes/{page}#propositions"), waiting));
        }
    }
    Ok(found)
}

async fn in_words(app: &App, here: &Here, actor: &Actor, proposal: &Proposal, what: String, unit: Unit) -> Result<Waiting> {
    let (entry, me) = (&proposal.entry, actor.signature());
    let could = entry.actor != me && may(app, here, actor, &entry.envelope, proposal).await?;
    let tied = if could { ties::tied(&app.store, &entry.actor, &me).await.or_ours(here)? } else { None };
    let names = store::holders::names(&app.store, [entry.actor.as_str()]).await.or_ours(here)?;
    Ok(Waiting {
        path: here.url(&format!("/enveloppes/{}/propositions/{}", entry.envelope, proposal.id)),
        what,
        terms: terms(here, &entry.kind, unit),
        amount: quantity(entry.amount, unit, here.lang),
        date: format::date(entry.date, here.lang),
        decision: entry.decision.clone(),
        by: names.get(&entry.actor).cloned().unwrap_or_else(|| entry.actor.clone()),
        until: format::date(paris_time(proposal.expires_at).date(), here.lang),
        may_approve: could && tied.is_none(),
        tied: tied.map(tie_key),
    })
}

/// What a line writes besides its name, its amount, its day and its decision. `unit`: of its envelope.
fn terms(here: &Here, kind: &Kind, unit: Unit) -> Vec<(String, String)> {
    let mut terms = vec![];
    let mut tell = |key: &str, value: Option<String>| terms.extend(value.map(|value| (here.t(key), value)));
    let day = |day: &Option<Date>| day.map(|day| format::date(day, here.lang));
    match kind {
        Kind::Opening { name: _, parent, unit, four_eyes_from, until } => {
            tell("envelope-parent", parent.as_ref().map(ToString::to_string));
            tell("open-unit", Some(view::unit(*unit).get(here.lang).to_owned()));
            tell("open-four-eyes", four_eyes_from.map(|from| quantity(from, *unit, here.lang)));
            tell("envelope-until", day(until));
        }
        Kind::Reservation { until, .. } => tell("decide-until", day(until)),
        Kind::Commitment { schedule, .. } if !schedule.is_empty() => {
            let year = |(year, amount): (&i16, &i64)| format!("{year}{}{}", here.colon(), quantity(*amount, unit, here.lang));
            tell("decide-schedule", Some(schedule.iter().map(year).collect::<Vec<_>>().join(" · ")));
        }
        _ => {}
    }
    terms
}

pub async fn settle(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, proposal)): At<(String, String)>,
    typed: Typed,
) -> Result<Response> {
    let missing = || Failure::NotFound(here.clone());
    let envelope = EnvelopeId::parse(&id).ok_or_else(missing)?;
    let found = store::ledger::proposal(&app.store, &proposal).await.or_ours(&here)?;
    let Some(found) = found.filter(|found| found.entry.envelope == envelope) else {
        // To whoever may decide nothing here, nothing is told of what is not there.
        return Err(if view::may(&app, &here, &actor, Action::DecideMoney, &envelope).await? { missing() } else { refused(&here) });
    };
    if !may(&app, &here, &actor, &envelope, &found).await? {
        return Err(refused(&here));
    }
    let (who, now) = (actor.signature(), app.now());
    let opens = is_opening(&found);
    match typed.get("do") {
        "approve" => {}
        "drop" => {
            drop_proposal(&app.store, &proposal, &who, now).await.or_ours(&here)?;
            return Ok(if opens { told_of_openings(&here) } else { told(&here, &id) });
        }
        _ => return Err(Failure::no_step(&here)),
    }
    let refusal = if still_may(&app, &here, &envelope, &found).await? {
        match approve(&app.store, &proposal, &who, now).await.or_ours(&here)? {
            Approved::Decided(Decided::Written(receipt)) => return Ok(line(&here, &id, receipt.entry)),
            Approved::Already(entry) => return Ok(line(&here, &id, entry)),
            Approved::Decided(Decided::Refused(refusal)) => refusal,
            Approved::Unknown => return Err(missing()),
            Approved::Tied(tie) => {
                let (what, mend) = tie.words();
                plain(what, mend)
            }
            Approved::Expired(_) => plain(
                Text::new("La proposition est écartée, ou son délai est passé.", "The proposal was dropped, or is out of time."),
                Text::new("Proposez-la de nouveau si elle a encore lieu d’être.", "Propose it again if it is still called for."),
            ),
        }
    } else {
        plain(
            Text::new(
                "L’auteur de la proposition n’a plus le droit de décider ici.",
                "The author of the proposal no longer has the right to decide here.",
            ),
            Text::new("Écartez-la ; une autre personne peut la refaire.", "Drop it; another person can make it again."),
        )
    };
    match opens {
        true => open::openings(&app, &here, &actor, &refusal).await,
        false => show::page(&app, &here, &actor, &id, None, Some(refusal)).await,
    }
}

/// Where a line of the journal of an envelope is.
pub fn line(here: &Here, id: &str, entry: i64) -> Response {
    Redirect::to(&here.url(&format!("/enveloppes/{id}#ecriture-{entry}"))).into_response()
}

fn plain(what: Text, mend: Text) -> Refusal {
    Refusal { rule: Rule::FourEyes, what, mend, passes: None }
}

async fn still_may(app: &App, here: &Here, envelope: &EnvelopeId, proposal: &Proposal) -> Result<bool> {
    let Some(id) = proposal.entry.actor.strip_prefix("person:").and_then(store::PersonId::parse) else { return Ok(false) };
    let given = store::people::rights(&app.store, &id).await.or_ours(here)?;
    let rights = given.into_iter().map(|given| given.right).collect();
    let author = Actor::Person(Arc::new(Person { id: id.to_string(), name: String::new(), rights }));
    may(app, here, &author, envelope, proposal).await
}
