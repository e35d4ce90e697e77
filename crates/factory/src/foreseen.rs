//! What the other stations say of each site before the sites are ranked: when power is there, what the aid zone allows, how long
//! the formalities last. A site that says so itself is left as it is; what nothing tells stays unknown.

use crate::assemble::builds;
use crate::sited::{self, Power};
use domain::{Date, Datum, Facts, Mark, Project, Site, Source, Status, Value};
use locate::Seen;
use programmes::Rulebook;
use programmes::state_aid::in_force;
use rayon::prelude::*;
use reference::Reference;
use schedule::Outlook;
use schedule::window::months_until;
use std::ops::Bound;

/// The sites in their order, each with what is foreseen of it for this project.
pub fn foreseen<'s>(
    project: &Project,
    sites: impl IntoIterator<Item = &'s Site>,
    rulebook: &Rulebook,
    reference: &Reference,
) -> Vec<Seen<'s>> {
    let (facts, on) = (&project.facts, project.judged_on);
    let start = start(project);
    let outlook = builds(facts).then(|| Outlook::new(facts, &rulebook.procedures, start));
    let one = |site: &'s Site| {
        let mut found = Vec::new();
        found.extend(wait_for_power(site, start).map(|datum| ("power_months", datum)));
        if let Some((low, high, source)) = ceiling(site, facts, rulebook, reference, on) {
            match low == high {
                true => found.push(("afr_pct", computed(low, source))),
                false => found.extend([("afr_pct_low", computed(low, source.clone())), ("afr_pct_high", computed(high, source))]),
            }
        }
        if let Some(outlook) = &outlook {
            let (connection, progress) = sited::connection(site, facts, &rulebook.procedures, start);
            // A site of which nothing is told is not a bare one: it is unknown.
            if !site.anticipations.is_empty() || connection.is_some() || !progress.is_empty() {
                let months = outlook.on(site.anticipations.iter().chain(&connection), &progress);
                let source = Source::new("Calendrier des procédures, calculé pour ce projet sur ce site", Mark::Computed);
                found.push(("permit_months", computed(tenths(months.decision), source.clone())));
                found.push(("ready_months", computed(tenths(months.ready), source)));
            }
        }
        found.retain(|(key, _)| !tells(site, key));
        let ends = site.anticipations.iter().map(|a| schedule::expires(a, &rulebook.procedures)).collect();
        Seen { site, foreseen: found, ends }
    };
    // Each site alone, on all cores, in their order.
    sites.into_iter().collect::<Vec<_>>().into_par_iter().map(one).collect()
}

/// When the calendar of a project begins.
pub(crate) fn start(project: &Project) -> Date {
    let on = project.judged_on;
    project.facts.date("project.start").unwrap_or(on).max(on)
}

/// The site has the figure, or a bound of it.
fn tells(site: &Site, key: &str) -> bool {
    let figure = key.strip_suffix("_low").or_else(|| key.strip_suffix("_high")).unwrap_or(key);
    // Keys in their order: those of the figure and of its bounds follow one another.
    let from = (Bound::Included(figure), Bound::Unbounded);
    let mut ends = site.attributes.range::<str, _>(from).map_while(|(told, _)| told.strip_prefix(figure));
    ends.any(|end| matches!(end, "" | "_low" | "_high"))
}

fn computed(value: f64, source: Source) -> Datum {
    Datum { value: Value::Number(value), status: Status::Computed, source: Some(source) }
}

fn tenths(months: f64) -> f64 {
    (months * 10.0).round() / 10.0
}

/// Months until the power that the site declares is there; a power without a day says nothing of when.
fn wait_for_power(site: &Site, start: Date) -> Option<Datum> {
    let power = Power::of(site)?;
    let months = months_until(start, power.on?).max(0.0);
    Some(computed(tenths(months), power.source.clone()))
}

/// What regional aid may pay of a large firm’s investment there, in per cent: the least and the most of the zone.
fn ceiling(site: &Site, facts: &Facts, rulebook: &Rulebook, reference: &Reference, on: Date) -> Option<(f64, f64, Source)> {
    let commune = site.commune.as_deref()?;
    let known = reference.commune(commune).and_then(|c| reference.afr_zone(c, on)).map(|(zone, _)| zone);
    // What is told of the commune of the project holds for the sites of that commune.
    let told = || facts.str("place.afr_zone").filter(|_| facts.str("project.commune") == Some(commune)).map(str::to_owned);
    let zone = known.or_else(told)?;
    if zone == "none" {
        let source = facts.get("place.afr_zone").and_then(|datum| datum.source.clone()).unwrap_or_default();
        return Some((0.0, 0.0, source));
    }
    let map = in_force(&rulebook.state_aid.regional, on)?;
    let rate = map.zones.iter().find(|rate| rate.zone == zone)?;
    let percent = |rate: domain::Rate| f64::from(rate.0) / 100.0;
    Some((percent(rate.large), percent(rate.large_most.unwrap_or(rate.large)), rate.source.clone()))
}
