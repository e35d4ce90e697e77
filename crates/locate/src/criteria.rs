//! The criteria, which of them tell these sites apart for this need, and what each reads of a site.

use crate::maturity::maturity;
use crate::need::Need;
use crate::ranking::Criterion;
use crate::requirements::{distance, give_or_take};
use crate::utility::{FAR_KM, LABOUR, MOTORWAY_KM, PRICE_EUR_M2, Range, line, room};
use crate::weights::Weights;
use crate::words::{figure, hectares, km, number};
use domain::{Answer, Datum, Site, Source, Status, Text, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Area,
    Distance,
    Maturity,
    Power,
    Rail,
    Motorway,
    Labour,
    Brownfield,
    Price,
    Water,
    Gas,
}

use Kind::*;

pub const ALL: [Kind; 11] = [Area, Distance, Maturity, Power, Rail, Motorway, Labour, Brownfield, Price, Water, Gas];

/// A criterion kept for this ranking; `weight` is its share of the whole.
#[derive(Clone, Copy)]
pub struct Chosen {
    pub kind: Kind,
    pub weight: f64,
}

/// What a criterion found on a site.
pub struct Read {
    /// Where the utility can lie.
    pub range: Range,
    /// The utility used in the score: the value's when one is known, the middle of the range otherwise.
    pub middle: f64,
    pub known: bool,
    pub answer: Answer,
    pub value: Option<Text>,
    pub status: Option<Status>,
    pub source: Option<Source>,
}

impl Chosen {
    pub fn shown(self) -> Criterion {
        Criterion { id: self.kind.id().into(), label: self.kind.label(), weight: self.weight, method: self.kind.method() }
    }
}

/// Does the project ask for it? `None`: it does not say.
fn asked(kind: Kind, need: &Need) -> Option<bool> {
    match kind {
        Area => need.area_ha.map(|_| true),
        Distance => need.origin.map(|_| true),
        Power => need.power_mva.map(|_| true),
        Rail => need.rail,
        Motorway => need.motorway,
        Brownfield => need.brownfield,
        // Asked for by the projects that use them; nobody ranks sites on them otherwise.
        Water => Some(need.water == Some(true)),
        Gas => Some(need.gas == Some(true)),
        Maturity | Labour | Price => None,
    }
}

/// The criteria that apply, their weights brought to a sum of 1, and what was left out with its reason.
pub fn choose<T>(need: &Need, sites: &[(&Site, T)], weights: &Weights) -> (Vec<Chosen>, Vec<Text>) {
    let (mut chosen, mut limits) = (Vec::new(), Vec::new());
    for kind in ALL {
        let label = kind.label();
        match asked(kind, need) {
            Some(true) => {}
            Some(false) => continue,
            None if matches!(kind, Area | Distance | Power) => {
                limits.push(Text::new(
                    format!("« {} » n’est pas comparé : le projet ne dit pas encore ce qu’il lui faut.", label.fr),
                    format!("“{}” is not compared: the project does not say yet what it needs.", label.en),
                ));
                continue;
            }
            None if sites.iter().any(|(site, _)| read(kind, need, site).value.is_some()) => {}
            None => {
                limits.push(Text::new(
                    format!("« {} » n’est pas comparé : aucun site ne le renseigne et le projet ne le demande pas.", label.fr),
                    format!("“{}” is not compared: no site gives it and the project does not ask for it.", label.en),
                ));
                continue;
            }
        }
        chosen.push(Chosen { kind, weight: weights.of(kind.id()) });
    }
    let total: f64 = chosen.iter().map(|c| c.weight).sum();
    if total > 0.0 {
        chosen.retain(|c| c.weight > 0.0);
        chosen.iter_mut().for_each(|c| c.weight /= total);
    } else {
        // Every weight at zero says nothing: all count the same.
        let share = 1.0 / chosen.len().max(1) as f64;
        chosen.iter_mut().for_each(|c| c.weight = share);
    }
    (chosen, limits)
}

pub fn read(kind: Kind, need: &Need, site: &Site) -> Read {
    match kind {
        Area => read_area(need, site),
        Distance => read_distance(need, site),
        Maturity => {
            let found = maturity(need, site);
            let known = found.value.is_some();
            Read {
                range: found.range,
                middle: found.range.middle(),
                known,
                answer: if known { Answer::Met } else { Answer::Unknown },
                status: known.then_some(found.status),
                source: known.then(|| site.labels.last().map_or(&site.source, |label| &label.source).clone()),
                value: found.value,
            }
        }
        Power => measured(site, "power_mva", |mva| (need.power_mva.map_or(0.5, |need| room(mva, need)), figure(mva, "MVA"))),
        Rail => yes_no(site, "rail"),
        Motorway => measured(site, "motorway_km", |far| (line(far, MOTORWAY_KM.1, MOTORWAY_KM.0), km(far))),
        Labour => measured(site, "labour_30min", |people| (line(people, LABOUR.1, LABOUR.0), number(people, 0))),
        Brownfield => yes_no(site, "brownfield"),
        Price => measured(site, "price_eur_m2", |price| (line(price, PRICE_EUR_M2.1, PRICE_EUR_M2.0), figure(price, "€/m²"))),
        Water => yes_no(site, "process_water"),
        Gas => yes_no(site, "gas"),
    }
}

fn unknown(range: Range) -> Read {
    Read { range, middle: range.middle(), known: false, answer: Answer::Unknown, value: None, status: None, source: None }
}

fn known(utility: f64, answer: Answer, value: Text, datum: &Datum) -> Read {
    let (status, source) = (Some(datum.status), datum.source.clone());
    Read { range: Range::exactly(utility), middle: utility, known: true, answer, value: Some(value), status, source }
}

fn yes_no(site: &Site, key: &str) -> Read {
    let Some(datum) = site.attributes.get(key) else { return unknown(Range::UNKNOWN) };
    let Value::Bool(value) = datum.value else { return unknown(Range::UNKNOWN) };
    let shown = if value { Text::new("oui", "yes") } else { Text::new("non", "no") };
    known(Range::yes_no(value).middle(), Answer::from(value), shown, datum)
}

fn measured(site: &Site, key: &str, utility: impl Fn(f64) -> (f64, Text)) -> Read {
    match site.attributes.get(key) {
        Some(datum @ Datum { value: Value::Number(value), .. }) if value.is_finite() => {
            let (utility, shown) = utility(*value);
            known(utility, Answer::Met, shown, datum)
        }
        _ => unknown(Range::UNKNOWN),
    }
}

fn read_area(need: &Need, site: &Site) -> Read {
    let utility = |area: f64| need.area_ha.map_or(0.5, |need| room(area, need));
    let free = measured(site, "available_ha", |free| (utility(free), hectares(free)));
    if free.known {
        return free;
    }
    match measured(site, "area_ha", |total| (utility(total), hectares(total))) {
        // The total bounds what is free; how much is free is not known.
        Read { known: true, middle, value: Some(total), status, source, .. } => Read {
            value: Some(Text::new(
                format!("{} au total, surface libre inconnue", total.fr),
                format!("{} in all, free area unknown", total.en),
            )),
            status,
            source,
            ..unknown(Range { low: 0.0, high: middle })
        },
        _ => free,
    }
}

fn read_distance(need: &Need, site: &Site) -> Read {
    let far = need.max_km.filter(|max| *max > 0.0).unwrap_or(FAR_KM);
    let Some((distance, doubt)) = distance(need, site) else { return unknown(Range::UNKNOWN) };
    let utility = |distance: f64| line(distance, far, 0.0);
    let (shown, about) = (km(distance), give_or_take(doubt));
    Read {
        range: Range { low: utility(distance + doubt), high: utility((distance - doubt).max(0.0)) },
        middle: utility(distance),
        known: true,
        answer: Answer::Met,
        value: Some(Text::new([&*shown.fr, &*about.fr].concat(), [&*shown.en, &*about.en].concat())),
        status: Some(Status::Computed),
        source: None,
    }
}
