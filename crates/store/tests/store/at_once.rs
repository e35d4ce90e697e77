//! What a merge of rules must hold together on both engines: the rank and proposals out of time, a measure with its own envelope and acts
//! on its call, contracts that no line of the ledger stands behind.

use crate::applications::{FUND, day, draft, draft_on, favour, fund, later, must, pay, record, sign, step, to_committee, window, write};
use crate::engines::{at_each_place, minute, on_each_engine};
use applications::{Chosen, Criterion, Form, Grid, Mark, Party, PaymentKind, Ranked, Ranking, State, Step};
use domain::{Cents, Text};
use jiff::{SignedDuration, Timestamp};
use ledger::{Entry, EnvelopeId, Kind, Unit};
use store::applications::{Ask, New, Place, Taken, approve, create, draws_on, take};
use store::idempotency::Key;
use store::ledger::{Decided, Page, decide, entries, verify};
use store::{ApplicationId, OrganisationId, Store, call_envelopes, calls, committees};

const CALL: &str = "ecoles-de-production-2021";

/// A frozen session that ranked these, the best first.
async fn ranked(store: &Store, ids: &[&ApplicationId]) {
    let grid = Grid { scale: 5, criteria: vec![Criterion { key: "emploi".into(), label: "Emploi".into(), weight: 1 }] };
    calls::set_grid(store, CALL, &grid, "person:i", minute(0)).await.expect("kept");
    let new = committees::New {
        call: CALL.into(),
        wave: "unique".into(),
        operator: "banque-des-territoires".into(),
        region: None,
        reference: "PV 1".into(),
        held_on: day("2020-09-15"),
        quorum: 1,
        grid: 1,
        members: vec![],
    };
    let session = committees::convene(store, new, "person:i", minute(3)).await.expect("convened");
    let line = |(n, id): (usize, &&ApplicationId)| {
        let mark = Mark { sum: 9 - n as u64, members: 1, most: 10 };
        Ranked { application: id.to_string(), rank: n as u32 + 1, mark, tied: false }
    };
    let ranking = Ranking { ranked: ids.iter().enumerate().map(line).collect(), unscored: vec![] };
    assert!(committees::freeze(store, &session, move |_, _| ranking, "person:i", minute(4)).await.expect("frozen"));
}

async fn favoured(store: &Store, id: &ApplicationId, euros: i64, now: Timestamp) -> Taken {
    let (version, key) = (record(store, id).await.version, Key::new(&format!("{id} {now}")));
    let ask = Ask { id, version, step: favour(euros), party: Party::Committee, who: "person:i", window: window(), key: &key };
    take(store, ask, now).await.expect("judged").expect("there")
}

#[tokio::test]
async fn a_proposal_holds_what_is_ranked_lower_until_it_is_out_of_time() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, Some(Cents::euros(300_000).0)).await;
        let (first, second) = (draft(&store, "Première", 400_000).await, draft(&store, "Seconde", 100_000).await);
        to_committee(&store, &first, 400_000).await;
        to_committee(&store, &second, 100_000).await;
        ranked(&store, &[&first, &second]).await;
        assert!(matches!(favoured(&store, &first, 400_000, later()).await, Taken::Proposed(_)));
        let days = |n: i64| later() + SignedDuration::from_hours(24 * n);
        let Taken::Refused(refusal) = favoured(&store, &second, 100_000, days(13)).await else { panic!("passed over") };
        assert!(refusal.what.fr.contains("mieux classé"), "{}", refusal.what.fr);
        assert_eq!(record(&store, &second).await.life.state, State::Committee, "nothing was written");
        // Nobody can approve it any more: it keeps nobody waiting.
        assert!(matches!(favoured(&store, &second, 100_000, days(15)).await, Taken::Done(_)));
    })
    .await;
}

async fn organisation(store: &Store) -> OrganisationId {
    let kind = store::organisations::Kind::Company;
    store::organisations::add(store, kind, "École", Some("1"), "test", minute(0)).await.expect("added")
}

fn new(organisation: &OrganisationId, form: Form) -> New {
    New {
        call: CALL.into(),
        operator: "banque-des-territoires".into(),
        call_phase: Some(2),
        wave: "unique".into(),
        envelope: Some(FUND.into()),
        organisation: organisation.clone(),
        place: None,
        in_money: true,
        form,
        sheet: None,
        project: None,
        pays: None,
    }
}

#[tokio::test]
async fn a_label_takes_nothing_of_an_envelope_in_euros_that_was_attached_to_its_call() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000).0, None).await;
        let form = Form { title: "Label".into(), need: "Être reconnu".into(), ..Form::default() };
        let new = New { in_money: false, ..new(&organisation(&store).await, form) };
        let id = create(&store, new, "person:holder", &Key::new("label"), minute(1)).await.expect("written");
        to_committee(&store, &id, 0).await;
        let given = must(&store, &id, Party::Committee, favour(0)).await;
        assert_eq!(given.life.state, State::Favourable);
        let drawn = draws_on(&store, &given).await.expect("read").expect("an envelope");
        assert_eq!((drawn.envelope.reserved, drawn.award), (0, None));
    })
    .await;
}

#[tokio::test]
async fn an_act_on_a_call_leaves_a_measure_its_own_envelope() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let own = "ingenierie";
        let kind = Kind::Opening { name: Text::same(own), parent: None, unit: Unit::Money, four_eyes_from: None, until: None };
        let (envelope, date) = (EnvelopeId::parse(own).expect("a name"), day("2020-07-20"));
        let act = Entry { envelope, kind, amount: 100, date, decision: "Arrêté".into(), actor: "État".into(), approver: None };
        write(&store, act).await;
        let organisation = organisation(&store).await;
        let measure = |draws: Option<&str>| Chosen { id: "etude".into(), draws: draws.map(str::to_owned), ..Chosen::default() };
        let mut begun = vec![];
        for draws in [Some(own), None] {
            let form = Form { measure: Some(measure(draws)), ..Form::default() };
            let new = New { envelope: Some(own.into()), ..new(&organisation, form) };
            let key = Key::new(&format!("{draws:?}"));
            begun.push(create(&store, new, "person:holder", &key, minute(1)).await.expect("written"));
        }
        let act = call_envelopes::New {
            call: CALL.into(),
            envelope: EnvelopeId::parse(FUND).expect("a name"),
            decided_on: day("2020-09-01"),
            decision: "Arrêté du 1er septembre".into(),
        };
        let act = call_envelopes::propose(&store, act, "person:a", &Key::new("k"), minute(60), minute(0)).await.expect("proposed");
        assert_eq!(call_envelopes::approve(&store, &act, "person:b", minute(1)).await, Ok(call_envelopes::Approved::Done));
        for (id, wanted) in begun.iter().zip([own, FUND]) {
            let drawn = draws_on(&store, &record(&store, id).await).await.expect("read").expect("an envelope");
            assert_eq!(drawn.id.as_str(), wanted);
        }
    })
    .await;
}

/// Places in the journal of the lines of this kind on an envelope.
async fn places(store: &Store, envelope: &EnvelopeId, code: &str) -> Vec<i64> {
    let all = Page { before: None, limit: 100, with_awards: true };
    let lines = entries(store, envelope, all).await.expect("read");
    lines.iter().filter(|line| line.entry.kind.code() == code).map(|line| line.place.entries).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_favour_takes_from_above_once_its_region_has_its_own_share() {
    on_each_engine(async |store| {
        let organisation = organisation(&store).await;
        let act = |envelope: &EnvelopeId, kind: Kind, amount: i64| {
            let (decision, actor) = ("Arrêté".to_owned(), "État".to_owned());
            Entry { envelope: envelope.clone(), kind, amount, date: day("2020-07-20"), decision, actor, approver: None }
        };
        for n in 0..12 {
            let [root, share] = ["", ".region-27"].map(|end| EnvelopeId::parse(&format!("fonds-{n}{end}")).expect("a name"));
            let opening = |parent: Option<&EnvelopeId>| {
                let (name, parent) = (Text::same("F"), parent.cloned());
                Kind::Opening { name, parent, unit: Unit::Money, four_eyes_from: None, until: None }
            };
            write(&store, act(&root, opening(None), Cents::euros(1_000).0)).await;
            let form = Form {
                title: "Presse".into(),
                need: "Produire".into(),
                cost: Some(Cents::euros(200)),
                asked: Some(Cents::euros(100)),
                ..Form::default()
            };
            let place = Some(Place { phase: 2, code: "ti-2702".into(), region: "27".into() });
            let new = New { place, envelope: Some(root.to_string()), ..new(&organisation, form) };
            let id = create(&store, new, "person:holder", &Key::new(root.as_str()), minute(1)).await.expect("written");
            to_committee(&store, &id, 100).await;
            let delegation = Kind::Delegation { to: share.clone() };
            let acts = [act(&share, opening(Some(&root)), 0), act(&root, delegation, Cents::euros(1_000).0)];
            let giving = tokio::spawn({
                let store = store.clone();
                async move {
                    for act in acts {
                        decide(&store, &act, &Key::new(&format!("{n} {}", act.kind.code())), minute(0)).await.expect("judged");
                    }
                }
            });
            let taken = step(&store, &id, Party::Committee, "person:i", favour(100)).await;
            giving.await.expect("no panic");
            assert!(matches!(taken, Taken::Done(_) | Taken::Waits(_)), "{taken:?}");
            let opened = places(&store, &share, "opening").await[0];
            let above = places(&store, &root, "reservation").await;
            assert!(above.iter().all(|taken| *taken < opened), "taken above at {above:?}, the share opened at {opened}");
        }
        verify(&store, None).await.expect("read").expect("the ledger holds");
    })
    .await;
}

#[tokio::test]
async fn a_share_delegated_after_the_session_takes_what_the_session_decides() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let form = Form {
            title: "Presse".into(),
            need: "Produire".into(),
            cost: Some(Cents::euros(200_000)),
            asked: Some(Cents::euros(100_000)),
            ..Form::default()
        };
        let place = Some(Place { phase: 2, code: "ti-2702".into(), region: "27".into() });
        let new = New { place, ..new(&organisation(&store).await, form) };
        let id = create(&store, new, "person:holder", &Key::new("presse"), minute(1)).await.expect("written");
        to_committee(&store, &id, 100_000).await;
        // The session is of 15 September, its region received the fund on the 20th, and the minutes are entered later.
        let (root, share) = (EnvelopeId::parse(FUND).expect("a name"), EnvelopeId::parse("ecoles-2021.region-27").expect("a name"));
        let opening =
            Kind::Opening { name: Text::same("27"), parent: Some(root.clone()), unit: Unit::Money, four_eyes_from: None, until: None };
        let all = Cents::euros(1_000_000).0;
        for (envelope, kind, amount) in [(share.clone(), opening, 0), (root, Kind::Delegation { to: share.clone() }, all)] {
            let (key, date) = (Key::new(kind.code()), day("2020-09-20"));
            let act = Entry { envelope, kind, amount, date, decision: "Arrêté".into(), actor: "État".into(), approver: None };
            assert!(matches!(decide(&store, &act, &key, later()).await, Ok(Decided::Written(_))));
        }
        let given = must(&store, &id, Party::Committee, favour(100_000)).await;
        let drawn = draws_on(&store, &given).await.expect("read").expect("an envelope");
        assert_eq!((drawn.id, drawn.envelope.reserved), (share, Cents::euros(100_000).0));
        assert!(matches!(must(&store, &id, Party::Holder, Step::Withdraw { reason: "Abandon".into() }).await.life.state, State::Withdrawn));
        verify(&store, None).await.expect("read").expect("the ledger holds");
    })
    .await;
}

#[tokio::test]
async fn a_proposal_that_another_version_wrote_is_approved_as_it_stands() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        fund(&store, Cents::euros(1_000_000).0, Some(Cents::euros(300_000).0)).await;
        let id = draft(&store, "École", 400_000).await;
        to_committee(&store, &id, 400_000).await;
        assert!(matches!(favoured(&store, &id, 400_000, later()).await, Taken::Proposed(_)));
        place.tamper("UPDATE application SET proposal = REPLACE(proposal, '\"party\":', '\"party\": ')").await;
        let version = record(&store, &id).await.version;
        let approved = approve(&store, &id, version, "person:b", window(), later()).await.expect("judged").expect("there");
        assert!(matches!(approved, Taken::Done(_)), "{approved:?}");
    })
    .await;
}

#[tokio::test]
async fn no_contract_is_signed_on_no_envelope_and_one_that_was_still_ends() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let (signed, favoured) = (draft(&store, "Première", 400_000).await, draft_on(&store, "Seconde", 100_000, Some(FUND)).await);
        for (id, euros) in [(&signed, 400_000), (&favoured, 100_000)] {
            to_committee(&store, id, euros).await;
            must(&store, id, Party::Committee, favour(euros)).await;
            must(&store, id, Party::Instructor, Step::Notify { on: day("2020-09-20") }).await;
        }
        must(&store, &signed, Party::Instructor, sign(400_000)).await;
        must(&store, &signed, Party::Instructor, pay(PaymentKind::Advance, 100_000)).await;
        // As a program of before left them: nothing in the ledger stands behind either.
        place.tamper("DELETE FROM ledger_award; UPDATE application SET envelope = NULL WHERE title = 'Seconde'").await;
        let Taken::Refused(refusal) = step(&store, &favoured, Party::Instructor, "person:i", sign(100_000)).await else { panic!("signed") };
        assert!(refusal.what.fr.contains("ne tire sur aucune enveloppe"), "{}", refusal.what.fr);
        let claim = Step::ClaimBack { amount: Cents::euros(100_000), reason: "Abandon".into() };
        must(&store, &signed, Party::Instructor, claim).await;
        let ended = must(&store, &signed, Party::Instructor, Step::TakeBack { on: day("2020-12-01") }).await;
        assert_eq!(ended.life.state, State::Closed);
    })
    .await;
}
