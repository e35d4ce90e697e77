//! What the project asks of a site, read from its facts. A question not answered yet asks nothing and refuses nothing.

use domain::{Date, Facts, Position};

#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    pub origin: Option<Position>,
    pub on: Date,
    /// Hectares.
    pub area_ha: Option<f64>,
    /// Megavolt-amperes.
    pub power_mva: Option<f64>,
    pub rail: Option<bool>,
    pub motorway: Option<bool>,
    pub water: Option<bool>,
    pub gas: Option<bool>,
    /// Kilometres as the crow flies.
    pub max_km: Option<f64>,
    /// Regime for classified installations, by id of the fact dictionary.
    pub icpe: Option<String>,
    pub brownfield: Option<bool>,
}

impl Need {
    pub fn read(facts: &Facts, origin: Option<Position>, on: Date) -> Need {
        let positive = |key| facts.number(key).filter(|n| n.is_finite() && *n > 0.0);
        Need {
            origin,
            on,
            area_ha: positive("site.area_ha"),
            power_mva: positive("site.power_mva"),
            rail: facts.bool("site.rail"),
            motorway: facts.bool("site.motorway"),
            water: facts.bool("site.water"),
            gas: facts.bool("site.gas"),
            max_km: facts.number("site.max_km").filter(|n| n.is_finite() && *n >= 0.0),
            icpe: facts.str("site.icpe").map(str::to_owned),
            brownfield: facts.bool("brownfield.on"),
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
