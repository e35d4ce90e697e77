//! Flows that are declared, shared and taken back, and synergies followed until what they save, on both engines.

use crate::engines::{minute, on_each_engine};
use domain::{Date, SynergyState};
use store::flows::{self, Declared};
use store::idempotency::Key;
use store::synergies::{self, Detected, Moved, Total};

const DAY: Date = Date::constant(2026, 11, 28);

fn sawdust(name: &str) -> Declared {
    Declared {
        organisation: "0".repeat(32),
        phase: 2,
        code: "ti-2704".into(),
        name: name.into(),
        naf: "16.10A".into(),
        commune: "71076".into(),
        side: "supply".into(),
        substance: "waste:03 01 05".into(),
        unit: "tonne".into(),
        amount: Some(850_000),
        months: Some([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        from: Some(DAY),
        disposal: Some(4_000),
        rubrics: vec!["2410".into(), "2718-1".into()],
        counted: true,
        ..Declared::default()
    }
}

#[tokio::test]
async fn a_flow_is_private_until_it_is_shared_and_gone_once_it_is_removed() {
    on_each_engine(async |store| {
        let key = Key::new("form");
        let id = flows::declare(&store, &sawdust("Scierie"), "person:1", Some(&key), minute(1)).await.expect("written");
        let again = flows::declare(&store, &sawdust("Scierie"), "person:1", Some(&key), minute(2)).await;
        assert_eq!(again.as_ref(), Ok(&id), "the same form sent twice");
        assert!(flows::declare(&store, &sawdust("Autre"), "person:1", Some(&key), minute(2)).await.is_err(), "another form under its key");
        let kept = flows::find(&store, &id).await.expect("read").expect("there");
        assert_eq!((kept.version, &kept.declared), (1, &sawdust("Scierie")), "every field comes back");
        assert_eq!(flows::share(&store, &id, 1, true, true, "person:1", minute(3)).await, Ok(true));
        assert_eq!(flows::share(&store, &id, 1, false, true, "person:1", minute(3)).await, Ok(false), "an older state");
        assert!(flows::of_place(&store, 2, "ti-2704").await.expect("read")[0].declared.shared);
        assert_eq!(flows::of_place(&store, 1, "ti-2704").await.map(|all| all.len()), Ok(0), "codes are reused from a phase to another");
        assert_eq!(flows::remove(&store, &id, 2, "person:1", minute(4)).await, Ok(true));
        assert_eq!(flows::find(&store, &id).await, Ok(None));
        let gone = flows::find_removed(&store, &id).await.expect("read").expect("kept");
        assert_eq!(flows::removed(&store, 2, "ti-2704", &"0".repeat(32), 10).await, Ok(vec![gone]));
        assert_eq!(flows::removed(&store, 2, "ti-2704", "", 10).await, Ok(vec![]), "not those of the territory itself");
        assert_eq!(flows::restore(&store, &id, 2, "person:1", minute(5)).await, Ok(false), "an older state");
        assert_eq!(flows::restore(&store, &id, 3, "person:1", minute(5)).await, Ok(true));
        let back = flows::find(&store, &id).await.expect("read").expect("there again");
        assert!(back.version == 4 && back.declared.shared, "as open as it was");
        assert_eq!(flows::removed(&store, 2, "ti-2704", &"0".repeat(32), 10).await, Ok(vec![]));
        let audit = store::audit::of_object(&store, &format!("flow:{id}"), 10).await.expect("read");
        assert_eq!(audit.len(), 4);
        assert!(!format!("{audit:?}").contains("Scierie"), "the audit names nobody");
    })
    .await;
}

fn lead(demand: &str, unit: &str, declared: Option<i64>) -> Detected {
    Detected {
        phase: 2,
        code: "ti-2704".into(),
        region: "27".into(),
        kind: "substitution".into(),
        title: "Sciure vers panneaux".into(),
        supply: "a".into(),
        demand: demand.into(),
        found: "{}".into(),
        unit: unit.into(),
        declared,
    }
}

fn moved(state: SynergyState, declared: Option<i64>, verified: Option<i64>) -> Moved {
    let (body, animator) = ("visite".into(), "Alix".into());
    Moved { state, on: DAY, body, animator, sheet: None, declared, verified, gain: Some(1_200_000) }
}

#[tokio::test]
async fn a_synergy_is_followed_once_step_by_step_and_counts_when_it_is_realised() {
    on_each_engine(async |store| {
        use SynergyState::{Contacted, Dropped, Realised, Studied};
        let id = synergies::follow(&store, &lead("b", "tonne", Some(200_000)), DAY, "person:1", minute(1)).await.expect("written");
        let again = synergies::follow(&store, &lead("b", "tonne", Some(1)), DAY, "person:2", minute(2)).await;
        assert_eq!(again.as_ref(), Ok(&id), "the same two flows");
        let step = async |expected, moved: Moved| synergies::step(&store, &id, expected, &moved, "person:1", minute(3)).await;
        assert_eq!(step(1, moved(Contacted, Some(200_000), None)).await, Ok(true));
        assert_eq!(step(1, moved(Studied, Some(200_000), None)).await, Ok(false), "an older state");
        assert_eq!(synergies::realised(&store, 2, "ti-2704").await, Ok(vec![]), "nothing is saved by a contact");
        assert_eq!(step(2, moved(Realised, Some(180_000), Some(150_000))).await, Ok(true));
        assert_eq!(step(3, moved(Studied, None, None)).await, Ok(false), "not backwards");
        let other = synergies::follow(&store, &lead("c", "tonne", None), DAY, "person:1", minute(4)).await.expect("written");
        assert_eq!(synergies::step(&store, &other, 1, &moved(Realised, None, None), "person:1", minute(5)).await, Ok(true));
        let water = synergies::follow(&store, &lead("d", "cubic_metre", Some(5_000)), DAY, "person:1", minute(6)).await.expect("written");
        assert_eq!(synergies::step(&store, &water, 1, &moved(Realised, Some(5_000), None), "person:1", minute(7)).await, Ok(true));
        // Two take what one gives: one holder is behind it.
        let total = |unit: &str, synergies, declared, verified, untold| Total {
            unit: unit.into(),
            synergies,
            holders: 1,
            declared,
            verified,
            untold,
        };
        let totals = synergies::realised(&store, 2, "ti-2704").await;
        assert_eq!(totals, Ok(vec![total("cubic_metre", 1, 5_000, 0, 0), total("tonne", 2, 180_000, 150_000, 1)]));
        assert_eq!(step(3, moved(Dropped, Some(180_000), Some(150_000))).await, Ok(true));
        assert_eq!(synergies::realised(&store, 2, "ti-2704").await.map(|totals| totals[1].synergies), Ok(1));
        let kept = synergies::find(&store, &id).await.expect("read").expect("there");
        assert_eq!((kept.state, kept.version, kept.animator.as_str(), kept.gain), (Dropped, 4, "Alix", Some(1_200_000)));
        let steps = synergies::steps(&store, &id).await.expect("read");
        let told: Vec<_> = steps.iter().map(|s| (s.version, s.state, s.verified)).collect();
        assert_eq!(
            told,
            [(4, Dropped, Some(150_000)), (3, Realised, Some(150_000)), (2, Contacted, None), (1, SynergyState::Detected, None)]
        );
        assert_eq!(synergies::of_place(&store, 2, "ti-2704", 0, 10).await.map(|all| all.len()), Ok(3));
    })
    .await;
}

#[tokio::test]
async fn five_flows_of_one_organisation_are_one_holder_whatever_their_names() {
    on_each_engine(async |store| {
        let realise = async |from: &Declared, n: usize| {
            let supply = flows::declare(&store, from, "person:1", None, minute(1)).await.expect("written").to_string();
            let lead = Detected { supply, ..lead(&format!("irep:{n}:03 01 05"), "tonne", None) };
            let id = synergies::follow(&store, &lead, DAY, "person:1", minute(2)).await.expect("written");
            let moved = moved(SynergyState::Realised, Some(1_000), None);
            assert_eq!(synergies::step(&store, &id, 1, &moved, "person:1", minute(3)).await, Ok(true));
        };
        let holders = async || synergies::realised(&store, 2, "ti-2704").await.expect("read")[0].holders;
        for n in 0..5 {
            realise(&sawdust(&format!("Scierie {n}")), n).await;
        }
        assert_eq!(holders().await, 1);
        for n in 5..9 {
            realise(&Declared { organisation: format!("{n}").repeat(32), ..sawdust("Scierie") }, n).await;
        }
        assert_eq!(holders().await, 5);
    })
    .await;
}
