//! What was published of the Grand Chalon in 2020, as statements that the national table can deny. To run once Urssaf is
//! imported: `rebond import urssaf FILE`, then `cargo run --release -p reference --example grand_chalon -- var/reference`.
//! Each line says the statement, the figures, and whether they agree; nothing is claimed before it is run on real data.
//!
//! Sources: Traces Écrites News, 20 July 2020; École de Paris, 2020; Localtis, spring 2020. See the README of `diagnose`.

use diagnose::shift_share::{Cell, shift_share};
use diagnose::territory::{Considered, Hangs};
use diagnose::{LearnOptions, Learned, National, TerritoryOptions, territory};
use domain::{Lang, Text};
use reference::{Reference, sectors};
use std::collections::BTreeSet;
use std::path::Path;

const GRAND_CHALON: &str = "Chalon";

fn main() -> Result<(), Text> {
    let folder = std::env::args().nth(1).ok_or_else(|| Text::same("var/reference"))?;
    let folder = Path::new(&folder);
    let reference = Reference::open(folder)?;
    let missing = || Text::new("aucun emploi n’est importé", "no jobs are imported");
    let held = sectors::open(folder)?.ok_or_else(missing)?;
    let national = held.national.as_ref().ok_or_else(missing)?;
    let zones = reference.learning_zones();
    let here = zones.names.iter().position(|name| name.fr.contains(GRAND_CHALON) && !name.fr.contains("Châlons"));
    let here = here.ok_or_else(|| Text::same("Le Grand Chalon ?"))? as u32;
    println!("{} · {} · synthetic: {}", zones.names[here as usize].fr, national.source.title, national.synthetic);
    let of = |zone: u32| -> BTreeSet<String> { zones.of_commune.iter().filter(|(_, z)| **z == zone).map(|(c, _)| c.clone()).collect() };
    let learned = Learned::learn(national, &zones, LearnOptions::default());
    let options = TerritoryOptions {
        shown: usize::MAX,
        considered: Considered::All,
        draws: 0,
        ..TerritoryOptions::on(domain::Date::constant(2020, 7, 20))
    };
    let chalon = territory::diagnose(national, &learned, &of(here), zones.names[here as usize].clone(), &options);

    let (table, _) = zones.gather(&national.jobs);
    let (x_c, x) = (table.place_totals(), table.total());
    let sum = |zone: usize, prefix: &str| -> f64 {
        let (columns, values) = table.row(zone);
        columns.iter().zip(values).filter(|(j, _)| table.activities[**j as usize].starts_with(prefix)).map(|(_, v)| v).sum()
    };
    let all = |prefix: &str| -> f64 { (0..table.places.len()).map(|zone| sum(zone, prefix)).sum() };
    let quotient = |zone: usize, prefix: &str| sum(zone, prefix) / x_c[zone].max(1.0) / (all(prefix) / x);
    for prefix in ["24", "25", "28", "23.1"] {
        let lq = quotient(here as usize, prefix);
        say(1, &format!("LQ of {prefix} ≥ 1: {lq:.2}"), lq >= 1.0);
    }
    for prefix in ["25.30Z", "33.11Z", "33.20"] {
        let mut every: Vec<f64> = (0..table.places.len()).filter(|zone| x_c[*zone] > 0.0).map(|zone| quotient(zone, prefix)).collect();
        every.sort_by(f64::total_cmp);
        let lq = quotient(here as usize, prefix);
        let above = every.partition_point(|other| *other < lq) as f64 / every.len() as f64;
        say(2, &format!("LQ of {prefix} in the top tenth of zones: {lq:.2}, above {:.0} %", 100.0 * above), above >= 0.9);
    }
    let nearness = |told: &diagnose::TerritoryDiagnosis, prefix: &str| -> Option<f64> {
        told.prospects.iter().filter(|p| p.activity.starts_with(prefix)).map(|p| p.relatedness).max_by(f64::total_cmp)
    };
    let others: Vec<_> = (0..zones.ids.len() as u32)
        .filter(|zone| x_c[*zone as usize] > 1_000.0)
        .map(|zone| territory::diagnose(national, &learned, &of(zone), Text::default(), &options))
        .collect();
    for (prefix, what, expected) in
        [("22.2", "plastics", true), ("27.2", "batteries", true), ("10.7", "bakery", false), ("15.1", "leather", false)]
    {
        let mut every: Vec<f64> = others.iter().filter_map(|told| nearness(told, prefix)).collect();
        every.sort_by(f64::total_cmp);
        let (middle, mine) = (every.get(every.len() / 2).copied(), nearness(&chalon, prefix));
        let agrees = mine.zip(middle).is_none_or(|(mine, middle)| !expected || mine > middle);
        say(
            3,
            &format!("{what} ({prefix}): relatedness {mine:.2?} here, {middle:.2?} in the middle zone; absent: already a specialisation"),
            agrees,
        );
    }
    match chalon.strengths.iter().find(|s| s.activity == "25.30Z") {
        Some(nuclear) => say(4, nuclear.why.get(Lang::En), !matches!(nuclear.hangs, Hangs::No { .. })),
        None => say(4, "25.30Z is not a specialisation here", false),
    }
    match (held.national_of(folder, 2006)?, held.national_of(folder, 2019)?) {
        (Some(before), Some(after)) => {
            for code in ["20.59Z", "26.70Z", "27.40Z"] {
                let own = own_effect(&before, &after, &of(here), code);
                say(5, &format!("own effect of {code}, 2006-2019: {own:.0?} jobs"), own.is_some_and(|own| own < 0.0));
            }
        }
        _ => println!("5 · 2006 and 2019 are not both held"),
    }
    let basis = &chalon.basis;
    say(
        6,
        &format!("the report names {} · {} · {} cells withheld", basis.matrix.fr, basis.year, chalon.withheld),
        !basis.matrix.is_empty(),
    );
    Ok(())
}

fn own_effect(before: &National, after: &National, communes: &BTreeSet<String>, activity: &str) -> Option<f64> {
    let figures = |national: &National| {
        let jobs = &national.jobs;
        let column = jobs.activity(activity)?;
        let rows: Vec<usize> = communes.iter().filter_map(|c| jobs.place(c)).collect();
        let here: f64 = rows.iter().map(|row| jobs.get(*row, column)).sum();
        let all: f64 = rows.iter().map(|row| jobs.row(*row).1.iter().sum::<f64>()).sum();
        Some((here, jobs.activity_totals()[column], jobs.total(), all))
    };
    let (old, new) = (figures(before)?, figures(after)?);
    let cell = Cell { place: [old.0, new.0], activity: [old.1, new.1], whole: [old.2, new.2], all_of_place: old.3 };
    shift_share(&cell).map(|parts| parts.own)
}

fn say(number: usize, statement: &str, agrees: bool) {
    println!("{number} · {} · {statement}", if agrees { "agrees" } else { "DIFFERS" });
}
