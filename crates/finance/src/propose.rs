//! The lines that the measures can add to those of the holder: the most grants, then as few loans as the gap needs.
//!
//! Only measures whose conditions are met are proposed, and own funds are never made up: what nobody brings stays a gap.

use crate::Candidate;
use crate::case::{Case, Entry};
use crate::checks_public::needs_filing_first;
use crate::say::{join, say};
use crate::search::{EXACT, Search, tightest};
use crate::{Line, regional};
use domain::{AidRegime, Answer, Cents, Datum, Funder, Instrument, LineState, Text, Value};

pub(crate) struct Proposal {
    pub entries: Vec<Entry>,
    pub notes: Vec<Text>,
    pub missing: Vec<String>,
}

pub(crate) fn propose(case: &Case, declared: Vec<Entry>, candidates: &[Candidate]) -> Proposal {
    let already = |c: &&Candidate| case.project.financing.iter().any(|line| line.measure.as_ref() == Some(&c.measure));
    let mut open: Vec<&Candidate> = candidates.iter().filter(|c| !already(c)).collect();
    open.sort_by(|a, b| (&a.programme, &a.measure).cmp(&(&b.programme, &b.measure)));
    let usable: Vec<&Candidate> = open.iter().copied().filter(|c| c.answer == Answer::Met && barred(case, c).is_none()).collect();
    let mut entries = declared;
    let mut notes = Vec::new();
    for grants in [true, false] {
        let items = usable.iter().copied().filter(|c| money(c.kind) && c.is_grant() == grants).collect();
        let before = entries.clone();
        let (chosen, proved) = Search::new(case, &before, items).run();
        entries.extend(chosen.into_iter().map(|(candidate, amount)| proposed(case, &before, candidate, amount)));
        if !proved {
            notes.push(say!(
                "Plus de {n} mesures possibles : le choix est bon, il n’est pas prouvé le meilleur.",
                "More than {n} possible measures: the choice is good, it is not proved to be the best.",
                n = EXACT as f64
            ));
        }
    }
    let mut missing = Vec::new();
    // A measure is told once, whatever the legal bases it may take.
    open.dedup_by(|b, a| a.same_measure(b));
    for candidate in open {
        let used = entries.iter().any(|e| e.line.proposed && e.line.measure.as_ref() == Some(&candidate.measure));
        if !used {
            notes.extend(left_out(case, &entries, candidate, &mut missing));
        }
    }
    Proposal { entries, notes, missing }
}

fn money(kind: Instrument) -> bool {
    !matches!(kind, Instrument::InKind | Instrument::OwnFunds)
}

/// A measure that must be asked for before the works cannot help a project that has begun.
fn barred(case: &Case, c: &Candidate) -> Option<Text> {
    let first = needs_filing_first(c.regime, c.funder == Funder::State && c.is_grant());
    (first && case.project.facts.bool("project.started") == Some(true)).then(|| {
        say!(
            "commande ou travaux déjà engagés : la demande devait venir avant",
            "orders or works already begun: the application had to come first"
        )
    })
}

fn proposed(case: &Case, before: &[Entry], candidate: &Candidate, amount: Cents) -> Entry {
    let limited = candidate.most.is_some_and(|most| amount < most);
    let why = if limited {
        let (_, why) = tightest(case, before, candidate);
        say!("Limité à {x} : {why}.", "Limited to {x}: {why}.", x = amount, why = why)
    } else {
        Text::default()
    };
    let bound = if candidate.is_aid() && !candidate.is_grant() {
        say!(
            "Compté comme aide pour tout son montant tant que l’équivalent-subvention n’est pas connu.",
            "Counted as aid for its whole amount until the grant equivalent is known."
        )
    } else {
        Text::default()
    };
    Entry {
        line: Line {
            label: candidate.name.clone(),
            funder: candidate.funder,
            instrument: candidate.kind,
            regime: candidate.regime,
            state: LineState::Considered,
            measure: Some(candidate.measure.clone()),
            amount,
            aid: if candidate.is_aid() { amount } else { Cents::ZERO },
            proposed: true,
            because: join([sentence(&candidate.because), why, bound]),
        },
        base: None,
        low: if candidate.is_grant() && candidate.is_aid() { amount } else { Cents::ZERO },
    }
}

/// Ends a clause as a sentence.
fn sentence(text: &Text) -> Text {
    let end = |s: &str| if s.is_empty() || s.ends_with(['.', '?', '!', '»', '”']) { s.to_owned() } else { format!("{s}.") };
    Text::new(end(&text.fr), end(&text.en))
}

/// What a committee should know of a measure that is not in the plan.
fn left_out(case: &Case, entries: &[Entry], c: &Candidate, missing: &mut Vec<String>) -> Option<Text> {
    let name = &c.name;
    let most = c.most.map(|most| most.min(case.cost));
    match (c.answer, most) {
        (Answer::NotMet, _) => None,
        (_, _) if c.kind == Instrument::InKind => Some(say!(
            "{name} : prestation prise en charge par l’opérateur, hors des totaux.",
            "{name}: a service paid by the operator, outside the totals.",
            name = name
        )),
        (Answer::Unknown, Some(most)) => Some(say!(
            "{name} : si les conditions encore ouvertes sont remplies, jusqu’à {x}, dans la limite des plafonds.",
            "{name}: if the conditions still open are met, up to {x}, within the ceilings.",
            name = name,
            x = most
        )),
        (Answer::Unknown, None) => Some(say!(
            "{name} : conditions encore ouvertes, montant inconnu.",
            "{name}: conditions still open, amount unknown.",
            name = name
        )),
        (Answer::Met, None) => Some(say!(
            "{name} : ouverte au projet, mais son montant est inconnu.",
            "{name}: open to the project, but its amount is unknown.",
            name = name
        )),
        (Answer::Met, Some(most)) => {
            if let Some(why) = barred(case, c) {
                return Some(say!("{name} : écartée, {why}.", "{name}: left out, {why}.", name = name, why = why));
            }
            if c.regime == AidRegime::Regional && !case.regional.missing.is_empty() {
                missing.extend(case.regional.missing.iter().cloned());
                return Some(if_in_zone(case, c, most));
            }
            let (room, why) = tightest(case, entries, c);
            let least = c.least.unwrap_or_default();
            Some(if room.minus_or_zero(least).is_zero() && room < most {
                say!("{name} : non retenue, {why}.", "{name}: not taken, {why}.", name = name, why = why)
            } else {
                say!(
                    "{name} : non retenue, d’autres mesures apportent davantage.",
                    "{name}: not taken, other measures bring more.",
                    name = name
                )
            })
        }
    }
}

/// What a regional aid would allow in a "c" zone, while the zone or another fact is not known.
fn if_in_zone(case: &Case, c: &Candidate, most: Cents) -> Text {
    let mut facts = case.project.facts.clone();
    if facts.str("place.afr_zone").is_none() {
        facts.set("place.afr_zone", Datum::declared(Value::Code("c".into())));
    }
    let range = regional::ceiling(&facts, &case.size, case.eligible, case.rules, case.on);
    match range.possible {
        Some(possible) => say!(
            "{name} : si la zone, la taille et l’activité le permettent (zone « c »), jusqu’à {x}.",
            "{name}: if the zone, the size and the activity allow it (“c” zone), up to {x}.",
            name = &c.name,
            x = possible.min(most)
        ),
        None => say!(
            "{name} : le plafond régional ne peut pas encore être calculé.",
            "{name}: the regional ceiling cannot be computed yet.",
            name = &c.name
        ),
    }
}
