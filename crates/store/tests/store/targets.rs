//! Whom a territory wants to bring: followed once, what is due first on top, never written over one another.

use crate::engines::{minute, on_each_engine};
use domain::Date;
use domain::target::{Stage, Target};
use store::sheets::Place;
use store::targets::{self, Added, After, Filter};
use store::{Store, TargetId};

fn place(code: &str) -> Place {
    Place { phase: 2, code: code.into(), region: "27".into() }
}

fn target(name: &str, due: Option<Date>) -> Target {
    Target {
        siret: String::new(),
        name: name.into(),
        activity: "22.22Z".into(),
        origin: "/filieres/22.22Z".into(),
        origin_words: "Filière".into(),
        state: Stage::ToContact,
        reason: String::new(),
        next_action: if due.is_some() { "Appeler".into() } else { String::new() },
        due,
        note: String::new(),
        owner: "Camille".into(),
        person: Some("p1".into()),
    }
}

async fn added(store: &Store, target: &Target) -> TargetId {
    match targets::add(store, &place("ti-2704"), target, "person:p1", minute(0)).await.expect("written") {
        Added::Added(id) => id,
        Added::Same(id) => panic!("{id} was there already"),
    }
}

fn day(day: i8) -> Option<Date> {
    Some(Date::constant(2026, 12, day))
}

#[tokio::test]
async fn a_target_goes_on_until_it_comes_and_its_former_states_can_be_read() {
    on_each_engine(async |store| {
        let known = Target { siret: "73282932000074".into(), ..target("Durand", day(5)) };
        let id = added(&store, &known).await;
        let renamed = Target { name: "Durand SA".into(), ..known.clone() };
        let again = targets::add(&store, &place("ti-2704"), &renamed, "x", minute(1)).await;
        assert_eq!(again, Ok(Added::Same(id.clone())), "one establishment, once");
        let elsewhere = targets::add(&store, &place("ti-8401"), &known, "x", minute(1)).await.expect("written");
        assert!(matches!(elsewhere, Added::Added(_)), "another territory may follow it too");
        let coming = Target { state: Stage::Coming, origin: "/ailleurs".into(), ..known.clone() };
        assert_eq!(targets::change(&store, &id, 1, &coming, "person:p1", minute(2)).await, Ok(true));
        assert_eq!(targets::change(&store, &id, 1, &known, "person:p1", minute(3)).await, Ok(false), "an older state");
        let kept = targets::find(&store, &id).await.expect("read").expect("there");
        assert_eq!((kept.version, kept.target.state, kept.target.origin.as_str()), (2, Stage::Coming, "/filieres/22.22Z"));
        let past = targets::past(&store, &id).await.expect("read");
        assert_eq!(past.iter().map(|p| (p.version, p.target.state)).collect::<Vec<_>>(), [(2, Stage::Coming), (1, Stage::ToContact)]);
        let written = store::audit::of_object(&store, &format!("target:{id}"), 10).await.expect("read");
        assert!(written.len() == 2 && !format!("{written:?}").contains("Durand"), "{written:?}");
        assert_eq!(targets::remove(&store, &id, 1, "x", minute(4)).await, Ok(false));
        assert_eq!(targets::remove(&store, &id, 2, "x", minute(4)).await, Ok(true));
        assert_eq!(targets::find(&store, &id).await, Ok(None));
        let gone = targets::find_removed(&store, &id).await.expect("read").expect("its states stay");
        assert_eq!(targets::removed(&store, 2, "ti-2704", 10).await, Ok(vec![gone]));
        assert_eq!(targets::restore(&store, &id, 1, "x", minute(5)).await, Ok(false), "an older state");
        assert_eq!(targets::restore(&store, &id, 2, "person:p1", minute(5)).await, Ok(true));
        let back = targets::find(&store, &id).await.expect("read").expect("there");
        assert_eq!((back.version, back.target.state), (2, Stage::Coming), "as it was");
        assert_eq!(targets::restore(&store, &id, 2, "x", minute(6)).await, Ok(false), "it is there");
        let written = store::audit::of_object(&store, &format!("target:{id}"), 10).await.expect("read");
        assert!(format!("{written:?}").contains("target.restore"), "{written:?}");
        assert_eq!(targets::remove(&store, &id, 2, "x", minute(7)).await, Ok(true));
        added(&store, &known).await;
        assert_eq!(targets::restore(&store, &id, 2, "x", minute(8)).await, Ok(false), "the same is followed again");
    })
    .await;
}

#[tokio::test]
async fn what_is_due_first_is_on_top_and_what_ended_is_counted_and_awaits_nobody() {
    on_each_engine(async |store| {
        for one in [
            target("sans date", None),
            target("tard", day(20)),
            target("tôt", day(2)),
            Target { state: Stage::NotComing, reason: "prix".into(), ..target("partie", day(1)) },
            Target { owner: "Jean".into(), person: None, state: Stage::Visit, ..target("visite", day(10)) },
        ] {
            added(&store, &one).await;
        }
        let names = async |filter: Filter| {
            let kept = targets::list(&store, (2, "ti-2704"), &filter, None, 10).await.expect("read");
            kept.into_iter().map(|k| k.target.name).collect::<Vec<_>>()
        };
        assert_eq!(names(Filter::default()).await, ["tôt", "visite", "tard", "sans date", "partie"]);
        assert_eq!(names(Filter { state: Some(Stage::Visit), ..Filter::default() }).await, ["visite"]);
        assert_eq!(names(Filter { owner: "Jean".into(), ..Filter::default() }).await, ["visite"]);
        assert_eq!(names(Filter { late_on: day(11), ..Filter::default() }).await, ["tôt", "visite"]);
        let own = targets::of_owner(&store, "p1", 10).await.expect("read");
        assert_eq!(own.iter().map(|k| k.target.name.as_str()).collect::<Vec<_>>(), ["tôt", "tard"]);
        let counts = targets::counts(&store, 2, "ti-2704").await.expect("read");
        assert_eq!(counts, [(Stage::ToContact, 3), (Stage::Visit, 1), (Stage::NotComing, 1)]);
        assert_eq!(targets::owners(&store, 2, "ti-2704").await.expect("read"), ["Camille", "Jean"]);
        assert_eq!(targets::list(&store, (2, "ti-8401"), &Filter::default(), None, 10).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn every_target_is_on_one_page_and_in_the_order_of_all() {
    on_each_engine(async |store| {
        for n in 0..7 {
            let due = [None, day(4), day(4)][n % 3];
            let one = target(&format!("cible {n}"), due);
            let one = if n == 3 { Target { state: Stage::NotComing, reason: "prix".into(), ..one } } else { one };
            added(&store, &one).await;
        }
        let of = async |filter: &Filter, after: Option<&After>, most| {
            targets::list(&store, (2, "ti-2704"), filter, after, most).await.expect("read")
        };
        let whole = of(&Filter::default(), None, 100).await;
        let (mut pages, mut after) = (vec![], None);
        loop {
            let page = of(&Filter::default(), after.as_ref(), 2).await;
            let Some(last) = page.last() else { break };
            after = Some(After::parse(&After::of(last).to_string()).expect("as an address writes it"));
            pages.extend(page);
        }
        assert_eq!(pages, whole);
        assert_eq!(whole.len(), 7);
        let open = Filter { state: Some(Stage::NotComing), ..Filter::default() };
        assert_eq!(of(&open, None, 1).await.len(), 1, "filters are looked at before the page is cut");
        assert_eq!(After::parse("0.demain.x"), None);
    })
    .await;
}
