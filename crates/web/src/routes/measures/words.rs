//! What a measure gives and under which regime of aid, in words and as addresses write it.

use crate::page::Page;
use domain::AidRegime;
use programmes::{Measure, MeasureKind};

/// Every kind, in the order of the filters.
pub const KINDS: [MeasureKind; 6] =
    [MeasureKind::Grant, MeasureKind::Loan, MeasureKind::Engineering, MeasureKind::Support, MeasureKind::Training, MeasureKind::Label];

/// As addresses and files of programmes write it.
pub fn code(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Label => "label",
        MeasureKind::Grant => "grant",
        MeasureKind::Loan => "loan",
        MeasureKind::Engineering => "engineering",
        MeasureKind::Training => "training",
        MeasureKind::Support => "support",
    }
}

/// Name of the message that says it.
pub fn kind_key(kind: MeasureKind) -> String {
    format!("measure-kind-{}", code(kind))
}

/// What a filter offers: as the address writes it, as it is read.
pub fn kinds(page: &Page) -> Vec<(String, String)> {
    KINDS.map(|kind| (code(kind).to_owned(), page.t(&kind_key(kind)))).into()
}

/// Name of the message that says the regime of aid.
pub fn regime_key(regime: &AidRegime) -> &'static str {
    match regime {
        AidRegime::None => "regime-none",
        AidRegime::DeMinimis => "regime-de-minimis",
        AidRegime::Regional => "regime-regional",
        AidRegime::Sme => "regime-sme",
        AidRegime::Other => "regime-other",
    }
}

/// The regime of a measure, or those among which its decider chooses.
pub fn regime(measure: &Measure, page: &Page) -> String {
    if measure.regimes.is_empty() {
        return page.t(regime_key(&measure.regime));
    }
    let among: Vec<String> = measure.regimes.iter().map(|regime| page.t(regime_key(regime))).collect();
    page.t1("measure-regimes", "regimes", among.join(", "))
}
