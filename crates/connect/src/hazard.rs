//! Hazardous waste goes to an authorised receiver only. Its rubrics are known or not; their absence forbids nothing.

use crate::rules::Matching;
use domain::Answer;

/// Whether a receiver may take it. `hazardous` is what the code says; `rubrics` those known of the receiver.
pub fn received(hazardous: Option<bool>, rubrics: &[String], matching: &Matching) -> Answer {
    if hazardous == Some(false) {
        return Answer::Met;
    }
    let listed = &matching.hazard.rubrics;
    let holds = |of: &str, inside: &str| inside == of || inside.strip_prefix(of).is_some_and(|rest| rest.starts_with('-'));
    if rubrics.iter().any(|known| listed.iter().any(|wanted| holds(wanted, known))) {
        return Answer::Met;
    }
    // "2760" alone may be the storage of hazardous waste, 2760-1, or of another kind.
    let in_part = rubrics.iter().any(|known| listed.iter().any(|wanted| holds(known, wanted)));
    if rubrics.is_empty() || in_part || hazardous.is_none() { Answer::Unknown } else { Answer::NotMet }
}
