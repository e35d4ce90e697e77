//! The list of a call on both engines: paged by key, counted by state, and no wider than what somebody may read.

use crate::applications::{day, draft, favour, fund, must, record, step, to_committee};
use crate::engines::{at_each_place, minute, on_each_engine};
use applications::{Criterion, Grid, Party, State, Step};
use store::applications::{After, Count, Inside, Reach, Record, Taken, Wanted, before, counts, page, sums};
use store::calls::set_grid;
use store::committees::{self, New};
use store::{ApplicationId, PersonId, SessionId, Store, people};

const CALL: &str = "ecoles-de-production-2021";

fn everything() -> Reach {
    Reach { filed: true, inside: Inside::Everywhere, ..Reach::default() }
}

/// A session in which somebody sits.
async fn convened(store: &Store, member: &PersonId) -> SessionId {
    let grid = Grid { scale: 5, criteria: vec![Criterion { key: "emploi".into(), label: "Emploi".into(), weight: 1 }] };
    set_grid(store, CALL, &grid, "person:i", minute(0)).await.expect("kept");
    let new = New {
        call: CALL.into(),
        wave: "unique".into(),
        operator: "banque-des-territoires".into(),
        region: None,
        reference: "PV 1".into(),
        held_on: day("2020-11-01"),
        quorum: 1,
        grid: 1,
        members: vec![member.clone()],
    };
    committees::convene(store, new, "person:i", minute(1)).await.expect("convened")
}

async fn read(store: &Store, reach: &Reach, wanted: &Wanted) -> Vec<ApplicationId> {
    let found = page(store, CALL, reach, wanted, None, 100).await.expect("read");
    found.into_iter().map(|record| record.id).collect()
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap_and_the_words_have_no_accents() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let mut ids = vec![];
        for title in ["École de Chalon", "Fonderie", "Ecole du Creusot", "Presse", "Tôlerie"] {
            let id = draft(&store, title, 10).await;
            must(&store, &id, Party::Holder, Step::File).await;
            ids.insert(0, id);
        }
        let (mut found, mut after): (Vec<Record>, Option<After>) = (vec![], None);
        loop {
            let some = page(&store, CALL, &everything(), &Wanted::default(), after.as_ref(), 2).await.expect("read");
            let Some(last) = some.last() else { break };
            assert!(some.len() <= 2);
            after = After::parse(&After::of(last).to_string());
            found.extend(some);
        }
        // All of one minute: those born together are told apart by their identifier.
        assert_eq!(found.into_iter().map(|record| record.id).collect::<Vec<_>>(), ids);
        let named = |text: &str| Wanted { text: text.into(), ..Wanted::default() };
        assert_eq!(read(&store, &everything(), &named("ECOLE")).await, [ids[2].clone(), ids[4].clone()]);
        assert_eq!(read(&store, &everything(), &named("tolerie")).await, [ids[0].clone()]);
        assert_eq!(read(&store, &everything(), &named(&record(&store, &ids[3]).await.number)).await, [ids[3].clone()]);
        assert!(read(&store, &everything(), &named("%")).await.len() == 5, "a sign is no pattern");
        assert!(page(&store, "another", &everything(), &Wanted::default(), None, 9).await.expect("read").is_empty());
        assert_eq!(After::parse("hier"), None);
    })
    .await;
}

#[tokio::test]
async fn whoever_reads_from_outside_counts_before_the_committee_what_it_has_decided() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let (decided, waiting, written) =
            (draft(&store, "Une", 1_000).await, draft(&store, "Deux", 1_000).await, draft(&store, "Trois", 1_000).await);
        for id in [&decided, &waiting] {
            to_committee(&store, id, 1_000).await;
        }
        assert!(matches!(step(&store, &decided, Party::Committee, "person:i", favour(1_000)).await, Taken::Done(_)));
        let count = |state, all| Count { state, all, proposed: 0 };
        let counted = async |reach: &Reach| {
            let mut found = counts(&store, CALL, reach, &Wanted::default()).await.expect("read");
            found.sort_by_key(|count| count.state);
            found
        };
        assert_eq!(counted(&everything()).await, [count(State::Committee, 1), count(State::Favourable, 1)]);
        let outside = Reach { inside: Inside::default(), ..everything() };
        assert_eq!(counted(&outside).await, [count(State::Committee, 2)]);
        // Their own is told from outside even to a service, draft included.
        let own = async |id: &ApplicationId| record(&store, id).await.organisation.to_string();
        let organisations = vec![own(&decided).await, own(&written).await];
        let both = Reach { organisations, ..everything() };
        assert_eq!(counted(&both).await, [count(State::Draft, 1), count(State::Committee, 2)]);
        let favoured = Wanted { state: Some(State::Favourable), ..Wanted::default() };
        assert_eq!(read(&store, &everything(), &favoured).await, *std::slice::from_ref(&decided));
        assert!(read(&store, &outside, &favoured).await.is_empty() && read(&store, &both, &favoured).await.is_empty());
        let nobody = Reach::default();
        assert!(read(&store, &nobody, &Wanted::default()).await.is_empty());
        let elsewhere = Reach { regions: vec!["27".into()], territories: vec![(1, "ti-2702".into())], ..Reach::default() };
        assert!(read(&store, &elsewhere, &Wanted::default()).await.is_empty(), "filed for no territory");
        let anne = people::add(&store, "anne@rebond.test", "Anne", "test", minute(0)).await.expect("added");
        let session = committees::find(&store, &convened(&store, &anne).await).await.expect("read").expect("convened");
        assert_eq!(before(&store, &session).await.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_member_recused_in_one_session_finds_the_file_in_no_list() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let (one, two) = (draft(&store, "Une", 10).await, draft(&store, "Deux", 10).await);
        for id in [&one, &two] {
            to_committee(&store, id, 10).await;
        }
        let anne: PersonId = people::add(&store, "anne@rebond.test", "Anne", "test", minute(0)).await.expect("added");
        let session = convened(&store, &anne).await;
        assert!(committees::recuse(&store, &session, &one, &anne, "Ancienne salariée", "person:i", minute(4)).await.expect("kept"));
        let sits = Reach { member: Some(anne.clone()), ..everything() };
        assert_eq!(read(&store, &sits, &Wanted::default()).await, *std::slice::from_ref(&two));
        assert_eq!(read(&store, &everything(), &Wanted::default()).await.len(), 2);
        let there = committees::find(&store, &session).await.expect("read").expect("convened");
        let left = store::applications::to_score(&store, &there, &anne, 10).await.expect("read");
        assert_eq!(left.into_iter().map(|record| record.id).collect::<Vec<_>>(), [two]);
        assert_eq!(committees::of_member(&store, &anne, 10).await.expect("read"), [there]);
    })
    .await;
}

#[tokio::test]
async fn applications_written_before_the_search_existed_are_found_by_it() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        fund(&store, 300_000_000, None).await;
        let id = draft(&store, "École de Chalon", 10).await;
        must(&store, &id, Party::Holder, Step::File).await;
        let organisations = vec![record(&store, &id).await.organisation.to_string()];
        drop(store);
        let before = "DROP TABLE letter_once; DROP TABLE application_document; DROP TABLE demarche_form; \
             DROP INDEX application_step_by_time; DROP INDEX application_by_proposal; DROP INDEX committee_member_by_person; \
             DROP INDEX application_by_call_and_age; DROP INDEX committee_recusal_by_application; \
             ALTER TABLE application DROP COLUMN folded; ALTER TABLE application DROP COLUMN themes; \
             ALTER TABLE application DROP COLUMN notified; ALTER TABLE application DROP COLUMN kind_value; \
             ALTER TABLE application DROP COLUMN kind_days; UPDATE application SET paid = 7; DELETE FROM schema_version WHERE version = 25";
        place.tamper(before).await;
        let store = Store::open(&place.url).await.expect("opens and resumes");
        let own = Reach { organisations, ..Reach::default() };
        assert!(read(&store, &own, &Wanted { text: "fonderie".into(), ..Wanted::default() }).await.is_empty());
        assert_eq!(read(&store, &own, &Wanted { text: "ecole de chalon".into(), ..Wanted::default() }).await, [id]);
        let wanted = Wanted::default();
        assert_eq!(sums(&store, CALL, &Reach { filed: true, ..own }, &wanted).await.expect("read").paid, domain::Cents::ZERO);
    })
    .await;
}
