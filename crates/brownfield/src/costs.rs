//! The constants of a reckoning, with their source: see `rules/brownfield`.

use domain::{Cents, Date, Lang, Problem, Source, Text, format};
use serde::Deserialize;

/// Euros as the file writes them, excluding VAT; percentages as people say them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    pub version: String,
    pub valid_from: Date,
    pub source: Source,
    pub security_eur_ha: i64,
    pub maintenance_eur_m2: i64,
    pub dumping_kg_per_inhabitant: f64,
    pub dumping_share_percent: f64,
    pub dumping_eur_t: i64,
    pub property_tax_eur_m2: i64,
    pub property_tax_rate_percent: f64,
    pub desealing_eur_m2: i64,
    pub soil_eur_m2: i64,
    pub remediation_eur_m2: i64,
    pub demolition_eur_m2: i64,
    pub asbestos_eur_m2: i64,
    pub studies_eur_m2: i64,
    pub development_eur_m2: i64,
    pub transfer_duties_percent: f64,
    pub discount_percent: f64,
    /// (year, euros per tonne), by year.
    pub carbon_eur_t: Vec<(i16, i64)>,
}

impl Costs {
    pub fn read(file: &str, text: &str) -> Result<Costs, Problem> {
        toml::from_str(text).map_err(|why| {
            let line = why.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let said = why.message();
            Problem::at(
                file,
                line,
                0,
                "",
                Text::new(format!("constantes illisibles : {said}"), format!("unreadable constants: {said}")),
                Text::default(),
            )
        })
    }
}

/// So many euros per unit, for a whole number of units.
pub fn times(euros: i64, units: i64) -> Cents {
    Cents(euros.saturating_mul(100).saturating_mul(units))
}

/// "40,38 %", "40.38%": with two decimals at most.
pub fn rate(percent: f64, lang: Lang) -> String {
    let figure = format::number(percent, 2, lang);
    match lang {
        Lang::Fr => format!("{figure}\u{a0}%"),
        Lang::En => format!("{figure}%"),
    }
}

/// A share of an amount, in hundredths of a per cent: 5.81 % is 581; rounded to the cent, half up.
pub fn share(amount: Cents, percent: f64) -> Cents {
    let points = (percent * 100.0).round() as i128;
    Cents(((i128::from(amount.0) * points + 5_000).div_euclid(10_000)) as i64)
}
