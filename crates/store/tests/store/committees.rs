//! A committee sits: scores name their grid, who is recused counts for nothing, a frozen ranking stays.

use crate::applications::{day, draft};
use crate::engines::{at_each_place, minute, on_each_engine};
use applications::{Criterion, Grid, Points, Ranking, rank};
use store::calls::{grid, latest_grid, set_grid};
use store::committees::{New, Score, convene, find, freeze, recuse, score, scores, seat};
use store::{ApplicationId, PersonId, SessionId, Store, StoreError};

const CALL: &str = "ecoles-de-production-2021";

fn ruler(labels: &[&str]) -> Grid {
    let criterion = |label: &&str| Criterion { key: (*label).into(), label: (*label).into(), weight: 1 };
    Grid { scale: 5, criteria: labels.iter().map(criterion).collect() }
}

async fn people(store: &Store) -> Vec<PersonId> {
    let mut people = vec![];
    for name in ["anne", "bruno", "chloe"] {
        people.push(store::people::add(store, &format!("{name}@exemple.fr"), name, "test", minute(0)).await.expect("added"));
    }
    people
}

async fn session(store: &Store, members: Vec<PersonId>, reference: &str) -> Result<SessionId, StoreError> {
    session_of(store, CALL, members, reference).await
}

async fn session_of(store: &Store, call: &str, members: Vec<PersonId>, reference: &str) -> Result<SessionId, StoreError> {
    let new = New {
        region: None,
        call: call.into(),
        wave: "unique".into(),
        operator: "banque-des-territoires".into(),
        reference: reference.into(),
        held_on: day("2020-11-01"),
        quorum: 2,
        grid: 1,
        members,
    };
    convene(store, new, "person:i", minute(1)).await
}

fn given(application: &ApplicationId, member: &PersonId, points: u32) -> Score {
    Score {
        application: application.clone(),
        member: member.clone(),
        grid: 1,
        points: Points::from([("emploi".to_owned(), points)]),
        comments: [("emploi".to_owned(), "Solide".to_owned())].into(),
        at: minute(3),
    }
}

#[tokio::test]
async fn a_reference_is_one_in_its_call_and_sessions_held_before_that_rule_keep_all_they_hold() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        for call in [CALL, "cnam-2020"] {
            assert_eq!(set_grid(&store, call, &ruler(&["emploi"]), "person:i", minute(0)).await, Ok(1));
        }
        let members = people(&store).await;
        let id = session(&store, members.clone(), "PV 1").await.expect("convened");
        session_of(&store, "cnam-2020", members.clone(), "PV 1").await.expect("another call has its own minutes");
        assert!(matches!(session(&store, members.clone(), "PV 1").await, Err(StoreError::Twice { .. })));
        let application = draft(&store, "École", 1).await;
        let before = find(&store, &id).await.expect("read").expect("there");
        let scored = score(&store, &before, &ruler(&["emploi"]), given(&application, &members[0], 4), "person:a").await;
        assert_eq!(scored, Ok(true));
        drop(store);

        // As at the first start of the program that brings the rule, on a base that holds sessions.
        place.tamper("DELETE FROM schema_version WHERE version = 19").await;
        let store = Store::open(&place.url).await.expect("migrates again");
        // The script writes the table of its day again on SQLite, and what a later one added is to be added again.
        if place.is_sqlite() {
            place.tamper("ALTER TABLE committee_session ADD COLUMN region TEXT").await;
        }
        assert_eq!(find(&store, &id).await.expect("read").expect("there"), before);
        assert_eq!(scores(&store, &id).await.expect("read").len(), 1);
        assert!(matches!(session(&store, members, "PV 1").await, Err(StoreError::Twice { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_grid_is_edited_until_the_first_score_and_versioned_afterwards() {
    on_each_engine(async |store| {
        assert_eq!(set_grid(&store, CALL, &ruler(&["emplois"]), "person:i", minute(0)).await, Ok(1));
        assert_eq!(set_grid(&store, CALL, &ruler(&["emploi"]), "person:i", minute(0)).await, Ok(1), "nobody has scored");
        let members = people(&store).await;
        let id = session(&store, members.clone(), "PV 1").await.expect("convened");
        assert!(matches!(session(&store, members.clone(), "PV 1").await, Err(StoreError::Twice { .. })), "a reference is one session's");
        let sits = find(&store, &id).await.expect("read").expect("there");
        let application = draft(&store, "École", 1).await;
        let stale = score(&store, &sits, &ruler(&["emplois"]), given(&application, &members[0], 4), "person:a").await;
        assert_eq!(stale, Ok(false), "scored on a grid that was edited meanwhile");
        assert_eq!(score(&store, &sits, &ruler(&["emploi"]), given(&application, &members[0], 4), "person:a").await, Ok(true));
        assert_eq!(set_grid(&store, CALL, &ruler(&["climat"]), "person:i", minute(4)).await, Ok(2));
        assert_eq!(grid(&store, CALL, 1).await.expect("read").expect("there").grid, ruler(&["emploi"]));
        assert_eq!(latest_grid(&store, CALL).await.expect("read").expect("there").version, 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_recused_or_absent_scores_nothing_and_nothing_moves_once_frozen() {
    on_each_engine(async |store| {
        set_grid(&store, CALL, &ruler(&["emploi"]), "person:i", minute(0)).await.expect("written");
        let members = people(&store).await;
        let id = session(&store, members[..2].to_vec(), "PV 1").await.expect("convened");
        let sits = find(&store, &id).await.expect("read").expect("there");
        let (one, other) = (draft(&store, "Une", 1).await, draft(&store, "Autre", 1).await);
        let ruler = ruler(&["emploi"]);
        assert_eq!(score(&store, &sits, &ruler, given(&one, &members[2], 5), "person:c").await, Ok(false), "not seated");
        assert_eq!(score(&store, &sits, &ruler, given(&one, &members[0], 5), "person:a").await, Ok(true));
        assert_eq!(recuse(&store, &id, &one, &members[0], "Ancien salarié", "person:a", minute(4)).await, Ok(true));
        assert_eq!(scores(&store, &id).await.expect("read"), [], "what was scored before the recusal is erased");
        assert_eq!(score(&store, &sits, &ruler, given(&one, &members[0], 5), "person:a").await, Ok(false), "recused");
        for (application, member, points) in [(&one, 1, 3), (&other, 0, 4), (&other, 1, 2)] {
            assert_eq!(score(&store, &sits, &ruler, given(application, &members[member], points), "person:b").await, Ok(true));
        }
        assert_eq!(seat(&store, &id, &members[1], false, "person:i", minute(5)).await, Ok(false), "who scored sat");
        let ids = [one.to_string(), other.to_string()];
        let place = move |session: &store::committees::Session, scores: &[Score]| -> Ranking {
            let of = |id: &String| {
                let counts = |s: &&Score| s.application.as_str() == id && session.sits.voices(id).any(|m| m == s.member.as_str());
                (id.clone(), scores.iter().filter(counts).map(|s| s.points.clone()).collect())
            };
            rank(&ruler, &ids.iter().map(of).collect::<Vec<_>>())
        };
        assert_eq!(freeze(&store, &id, place.clone(), "person:i", minute(6)).await, Ok(true));
        assert_eq!(freeze(&store, &id, place, "person:i", minute(7)).await, Ok(false), "once");
        let frozen = find(&store, &id).await.expect("read").expect("there");
        let ranking = frozen.ranking.clone().expect("ranked");
        assert!(ranking.ranked.iter().all(|ranked| ranked.rank == 1 && ranked.tied), "3 and the mean of 4 and 2: {ranking:?}");
        let late = self::ruler(&["emploi"]);
        assert_eq!(score(&store, &frozen, &late, given(&other, &members[0], 5), "person:a").await, Ok(false));
        assert_eq!(recuse(&store, &id, &other, &members[0], "Trop tard", "person:a", minute(8)).await, Ok(false));
        assert_eq!(seat(&store, &id, &members[2], true, "person:i", minute(8)).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn dates_set_by_an_operator_are_kept_one_after_the_other() {
    on_each_engine(async |store| {
        let set = async |opens, closes, at| {
            let dates = store::calls::Dates { wave: Some("unique".into()), opens_at: minute(opens), closes_at: Some(minute(closes)) };
            store::calls::set_dates(&store, CALL, vec![dates], "Décision du comité", "person:i", minute(at)).await.expect("written")
        };
        assert_eq!(set(10, 20, 1).await, 1);
        assert_eq!(set(10, 30, 2).await, 1);
        assert_eq!(set(10, 30, 3).await, 0, "sent twice, one act");
        let acts = store::calls::acts(&store, CALL).await.expect("read");
        assert_eq!(acts.iter().map(|act| act.closes_at).collect::<Vec<_>>(), [Some(minute(30)), Some(minute(20))]);
    })
    .await;
}

/// One wave more, from this minute on.
async fn one_more(store: &Store, n: i64) -> usize {
    let dates = store::calls::Dates { wave: None, opens_at: minute(n), closes_at: None };
    store::calls::set_dates(store, CALL, vec![dates], "Deux services", "person:i", minute(0)).await.expect("written")
}

#[tokio::test]
async fn waves_added_at_the_same_instant_are_as_many_waves() {
    on_each_engine(async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..8 {
            let store = store.clone();
            tasks.spawn(async move { one_more(&store, n).await });
        }
        assert_eq!(tasks.join_all().await, [1; 8]);
        let acts = store::calls::acts(&store, CALL).await.expect("read");
        let mut waves: Vec<&str> = acts.iter().map(|act| act.wave.as_str()).collect();
        waves.sort_unstable();
        let names: Vec<String> = (1..=8).map(|n| format!("ajoutee-{n}")).collect();
        assert_eq!(waves, names);
        assert_eq!(store::calls::next(waves.into_iter()), "ajoutee-9");
        assert_eq!(one_more(&store, 3).await, 0, "sent again, one act");
    })
    .await;
}
