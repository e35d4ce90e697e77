//! What a step of an application writes in the ledger of envelopes.
//!
//! The committee reserves, the contract commits (the rest of the reservation is free again), a payment liquidates and
//! pays, the closing withdraws what is committed and not paid. An envelope in places holds one per application, which is free
//! again when nothing remains paid for it.

use super::Record;
use applications::{State, Step};
use domain::{Cents, Date};
use ledger::{Award, AwardId, Entry, EnvelopeId, Kind, Unit};
use std::collections::BTreeMap;

pub(super) struct Desired<'a> {
    pub record: &'a Record,
    pub envelope: EnvelopeId,
    pub unit: Unit,
    /// Day of its opening: a share may be delegated between the session of a committee and what it decides.
    pub opened_on: Date,
    /// What the ledger already holds of this application.
    pub award: Option<Award>,
    pub who: &'a str,
    pub approver: Option<&'a str>,
}

/// The day a step is of, for those that are dated.
pub(super) fn dated(step: &Step) -> Option<Date> {
    match step {
        Step::Favour { on, .. }
        | Step::Notify { on }
        | Step::Sign { on, .. }
        | Step::Pay { on, .. }
        | Step::Close { on }
        | Step::Lapse { on, .. }
        | Step::TakeBack { on } => Some(*on),
        _ => None,
    }
}

impl Desired<'_> {
    /// The lines of `step`, to be written together or not at all.
    pub fn lines(&self, step: &Step) -> Vec<Entry> {
        let Some(award) = AwardId::parse(&self.record.number) else { return vec![] };
        let held = self.award.as_ref();
        let reserved = held.map_or(0, |award| award.reserved);
        let open = held.filter(|award| award.closed_on.is_none());
        let money = self.unit == Unit::Money;
        // A label, in a call to which an envelope in euros was attached: it takes nothing of it.
        if money && !self.record.life.in_money && held.is_none() {
            return vec![];
        }
        let mut lines = vec![];
        let mut line = |kind: Kind, amount: i64, date: Date, decision: &str| {
            let decision: String = decision.chars().take(400).collect();
            let (actor, approver) = (self.who.to_owned(), self.approver.map(str::to_owned));
            lines.push(Entry { envelope: self.envelope.clone(), kind, amount, date, decision, actor, approver });
        };
        let reference = |what: &str| format!("{what}, {}", self.record.number);
        match step {
            Step::Favour { amount, session, on, .. } => {
                // Nothing is set aside in an envelope before it is there; the reference tells the session.
                line(
                    Kind::Reservation { award, until: None, beneficiary: None },
                    self.quantity(*amount),
                    (*on).max(self.opened_on),
                    &reference(session),
                );
            }
            Step::Sign { amount, months, on, .. } => {
                let (amount, schedule) = match money {
                    true => (amount.0, schedule(*amount, *on, *months)),
                    false => (1, BTreeMap::new()),
                };
                line(Kind::Commitment { award, schedule, beneficiary: None }, amount, *on, &reference("Convention"));
            }
            Step::Pay { amount, proof, on, .. } if money => {
                let waiting = held.map_or(0, |award| award.liquidated - award.paid);
                if amount.0 > waiting {
                    line(Kind::Liquidation { award: award.clone() }, amount.0 - waiting, *on, &reference(proof));
                }
                line(Kind::Payment { award }, amount.0, *on, &reference(proof));
            }
            Step::Close { on } => match open {
                Some(held) if money => line(Kind::AwardClosing { award }, held.committed() - held.paid, *on, &reference("Clôture")),
                // A support in kind used its place; a sum that was never paid did not.
                Some(held) if self.nothing_paid() && held.committed() > 0 => {
                    line(Kind::Withdrawal { award }, held.committed(), *on, &reference("Clôture"));
                }
                _ => {}
            },
            Step::Lapse { .. } if self.record.life.state == State::Notified && reserved <= 0 => {}
            Step::Lapse { on, .. } if self.record.life.state == State::Notified => {
                line(Kind::Release { award }, reserved, *on, &reference("Caducité"));
            }
            Step::Lapse { on, .. } => match open {
                Some(held) if money => line(Kind::AwardClosing { award }, held.committed() - held.paid, *on, &reference("Caducité")),
                Some(held) => line(Kind::Withdrawal { award }, held.committed(), *on, &reference("Caducité")),
                None => {}
            },
            Step::TakeBack { on } => {
                if money {
                    line(Kind::Repayment { award: award.clone() }, self.record.life.claimed.0, *on, &reference("Reversement"));
                }
                // A part came back: the file goes on, and so does what is committed for it.
                match open.filter(|_| self.record.life.resumes.is_none()) {
                    Some(held) if money => line(Kind::AwardClosing { award }, held.committed() - held.paid, *on, &reference("Clôture")),
                    Some(held) if self.nothing_paid() && held.committed() > 0 => {
                        line(Kind::Withdrawal { award }, held.committed(), *on, &reference("Reversement"));
                    }
                    _ => {}
                }
            }
            Step::Withdraw { .. } => {
                // Nothing may be written before the last line of the file.
                if let Some(held) = open.filter(|held| held.reserved > 0) {
                    line(Kind::Release { award }, reserved, held.last_on, &reference("Retrait"));
                }
            }
            _ => {}
        }
        lines
    }

    /// Of a sum, once what is claimed has come back.
    fn nothing_paid(&self) -> bool {
        let life = &self.record.life;
        life.in_money && life.kept_paid() <= life.claimed
    }

    fn quantity(&self, amount: Cents) -> i64 {
        if self.unit == Unit::Money { amount.0 } else { 1 }
    }
}

/// Payments foreseen: as much each year that the project lasts, what does not divide in the last.
fn schedule(amount: Cents, from: Date, months: u16) -> BTreeMap<i16, i64> {
    let last = from.checked_add(jiff::Span::new().months(i64::from(months))).map_or(from, |date| date).year();
    let years = i64::from((last - from.year()).clamp(0, 20)) + 1;
    let mut schedule: BTreeMap<i16, i64> = (0..years as i16).map(|n| (from.year() + n, amount.0 / years)).collect();
    *schedule.entry(from.year() + (years - 1) as i16).or_default() += amount.0 % years;
    schedule.retain(|_, part| *part > 0);
    schedule
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_sums_to_the_contract_to_the_cent() {
        let on = domain::Date::constant(2021, 10, 1);
        assert_eq!(schedule(Cents(100), on, 24), BTreeMap::from([(2021, 33), (2022, 33), (2023, 34)]));
        assert_eq!(schedule(Cents(2), on, 24), BTreeMap::from([(2023, 2)]));
        assert_eq!(schedule(Cents(100), on, 2), BTreeMap::from([(2021, 100)]));
    }
}
