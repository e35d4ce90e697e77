//! The envelope of a call on both engines: an act of two persons, and no favour in money without one.

use crate::applications::{FUND, day, draft_on, favour, fund, must, step, to_committee};
use crate::engines::{minute, on_each_engine};
use applications::Party;
use domain::Cents;
use ledger::EnvelopeId;
use store::applications::{Taken, draws_on};
use store::call_envelopes::{Approved, New, approve, drop_proposal, find, in_force, propose, root};
use store::idempotency::Key;
use store::{Store, StoreError};

const CALL: &str = "ecoles-de-production-2021";

fn new(envelope: &str) -> New {
    let envelope = EnvelopeId::parse(envelope).expect("a name");
    New { call: CALL.into(), envelope, decided_on: day("2020-09-01"), decision: "Arrêté du 1er septembre".into() }
}

async fn proposed(store: &Store, envelope: &str, who: &str, key: &str) -> String {
    propose(store, new(envelope), who, &Key::new(key), minute(60), minute(0)).await.expect("proposed")
}

#[tokio::test]
async fn a_favour_in_money_waits_for_an_envelope_that_two_persons_attach() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let id = draft_on(&store, "École", 400_000, None).await;
        to_committee(&store, &id, 400_000).await;
        let Taken::Refused(refusal) = step(&store, &id, Party::Committee, "person:i", favour(400_000)).await else { panic!("granted") };
        assert!(refusal.what.fr.contains("ne tire sur aucune enveloppe"), "{}", refusal.what.fr);
        assert!(refusal.mend.fr.contains("/appels/ecoles-de-production-2021/enveloppe"), "{}", refusal.mend.fr);
        let act = proposed(&store, FUND, "person:a", "k").await;
        assert_eq!(proposed(&store, FUND, "person:a", "k").await, act, "sent twice, one proposal");
        let other = New { decision: "Autre".into(), ..new(FUND) };
        assert_eq!(propose(&store, other, "person:a", &Key::new("k"), minute(60), minute(0)).await, Err(StoreError::KeyReused));
        assert_eq!(root(&store, CALL, None).await, Ok(None), "a proposal attaches nothing");
        assert_eq!(approve(&store, &act, "person:a", minute(1)).await, Ok(Approved::Own));
        assert_eq!(approve(&store, &act, "person:b", minute(60)).await, Ok(Approved::Gone), "out of time");
        for n in 1..3 {
            assert_eq!(approve(&store, &act, "person:b", minute(n)).await, Ok(Approved::Done), "sent again, the same answer");
        }
        assert_eq!(approve(&store, &act, "person:c", minute(3)).await, Ok(Approved::Gone));
        let kept = find(&store, &act).await.expect("read").expect("there");
        assert_eq!((kept.proposed_by.as_str(), kept.approved), ("person:a", Some(("person:b".to_owned(), minute(1)))));
        let granted = must(&store, &id, Party::Committee, favour(400_000)).await;
        let drawn = draws_on(&store, &granted).await.expect("read").expect("an envelope");
        assert_eq!((drawn.id.as_str(), drawn.envelope.reserved), (FUND, Cents::euros(400_000).0));
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn the_latest_approved_holds_whatever_the_file_says_and_what_is_dropped_never_does() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let other = "autre-fonds";
        let kind = ledger::Kind::Opening {
            name: domain::Text::same(other),
            parent: None,
            unit: ledger::Unit::Money,
            four_eyes_from: None,
            until: None,
        };
        crate::ledger::write(&store, &crate::history::entry(other, kind, 100, "2020-07-20"), "opening").await;
        let (first, second, third) = (
            proposed(&store, other, "person:a", "1").await,
            proposed(&store, FUND, "person:a", "2").await,
            proposed(&store, other, "person:a", "3").await,
        );
        assert_eq!(drop_proposal(&store, &third, "person:b", minute(1)).await, Ok(true));
        assert_eq!(drop_proposal(&store, &third, "person:b", minute(2)).await, Ok(false));
        assert_eq!(approve(&store, &third, "person:b", minute(3)).await, Ok(Approved::Gone));
        // Proposed first, approved last: it is the approval that counts.
        assert_eq!(approve(&store, &second, "person:b", minute(4)).await, Ok(Approved::Done));
        assert_eq!(root(&store, CALL, Some(other)).await, Ok(EnvelopeId::parse(FUND)));
        assert_eq!(approve(&store, &first, "person:b", minute(5)).await, Ok(Approved::Done));
        assert_eq!(in_force(&store).await.expect("read").get(CALL).map(EnvelopeId::as_str), Some(other));
        assert_eq!(root(&store, "cnam", Some(FUND)).await, Ok(EnvelopeId::parse(FUND)), "without an act, the file says");
    })
    .await;
}
