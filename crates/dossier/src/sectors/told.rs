//! From the study to what its readers see, in one language.

use super::picture::Spot;
use super::portrait;
use super::roads::roads;
use super::view::{Candidate, Cited, Figure, GapRow, More, Score, TerritoryView};
use crate::{labels, words};
use diagnose::input_output::Gap;
use diagnose::quadrant::{Quadrant, median};
use diagnose::territory::{BranchGap, Hangs, Prospect, Strength, TerritoryDiagnosis};
use diagnose::vulnerability::Need;
use diagnose::{Basis, Route, ZoneLevel};
use domain::{Lang, format};

/// Specialisations on the page and on paper.
const MORE: usize = 20;
/// Activities ranked on the page and on paper.
const RANKED: usize = 15;
/// Branches of the supplier gap on the page and on paper.
const GAPS: usize = 12;

/// Names of the five figures, in their order.
pub fn figure_names(lang: Lang) -> [String; 5] {
    ["figure-need", "figure-proximity", "figure-skills", "figure-reception", "figure-returns"].map(|key| words::say(lang, key))
}

/// `kind`: what the territory is, in words.
pub fn territory_view(study: &TerritoryDiagnosis, kind: &str, lang: Lang) -> TerritoryView {
    let basis = &study.basis;
    let count = |n: usize| format::number(n as f64, 0, lang);
    let figure = |key: &str, value: String, under: &str| Figure { label: words::say(lang, key), value, under: under.to_owned() };
    let draws = [("ranked", count(study.prospects_ranked)), ("draws", count(study.draws))];
    let draws: Vec<(&str, &str)> = draws.iter().map(|(k, v)| (*k, v.as_str())).collect();
    TerritoryView {
        title: study.name.get(lang).to_owned(),
        subtitle: words::with(
            lang,
            "sectors-subtitle",
            &[
                ("kind", kind),
                ("communes", &study.communes.to_string()),
                ("jobs", &format::number(study.jobs, 0, lang)),
                ("year", &basis.year.to_string()),
            ],
        ),
        year: basis.year.to_string(),
        synthetic: basis.synthetic,
        basis: territory_basis(study, lang),
        figures: vec![
            figure("jobs", format::number(study.jobs, 0, lang), &basis.year.to_string()),
            figure("establishments", format::number(study.establishments, 0, lang), ""),
            figure("specialisations", count(study.profile.specialisations), ""),
            figure("prospects-ranked", count(study.prospects_ranked), ""),
        ],
        portrait: portrait::figures(&study.profile, lang),
        change: study.profile.change.as_ref().map(|change| portrait::change(change, lang)),
        more: study.strengths.iter().take(MORE).map(|s| more(s, lang)).collect(),
        score_heads: figure_names(lang).to_vec(),
        candidates: study.prospects.iter().take(RANKED).map(|p| candidate(study, p, lang)).collect(),
        method: words::with(lang, "sectors-drawn", &draws),
        roads: roads(study, lang),
        gaps: study.gaps.iter().take(GAPS).map(|gap| gap_row(gap, lang)).collect(),
        limits: study.missing.iter().chain(&study.limits).map(|t| t.get(lang).to_owned()).collect(),
        sources: sources(basis, lang),
    }
}

/// The activities ranked, as they stand on the picture; the first bear their rank.
pub fn spots(study: &TerritoryDiagnosis, lang: Lang) -> Vec<Spot> {
    let middle = middle(study);
    let spot = |p: &Prospect| {
        let y = p.complexity? - middle;
        Some(Spot { x: p.relatedness, y, name: p.label.get(lang).to_owned(), rank: (p.rank <= RANKED).then_some(p.rank) })
    };
    study.prospects.iter().filter_map(spot).collect()
}

/// The complexity at which an activity counts as demanding: where the study itself changes quadrant.
fn middle(study: &TerritoryDiagnosis) -> f64 {
    let known = || study.prospects.iter().filter_map(|p| Some((p.complexity?, p.quadrant?)));
    let high = |q: Quadrant| matches!(q, Quadrant::Feasible | Quadrant::Bet);
    let least = known().filter(|(_, q)| high(*q)).map(|(pci, _)| pci).min_by(f64::total_cmp);
    let most = known().filter(|(_, q)| !high(*q)).map(|(pci, _)| pci).max_by(f64::total_cmp);
    match (least, most) {
        (Some(least), Some(most)) => (least + most) / 2.0,
        _ => median(known().map(|(pci, _)| pci)).unwrap_or_default(),
    }
}

/// On which matrix, which dates, which convention an answer stands, as (label, value).
pub fn stands_on(basis: &Basis, lang: Lang) -> Vec<(String, String)> {
    let say = |key: &str| words::say(lang, key);
    let number = |n: f64, decimals| format::number(n, decimals, lang);
    let mut rows = vec![
        (say("basis-jobs"), basis.source.title.clone()),
        (say("basis-scope"), basis.scope.get(lang).to_owned()),
        (say("basis-matrix"), basis.matrix.get(lang).to_owned()),
        (
            say("basis-route"),
            say(match basis.route {
                Route::Internal => "basis-route-internal",
                Route::External => "basis-route-external",
            }),
        ),
        (
            say("basis-zones"),
            say(match basis.zones {
                ZoneLevel::Intercommunalities => "basis-zones-epci",
                ZoneLevel::EmploymentAreas => "basis-zones-employment",
            }),
        ),
        (
            say("basis-convention"),
            words::with(
                lang,
                "basis-convention-said",
                &[("convention", &basis.convention), ("proximity", &basis.proximity), ("threshold", &number(basis.threshold, 2))],
            ),
        ),
        (
            say("basis-floor"),
            words::with(
                lang,
                "basis-floor-said",
                &[("jobs", &number(basis.floor.jobs, 0)), ("share", &labels::share(basis.floor.discoveries, lang))],
            ),
        ),
        (say("basis-data"), say(if basis.synthetic { "basis-synthetic" } else { "basis-real" })),
    ];
    let mut add = |key: &str, value: String| rows.push((say(key), value));
    if let Some(composition) = &basis.composition {
        add("basis-composition", composition.get(lang).to_owned());
    }
    if let Some(matrix) = &basis.complexity_matrix {
        add("basis-complexity", matrix.get(lang).to_owned());
    }
    if let Some(why) = &basis.without_complexity {
        add("basis-complexity", why.get(lang).to_owned());
    }
    if let Some(gap) = basis.eigen_gap {
        add("basis-gap", number(gap, 4));
    }
    if !basis.dropped_activities.is_empty() {
        add("basis-dropped", words::with(lang, "basis-dropped-said", &[("n", &basis.dropped_activities.len().to_string())]));
    }
    add("basis-on", format::date(basis.on, lang));
    if lang == Lang::En {
        add("basis-names", say("basis-names-said"));
    }
    rows.retain(|(_, value)| !value.trim().is_empty());
    rows
}

fn territory_basis(study: &TerritoryDiagnosis, lang: Lang) -> Vec<(String, String)> {
    let mut rows = stands_on(&study.basis, lang);
    rows.push((words::say(lang, "basis-weights"), weighed(study, lang)));
    rows.extend(study.gaps_from.as_ref().map(|from| (words::say(lang, "basis-gaps"), from.get(lang).to_owned())));
    for (key, said, n) in
        [("basis-withheld", "basis-withheld-said", study.withheld), ("basis-absent", "basis-absent-said", study.absent.len())]
    {
        if n > 0 {
            rows.push((words::say(lang, key), words::with(lang, said, &[("n", &n.to_string())])));
        }
    }
    rows
}

/// "Besoin 40 %, Proximité 20 %…": under which weights the ranks are what they are.
pub fn weighed(study: &TerritoryDiagnosis, lang: Lang) -> String {
    let weights = study.weights.list();
    let sum = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let one = |(name, weight): (String, f64)| format!("{name} {}", labels::share(weight / sum, lang));
    figure_names(lang).into_iter().zip(weights).map(one).collect::<Vec<_>>().join(", ")
}

pub fn sources(basis: &Basis, lang: Lang) -> Vec<Cited> {
    let mut list = vec![];
    for source in [&basis.source, &basis.matrix_source].into_iter().chain(&basis.other_sources) {
        let told = Cited::of(source, lang);
        if !source.title.is_empty() && !list.contains(&told) {
            list.push(told);
        }
    }
    list
}

fn more(strength: &Strength, lang: Lang) -> More {
    let decimals = if strength.quotient < 10.0 { 1 } else { 0 };
    let warning = hanging(&strength.hangs, lang).unwrap_or_default();
    More {
        code: strength.activity.clone(),
        name: strength.label.get(lang).to_owned(),
        jobs: format::number(strength.jobs, 0, lang),
        establishments: format::number(strength.establishments, 0, lang),
        times: times(strength, decimals, lang),
        because: strength.why.get(lang).to_owned(),
        warning,
    }
}

/// "× 4,2", and its bounds when cells are withheld.
fn times(strength: &Strength, decimals: usize, lang: Lang) -> String {
    let number = |value: f64| format::number(value, decimals, lang);
    let told = format!("×\u{a0}{}", number(strength.quotient));
    let (low, high) = (number(strength.quotient_low), strength.quotient_high.map(number));
    let sure = number(strength.quotient);
    match high {
        Some(high) if low == sure && high == sure => told,
        Some(high) => format!("{told} {}", words::with(lang, "times-between", &[("low", &low), ("high", &high)])),
        None => format!("{told} {}", words::with(lang, "times-least", &[("low", &low)])),
    }
}

pub fn quadrant(quadrant: Option<Quadrant>, lang: Lang) -> String {
    words::say(
        lang,
        match quadrant {
            Some(Quadrant::Feasible) => "quadrant-best",
            Some(Quadrant::Bet) => "quadrant-bet",
            Some(Quadrant::Easy) => "quadrant-easy",
            Some(Quadrant::Aside) => "quadrant-far",
            None => "quadrant-unknown",
        },
    )
}

fn candidate(study: &TerritoryDiagnosis, p: &Prospect, lang: Lang) -> Candidate {
    let unknown = || words::say(lang, "not-known");
    let because = reasons(p, lang);
    let scores = figure_names(lang).into_iter().zip(p.scores.list()).zip(because).map(|((label, score), because)| Score {
        label,
        part: score.map(|s| s / 100.0),
        shown: score.map_or_else(unknown, |s| format::number(s, 0, lang)),
        because,
    });
    let part = |label: &str, density: f64| {
        let share = if p.density > 0.0 { density / p.density } else { 0.0 };
        words::with(
            lang,
            "near-part",
            &[("name", label), ("share", &labels::share(share, lang)), ("points", &format::number(density, 4, lang))],
        )
    };
    let mut why = vec![p.why.get(lang).to_owned()];
    why.extend(p.because.iter().map(|b| part(&format!("{} {}", b.activity, b.label.get(lang)), b.density)));
    if p.others.density > 0.0 {
        why.push(part(p.others.label.get(lang), p.others.density));
    }
    why.push(words::with(lang, "near-sum", &[("density", &format::number(p.density, 4, lang))]));
    let bounds = [p.density_bounds.low, p.density, p.density_bounds.high].map(|density| format::number(density, 4, lang));
    if bounds[0] != bounds[1] || bounds[2] != bounds[1] {
        why.push(words::with(lang, "near-bounds", &[("low", &bounds[0]), ("high", &bounds[2])]));
    }
    if p.rank_of_nearness != p.rank_of_nearness_without_biggest {
        let (with, without) = (p.rank_of_nearness.to_string(), p.rank_of_nearness_without_biggest.to_string());
        why.push(words::with(lang, "near-without-biggest", &[("with", &with), ("without", &without)]));
    }
    Candidate {
        rank: p.rank.to_string(),
        code: p.activity.clone(),
        name: p.label.get(lang).to_owned(),
        quadrant: quadrant(p.quadrant, lang),
        near: format::number(p.relatedness, 2, lang),
        complex: p.complexity.map_or_else(unknown, |c| format::number(c, 2, lang)),
        scores: scores.collect(),
        total: p.total.map_or_else(unknown, |t| format::number(t, 0, lang)),
        share: labels::share(p.robustness, lang),
        robust: words::with(
            lang,
            "robust-said",
            &[("share", &labels::share(p.robustness, lang)), ("draws", &format::number(study.draws as f64, 0, lang))],
        ),
        why,
    }
}

/// What is behind each of the five figures, in a sentence; empty when the figure is unknown or told elsewhere.
pub(super) fn reasons(p: &Prospect, lang: Lang) -> [String; 5] {
    let number = |value: f64, decimals| format::number(value, decimals, lang);
    let need = p.need.as_ref().map(|need| bought(need, lang));
    let skills = p.staffing.as_ref().map(|staffing| {
        let lack = |lack: &diagnose::territory::Lack| {
            let (share, times) = (labels::share(lack.share, lang), number(lack.quotient, 1));
            words::with(lang, "skills-lack", &[("name", lack.label.get(lang)), ("share", &share), ("times", &times)])
        };
        let lacking: Vec<String> = staffing.lacking.iter().map(lack).collect();
        match lacking.is_empty() {
            true => words::say(lang, "skills-all"),
            false => words::with(lang, "skills-lacking", &[("names", &lacking.join(labels::semicolon(lang)))]),
        }
    });
    let returns = p.multiplier.and_then(|m| m.jobs).map(|jobs| {
        let all = [jobs.central, jobs.low, jobs.high].map(|value| number(value, 2));
        words::with(lang, "returns-jobs", &[("central", &all[0]), ("low", &all[1]), ("high", &all[2])])
    });
    let reception = p.reception.as_ref().map(|sites| sites.why.get(lang).to_owned());
    [need, None, skills, reception, returns].map(Option::unwrap_or_default)
}

/// How many imported products lead to the activity, and how much of their value comes from outside the Union.
pub(super) fn bought(need: &Need, lang: Lang) -> String {
    let outside = if need.imports > 0.0 { need.from_outside / need.imports } else { 0.0 };
    let (n, all) = (need.vulnerable.len().to_string(), need.methods.to_string());
    let mut said = words::with(lang, "road-need", &[("products", &need.products.to_string()), ("outside", &labels::share(outside, lang))]);
    said += &words::with(lang, "need-methods", &[("n", &n), ("all", &all)]);
    match &need.undivided {
        Some(whole) => {
            let n = whole.activities.len().to_string();
            let together = words::with(lang, "need-together", &[("level", whole.level.get(lang)), ("n", &n)]);
            format!("{said} ({together})")
        }
        None => said,
    }
}

fn gap_row(gap: &BranchGap, lang: Lang) -> GapRow {
    let millions = |cents: domain::Cents| format::number(cents.0 as f64 / 1e8, 1, lang);
    let between = |gap: &Gap| format!("{} – {}", millions(gap.low), millions(gap.high));
    GapRow {
        code: gap.branch.clone(),
        name: gap.label.get(lang).to_owned(),
        millions: millions(gap.gap.central),
        between: between(&gap.gap),
        unmet: gap.unmet.map_or_else(|| words::say(lang, "not-known"), |unmet| millions(unmet.central)),
        unmet_between: gap.unmet.as_ref().map(between).unwrap_or_default(),
        jobs: gap.multiplier.jobs.map_or_else(String::new, |jobs| format::number(jobs.central, 2, lang)),
    }
}

pub(super) fn hanging(hangs: &Hangs, lang: Lang) -> Option<String> {
    match hangs {
        Hangs::Yes { .. } => Some(words::say(lang, "hangs-yes")),
        Hangs::Perhaps { .. } => Some(words::say(lang, "hangs-perhaps")),
        Hangs::No { .. } | Hangs::Untold => None,
    }
}
