//! One entry on the balances: accepted whole, or refused and nothing has moved.

use crate::{Balances, Entry, Envelope, EnvelopeId, Kind, MOST, Refusal, Rule, last_day, within};
use domain::Text;
use std::collections::BTreeMap;

impl Balances {
    /// Writes `entry`, or says why not; refused, the balances are as before.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Refusal> {
        signed(entry)?;
        let least = match entry.kind {
            Kind::Opening { .. } | Kind::FourEyes | Kind::LastDay { .. } | Kind::Closing | Kind::AwardClosing { .. } => 0,
            _ => 1,
        };
        if !(least..=MOST).contains(&entry.amount) {
            return Err(Refusal::amount(entry, least));
        }
        if let Kind::Opening { name, parent, unit, four_eyes_from, until } = &entry.kind {
            another_approves(entry)?;
            let envelope = Envelope::new(name.clone(), parent.clone(), *unit, entry.date);
            return self.open(entry, Envelope { four_eyes_from: *four_eyes_from, until: *until, opened: entry.amount, ..envelope });
        }
        let envelope = self.envelope(&entry.envelope)?;
        if entry.date < envelope.opened_on {
            return Err(Refusal::before(entry.date, envelope.opened_on));
        }
        // Before the second person is asked for: nobody approves what would be refused.
        within(entry, last_day(&self.envelopes, &entry.envelope, &BTreeMap::new()))?;
        four_eyes(entry, envelope)?;
        match &entry.kind {
            Kind::Opening { .. } => Ok(()),
            Kind::Raise => self.raise(entry),
            Kind::PaymentCredits { year } => self.payment_credits(entry, *year),
            Kind::Delegation { to } => self.delegate(entry, to),
            Kind::DelegationReturn => self.give_back(entry),
            Kind::Transfer { to } => self.transfer(entry, to),
            Kind::Recycling => self.recycle(entry),
            Kind::FourEyes => self.watch(entry),
            Kind::LastDay { until } => self.last(entry, *until),
            Kind::Closing => self.close(entry),
            Kind::Reservation { award, until, .. } => self.reserve(entry, award, *until),
            Kind::Release { award } => self.release(entry, award),
            Kind::Commitment { award, schedule, .. } => self.commit(entry, award, schedule),
            Kind::Withdrawal { award } => self.withdraw(entry, award),
            Kind::Liquidation { award } => self.liquidate(entry, award),
            Kind::Payment { award } => self.pay(entry, award),
            Kind::Repayment { award } => self.repay(entry, award),
            Kind::AwardClosing { award } => self.close_award(entry, award),
        }
    }

    pub(crate) fn envelope(&self, id: &EnvelopeId) -> Result<&Envelope, Refusal> {
        self.envelopes.get(id).ok_or_else(|| Refusal::unknown_envelope(id))
    }

    /// An envelope that still takes decisions.
    pub(crate) fn open_envelope(&self, id: &EnvelopeId) -> Result<&Envelope, Refusal> {
        let envelope = self.envelope(id)?;
        match envelope.closed_on {
            None => Ok(envelope),
            Some(_) => Err(Refusal::closed(Text::new(format!("L’enveloppe {id} est close."), format!("The envelope {id} is closed.")))),
        }
    }

    /// Moves the counters of an envelope that was found before.
    pub(crate) fn post(&mut self, id: &EnvelopeId, posting: impl FnOnce(&mut Envelope)) {
        if let Some(envelope) = self.envelopes.get_mut(id) {
            posting(envelope);
        }
    }
}

/// The whole journal from nothing; stops at the first entry that the rules refuse, with its place from 0.
pub fn replay<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Result<Balances, (usize, Refusal)> {
    let mut balances = Balances::default();
    for (place, entry) in entries.into_iter().enumerate() {
        balances.apply(entry).map_err(|refusal| (place, refusal))?;
    }
    Ok(balances)
}

fn signed(entry: &Entry) -> Result<(), Refusal> {
    let missing =
        [(&entry.decision, "la référence de la décision", "the reference of the decision"), (&entry.actor, "l’auteur", "the actor")];
    for (text, fr, en) in missing {
        if text.trim().is_empty() {
            return Err(Refusal::new(
                Rule::Signed,
                Text::new(format!("Il manque {fr}."), format!("{en} is missing.")),
                Text::new(format!("Donnez {fr}."), format!("Give {en}.")),
            ));
        }
    }
    Ok(())
}

pub(crate) fn by_another() -> Text {
    Text::new(
        "Proposez la décision, et faites-la approuver par une autre personne.",
        "Propose the decision, and have another person approve it.",
    )
}

/// The second pair of eyes, where there is one, is not the first.
fn another_approves(entry: &Entry) -> Result<(), Refusal> {
    match &entry.approver {
        Some(approver) if approver.trim() == entry.actor.trim() || approver.trim().is_empty() => Err(Refusal::new(
            Rule::FourEyes,
            Text::new("On n’approuve pas sa propre décision.", "Nobody approves their own decision."),
            by_another(),
        )),
        _ => Ok(()),
    }
}

fn four_eyes(entry: &Entry, envelope: &Envelope) -> Result<(), Refusal> {
    another_approves(entry)?;
    // Whoever is watched does not lift the watch alone, nor gives what is left another time.
    let whole = match entry.kind {
        Kind::FourEyes => {
            Some(Text::new("Le seuil des deux personnes se change à deux.", "The threshold of two persons is changed by two."))
        }
        Kind::LastDay { .. } => Some(Text::new(
            "Le dernier jour d’une enveloppe qui a un seuil de deux personnes se change à deux.",
            "The last day of an envelope that has a threshold of two persons is changed by two.",
        )),
        _ => None,
    };
    let wanted = envelope.four_eyes_from.is_some_and(|from| entry.amount >= from || whole.is_some());
    if entry.approver.is_some() || !wanted {
        return Ok(());
    }
    if let Some(what) = whole {
        return Err(Refusal::new(Rule::FourEyes, what, by_another()));
    }
    let from = envelope.four_eyes_from.unwrap_or_default();
    let what = Text::each(|lang| {
        let from = crate::quantity(from, envelope.unit, lang);
        match lang {
            domain::Lang::Fr => format!("À partir de {from}, l’enveloppe {} demande deux personnes.", entry.envelope),
            domain::Lang::En => format!("From {from} on, the envelope {} wants two persons.", entry.envelope),
        }
    });
    Err(Refusal { rule: Rule::FourEyes, what, mend: by_another(), passes: (from > 1).then_some(from - 1) })
}
