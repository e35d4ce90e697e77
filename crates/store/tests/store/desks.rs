//! What awaits somebody, and what is told at once: chosen by the base, once each.

use crate::applications::{draft, fund, later, must, record};
use crate::engines::{minute, on_each_engine};
use applications::{Party, State, Step};
use store::applications::{of_holder, of_service};
use store::letters::reader_of;
use store::notices::{self, Kind};
use store::{OrganisationId, Token, people};

#[tokio::test]
async fn a_service_finds_the_oldest_first_and_a_holder_their_own() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let (one, two) = (draft(&store, "Une", 10).await, draft(&store, "Deux", 10).await);
        must(&store, &two, Party::Holder, Step::File).await;
        let filed = of_service(&store, "banque-des-territoires", None, &[State::Filed, State::Draft], 10).await.expect("read");
        assert_eq!(filed.iter().map(|record| &record.id).collect::<Vec<_>>(), [&two], "a draft is its holder's alone");
        let of_region = of_service(&store, "banque-des-territoires", Some("27"), &[State::Filed], 10).await.expect("read");
        assert!(of_region.is_empty(), "filed for no territory of that region");
        assert!(of_service(&store, "bpifrance", None, &[State::Filed], 10).await.expect("read").is_empty());
        assert!(of_service(&store, "banque-des-territoires", None, &[State::Closed], 10).await.expect("read").is_empty());
        let holder: OrganisationId = record(&store, &one).await.organisation;
        let own = of_holder(&store, &holder, &[State::Draft], 10).await.expect("read");
        assert_eq!(own.iter().map(|record| &record.id).collect::<Vec<_>>(), [&one]);
        // One state is not taken for another whose name holds its own.
        assert!(of_holder(&store, &holder, &[State::Waiting], 10).await.expect("read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn news_are_told_once_to_each_and_again_when_the_letter_did_not_leave() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let id = draft(&store, "École", 10).await;
        must(&store, &id, Party::Holder, Step::File).await;
        assert!(notices::since(&store, minute(0), minute(3)).await.expect("read").is_empty());
        let until = "2020-10-01".parse().expect("a date");
        must(&store, &id, Party::Instructor, Step::FindIncomplete { missing: vec!["Devis".into()], until }).await;
        let news = notices::since(&store, minute(0), minute(3)).await.expect("read");
        assert_eq!(news.iter().map(|one| (one.kind, one.id.as_str())).collect::<Vec<_>>(), [(Kind::Incomplete, id.as_str())]);
        let after = later() + jiff::SignedDuration::from_mins(1);
        assert!(notices::since(&store, after, after).await.expect("read").is_empty(), "too long ago");
        let person = people::add(&store, "a@b.test", "Alix", "test", minute(0)).await.expect("added");
        assert_eq!(reader_of(&store, &person).await, Ok(None), "whoever holds no right is written nothing");
        let right =
            domain::Right { role: domain::Role::Administrator, scope: domain::rights::Scope::National, organisation: String::new() };
        let organisation = record(&store, &id).await.organisation.to_string();
        people::give(&store, &person, &domain::Right { organisation, ..right }, "test", minute(0)).await.expect("given");
        let reader = reader_of(&store, &person).await.expect("read").expect("may be written to");
        let object = news[0].object.clone();
        let claim = async |at| notices::claim(&store, &object, &reader, &Token::random().hash(), minute(at)).await.expect("asked");
        let told = async |at| notices::since(&store, minute(0), minute(at)).await.expect("read").is_empty();
        assert_eq!((claim(3).await, claim(3).await), (true, false));
        notices::done(&store, &object, minute(3)).await.expect("kept");
        assert!(!told(3).await, "a letter that was taken and has not left is still news");
        notices::give_back(&store, &object, &reader).await.expect("given back");
        assert!(claim(3).await, "it did not leave: it is written at once by the next look");
        // The server that took it was killed.
        assert!(!claim(30).await && claim(34).await && !claim(35).await, "taken again once its server is held for gone");
        notices::sent(&store, &object, &reader, minute(35)).await.expect("kept");
        notices::give_back(&store, &object, &reader).await.expect("nothing to give back");
        assert!(!claim(99).await, "it left: nobody writes it again");
        notices::done(&store, &object, minute(36)).await.expect("kept");
        assert!(told(36).await);
        assert_eq!(notices::forget(&store, minute(37)).await, Ok(2), "what was told to one, and the mark of the end");
    })
    .await;
}
