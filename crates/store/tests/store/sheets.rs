//! A territory keeps its sheets: created, saved by two people at once, decided on, listed, undone.

use crate::engines::{minute, on_each_engine};
use contracts::{
    Axis, Committee, Decision, DecisionKind, IndicatorSpec, Lifecycle, Owner, Sheet, Sound, State, Transition, admit, admit_edit, decide,
};
use domain::{Source, Text};
use jiff::civil::date;
use store::sheets::{self, After, Change, Filter, Order, Place, Saved};
use store::{SheetId, Store, audit};

/// Three states are enough for a store.
fn lifecycle() -> Lifecycle {
    let word = Text::same("x");
    let state = |id: &str, open| State { id: id.into(), name: Text::same(id), about: word.clone(), open };
    let transition = |decision, from: &[&str], to: Option<&str>| Transition {
        decision,
        from: from.iter().map(|s| (*s).to_owned()).collect(),
        to: to.map(str::to_owned),
        decided_by: vec!["project".into()],
        evidence: vec![],
    };
    Lifecycle {
        states: vec![state("detected", true), state("in_works", true), state("archived", false)],
        committees: vec![Committee { id: "project".into(), name: word.clone() }],
        transitions: vec![
            transition(DecisionKind::Moved, &["detected"], Some("in_works")),
            transition(DecisionKind::Dropped, &["detected", "in_works"], Some("archived")),
            transition(DecisionKind::Accelerated, &["in_works"], None),
        ],
        axes: ["land", "skills"].map(|id| Axis { id: id.into(), name: word.clone() }).to_vec(),
        indicators: vec![IndicatorSpec { id: "jobs".into(), name: word.clone(), unit: word.clone(), definition: word.clone() }],
        sources: vec![Source::default()],
    }
}

pub fn sheet(number: &str, title: &str, owner: &str, day: i8) -> Sheet {
    let owner = Owner { name: owner.into(), person: None };
    Sheet { number: number.into(), ..Sheet::new(title, "Emboutis de Saône", "land", owner, "Relancer", date(2026, 12, day), "detected") }
}

pub fn sound(sheet: &Sheet) -> Sound {
    admit(&lifecycle(), sheet).unwrap_or_else(|slips| panic!("{slips:?}"))
}

fn grand_chalon() -> Place {
    Place { phase: 2, code: "ti-2704".into(), region: "27".into() }
}

pub async fn created(store: &Store, sheet: &Sheet) -> SheetId {
    sheets::create(store, &grand_chalon(), &sound(sheet), None, "person:camille", None, minute(0)).await.expect("created")
}

pub fn decided(id: &SheetId, version: i64, before: &Sheet, kind: DecisionKind) -> Change {
    let decision = Decision {
        kind,
        to: None,
        committee: "project".into(),
        held_on: date(2026, 11, 20),
        reason: "avis favorable".into(),
        evidence: vec![],
    };
    let outcome = decide(&lifecycle(), before, &decision, &[], date(2026, 11, 28)).unwrap_or_else(|why| panic!("{why:?}"));
    Change { id: id.clone(), expected: version, sheet: outcome.sheet, decision: Some((decision, vec!["minutes".into()])) }
}

#[tokio::test]
async fn a_sheet_is_found_again_as_it_was_written_and_audited() {
    on_each_engine(async |store| {
        let written = sheet("2.3", "Atelier", "Camille", 5);
        let id = created(&store, &written).await;
        let found = sheets::find(&store, &id).await.expect("read").expect("found");
        assert_eq!((found.sheet, found.version, found.place), (written, 1, grand_chalon()));
        let entries = audit::of_object(&store, &format!("sheet:{id}"), 10).await.expect("audit");
        assert_eq!(entries.iter().map(|e| (e.what.as_str(), e.who.as_str())).collect::<Vec<_>>(), [("sheet.create", "person:camille")]);
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_sheet() {
    on_each_engine(async |store| {
        let key = store::idempotency::Key::new("drawn by the form");
        let once = sound(&sheet("1", "Atelier", "Camille", 5));
        let place = grand_chalon();
        let make = || sheets::create(&store, &place, &once, None, "person:camille", Some(&key), minute(0));
        let (first, second) = (make().await.expect("created"), make().await.expect("created"));
        assert_eq!(first, second);
        assert_eq!(sheets::count(&store, 2, "ti-2704", &Filter::default()).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn of_two_people_who_save_at_once_one_is_told_what_the_other_saved() {
    on_each_engine(async |store| {
        let base = sheet("2.3", "Atelier", "Camille", 5);
        let id = created(&store, &base).await;
        let mine = admit_edit(&lifecycle(), &base, &Sheet { title: "Atelier d’emboutissage".into(), ..base.clone() }).expect("admitted");
        let theirs = admit_edit(&lifecycle(), &base, &Sheet { needs: "Dérogation".into(), ..base.clone() }).expect("admitted");
        let first = sheets::save(&store, &id, 1, &theirs, "person:jean", None, minute(1)).await;
        assert_eq!(first, Ok(Saved::Saved(2)));
        let second = sheets::save(&store, &id, 1, &mine, "person:camille", None, minute(2)).await.expect("answered");
        let Saved::Conflict { base: started, current } = second else { panic!("{second:?}") };
        assert_eq!((*started, current.version, current.sheet.needs.as_str()), (base.clone(), 2, "Dérogation"));
        let merged = contracts::merge(&base, &mine, &current.sheet, &[]);
        assert!(merged.clashes.is_empty());
        let both = admit_edit(&lifecycle(), &current.sheet, &merged.sheet).expect("admitted");
        assert_eq!(sheets::save(&store, &id, 2, &both, "person:camille", None, minute(3)).await, Ok(Saved::Saved(3)));
        let versions = sheets::versions(&store, &id).await.expect("versions");
        assert_eq!(
            versions.iter().map(|v| (v.number, v.changed.join(","))).collect::<Vec<_>>(),
            [(3, "title".to_owned()), (2, "needs".to_owned()), (1, String::new())]
        );
    })
    .await;
}

#[tokio::test]
async fn a_save_that_changes_nothing_makes_no_version() {
    on_each_engine(async |store| {
        let base = sheet("2.3", "Atelier", "Camille", 5);
        let id = created(&store, &base).await;
        assert_eq!(sheets::save(&store, &id, 1, &sound(&base), "person:jean", None, minute(1)).await, Ok(Saved::Saved(1)));
        assert_eq!(sheets::versions(&store, &id).await.expect("versions").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_state_moves_by_a_decision_and_by_nothing_else() {
    on_each_engine(async |store| {
        let base = sheet("2.3", "Atelier", "Camille", 5);
        let id = created(&store, &base).await;
        let moved = sound(&Sheet { state: "in_works".into(), ..base.clone() });
        assert!(sheets::save(&store, &id, 1, &moved, "person:jean", None, minute(1)).await.is_err());
        let change = decided(&id, 1, &base, DecisionKind::Moved);
        assert_eq!(sheets::decide(&store, &change, "person:camille", None, minute(2)).await, Ok(Saved::Saved(2)));
        let recorded = sheets::decisions(&store, &id).await.expect("decisions").remove(0);
        assert_eq!((recorded.from_state.as_str(), recorded.to_state.as_str(), recorded.version), ("detected", "in_works", 2));
        assert_eq!((recorded.missing.as_slice(), recorded.author.as_str()), (&["minutes".to_owned()][..], "person:camille"));
        assert_eq!(sheets::committees(&store, 2, "ti-2704", 5).await, Ok(vec![(date(2026, 11, 20), "project".into(), 1)]));
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_undone_but_for_what_somebody_changed_since() {
    on_each_engine(async |store| {
        let (one, two) = (sheet("1", "Une", "Camille", 5), sheet("2", "Deux", "Camille", 6));
        let (a, b) = (created(&store, &one).await, created(&store, &two).await);
        let changes = vec![decided(&a, 1, &one, DecisionKind::Dropped), decided(&b, 1, &two, DecisionKind::Moved)];
        let outcomes = sheets::apply(&store, changes, "lot", "person:camille", minute(1)).await.expect("applied");
        assert_eq!(outcomes, [Saved::Saved(2), Saved::Saved(2)]);
        let stands = sheets::find(&store, &b).await.expect("read").expect("found");
        let later = admit_edit(&lifecycle(), &stands.sheet, &Sheet { title: "Deux bis".into(), ..stands.sheet.clone() }).expect("admitted");
        sheets::save(&store, &b, 2, &later, "person:jean", None, minute(2)).await.expect("saved");
        let undone = sheets::undo(&store, "lot", |s| admit(&lifecycle(), s).ok(), "person:camille", minute(3)).await.expect("undone");
        assert_eq!((undone.undone, undone.left), (vec![a.clone()], vec![b]));
        let back = sheets::find(&store, &a).await.expect("read").expect("found");
        assert_eq!((back.sheet, back.version), (one, 3));
        assert!(sheets::decisions(&store, &a).await.expect("decisions")[0].undone.is_some());
        let again = sheets::undo(&store, "lot", |s| admit(&lifecycle(), s).ok(), "person:camille", minute(4)).await.expect("undone");
        assert!(again.undone.is_empty(), "undone once");
    })
    .await;
}

#[tokio::test]
async fn the_table_is_filtered_sorted_and_paged_without_losing_a_row() {
    on_each_engine(async |store| {
        for i in 1..=23_i8 {
            let title = if i % 5 == 0 { "École de production" } else { "Atelier" };
            let owner = if i % 2 == 0 { "Camille Martin" } else { "Jean Roux" };
            created(&store, &sheet(&format!("2.{i}"), title, owner, i)).await;
        }
        let titles = async |filter: &Filter, order| {
            let (mut seen, mut after) = (vec![], None::<After>);
            loop {
                let page = sheets::list(&store, 2, "ti-2704", filter, order, after.as_ref(), 4).await.expect("page");
                let Some(last) = page.last() else { return seen };
                after = After::parse(&After::of(last, order).to_string());
                seen.extend(page.into_iter().map(|line| line.number));
            }
        };
        let all: Vec<String> = (1..=23).map(|i| format!("2.{i}")).collect();
        assert_eq!(titles(&Filter::default(), Order::Number).await, all, "2.10 after 2.9");
        assert_eq!(titles(&Filter::default(), Order::Due).await, all);
        let mut reversed = all.clone();
        reversed.reverse();
        assert_eq!(titles(&Filter::default(), Order::Changed).await, reversed);
        let schools = Filter { text: "ecole PRODUCTION".into(), ..Filter::default() };
        assert_eq!(titles(&schools, Order::Number).await, ["2.5", "2.10", "2.15", "2.20"]);
        let late = Filter { late_on: Some(date(2026, 12, 4)), owner: "jean-roux".into(), ..Filter::default() };
        assert_eq!(titles(&late, Order::Due).await, ["2.1", "2.3"]);
        assert_eq!(sheets::count(&store, 2, "ti-2704", &schools).await, Ok(4));
        assert_eq!(sheets::counts(&store, 2, "ti-2704", &schools).await, Ok(vec![("detected".to_owned(), 4)]));
        assert_eq!(sheets::counts(&store, 2, "ti-2704", &Filter::default()).await, Ok(vec![("detected".to_owned(), 23)]));
        let none = Filter { axis: "skills".into(), ..Filter::default() };
        assert_eq!(sheets::count(&store, 2, "ti-2704", &none).await, Ok(0));
        assert_eq!(sheets::count(&store, 1, "ti-2704", &Filter::default()).await, Ok(0), "the other phase is another contract");
        let nasty = Filter { text: "%_'; --".into(), owner: "%".into(), ..Filter::default() };
        assert_eq!(sheets::count(&store, 2, "ti-2704", &nasty).await, Ok(0), "a pattern is not a filter");
    })
    .await;
}

#[tokio::test]
async fn a_closed_sheet_is_late_for_nobody() {
    on_each_engine(async |store| {
        let open = sheet("1", "Atelier", "Camille", 1);
        let id = created(&store, &open).await;
        let late = Filter { late_on: Some(date(2027, 1, 1)), ..Filter::default() };
        assert_eq!(sheets::count(&store, 2, "ti-2704", &late).await, Ok(1));
        let change = decided(&id, 1, &open, DecisionKind::Dropped);
        sheets::decide(&store, &change, "person:camille", None, minute(1)).await.expect("decided");
        assert_eq!(sheets::count(&store, 2, "ti-2704", &late).await, Ok(0));
        assert!(sheets::owners(&store, 2, "ti-2704").await.expect("owners").is_empty());
    })
    .await;
}
