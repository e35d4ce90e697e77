//! CGCT L1111-10 III: a local authority that invests brings at least 20 % of what public persons finance, its own share
//! included. Private money is outside the base; a company is outside the rule.

use domain::{Answer, Cents, Facts, Rate};
use programmes::state_aid::OwnShareRule;

/// Whether the rule binds this holder; unknown while the holder's kind is. Overseas authorities are outside it.
pub fn applies(rule: &OwnShareRule, facts: &Facts) -> Answer {
    match facts.str("holder.kind") {
        None => Answer::Unknown,
        Some(kind) => Answer::from(rule.holders.iter().any(|h| h == kind) && facts.bool("place.overseas") != Some(true)),
    }
}

/// Judges a share `own` beside `aid` from other public persons (cents).
pub fn judge(least: Rate, own: Cents, aid: Cents) -> Answer {
    Answer::from(i128::from(own.0) * 10_000 >= i128::from(least.0) * i128::from(own.0 + aid.0))
}

/// Smallest own share when public persons finance `public` in all (rounded up to the cent).
pub fn least_own(least: Rate, public: Cents) -> Cents {
    Cents(
        (i128::from(public.0) * i128::from(least.0)).div_euclid(10_000) as i64
            + i64::from((i128::from(public.0) * i128::from(least.0)) % 10_000 != 0),
    )
}

/// Largest aid from other public persons beside a given own share (rounded down to the cent).
pub fn most_aid(least: Rate, own: Cents) -> Cents {
    if least.0 == 0 {
        return Cents(i64::MAX);
    }
    Cents((i128::from(own.0) * i128::from(10_000 - least.0) / i128::from(least.0)).min(i128::from(i64::MAX)) as i64)
}
