//! What each year costs when nothing is done (Bénéfriches): who pays is not told apart.

use crate::costs::{rate, share, times};
use crate::{Costs, Line, known, present_value};
use domain::{Cents, Facts, Lang, Text, format};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Inaction {
    pub lines: Vec<Line>,
    /// A year, of what is known.
    pub yearly: Cents,
    pub years: u32,
    /// The same over the years, discounted.
    pub total: Cents,
}

pub fn inaction(costs: &Costs, facts: &Facts, years: u32) -> Inaction {
    let years = years.clamp(*crate::worth::YEARS.start(), *crate::worth::YEARS.end());
    let lines = vec![security(costs, facts), maintenance(costs, facts), dumping(costs, facts), property_tax(costs, facts)];
    let yearly = known(&lines);
    Inaction { total: present_value((0..years).map(|_| yearly), costs), lines, yearly, years }
}

/// A whole number of square metres: what is below one is no brownfield.
pub fn area(facts: &Facts, key: &str) -> Option<i64> {
    facts.number(key).filter(|n| n.is_finite() && (0.0..=1e9).contains(n)).map(|n| n.round() as i64)
}

/// "7 € × 4 000 m²".
pub fn product(euros: i64, units: i64, unit: &str) -> Text {
    Text::each(|lang: Lang| format!("{} × {}\u{a0}{unit}", format::money(Cents(euros * 100), lang), format::number(units as f64, 0, lang)))
}

pub fn unknown(label: Text, missing: &[&str]) -> Line {
    let how = Text::new("à préciser", "to be settled");
    Line { label, amount: None, how, missing: missing.iter().map(|k| (*k).to_owned()).collect(), source: None }
}

fn line(costs: &Costs, label: Text, amount: Cents, how: Text) -> Line {
    Line { label, amount: Some(amount), how, missing: vec![], source: Some(costs.source.clone()) }
}

fn security(costs: &Costs, facts: &Facts) -> Line {
    let label = Text::new("Sécurisation du site", "Securing the site");
    match (facts.bool("brownfield.rural"), area(facts, "brownfield.area_m2")) {
        (Some(true), _) => line(costs, label, Cents(0), Text::new("aucune en zone rurale", "none in a rural zone")),
        (Some(false), Some(m2)) => {
            let how = product(costs.security_eur_ha, m2, "m² / 10 000");
            line(costs, label, Cents(costs.security_eur_ha * m2 / 100), how)
        }
        (rural, m2) => {
            let open = [(rural.is_none(), "brownfield.rural"), (m2.is_none(), "brownfield.area_m2")];
            unknown(label, &open.into_iter().filter(|o| o.0).map(|o| o.1).collect::<Vec<_>>())
        }
    }
}

fn maintenance(costs: &Costs, facts: &Facts) -> Line {
    let label = Text::new("Entretien des bâtiments", "Upkeep of the buildings");
    match area(facts, "brownfield.built_m2") {
        Some(m2) => line(costs, label, times(costs.maintenance_eur_m2, m2), product(costs.maintenance_eur_m2, m2, "m²")),
        None => unknown(label, &["brownfield.built_m2"]),
    }
}

/// Illegal dumping: round(0.0047 t per inhabitant × population × 1 % × 900 € per tonne).
fn dumping(costs: &Costs, facts: &Facts) -> Line {
    let label = Text::new("Enlèvement des dépôts sauvages", "Removal of illegal dumping");
    match facts.number("place.population").filter(|n| n.is_finite() && *n >= 0.0) {
        Some(people) => {
            let tonnes = costs.dumping_kg_per_inhabitant / 1_000.0 * people * costs.dumping_share_percent / 100.0;
            let euros = (tonnes * costs.dumping_eur_t as f64).round() as i64;
            let how = Text::each(|lang| {
                let (kg, per_tonne) =
                    (format::number(costs.dumping_kg_per_inhabitant, 1, lang), format::money(times(costs.dumping_eur_t, 1), lang));
                let people = format::number(people, 0, lang);
                let dumped = rate(costs.dumping_share_percent, lang);
                match lang {
                    Lang::Fr => format!("{kg}\u{a0}kg × {people} habitants × {dumped} × {per_tonne} par tonne"),
                    Lang::En => format!("{kg}\u{a0}kg × {people} inhabitants × {dumped} × {per_tonne} per tonne"),
                }
            });
            line(costs, label, times(euros, 1), how)
        }
        None => unknown(label, &["project.commune"]),
    }
}

fn property_tax(costs: &Costs, facts: &Facts) -> Line {
    let label = Text::new("Taxe foncière", "Property tax");
    match area(facts, "brownfield.built_m2") {
        Some(m2) => {
            let rent = times(costs.property_tax_eur_m2, m2);
            let base = product(costs.property_tax_eur_m2, m2, "m²");
            let how = Text::each(|lang| format!("{} × {}", base.get(lang), rate(costs.property_tax_rate_percent, lang)));
            line(costs, label, share(rent, costs.property_tax_rate_percent), how)
        }
        None => unknown(label, &["brownfield.built_m2"]),
    }
}
