//! Regional investment aid: the largest amount by date, zone, size and eligible cost.
//!
//! Two breaks are worth a committee's eye: above `bonus_up_to` (50 M€) the SME bonus is lost for the whole cost, and above
//! the steps of large projects the rate of the zone is halved, then nil (R × (A + 0.50 B + 0 C), GBER art. 2(20)).

use crate::range::Range;
use crate::say::{join, say};
use crate::size::{Class, SizeJudgement};
use domain::{Cents, Date, Facts, Rate, Text};
use programmes::StateAid;
use programmes::state_aid::{LargeProjectSteps, RegionalMap, ZoneRate, in_force};

/// The zones of `place.afr_zone` that carry aid.
pub const ZONES: [&str; 3] = ["c", "c_low", "a"];

/// Ceiling (cents) for one zone rate and one class of firm, rounded down to the cent.
pub fn amount(map: &RegionalMap, steps: &LargeProjectSteps, zone: Rate, class: Class, eligible: Cents) -> Cents {
    if eligible > map.bonus_up_to || class == Class::Large {
        let full = eligible.min(steps.full_up_to);
        let half = eligible.min(steps.half_up_to).minus_or_zero(steps.full_up_to);
        // (A + B/2) × R without losing the half cent of B.
        let weighted = 2 * i128::from(full.0) + i128::from(half.0);
        return Cents((weighted * i128::from(zone.0) / 20_000) as i64);
    }
    eligible.share(rate(map, zone, class))
}

/// Rate with the SME bonus, as it applies up to `bonus_up_to`.
pub fn rate(map: &RegionalMap, zone: Rate, class: Class) -> Rate {
    let bonus = match class {
        Class::Small => map.small_bonus,
        Class::Medium => map.medium_bonus,
        Class::Large => Rate(0),
    };
    Rate(zone.0 + bonus.0)
}

/// The zones that the known facts leave open: the told one, otherwise all of them ("a" only overseas).
fn zones(facts: &Facts) -> Vec<&str> {
    match facts.str("place.afr_zone") {
        Some(zone) => vec![zone],
        None => {
            let mainland = facts.bool("place.overseas") == Some(false);
            std::iter::once("none").chain(ZONES.into_iter().filter(|zone| *zone != "a" || !mainland)).collect()
        }
    }
}

/// Ceiling of regional aid on `eligible`, over everything that the facts leave open (zone, size, new activity).
pub fn ceiling(facts: &Facts, size: &SizeJudgement, eligible: Option<Cents>, rules: &StateAid, on: Date) -> Range {
    let zones = zones(facts);
    if zones == ["none"] {
        return Range::exactly(
            Cents::ZERO,
            say!("La commune est hors zone : aucune aide à finalité régionale.", "The commune is outside the zones: no regional aid."),
        );
    }
    let new_activity = facts.bool("project.new_activity");
    let classes = size.classes();
    let Some(map) = in_force(&rules.regional, on) else {
        return Range::unknown(say!("Aucune carte connue au {x}.", "No map is known on {x}.", x = on), Vec::new());
    };
    let rates: Vec<&ZoneRate> = zones.iter().filter_map(|zone| map.zones.iter().find(|rate| rate.zone == *zone)).collect();
    let mut missing = Vec::new();
    if zones.len() > 1 {
        missing.push("place.afr_zone".to_owned());
    }
    if classes.len() != 1 {
        missing.extend(size.missing.iter().cloned());
    }
    let large_gate = classes.contains(&Class::Large) && rates.iter().any(|rate| rate.large_needs_new_activity);
    if large_gate && new_activity.is_none() {
        missing.push("project.new_activity".to_owned());
    }
    let (Some(eligible), Some(steps)) = (eligible, in_force(&rules.large_project, on)) else {
        missing.push("project.eligible_cost".to_owned());
        return Range::unknown(say!("Les dépenses éligibles sont inconnues.", "The eligible expenditure is unknown."), missing);
    };
    let mut amounts = Vec::new();
    let mut bounded = true;
    if zones.contains(&"none") {
        amounts.push(Cents::ZERO);
    }
    for zone in zones.iter().filter(|zone| **zone != "none") {
        let Some(rate) = rates.iter().find(|rate| rate.zone == *zone) else {
            // No source gives the rate of this zone at this date.
            amounts.push(Cents::ZERO);
            bounded = false;
            continue;
        };
        for class in &classes {
            let gated = *class == Class::Large && rate.large_needs_new_activity;
            if gated && new_activity != Some(true) {
                amounts.push(Cents::ZERO);
            }
            if !gated || new_activity != Some(false) {
                amounts.push(amount(map, steps, rate.large, *class, eligible));
                amounts.push(amount(map, steps, rate.large_most.unwrap_or(rate.large), *class, eligible));
            }
        }
    }
    let sure = amounts.iter().copied().min().unwrap_or(Cents::ZERO);
    let possible = if bounded && !amounts.is_empty() { amounts.into_iter().max() } else { None };
    if possible == Some(sure) {
        missing.clear();
    }
    Range { sure, possible, because: explain(map, steps, &rates, &classes, new_activity, eligible), missing }
}

fn explain(
    map: &RegionalMap,
    steps: &LargeProjectSteps,
    rates: &[&ZoneRate],
    classes: &[Class],
    new: Option<bool>,
    eligible: Cents,
) -> Text {
    let ([zone], [class]) = (rates, classes) else {
        return say!(
            "{map} : le plafond dépend de la zone et de la taille de l’entreprise.",
            "{map}: the ceiling depends on the zone and on the size of the firm.",
            map = &map.name
        );
    };
    if *class == Class::Large && zone.large_needs_new_activity && new == Some(false) {
        return say!(
            "En zone « c », une grande entreprise n’est aidée que pour une nouvelle activité.",
            "In a “c” zone, a large firm is aided only for a new activity."
        );
    }
    let limit = amount(map, steps, zone.large, *class, eligible);
    let how = if eligible > map.bonus_up_to && *class != Class::Large || eligible > steps.full_up_to {
        say!(
            "{r} × (part jusqu’à {a} + moitié de la part jusqu’à {b}), sans bonus PME au-delà de {c}",
            "{r} × (part up to {a} + half of the part up to {b}), no SME bonus above {c}",
            r = zone.large,
            a = steps.full_up_to,
            b = steps.half_up_to,
            c = map.bonus_up_to
        )
    } else {
        say!("{r} de {e}", "{r} of {e}", r = rate(map, zone.large, *class), e = eligible)
    };
    let range = zone.large_most.map_or_else(Text::default, |most| {
        say!(
            "Le taux de la zone va de {a} à {b} selon la région.",
            "The rate of the zone goes from {a} to {b} by region.",
            a = zone.large,
            b = most
        )
    });
    join([say!("{map} : {how} = {x}.", "{map}: {how} = {x}.", map = &map.name, how = how, x = limit), range])
}
