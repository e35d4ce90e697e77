//! The line as drawn at the top of a project: one short sentence per station.

use crate::{Station, StationId, StationState};
use domain::{Answer, Site, Text, format};
use locate::Ranking;
use qualify::Qualification;
use schedule::Calendar;

pub fn stations(
    qualification: &Qualification,
    ranking: Option<&Ranking>,
    site: Option<&Site>,
    calendar: Option<&Calendar>,
    plan: &finance::Plan,
) -> Vec<Station> {
    let station = |id, (state, summary)| Station { id, state, summary };
    vec![
        station(StationId::Qualify, qualified(qualification)),
        station(StationId::Locate, located(ranking, site)),
        station(StationId::Schedule, scheduled(calendar)),
        station(StationId::Finance, financed(plan)),
        station(StationId::Connect, (StationState::Later, Text::new("pas encore construit", "not built yet"))),
        station(
            StationId::Assemble,
            (StationState::Done, Text::new("le dossier se télécharge à tout moment", "the dossier can be downloaded at any time")),
        ),
    ]
}

fn qualified(qualification: &Qualification) -> (StationState, Text) {
    let count = |answer| qualification.verdicts.iter().filter(|v| v.answer == answer).count();
    let (met, open) = (count(Answer::Met), count(Answer::Unknown));
    let state = if open == 0 { StationState::Done } else { StationState::Open };
    let summary = Text::new(
        format!("{met} mesure{} possible{}, {open} à préciser", s(met), s(met)),
        format!("{met} possible measure{}, {open} to be settled", if met == 1 { "" } else { "s" }),
    );
    (state, summary)
}

fn s(n: usize) -> &'static str {
    if n > 1 { "s" } else { "" }
}

fn located(ranking: Option<&Ranking>, site: Option<&Site>) -> (StationState, Text) {
    match (ranking, site) {
        (None, Some(site)) => (StationState::Done, Text::new(format!("{}, choisi", site.name), format!("{}, chosen", site.name))),
        (None, None) => (StationState::NotNeeded, Text::new("aucun site à chercher", "no site to look for")),
        (Some(ranking), _) => match ranking.ranked.first() {
            None => (StationState::Open, Text::new("aucun site ne convient", "no site is suitable")),
            Some(first) => {
                let share = (first.first_share * 100.0).round();
                let state = if first.to_check.is_empty() { StationState::Done } else { StationState::Open };
                let n = ranking.ranked.len();
                let summary = Text::new(
                    format!("{n} site{}, {} premier dans {share} % des pondérations", s(n), first.name),
                    format!("{n} site{}, {} first in {share}% of weightings", if n == 1 { "" } else { "s" }, first.name),
                );
                (state, summary)
            }
        },
    }
}

fn scheduled(calendar: Option<&Calendar>) -> (StationState, Text) {
    let Some(calendar) = calendar else {
        return (StationState::NotNeeded, Text::new("aucune formalité de construction", "no building formality"));
    };
    let state = if calendar.missing.is_empty() { StationState::Done } else { StationState::Open };
    (
        state,
        Text::each(|lang| match lang {
            domain::Lang::Fr => format!("prêt en {}, une chance sur deux", format::month(calendar.opening.p50, lang)),
            domain::Lang::En => format!("ready in {}, one chance in two", format::month(calendar.opening.p50, lang)),
        }),
    )
}

fn financed(plan: &finance::Plan) -> (StationState, Text) {
    if plan.cost.is_none() {
        return (StationState::Open, Text::new("coût à préciser", "cost to be told"));
    }
    let (fr, en) = match plan.legal {
        Answer::Met => ("légal", "legal"),
        Answer::NotMet => ("à corriger", "to be mended"),
        Answer::Unknown => ("légalité à préciser", "legality to be settled"),
    };
    let state = if plan.balanced && plan.legal == Answer::Met { StationState::Done } else { StationState::Open };
    let summary = Text::each(|lang| {
        let word = if lang == domain::Lang::Fr { fr } else { en };
        match (lang, plan.balanced) {
            (domain::Lang::Fr, true) => format!("équilibré, {word}"),
            (domain::Lang::En, true) => format!("balanced, {word}"),
            // An unfinished plan is not praised for being legal: only a fault is worth saying.
            (domain::Lang::Fr, false) if plan.legal == Answer::Met => format!("il manque {}", format::money(plan.gap, lang)),
            (domain::Lang::En, false) if plan.legal == Answer::Met => format!("{} missing", format::money(plan.gap, lang)),
            (domain::Lang::Fr, false) => format!("il manque {}, {word}", format::money(plan.gap, lang)),
            (domain::Lang::En, false) => format!("{} missing, {word}", format::money(plan.gap, lang)),
        }
    });
    (state, summary)
}
