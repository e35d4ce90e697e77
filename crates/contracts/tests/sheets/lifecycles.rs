//! A life cycle file that cannot work is told so, at its place.

use crate::LIFECYCLE;
use contracts::{DecisionKind, Lifecycle, Transition};

fn paths(lifecycle: &Lifecycle) -> Vec<String> {
    lifecycle.flaws().into_iter().map(|f| f.path).collect()
}

#[test]
fn the_life_cycles_of_the_programmes_hold() {
    assert!(LIFECYCLE.flaws().is_empty(), "{:?}", LIFECYCLE.flaws());
}

#[test]
fn names_that_lead_nowhere_are_found() {
    let mut broken = LIFECYCLE.clone();
    broken.transitions[0].to = Some("qualifed".into());
    broken.transitions[0].decided_by = vec!["comité".into()];
    let flaws = broken.flaws();
    assert_eq!(flaws.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["transitions[1].decided_by[1]", "transitions[1].to"]);
    assert_eq!(&*flaws[1].mend.en, "was it “qualified”?");
}

#[test]
fn a_state_without_a_way_in_or_out_is_found() {
    let mut broken = LIFECYCLE.clone();
    broken.transitions.retain(|t| t.to.as_deref() != Some("evaluated"));
    assert_eq!(paths(&broken), ["states[9]", "states[10]"], "completed cannot be left, evaluated cannot be reached");
}

#[test]
fn a_decision_that_leads_nowhere_and_a_closed_first_state_are_found() {
    let mut broken = LIFECYCLE.clone();
    broken.states[0].open = false;
    broken.transitions.push(Transition {
        decision: DecisionKind::Dropped,
        from: vec!["completed".into()],
        to: None,
        decided_by: vec!["project".into()],
        evidence: vec![],
    });
    assert_eq!(paths(&broken), ["transitions[17]", "states[1].open"]);
}

#[test]
fn an_invented_contract_says_so_on_every_sheet_and_comes_back_the_same() {
    let sheets = contracts::invent(&LIFECYCLE, 300, 7, crate::TODAY);
    assert_eq!(sheets.len(), 300, "every invented sheet is sound");
    assert!(sheets.iter().all(|s| s.synthetic && s.source.contains("inventée")));
    assert_eq!(sheets, contracts::invent(&LIFECYCLE, 300, 7, crate::TODAY));
    assert_ne!(sheets, contracts::invent(&LIFECYCLE, 300, 8, crate::TODAY));
}
