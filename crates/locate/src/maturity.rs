//! How far the procedures of a site are anticipated, for this project and at this date.
//!
//! The definition of 2020 names urban planning, preventive archaeology and the environment; the environment is split
//! in its two long studies. The four count equally: an assumption of the project.

use crate::need::{Need, covers};
use crate::seen::Seen;
use crate::utility::Range;
use domain::{Anticipation, AnticipationState, Date, Site, Status, Text, wave_said};

const GROUPS: [(&str, &str, &str); 4] = [
    ("plu", "urbanisme", "planning"),
    ("archaeology", "archéologie", "archaeology"),
    ("inventory", "faune et flore", "fauna and flora"),
    ("impact_study", "étude d’impact", "impact study"),
];

/// What a promise leaves open: a file lodged, or a procedure that the label implies but no source states.
const PROMISED: Range = Range { low: 0.5, high: 1.0 };

#[derive(Clone, Debug)]
pub struct Maturity<'s> {
    /// Of each group.
    ranges: [Range; GROUPS.len()],
    /// Labels in force.
    waves: Vec<&'s str>,
    pub status: Status,
}

impl Maturity<'_> {
    pub fn range(&self) -> Range {
        let mean = |end: fn(&Range) -> f64| self.ranges.iter().map(end).sum::<f64>() / GROUPS.len() as f64;
        Range { low: mean(|r| r.low), high: mean(|r| r.high) }
    }

    /// A label in force or a procedure is known.
    pub fn known(&self) -> bool {
        !self.waves.is_empty() || self.ranges.iter().any(|range| *range != Range::UNKNOWN)
    }

    /// "label juillet 2020 ; fait : urbanisme"; empty when nothing is known.
    pub fn said(&self) -> Text {
        let named = |test: &dyn Fn(Range) -> bool| {
            let kept = || GROUPS.iter().zip(self.ranges).filter(|(_, r)| test(*r)).map(|(group, _)| *group);
            Text::new(kept().map(|g| g.1).collect::<Vec<_>>().join(", "), kept().map(|g| g.2).collect::<Vec<_>>().join(", "))
        };
        let waves: Vec<Text> = self.waves.iter().map(|wave| wave_said(wave)).collect();
        let mut said = Vec::new();
        if !waves.is_empty() {
            said.push(Text::each(|lang| format!("label {}", waves.iter().map(|w| w.get(lang)).collect::<Vec<_>>().join(", "))));
        }
        for (test, fr, en) in [
            (&(|r: Range| r.low >= 1.0) as &dyn Fn(Range) -> bool, "fait", "done"),
            (&|r| r == PROMISED, "promis par le label ou déposé", "promised by the label or filed"),
            (&|r| r.high <= 0.0, "à faire ou expiré", "to do or expired"),
        ] {
            let groups = named(test);
            if !groups.is_empty() {
                said.push(Text::new(format!("{fr} : {}", groups.fr), format!("{en}: {}", groups.en)));
            }
        }
        let both = said.into_iter().reduce(|a, b| Text::new(format!("{} ; {}", a.fr, b.fr), format!("{}; {}", a.en, b.en)));
        both.unwrap_or_default()
    }
}

pub fn maturity<'s>(need: &Need, seen: &'s Seen) -> Maturity<'s> {
    let site = seen.site;
    let ranges = GROUPS.map(|(group, _, _)| range(need, seen, group));
    let counted = || site.anticipations.iter().filter(|a| GROUPS.iter().any(|g| g.0 == a.procedure));
    let status = match counted().next() {
        Some(first) if counted().all(|a| a.status == first.status) => first.status,
        Some(_) => Status::Assumed,
        None => Status::Declared,
    };
    Maturity { ranges, waves: labels(site, need.on).collect(), status }
}

/// Waves whose label was given by that date. A wave is dated by its year, or its month ("2020-07").
fn labels(site: &Site, on: Date) -> impl Iterator<Item = &str> {
    let given = move |wave: &str| {
        let mut parts = wave.split('-').map(str::parse::<i16>);
        match (parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month))) => (year, month) <= (on.year(), i16::from(on.month())),
            (Some(Ok(year)), _) => year <= on.year(),
            // Not a State wave: nothing says that it came later.
            _ => true,
        }
    };
    site.labels.iter().map(|label| label.wave.as_str()).filter(move |wave| given(wave))
}

fn range(need: &Need, seen: &Seen, group: &str) -> Range {
    let found = seen.anticipations().filter(|(a, _)| a.procedure == group).map(|(a, until)| worth(need, seen.site, a, until));
    found.max_by(|a, b| a.middle().total_cmp(&b.middle())).unwrap_or(Range::UNKNOWN)
}

fn worth(need: &Need, site: &Site, anticipation: &Anticipation, until: Option<Date>) -> Range {
    // A procedure without a date comes from the label: before the label, nothing is known of it.
    let before_label = anticipation.date.is_none() && !site.labels.is_empty() && labels(site, need.on).next().is_none();
    if before_label || anticipation.date.is_some_and(|date| date > need.on) || !in_scope(need, anticipation) {
        return Range::UNKNOWN;
    }
    match anticipation.state {
        _ if until.is_some_and(|until| until < need.on) => Range::exactly(0.0),
        AnticipationState::ToDo => Range::exactly(0.0),
        AnticipationState::Filed => PROMISED,
        AnticipationState::NotNeeded | AnticipationState::Obtained | AnticipationState::Waived => match anticipation.status {
            Status::Assumed => PROMISED,
            _ => Range::exactly(1.0),
        },
    }
}

/// What a study covered; outside its scope it may have to be done again, or not: unknown.
fn in_scope(need: &Need, anticipation: &Anticipation) -> bool {
    let scope = &anticipation.scope;
    let within = |limit: Option<f64>, need: Option<f64>| !matches!((limit, need), (Some(limit), Some(need)) if need > limit);
    let icpe = match (scope.icpe.as_deref(), need.icpe.as_deref()) {
        (Some(ceiling), Some(need)) => covers(ceiling, need).unwrap_or(false),
        _ => true,
    };
    within(scope.area_ha, need.area_ha) && within(scope.power_mva, need.power_mva) && icpe
}
