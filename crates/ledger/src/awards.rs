//! Entries on awards: reserve, commit, withdraw, liquidate, pay, take back, close.
//!
//! Reserve then commit, in full or in part, is the two-phase transfer of ledgers: pending, then posted; what is not
//! posted is free again.

use crate::envelopes::{left, remains};
use crate::{Award, AwardId, Balances, Entry, Envelope, Refusal, Rule, Unit};
use domain::{Date, Lang, Text, format};
use std::collections::BTreeMap;

/// No public schedule is longer.
const LONGEST_SCHEDULE: i16 = 30;

impl Balances {
    pub(crate) fn reserve(&mut self, entry: &Entry, id: &AwardId, until: Option<Date>) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        if let Some(award) = self.awards.get(id) {
            usable(award, id, entry)?;
        }
        if let Some(until) = until
            && until < entry.date
        {
            return Err(Refusal::before(until, entry.date));
        }
        left(envelope, entry)?;
        self.post(&entry.envelope, |envelope| envelope.reserved += entry.amount);
        self.post_award(id, entry, |award| {
            award.reserved += entry.amount;
            award.reserved_until = until;
        });
        Ok(())
    }

    pub(crate) fn release(&mut self, entry: &Entry, id: &AwardId) -> Result<(), Refusal> {
        let (envelope, award) = self.award(entry, id)?;
        at_most(Rule::Award, entry, envelope, Text::new("réservés :", "reserved:"), award.reserved)?;
        self.post(&entry.envelope, |envelope| envelope.reserved -= entry.amount);
        self.post_award(id, entry, |award| {
            award.reserved -= entry.amount;
            if award.reserved == 0 {
                award.reserved_until = None;
            }
        });
        Ok(())
    }

    pub(crate) fn commit(&mut self, entry: &Entry, id: &AwardId, schedule: &BTreeMap<i16, i64>) -> Result<(), Refusal> {
        let envelope = self.open_envelope(&entry.envelope)?;
        let mut reserved = 0;
        if let Some(award) = self.awards.get(id) {
            usable(award, id, entry)?;
            not_expired(award, id, entry.date)?;
            reserved = award.reserved;
        }
        foreseen(entry, envelope, schedule)?;
        // Both are at most MOST: their sum cannot overflow.
        let passes = envelope.available() + reserved;
        if entry.amount > passes {
            return Err(Refusal::too_much(Rule::Opened, entry, envelope.unit, remains(), passes));
        }
        self.post(&entry.envelope, |envelope| {
            envelope.reserved -= reserved;
            envelope.committed += entry.amount;
        });
        self.post_award(id, entry, |award| {
            award.reserved = 0;
            award.reserved_until = None;
            *award.commitments.entry(entry.date.year()).or_default() += entry.amount;
            for (year, amount) in schedule {
                *award.schedule.entry(*year).or_default() += amount;
            }
        });
        Ok(())
    }

    pub(crate) fn withdraw(&mut self, entry: &Entry, id: &AwardId) -> Result<(), Refusal> {
        let (envelope, award) = self.award(entry, id)?;
        let of = Text::new("engagés et non liquidés :", "committed and not liquidated:");
        at_most(Rule::Award, entry, envelope, of, award.committed() - award.liquidated)?;
        self.post_withdrawal(entry, id);
        Ok(())
    }

    pub(crate) fn liquidate(&mut self, entry: &Entry, id: &AwardId) -> Result<(), Refusal> {
        let (envelope, award) = self.award(entry, id)?;
        paid_in_money(envelope, entry)?;
        let of = Text::new("engagés et non liquidés :", "committed and not liquidated:");
        at_most(Rule::Award, entry, envelope, of, award.committed() - award.liquidated)?;
        self.post(&entry.envelope, |envelope| envelope.liquidated += entry.amount);
        self.post_award(id, entry, |award| award.liquidated += entry.amount);
        Ok(())
    }

    pub(crate) fn pay(&mut self, entry: &Entry, id: &AwardId) -> Result<(), Refusal> {
        let (envelope, award) = self.award(entry, id)?;
        paid_in_money(envelope, entry)?;
        at_most(
            Rule::Award,
            entry,
            envelope,
            Text::new("liquidés et non payés :", "liquidated and not paid:"),
            award.liquidated - award.paid,
        )?;
        let year = entry.date.year();
        let credits = envelope.credits.get(&year).map_or(0, |credits| credits.available());
        let of = Text::new(format!("crédits de paiement {year} :"), format!("payment credits {year}:"));
        at_most(Rule::PaymentCredits, entry, envelope, of, credits)?;
        self.post(&entry.envelope, |envelope| envelope.paid += entry.amount);
        self.post_credits(&entry.envelope, year, |credits| credits.paid += entry.amount);
        self.post_award(id, entry, |award| award.paid += entry.amount);
        Ok(())
    }

    pub(crate) fn repay(&mut self, entry: &Entry, id: &AwardId) -> Result<(), Refusal> {
        let award = self.awards.get(id).filter(|award| award.envelope == entry.envelope);
        let award = award.ok_or_else(|| Refusal::unknown_award(id, &entry.envelope))?;
        if entry.date < award.last_on {
            return Err(Refusal::before(entry.date, award.last_on));
        }
        let envelope = self.envelope(&entry.envelope)?;
        at_most(Rule::Award, entry, envelope, Text::new("payés et non reversés :", "paid and not repaid:"), award.paid - award.repaid)?;
        self.post(&entry.envelope, |envelope| envelope.repaid += entry.amount);
        self.post_award(id, entry, |award| award.repaid += entry.amount);
        Ok(())
    }

    pub(crate) fn close_award(&mut self, entry: &Entry, id: &AwardId) -> Result<(), Refusal> {
        let (envelope, award) = self.award(entry, id)?;
        paid_in_money(envelope, entry)?;
        if award.reserved != 0 || award.liquidated != award.paid {
            return Err(Refusal::new(
                Rule::Closed,
                Text::new(
                    format!("Le dossier {id} a encore une réservation, ou un montant liquidé et non payé."),
                    format!("The file {id} still has a reservation, or an amount liquidated and not paid."),
                ),
                Text::new(
                    "Levez la réservation et payez ce qui est dû, puis clôturez.",
                    "Release the reservation and pay what is due, then close.",
                ),
            ));
        }
        let remains = award.committed() - award.paid;
        if entry.amount != remains {
            let of = Text::new("La clôture retire ce qui est engagé et non payé", "Closing withdraws what is committed and not paid");
            return Err(Refusal::exactly(Rule::Schedule, entry, envelope.unit, of, remains));
        }
        self.post_withdrawal(entry, id);
        self.post_award(id, entry, |award| award.closed_on = Some(entry.date));
        Ok(())
    }

    /// I4, and annuality: what was committed in an earlier year, or in an envelope since closed, lapses.
    fn post_withdrawal(&mut self, entry: &Entry, id: &AwardId) {
        let mut lapses = 0;
        self.post_award(id, entry, |award| lapses = award.withdraw(entry.amount, entry.date.year()));
        self.post(&entry.envelope, |envelope| {
            envelope.committed -= entry.amount;
            envelope.lapsed += match (envelope.closed_on, envelope.unit) {
                (Some(_), _) => entry.amount,
                (None, Unit::Money) => lapses,
                (None, Unit::Places) => 0,
            };
        });
    }

    fn award(&self, entry: &Entry, id: &AwardId) -> Result<(&Envelope, &Award), Refusal> {
        let envelope = self.envelope(&entry.envelope)?;
        let award = self.awards.get(id).ok_or_else(|| Refusal::unknown_award(id, &entry.envelope))?;
        usable(award, id, entry)?;
        Ok((envelope, award))
    }

    fn post_award(&mut self, id: &AwardId, entry: &Entry, posting: impl FnOnce(&mut Award)) {
        let award = self.awards.entry(id.clone()).or_insert_with(|| Award::new(entry.envelope.clone(), entry.date));
        award.last_on = entry.date;
        posting(award);
    }
}

fn usable(award: &Award, id: &AwardId, entry: &Entry) -> Result<(), Refusal> {
    if award.envelope != entry.envelope {
        return Err(Refusal::unknown_award(id, &entry.envelope));
    }
    if award.closed_on.is_some() {
        return Err(Refusal::closed(Text::new(format!("Le dossier {id} est clos."), format!("The file {id} is closed."))));
    }
    if entry.date < award.last_on {
        return Err(Refusal::before(entry.date, award.last_on));
    }
    Ok(())
}

fn not_expired(award: &Award, id: &AwardId, date: Date) -> Result<(), Refusal> {
    match award.reserved_until {
        Some(until) if until < date => Err(Refusal::new(
            Rule::Date,
            Text::each(|lang| match lang {
                Lang::Fr => format!("La réservation du dossier {id} valait jusqu’au {}.", format::date(until, lang)),
                Lang::En => format!("The reservation of the file {id} was good until {}.", format::date(until, lang)),
            }),
            Text::new("Levez-la, puis réservez à nouveau s’il reste de quoi.", "Release it, then reserve again if enough remains."),
        )),
        _ => Ok(()),
    }
}

fn foreseen(entry: &Entry, envelope: &Envelope, schedule: &BTreeMap<i16, i64>) -> Result<(), Refusal> {
    let first = entry.date.year();
    let total: i128 = schedule.values().map(|amount| i128::from(*amount)).sum();
    let in_order = schedule.iter().all(|(year, amount)| *amount > 0 && (first..=first + LONGEST_SCHEDULE).contains(year));
    let wanted = if envelope.unit == Unit::Places { 0 } else { entry.amount };
    if in_order && total == i128::from(wanted) {
        return Ok(());
    }
    let (id, last, no_year) = (&entry.envelope, first + LONGEST_SCHEDULE, schedule.is_empty());
    let what = Text::each(|lang| {
        let wanted = crate::quantity(wanted, envelope.unit, lang);
        match (lang, no_year) {
            (Lang::Fr, true) => format!("Enveloppe {id} : l’engagement de {wanted} ne dit aucune année de paiement."),
            (Lang::En, true) => format!("Envelope {id}: the commitment of {wanted} tells no year of payment."),
            (Lang::Fr, false) => format!("Enveloppe {id} : l’échéancier doit faire {wanted}, par montants positifs, de {first} à {last}."),
            (Lang::En, false) => format!("Envelope {id}: the schedule must make up {wanted}, in positive amounts, from {first} to {last}."),
        }
    });
    let mend = Text::new("Donnez le montant prévu de chaque année.", "Give the amount foreseen for each year.");
    Err(Refusal::new(Rule::Schedule, what, mend))
}

fn paid_in_money(envelope: &Envelope, entry: &Entry) -> Result<(), Refusal> {
    if envelope.unit == Unit::Money { Ok(()) } else { Err(Refusal::places_are_not_paid(&entry.envelope)) }
}

fn at_most(rule: Rule, entry: &Entry, envelope: &Envelope, of: Text, passes: i64) -> Result<(), Refusal> {
    if entry.amount <= passes { Ok(()) } else { Err(Refusal::too_much(rule, entry, envelope.unit, of, passes)) }
}
