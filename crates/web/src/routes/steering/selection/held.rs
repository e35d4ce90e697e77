//! The applications of the perimeter that no committee holds yet, and what is left in the envelopes they draw on.
//!
//! Once before a committee, an application is the committee's: what it thinks of it is told to nobody, and is not guessed here.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::applications::{address, sees};
use crate::routes::calls::left;
use crate::routes::envelopes::view::{self, Acts};
use applications::State;
use domain::{Cents, Text};
use jiff::Timestamp;
use ledger::{Envelope, EnvelopeId, Unit};
use std::collections::BTreeMap;
use store::applications::Record;
use store::committees;
use store::committees::Session;

/// From its filing to its advice, and what was put off or waits for money.
const UNDECIDED: [State; 7] =
    [State::Filed, State::Incomplete, State::Completed, State::Admissible, State::Advice, State::Postponed, State::Waiting];
/// A page proposes among so many, the first that were filed.
const MOST: usize = 2_000;

/// An application that asks for money.
pub struct Waiting {
    pub number: String,
    /// Address without language.
    pub path: String,
    pub title: String,
    /// Identifier of the call.
    pub call: String,
    /// INSEE code.
    pub region: String,
    pub asked: Cents,
    pub cost: Option<Cents>,
    /// Priorities its holder tells.
    pub themes: Vec<String>,
    pub envelope: EnvelopeId,
    filed_at: Option<Timestamp>,
}

/// An envelope that some of them draw on.
pub struct Purse {
    pub name: Text,
    pub left: Cents,
}

#[derive(Default)]
pub struct Held {
    pub waiting: Vec<Waiting>,
    pub purses: BTreeMap<EnvelopeId, Purse>,
    /// Those whose call draws on no open envelope, or on one whose last day is past: nothing says what they could be paid with.
    pub undrawn: usize,
    /// Those filed after the [`MOST`] first.
    pub beyond: usize,
}

/// What this actor may read of these regions.
pub async fn held(app: &App, here: &Here, actor: &Actor, regions: &[String]) -> Result<Held> {
    let envelopes: BTreeMap<EnvelopeId, Envelope> = store::ledger::envelopes(&app.store).await.or_ours(here)?.into_iter().collect();
    let acts = store::call_envelopes::in_force(&app.store).await.or_ours(here)?;
    let mut sessions: BTreeMap<String, Vec<Session>> = BTreeMap::new();
    let mut held = Held::default();
    for region in regions {
        for record in store::applications::of_region(&app.store, region).await.or_ours(here)? {
            let asked = record.life.form.asked.filter(|asked| asked.0 > 0);
            let Some(asked) = asked.filter(|_| record.life.in_money && UNDECIDED.contains(&record.life.state)) else { continue };
            if !sessions.contains_key(&record.call) {
                let of_call = committees::of_call(&app.store, &record.call).await.or_ours(here)?;
                sessions.insert(record.call.clone(), of_call);
            }
            if sees(actor, &record, &sessions[&record.call]).is_none() {
                continue;
            }
            let drawn = drawn(&record, &acts, &envelopes).filter(|id| left::over(app, &envelopes, id).is_none());
            let Some(envelope) = drawn else {
                held.undrawn += 1;
                continue;
            };
            held.waiting.push(Waiting {
                path: address(&record),
                region: region.clone(),
                asked,
                cost: record.life.form.cost,
                envelope,
                filed_at: record.filed_at,
                number: record.number,
                call: record.call,
                title: record.life.form.title,
                themes: record.life.form.themes,
            });
        }
    }
    held.waiting.sort_by(|a, b| (a.filed_at, &a.number).cmp(&(b.filed_at, &b.number)));
    held.beyond = held.waiting.len().saturating_sub(MOST);
    held.waiting.truncate(MOST);
    for waiting in &held.waiting {
        if let Some(envelope) = envelopes.get(&waiting.envelope) {
            let purse = Purse { name: envelope.name.clone(), left: Cents(envelope.available().max(0)) };
            held.purses.insert(waiting.envelope.clone(), purse);
        }
    }
    Ok(held)
}

/// The open envelope of money that its first money would come from.
fn drawn(record: &Record, acts: &Acts, envelopes: &BTreeMap<EnvelopeId, Envelope>) -> Option<EnvelopeId> {
    let own = record.life.form.measure.as_ref().and_then(|measure| measure.draws.as_deref());
    let root = own.or_else(|| view::drawn(acts, &record.call, record.envelope.as_deref()))?;
    let root = EnvelopeId::parse(root).filter(|id| envelopes.contains_key(id))?;
    let place = record.place.as_ref();
    // The other phase gives the same codes to other territories.
    let territory = place.filter(|place| Some(place.phase) == record.call_phase).map(|place| place.code.as_str());
    let id = ledger::drawn(envelopes, &root, territory, place.map(|place| place.region.as_str()));
    let open = envelopes.get(&id).is_some_and(|envelope| envelope.unit == Unit::Money && envelope.closed_on.is_none());
    open.then_some(id)
}
