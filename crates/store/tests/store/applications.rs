//! Applications and their money on both engines: of many who act at once one does, and the ledger follows.

use crate::engines::{minute, on_each_engine};
use applications::{Form, Opinion, Party, PaymentKind, PaymentRules, Step, Window};
use domain::{Cents, Date, Text};
use jiff::Timestamp;
use ledger::{Entry, EnvelopeId, Kind, Unit};
use store::applications::{Ask, New, Record, Saved, Taken, approve, create, find, reject, save, steps, take};
use store::idempotency::Key;
use store::ledger::{Decided, decide, verify};
use store::{ApplicationId, Store};

pub const FUND: &str = "ecoles-2021";

pub fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn act(on: &str, kind: Kind, amount: i64) -> Entry {
    Entry {
        envelope: EnvelopeId::parse(on).expect("a name"),
        kind,
        amount,
        date: day("2020-07-20"),
        decision: "Arrêté".into(),
        actor: "État".into(),
        approver: None,
    }
}

pub async fn write(store: &Store, entry: Entry) {
    let key = Key::new(&format!("{entry:?}"));
    let decided = decide(store, &entry, &key, minute(0)).await.expect("judged");
    assert!(matches!(decided, Decided::Written(_)), "{decided:?}");
}

/// An envelope of so many cents, with payment credits for 2020.
pub async fn fund(store: &Store, cents: i64, four_eyes_from: Option<i64>) {
    let opening = Kind::Opening { name: Text::same(FUND), parent: None, unit: Unit::Money, four_eyes_from, until: None };
    for kind in [opening, Kind::PaymentCredits { year: 2020 }] {
        write(store, Entry { approver: four_eyes_from.map(|_| "contrôleur".into()), ..act(FUND, kind, cents) }).await;
    }
}

pub fn window() -> Window {
    Window { opens: Some(minute(-10_000)), closes: Some(minute(10_000)), rolling: false, exhausted: false }
}

/// The last day of the year, when whatever these stories date has come.
pub fn later() -> Timestamp {
    minute(107 * 24 * 60)
}

pub async fn draft(store: &Store, title: &str, euros: i64) -> ApplicationId {
    draft_on(store, title, euros, Some(FUND)).await
}

/// To a call whose file names this envelope, or none.
pub async fn draft_on(store: &Store, title: &str, euros: i64, envelope: Option<&str>) -> ApplicationId {
    let kind = store::organisations::Kind::Company;
    let organisation = store::organisations::add(store, kind, title, Some(title), "test", minute(0)).await.expect("added");
    let form = Form {
        title: title.into(),
        need: "Une école de production".into(),
        cost: Some(Cents::euros(2_000_000)),
        asked: Some(Cents::euros(euros)),
        ..Form::default()
    };
    let new = New {
        call: "ecoles-de-production-2021".into(),
        operator: "banque-des-territoires".into(),
        call_phase: Some(2),
        wave: "unique".into(),
        envelope: envelope.map(str::to_owned),
        organisation,
        place: None,
        in_money: true,
        form,
        sheet: None,
        project: None,
        pays: None,
    };
    create(store, new, "person:holder", &Key::new(title), minute(1)).await.expect("written")
}

pub async fn record(store: &Store, id: &ApplicationId) -> Record {
    find(store, id).await.expect("read").expect("there")
}

/// On top of the version as it stands.
pub async fn step(store: &Store, id: &ApplicationId, party: Party, who: &str, step: Step) -> Taken {
    let version = record(store, id).await.version;
    let key = Key::new(&format!("{id} {version} {who} {step:?}"));
    // Filed while the wave is open; the rest comes when it may.
    let now = if matches!(step, Step::File) { minute(2) } else { later() };
    let ask = Ask { id, version, step, party, who, window: window(), key: &key };
    take(store, ask, now).await.expect("judged").expect("there")
}

pub async fn must(store: &Store, id: &ApplicationId, party: Party, what: Step) -> Record {
    match step(store, id, party, "person:i", what).await {
        Taken::Done(record) => record,
        other => panic!("{other:?}"),
    }
}

pub async fn to_committee(store: &Store, id: &ApplicationId, euros: i64) {
    must(store, id, Party::Holder, Step::File).await;
    must(store, id, Party::Instructor, Step::FindAdmissible).await;
    must(store, id, Party::Instructor, Step::AskAdvice { services: vec!["Rectorat".into()] }).await;
    let advice = Step::GiveAdvice { service: "Rectorat".into(), opinion: Opinion::Favourable, text: "Oui".into() };
    must(store, id, Party::Instructor, advice).await;
    must(store, id, Party::Instructor, Step::Present { proposed: Cents::euros(euros), without: String::new() }).await;
}

pub fn favour(euros: i64) -> Step {
    Step::Favour { amount: Cents::euros(euros), reservations: String::new(), session: "PV 1".into(), on: day("2020-09-15") }
}

pub fn sign(euros: i64) -> Step {
    Step::Sign {
        amount: Cents::euros(euros),
        eligible: Cents::euros(2_000_000),
        months: 24,
        guarantee: false,
        rules: PaymentRules::State,
        lifted: String::new(),
        because: String::new(),
        law: None,
        on: day("2020-10-01"),
    }
}

pub fn pay(kind: PaymentKind, euros: i64) -> Step {
    Step::Pay { kind, amount: Cents::euros(euros), proof: "Ordre de service".into(), on: day("2020-10-15") }
}

async fn envelope(store: &Store) -> ledger::Envelope {
    store::ledger::envelope(store, &EnvelopeId::parse(FUND).expect("a name")).await.expect("read").expect("there")
}

#[tokio::test]
async fn of_thirty_two_who_decide_at_once_one_does_and_thirty_one_are_told() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(10_000_000).0, None).await;
        let id = draft(&store, "École de Chalon", 500_000).await;
        to_committee(&store, &id, 400_000).await;
        // First a step that moves money, then one that does not.
        let notify = Step::Notify { on: day("2020-09-20") };
        for (name, party, wanted) in [("favour", Party::Committee, favour(400_000)), ("notify", Party::Instructor, notify)] {
            let version = record(&store, &id).await.version;
            let mut crowd = tokio::task::JoinSet::new();
            for n in 0..32 {
                let (store, id, wanted) = (store.clone(), id.clone(), wanted.clone());
                crowd.spawn(async move {
                    let (who, key) = (format!("person:{n}"), Key::new(&format!("{name} {n}")));
                    let ask = Ask { id: &id, version, step: wanted, party, who: &who, window: window(), key: &key };
                    take(&store, ask, later()).await.expect("judged").expect("there")
                });
            }
            let answers = crowd.join_all().await;
            let done = answers.iter().filter(|taken| matches!(taken, Taken::Done(_))).count();
            let told = answers.iter().filter(|taken| matches!(taken, Taken::Conflict(_))).count();
            assert_eq!((done, told), (1, 31), "{name}: {answers:?}");
            assert_eq!(record(&store, &id).await.version, version + 1);
        }
        assert_eq!(envelope(&store).await.reserved, Cents::euros(400_000).0, "reserved once");
        verify(&store, None).await.expect("read").expect("the ledger holds");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn the_envelope_takes_the_first_and_the_second_waits_for_one_euro() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let (first, second) = (draft(&store, "Première", 600_000).await, draft(&store, "Seconde", 600_000).await);
        for id in [&first, &second] {
            to_committee(&store, id, 500_000).await;
        }
        must(&store, &first, Party::Committee, favour(500_001)).await;
        let Taken::Waits(waiting) = step(&store, &second, Party::Committee, "person:i", favour(500_000)).await else { panic!("taken") };
        let waits = waiting.life.waiting.as_ref().expect("a reason");
        assert!(waits.reason.fr.contains("dépassement de 1\u{a0}€"), "{}", waits.reason.fr);
        assert_eq!(waits.passes, Some(Cents::euros(499_999)));
        assert_eq!(waiting.life.proposed, Some(Cents::euros(500_000)), "it keeps its place and its proposal");
        // The amount that would pass passes.
        must(&store, &second, Party::Committee, favour(499_999)).await;
        assert_eq!(envelope(&store).await.available(), 0);
        // The first signs for less: the rest is free again.
        must(&store, &first, Party::Instructor, Step::Notify { on: day("2020-09-20") }).await;
        must(&store, &first, Party::Instructor, sign(400_000)).await;
        let after = envelope(&store).await;
        assert_eq!((after.committed, after.reserved), (Cents::euros(400_000).0, Cents::euros(499_999).0));
        // The second gives up: its reservation is lifted.
        must(&store, &second, Party::Holder, Step::Withdraw { reason: "Projet abandonné".into() }).await;
        assert_eq!(envelope(&store).await.available(), Cents::euros(600_000).0);
        let told: Vec<&str> = vec!["file", "find_admissible", "ask_advice", "give_advice", "present", "wait", "favour", "withdraw"];
        let history = steps(&store, &second).await.expect("read");
        assert_eq!(history.iter().map(|taking| taking.step.code()).collect::<Vec<_>>(), told);
    })
    .await;
}

#[tokio::test]
async fn a_payment_liquidates_and_pays_or_does_neither_and_the_balance_frees_the_rest() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let id = draft(&store, "École", 400_000).await;
        to_committee(&store, &id, 400_000).await;
        must(&store, &id, Party::Committee, favour(400_000)).await;
        must(&store, &id, Party::Instructor, Step::Notify { on: day("2020-09-20") }).await;
        must(&store, &id, Party::Instructor, sign(400_000)).await;
        // No payment credits in 2021: the liquidation that goes with the payment is not written either.
        let late = Step::Pay { kind: PaymentKind::Advance, amount: Cents::euros(1), proof: "x".into(), on: day("2021-01-15") };
        let before = record(&store, &id).await;
        let ask = async |on: Timestamp| {
            let (who, version, key) = ("person:i", before.version, Key::new("late"));
            let ask = Ask { id: &id, version, step: late.clone(), party: Party::Instructor, who, window: window(), key: &key };
            take(&store, ask, on).await.expect("judged").expect("there")
        };
        // Nor is it paid before its day, nor once its budget year is over.
        for (on, why) in [(0, "nous sommes le 31\u{a0}décembre 2020"), (30, "crédits de paiement 2021"), (400, "l’exercice 2021 est clos")]
        {
            let now = later() + jiff::SignedDuration::from_hours(24 * on);
            let Taken::Refused(refusal) = ask(now).await else { panic!("paid") };
            assert!(refusal.what.fr.contains(why), "{}", refusal.what.fr);
        }
        assert_eq!(record(&store, &id).await, before, "nothing has moved");
        assert_eq!(envelope(&store).await.liquidated, 0);
        must(&store, &id, Party::Instructor, pay(PaymentKind::Advance, 120_000)).await;
        must(&store, &id, Party::Holder, Step::Report { spent: Cents::euros(1_600_000), note: String::new() }).await;
        must(&store, &id, Party::Instructor, pay(PaymentKind::Balance, 200_000)).await;
        must(&store, &id, Party::Instructor, Step::Close { on: day("2020-12-01") }).await;
        // P-b: 20 % of 1 600 000 is 320 000 of the 400 000 committed; 80 000 are withdrawn.
        let after = envelope(&store).await;
        assert_eq!((after.committed, after.paid), (Cents::euros(320_000).0, Cents::euros(320_000).0));
        assert_eq!(after.available(), Cents::euros(680_000).0);
        verify(&store, None).await.expect("read").expect("the ledger holds");
    })
    .await;
}

#[tokio::test]
async fn above_the_threshold_two_persons_decide_and_nobody_approves_themselves() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, Some(Cents::euros(300_000).0)).await;
        let id = draft(&store, "École", 400_000).await;
        to_committee(&store, &id, 400_000).await;
        let Taken::Proposed(proposed) = step(&store, &id, Party::Committee, "person:a", favour(400_000)).await else { panic!("decided") };
        assert_eq!(envelope(&store).await.reserved, 0, "a proposal reserves nothing");
        // While it waits, nobody goes another way.
        let other = step(&store, &id, Party::Committee, "person:b", favour(1)).await;
        assert!(matches!(other, Taken::Conflict(_)), "{other:?}");
        let own = approve(&store, &id, proposed.version, "person:a", window(), minute(4)).await.expect("judged").expect("there");
        assert!(matches!(&own, Taken::Refused(refusal) if refusal.what.fr.contains("sa propre décision")), "{own:?}");
        let approved = approve(&store, &id, proposed.version, "person:b", window(), minute(4)).await.expect("judged").expect("there");
        assert!(matches!(approved, Taken::Done(_)), "{approved:?}");
        let again = approve(&store, &id, proposed.version, "person:b", window(), minute(5)).await.expect("judged").expect("there");
        assert!(matches!(again, Taken::Done(_)), "sent again, the same answer: {again:?}");
        assert_eq!(envelope(&store).await.reserved, Cents::euros(400_000).0);
        let last = steps(&store, &id).await.expect("read").pop().expect("a step");
        assert_eq!((last.who.as_str(), last.approver.as_deref()), ("person:a", Some("person:b")));
        // Below it, one is enough; and a proposal can be dropped.
        let small = draft(&store, "Petite", 200_000).await;
        to_committee(&store, &small, 200_000).await;
        must(&store, &small, Party::Committee, favour(200_000)).await;
        let large = draft(&store, "Grande", 500_000).await;
        to_committee(&store, &large, 350_000).await;
        let Taken::Proposed(proposed) = step(&store, &large, Party::Committee, "person:a", favour(350_000)).await else {
            panic!("decided")
        };
        assert_eq!(reject(&store, &large, proposed.version, "person:b", minute(6)).await, Ok(true));
        assert!(record(&store, &large).await.proposal.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_request_sent_three_times_takes_one_step_and_gets_one_answer() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let id = draft(&store, "École", 400_000).await;
        assert_eq!(draft(&store, "École", 400_000).await, id, "the same key, the same draft");
        to_committee(&store, &id, 400_000).await;
        let (version, key) = (record(&store, &id).await.version, Key::new("sent by the page"));
        let mut answers = vec![];
        for n in 0..3 {
            let ask =
                Ask { id: &id, version, step: favour(400_000), party: Party::Committee, who: "person:a", window: window(), key: &key };
            answers.push(take(&store, ask, minute(3 + n)).await.expect("judged").expect("there"));
        }
        assert!(answers.iter().all(|taken| *taken == answers[0]) && matches!(answers[0], Taken::Done(_)), "{answers:?}");
        assert_eq!(envelope(&store).await.reserved, Cents::euros(400_000).0);
    })
    .await;
}

#[tokio::test]
async fn two_people_who_write_the_same_draft_lose_nothing() {
    on_each_engine(async |store| {
        let id = draft(&store, "École", 400_000).await;
        let form = |title: &str| Form { title: title.into(), ..Form::default() };
        let first = save(&store, &id, 1, form("Une"), None, "person:a", minute(2)).await.expect("written").expect("there");
        assert!(matches!(first, Saved::Done(_)));
        let second = save(&store, &id, 1, form("Autre"), None, "person:b", minute(3)).await.expect("written").expect("there");
        let Saved::Conflict(theirs) = second else { panic!("{second:?}") };
        assert_eq!((theirs.life.form.title.as_str(), theirs.version), ("Une", 2));
    })
    .await;
}

#[tokio::test]
async fn a_proposal_nobody_approved_in_a_fortnight_is_out_of_time_and_can_be_dropped() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, Some(50_000_000)).await;
        let id = draft(&store, "École", 1_000_000).await;
        to_committee(&store, &id, 1_000_000).await;
        assert!(matches!(step(&store, &id, Party::Committee, "person:i", favour(1_000_000)).await, Taken::Proposed(_)));
        let version = record(&store, &id).await.version;
        let fortnight = later() + jiff::SignedDuration::from_hours(24 * 14);
        let late = approve(&store, &id, version, "person:k", window(), fortnight).await.expect("judged").expect("there");
        assert!(matches!(&late, Taken::Refused(refusal) if refusal.what.fr.contains("hors délai")), "{late:?}");
        let waiting = store::applications::proposed(&store, "banque-des-territoires", None, 10).await.expect("read");
        assert_eq!(waiting.iter().map(|record| &record.id).collect::<Vec<_>>(), [&id]);
        let in_time = fortnight - jiff::SignedDuration::from_mins(1);
        let in_time = approve(&store, &id, version, "person:k", window(), in_time).await.expect("judged");
        assert!(matches!(in_time, Some(Taken::Done(_))), "{in_time:?}");
        assert!(store::applications::proposed(&store, "banque-des-territoires", None, 10).await.expect("read").is_empty());
    })
    .await;
}
