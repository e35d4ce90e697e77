//! How much: thousandths of a unit, by year or month by month, and what two flows have in common.

use domain::Rate;
use schemars::JsonSchema;
use serde::Serialize;

/// Thousandths of a tonne, of a cubic metre, of a megawatt-hour: kilograms, litres, kilowatt-hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Milli(pub i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Tonne,
    CubicMetre,
    MegawattHour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub unit: Unit,
    pub rhythm: Rhythm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// In a year, months not told.
    Year(Milli),
    /// From January to December.
    Months([Milli; 12]),
}

impl Milli {
    /// From a number of units; none when it is not a quantity.
    pub fn units(units: f64) -> Option<Milli> {
        (units.is_finite() && (0.0..1e12).contains(&units)).then(|| Milli((units * 1_000.0).round() as i64))
    }
    pub fn as_units(self) -> f64 {
        self.0 as f64 / 1_000.0
    }
    fn share(self, rate: Rate) -> Milli {
        Milli((i128::from(self.0) * i128::from(rate.0) / 10_000) as i64)
    }
}

impl Unit {
    pub const ALL: [Unit; 3] = [Unit::Tonne, Unit::CubicMetre, Unit::MegawattHour];

    pub fn id(self) -> &'static str {
        match self {
            Unit::Tonne => "tonne",
            Unit::CubicMetre => "cubic_metre",
            Unit::MegawattHour => "megawatt_hour",
        }
    }
    pub fn of(id: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.id() == id)
    }
    pub fn symbol(self) -> &'static str {
        match self {
            Unit::Tonne => "t",
            Unit::CubicMetre => "m³",
            Unit::MegawattHour => "MWh",
        }
    }
    /// What people write, brought to one of the three: (unit, how many of it one of theirs is).
    pub fn read(text: &str) -> Option<(Unit, f64)> {
        Some(match text.trim().to_lowercase().replace('³', "3").trim_end_matches("/an") {
            "t" | "tonne" | "tonnes" => (Unit::Tonne, 1.0),
            "kg" => (Unit::Tonne, 0.001),
            "m3" => (Unit::CubicMetre, 1.0),
            "l" | "litre" | "litres" => (Unit::CubicMetre, 0.001),
            "mwh" => (Unit::MegawattHour, 1.0),
            "kwh" => (Unit::MegawattHour, 0.001),
            "gwh" => (Unit::MegawattHour, 1_000.0),
            "gj" => (Unit::MegawattHour, 1.0 / 3.6),
            _ => return None,
        })
    }
}

impl Rhythm {
    pub fn year(&self) -> Milli {
        match self {
            Rhythm::Year(total) => *total,
            Rhythm::Months(months) => Milli(months.iter().map(|m| m.0).sum()),
        }
    }
}

/// What of a supply a demand can take in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usable {
    /// Months compared one by one when both are told; `seasons` is false when they are not.
    Known { unit: Unit, amount: Milli, seasons: bool },
    /// Tonnes against cubic metres: nothing converts one into the other without a density.
    OtherUnits,
    /// One of the two was not told.
    NotTold,
}

/// `min(supply, demand × rate)`, month by month when both say their months. The rate is the share of its need that the demand
/// can take as a by-product.
pub fn usable(supply: Option<Quantity>, demand: Option<Quantity>, rate: Rate) -> Usable {
    let (Some(supply), Some(demand)) = (supply, demand) else { return Usable::NotTold };
    if supply.unit != demand.unit {
        return Usable::OtherUnits;
    }
    let unit = supply.unit;
    match (supply.rhythm, demand.rhythm) {
        (Rhythm::Months(given), Rhythm::Months(taken)) => {
            let amount = Milli(given.iter().zip(taken).map(|(g, t)| g.0.min(t.share(rate).0)).sum());
            Usable::Known { unit, amount, seasons: true }
        }
        (given, taken) => Usable::Known { unit, amount: Milli(given.year().0.min(taken.year().share(rate).0)), seasons: false },
    }
}
