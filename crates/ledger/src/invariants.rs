//! The promises, looked for in balances by another road than the one that made them.

use crate::{AwardId, Balances, EnvelopeId, Rule};
use std::collections::BTreeMap;

/// A promise that does not hold: never, unless a counter was altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub rule: Rule,
    pub envelope: EnvelopeId,
    pub award: Option<AwardId>,
    /// "reserved + committed 110 > opened 100", for whoever looks into it.
    pub figures: String,
}

/// What an envelope must hold, summed over its awards and its children.
#[derive(Default)]
struct Sums {
    reserved: i128,
    committed: i128,
    liquidated: i128,
    paid: i128,
    repaid: i128,
    delegated: i128,
    credits: BTreeMap<i16, i128>,
}

/// Every breach of I1 to I4 in these balances, envelopes first; empty when all promises hold.
pub fn breaches(balances: &Balances) -> Vec<Breach> {
    let sums = sums(balances);
    let mut found = vec![];
    let none = Sums::default();
    for (id, envelope) in &balances.envelopes {
        let mut breach = |rule, figures| found.push(Breach { rule, envelope: id.clone(), award: None, figures });
        let sum = sums.get(id).unwrap_or(&none);
        let counters = [envelope.opened, envelope.delegated, envelope.reserved, envelope.committed, envelope.lapsed];
        let used: i128 = counters[1..].iter().map(|counter| i128::from(*counter)).sum();
        if counters.iter().any(|counter| *counter < 0) || used > i128::from(envelope.opened) {
            breach(Rule::Opened, format!("used {used} > opened {}, counters {counters:?}", envelope.opened));
        }
        let pairs = [
            ("delegated", envelope.delegated, sum.delegated),
            ("reserved", envelope.reserved, sum.reserved),
            ("committed", envelope.committed, sum.committed),
            ("liquidated", envelope.liquidated, sum.liquidated),
            ("paid", envelope.paid, sum.paid),
            ("repaid", envelope.repaid, sum.repaid),
        ];
        for (name, counter, sum) in pairs {
            if i128::from(counter) != sum {
                breach(if name == "delegated" { Rule::Tree } else { Rule::Opened }, format!("{name} {counter} ≠ sum {sum}"));
            }
        }
        for (year, credits) in &envelope.credits {
            let below = sum.credits.get(year).copied().unwrap_or_default();
            if credits.paid < 0 || credits.available() < 0 || i128::from(credits.delegated) != below {
                breach(Rule::PaymentCredits, format!("{year}: {credits:?}, below {below}"));
            }
        }
        let paid: i128 = envelope.credits.values().map(|credits| i128::from(credits.paid)).sum();
        if paid != i128::from(envelope.paid) {
            breach(Rule::PaymentCredits, format!("paid {} ≠ by year {paid}", envelope.paid));
        }
    }
    for (id, award) in &balances.awards {
        let mut breach = |rule, figures| found.push(Breach { rule, envelope: award.envelope.clone(), award: Some(id.clone()), figures });
        let steps = [0, award.repaid, award.paid, award.liquidated, award.committed()];
        if !steps.is_sorted() || award.reserved < 0 {
            breach(Rule::Award, format!("0 ≤ repaid ≤ paid ≤ liquidated ≤ committed: {steps:?}, reserved {}", award.reserved));
        }
        let foreseen: i64 = award.schedule.values().sum();
        let in_money = balances.envelopes.get(&award.envelope).is_some_and(|envelope| envelope.unit == crate::Unit::Money);
        if in_money && foreseen != award.committed() {
            breach(Rule::Schedule, format!("schedule {foreseen} ≠ committed {}", award.committed()));
        }
        if award.closed_on.is_some() && award.committed() != award.paid {
            breach(Rule::Schedule, format!("closed with {} paid of {}", award.paid, award.committed()));
        }
    }
    found
}

fn sums(balances: &Balances) -> BTreeMap<&EnvelopeId, Sums> {
    let mut sums: BTreeMap<&EnvelopeId, Sums> = BTreeMap::new();
    for award in balances.awards.values() {
        let sum = sums.entry(&award.envelope).or_default();
        sum.reserved += i128::from(award.reserved);
        sum.committed += i128::from(award.committed());
        sum.liquidated += i128::from(award.liquidated);
        sum.paid += i128::from(award.paid);
        sum.repaid += i128::from(award.repaid);
    }
    for envelope in balances.envelopes.values() {
        if let Some(parent) = &envelope.parent {
            let sum = sums.entry(parent).or_default();
            sum.delegated += i128::from(envelope.opened);
            for (year, credits) in &envelope.credits {
                *sum.credits.entry(*year).or_default() += i128::from(credits.opened);
            }
        }
    }
    sums
}
