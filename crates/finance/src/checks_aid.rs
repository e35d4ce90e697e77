//! The checks on State aid: de minimis, ceilings of each regime, aids together on the same costs, regime not named.

use crate::case::{Case, Entry, sum};
use crate::cumulation::{Regime, groups, regime, shared};
use crate::range::Range;
use crate::say::{join, say};
use crate::{Check, de_minimis};
use domain::{AidRegime, Answer, Cents, Mark, Source, Text};
use programmes::state_aid::{Window, in_force};
use std::collections::BTreeSet;

/// A check with the facts that would settle it.
pub(crate) type Checked = (Check, Vec<String>);

pub(crate) fn all(case: &Case, entries: &[Entry]) -> Vec<Checked> {
    let regimes = [
        by_regime(
            case,
            entries,
            AidRegime::Regional,
            "regional_ceiling",
            say!("Plafond d’aide à finalité régionale", "Regional-aid ceiling"),
        ),
        by_regime(case, entries, AidRegime::Sme, "sme_ceiling", say!("Plafond d’aide aux PME", "SME aid ceiling")),
    ];
    let first = [de_minimis(case, entries)];
    let last = [cumulation(case, entries), other_scheme(entries), unnamed_regime(case, entries)];
    first.into_iter().chain(regimes).chain(last).flatten().collect()
}

/// "x d’aide pour un plafond de y", with what would pass when it does not.
fn against(range: &Range, low: Cents, high: Cents) -> Text {
    match range.judge(low, high) {
        Answer::Met => say!("{u} d’aide, plafond {l}.", "{u} of aid, ceiling {l}.", u = high, l = range.sure),
        Answer::NotMet => {
            let limit = range.possible.unwrap_or(range.sure);
            say!(
                "{u} d’aide dépassent le plafond de {x} : au plus {l} passent.",
                "{u} of aid exceed the ceiling by {x}: at most {l} pass.",
                u = low,
                x = low - limit,
                l = limit
            )
        }
        Answer::Unknown => say!(
            "{u} d’aide ; {l} passent à coup sûr, le reste dépend de faits encore inconnus.",
            "{u} of aid; {l} surely pass, the rest depends on facts still unknown.",
            u = high,
            l = range.sure
        ),
    }
}

fn check(rule: &str, name: Text, answer: Answer, because: Text, would_pass: Option<Cents>, source: Source) -> Check {
    Check { rule: rule.to_owned(), name, answer, because, would_pass, source }
}

fn de_minimis(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let is = |e: &&Entry| e.line.regime == AidRegime::DeMinimis && e.line.aid > Cents::ZERO;
    let (low, high) =
        (entries.iter().filter(is).map(|e| e.low).sum::<Cents>(), entries.iter().filter(is).map(|e| e.line.aid).sum::<Cents>());
    if high.is_zero() {
        return None;
    }
    let name = say!("Plafond de minimis", "De minimis ceiling");
    let Some(rule) = case.de_minimis else {
        let because = say!("Aucun règlement connu au {x}.", "No regulation is known on {x}.", x = case.on);
        return Some((check("de_minimis", name, Answer::Unknown, because, None, unknown_source()), Vec::new()));
    };
    let free = de_minimis::free(rule, &case.project.past_aid, case.on);
    let lower = de_minimis::lower(rule, &case.project.facts);
    // Below the lower ceiling of some activities all is sure; between the two, the text decides.
    let mut range = Range { sure: case.de_minimis_free, possible: Some(free), because: Text::default(), missing: Vec::new() };
    if !case.project.past_aid_complete {
        // The aid already told is a floor: what passes today may not once the list is whole.
        range = Range { sure: Cents::ZERO, missing: vec!["past_aid_complete".to_owned()], ..range };
    }
    let answer = range.judge(low, high);
    let start = de_minimis::window_start(rule, case.on);
    let counted = de_minimis::counted(rule, &case.project.past_aid, case.on);
    let window = match rule.window {
        Window::FiscalYears => say!("exercices civils depuis le {d}", "calendar fiscal years since {d}", d = start),
        Window::Rolling => say!("trois années glissantes depuis le {d}", "three rolling years since {d}", d = start),
    };
    let figures = say!(
        "Plafond {c} pour tout le groupe, {p} déjà accordés ({w}) : il reste {f} ; le plan en demande {u}.",
        "Ceiling {c} for the whole group, {p} already granted ({w}): {f} is left; the plan asks for {u}.",
        c = rule.ceiling,
        p = counted,
        w = window,
        f = free,
        u = high
    );
    let more = match answer {
        Answer::NotMet => say!(
            "Une aide qui dépasse est refusée en entier, pas seulement pour l’excédent : au plus {f} passent.",
            "A grant that exceeds is refused as a whole, not only for the excess: at most {f} pass.",
            f = free
        ),
        Answer::Unknown if !case.project.past_aid_complete => say!(
            "À confirmer : la liste des aides de minimis déjà reçues par le groupe n’est pas dite complète.",
            "To be confirmed: the list of de minimis aid already received by the group is not said to be complete."
        ),
        Answer::Unknown if lower.is_some() && low == high => Text::default(),
        Answer::Unknown => say!(
            "L’équivalent-subvention du prêt reste à obtenir de l’opérateur.",
            "The grant equivalent of the loan is to be asked of the operator."
        ),
        Answer::Met => Text::default(),
    };
    let lower = lower.map_or_else(Text::default, |lower| {
        say!(
            "Plafond propre à cette activité ({n}) : {c}, à vérifier ; {f} passent à coup sûr. Source : {s}.",
            "A ceiling of its own for this activity ({n}): {c}, to be checked; {f} surely pass. Source: {s}.",
            n = &lower.name,
            c = lower.ceiling,
            f = range.sure,
            s = cited(&lower.source)
        )
    });
    let general_interest = rule.general_interest.as_ref().filter(|_| answer == Answer::NotMet).map_or_else(Text::default, |own| {
        say!(
            "Un service d’intérêt économique général a un plafond à part, {c} : il n’est pas jugé ici. Source : {s}.",
            "A service of general economic interest has a ceiling of its own, {c}: it is not judged here. Source: {s}.",
            c = own.ceiling,
            s = cited(&own.source)
        )
    });
    let would_pass = match answer {
        Answer::Met => None,
        Answer::NotMet => Some(free),
        Answer::Unknown => Some(case.de_minimis_free),
    };
    let missing = if answer == Answer::Unknown { range.missing } else { Vec::new() };
    Some((check("de_minimis", name, answer, join([figures, more, lower, general_interest]), would_pass, rule.source.clone()), missing))
}

/// A source within a sentence.
fn cited(source: &Source) -> Text {
    Text::same([Some(&source.title), source.article.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(", "))
}

/// The worst group of costs decides.
fn worst(judged: Vec<(Range, Cents, Cents)>) -> Option<(Answer, Range, Cents, Cents)> {
    let rank = |answer: Answer| [Answer::Met, Answer::Unknown, Answer::NotMet].iter().position(|a| *a == answer);
    judged
        .into_iter()
        .map(|(range, low, high)| (range.judge(low, high), range, low, high))
        .max_by_key(|(answer, _, _, high)| (rank(*answer), *high))
}

fn ceiling_check(rule: &str, name: Text, judged: Vec<(Range, Cents, Cents)>, source: Source) -> Option<Checked> {
    let (answer, range, low, high) = worst(judged)?;
    let because = join([against(&range, low, high), range.because.clone()]);
    let would_pass = match answer {
        Answer::NotMet => range.possible,
        Answer::Unknown => Some(range.sure),
        Answer::Met => None,
    };
    let missing = if answer == Answer::Unknown { range.missing } else { Vec::new() };
    Some((check(rule, name, answer, because, would_pass, source), missing))
}

fn by_regime(case: &Case, entries: &[Entry], wanted: AidRegime, rule: &str, name: Text) -> Option<Checked> {
    let mut judged = Vec::new();
    for (base, members) in groups(case, entries).0 {
        let of_regime: Vec<&&Entry> = members.iter().filter(|e| e.line.regime == wanted).collect();
        if !of_regime.is_empty() {
            let (low, high) = (of_regime.iter().map(|e| e.low).sum(), of_regime.iter().map(|e| e.line.aid).sum());
            judged.push((case.range(wanted, base), low, high));
        }
    }
    let source = match wanted {
        AidRegime::Regional => in_force(&case.rules.regional, case.on).map(|rule| rule.source.clone()),
        _ => in_force(&case.rules.sme_aid, case.on).map(|rule| rule.source.clone()),
    };
    ceiling_check(rule, name, judged, source.unwrap_or_else(unknown_source))
}

fn cumulation(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let mut judged = Vec::new();
    for (base, members) in groups(case, entries).0 {
        let counted: Vec<(&Entry, Regime)> = members.iter().filter_map(|e| Some((*e, regime(case, e.line.regime)?))).collect();
        let regimes: BTreeSet<Regime> = counted.iter().map(|(_, regime)| *regime).collect();
        if let Some(range) = shared(case, &regimes, base) {
            // A grant whose regime is not named may turn out not to be State aid.
            let low = counted.iter().filter(|(_, regime)| *regime != Regime::Unnamed).map(|(e, _)| e.low).sum();
            judged.push((range, low, counted.iter().map(|(e, _)| e.line.aid).sum()));
        }
    }
    let rule = in_force(&case.rules.cumulation, case.on);
    let source = rule.map_or_else(unknown_source, |rule| rule.source.clone());
    let name = rule.map_or_else(|| say!("Cumul d’aides", "Cumulation of aid"), |rule| rule.name.clone());
    ceiling_check("cumulation", name, judged, source)
}

fn other_scheme(entries: &[Entry]) -> Option<Checked> {
    let other = entries.iter().find(|e| e.line.regime == AidRegime::Other && e.line.aid > Cents::ZERO)?;
    let because = say!(
        "« {l} » relève d’un régime dont les plafonds ne sont pas dans les règles de l’outil : les vérifier avec le financeur.",
        "“{l}” comes under a scheme whose ceilings are not among the rules held here: check them with the funder.",
        l = &other.line.label
    );
    Some((
        check("other_scheme", say!("Autre régime d’aide", "Other aid scheme"), Answer::Unknown, because, None, unknown_source()),
        Vec::new(),
    ))
}

fn unnamed_regime(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let is = |l: &crate::Line| case.is_firm && l.regime == AidRegime::None && l.aid > Cents::ZERO;
    let amount = sum(entries, is, |e| e.line.aid);
    let first = entries.iter().find(|e| is(&e.line))?;
    let because = say!(
        "{x} de subvention publique à une entreprise sans régime d’aide nommé (« {l} ») : demander au financeur lequel s’applique.",
        "{x} of public grants to a firm without a named aid regime (“{l}”): ask the funder which one applies.",
        x = amount,
        l = &first.line.label
    );
    Some((check("regime", say!("Régime d’aide à nommer", "Aid regime to be named"), Answer::Unknown, because, None, treaty()), Vec::new()))
}

fn treaty() -> Source {
    Source::new("Traité sur le fonctionnement de l’Union européenne", Mark::General).article("TFUE art. 107")
}

fn unknown_source() -> Source {
    Source::new("Aucune règle connue à cette date", Mark::Assumed)
}
