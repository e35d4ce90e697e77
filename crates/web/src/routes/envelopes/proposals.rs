//! Four eyes: what one person proposed above the threshold of an envelope, another approves or drops. Nobody approves their
//! own; the rights of whoever proposed are read again when it counts.

use super::{refused, show, view};
use crate::app::App;
use crate::ask::At;
use crate::error::Failure;
use crate::form::Typed;
use crate::page::Here;
use crate::permissions::{Action, Actor, Person};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Text;
use ledger::{EnvelopeId, Refusal, Rule};
use std::sync::Arc;
use store::ledger::{Approved, Decided, Proposal, approve, drop_proposal, proposals};

/// A proposal as the page of its envelope shows it.
pub struct Waiting {
    pub proposal: Proposal,
    /// Whether whoever reads may approve it: they may decide so, did not propose it, and are somebody: the key of the server is
    /// held by who may well have proposed.
    pub may_approve: bool,
}

/// Where the proposals of an envelope are.
pub fn told(here: &Here, id: &str) -> Response {
    Redirect::to(&here.url(&format!("/enveloppes/{id}#propositions"))).into_response()
}

/// Whether `actor` may write such an entry on this envelope.
async fn may(app: &App, here: &Here, actor: &Actor, envelope: &EnvelopeId, proposal: &Proposal) -> Result<bool, Failure> {
    match proposal.entry.kind.award() {
        Some(_) => view::may(app, here, actor, Action::DecideMoney, envelope).await,
        None => Ok(view::may_act(actor, &proposal.entry)),
    }
}

/// Those that wait on this envelope.
pub async fn waiting(app: &App, here: &Here, actor: &Actor, envelope: &EnvelopeId) -> Result<Vec<Waiting>, Failure> {
    let all = proposals(&app.store, app.now()).await.map_err(|e| Failure::ours(here, e))?;
    let mut waiting = vec![];
    for proposal in all.into_iter().filter(|proposal| proposal.entry.envelope == *envelope) {
        let other = actor.person().is_some() && proposal.entry.actor != actor.signature();
        let may_approve = other && may(app, here, actor, envelope, &proposal).await?;
        waiting.push(Waiting { proposal, may_approve });
    }
    Ok(waiting)
}

pub async fn settle(
    State(app): State<App>,
    here: Here,
    Extension(actor): Extension<Actor>,
    At((id, proposal)): At<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let fail = |e| Failure::ours(&here, e);
    let missing = || Failure::NotFound(here.clone());
    let envelope = EnvelopeId::parse(&id).ok_or_else(missing)?;
    let found = store::ledger::proposal(&app.store, &proposal).await.map_err(fail)?;
    let Some(found) = found.filter(|found| found.entry.envelope == envelope) else {
        // To whoever may decide nothing here, nothing is told of what is not there.
        return Err(if view::may(&app, &here, &actor, Action::DecideMoney, &envelope).await? { missing() } else { refused(&here) });
    };
    if !may(&app, &here, &actor, &envelope, &found).await? {
        return Err(refused(&here));
    }
    if typed.get("do") != "drop" && actor.person().is_none() {
        let why = Text::new(
            "La seconde personne approuve avec son propre compte, pas avec la clé du serveur.",
            "The second person approves with an account of their own, not with the key of the server.",
        );
        return Err(Failure::Refused(here, why));
    }
    let (who, now) = (actor.signature(), app.now());
    if typed.get("do") == "drop" {
        drop_proposal(&app.store, &proposal, &who, now).await.map_err(fail)?;
        return Ok(told(&here, &id));
    }
    let refusal = if still_may(&app, &here, &envelope, &found).await? {
        match approve(&app.store, &proposal, &who, now).await.map_err(fail)? {
            Approved::Decided(Decided::Written(receipt)) => return Ok(line(&here, &id, receipt.entry)),
            Approved::Already(entry) => return Ok(line(&here, &id, entry)),
            Approved::Decided(Decided::Refused(refusal)) => refusal,
            Approved::Unknown => return Err(missing()),
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
    show::page(&app, &here, &actor, &id, None, Some(refusal)).await
}

/// Where a line of the journal of an envelope is.
pub fn line(here: &Here, id: &str, entry: i64) -> Response {
    Redirect::to(&here.url(&format!("/enveloppes/{id}#ecriture-{entry}"))).into_response()
}

fn plain(what: Text, mend: Text) -> Refusal {
    Refusal { rule: Rule::FourEyes, what, mend, passes: None }
}

async fn still_may(app: &App, here: &Here, envelope: &EnvelopeId, proposal: &Proposal) -> Result<bool, Failure> {
    let signature = proposal.entry.actor.as_str();
    let author = match signature.strip_prefix("person:").and_then(store::PersonId::parse) {
        None if signature == Actor::Operator.signature() => Actor::Operator,
        None => return Ok(false),
        Some(id) => {
            let given = store::people::rights(&app.store, &id).await.map_err(|e| Failure::ours(here, e))?;
            let rights = given.into_iter().map(|given| given.right).collect();
            Actor::Person(Arc::new(Person { id: id.to_string(), name: String::new(), rights }))
        }
    };
    may(app, here, &author, envelope, proposal).await
}
