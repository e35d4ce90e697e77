//! Two people change the same project; someone regrets a change.

use crate::engines::{created, minute, on_each_engine, press_shop, with_headcount};
use domain::{Datum, Value};
use store::projects::{self, Saved};

#[tokio::test]
async fn undoing_brings_an_old_version_back_as_a_new_one_and_can_be_undone() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        projects::save(&store, &id, 1, &with_headcount(52.0), "holder", None, minute(1)).await.expect("saved");
        assert_eq!(projects::restore(&store, &id, 1, 2, "holder", minute(2)).await, Ok(Saved::Saved(3)));
        let found = projects::find(&store, &id).await.expect("read").expect("found");
        assert_eq!((found.version, found.project), (3, press_shop()));
        let versions = projects::versions(&store, &id).await.expect("versions");
        assert_eq!((versions[0].restored_from, versions[1].restored_from), (Some(1), None));
        assert_eq!(projects::restore(&store, &id, 2, 3, "holder", minute(3)).await, Ok(Saved::Saved(4)));
        let (version, project) = projects::version(&store, &id, 4).await.expect("read").expect("version 4");
        assert_eq!((version.restored_from, project), (Some(2), with_headcount(52.0)));
    })
    .await;
}

#[tokio::test]
async fn an_undo_from_a_page_that_is_out_of_date_is_refused() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        projects::save(&store, &id, 1, &with_headcount(52.0), "holder", None, minute(1)).await.expect("saved");
        projects::save(&store, &id, 2, &with_headcount(53.0), "colleague", None, minute(2)).await.expect("saved");
        let late = projects::restore(&store, &id, 1, 2, "holder", minute(3)).await.expect("answered");
        assert!(matches!(late, Saved::Conflict { .. }), "{late:?}");
        assert_eq!(projects::restore(&store, &id, 9, 3, "holder", minute(3)).await, Ok(Saved::Gone));
    })
    .await;
}

#[tokio::test]
async fn every_version_can_be_read_again() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        for version in 1..6 {
            let project = with_headcount(100.0 + version as f64);
            projects::save(&store, &id, version, &project, "holder", None, minute(version)).await.expect("saved");
        }
        for version in 2..=6 {
            let (kept, project) = projects::version(&store, &id, version).await.expect("read").expect("kept");
            assert_eq!((kept.number, project), (version, with_headcount(99.0 + version as f64)));
        }
        assert_eq!(projects::version(&store, &id, 7).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn after_a_conflict_changes_to_different_facts_are_merged_and_saved() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let mut theirs = press_shop();
        theirs.facts.set("site.area", Datum::declared(Value::Number(4.5)));
        projects::save(&store, &id, 1, &theirs, "colleague", None, minute(1)).await.expect("saved");
        let mine = with_headcount(60.0);
        let answer = projects::save(&store, &id, 1, &mine, "holder", None, minute(2)).await.expect("answered");
        let Saved::Conflict { current, .. } = answer else { panic!("a conflict, not {answer:?}") };
        let (_, base) = projects::version(&store, &id, 1).await.expect("read").expect("version 1");
        let merged = projects::merge(&base, &mine, &current.project).expect("merged");
        assert_eq!(merged.clashes, Vec::<String>::new());
        assert_eq!(merged.project.facts.number("holder.headcount"), Some(60.0));
        assert_eq!(merged.project.facts.number("site.area"), Some(4.5));
        let saved = projects::save(&store, &id, current.version, &merged.project, "holder", None, minute(3)).await;
        assert_eq!(saved, Ok(Saved::Saved(3)));
    })
    .await;
}

#[test]
fn what_both_changed_differently_is_left_to_a_person() {
    let base = press_shop();
    let (mut mine, mut theirs) = (with_headcount(60.0), with_headcount(70.0));
    mine.facts.0.remove("project.cost");
    theirs.title = "Emboutissage".into();
    let merged = projects::merge(&base, &mine, &theirs).expect("merged");
    assert_eq!(merged.clashes, ["holder.headcount"]);
    assert_eq!(merged.project.facts.number("holder.headcount"), Some(70.0), "what is saved already stands");
    assert_eq!(merged.project.facts.get("project.cost"), None, "my removal is kept");
    assert_eq!(merged.project.title, "Emboutissage", "their title is kept");
}

#[test]
fn the_same_change_by_both_is_no_clash() {
    let both = with_headcount(60.0);
    let merged = projects::merge(&press_shop(), &both, &both).expect("merged");
    assert_eq!((merged.project, merged.clashes), (both, vec![]));
}

proptest::proptest! {
    /// Facts a, b and a key without a dot, each absent or 1..=3, in base, mine and theirs.
    #[test]
    fn a_merge_loses_no_change_that_does_not_clash(numbers in proptest::collection::vec(0u8..4, 9)) {
        let project = |of: &[u8]| {
            let mut project = press_shop();
            for (key, number) in ["place.a", "place.b", "note"].iter().zip(of) {
                if *number > 0 {
                    project.facts.set(key, Datum::declared(Value::Number(f64::from(*number))));
                }
            }
            project
        };
        let (base, mine, theirs) = (project(&numbers[..3]), project(&numbers[3..6]), project(&numbers[6..]));
        let merged = projects::merge(&base, &mine, &theirs).expect("merged");
        for (i, key) in ["place.a", "place.b", "note"].iter().enumerate() {
            let (was, wanted, stands) = (numbers[i], numbers[3 + i], numbers[6 + i]);
            let clash = wanted != was && stands != was && wanted != stands;
            let kept = if wanted == was || clash { stands } else { wanted };
            let got = merged.project.facts.number(key).map_or(0, |number| number as u8);
            proptest::prop_assert_eq!(got, kept, "{}", key);
            let named = merged.clashes.iter().any(|name| name.trim_start_matches('.') == *key);
            proptest::prop_assert_eq!(named, clash, "{}", key);
        }
    }
}
