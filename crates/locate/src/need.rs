//! What the project asks of a site, read from its facts. A question not answered yet asks nothing and refuses nothing.

use crate::criteria::Ask;
use domain::{Date, Facts, Position, Value};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    pub origin: Option<Position>,
    pub on: Date,
    /// Hectares.
    pub area_ha: Option<f64>,
    /// Megavolt-amperes.
    pub power_mva: Option<f64>,
    /// Kilometres as the crow flies.
    pub max_km: Option<f64>,
    /// Regime for classified installations, by id of the fact dictionary.
    pub icpe: Option<String>,
    /// Every number and every yes or no that the facts ask of a site, by key.
    numbers: BTreeMap<String, f64>,
    bools: BTreeMap<String, bool>,
}

impl Need {
    pub fn read(facts: &Facts, origin: Option<Position>, on: Date) -> Need {
        let (mut numbers, mut bools) = (BTreeMap::new(), BTreeMap::new());
        for (key, datum) in &facts.0 {
            match datum.value {
                Value::Number(value) if value.is_finite() && value >= 0.0 => drop(numbers.insert(key.clone(), value)),
                Value::Bool(value) => drop(bools.insert(key.clone(), value)),
                _ => {}
            }
        }
        let positive = |key: &str| numbers.get(key).copied().filter(|n: &f64| *n > 0.0);
        Need {
            origin,
            on,
            area_ha: positive("site.area_ha"),
            power_mva: positive("site.power_mva"),
            max_km: numbers.get("site.max_km").copied(),
            icpe: facts.str("site.icpe").map(str::to_owned),
            numbers,
            bools,
        }
    }

    /// A quantity asked: zero asks for nothing of what must be reached.
    pub fn number(&self, fact: &str) -> Option<f64> {
        self.numbers.get(fact).copied().filter(|n| *n > 0.0 || fact == "site.max_km")
    }

    pub fn bool_of(&self, ask: Ask) -> Option<bool> {
        match ask {
            Ask::Must(fact) | Ask::Wanted(fact) => self.bools.get(fact).copied(),
            _ => None,
        }
    }
}

/// Regimes of classified installations from the lightest to the heaviest (code de l'environnement, L511-2, L515-32).
const REGIMES: [&str; 6] = ["none", "declaration", "registration", "authorisation", "seveso_low", "seveso_high"];

/// Does a ceiling (heaviest regime admitted) cover a need? `None` when either is not a regime we know.
pub fn covers(ceiling: &str, need: &str) -> Option<bool> {
    let rank = |id: &str| REGIMES.iter().position(|regime| *regime == id);
    Some(rank(need)? <= rank(ceiling)?)
}
