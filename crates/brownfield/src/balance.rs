//! What bringing the brownfield back to industry costs and earns, the ceiling of the funds, and what it spares.
//!
//! Bénéfriches has no industrial reuse: works, duties and years are its own; jobs by hectare come from what the project
//! says. No public constant was found for the local taxes or the energy of an industrial reuse: they stay unknown.

use crate::costs::{rate, share, times};
use crate::inaction::{Inaction, area, product, unknown};
use crate::{Costs, Line, aid_ceiling, known, present_value, yearly_carbon};
use domain::{Cents, Facts, Text, format};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Balance {
    pub costs: Vec<Line>,
    pub revenues: Vec<Line>,
    pub other_aid: Option<Cents>,
    /// Of what is known.
    pub total_costs: Cents,
    pub total_revenues: Cents,
    /// `max(0, costs − revenues − other aid)`; meaningful once nothing is missing.
    pub aid_ceiling: Cents,
    /// False as soon as a line is missing: the ceiling can then still move.
    pub complete: bool,
    /// What the reuse brings besides: avoided cost of inaction, carbon, jobs.
    pub benefits: Vec<Line>,
}

/// Areas to treat, each with the fact that gives it and its cost by square metre.
fn works(costs: &Costs) -> [(&'static str, Text, i64); 7] {
    let label = |fr: &str, en: &str| Text::new(fr, en);
    [
        ("brownfield.demolish_m2", label("Démolition", "Demolition"), costs.demolition_eur_m2),
        ("brownfield.asbestos_m2", label("Désamiantage", "Asbestos removal"), costs.asbestos_eur_m2),
        ("brownfield.polluted_m2", label("Dépollution", "Remediation"), costs.remediation_eur_m2),
        ("brownfield.deseal_m2", label("Désimperméabilisation", "De-sealing"), costs.desealing_eur_m2),
        ("brownfield.deseal_m2", label("Refonctionnalisation du sol", "Restoring the soil"), costs.soil_eur_m2),
        ("brownfield.area_m2", label("Études", "Studies"), costs.studies_eur_m2),
        ("brownfield.area_m2", label("Aménagement", "Development works"), costs.development_eur_m2),
    ]
}

/// `inaction` is what the reuse spares; `first` is the year it starts.
pub fn balance(costs: &Costs, facts: &Facts, inaction: &Inaction, first: i16) -> Balance {
    let mut spent = vec![declared(facts, "brownfield.purchase", Text::new("Achat du terrain", "Purchase of the land"))];
    let duties = Text::new("Droits de mutation", "Transfer duties");
    spent.push(match facts.money("brownfield.purchase") {
        Some(price) => {
            let how = Text::each(|lang| format!("{} × {}", format::money(price, lang), rate(costs.transfer_duties_percent, lang)));
            Line {
                amount: Some(share(price, costs.transfer_duties_percent)),
                how,
                source: Some(costs.source.clone()),
                ..unknown(duties, &[])
            }
        }
        None => unknown(duties, &["brownfield.purchase"]),
    });
    for (key, label, euros) in works(costs) {
        spent.push(match area(facts, key) {
            Some(m2) => {
                let (amount, how) = (Some(times(euros, m2)), product(euros, m2, "m²"));
                Line { amount, how, source: Some(costs.source.clone()), ..unknown(label, &[]) }
            }
            None => unknown(label, &[key]),
        });
    }
    spent.push(declared(facts, "brownfield.other_costs", Text::new("Autres coûts", "Other costs")));
    let revenues = vec![declared(facts, "brownfield.revenue", Text::new("Ventes et loyers", "Sales and rents"))];
    let other_aid = facts.money("brownfield.other_aid");
    let (total_costs, total_revenues) = (known(&spent), known(&revenues));
    let complete = other_aid.is_some() && spent.iter().chain(&revenues).all(|l| l.amount.is_some());
    Balance {
        aid_ceiling: aid_ceiling(total_costs, total_revenues, other_aid.unwrap_or(Cents(0))),
        benefits: benefits(costs, facts, inaction, first),
        costs: spent,
        revenues,
        other_aid,
        total_costs,
        total_revenues,
        complete,
    }
}

/// An amount that the holder says.
fn declared(facts: &Facts, key: &str, label: Text) -> Line {
    match facts.money(key) {
        Some(amount) => Line { amount: Some(amount), how: Text::new("dit par le porteur", "told by the holder"), ..unknown(label, &[]) },
        None => unknown(label, &[key]),
    }
}

fn benefits(costs: &Costs, facts: &Facts, inaction: &Inaction, first: i16) -> Vec<Line> {
    let years = inaction.years;
    let spared = Line {
        amount: Some(inaction.total),
        how: Text::each(|lang| match lang {
            domain::Lang::Fr => format!("{} par an pendant {years} ans, actualisés", format::money(inaction.yearly, lang)),
            domain::Lang::En => format!("{} a year for {years} years, discounted", format::money(inaction.yearly, lang)),
        }),
        missing: inaction.lines.iter().flat_map(|l| l.missing.clone()).collect(),
        source: Some(costs.source.clone()),
        label: Text::new("Coût de l’inaction évité", "Cost of inaction avoided"),
    };
    let carbon = Text::new("Valeur du CO₂ évité", "Value of the CO₂ avoided");
    let carbon = match facts.number("brownfield.co2_avoided_t").filter(|t| t.is_finite() && *t >= 0.0) {
        Some(tonnes) => Line {
            amount: Some(present_value(yearly_carbon(costs, tonnes, first, years), costs)),
            how: Text::each(|lang| match lang {
                domain::Lang::Fr => {
                    format!("{}\u{a0}t par an dès {first}, à la valeur du carbone de chaque année", format::number(tonnes, 1, lang))
                }
                domain::Lang::En => {
                    format!("{}\u{a0}t a year from {first}, at the value of carbon of each year", format::number(tonnes, 1, lang))
                }
            }),
            source: Some(costs.source.clone()),
            ..unknown(carbon, &[])
        },
        None => unknown(carbon, &["brownfield.co2_avoided_t"]),
    };
    let jobs = Text::new("Emplois par hectare", "Jobs by hectare");
    let jobs = match (facts.number("project.jobs_created"), area(facts, "brownfield.area_m2").filter(|m2| *m2 > 0)) {
        (Some(count), Some(m2)) => Line {
            how: Text::each(|lang| {
                let (count, by_ha) = (format::number(count, 0, lang), format::number(count * 10_000.0 / m2 as f64, 1, lang));
                match lang {
                    domain::Lang::Fr => format!("{by_ha} par hectare ({count} emplois dits par le porteur)"),
                    domain::Lang::En => format!("{by_ha} by hectare ({count} jobs told by the holder)"),
                }
            }),
            ..unknown(jobs, &[])
        },
        _ => unknown(jobs, &["project.jobs_created", "brownfield.area_m2"]),
    };
    let unsourced = |label: Text| Line {
        how: Text::new(
            "inconnu : aucune constante publique n’a été trouvée pour un réemploi industriel",
            "unknown: no public constant was found for an industrial reuse",
        ),
        ..unknown(label, &[])
    };
    vec![spared, carbon, jobs, unsourced(Text::new("Impôts locaux", "Local taxes")), unsourced(Text::new("Énergie", "Energy"))]
}
