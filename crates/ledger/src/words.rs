//! Figures of the ledger, written in the unit of their envelope.

use crate::Unit;
use domain::{Cents, Lang, format};

/// "150 000 000 €", "1 000 places".
pub fn quantity(amount: i64, unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Money => format::money(Cents(amount), lang),
        Unit::Places => {
            let plural = match lang {
                Lang::Fr => amount.abs() >= 2,
                Lang::En => amount.abs() != 1,
            };
            // Exact: places stay under 2⁵³.
            format!("{}\u{a0}place{}", format::number(amount as f64, 0, lang), if plural { "s" } else { "" })
        }
    }
}
