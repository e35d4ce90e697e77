//! One step: judged, then written once, whoever else tries at the same time and however often it is sent.

use super::money::{self, Desired};
use super::moves::{self, Move};
use super::{Drawn, Near, Proposal, Record, draws, find, object, rank};
use crate::chain::{self, LEDGER};
use crate::conn::{Result, cells};
use crate::idempotency::Key;
use crate::ledger::{self as book, Decided, Judged};
use crate::{ApplicationId, Store, StoreError, audit, sha256, ties};
use applications::{Party, Refusal, Step, Window};
use domain::calendar::paris_time;
use domain::{Cents, Text};
use jiff::Timestamp;
use ledger::Entry;
use serde_json::json;

/// What is asked, by whom, on top of which version.
#[derive(Clone)]
pub struct Ask<'a> {
    pub id: &'a ApplicationId,
    pub version: i64,
    pub step: Step,
    pub party: Party,
    /// Signature of who takes it.
    pub who: &'a str,
    /// Of the wave of the application: filing looks at it.
    pub window: Window,
    pub key: &'a Key,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    Done(Record),
    /// The envelope does not hold enough: the application is on the waiting list.
    Waits(Record),
    /// Above the threshold of the envelope: somebody else is to approve it.
    Proposed(Record),
    /// Somebody took a step in between; this is where it stands.
    Conflict(Record),
    Refused(Refusal),
}

/// How long a proposal waits for its second person, as those on envelopes do.
pub const PROPOSAL_DAYS: i64 = 14;

const KEYED: &str =
    "SELECT version, at, who, approver, step, before, after, wave FROM application_step WHERE application = $1 AND key = $2";
const REJECT: &str = "UPDATE application SET version = version + 1, proposal = NULL, changed_at = $3 \
     WHERE id = $1 AND version = $2 AND proposal IS NOT NULL";

/// Takes a step. None when there is no such application.
pub async fn take(store: &Store, ask: Ask<'_>, now: Timestamp) -> Result<Option<Taken>> {
    let Some(record) = find(store, ask.id).await? else { return Ok(None) };
    if let Some(taken) = repeated(store, &record, &ask.key.0).await? {
        return Ok(Some(taken));
    }
    if record.version != ask.version || record.proposal.is_some() {
        return Ok(Some(Taken::Conflict(record)));
    }
    let one = One { step: ask.step, party: ask.party, who: ask.who.to_owned(), approver: None, window: ask.window, key: ask.key.0.clone() };
    // On the heap: a file and what is asked of it are large, and every page that takes a step would hold them on its stack.
    Box::pin(step(store, record, one, now)).await.map(Some)
}

/// Carries out what somebody else proposed. `who` must be another person, who owes nothing to the first.
pub async fn approve(store: &Store, id: &ApplicationId, version: i64, who: &str, window: Window, now: Timestamp) -> Result<Option<Taken>> {
    let Some(record) = find(store, id).await? else { return Ok(None) };
    let Some(proposal) = record.proposal.clone().filter(|_| record.version == version) else {
        let steps = super::steps(store, id).await?;
        let again = steps.iter().any(|taking| taking.version == version + 1 && taking.approver.as_deref() == Some(who));
        return Ok(Some(if again { Taken::Done(record) } else { Taken::Conflict(record) }));
    };
    if proposal.who == who {
        return Ok(Some(Taken::Refused(Refusal::new(
            Text::new("On n’approuve pas sa propre décision.", "Nobody approves their own decision."),
            Text::new("Faites-la approuver par une autre personne.", "Have another person approve it."),
        ))));
    }
    if let Some(tie) = ties::tied(store, &proposal.who, who).await? {
        let (what, mend) = tie.words();
        return Ok(Some(Taken::Refused(Refusal::new(what, mend))));
    }
    if proposal.expires_at() <= now {
        return Ok(Some(Taken::Refused(Refusal::new(
            Text::new(
                format!("La proposition a plus de {PROPOSAL_DAYS} jours : elle est hors délai."),
                format!("The proposal is more than {PROPOSAL_DAYS} days old: it is out of time."),
            ),
            Text::new(
                "Écartez-la, puis refaites-la si elle a encore lieu d’être.",
                "Drop it, then make it again if it is still called for.",
            ),
        ))));
    }
    let Proposal { step: proposed, party, who: author, key, .. } = proposal;
    let one = One { step: proposed, party, who: author, approver: Some(who.to_owned()), window, key };
    Box::pin(step(store, record, one, now)).await.map(Some)
}

/// Drops what was proposed: by its author, or by whoever should have approved it.
pub async fn reject(store: &Store, id: &ApplicationId, version: i64, who: &str, now: Timestamp) -> Result<bool> {
    let (id, who) = (id.clone(), who.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(REJECT, cells![id.as_str(), version, now]).await? == 1;
                if done {
                    audit::append(conn, now, &who, "application.reject_proposal", &object(&id), json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

#[derive(Clone)]
struct One {
    step: Step,
    party: Party,
    who: String,
    approver: Option<String>,
    window: Window,
    key: String,
}

/// How often the envelope is chosen again, when the tree moves while it is.
const CHOICES: usize = 8;

async fn step(store: &Store, record: Record, one: One, now: Timestamp) -> Result<Taken> {
    for _ in 0..CHOICES {
        if let Some(taken) = once(store, record.clone(), one.clone(), now).await? {
            return Ok(taken);
        }
    }
    Ok(Taken::Conflict(record))
}

/// None when the envelope that was chosen is its own no more: it is chosen again, with its threshold of two persons.
async fn once(store: &Store, record: Record, one: One, now: Timestamp) -> Result<Option<Taken>> {
    let mut after = record.life.clone();
    if let Err(refusal) = after.take(&one.step, one.party, &one.who, now, &one.window) {
        return Ok(Some(Taken::Refused(refusal)));
    }
    let today = paris_time(now).date();
    if let Some(Err(refusal)) = money::dated(&one.step).map(|on| ledger::come(on, today)) {
        return Ok(Some(Taken::Refused(told(refusal))));
    }
    let Asked { lines, near, two } = lines(store, &record, &one).await?;
    if let Some(refusal) = unfunded(&record, &one.step).filter(|_| lines.is_empty()) {
        return Ok(Some(Taken::Refused(refusal)));
    }
    if two && one.approver.is_none() {
        // Nobody is asked to approve what would be refused.
        if let Some(refusal) = book::over(store, &lines).await? {
            return Ok(Some(Taken::Refused(told(refusal))));
        }
        return propose(store, record, one, now).await.map(Some);
    }
    let taking = Move {
        id: record.id.clone(),
        version: record.version,
        receipt: matches!(one.step, Step::File).then(|| receipt(&record, now)),
        before: record.life,
        after,
        proposed: record.proposal.is_some(),
        step: one.step,
        who: one.who,
        approver: one.approver,
        key: one.key,
        at: now,
    };
    let (id, version) = (record.id, record.version);
    let refused = match lines.is_empty() {
        true => match alone(store, taking).await? {
            Ok(done) => done.then_some(None),
            Err(refusal) => return Ok(Some(Taken::Refused(refusal))),
        },
        false => match store.desk().decide_with(lines, near, taking, now).await? {
            Judged::Conflict => None,
            Judged::Elsewhere => return Ok(None),
            Judged::Ahead(refusal) => return Ok(Some(Taken::Refused(refusal))),
            Judged::Decided(Decided::Written(_)) => Some(None),
            Judged::Decided(Decided::Refused(refusal)) => Some(Some(refusal)),
        },
    };
    let there = find(store, &id).await?.ok_or_else(|| StoreError::unreadable("application", id))?;
    Ok(Some(match refused {
        None => Taken::Conflict(there),
        Some(None) => Taken::Done(there),
        Some(Some(_)) if there.version != version => Taken::Waits(there),
        Some(Some(refusal)) => Taken::Refused(told(refusal)),
    }))
}

/// A favour in money that no envelope bounds, or the contract of one that was given before this was asked: the promise that nothing is
/// overspent would not hold for it.
fn unfunded(record: &Record, step: &Step) -> Option<Refusal> {
    let wanted = matches!(step, Step::Favour { amount, .. } | Step::Sign { amount, .. } if amount.0 > 0) && record.life.in_money;
    wanted.then(|| {
        let call = &record.call;
        Refusal::new(
            Text::new(
                "Cet appel donne de l’argent et ne tire sur aucune enveloppe : rien ne garderait cette décision dans un montant ouvert.",
                "This call gives money and draws on no envelope: nothing would keep this decision within an opened amount.",
            ),
            Text::new(
                format!("Deux personnes qui pilotent le programme y rattachent une enveloppe : /appels/{call}/enveloppe."),
                format!("Two persons who steer the programme attach an envelope to it: /appels/{call}/enveloppe."),
            ),
        )
    })
}

/// What the ledger refuses, as an application tells it.
fn told(refusal: ledger::Refusal) -> Refusal {
    Refusal { what: refusal.what, mend: refusal.mend, passes: refusal.passes.map(Cents) }
}

/// A step that moves no money.
async fn alone(store: &Store, taking: Move) -> Result<std::result::Result<bool, Refusal>> {
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(refusal) = taking.ahead(conn).await? {
                    return Ok(Err(refusal));
                }
                if !taking.claim(conn).await? {
                    return Ok(Ok(false));
                }
                taking.write(conn).await?;
                taking.audit(conn).await?;
                Ok(Ok(true))
            })
        })
        .await
}

async fn propose(store: &Store, record: Record, one: One, now: Timestamp) -> Result<Taken> {
    let proposal = Proposal { step: one.step, party: one.party, who: one.who, at: now, key: one.key };
    let (id, version) = (record.id, record.version);
    store
        .write(move |conn| {
            Box::pin(async move {
                // The head of the ledger first, as whoever reserves does: the rank is looked at by one after the other.
                chain::lock(conn, LEDGER).await?;
                if let Some(refusal) = rank::ahead(conn, &id, &proposal.step, proposal.at).await? {
                    return Ok(Taken::Refused(refusal));
                }
                let done = moves::propose(conn, &id, version, &proposal).await?;
                let there = moves::reload(conn, &id).await?.ok_or_else(|| StoreError::unreadable("application", &id))?;
                Ok(if done { Taken::Proposed(there) } else { Taken::Conflict(there) })
            })
        })
        .await
}

/// The lines of the ledger that a step asks for.
#[derive(Default)]
struct Asked {
    lines: Vec<Entry>,
    near: Option<Near>,
    /// The envelope wants two persons for one of them.
    two: bool,
}

async fn lines(store: &Store, record: &Record, one: &One) -> Result<Asked> {
    let Some((Drawn { id, envelope, award }, near)) = draws::found(store, record).await? else { return Ok(Asked::default()) };
    let (unit, opened_on) = (envelope.unit, envelope.opened_on);
    let desired = Desired { record, envelope: id, unit, opened_on, award, who: &one.who, approver: one.approver.as_deref() };
    let lines = desired.lines(&one.step);
    let two = envelope.four_eyes_from.is_some_and(|from| lines.iter().any(|line| line.amount >= from));
    Ok(Asked { lines, near, two })
}

/// Whether this very request was taken before.
pub async fn took(store: &Store, record: &Record, key: &Key) -> Result<bool> {
    repeated(store, record, &key.0).await.map(|taken| taken.is_some())
}

/// The same request came before: the same answer.
async fn repeated(store: &Store, record: &Record, key: &str) -> Result<Option<Taken>> {
    if record.proposal.as_ref().is_some_and(|proposal| proposal.key == key) {
        return Ok(Some(Taken::Proposed(record.clone())));
    }
    let step = store.reader().await?.row(KEYED, cells![record.id.as_str(), key], super::rows::taking).await?;
    Ok(step.map(|taking| match taking.step {
        Step::Wait { .. } => Taken::Waits(record.clone()),
        _ => Taken::Done(record.clone()),
    }))
}

/// What was filed, by whom and when, in one digest that the holder keeps.
fn receipt(record: &Record, at: Timestamp) -> String {
    let form = serde_json::to_string(&record.life.form).unwrap_or_default();
    sha256(format!("{}\n{}\n{}\n{at}\n{form}", record.number, record.call, record.life.wave).as_bytes())
}
