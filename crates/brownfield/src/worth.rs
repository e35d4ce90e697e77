//! Money over the years: discounting, the value of carbon, and the ceiling of the brownfield funds.

use crate::Costs;
use domain::Cents;

/// Years a reckoning can span (Bénéfriches clamps to these).
pub const YEARS: std::ops::RangeInclusive<u32> = 1..=50;
/// Fixed-point unit of a discount factor: no amount passes through a float.
const ONE: i128 = 1_000_000_000_000_000;

/// The present value of what comes each year, `amounts` in order, the first one not discounted: Σ aₖ / (1 + r)ᵏ, k from 0.
///
/// The documentation of Bénéfriches writes k from 1, its worked example and its code count from 0 (93 € for ten years at
/// 4.5 % are 769 €): the code is followed.
pub fn present_value(amounts: impl IntoIterator<Item = Cents>, costs: &Costs) -> Cents {
    let rate = 10_000 + (costs.discount_percent * 100.0).round() as i128;
    let (mut factor, mut total) = (ONE, 0_i128);
    for amount in amounts {
        total += i128::from(amount.0) * factor;
        factor = factor * 10_000 / rate;
    }
    Cents(((total + ONE / 2).div_euclid(ONE)) as i64)
}

/// Euros per tonne of CO₂ in a year: geometric between the years given, flat beyond them.
pub fn carbon_value(costs: &Costs, year: i16) -> f64 {
    let points = &costs.carbon_eur_t;
    let after = points.iter().position(|(y, _)| *y >= year);
    match (after, points.last()) {
        (Some(0), _) => points[0].1 as f64,
        (Some(at), _) => {
            let ((from, low), (to, high)) = (points[at - 1], points[at]);
            let share = f64::from(year - from) / f64::from(to - from);
            low as f64 * (high as f64 / low as f64).powf(share)
        }
        (None, Some((_, last))) => *last as f64,
        (None, None) => 0.0,
    }
}

/// The value of so many tonnes avoided each year from `first`, year by year.
pub fn yearly_carbon(costs: &Costs, tonnes: f64, first: i16, years: u32) -> Vec<Cents> {
    let year = |k: u32| first.saturating_add(i16::try_from(k).unwrap_or(i16::MAX));
    (0..years.clamp(*YEARS.start(), *YEARS.end())).map(|k| Cents((tonnes * carbon_value(costs, year(k)) * 100.0).round() as i64)).collect()
}

/// What a brownfield fund may give at most: the deficit left after all other aid, never less than nothing (Fonds vert,
/// recyclage foncier).
pub fn aid_ceiling(costs: Cents, revenues: Cents, other_aid: Cents) -> Cents {
    Cents((costs.0 - revenues.0 - other_aid.0).max(0))
}
