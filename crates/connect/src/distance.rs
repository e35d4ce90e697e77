//! Kilometres by road, estimated, and how far a tonne is worth carrying.

use crate::quantity::Milli;
use domain::{Cents, Position};

/// Great circle times the detour, to the tenth of a kilometre.
pub fn road_tenths(from: Position, to: Position, detour: f64) -> i64 {
    (from.distance_km(to) * detour * 10.0).round() as i64
}

/// Kilometres at which carrying costs what is gained on a tonne; none when carrying costs nothing.
pub fn break_even_km(gain_per_tonne: Cents, cents_per_tonne_km: u32) -> Option<f64> {
    (cents_per_tonne_km > 0).then(|| (gain_per_tonne.0.max(0) as f64 / f64::from(cents_per_tonne_km)).round())
}

/// What a year of it earns both sides together, carried so far. To the cent, in integers.
pub fn yearly(amount: Milli, gain_per_tonne: Cents, tenths_km: i64, cents_per_tonne_km: u32) -> Cents {
    let kilograms = i128::from(amount.0);
    let per_tonne = i128::from(gain_per_tonne.0) * 10 - i128::from(tenths_km) * i128::from(cents_per_tonne_km);
    Cents((kilograms * per_tonne).div_euclid(10_000) as i64)
}
