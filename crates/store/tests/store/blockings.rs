//! A territory asks the region, which answers or passes it to the State; people talk of a sheet and call each other.

use crate::engines::{minute, on_each_engine};
use crate::sheets::{created, sheet};
use jiff::civil::date;
use store::blockings::{self, Filter, Level, Raised, State, StepKind, Taken};
use store::idempotency::Key;
use store::{PersonId, StoreError, comments, people};

fn taken(kind: StepKind, body: &str) -> Taken<'_> {
    Taken { kind, body, due: None }
}

#[tokio::test]
async fn a_point_rises_to_the_region_then_to_the_state_and_its_history_is_kept() {
    on_each_engine(async |store| {
        let id = created(&store, &sheet("1", "Atelier", "Camille", 5)).await;
        let due = date(2026, 12, 15);
        let (raised, key) = (Raised { level: Level::Region, what: "Dérogation espèces", due }, Key::new("form 1"));
        let point = blockings::raise(&store, &id, raised.clone(), "person:camille", Some(&key), minute(0)).await;
        let point = point.expect("raised").expect("the sheet is there");
        let again = blockings::raise(&store, &id, raised, "person:camille", Some(&key), minute(0)).await;
        assert_eq!(again, Ok(Some(point.clone())), "sent twice, raised once");
        let other = Raised { level: Level::State, what: "Dérogation espèces", due };
        let other = blockings::raise(&store, &id, other, "person:camille", Some(&key), minute(0)).await;
        assert_eq!(other, Err(StoreError::KeyReused));
        assert_eq!(blockings::of_sheet(&store, &id).await.expect("points").len(), 1);
        let late = Filter { region: "27".into(), state: Some(State::Open), late_on: Some(date(2026, 12, 16)), ..Filter::default() };
        assert_eq!(blockings::list(&store, &late, 10).await.expect("list").len(), 1);
        let passed = Taken { due: Some(date(2027, 1, 15)), ..taken(StepKind::Passed, "Relève du préfet") };
        assert_eq!(blockings::step(&store, &point, 1, passed, "person:region", minute(1)).await, Ok(Some(2)));
        assert!(blockings::list(&store, &late, 10).await.expect("list").is_empty(), "a new date was given");
        let answer = blockings::step(&store, &point, 1, taken(StepKind::Answered, "non"), "person:late", minute(2)).await;
        assert_eq!(answer, Ok(None), "two answers at once: the second is told");
        let answer = blockings::step(&store, &point, 2, taken(StepKind::Answered, "Arrêté signé"), "person:state", minute(2)).await;
        assert_eq!(answer, Ok(Some(3)));
        assert_eq!(blockings::step(&store, &point, 3, taken(StepKind::Answered, "encore"), "x", minute(3)).await, Ok(None));
        assert_eq!(blockings::step(&store, &point, 3, taken(StepKind::Lifted, "levé"), "person:camille", minute(4)).await, Ok(Some(4)));
        let found = blockings::find(&store, &point).await.expect("read").expect("found");
        assert_eq!((found.level, found.state, found.due), (Level::State, State::Lifted, date(2027, 1, 15)));
        let steps = blockings::steps(&store, &point).await.expect("steps");
        let kinds: Vec<_> = steps.iter().map(|s| (s.kind.code(), s.author.as_str())).collect();
        let expected =
            [("raised", "person:camille"), ("passed", "person:region"), ("answered", "person:state"), ("lifted", "person:camille")];
        assert_eq!(kinds, expected);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_called_by_name_finds_where_and_a_comment_is_taken_back_by_its_author_alone() {
    on_each_engine(async |store| {
        let id = created(&store, &sheet("1", "Atelier", "Camille", 5)).await;
        let jean = people::add(&store, "jean@exemple.fr", "Jean Roux", "test", minute(0)).await.expect("added");
        let nobody = PersonId::parse(&"0".repeat(32)).expect("an id");
        let called = [jean.clone(), nobody, jean.clone()];
        let (words, key) = ("@Jean Roux peux-tu rappeler ?", Key::new("form 2"));
        let comment = comments::add(&store, &id, words, &called, "person:camille", Some(&key), minute(1)).await;
        let comment = comment.expect("added").expect("the sheet is there");
        let again = comments::add(&store, &id, words, &called, "person:camille", Some(&key), minute(1)).await;
        assert_eq!(again, Ok(Some(comment.clone())), "sent twice, said once");
        assert_eq!(comments::of_sheet(&store, &id).await.expect("comments").len(), 1);
        let mentions = comments::mentions(&store, &jean, minute(0), 10).await.expect("mentions");
        assert_eq!(mentions.iter().map(|m| m.title.as_str()).collect::<Vec<_>>(), ["Atelier"]);
        assert_eq!(comments::withdraw(&store, &id, &comment, "person:jean", minute(2)).await, Ok(false));
        let elsewhere = created(&store, &sheet("2", "Forge", "Camille", 5)).await;
        let other = comments::withdraw(&store, &elsewhere, &comment, "person:camille", minute(2)).await;
        assert_eq!(other, Ok(false), "a comment of one sheet is not taken back from another");
        assert_eq!(comments::withdraw(&store, &id, &comment, "person:camille", minute(2)).await, Ok(true));
        assert!(comments::mentions(&store, &jean, minute(0), 10).await.expect("mentions").is_empty());
        assert!(comments::of_sheet(&store, &id).await.expect("comments")[0].withdrawn_at.is_some());
    })
    .await;
}
