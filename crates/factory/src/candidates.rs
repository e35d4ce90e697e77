//! Measures that could pay, told to the finance station in its own words: stations never read one another.

use domain::{Facts, Funder, Instrument};
use finance::Candidate;
use programmes::{Measure, MeasureKind, Rulebook};
use qualify::{Qualification, Verdict};

/// One candidate per measure, or one per legal basis when the decider chooses among several.
pub fn candidates(qualification: &Qualification, rulebook: &Rulebook, facts: &Facts) -> Vec<Candidate> {
    // Nobody is lent more than they ask for.
    let asked = facts.money("project.loan_asked");
    let of = |v: &Verdict| {
        let measure = rulebook.measure(&v.measure)?;
        let kind = instrument(measure)?;
        let bases = if measure.regimes.is_empty() { vec![measure.regime] } else { measure.regimes.clone() };
        let candidate = move |regime| Candidate {
            programme: v.programme.to_string(),
            measure: v.measure.to_string(),
            name: v.name.clone(),
            kind,
            funder: funder(&measure.operators),
            regime,
            answer: v.answer,
            least: v.amount.least,
            most: v.amount.most.map(|most| asked.filter(|_| kind == Instrument::Loan).map_or(most, |asked| most.min(asked))),
            advance: measure.advance.as_ref().map(|advance| advance.most),
            because: v.amount.because.clone(),
        };
        Some(bases.into_iter().map(candidate).collect::<Vec<_>>())
    };
    qualification.verdicts.iter().filter_map(of).flatten().collect()
}

fn instrument(measure: &Measure) -> Option<Instrument> {
    match measure.kind {
        MeasureKind::Grant => Some(Instrument::Grant),
        MeasureKind::Loan => Some(Instrument::Loan),
        MeasureKind::Engineering => Some(Instrument::InKind),
        MeasureKind::Label | MeasureKind::Training | MeasureKind::Support => None,
    }
}

fn funder(operators: &[String]) -> Funder {
    let has = |word: &str| operators.iter().any(|o| domain::name::fold(o).contains(word));
    if has("region") && operators.len() == 1 {
        Funder::Region
    } else if has("etat") || has("prefe") {
        Funder::State
    } else {
        Funder::Operator
    }
}
