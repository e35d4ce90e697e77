//! What a criterion reads of a site: a value, an interval, or nothing. Nothing is neither good nor bad: it can be anywhere.

use super::{Ask, Reading, Spec};
use crate::maturity::{Maturity, maturity};
use crate::need::Need;
use crate::requirements::{distance, give_or_take};
use crate::seen::Seen;
use crate::utility::{FAR_KM, Range, line, room};
use crate::words::{km, written};
use domain::{Answer, Datum, Lang, Site, Source, Status, Text, Value};

/// What a criterion found on a site.
pub struct Read<'s> {
    /// Where the utility can lie.
    pub range: Range,
    /// The utility used in the score: the value's when one is known, the middle of the range otherwise.
    pub middle: f64,
    pub known: bool,
    pub answer: Answer,
    pub value: Option<Said<'s>>,
    pub status: Option<Status>,
    pub source: Option<&'s Source>,
}

/// A value before it is put in words: of a long list, few sites are ever explained.
pub enum Said<'s> {
    YesNo(bool),
    /// Its lower and upper end.
    Figure(f64, f64),
    /// The same of all the land, when how much of it is free is not known.
    Total(f64, f64),
    /// Kilometres, and how far off they can be.
    Distance(f64, f64),
    Maturity(Box<Maturity<'s>>),
}

impl Said<'_> {
    pub fn text(&self, spec: &Spec) -> Text {
        match self {
            Said::YesNo(true) => Text::new("oui", "yes"),
            Said::YesNo(false) => Text::new("non", "no"),
            Said::Figure(low, high) => spec.said(*low, *high),
            Said::Total(low, high) => {
                let shown = spec.said(*low, *high);
                Text::new(format!("{} au total, surface libre inconnue", shown.fr), format!("{} in all, free area unknown", shown.en))
            }
            Said::Distance(distance, doubt) => {
                let (shown, about) = (km(*distance), give_or_take(*doubt));
                Text::new([&*shown.fr, &*about.fr].concat(), [&*shown.en, &*about.en].concat())
            }
            Said::Maturity(found) => found.said(),
        }
    }
}

/// All the land of a site, free or not, in hectares.
pub const TOTAL: [&str; 3] = ["area_ha", "area_ha_low", "area_ha_high"];

/// A figure of a site: exact when both ends are the same; an end that is not known is infinite.
pub struct Measure<'s> {
    pub low: f64,
    pub high: f64,
    pub datum: &'s Datum,
}

/// The figure of these keys: the value itself, else its bounds.
pub fn measure<'s>(site: &'s Seen, keys: &[&'static str; 3]) -> Option<Measure<'s>> {
    let number = |key: &str| match site.get(key) {
        Some(datum @ Datum { value: Value::Number(value), .. }) if value.is_finite() => Some((*value, datum)),
        _ => None,
    };
    if let Some((value, datum)) = number(keys[0]) {
        return Some(Measure { low: value, high: value, datum });
    }
    match (number(keys[1]), number(keys[2])) {
        // Bounds the wrong way round bound nothing.
        (Some((low, datum)), Some((high, _))) if low <= high => Some(Measure { low, high, datum }),
        (Some((low, datum)), None) => Some(Measure { low, high: f64::INFINITY, datum }),
        (None, Some((high, datum))) => Some(Measure { low: f64::NEG_INFINITY, high, datum }),
        _ => None,
    }
}

/// Is anything known, whatever it is worth?
pub fn known(spec: &Spec, need: &Need, site: &Seen) -> bool {
    match spec.reading {
        Reading::Maturity => maturity(need, site).known(),
        Reading::Distance => distance(need, site.site).is_some(),
        Reading::Yes | Reading::No => site.bool(spec.keys[0]).is_some(),
        Reading::Area | Reading::Line { .. } | Reading::Room => measure(site, &spec.keys).is_some(),
    }
}

pub fn read<'s>(spec: &Spec, need: &Need, site: &'s Seen) -> Read<'s> {
    match spec.reading {
        Reading::Area => read_area(spec, need, site),
        Reading::Distance => read_distance(need, site.site),
        Reading::Maturity => read_maturity(need, site),
        Reading::Yes => yes_no(site, spec.keys[0], true),
        Reading::No => yes_no(site, spec.keys[0], false),
        Reading::Line { .. } | Reading::Room => measured(spec, need, site),
    }
}

fn unknown<'s>(range: Range) -> Read<'s> {
    Read { range, middle: range.middle(), known: false, answer: Answer::Unknown, value: None, status: None, source: None }
}

fn yes_no<'s>(site: &'s Seen, key: &str, good: bool) -> Read<'s> {
    let Some(datum) = site.get(key) else { return unknown(Range::UNKNOWN) };
    let Value::Bool(value) = datum.value else { return unknown(Range::UNKNOWN) };
    let range = Range::yes_no(value == good);
    Read {
        range,
        middle: range.middle(),
        known: true,
        answer: Answer::from(value == good),
        value: Some(Said::YesNo(value)),
        status: Some(datum.status),
        source: datum.source.as_ref(),
    }
}

fn measured<'s>(spec: &Spec, need: &Need, site: &'s Seen) -> Read<'s> {
    let Some(found) = measure(site, &spec.keys) else { return unknown(Range::UNKNOWN) };
    let utility = |value: f64| worth(spec, need, value);
    let (a, b) = (utility(found.low), utility(found.high));
    let range = Range { low: a.min(b), high: a.max(b) };
    Read {
        range,
        middle: range.middle(),
        known: found.low.is_finite() && found.high.is_finite(),
        answer: if found.low.is_finite() && found.high.is_finite() { Answer::Met } else { Answer::Unknown },
        value: Some(Said::Figure(found.low, found.high)),
        status: Some(found.datum.status),
        source: found.datum.source.as_ref(),
    }
}

/// The utility of a value: against what the project asks when it says so, between the anchors otherwise.
fn worth(spec: &Spec, need: &Need, value: f64) -> f64 {
    match (spec.reading, spec.ask) {
        (Reading::Room | Reading::Line { .. }, Ask::AtLeast(fact)) if need.number(fact).is_some_and(|n| n > 0.0) => {
            need.number(fact).map_or(0.5, |asked| room(value, asked))
        }
        // The limit of the project is the worst that counts, unless it is better than the best anchor.
        (Reading::Line { worst, best }, Ask::AtMost(fact)) => match need.number(fact) {
            Some(limit) if limit > best => line(value, limit, best),
            _ => line(value, worst, best),
        },
        (Reading::Line { worst, best }, _) => line(value, worst, best),
        _ => 0.5,
    }
}

impl Spec {
    /// "12 MVA", "between 8 and 12 MVA", "at least 8 MVA".
    pub fn said(&self, low: f64, high: f64) -> Text {
        let with = |value: f64| Text::new(written(value, self.unit.0, Lang::Fr), written(value, self.unit.1, Lang::En));
        if low == high {
            return with(low);
        }
        let (least, most) = (with(low), with(high));
        match (low.is_finite(), high.is_finite()) {
            (true, true) => Text::new(format!("de {} à {}", least.fr, most.fr), format!("from {} to {}", least.en, most.en)),
            (true, false) => Text::new(format!("au moins {}", least.fr), format!("at least {}", least.en)),
            _ => Text::new(format!("au plus {}", most.fr), format!("at most {}", most.en)),
        }
    }
}

fn read_area<'s>(spec: &Spec, need: &Need, site: &'s Seen) -> Read<'s> {
    let utility = |area: f64| need.area_ha.map_or(0.5, |need| room(area, need));
    if let Some(free) = measure(site, &spec.keys) {
        let range = Range { low: utility(free.low.max(0.0)), high: utility(free.high) };
        let known = free.low.is_finite() && free.high.is_finite();
        return Read {
            range,
            middle: range.middle(),
            known,
            answer: if known { Answer::Met } else { Answer::Unknown },
            value: Some(Said::Figure(free.low, free.high)),
            status: Some(free.datum.status),
            source: free.datum.source.as_ref(),
        };
    }
    match measure(site, &TOTAL) {
        // The total bounds what is free; how much is free is not known.
        Some(total) => Read {
            value: Some(Said::Total(total.low, total.high)),
            status: Some(total.datum.status),
            source: total.datum.source.as_ref(),
            ..unknown(Range { low: 0.0, high: utility(total.high) })
        },
        None => unknown(Range::UNKNOWN),
    }
}

fn read_distance<'s>(need: &Need, site: &'s Site) -> Read<'s> {
    let far = need.max_km.filter(|max| *max > 0.0).unwrap_or(FAR_KM);
    let Some((distance, doubt)) = distance(need, site) else { return unknown(Range::UNKNOWN) };
    let utility = |distance: f64| line(distance, far, 0.0);
    Read {
        range: Range { low: utility(distance + doubt), high: utility((distance - doubt).max(0.0)) },
        middle: utility(distance),
        known: true,
        answer: Answer::Met,
        value: Some(Said::Distance(distance, doubt)),
        status: Some(Status::Computed),
        source: None,
    }
}

fn read_maturity<'s>(need: &Need, seen: &'s Seen) -> Read<'s> {
    let (site, found) = (seen.site, maturity(need, seen));
    let (range, known) = (found.range(), found.known());
    Read {
        range,
        middle: range.middle(),
        known,
        answer: if known { Answer::Met } else { Answer::Unknown },
        status: known.then_some(found.status),
        source: known.then(|| site.labels.last().map_or(&site.source, |label| &label.source)),
        value: known.then(|| Said::Maturity(Box::new(found))),
    }
}
