//! What the session decides: one application, or all in the order of their rank until the envelope says no.
//!
//! By rank, each gets what the rapporteur proposes. The first that an envelope refuses waits with its reason, and the
//! others after it on that envelope wait too: nobody is passed over. While a proposal awaits its second person, what is ranked
//! lower is not taken either: the store refuses it. A tie that does not fit whole stops the hand: the committee decides
//! it, one by one, and says why.

use super::access::Opened;
use super::committee::{self, Before, Seen};
use super::forms::Fields;
use super::steps::{self, Asking, Outcome, ask};
use super::visit::Visit;
use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::Actor;
use applications::{Party, Refusal, Step, may_decide};
use axum::response::Response;
use domain::{Cents, Text};
use ledger::{Envelope, EnvelopeId, Unit};
use std::collections::BTreeMap;
use store::applications::Drawn;

pub async fn decide(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let seen = committee::see(&visit).await?;
    seen.called.run_by(here, actor, &seen.session)?;
    let refusal = match fields.text("do").as_str() {
        "by_rank" => by_rank(app, here, actor, &seen).await?,
        _ => one(app, here, actor, &seen, fields).await?,
    };
    match refusal {
        None => Ok(visit.to(&format!("{}/comites/{}", seen.called.address(), seen.session.id))),
        Some(refusal) => committee::page(&visit, Some(refusal)).await,
    }
}

/// # Errors
/// Refused to whoever applies for the organisation of the file.
fn opened<'a>(here: &Here, actor: &Actor, seen: &Seen<'a>, file: &Before) -> Result<Opened<'a>> {
    let sees = super::access::sees(actor, &file.record, &[]).or_not_found(here)?;
    let opened = Opened { called: seen.called, record: file.record.clone(), sees };
    super::instruct::allowed(here, &opened)?;
    Ok(opened)
}

async fn one(app: &App, here: &Here, actor: &Actor, seen: &Seen<'_>, fields: &Fields) -> Result<Option<Refusal>> {
    let number = fields.text("number");
    let Some(file) = seen.files.iter().find(|file| file.record.number == number) else { return Err(Failure::NotFound(here.clone())) };
    if let Err(refusal) = may_decide(&seen.session.sits, file.record.id.as_str()) {
        return Ok(Some(refusal));
    }
    let (session, on) = (seen.session.reference.clone(), seen.session.held_on);
    let mut errors = vec![];
    let step = match fields.text("do").as_str() {
        "favour" => Step::Favour {
            amount: fields.money("amount", &mut errors).unwrap_or_default(),
            reservations: fields.text("reason"),
            session,
            on,
        },
        "postpone" => Step::Postpone { reason: fields.text("reason"), session },
        "disfavour" => Step::Disfavour { reason: fields.text("reason"), session },
        _ => return Err(Failure::NotFound(here.clone())),
    };
    if let Some((_, why)) = errors.into_iter().next() {
        return Ok(Some(Refusal::new(
            why,
            Text::new("Corrigez le montant : rien n’a été décidé.", "Mend the amount: nothing was decided."),
        )));
    }
    let key = fields.text("key");
    let asking = Asking::new(app, fields.version(), &key);
    Ok(match ask(app, here, actor, &opened(here, actor, seen, file)?, &asking, step, Party::Committee).await? {
        Outcome::Done => None,
        Outcome::Refused(refusal) => Some(refusal),
        Outcome::Moved => Some(steps::moved()),
    })
}

async fn by_rank(app: &App, here: &Here, actor: &Actor, seen: &Seen<'_>) -> Result<Option<Refusal>> {
    let on = seen.session.held_on;
    let files: Vec<&Before> = seen.files.iter().filter(|file| file.decidable() && file.place.is_some()).collect();
    // By envelope: what one region has no more hinders nobody of another.
    let mut refused: BTreeMap<EnvelopeId, Text> = BTreeMap::new();
    for group in files.chunk_by(|a, b| a.place.as_ref().map(|p| p.rank) == b.place.as_ref().map(|p| p.rank)) {
        for file in group {
            if let Err(refusal) = may_decide(&seen.session.sits, file.record.id.as_str()) {
                return Ok(Some(named(file, refusal)));
            }
        }
        let mut open = vec![];
        for file in group {
            let envelope = drawn(app, here, file).await?.map(|drawn| drawn.id);
            if envelope.is_none_or(|envelope| !refused.contains_key(&envelope)) {
                open.push(*file);
            }
        }
        if open.len() > 1 && !fits(app, here, &open).await? {
            return Ok(Some(tie(&open)));
        }
        for file in group {
            let envelope = drawn(app, here, file).await?.map(|drawn| drawn.id);
            let before = envelope.as_ref().and_then(|envelope| refused.get(envelope));
            if before.is_some() && file.is("waiting") {
                continue;
            }
            let (step, party) = match before {
                None => {
                    let amount = file.record.life.proposed.unwrap_or_default();
                    let session = seen.session.reference.clone();
                    (Step::Favour { amount, reservations: String::new(), session, on }, Party::Committee)
                }
                Some(reason) => (Step::Wait { reason: reason.clone(), passes: None }, Party::Ledger),
            };
            // One gesture, one decision by file and version: sent again, it decides nothing twice.
            let key = format!("{} {} {}", seen.session.id, file.record.number, file.record.version);
            let asking = Asking::new(app, file.record.version, &key);
            match ask(app, here, actor, &opened(here, actor, seen, file)?, &asking, step, party).await? {
                Outcome::Done => {}
                Outcome::Refused(refusal) => return Ok(Some(named(file, refusal))),
                Outcome::Moved => return Ok(Some(steps::moved())),
            }
            let now = store::applications::find(&app.store, &file.record.id).await.or_ours(here)?;
            if let Some(envelope) = envelope.filter(|envelope| !refused.contains_key(envelope))
                && now.is_some_and(|record| record.life.waiting.is_some())
            {
                let number = &file.record.number;
                let why = Text::new(
                    format!("L’enveloppe n’a pas suffi pour {number}, mieux classé."),
                    format!("The envelope was not enough for {number}, ranked higher."),
                );
                refused.insert(envelope, why);
            }
        }
    }
    Ok(None)
}

async fn drawn(app: &App, here: &Here, file: &Before) -> Result<Option<Drawn>> {
    store::applications::draws_on(&app.store, &file.record).await.or_ours(here)
}

/// Whether what remains in the envelopes of a group takes it whole.
async fn fits(app: &App, here: &Here, group: &[&Before]) -> Result<bool> {
    let mut wanted: BTreeMap<EnvelopeId, (Envelope, i64)> = BTreeMap::new();
    for file in group {
        let Some(Drawn { id, envelope, .. }) = drawn(app, here, file).await? else { continue };
        let asked = match envelope.unit {
            Unit::Money => file.record.life.proposed.unwrap_or(Cents::ZERO).0,
            Unit::Places => 1,
        };
        wanted.entry(id).or_insert((envelope, 0)).1 += asked;
    }
    Ok(wanted.values().all(|(envelope, wanted)| *wanted <= envelope.available()))
}

fn tie(group: &[&Before]) -> Refusal {
    let names = group.iter().map(|file| file.record.number.as_str()).collect::<Vec<_>>().join(", ");
    Refusal::new(
        Text::new(
            format!("Ex æquo : {names}. L’enveloppe ne suffit pas pour tous."),
            format!("Tied: {names}. The envelope is not enough for all."),
        ),
        Text::new(
            "Le comité départage : décidez chacun à la main, en écrivant la raison.",
            "The committee breaks the tie: decide each by hand, and write the reason.",
        ),
    )
}

fn named(file: &Before, refusal: Refusal) -> Refusal {
    let number = &file.record.number;
    let what = Text::new(format!("{number} : {}", refusal.what.fr), format!("{number}: {}", refusal.what.en));
    Refusal { what, ..refusal }
}
