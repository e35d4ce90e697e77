//! Investment aid to SMEs outside the regional-aid zones (GBER art. 17): a share of the eligible cost by size.

use crate::range::Range;
use crate::say::say;
use crate::size::{Class, SizeJudgement};
use domain::{Cents, Date};
use programmes::StateAid;
use programmes::state_aid::{SmeAidRule, in_force};

/// Ceiling (cents) for one class of firm, rounded down; nothing for a large firm.
pub fn amount(rule: &SmeAidRule, class: Class, eligible: Cents) -> Cents {
    match class {
        Class::Small => eligible.share(rule.small),
        Class::Medium => eligible.share(rule.medium),
        Class::Large => Cents::ZERO,
    }
}

/// Ceiling over every size that the facts leave open.
pub fn ceiling(size: &SizeJudgement, eligible: Option<Cents>, rules: &StateAid, on: Date) -> Range {
    let Some(rule) = in_force(&rules.sme_aid, on) else {
        return Range::unknown(say!("Aucune règle connue au {x}.", "No rule is known on {x}.", x = on), Vec::new());
    };
    let Some(eligible) = eligible else {
        let missing = std::iter::once("project.eligible_cost".to_owned()).chain(size.missing.clone()).collect();
        return Range::unknown(say!("Les dépenses éligibles sont inconnues.", "The eligible expenditure is unknown."), missing);
    };
    let amounts: Vec<Cents> = size.classes().into_iter().map(|class| amount(rule, class, eligible)).collect();
    let sure = amounts.iter().copied().min().unwrap_or(Cents::ZERO);
    let possible = amounts.iter().copied().max();
    let missing = if possible == Some(sure) { Vec::new() } else { size.missing.clone() };
    let because = say!(
        "{s} des dépenses éligibles ({e}) pour une petite entreprise, {m} pour une moyenne, rien pour une grande.",
        "{s} of the eligible expenditure ({e}) for a small firm, {m} for a medium one, nothing for a large one.",
        s = rule.small,
        m = rule.medium,
        e = eligible
    );
    Range { sure, possible, because, missing }
}
