//! Chapter 3: the sites ranked for the need, how sure the ranking is, and the sites left out with the reason.

use super::Pen;
use crate::cite::Cite;
use crate::map::MapView;
use crate::{Extras, labels};
use domain::{Answer, format, wave_said};
use locate::{Ranked, Ranking};
use serde::Serialize;

/// Sites shown on paper; the workbook holds them all.
const RANKED: usize = 12;
/// The first has its own card beside the map.
const EXPLAINED: std::ops::Range<usize> = 1..3;
const COMPARED: usize = 5;
const EXCLUDED: usize = 25;

#[derive(Serialize)]
pub struct Sites {
    /// In words when there is no ranking.
    empty: Option<String>,
    ranking: Option<RankingView>,
}

#[derive(Serialize)]
struct RankingView {
    count: String,
    method: String,
    map: Option<MapView>,
    ranked: Vec<RankedView>,
    /// Told when the site of the dossier is not the first of the ranking.
    chosen: Option<String>,
    more_ranked: Option<String>,
    /// Names of the compared sites, then one row per criterion.
    compared: Vec<String>,
    criteria: Vec<CriterionView>,
    first: Vec<ContributionView>,
    excluded: Vec<(String, Vec<String>)>,
    more_excluded: Option<String>,
    limits: Vec<String>,
}

#[derive(Serialize)]
struct RankedView {
    rank: usize,
    name: String,
    place: String,
    labels: String,
    score: String,
    /// Shares of 100 for the drawn interval.
    at: [f64; 3],
    interval: String,
    first: String,
    top3: String,
    top3_said: String,
    known: String,
    /// Told reason by reason below the table.
    explained: bool,
    strengths: Vec<String>,
    weaknesses: Vec<String>,
    to_check: Vec<String>,
    would_change: Vec<String>,
}

#[derive(Serialize)]
struct CriterionView {
    label: String,
    weight: String,
    method: String,
    /// Points brought to each compared site, and whether the value was known.
    points: Vec<(String, bool)>,
}

#[derive(Serialize)]
struct ContributionView {
    label: String,
    weight: String,
    value: String,
    known: bool,
    points: String,
    /// Share of the points this criterion could bring.
    filled: f64,
    status: Option<String>,
    source: Option<Cite>,
}

pub fn sites(pen: &mut Pen, extras: &Extras) -> Sites {
    let dossier = pen.dossier;
    match (&dossier.ranking, &dossier.site) {
        (None, Some(site)) => {
            Sites { empty: Some(pen.with("site-chosen", &[("name", &site.name), ("place", &site.commune_name)])), ranking: None }
        }
        (None, None) => Sites { empty: Some(pen.say("site-none")), ranking: None },
        (Some(ranking), _) => Sites {
            empty: ranking.ranked.is_empty().then(|| pen.with("site-all-excluded", &[("n", &ranking.read.to_string())])),
            ranking: Some(view(pen, ranking, extras)),
        },
    }
}

fn view(pen: &mut Pen, ranking: &Ranking, extras: &Extras) -> RankingView {
    let lang = pen.lang;
    let (read, out, ranked) = (ranking.read.to_string(), ranking.excluded.len().to_string(), ranking.ranked.len().to_string());
    let more = |total: usize, shown: usize| total.checked_sub(shown).filter(|n| *n > 0).map(|n| n.to_string());
    let compared: Vec<&Ranked> = ranking.ranked.iter().take(COMPARED).collect();
    let criteria = ranking.criteria.iter().map(|criterion| CriterionView {
        label: pen.text(&criterion.label),
        weight: labels::share(criterion.weight, lang),
        method: pen.text(&criterion.method),
        points: compared
            .iter()
            .map(|site| match site.contributions.iter().find(|c| c.criterion == criterion.id) {
                Some(c) => (format::number(c.points, 1, lang), c.utility.is_some()),
                None => ("–".to_owned(), false),
            })
            .collect(),
    });
    RankingView {
        count: pen.with("sites-count", &[("read", &read), ("out", &out), ("ranked", &ranked)]),
        method: pen.with("sites-method", &[("draws", &format::number(ranking.draws as f64, 0, lang))]),
        map: if ranking.ranked.is_empty() { None } else { extras.map(ranking, RANKED) },
        criteria: criteria.collect(),
        compared: compared.iter().map(|s| s.name.clone()).collect(),
        ranked: ranking.ranked.iter().take(RANKED).enumerate().map(|(i, s)| ranked_view(pen, s, EXPLAINED.contains(&i))).collect(),
        chosen: chosen(pen, ranking),
        more_ranked: more(ranking.ranked.len(), RANKED).map(|n| pen.with("more-ranked", &[("n", &n)])),
        first: ranking.ranked.first().map(|site| first(pen, ranking, site)).unwrap_or_default(),
        excluded: ranking.excluded.iter().take(EXCLUDED).map(|e| (e.name.clone(), pen.texts(&e.reasons))).collect(),
        more_excluded: more(ranking.excluded.len(), EXCLUDED).map(|n| pen.with("more-excluded", &[("n", &n)])),
        limits: pen.texts(&ranking.limits),
    }
}

fn chosen(pen: &Pen, ranking: &Ranking) -> Option<String> {
    let site = pen.dossier.site.as_ref().filter(|s| ranking.ranked.first().is_none_or(|first| first.site != s.id))?;
    Some(match ranking.ranked.iter().find(|r| r.site == site.id) {
        Some(ranked) => pen.with("chosen-ranked", &[("name", &site.name), ("rank", &ranked.rank.to_string())]),
        None => pen.with("chosen-unranked", &[("name", &site.name)]),
    })
}

fn ranked_view(pen: &Pen, site: &Ranked, explained: bool) -> RankedView {
    let lang = pen.lang;
    let part = |score: f64| (score / 100.0).clamp(0.0, 1.0);
    let (low, high) = (format::number(site.score_low, 0, lang), format::number(site.score_high, 0, lang));
    RankedView {
        rank: site.rank,
        name: site.name.clone(),
        place: if site.commune.is_empty() { site.department.clone() } else { format!("{} ({})", site.commune, site.department) },
        labels: site.labels.iter().map(|wave| pen.text(&wave_said(wave))).collect::<Vec<_>>().join(", "),
        score: format::number(site.score, 0, lang),
        at: [part(site.score_low), part(site.score), part(site.score_high)],
        interval: if low == high { low } else { format!("{low}–{high}") },
        first: labels::share(site.first_share, lang),
        top3: labels::share(site.top3_share, lang),
        top3_said: pen.with("top-three-share", &[("share", &labels::share(site.top3_share, lang))]),
        known: format!("{}/{}", site.known, site.total),
        explained,
        strengths: pen.texts(&site.strengths),
        weaknesses: pen.texts(&site.weaknesses),
        to_check: pen.texts(&site.to_check),
        would_change: pen.texts(&site.would_change),
    }
}

fn first(pen: &mut Pen, ranking: &Ranking, site: &Ranked) -> Vec<ContributionView> {
    let lang = pen.lang;
    let mut rows = vec![];
    for c in &site.contributions {
        let criterion = ranking.criteria.iter().find(|k| k.id == c.criterion);
        let unknown = c.answer == Answer::Unknown || c.utility.is_none();
        rows.push(ContributionView {
            label: criterion.map_or_else(|| c.criterion.clone(), |k| pen.text(&k.label)),
            weight: criterion.map(|k| labels::share(k.weight, lang)).unwrap_or_default(),
            value: c.value.as_ref().map_or_else(|| pen.say("not-known"), |v| pen.text(v)),
            known: !unknown,
            points: format::number(c.points, 1, lang),
            filled: c.utility.unwrap_or(0.5).clamp(0.0, 1.0),
            status: c.status.map(|s| labels::status(s, lang)),
            source: pen.cite(c.source.as_ref()),
        });
    }
    rows
}
