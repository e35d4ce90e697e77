//! Sheets as territories live with them, with the life cycle of phase 2.

mod fields;
mod histories;
mod lifecycles;
mod stories;

use contracts::{Decision, DecisionKind, Lifecycle, Owner, Sheet};
use domain::Date;
use jiff::civil::date;
use std::sync::LazyLock;

pub static LIFECYCLE: LazyLock<Lifecycle> = LazyLock::new(|| {
    let rulebook = programmes::Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
    rulebook.lifecycle(2).expect("phase 2 has a life cycle").clone()
});

pub const TODAY: Date = date(2026, 11, 28);

/// The five fields of a new sheet.
pub fn press_shop() -> Sheet {
    let owner = Owner { name: "Camille Martin".into(), person: Some("00".into()) };
    Sheet::new("Atelier d’emboutissage", "Emboutis de Saône", "foncier", owner, "Visiter le site", date(2026, 12, 5), LIFECYCLE.first())
}

pub fn decision(kind: DecisionKind, committee: &str) -> Decision {
    let reason = "Le comité suit l’avis du chef de projet".into();
    Decision { kind, to: None, committee: committee.into(), held_on: date(2026, 11, 20), reason, evidence: vec![] }
}

pub fn to(state: &str, committee: &str) -> Decision {
    Decision { to: Some(state.into()), ..decision(DecisionKind::Moved, committee) }
}
