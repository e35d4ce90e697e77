//! What the journal amounts to: a counter per envelope, per envelope and year, per award.

use crate::{AwardId, EnvelopeId, Unit};
use domain::{Date, Text};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    pub envelopes: BTreeMap<EnvelopeId, Envelope>,
    pub awards: BTreeMap<AwardId, Award>,
}

/// Cents or places. `opened` bounds the sum of the four that follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub name: Text,
    pub parent: Option<EnvelopeId>,
    pub unit: Unit,
    pub four_eyes_from: Option<i64>,
    pub opened: i64,
    /// Given to envelopes below, and opened there.
    pub delegated: i64,
    pub reserved: i64,
    pub committed: i64,
    /// Freed too late to be used again without an authorisation, or unused at closing.
    pub lapsed: i64,
    pub liquidated: i64,
    pub paid: i64,
    pub repaid: i64,
    pub credits: BTreeMap<i16, Credits>,
    pub opened_on: Date,
    /// Its own last day, by the latest act that set one: see [`crate::last_day`] for the one that binds.
    pub until: Option<Date>,
    pub closed_on: Option<Date>,
}

/// Payment credits of one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    pub opened: i64,
    pub delegated: i64,
    pub paid: i64,
}

/// From the reservation to the last payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    pub envelope: EnvelopeId,
    pub reserved: i64,
    pub reserved_until: Option<Date>,
    /// By year of the decision: what is withdrawn in a later year lapses. The sum is what is committed.
    pub commitments: BTreeMap<i16, i64>,
    /// Payments foreseen by year; the sum is what is committed.
    pub schedule: BTreeMap<i16, i64>,
    pub liquidated: i64,
    pub paid: i64,
    pub repaid: i64,
    /// Day of its last entry: none may come before.
    pub last_on: Date,
    pub closed_on: Option<Date>,
}

impl Envelope {
    /// Nothing in it yet.
    pub fn new(name: Text, parent: Option<EnvelopeId>, unit: Unit, opened_on: Date) -> Envelope {
        Envelope {
            name,
            parent,
            unit,
            four_eyes_from: None,
            opened: 0,
            delegated: 0,
            reserved: 0,
            committed: 0,
            lapsed: 0,
            liquidated: 0,
            paid: 0,
            repaid: 0,
            credits: BTreeMap::new(),
            opened_on,
            until: None,
            closed_on: None,
        }
    }
    /// What can no longer be decided upon.
    pub fn used(&self) -> i64 {
        self.delegated + self.reserved + self.committed + self.lapsed
    }
    pub fn available(&self) -> i64 {
        self.opened - self.used()
    }
}

impl Credits {
    pub fn available(&self) -> i64 {
        self.opened - self.delegated - self.paid
    }
}

impl Award {
    /// Nothing in it yet.
    pub fn new(envelope: EnvelopeId, on: Date) -> Award {
        Award {
            envelope,
            reserved: 0,
            reserved_until: None,
            commitments: BTreeMap::new(),
            schedule: BTreeMap::new(),
            liquidated: 0,
            paid: 0,
            repaid: 0,
            last_on: on,
            closed_on: None,
        }
    }
    pub fn committed(&self) -> i64 {
        self.commitments.values().sum()
    }

    /// Withdraws `amount` in `year`: from the youngest commitments, and from the last years of the schedule. Returns
    /// what was committed in an earlier year, which lapses.
    pub(crate) fn withdraw(&mut self, amount: i64, year: i16) -> i64 {
        take_latest(&mut self.schedule, amount, |_, _| {});
        let mut lapses = 0;
        take_latest(&mut self.commitments, amount, |of, taken| {
            if of < year {
                lapses += taken;
            }
        });
        lapses
    }
}

fn take_latest(by_year: &mut BTreeMap<i16, i64>, mut amount: i64, mut taken: impl FnMut(i16, i64)) {
    while amount > 0
        && let Some(mut last) = by_year.last_entry()
    {
        let part = amount.min(*last.get());
        amount -= part;
        taken(*last.key(), part);
        *last.get_mut() -= part;
        if *last.get() == 0 {
            last.remove();
        }
    }
}
