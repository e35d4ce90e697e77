//! Who signs the contract of a territory: added once, removed, brought back, on both engines.

use crate::engines::{minute, on_each_engine};
use contracts::{Quality, Signatory};
use domain::Date;
use store::sheets::Place;
use store::signatories::{add, find, of_contract, remove, restore};

fn one(organisation: &str, quality: Quality, signed_on: Option<Date>) -> Signatory {
    Signatory { organisation: organisation.into(), quality, person: "Camille Martin".into(), signed_on }
}

#[tokio::test]
async fn a_signatory_is_added_once_removed_and_brought_back() {
    on_each_engine(async |store| {
        let place = Place { phase: 2, code: "ti-2704".into(), region: "27".into() };
        let day = Date::constant(2024, 3, 1);
        let region = one("Région Bourgogne-Franche-Comté", Quality::Region, None);
        let id = add(&store, &place, &region, "person:1", minute(1)).await.expect("written");
        assert_eq!(add(&store, &place, &region, "person:1", minute(2)).await, Ok(id.clone()), "a second click");
        let epci = one("Le Grand Chalon", Quality::Intercommunality, Some(day));
        add(&store, &place, &epci, "person:1", minute(3)).await.expect("written");
        let other = Place { phase: 1, ..place.clone() };
        add(&store, &other, &region, "person:1", minute(3)).await.expect("written");
        let names = async || {
            let kept = of_contract(&store, 2, "ti-2704").await.expect("read");
            kept.into_iter().filter(|kept| !kept.removed).map(|kept| kept.signatory).collect::<Vec<_>>()
        };
        assert_eq!(names().await, [epci.clone(), region.clone()], "who signed first on top, each phase apart");
        assert_eq!(remove(&store, &id, 2, "person:1", minute(4)).await, Ok(false));
        assert_eq!(remove(&store, &id, 1, "person:1", minute(4)).await, Ok(true));
        assert_eq!(names().await, std::slice::from_ref(&epci));
        assert!(find(&store, &id).await.expect("read").expect("kept").removed);
        assert_eq!(restore(&store, &id, 2, "person:1", minute(5)).await, Ok(true));
        assert_eq!(names().await, [epci, region.clone()]);
        assert_eq!(remove(&store, &id, 3, "person:1", minute(6)).await, Ok(true));
        add(&store, &place, &region, "person:1", minute(7)).await.expect("written");
        assert_eq!(restore(&store, &id, 4, "person:1", minute(8)).await, Ok(false), "it was added again");
        let operator = one("ADEME", Quality::Operator, None);
        let mut at_once = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (store, place, operator) = (store.clone(), place.clone(), operator.clone());
            at_once.spawn(async move { add(&store, &place, &operator, "person:1", minute(9)).await });
        }
        let added = at_once.join_all().await;
        assert!(added.iter().all(|id| *id == added[0] && id.is_ok()), "clicks at the same instant: {added:?}");
        let written = store::audit::of_object(&store, &format!("signatory:{id}"), 10).await.expect("read");
        let told = format!("{written:?}");
        assert!(written.len() == 4 && told.contains("signatory.restore") && !told.contains("Martin"), "{told}");
    })
    .await;
}
