//! The line as drawn at the top of a project: one short sentence per station.

use crate::{Station, StationId, StationState};
use domain::{Answer, Lang, Site, Text, format};
use locate::Ranking;
use qualify::Qualification;
use schedule::Calendar;

pub fn stations(
    qualification: &Qualification,
    ranking: Option<&Ranking>,
    site: Option<&Site>,
    calendar: Option<&Calendar>,
    plan: &finance::Plan,
    exchanges: Option<usize>,
) -> Vec<Station> {
    let station = |id, (state, summary)| Station { id, state, summary };
    vec![
        station(StationId::Qualify, qualified(qualification)),
        station(StationId::Locate, located(ranking, site)),
        station(StationId::Schedule, scheduled(calendar)),
        station(StationId::Finance, financed(plan)),
        station(StationId::Connect, connected(site, exchanges)),
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
            Lang::Fr => {
                let opens = calendar.works.as_ref().map(|w| format!(", ouverture en {}", format::month(w.p50, lang))).unwrap_or_default();
                format!("prêt à construire en {}{opens}, une chance sur deux", format::month(calendar.opening.p50, lang))
            }
            Lang::En => {
                let opens = calendar.works.as_ref().map(|w| format!(", opening in {}", format::month(w.p50, lang))).unwrap_or_default();
                format!("ready to build in {}{opens}, one chance in two", format::month(calendar.opening.p50, lang))
            }
        }),
    )
}

/// Who is around the site: the people and the possible suppliers counted for the ranking, and the waste that this activity was
/// seen to receive elsewhere. Done when both were looked for; what is not held leaves it open.
fn connected(site: Option<&Site>, exchanges: Option<usize>) -> (StationState, Text) {
    let Some(site) = site else {
        return (StationState::NotNeeded, Text::new("aucun site, rien autour à relier", "no site, nothing around to connect"));
    };
    let interval = |name: &str| Some((site.number(&format!("{name}_low"))?, site.number(&format!("{name}_high"))?));
    let (people, suppliers) = (interval("population_30min"), interval("suppliers_60min"));
    let said = |(low, high): (f64, f64), lang| match low == high {
        true => format::number(low, 0, lang),
        false if lang == Lang::Fr => format!("{} à {}", format::number(low, 0, lang), format::number(high, 0, lang)),
        false => format!("{} to {}", format::number(low, 0, lang), format::number(high, 0, lang)),
    };
    let summary = Text::each(|lang| {
        let people = people.map(|of| match lang {
            Lang::Fr => format!("{} habitants à 30 min", said(of, lang)),
            Lang::En => format!("{} people within 30 min", said(of, lang)),
        });
        let suppliers = suppliers.map(|of| match lang {
            Lang::Fr => format!("{} fournisseurs possibles à une heure", said(of, lang)),
            Lang::En => format!("{} possible suppliers within an hour", said(of, lang)),
        });
        let unknown = match lang {
            Lang::Fr => "fournisseurs à chercher : aucune liste d’établissements importée".to_owned(),
            Lang::En => "suppliers to be looked for: no list of establishments imported".to_owned(),
        };
        let offered = exchanges.map(|n| match (lang, n) {
            (Lang::Fr, 0) => "aucun déchet à reprendre à portée".to_owned(),
            (Lang::Fr, n) => format!("{n} offre{} de déchets à reprendre à portée", s(n)),
            (Lang::En, 0) => "no waste to take up within range".to_owned(),
            (Lang::En, n) => format!("{n} suppl{} of waste to take up within range", if n == 1 { "y" } else { "ies" }),
        });
        people.into_iter().chain([suppliers.unwrap_or(unknown)]).chain(offered).collect::<Vec<_>>().join(", ")
    });
    (if suppliers.is_some() && exchanges.is_some() { StationState::Done } else { StationState::Open }, summary)
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
        let word = if lang == Lang::Fr { fr } else { en };
        match (lang, plan.balanced) {
            (Lang::Fr, true) => format!("équilibré, {word}"),
            (Lang::En, true) => format!("balanced, {word}"),
            // An unfinished plan is not praised for being legal: only a fault is worth saying.
            (Lang::Fr, false) if plan.legal == Answer::Met => format!("il manque {}", format::money(plan.gap, lang)),
            (Lang::En, false) if plan.legal == Answer::Met => format!("{} missing", format::money(plan.gap, lang)),
            (Lang::Fr, false) => format!("il manque {}, {word}", format::money(plan.gap, lang)),
            (Lang::En, false) => format!("{} missing, {word}", format::money(plan.gap, lang)),
        }
    });
    (state, summary)
}
