//! From the study of an activity to what its readers see, in one language.

use super::super::told::{sources, stands_on};
use super::super::view::Figure;
use super::view::{ActivityView, Call, DepartmentRow, NearRow, ZoneLine};
use super::{Departments, Subject, company, departments, imports};
use crate::words;
use diagnose::sector::ZoneRow;
use diagnose::{Route, SectorDiagnosis};
use domain::{Lang, Text, format};

/// Zones on paper; the workbook holds them all.
const ZONES: usize = 20;
/// Companies of each road on paper; the workbook holds them all.
const CALLED: usize = 40;
/// Départements on paper.
const DEPARTMENTS: usize = 12;

/// What the paper says. The map is drawn apart, from the same départements.
pub fn activity_view(subject: &Subject, lang: Lang) -> ActivityView {
    let Subject { found, study, place, .. } = *subject;
    let number = |value: f64, decimals| format::number(value, decimals, lang);
    let texts = |texts: &[Text]| -> Vec<String> { texts.iter().map(|t| t.get(lang).to_owned()).collect() };
    let year = found.basis.year.to_string();
    let figure = |key: &str, value: String, under: String| Figure { label: words::say(lang, key), value, under };
    let mut figures = vec![figure("jobs", number(found.jobs, 0), year.clone())];
    figures.extend(found.before.map(|(before, jobs)| figure("jobs", number(jobs, 0), before.to_string())));
    figures.push(figure("establishments", number(found.establishments, 0), String::new()));
    figures.push(figure("sector-zones", found.zones_found.to_string(), String::new()));
    let jobs = number(found.jobs, 0);
    let mut said = vec![("jobs", jobs.as_str()), ("year", year.as_str())];
    said.extend(place.map(|place| ("place", place.get(lang))));
    let there = by_department(subject);
    let told = |(name, _, jobs, share): &(String, String, f64, f64)| DepartmentRow {
        name: name.clone(),
        jobs: number(*jobs, 0),
        share: one_decimal(*share, lang),
    };
    let near = |n: &diagnose::sector::Near| NearRow {
        code: n.activity.clone(),
        name: n.label.get(lang).to_owned(),
        proximity: number(n.proximity, 2),
    };
    ActivityView {
        title: found.label.get(lang).to_owned(),
        subtitle: format!(
            "{} · {}",
            found.activity,
            words::with(lang, if place.is_some() { "sector-subtitle-for" } else { "sector-subtitle" }, &said)
        ),
        synthetic: found.basis.synthetic,
        basis: stands_on(&found.basis, lang),
        figures,
        zones: found.zones.iter().take(ZONES).map(|z| zone(z, lang)).collect(),
        others: match found.zones_found > ZONES {
            true => words::with(lang, "sector-more-zones", &[("n", &found.zones_found.to_string())]),
            false => String::new(),
        },
        departments: there.rows.iter().take(DEPARTMENTS).map(told).collect(),
        elsewhere: match there.elsewhere > 0.0 {
            true => words::with(lang, "sector-elsewhere", &[("n", &number(there.elsewhere, 0))]),
            false => String::new(),
        },
        imports: imports(study, found, lang),
        known: known(found, lang),
        here: here(found, lang),
        calls: calls(subject, lang),
        near: found.near.iter().map(near).collect(),
        limits: texts(&found.missing).into_iter().chain([words::say(lang, "sector-limit")]).collect(),
        missing: texts(&study.sectors.missing),
        sources: sources(&found.basis, lang),
        year,
    }
}

/// Jobs by département; none when the table does not hold the activity.
pub fn by_department(subject: &Subject) -> Departments {
    let jobs = &subject.study.national.jobs;
    jobs.activity(&subject.found.activity).map(|column| departments(subject.reference, jobs, column)).unwrap_or_default()
}

/// What is known of the activity besides, as (what, figure with its meaning): complexity, gathering, and for a territory what
/// leaks out and what a job sets in motion.
pub fn known(found: &SectorDiagnosis, lang: Lang) -> Vec<(String, String)> {
    let number = |value: f64, decimals| format::number(value, decimals, lang);
    let between_of = |low: String, high: String| format!("{low} – {high}");
    let mut rows = Vec::new();
    let mut add = |label: String, key: &str, said: &[(&str, &str)]| rows.push((label, words::with(lang, key, said)));
    if let Some(complexity) = found.complexity {
        let trade = found.basis.complexity_matrix.is_some() || found.basis.route == Route::External;
        let said = if trade { "sector-complexity-trade" } else { "sector-complexity-said" };
        let side = if complexity < 0.0 { "below" } else { "above" };
        add(words::say(lang, "complexity"), said, &[("n", &number(complexity, 2)), ("side", side)]);
    }
    if let Some(gathered) = found.agglomeration {
        let between = between_of(number(gathered.low, 3), number(gathered.high, 3));
        add(words::say(lang, "sector-gathered"), "sector-gathered-said", &[("between", &between)]);
    }
    if let Some(gap) = &found.gap {
        let millions = |cents: domain::Cents| number(cents.0 as f64 / 1e8, 1);
        let between = between_of(millions(gap.gap.low), millions(gap.gap.high));
        let label = words::with(lang, "sector-gap-of", &[("branch", gap.label.get(lang))]);
        add(label, "sector-gap-said", &[("millions", &millions(gap.gap.central)), ("between", &between)]);
        if let Some(unmet) = gap.unmet {
            let between = between_of(millions(unmet.low), millions(unmet.high));
            let label = words::with(lang, "sector-unmet-of", &[("branch", gap.label.get(lang))]);
            add(label, "sector-unmet-said", &[("millions", &millions(unmet.central)), ("between", &between)]);
        }
    }
    if let Some(jobs) = found.multiplier.and_then(|m| m.jobs) {
        let between = between_of(number(jobs.low, 2), number(jobs.high, 2));
        let central = number(jobs.central, 2);
        add(words::say(lang, "figure-returns"), "sector-multiplier-said", &[("n", &central), ("between", &between)]);
    }
    rows
}

/// A specialisation of the territory, or a rank of its ranking; nothing when no territory asks.
fn here(found: &SectorDiagnosis, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(s) = &found.strength {
        let (times, jobs) = (format::number(s.quotient, 1, lang), format::number(s.jobs, 0, lang));
        said.push(words::with(lang, "sector-here-strength", &[("times", &times), ("jobs", &jobs)]));
    }
    if let Some(p) = &found.prospect {
        let rank = words::with(lang, "sector-here-prospect", &[("rank", &p.rank.to_string())]);
        said.push(format!("{rank} {}", p.why.get(lang)));
    }
    said
}

fn zone(row: &ZoneRow, lang: Lang) -> ZoneLine {
    ZoneLine {
        rank: row.rank.to_string(),
        name: row.name.get(lang).to_owned(),
        times: format!("×\u{a0}{}", format::number(row.quotient, 1, lang)),
        jobs: format::number(row.jobs, 0, lang),
        establishments: format::number(row.establishments, 0, lang),
        hangs: row.hangs,
    }
}

/// Companies here that could take a production back, then suppliers of the country that could come. Without the register
/// nobody is named, and without a territory the first road does not know where.
fn calls(subject: &Subject, lang: Lang) -> Vec<Call> {
    let Subject { found, study, reference, place } = *subject;
    let call = |[title, text, nobody]: [&str; 3], second: bool| {
        let list = if second { &found.national_suppliers } else { &found.reinternalise };
        let text = words::say(lang, text);
        Call {
            title: words::say(lang, title),
            text: if list.is_empty() { text } else { format!("{text} {}", called(found, CALLED, second, lang)) },
            none: words::say(lang, if study.sectors.establishments.is_none() { "sector-no-establishments" } else { nobody }),
            rows: list.iter().take(CALLED).map(|one| company(study, reference, one, lang)).collect(),
        }
    };
    let nobody = if place.is_some() { "sector-return-none" } else { "sector-return-where" };
    vec![call(["road-return", "sector-return-text", nobody], false), call(["road-bring", "sector-bring-text", "sector-bring-none"], true)]
}

/// How many companies there are on a road, how many of them `shown` leaves in sight, and by what they were found and sorted.
pub fn called(found: &SectorDiagnosis, shown: usize, second: bool, lang: Lang) -> String {
    let all = if second { found.national_suppliers_found } else { found.reinternalise_found };
    let count = |n: usize| format::number(n as f64, 0, lang);
    let (nearness, searched) = (format::number(found.nearness, 2, lang), found.searched.to_string());
    let said = [("shown", count(shown.min(all))), ("all", count(all)), ("nearness", nearness), ("n", searched)];
    let said: Vec<(&str, &str)> = said.iter().map(|(key, value)| (*key, value.as_str())).collect();
    words::with(lang, "sector-called", &said)
}

/// "3,4 %": shares of the country are small.
fn one_decimal(share: f64, lang: Lang) -> String {
    format::percent(domain::Rate((share * 1_000.0).round() as u32 * 10), lang)
}
