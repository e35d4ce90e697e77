//! Whatever is typed and decided, in whatever order, every sheet that results is sound.

use crate::{LIFECYCLE, TODAY, press_shop};
use contracts::{Decision, DecisionKind, Sheet, admit, admit_edit, changed, decide, field, merge};
use jiff::civil::date;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Edit(usize, String),
    Decide { kind: usize, to: Option<usize>, committee: usize, reason: bool, follow: bool, edit: Option<(usize, String)> },
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("2026-12-24".to_owned()),
        Just("12".to_owned()),
        Just("480 k€".to_owned()),
        Just("foncier, innovation".to_owned()),
        Just("vérifié".to_owned()),
        "[a-zé ]{0,12}",
        any::<String>(),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let edit = (0usize..200, text());
    let decide =
        (0usize..5, proptest::option::of(0usize..12), 0usize..6, any::<bool>(), any::<bool>(), proptest::option::of((0usize..200, text())));
    prop_oneof![
        edit.prop_map(|(field, text)| Step::Edit(field, text)),
        decide.prop_map(|(kind, to, committee, reason, follow, edit)| Step::Decide { kind, to, committee, reason, follow, edit }),
    ]
}

/// What the sheet becomes; unchanged when the step is refused.
fn take(sheet: &Sheet, step: &Step) -> (Sheet, bool) {
    let fields = field::all(&LIFECYCLE);
    match step {
        Step::Edit(index, text) => {
            let mut after = sheet.clone();
            let written = fields[index % fields.len()].write(&mut after, text, &LIFECYCLE);
            let admitted = written.is_ok().then(|| admit_edit(&LIFECYCLE, sheet, &after).ok()).flatten();
            (admitted.map_or_else(|| sheet.clone(), contracts::Sound::into_sheet), false)
        }
        Step::Decide { kind, to, committee, reason, follow, edit } => {
            let decision = Decision {
                kind: DecisionKind::ALL[*kind],
                to: to.map(|i| LIFECYCLE.states[i % LIFECYCLE.states.len()].id.clone()),
                committee: LIFECYCLE.committees[committee % LIFECYCLE.committees.len()].id.clone(),
                held_on: date(2026, 11, 1),
                reason: if *reason { "vu en comité".into() } else { String::new() },
                evidence: vec![],
            };
            let mut edits = vec![];
            if *follow {
                edits.extend(
                    [("owner", "Jean"), ("next_action", "Relancer"), ("due", "2027-01-15")].map(|(k, v)| (k.to_owned(), v.to_owned())),
                );
            }
            edits.extend(edit.as_ref().map(|(i, text)| (fields[i % fields.len()].key.clone(), text.clone())));
            match decide(&LIFECYCLE, sheet, &decision, &edits, TODAY) {
                Ok(decided) => {
                    assert!(!decided.difference.is_empty(), "a decision that changes nothing was recorded: {decision:?}");
                    (decided.sheet.into_sheet(), true)
                }
                Err(refusals) => {
                    assert!(refusals.iter().all(|r| !r.what.fr.is_empty() && !r.what.en.is_empty()), "a refusal says why");
                    (sheet.clone(), false)
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_open_sheet_always_has_one_owner_and_one_dated_action_and_a_closed_one_none(steps in proptest::collection::vec(step(), 0..60)) {
        let mut sheet = press_shop();
        for step in &steps {
            let (after, decided) = take(&sheet, step);
            let open = LIFECYCLE.is_open(&after.state);
            prop_assert_eq!(after.owner.as_ref().is_some_and(|o| !o.name.is_empty()), open);
            prop_assert_eq!(!after.next_action.is_empty(), open);
            prop_assert_eq!(after.due.is_some(), open);
            // Only a decision moves a sheet.
            prop_assert!(decided || (after.state == sheet.state && after.accelerated == sheet.accelerated));
            prop_assert!(admit(&LIFECYCLE, &after).is_ok(), "{:?}", after);
            sheet = after;
        }
    }

    #[test]
    fn a_merge_loses_nothing_that_only_one_of_two_people_typed(mine in proptest::collection::vec(step(), 0..12), theirs in proptest::collection::vec(step(), 0..12)) {
        let base = press_shop();
        let walk = |steps: &[Step]| steps.iter().fold(base.clone(), |sheet, step| take(&sheet, step).0);
        let (mine, theirs) = (walk(&mine), walk(&theirs));
        let merged = merge(&base, &mine, &theirs, &[]);
        let (i, they) = (changed(&base, &mine), changed(&base, &theirs));
        for key in changed(&theirs, &merged.sheet) {
            prop_assert!(i.contains(&key) && !they.contains(&key), "{} moved by nobody", key);
        }
        for key in &i {
            let kept = !changed(&mine, &merged.sheet).contains(key);
            prop_assert!(kept || merged.clashes.contains(key), "{} was lost", key);
        }
        prop_assert_eq!(merge(&base, &base, &theirs, &[]).sheet, theirs.clone());
        prop_assert_eq!(merge(&base, &mine, &base, &[]).sheet, mine.clone());
    }
}
