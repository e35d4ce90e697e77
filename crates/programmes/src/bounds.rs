//! What is allowed in the files, and deserves a word: money that no envelope bounds, an envelope that no call draws on. A source may well
//! give neither; an act of the State attaches one, or a call is described.

use crate::{AmountRule, Call, Measure, MeasureKind, Rulebook};
use domain::Text;

impl Measure {
    /// Whether it gives an amount: a label, a service or a place gives none, and neither does a measure of which no source tells an
    /// amount, unless it is a grant or a loan.
    pub fn gives_money(&self) -> bool {
        match self.amount {
            AmountRule::None { .. } => false,
            AmountRule::Unknown { .. } => matches!(self.kind, MeasureKind::Grant | MeasureKind::Loan),
            _ => true,
        }
    }
}

impl Rulebook {
    /// Warnings, never errors: the files hold what sources say.
    pub fn notices(&self) -> Vec<Text> {
        let mut notices = vec![];
        let calls = || self.programmes.iter().flat_map(|programme| &programme.calls);
        let in_money = |call: &Call| call.measures.iter().filter_map(|id| self.measure(id)).any(Measure::gives_money);
        for call in calls().filter(|call| call.envelope.is_none() && call.draws.is_empty() && in_money(call)) {
            let id = &call.id;
            notices.push(Text::new(
                format!("{id} : cet appel donne de l’argent et ne nomme aucune enveloppe ; une décision favorable y est refusée tant qu’un acte n’en rattache pas une (/appels/{id}/enveloppe)"),
                format!("{id}: this call gives money and names no envelope; a favourable decision is refused there until an act attaches one (/appels/{id}/enveloppe)"),
            ));
        }
        for envelope in self.programmes.iter().flat_map(|programme| &programme.envelopes) {
            let id = &envelope.id;
            if !calls().any(|call| call.draws_on(id)) {
                notices.push(Text::new(
                    format!("{id} : aucun appel ne tire sur cette enveloppe ; personne n’y décide de dossiers tant qu’un appel n’y est pas rattaché"),
                    format!("{id}: no call draws on this envelope; nobody decides on files there until a call is attached to it"),
                ));
            }
        }
        notices
    }
}
