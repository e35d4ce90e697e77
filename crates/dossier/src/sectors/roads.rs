//! The two roads of relocation from a territory: production that comes back to somebody here, and suppliers to bring.

use super::told::{bought, hanging};
use super::view::{Road, RoadRow};
use crate::{labels, words};
use diagnose::territory::{Considered, Prospect, Strength, TerritoryDiagnosis};
use diagnose::vulnerability::Need;
use domain::{Lang, format};

/// Lines of a road on the page and on paper; the workbook holds them all.
const ROAD: usize = 12;
/// Under one job, nobody is there.
const SOMEBODY: f64 = 1.0;

/// Somebody here already does it, a lot or a little, and could take production back; or nobody does, and a supplier could come.
pub(super) fn roads(study: &TerritoryDiagnosis, lang: Lang) -> Vec<Road> {
    let road = |keys: [&str; 3], lines: Vec<RoadRow>| {
        let [title, mut text, none] = keys.map(|key| words::say(lang, key));
        if lines.len() > ROAD {
            text =
                format!("{text} {}", words::with(lang, "road-shown", &[("shown", &ROAD.to_string()), ("all", &lines.len().to_string())]));
        }
        Road { title, text, none, rows: lines.into_iter().take(ROAD).collect() }
    };
    vec![
        road(["road-return", "road-return-text", "road-return-none"], returning(study, lang)),
        road(["road-bring", "road-bring-text", "road-bring-none"], bringing(study, lang)),
    ]
}

/// The first road, whole: what the territory makes more than others, most marked first, and the near activities that have some
/// jobs here, best total first; one of each by turns, so that neither hides the other.
pub(super) fn returning(study: &TerritoryDiagnosis, lang: Lang) -> Vec<RoadRow> {
    let made = study.strengths.iter().filter(|s| Considered::Manufacturing.holds(&s.activity)).map(|s| strong_row(s, lang));
    let little = study.prospects.iter().filter(|p| p.jobs >= SOMEBODY && p.relatedness > 0.0).map(|p| road_row(p, true, lang));
    let (mut made, mut little) = (made.collect::<Vec<_>>().into_iter(), little.collect::<Vec<_>>().into_iter());
    let mut rows = vec![];
    loop {
        let pair = [made.next(), little.next()];
        if pair.iter().all(Option::is_none) {
            return rows;
        }
        rows.extend(pair.into_iter().flatten());
    }
}

/// The second road, whole: near activities that nobody does here.
pub(super) fn bringing(study: &TerritoryDiagnosis, lang: Lang) -> Vec<RoadRow> {
    study.prospects.iter().filter(|p| p.jobs < SOMEBODY && p.relatedness > 0.0).map(|p| road_row(p, false, lang)).collect()
}

fn strong_row(s: &Strength, lang: Lang) -> RoadRow {
    let (jobs, times) = (format::number(s.jobs, 0, lang), format::number(s.quotient, 1, lang));
    let mut because = vec![words::with(lang, "road-strong", &[("jobs", &jobs), ("times", &times)])];
    if let Some(warning) = hanging(&s.hangs, lang) {
        because.push(warning);
    }
    because.push(needed(s.need.as_ref(), lang));
    RoadRow { code: s.activity.clone(), name: s.label.get(lang).to_owned(), because }
}

fn road_row(p: &Prospect, here: bool, lang: Lang) -> RoadRow {
    let mut because = vec![];
    if here {
        let (jobs, times) = (format::number(p.jobs, 0, lang), format::number(p.quotient, 1, lang));
        because.push(words::with(lang, "road-here", &[("jobs", &jobs), ("times", &times)]));
    } else {
        because.push(words::say(lang, "road-nobody"));
    }
    let near: Vec<&str> = p.because.iter().map(|b| b.label.get(lang)).collect();
    if !near.is_empty() {
        because.push(words::with(lang, "road-near", &[("names", &near.join(labels::semicolon(lang)))]));
    }
    because.push(needed(p.need.as_ref(), lang));
    RoadRow { code: p.activity.clone(), name: p.label.get(lang).to_owned(), because }
}

fn needed(need: Option<&Need>, lang: Lang) -> String {
    need.map_or_else(|| words::say(lang, "road-need-unknown"), |need| bought(need, lang))
}
