//! What remains of the envelopes that calls draw on. What a call draws on, by its programme file or by an act, is everybody's to
//! read; what is decided elsewhere than here is not known.

use super::CallLine;
use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use crate::routes::envelopes::view::drawn;
use domain::{Lang, Text, format};
use ledger::{Envelope, EnvelopeId, Unit, quantity};
use programmes::{Call, WaveState};
use std::collections::BTreeMap;

/// An envelope as a call tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    pub id: String,
    pub name: Text,
    pub opened: i64,
    pub left: i64,
    pub unit: Unit,
}

impl Left {
    /// What was delegated is left too, elsewhere in the tree.
    fn of(all: &BTreeMap<EnvelopeId, Envelope>, id: &str) -> Option<Left> {
        let id = EnvelopeId::parse(id)?;
        let root = all.get(&id)?;
        let (name, unit) = (root.name.clone(), root.unit);
        Some(Left { id: id.to_string(), name, opened: root.opened, left: ledger::held(all, &id), unit })
    }

    /// What was opened, in words.
    pub fn opened(&self, lang: Lang) -> String {
        quantity(self.opened, self.unit, lang)
    }

    /// "reste 1 340 000 €", "212 places sur 300".
    pub fn said(&self, lang: Lang) -> String {
        let left = quantity(self.left, self.unit, lang);
        match (self.left, self.unit, lang) {
            (0, _, Lang::Fr) => "enveloppe épuisée".into(),
            (0, _, Lang::En) => "envelope used up".into(),
            (_, Unit::Money, Lang::Fr) => format!("reste {left}"),
            (_, Unit::Money, Lang::En) => format!("{left} left"),
            (_, Unit::Places, Lang::Fr) => format!("{left} sur {}", format::number(self.opened as f64, 0, lang)),
            (_, Unit::Places, Lang::En) => format!("{left} left of {}", format::number(self.opened as f64, 0, lang)),
        }
    }
}

/// The envelope that a call draws on; none when it has none, or nobody opened it.
pub async fn of(app: &App, here: &Here, call: &Call) -> Result<Option<Left>, Failure> {
    let root = store::call_envelopes::root(&app.store, &call.id, call.envelope.as_deref()).await;
    let Some(id) = root.map_err(|e| Failure::ours(here, e))? else { return Ok(None) };
    let all = store::ledger::envelopes(&app.store).await.map_err(|e| Failure::ours(here, e))?.into_iter().collect();
    Ok(Left::of(&all, id.as_str()))
}

/// The envelope of this name; none when nobody opened it.
pub async fn named(app: &App, here: &Here, id: &str) -> Result<Option<Left>, Failure> {
    let all = store::ledger::envelopes(&app.store).await.map_err(|e| Failure::ours(here, e))?.into_iter().collect();
    Ok(Left::of(&all, id))
}

/// The lines, each with what remains of the envelope it draws on.
pub async fn told(app: &App, here: &Here, mut lines: Vec<CallLine>) -> Result<Vec<CallLine>, Failure> {
    let acts = store::call_envelopes::in_force(&app.store).await.map_err(|e| Failure::ours(here, e))?;
    for line in &mut lines {
        // One that is closed tells what is left no more, whatever it draws on.
        if line.envelope.is_some() || matches!(line.state, WaveState::Open | WaveState::Upcoming) {
            line.envelope = drawn(&acts, &line.call, line.envelope.as_deref()).map(str::to_owned);
        }
    }
    if lines.iter().all(|line| line.envelope.is_none()) {
        return Ok(lines);
    }
    let all = store::ledger::envelopes(&app.store).await.map_err(|e| Failure::ours(here, e))?.into_iter().collect();
    for line in &mut lines {
        line.left = line.envelope.as_deref().and_then(|id| Left::of(&all, id));
    }
    Ok(lines)
}
