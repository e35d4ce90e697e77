//! Random histories of a small tree of envelopes, drawn from a seed: mostly sensible, often wrong, never the same.

use ledger::{AwardId, Balances, Entry, EnvelopeId, Kind, Unit};
use std::collections::BTreeMap;

pub const TREE: [(&str, Option<&str>, Unit); 6] = [
    ("etat", None, Unit::Money),
    ("region", Some("etat"), Unit::Money),
    ("autre-region", Some("etat"), Unit::Money),
    ("territoire", Some("region"), Unit::Money),
    ("fonds", None, Unit::Money),
    ("places", None, Unit::Places),
];
const AWARDS: u64 = 6;

/// SplitMix64 (Steele, Lea, Flood 2014): enough to draw tests from, the same everywhere.
#[derive(Clone)]
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
    fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len() as u64) as usize]
    }
}

pub fn envelope(name: &str) -> EnvelopeId {
    EnvelopeId::parse(name).expect("a name of the tests")
}
pub fn award(name: &str) -> AwardId {
    AwardId::parse(name).expect("a name of the tests")
}

pub fn entry(on: &str, kind: Kind, amount: i64, date: &str) -> Entry {
    Entry {
        envelope: envelope(on),
        kind,
        amount,
        date: date.parse().expect("a date"),
        decision: "PV 1".into(),
        actor: "instructrice".into(),
        approver: None,
    }
}

/// Whom every file of the tests is for.
pub fn somebody() -> Option<String> {
    Some("Fonderie Duval".into())
}

/// The acts every history starts with.
pub fn acts() -> Vec<Entry> {
    let mut acts = vec![];
    for (name, parent, unit) in TREE {
        let four_eyes_from = (name == "fonds").then_some(900);
        let amount = if parent.is_some() { 0 } else { 1_000 };
        let opening = Kind::Opening { name: domain::Text::same(name), parent: parent.map(envelope), unit, four_eyes_from, until: None };
        // Above its own threshold: two open it.
        let approver = four_eyes_from.map(|_| "directeur".to_owned());
        acts.push(Entry { approver, ..entry(name, opening, amount, "2020-07-20") });
    }
    for (from, to, amount) in [("etat", "region", 600), ("etat", "autre-region", 300), ("region", "territoire", 250)] {
        acts.push(entry(from, Kind::Delegation { to: envelope(to) }, amount, "2020-07-22"));
    }
    for (on, amount) in [("etat", 700), ("region", 400), ("autre-region", 200), ("territoire", 150), ("fonds", 500)] {
        acts.push(entry(on, Kind::PaymentCredits { year: 2020 }, amount, "2020-07-22"));
        acts.push(entry(on, Kind::PaymentCredits { year: 2021 }, amount / 2, "2020-07-22"));
    }
    acts
}

/// The next entry of a history: an envelope, an award of it more often than not, an amount around what would pass.
/// Days pass from step to step, and now and then somebody dates a decision back.
pub fn drawn(draw: &mut Draw, balances: &Balances, step: u64) -> Entry {
    let (name, ..) = TREE[draw.below(TREE.len() as u64) as usize];
    // More often than not, one that has something already.
    let known = balances.awards.keys().nth(draw.below(AWARDS) as usize);
    let number = known.cloned().unwrap_or_else(|| award(&format!("FA-{}", draw.below(AWARDS))));
    let mut on = name.to_owned();
    if let Some(known) = balances.awards.get(&number)
        && !draw.one_in(20)
    {
        on = known.envelope.to_string();
    }
    let day = if draw.one_in(15) { draw.below(30 * step + 1) } else { 6 * step + draw.below(6) };
    let date = jiff::civil::date(2020, 7, 23) + jiff::Span::new().days(day as i64);
    let year = date.year();
    let to = envelope(draw.pick(&TREE).0);
    let mut amount = around(draw, balances, &on, &number);
    let kind = match draw.below(36) {
        0..=5 => {
            let until = draw.one_in(3).then(|| jiff::civil::date(year, 12, 31));
            Kind::Reservation { award: number, until, beneficiary: somebody() }
        }
        6..=12 => Kind::Commitment { award: number, schedule: schedule(draw, &on, amount, year), beneficiary: somebody() },
        13..=14 => Kind::Release { award: number },
        15..=16 => Kind::Withdrawal { award: number },
        17..=19 => Kind::Liquidation { award: number },
        20..=22 => Kind::Payment { award: number },
        23 => Kind::Repayment { award: number },
        24 if balances.envelopes.values().any(|envelope| envelope.lapsed > 0) => Kind::Recycling,
        24 => Kind::AwardClosing { award: number },
        25 => Kind::Raise,
        26 => Kind::Delegation { to },
        27 if draw.one_in(2) => Kind::DelegationReturn,
        27 => Kind::Transfer { to },
        28 => Kind::PaymentCredits { year },
        29 if draw.one_in(2) => {
            // It brings nothing, and more often than not the history goes on after it.
            amount *= i64::from(draw.one_in(6));
            let from = jiff::civil::date(2020, 7, 1);
            Kind::LastDay { until: draw.one_in(2).then(|| from + jiff::Span::new().days(draw.below(400) as i64)) }
        }
        29 => Kind::FourEyes,
        30..=32 => Kind::Liquidation { award: number },
        33..=34 => Kind::Payment { award: number },
        _ if draw.one_in(4) => Kind::Closing,
        _ => Kind::Opening {
            name: domain::Text::same("x"),
            parent: draw.one_in(2).then_some(to),
            unit: Unit::Money,
            four_eyes_from: None,
            until: draw.one_in(3).then_some(date),
        },
    };
    let approver = match draw.below(8) {
        0 => Some("instructrice".to_owned()),
        1..=3 => Some("directeur".to_owned()),
        _ => None,
    };
    if let Kind::Opening { parent, .. } = &kind
        && !draw.one_in(5)
    {
        on = format!("nouvelle-{}", draw.below(3));
        amount *= i64::from(parent.is_none());
    }
    let decision = if draw.one_in(60) { "" } else { "PV 2" };
    Entry { approver, decision: decision.into(), ..entry(&on, kind, amount, &date.to_string()) }
}

/// What is left somewhere, one more, or little.
fn around(draw: &mut Draw, balances: &Balances, on: &str, number: &AwardId) -> i64 {
    let mut left = vec![];
    if let Some(envelope) = balances.envelopes.get(&envelope(on)) {
        left.extend([envelope.available(), envelope.lapsed]);
    }
    if let Some(award) = balances.awards.get(number) {
        let committed = award.committed();
        left.extend([award.reserved, committed - award.liquidated, committed - award.paid, award.liquidated - award.paid, award.paid]);
    }
    left.retain(|amount| *amount > 0 || draw.one_in(8));
    left.push(1 + draw.below(90) as i64);
    match draw.below(12) {
        0..=6 => *draw.pick(&left),
        7 => *draw.pick(&left) + 1,
        8 if draw.one_in(4) => ledger::MOST - draw.below(3) as i64,
        8 if draw.one_in(4) => -1,
        _ => 1 + draw.below(90) as i64,
    }
}

fn schedule(draw: &mut Draw, on: &str, amount: i64, year: i16) -> BTreeMap<i16, i64> {
    if on == "places" && !draw.one_in(10) {
        return BTreeMap::new();
    }
    let first = if amount > 2 { 1 + draw.below(amount as u64 - 1) as i64 } else { amount };
    let mut schedule = BTreeMap::from([(year, first)]);
    if amount - first > 0 && !draw.one_in(12) {
        schedule.insert(year + 1, amount - first);
    }
    schedule
}

/// 10 000 histories of 50 steps with `REBOND_LONG=1`.
pub fn how_many(short: u64) -> u64 {
    if std::env::var_os("REBOND_LONG").is_some() { 10_000 } else { short }
}
