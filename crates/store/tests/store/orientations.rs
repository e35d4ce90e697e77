//! Priorities change: an orientation is taken, sheets are proposed to their territories, who decide, decline, or see it taken back.

use crate::engines::{minute, on_each_engine};
use crate::sheets::{created, decided, sheet};
use contracts::{DecisionKind, Orientation, Sheet};
use jiff::civil::date;
use store::idempotency::Key;
use store::orientations::{self, Proposed, State};
use store::sheets::{apply, undo};
use store::{OrientationId, SheetId, Store, audit};

fn orientation() -> Orientation {
    Orientation {
        title: "Décarbonation".into(),
        axes: vec!["land".into()],
        themes: vec!["four".into()],
        reason: "Priorité du Pack".into(),
        source: "Maire-info, 21/07/2020".into(),
        from: date(2026, 11, 1),
        until: Some(date(2026, 12, 31)),
        ..Orientation::default()
    }
}

async fn taken(store: &Store, region: &str) -> OrientationId {
    orientations::take(store, region, &orientation(), "person:pilot", None, minute(1)).await.expect("taken")
}

async fn proposed(store: &Store, id: &OrientationId, kind: DecisionKind, sheets: &[SheetId], at: i64) -> Option<u64> {
    let what = Proposed { kind, why: "Elle sert la priorité", due: date(2026, 12, 15) };
    orientations::propose(store, id, what, sheets.to_vec(), "person:pilot", None, minute(at)).await.expect("answered")
}

async fn states(store: &Store, sheet: &SheetId) -> Vec<State> {
    orientations::of_sheet(store, sheet).await.expect("read").into_iter().map(|proposal| proposal.state).collect()
}

#[tokio::test]
async fn it_holds_where_and_while_it_was_taken() {
    on_each_engine(async |store| {
        let (country, region) = (taken(&store, "").await, taken(&store, "27").await);
        let covering = async |region: &str, day| {
            let all = orientations::covering(&store, region, day).await.expect("read");
            all.into_iter().map(|stored| stored.id).collect::<Vec<_>>()
        };
        assert_eq!(covering("27", date(2026, 11, 20)).await, [country.clone(), region.clone()]);
        assert_eq!(covering("84", date(2026, 11, 20)).await, *std::slice::from_ref(&country));
        assert_eq!(covering("27", date(2027, 1, 1)).await, []);
        assert_eq!(orientations::withdraw(&store, &country, "Remplacée", "person:pilot", minute(2)).await.expect("answered"), Some(0));
        assert_eq!(orientations::withdraw(&store, &country, "Encore", "person:pilot", minute(3)).await.expect("answered"), None);
        assert_eq!(covering("27", date(2026, 11, 20)).await, [region]);
        let found = orientations::find(&store, &country).await.expect("read").expect("kept");
        assert_eq!(found.withdrawn.map(|withdrawn| withdrawn.why).as_deref(), Some("Remplacée"));
        assert_eq!(found.orientation, orientation());
        assert_eq!(orientations::all(&store, "84").await.expect("read").len(), 1, "that of another region is not there");
        assert!(audit::verify(&store, None).await.expect("read").is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_takes_one_and_proposes_once() {
    on_each_engine(async |store| {
        let sheet = created(&store, &sheet("1", "Four électrique", "Camille", 5)).await;
        let key = Key::new("drawn by the form");
        let oriented = orientation();
        let take = || orientations::take(&store, "27", &oriented, "person:pilot", Some(&key), minute(1));
        let (one, again) = (take().await.expect("taken"), take().await.expect("answered"));
        assert_eq!(one, again);
        let what = || Proposed { kind: DecisionKind::Accelerated, why: "Elle sert", due: date(2026, 12, 15) };
        let propose = || orientations::propose(&store, &one, what(), vec![sheet.clone()], "person:pilot", Some(&key), minute(2));
        assert_eq!((propose().await.expect("proposed"), propose().await.expect("answered")), (Some(1), Some(1)));
        assert_eq!(states(&store, &sheet).await, [State::Open]);
    })
    .await;
}

#[tokio::test]
async fn a_decision_of_the_territory_answers_and_its_undoing_asks_again() {
    on_each_engine(async |store| {
        let before = Sheet { state: "in_works".into(), ..sheet("1", "Four électrique", "Camille", 5) };
        let id = created(&store, &before).await;
        let orientation = taken(&store, "").await;
        assert_eq!(proposed(&store, &orientation, DecisionKind::Accelerated, std::slice::from_ref(&id), 2).await, Some(1));
        assert_eq!(proposed(&store, &orientation, DecisionKind::Accelerated, std::slice::from_ref(&id), 3).await, Some(0), "asked once");
        assert_eq!(orientations::of_contract(&store, 2, "ti-2704", 10).await.expect("read").len(), 1);
        let change = decided(&id, 1, &before, DecisionKind::Accelerated);
        apply(&store, vec![change], "batch", "person:camille", minute(4)).await.expect("decided");
        assert_eq!(states(&store, &id).await, [State::Decided]);
        assert_eq!(orientations::of_contract(&store, 2, "ti-2704", 10).await.expect("read"), []);
        assert_eq!(orientations::withdraw(&store, &orientation, "Fin", "person:pilot", minute(5)).await.expect("answered"), Some(0));
        undo(&store, "batch", |sheet| Some(crate::sheets::sound(sheet)), "person:camille", minute(6)).await.expect("undone");
        assert_eq!(states(&store, &id).await, [State::Open], "what was undone is not decided");
    })
    .await;
}

#[tokio::test]
async fn a_territory_declines_with_its_reason_and_what_nobody_answered_is_taken_back() {
    on_each_engine(async |store| {
        let ids = [
            created(&store, &sheet("1", "Four électrique", "Camille", 5)).await,
            created(&store, &sheet("2", "Atelier", "Camille", 6)).await,
        ];
        let orientation = taken(&store, "27").await;
        assert_eq!(proposed(&store, &orientation, DecisionKind::Reoriented, &ids, 2).await, Some(2));
        let first = orientations::of_sheet(&store, &ids[0]).await.expect("read").remove(0);
        let decline = |sheet: &SheetId, at| {
            let (sheet, store) = (sheet.clone(), &store);
            let id = first.id.clone();
            async move {
                orientations::decline(store, &sheet, &id, "Le four est commandé", "person:camille", minute(at)).await.expect("answered")
            }
        };
        assert!(!decline(&ids[1], 3).await, "a proposal is answered on its own sheet");
        assert!(decline(&ids[0], 4).await);
        assert!(!decline(&ids[0], 5).await, "answered once");
        let told = orientations::of_sheet(&store, &ids[0]).await.expect("read").remove(0);
        assert_eq!(told.answered.map(|(_, by, words)| (by, words)), Some(("person:camille".into(), "Le four est commandé".into())));
        let back = |region: &'static str, at| orientations::withdraw_proposals(&store, &orientation, region, "person:pilot", minute(at));
        assert_eq!(back("84", 6).await.expect("answered"), 0);
        assert_eq!(back("27", 7).await.expect("answered"), 1);
        assert_eq!((states(&store, &ids[0]).await, states(&store, &ids[1]).await), (vec![State::Declined], vec![State::Withdrawn]));
        let mut counts = orientations::counts(&store, "27").await.expect("counted");
        counts.sort_by_key(|count| count.state);
        assert_eq!(counts.iter().map(|c| (c.state, c.proposals)).collect::<Vec<_>>(), [(State::Declined, 1), (State::Withdrawn, 1)]);
        assert_eq!(proposed(&store, &orientation, DecisionKind::Reoriented, &ids, 8).await, Some(2), "it can be proposed again");
    })
    .await;
}
