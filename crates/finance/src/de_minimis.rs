//! De minimis aid: a ceiling per single undertaking over a window of years, whoever gives the aid and whenever it is paid.
//!
//! Regulation 1407/2013 counts fiscal years, regulation 2023/2831 the three years that end on the day of the grant. The
//! aid of every company of the group is summed (single undertaking), whatever its SIREN. A grant that would pass the
//! ceiling loses the regulation for the whole of it, not for the excess (art. 3(7)).

use domain::{AidRegime, Cents, Date, Facts, PastAid};
use jiff::Span;
use programmes::state_aid::{DeMinimisRule, LowerCeiling, Window};

/// First day whose grants still count for a grant made `on`. Fiscal years are taken as calendar years.
pub fn window_start(rule: &DeMinimisRule, on: Date) -> Date {
    let years = i16::from(rule.years);
    match rule.window {
        Window::FiscalYears => Date::new(on.year() - years + 1, 1, 1).unwrap_or(on),
        Window::Rolling => on.checked_sub(Span::new().years(years)).unwrap_or(on),
    }
}

/// De minimis aid already granted in the window (cents). Aid dated after `on` counts too: it would come before the new
/// grant is signed.
pub fn counted(rule: &DeMinimisRule, past: &[PastAid], on: Date) -> Cents {
    let start = window_start(rule, on);
    past.iter().filter(|aid| aid.regime == AidRegime::DeMinimis && aid.granted_on >= start).map(|aid| aid.amount).sum()
}

/// What may still be granted (cents), never negative.
pub fn free(rule: &DeMinimisRule, past: &[PastAid], on: Date) -> Cents {
    rule.ceiling.minus_or_zero(counted(rule, past, on))
}

/// The lower ceiling of the activity of the holder or of the project, when the rule has one.
pub fn lower<'a>(rule: &'a DeMinimisRule, facts: &Facts) -> Option<&'a LowerCeiling> {
    let codes = ["holder.naf", "project.naf"].map(|key| facts.str(key));
    let of_it = |lower: &&LowerCeiling| codes.iter().flatten().any(|naf| lower.naf.iter().any(|start| naf.starts_with(start.as_str())));
    rule.lower.as_ref().filter(of_it)
}

/// What may surely still be granted (cents): within the lower ceiling where there is one.
pub fn sure(rule: &DeMinimisRule, facts: &Facts, past: &[PastAid], on: Date) -> Cents {
    let free = free(rule, past, on);
    lower(rule, facts).map_or(free, |lower| lower.ceiling.minus_or_zero(counted(rule, past, on)).min(free))
}
