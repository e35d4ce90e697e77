//! Hard requirements: a site is excluded only by a value that is known; an unknown one is listed "to check".

use crate::criteria::{ALL, Ask, Measure, Reading, Spec, TOTAL, measure};
use crate::need::{Need, covers};
use crate::seen::Seen;
use crate::utility::APPROXIMATE_KM;
use crate::words::{hectares, km};
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

/// What the project asks of every site, read once.
pub struct Requirements<'n> {
    need: &'n Need,
    /// Hectares.
    area: Option<(&'static Spec, f64)>,
    /// The limit, and whether the site must reach it or stay within it.
    bounds: Vec<(&'static Spec, f64, bool)>,
    musts: Vec<&'static Spec>,
}

pub fn requirements(need: &Need) -> Requirements<'_> {
    let (mut bounds, mut musts) = (Vec::new(), Vec::new());
    // Area and distance have their own words: see below.
    for spec in ALL.iter().filter(|s| !matches!(s.reading, Reading::Area | Reading::Distance)) {
        match spec.ask {
            Ask::AtLeast(fact) => bounds.extend(need.number(fact).map(|limit| (spec, limit, true))),
            Ask::AtMost(fact) => bounds.extend(need.number(fact).map(|limit| (spec, limit, false))),
            Ask::Must(_) if need.bool_of(spec.ask) == Some(true) => musts.push(spec),
            Ask::Must(_) | Ask::Wanted(_) | Ask::Nothing => {}
        }
    }
    let area = ALL.iter().find(|s| s.reading == Reading::Area).zip(need.area_ha);
    Requirements { need, area, bounds, musts }
}

pub fn check(asked: &Requirements, site: &Seen) -> Checks {
    let need = asked.need;
    let mut checks = Checks::default();
    if let Some((spec, area)) = asked.area {
        check_area(&mut checks, spec, area, site);
    }
    for (spec, limit, at_least) in &asked.bounds {
        check_bound(&mut checks, spec, site, *limit, *at_least);
    }
    for spec in &asked.musts {
        check_must(&mut checks, spec, site);
    }
    if let Some(max) = need.max_km {
        check_distance(&mut checks, max, distance(need, site.site));
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

/// A known figure on the wrong side excludes; one that may be on either side is to check; an unknown plot says no more
/// than the unknown area does.
fn check_bound(checks: &mut Checks, spec: &Spec, site: &Seen, limit: f64, at_least: bool) {
    // Words are for the few sites that need some.
    let words = || (spec.label(), spec.said(limit, limit));
    let (sign, fr, en) = if at_least { ("<", "demandés", "asked") } else { (">", "au plus", "at most") };
    match measure(site, &spec.keys) {
        Some(Measure { low, high, .. }) => {
            let (refused, fits) = if at_least { (high < limit, low >= limit) } else { (low > limit, high <= limit) };
            if !refused && fits {
                return;
            }
            let ((label, need), shown) = (words(), spec.said(low, high));
            let said = Text::new(
                format!("{} : {} {sign} {} {fr}", label.fr, shown.fr, need.fr),
                format!("{}: {} {sign} {} {en}", label.en, shown.en, need.en),
            );
            if refused {
                checks.failed.push(said);
            } else {
                checks.to_check.push(Text::new(
                    format!("{} : {}, pour {} {fr}", label.fr, shown.fr, need.fr),
                    format!("{}: {}, for {} {en}", label.en, shown.en, need.en),
                ));
            }
        }
        None if spec.id == "plot" => {}
        None => {
            let (label, need) = words();
            let (said_fr, said_en) =
                (format!("{} : inconnu ({} {fr})", label.fr, need.fr), format!("{}: unknown ({} {en})", label.en, need.en));
            checks.to_check.push(Text::new(said_fr, said_en));
        }
    }
}

fn check_must(checks: &mut Checks, spec: &Spec, site: &Seen) {
    let (fr, en) = spec.label;
    match site.bool(spec.keys[0]) {
        Some(true) => {}
        Some(false) => checks
            .failed
            .push(Text::new(format!("{fr} : non, alors que le projet en a besoin"), format!("{en}: no, while the project needs it"))),
        None => checks.to_check.push(Text::new(
            format!("{fr} : inconnu, alors que le projet en a besoin"),
            format!("{en}: unknown, while the project needs it"),
        )),
    }
}

/// As [`check_bound`], but that the whole land bounds what is free of it.
fn check_area(checks: &mut Checks, spec: &Spec, area: f64, site: &Seen) {
    let need = || hectares(area);
    let said = |found: &Measure| spec.said(found.low, found.high);
    match (measure(site, &spec.keys), measure(site, &TOTAL)) {
        (Some(free), _) if free.high < area => checks.failed.push(less("Surface disponible", "Available area", &said(&free), &need())),
        (Some(free), _) if free.low < area => checks.to_check.push(Text::new(
            format!("Surface disponible : {}, pour {} demandés", said(&free).fr, need().fr),
            format!("Available area: {}, for {} asked", said(&free).en, need().en),
        )),
        (Some(_), _) => {}
        (None, Some(total)) if total.high < area => checks.failed.push(less("Surface totale", "Total area", &said(&total), &need())),
        (None, Some(total)) => checks.to_check.push(Text::new(
            format!("Surface disponible inconnue ({} au total, {} demandés)", said(&total).fr, need().fr),
            format!("Available area unknown ({} in all, {} asked)", said(&total).en, need().en),
        )),
        (None, None) => checks.to_check.push(asked("Surface inconnue", "Area unknown", &need())),
    }
}

fn check_distance(checks: &mut Checks, max: f64, distance: Option<(f64, f64)>) {
    let limit = || km(max);
    match distance {
        Some((far, doubt)) if far - doubt > max => checks.failed.push(Text::new(
            format!("Distance : {}{} > {} au plus", km(far).fr, give_or_take(doubt).fr, limit().fr),
            format!("Distance: {}{} > {} at most", km(far).en, give_or_take(doubt).en, limit().en),
        )),
        Some((far, doubt)) if far + doubt > max => checks.to_check.push(Text::new(
            format!("Distance approchée : {}{}, pour {} au plus", km(far).fr, give_or_take(doubt).fr, limit().fr),
            format!("Approximate distance: {}{}, for {} at most", km(far).en, give_or_take(doubt).en, limit().en),
        )),
        Some(_) => {}
        None => checks
            .to_check
            .push(Text::new(format!("Distance inconnue ({} au plus)", limit().fr), format!("Distance unknown ({} at most)", limit().en))),
    }
}

/// " (à 20 km près)" for an approximate position, nothing otherwise.
pub fn give_or_take(doubt: f64) -> Text {
    if doubt == 0.0 {
        return Text::default();
    }
    Text::new(format!(" (à {} près)", km(doubt).fr), format!(" (give or take {})", km(doubt).en))
}

fn check_icpe(checks: &mut Checks, need: &str, site: &Seen) {
    let admitted = match site.get("icpe_max").map(|datum| &datum.value) {
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
