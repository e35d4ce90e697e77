//! One pair of flows judged point by point: what holds, what does not, what is not known, and what it would be worth.

use crate::distance::{break_even_km, road_tenths, yearly};
use crate::evidence::{Evidence, Knowledge};
use crate::flow::{Flow, Side, Substance};
use crate::hazard::received;
use crate::quantity::{Milli, Quantity, Unit, Usable, usable};
use crate::rules::{Level, Matching};
use crate::words::{km_told, quantity_told, substance_told};
use domain::{Answer, Cents, Rate, Source, Text, format};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What one gives, the other takes.
    Substitution,
    /// Both put it in common.
    Sharing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Code,
    Hazard,
    Temperature,
    Lot,
    Dates,
    Distance,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Check {
    pub topic: Topic,
    pub answer: Answer,
    pub reason: Text,
    pub source: Option<Source>,
}

/// A pair that could exchange, and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Lead {
    /// Identifiers of the two flows.
    pub supply: String,
    pub demand: String,
    pub kind: Kind,
    pub level: Level,
    /// Not met as soon as one check is not; unknown while one is.
    pub answer: Answer,
    pub checks: Vec<Check>,
    pub evidence: Evidence,
    /// Points of the codes and of the exchanges observed: the order of leads.
    pub points: u32,
    /// In a year, at most.
    pub usable: Option<(Milli, Unit)>,
    /// Of what can be used, how many times the larger of the two smallest lots.
    pub relevance: Option<f64>,
    /// By road, estimated.
    pub km: Option<f64>,
    pub break_even_km: Option<f64>,
    /// What a year earns both sides together, transport paid.
    pub yearly: Option<Cents>,
    /// What would settle it, one sentence each.
    pub missing: Vec<Text>,
}

/// None when these two have nothing in common, or are one and the same party.
pub fn explain(supply: &Flow, demand: &Flow, matching: &Matching, knowledge: &Knowledge) -> Option<Lead> {
    let shared = matches!(supply.substance, Substance::Shared(..));
    // Two that look for the same purchase, service or equipment can buy it together.
    let sides =
        supply.side == Side::Supply && demand.side == Side::Demand || shared && supply.side == demand.side && supply.side == Side::Demand;
    if !sides || supply.party.id == demand.party.id {
        return None;
    }
    let level = matching.level(&supply.substance, &demand.substance)?;
    let mut missing = Vec::new();
    let mut ask = |fr: &str, en: &str| missing.push(Text::new(fr, en));
    let mut checks = vec![code(supply, demand, level, matching)];
    checks.extend(hazard(supply, demand, matching, &mut ask));
    checks.extend(temperature(supply, demand, matching, &mut ask));
    checks.push(dates(supply, demand, &mut ask));
    let tenths = supply.place.zip(demand.place).map(|(from, to)| road_tenths(from, to, matching.detour.factor));
    checks.push(distance(supply, tenths, matching, &mut ask));
    let amount = amount(supply, demand, &mut ask);
    let relevance = lots(supply, demand, amount, &mut checks);
    let gain = gain(supply, demand, amount, &mut ask);
    let cost = matching.transport.cents_per_tonne_km;
    let yearly = gain.zip(amount).zip(tenths).map(|((gain, (amount, _)), tenths)| yearly(amount, gain, tenths, cost));
    let code = match supply.substance {
        Substance::Waste(code) => Some(code),
        _ => None,
    };
    let evidence = knowledge.evidence(&matching.points, supply.party.nace, code, demand.party.nace);
    Some(Lead {
        supply: supply.id.clone(),
        demand: demand.id.clone(),
        kind: if shared { Kind::Sharing } else { Kind::Substitution },
        level,
        answer: Answer::all(checks.iter().map(|check| check.answer)),
        points: matching.points_of(level) + evidence.points,
        checks,
        evidence,
        usable: amount,
        relevance,
        km: tenths.map(|tenths| tenths as f64 / 10.0),
        break_even_km: gain.and_then(|gain| break_even_km(gain, cost)),
        yearly,
        missing,
    })
}

fn code(supply: &Flow, demand: &Flow, level: Level, matching: &Matching) -> Check {
    let (fr, en) = match level {
        Level::Code6 => ("même code", "same code"),
        Level::Code4 => ("codes proches (mêmes quatre chiffres)", "near codes (same four digits)"),
        Level::Code2 => ("même chapitre de déchets seulement", "same chapter of waste only"),
        Level::Material => ("même classe de matière", "same class of matter"),
        Level::Utility => ("même fluide", "same fluid"),
        Level::Shared => ("même chose à partager", "same thing to share"),
    };
    let (given, wanted) = (substance_told(&supply.substance, matching), substance_told(&demand.substance, matching));
    let reason = Text::new(format!("{fr}\u{a0}: {} → {}", given.fr, wanted.fr), format!("{en}: {} → {}", given.en, wanted.en));
    let source = (level == Level::Material).then(|| matching.materials.source.clone());
    Check { topic: Topic::Code, answer: Answer::Met, reason, source }
}

type Ask<'a> = &'a mut dyn FnMut(&str, &str);

fn hazard(supply: &Flow, demand: &Flow, matching: &Matching, ask: Ask) -> Option<Check> {
    let hazardous = match &supply.substance {
        Substance::Waste(code) => code.hazardous,
        Substance::Material(_) => None,
        _ => return None,
    };
    let answer = received(hazardous, &demand.party.rubrics, matching);
    let known = demand.party.rubrics.join(", ");
    let reason = match (hazardous, answer) {
        (Some(false), _) => Text::new("déchet non dangereux", "waste that is not hazardous"),
        (_, Answer::Met) => Text::new(
            format!("receveur autorisé aux déchets dangereux (rubriques connues\u{a0}: {known})"),
            format!("receiver authorised for hazardous waste (rubrics known: {known})"),
        ),
        (_, Answer::NotMet) => Text::new(
            format!("déchet dangereux, et aucune des rubriques connues du receveur ne l’autorise ({known})"),
            format!("hazardous waste, and none of the rubrics known of the receiver allows it ({known})"),
        ),
        (Some(true), Answer::Unknown) => {
            ask("rubriques ICPE du receveur", "ICPE rubrics of the receiver");
            Text::new(
                "déchet dangereux\u{a0}: autorisation du receveur à vérifier",
                "hazardous waste: authorisation of the receiver to be checked",
            )
        }
        (None, Answer::Unknown) => {
            ask("code déchet de l’offre, avec son astérisque s’il est dangereux", "waste code of the supply, with its star if hazardous");
            Text::new("dangerosité non dite", "hazard not told")
        }
    };
    Some(Check { topic: Topic::Hazard, answer, reason, source: Some(matching.hazard.source.clone()) })
}

fn temperature(supply: &Flow, demand: &Flow, matching: &Matching, ask: Ask) -> Option<Check> {
    let celsius = |flow: &Flow| match flow.substance {
        Substance::Heat(celsius) | Substance::Steam(celsius) => Some(celsius),
        _ => None,
    };
    let (given, wanted) = (celsius(supply)?, celsius(demand)?);
    let pinch = matching.pinch.kelvin;
    let (answer, reason) = match given.zip(wanted) {
        None => {
            ask("températures de la chaleur donnée et demandée", "temperatures of the heat given and wanted");
            (Answer::Unknown, Text::new("température non dite", "temperature not told"))
        }
        Some((given, wanted)) => (
            Answer::from(given >= wanted + pinch),
            Text::each(|lang| {
                let number = |value| format::number(value, 1, lang);
                format!("{}\u{a0}°C → {}\u{a0}°C + {}\u{a0}°C", number(given), number(wanted), number(pinch))
            }),
        ),
    };
    Some(Check { topic: Topic::Temperature, answer, reason, source: Some(matching.pinch.source.clone()) })
}

fn dates(supply: &Flow, demand: &Flow, ask: Ask) -> Check {
    let (a, b) = (supply.available, demand.available);
    let apart = a.until.zip(b.from).is_some_and(|(end, start)| end < start) || b.until.zip(a.from).is_some_and(|(end, start)| end < start);
    let told = |of: crate::flow::Available| of.from.is_some() || of.until.is_some();
    let (answer, reason) = match (apart, told(a) && told(b)) {
        (true, _) => (Answer::NotMet, Text::new("jamais disponibles en même temps", "never available at the same time")),
        (false, true) => (Answer::Met, Text::new("disponibles en même temps", "available at the same time")),
        (false, false) => {
            ask("dates de disponibilité des deux côtés", "dates of availability on both sides");
            (Answer::Unknown, Text::new("dates non dites", "dates not told"))
        }
    };
    Check { topic: Topic::Dates, answer, reason, source: None }
}

fn distance(supply: &Flow, tenths: Option<i64>, matching: &Matching, ask: Ask) -> Check {
    let range = matching.range(&supply.substance);
    let (answer, reason) = match tenths {
        None => {
            ask("lieu des deux établissements", "place of both establishments");
            (Answer::Unknown, Text::new("distance inconnue", "distance not known"))
        }
        Some(tenths) => {
            let km = km_told(tenths);
            let told = |lang| format::number(range.km, 0, lang);
            let (fr, en) = (told(domain::Lang::Fr), told(domain::Lang::En));
            let reason = Text::new(
                format!("{} par la route, estimés, pour {fr}\u{a0}km au plus", km.fr),
                format!("{} by road, estimated, for {en}\u{a0}km at most", km.en),
            );
            (Answer::from(tenths as f64 <= range.km * 10.0), reason)
        }
    };
    Check { topic: Topic::Distance, answer, reason, source: Some(range.source.clone()) }
}

fn amount(supply: &Flow, demand: &Flow, ask: Ask) -> Option<(Milli, Unit)> {
    if matches!(supply.substance, Substance::Shared(..)) {
        return None;
    }
    let rate = demand.substitution.unwrap_or(Rate::percent(100));
    match usable(supply.quantity, demand.quantity, rate) {
        Usable::Known { unit, amount, seasons } => {
            if demand.substitution.is_none() {
                ask("part de son besoin que le receveur peut remplacer", "share of its need that the receiver can replace");
            }
            if !seasons {
                ask("quantités mois par mois", "quantities month by month");
            }
            Some((amount, unit))
        }
        Usable::OtherUnits => {
            ask("quantités dans la même unité", "quantities in the same unit");
            None
        }
        Usable::NotTold => {
            ask("quantités de l’offre et de la demande", "quantities of the supply and of the demand");
            None
        }
    }
}

/// A lot that was not told forbids nothing, and is no check.
fn lots(supply: &Flow, demand: &Flow, amount: Option<(Milli, Unit)>, checks: &mut Vec<Check>) -> Option<f64> {
    // A smallest lot is counted in the unit of its own flow.
    let of = |flow: &Flow| flow.minimum.zip(flow.quantity).map(|(minimum, Quantity { unit, .. })| (minimum, unit));
    let (amount, unit) = amount?;
    let lots = [supply, demand].into_iter().filter_map(of).filter(|(_, of)| *of == unit).map(|(minimum, _)| minimum);
    let minimum = lots.max().filter(|minimum| minimum.0 > 0)?;
    let relevance = amount.0 as f64 / minimum.0 as f64;
    let (used, lot) = (quantity_told(amount, unit), quantity_told(minimum, unit));
    let reason = Text::new(
        format!("{} utilisables par an, pour un lot d’au moins {}", used.fr, lot.fr),
        format!("{} usable a year, for a lot of {} at least", used.en, lot.en),
    );
    checks.push(Check { topic: Topic::Lot, answer: Answer::from(amount >= minimum), reason, source: None });
    Some(relevance)
}

/// What a tonne earns before it is carried: what the giver no longer pays, and the taker no longer buys, less the treatment.
/// All three told, or nothing: a cost that is not told is no zero. What one pays the other is earned by neither.
fn gain(supply: &Flow, demand: &Flow, amount: Option<(Milli, Unit)>, ask: Ask) -> Option<Cents> {
    let unit = amount?.1;
    if unit != Unit::Tonne {
        ask("coût de la canalisation", "cost of the pipe");
        return None;
    }
    if supply.disposal.is_none() {
        ask("coût d’élimination payé aujourd’hui par le donneur", "cost of disposal that the giver pays today");
    }
    if demand.price.is_none() {
        ask("prix de ce que le receveur achète aujourd’hui", "price of what the receiver buys today");
    }
    let treatment = supply.treatment.or(demand.treatment);
    if treatment.is_none() {
        ask("coût de préparation (0 s’il n’y en a pas)", "cost of treatment (0 if there is none)");
    }
    Some(supply.disposal? + demand.price? - treatment?)
}
