//! A sheet is born, decided on, goes another way, is dropped and taken up again.

use crate::{LIFECYCLE, TODAY, decision, press_shop, to};
use contracts::{DecisionKind, Sheet, admit, admit_edit, decide, difference, merge};
use domain::{Cents, Lang};
use jiff::civil::date;

fn decided(sheet: &Sheet, by: &contracts::Decision, edits: &[(&str, &str)]) -> Sheet {
    let edits: Vec<_> = edits.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    decide(&LIFECYCLE, sheet, by, &edits, TODAY).unwrap_or_else(|why| panic!("{why:?}")).sheet.into_sheet()
}

fn refused(sheet: &Sheet, by: &contracts::Decision, edits: &[(&str, &str)]) -> Vec<(String, String)> {
    let edits: Vec<_> = edits.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let refusals = decide(&LIFECYCLE, sheet, by, &edits, TODAY).expect_err("refused");
    refusals.into_iter().map(|r| (r.field, r.what.en.to_string())).collect()
}

#[test]
fn five_fields_make_a_sheet() {
    let sheet = admit(&LIFECYCLE, &press_shop()).expect("admitted");
    assert!(sheet.is_open());
    assert_eq!((sheet.state.as_str(), sheet.axes.as_slice()), ("detected", &["foncier".to_owned()][..]));
}

#[test]
fn an_open_sheet_without_owner_action_or_date_says_each() {
    let orphan = Sheet { owner: None, next_action: " ".into(), due: None, ..press_shop() };
    let slips = admit(&LIFECYCLE, &orphan).expect_err("refused");
    assert_eq!(slips.iter().map(|s| s.field.as_str()).collect::<Vec<_>>(), ["owner", "next_action", "due"]);
}

#[test]
fn a_sheet_goes_from_need_to_archive_and_nobody_owns_it_then() {
    let path = [
        ("qualified", "project"),
        ("inscribed", "regional"),
        ("oriented", "lead"),
        ("filed", "holder"),
        ("granted", "operator"),
        ("in_works", "holder"),
        ("completed", "follow-up"),
        ("evaluated", "follow-up"),
        ("archived", "lead"),
    ];
    let sheet = path.iter().fold(press_shop(), |sheet, (state, committee)| decided(&sheet, &to(state, committee), &[]));
    assert_eq!(sheet.state, "archived");
    assert_eq!((sheet.owner, sheet.next_action.as_str(), sheet.due), (None, "", None));
}

#[test]
fn a_committee_that_has_no_say_is_told_who_decides() {
    assert_eq!(
        refused(&press_shop(), &to("qualified", "operator"), &[]),
        [("committee".to_owned(), "This is decided by: project committee, follow-up committee".to_owned())]
    );
}

#[test]
fn a_step_that_does_not_exist_is_told_what_can_be_decided() {
    let [(field, why)] = &refused(&press_shop(), &to("granted", "operator"), &[])[..] else { panic!("one refusal") };
    assert_eq!(field, "decision");
    assert_eq!(why, "“Change of state” cannot be decided of a sheet in the state “Detected”; what can be: qualified, new sheet, dropped");
}

#[test]
fn a_decision_says_why_and_is_not_of_tomorrow() {
    let silent = contracts::Decision { reason: " ".into(), held_on: date(2026, 11, 29), ..to("qualified", "project") };
    let fields: Vec<String> = refused(&press_shop(), &silent, &[]).into_iter().map(|r| r.0).collect();
    assert_eq!(fields, ["reason", "held_on"]);
}

#[test]
fn a_sheet_is_accelerated_once() {
    let qualified = decided(&press_shop(), &to("qualified", "project"), &[]);
    let fast = decided(&qualified, &decision(DecisionKind::Accelerated, "project"), &[("due", "2026-12-01")]);
    assert!(fast.accelerated && fast.state == "qualified" && fast.due == Some(date(2026, 12, 1)));
    let again = refused(&fast, &decision(DecisionKind::Accelerated, "project"), &[("due", "2026-12-02")]);
    assert_eq!(again, [("decision".to_owned(), "This sheet is accelerated already: the decision changes nothing".to_owned())]);
}

#[test]
fn a_reorientation_that_changes_nothing_but_the_state_is_refused() {
    let filed = ["qualified", "inscribed", "oriented", "filed"]
        .iter()
        .zip(["project", "regional", "lead", "lead"])
        .fold(press_shop(), |sheet, (state, committee)| decided(&sheet, &to(state, committee), &[]));
    let refused_file = decided(&filed, &to("refused", "operator"), &[]);
    let why = refused(&refused_file, &decision(DecisionKind::Reoriented, "project"), &[("next_action", "Chercher une autre aide")]);
    assert_eq!(why[0].0, "decision");
    let other =
        decided(&refused_file, &decision(DecisionKind::Reoriented, "project"), &[("axes", "Transition écologique et décarbonation")]);
    assert_eq!((other.state.as_str(), other.axes.as_slice()), ("inscribed", &["transition".to_owned()][..]));
    let changes = difference(&refused_file, &other, &LIFECYCLE);
    let words: Vec<_> = changes.iter().map(|c| format!("{}: {} → {}", c.label.en, c.before.en, c.after.en)).collect();
    assert_eq!(words, ["Axes: Land → Ecological transition and decarbonisation", "State: Refused → Inscribed"]);
}

#[test]
fn a_dropped_sheet_is_taken_up_again_by_somebody() {
    let dropped = decided(&press_shop(), &decision(DecisionKind::Dropped, "project"), &[]);
    assert!(dropped.owner.is_none());
    let missing: Vec<String> = refused(&dropped, &to("qualified", "project"), &[]).into_iter().map(|r| r.0).collect();
    assert_eq!(missing, ["owner", "next_action", "due"]);
    let follow = [("owner", "Jean Roux"), ("next_action", "Rappeler"), ("due", "15/12/2026")];
    assert_eq!(decided(&dropped, &to("qualified", "project"), &follow).owner.map(|o| o.name).as_deref(), Some("Jean Roux"));
}

#[test]
fn pieces_that_were_not_seen_are_said() {
    let seen = contracts::Decision { evidence: vec!["need".into()], ..to("qualified", "project") };
    let outcome = decide(&LIFECYCLE, &press_shop(), &seen, &[], TODAY).expect("decided");
    assert_eq!(outcome.missing.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["sheet"]);
}

#[test]
fn the_state_is_not_edited_by_hand() {
    let before = press_shop();
    let slips = admit_edit(&LIFECYCLE, &before, &Sheet { state: "granted".into(), ..before.clone() }).expect_err("refused");
    assert_eq!(slips[0].field, "state");
}

#[test]
fn two_people_on_two_fields_lose_nothing_and_on_one_must_choose() {
    let base = press_shop();
    let mine = Sheet { holder: "Emboutis de Bourgogne".into(), total_cost: Some(Cents::euros(1_200_000)), ..base.clone() };
    let theirs = Sheet { holder: "Emboutis SAS".into(), needs: "Dérogation espèces".into(), ..base.clone() };
    let merged = merge(&base, &mine, &theirs, &[]);
    assert_eq!(merged.clashes, ["holder"]);
    assert_eq!((merged.sheet.holder.as_str(), merged.sheet.total_cost), ("Emboutis SAS", mine.total_cost));
    assert_eq!(merged.sheet.needs, "Dérogation espèces");
    let chosen = merge(&base, &mine, &theirs, &["holder".into()]);
    assert_eq!(chosen.sheet.holder, "Emboutis de Bourgogne");
}

#[test]
fn a_verified_figure_says_by_which_source_and_a_measure_says_when() {
    let mut sheet = press_shop();
    for (key, text) in [("measured", "8"), ("status", "vérifié")] {
        let key = format!("indicator.jobs-created.{key}");
        let field = contracts::field::all(&LIFECYCLE).into_iter().find(|f| f.key == key).expect("a field");
        field.write(&mut sheet, text, &LIFECYCLE).expect("read");
    }
    let slips = admit(&LIFECYCLE, &sheet).expect_err("refused");
    assert_eq!(slips.iter().map(|s| s.field.as_str()).collect::<Vec<_>>(), ["indicator.jobs-created.on", "indicator.jobs-created.source"]);
    assert_eq!(contracts::field::show("indicator.jobs-created", &sheet, Lang::Fr, &LIFECYCLE), "mesuré 8, vérifié");
}
