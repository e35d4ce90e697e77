//! Hard requirements: a site is excluded only by a value that is known; an unknown one is listed "to check".

use crate::need::{Need, covers};
use crate::utility::APPROXIMATE_KM;
use crate::words::{figure, hectares, km};
use domain::{Position, Site, Text, Value};

#[derive(Default)]
pub struct Checks {
    pub failed: Vec<Text>,
    pub to_check: Vec<Text>,
}

/// Distance from the origin, and how far off it can be when a position is approximate (km).
pub fn distance(need: &Need, site: &Site) -> Option<(f64, f64)> {
    let (origin, position): (Position, Position) = (need.origin?, site.position?);
    let doubt = [origin, position].iter().filter(|p| p.approximate).count() as f64 * APPROXIMATE_KM;
    Some((origin.distance_km(position), doubt))
}

pub fn check(need: &Need, site: &Site) -> Checks {
    let mut checks = Checks::default();
    if let Some(area) = need.area_ha {
        check_area(&mut checks, area, site);
    }
    if let Some(power) = need.power_mva {
        match site.number("power_mva") {
            Some(mva) if mva < power => checks.failed.push(less("Puissance", "Power", &figure(mva, "MVA"), &figure(power, "MVA"))),
            Some(_) => {}
            None => checks.to_check.push(asked("Puissance électrique inconnue", "Electric power unknown", &figure(power, "MVA"))),
        }
    }
    if need.rail == Some(true) {
        match site.bool("rail") {
            Some(false) => checks.failed.push(Text::new(
                "Pas d’embranchement ferroviaire, alors que le projet en a besoin",
                "No rail siding, while the project needs one",
            )),
            Some(true) => {}
            None => checks.to_check.push(Text::new(
                "Embranchement ferroviaire inconnu, alors que le projet en a besoin",
                "Rail siding unknown, while the project needs one",
            )),
        }
    }
    if let Some(max) = need.max_km {
        check_distance(&mut checks, max, distance(need, site));
    }
    if let Some(icpe) = need.icpe.as_deref() {
        check_icpe(&mut checks, icpe, site);
    }
    checks
}

fn less(fr: &str, en: &str, has: &Text, asked: &Text) -> Text {
    Text::new(format!("{fr} : {} < {} demandés", has.fr, asked.fr), format!("{en}: {} < {} asked", has.en, asked.en))
}

fn asked(fr: &str, en: &str, need: &Text) -> Text {
    Text::new(format!("{fr} ({} demandés)", need.fr), format!("{en} ({} asked)", need.en))
}

fn check_area(checks: &mut Checks, area: f64, site: &Site) {
    let need = hectares(area);
    match (site.number("available_ha"), site.number("area_ha")) {
        (Some(free), _) if free < area => checks.failed.push(less("Surface disponible", "Available area", &hectares(free), &need)),
        (Some(_), _) => {}
        (None, Some(total)) if total < area => checks.failed.push(less("Surface totale", "Total area", &hectares(total), &need)),
        (None, Some(total)) => checks.to_check.push(Text::new(
            format!("Surface disponible inconnue ({} au total, {} demandés)", hectares(total).fr, need.fr),
            format!("Available area unknown ({} in all, {} asked)", hectares(total).en, need.en),
        )),
        (None, None) => checks.to_check.push(asked("Surface inconnue", "Area unknown", &need)),
    }
}

fn check_distance(checks: &mut Checks, max: f64, distance: Option<(f64, f64)>) {
    let limit = km(max);
    match distance {
        Some((far, doubt)) if far - doubt > max => checks.failed.push(Text::new(
            format!("Distance : {}{} > {} au plus", km(far).fr, give_or_take(doubt).fr, limit.fr),
            format!("Distance: {}{} > {} at most", km(far).en, give_or_take(doubt).en, limit.en),
        )),
        Some((far, doubt)) if far + doubt > max => checks.to_check.push(Text::new(
            format!("Distance approchée : {}{}, pour {} au plus", km(far).fr, give_or_take(doubt).fr, limit.fr),
            format!("Approximate distance: {}{}, for {} at most", km(far).en, give_or_take(doubt).en, limit.en),
        )),
        Some(_) => {}
        None => checks
            .to_check
            .push(Text::new(format!("Distance inconnue ({} au plus)", limit.fr), format!("Distance unknown ({} at most)", limit.en))),
    }
}

/// " (à 20 km près)" for an approximate position, nothing otherwise.
pub fn give_or_take(doubt: f64) -> Text {
    if doubt == 0.0 {
        return Text::default();
    }
    Text::new(format!(" (à {} près)", km(doubt).fr), format!(" (give or take {})", km(doubt).en))
}

fn check_icpe(checks: &mut Checks, need: &str, site: &Site) {
    let admitted = match site.attributes.get("icpe_max").map(|datum| &datum.value) {
        Some(Value::Code(ceiling)) => covers(ceiling, need),
        _ => None,
    };
    match admitted {
        Some(true) => {}
        Some(false) => checks.failed.push(Text::new(
            "Régime ICPE du projet plus lourd que ce que le site admet",
            "ICPE regime of the project heavier than the site admits",
        )),
        // Below authorisation, no source lists what a site refuses: asking it of every site would only be noise.
        None if covers("registration", need) == Some(false) => checks.to_check.push(Text::new(
            "Compatibilité du site avec le régime ICPE du projet inconnue",
            "Compatibility of the site with the project’s ICPE regime unknown",
        )),
        None => {}
    }
}
