//! Which aids bear on the same costs, and the ceiling they share.
//!
//! Aids on different identifiable costs are judged apart; on the same or overlapping costs they stay together under the
//! highest intensity that applies to one of them (GBER art. 8; regulation 1407/2013 art. 5(2)). A line with a `base` bears
//! on costs of its own as long as all the bases fit side by side inside the cost of the project; otherwise they overlap,
//! and the whole is judged too.

use crate::case::{Case, Entry};
use crate::range::Range;
use crate::say::say;
use domain::{AidRegime, Cents};
use std::collections::{BTreeMap, BTreeSet};

/// Aids that bear on the same costs.
#[derive(Clone, Debug, PartialEq)]
pub struct SameCosts {
    /// The costs, in cents.
    pub base: Cents,
    /// Positions of the aids in the given order.
    pub members: Vec<usize>,
}

/// Sorts aids by the costs they bear on: `None` is the whole eligible cost `whole`, and `cost` the project's.
pub fn same_costs(bases: &[Option<Cents>], whole: Cents, cost: Cents) -> Vec<SameCosts> {
    let mut groups: BTreeMap<Cents, Vec<usize>> = BTreeMap::new();
    for (index, base) in bases.iter().enumerate() {
        groups.entry(base.unwrap_or(whole).min(cost)).or_default().push(index);
    }
    let overlap = groups.len() > 1 && groups.keys().copied().sum::<Cents>() > cost;
    if let Some(largest) = groups.keys().next_back().copied().filter(|_| overlap) {
        groups.insert(largest, (0..bases.len()).collect());
    }
    groups.into_iter().map(|(base, members)| SameCosts { base, members }).collect()
}

/// The groups of these entries that carry aid, and the costs of all of them together.
pub(crate) fn groups<'e>(case: &Case, entries: &'e [Entry]) -> (Vec<(Cents, Vec<&'e Entry>)>, Cents) {
    let aided: Vec<&Entry> = entries.iter().filter(|entry| entry.line.aid > Cents::ZERO).collect();
    let bases: Vec<Option<Cents>> = aided.iter().map(|entry| entry.base).collect();
    let whole = case.whole();
    let groups = same_costs(&bases, whole, case.cost);
    let together: Cents = bases.iter().map(|b| b.unwrap_or(whole).min(case.cost)).collect::<BTreeSet<_>>().into_iter().sum();
    let together = if together > case.cost { groups.iter().map(|g| g.base).max().unwrap_or(whole) } else { together.max(whole) };
    (groups.into_iter().map(|g| (g.base, g.members.into_iter().map(|i| aided[i]).collect())).collect(), together)
}

/// Ceiling shared by aids of these regimes on the costs `base`; none when no rule makes them share one: a single regime
/// has its own ceiling, and de minimis aids alone have no intensity.
pub(crate) fn shared(case: &Case, regimes: &BTreeSet<Regime>, base: Cents) -> Option<Range> {
    let has = |regime: Regime| regimes.contains(&regime);
    if regimes.len() < 2 || !(has(Regime::Regional) || has(Regime::Sme) || has(Regime::Other)) {
        return None;
    }
    let known = [(Regime::Regional, AidRegime::Regional), (Regime::Sme, AidRegime::Sme)];
    let ranges = known.into_iter().filter(|(regime, _)| has(*regime)).map(|(_, aid)| case.range(aid, base));
    let highest = ranges.reduce(Range::highest);
    if !has(Regime::Other) {
        return highest;
    }
    let because =
        say!("Le plafond de l’autre régime invoqué n’est pas connu ici.", "The ceiling of the other scheme relied on is not known here.");
    let sure = highest.map_or(Cents::ZERO, |range| range.sure);
    Some(Range { sure, ..Range::unknown(because, Vec::new()) })
}

/// `AidRegime` with an order, so that sets of regimes are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Regime {
    Unnamed,
    DeMinimis,
    Regional,
    Sme,
    Other,
}

/// The regime that counts in a cumulation; none for public money to a holder that is not a firm.
pub(crate) fn regime(case: &Case, regime: AidRegime) -> Option<Regime> {
    match regime {
        AidRegime::None => case.is_firm.then_some(Regime::Unnamed),
        AidRegime::DeMinimis => Some(Regime::DeMinimis),
        AidRegime::Regional => Some(Regime::Regional),
        AidRegime::Sme => Some(Regime::Sme),
        AidRegime::Other => Some(Regime::Other),
    }
}
