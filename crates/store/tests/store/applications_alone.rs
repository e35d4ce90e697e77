//! Applications that count in no sheet, in the sums of steering, on both engines: from the filing to the payment, by every dimension,
//! once whatever sheet takes them or lets them go, and only for whoever may read them.

use crate::application_lines::{CALL, drafted, pays, typed};
use crate::applications::{day, draft, favour, fund, must, pay, sign, to_committee};
use crate::engines::{at_each_place, minute, on_each_engine};
use crate::funding::made;
use applications::{Party, PaymentKind, Seat, Step};
use domain::Cents;
use grants::Reason;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::applications::{Attached, Place, attach, detach};
use store::funding::{self, Alone, By, Filter, Group};
use store::{ApplicationId, Store};

fn place(code: &str, region: &str) -> Place {
    Place { phase: 2, code: code.into(), region: region.into() }
}

/// A draft that asks for 400 000 €, shown to this territory, of a project that is there.
async fn begun(store: &Store, title: &str, place: Option<Place>, seat: Option<Seat>) -> ApplicationId {
    drafted(store, title, |new| (new.place, new.form.seat) = (place, seat)).await
}

async fn filed(store: &Store, title: &str, place: Option<Place>) -> ApplicationId {
    let id = begun(store, title, place, None).await;
    must(store, &id, Party::Holder, Step::File).await;
    id
}

async fn groups(store: &Store, by: By, filter: Filter) -> Vec<Group> {
    funding::groups(store, by, &filter).await.expect("sums")
}

/// Whole euros and files at each step.
fn steps(group: &Group) -> [(u64, i64); 4] {
    group.steps.map(|(n, amount)| (n, amount.0 / 100))
}

async fn alone(store: &Store) -> (u64, u64) {
    let Alone { files, twice } = funding::alone(store, &Filter::default()).await.expect("a count");
    (files, twice)
}

#[tokio::test]
async fn an_application_of_no_sheet_is_counted_from_its_filing_to_its_payment_by_every_dimension() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let id = begun(&store, "École", Some(place("ti-2704", "27")), None).await;
        assert!(groups(&store, By::Call, Filter::default()).await.is_empty(), "a draft is its holder’s alone");
        let before = funding::changes(&store).await.expect("clock");
        to_committee(&store, &id, 300_000).await;
        let filed = funding::changes(&store).await.expect("clock");
        assert_eq!(filed, before + 1, "the filing moved its money, examining it did not");
        must(&store, &id, Party::Committee, favour(300_000)).await;
        let told = groups(&store, By::Call, Filter::default()).await;
        assert_eq!(steps(&told[0]), [(1, 400_000), (0, 0), (0, 0), (0, 0)], "what the committee wants is told by its notification alone");
        must(&store, &id, Party::Instructor, Step::Notify { on: day("2020-09-20") }).await;
        must(&store, &id, Party::Instructor, sign(250_000)).await;
        must(&store, &id, Party::Instructor, pay(PaymentKind::Advance, 75_000)).await;
        let keys = [
            (By::Region, "27"),
            (By::Territory, "2:ti-2704"),
            (By::Programme, "pack-rebond-2020"),
            (By::Operator, "banque-des-territoires"),
            (By::Call, "ecoles-de-production-2021/unique"),
            (By::Funder, "operator"),
            (By::Year, "2020"),
        ];
        for (by, key) in keys {
            let told = groups(&store, by, Filter::default()).await;
            assert_eq!((told.len(), told[0].key.as_str(), told[0].lines), (1, key, 1), "{by:?}");
            assert_eq!(steps(&told[0]), [(1, 400_000), (1, 300_000), (1, 250_000), (1, 75_000)], "{by:?}");
            let lived = funding::delays_by(&store, by, &Filter::default()).await.expect("delays");
            let days: Vec<(&str, i64)> = lived[0].1.iter().map(|(step, delay)| (step.as_str(), delay.median)).collect();
            assert_eq!((lived[0].0.as_str(), days), (key, vec![("granted", 5), ("contracted", 11), ("paid", 14)]), "{by:?}");
        }
        let delays = funding::delays(&store, &Filter::default()).await.expect("delays");
        assert_eq!(delays.iter().map(|(_, delay)| delay.median).collect::<Vec<_>>(), [5, 11, 14]);
        // Every filter holds for it as for a line.
        let some = |text: &str| Some(text.to_owned());
        let kept = [
            Filter { region: some("27"), ..Filter::default() },
            Filter { territory: Some((2, "ti-2704".into())), ..Filter::default() },
            Filter { programme: some("pack-rebond-2020"), ..Filter::default() },
            Filter { operator: some("banque-des-territoires"), ..Filter::default() },
            Filter { call: some(CALL), year: Some(2020), ..Filter::default() },
            Filter { real: true, opened: true, ..Filter::default() },
        ];
        for filter in kept {
            assert_eq!(groups(&store, By::Call, filter.clone()).await.len(), 1, "{filter:?}");
        }
        let left_out = [
            Filter { region: some("84"), ..Filter::default() },
            Filter { territory: Some((1, "ti-2704".into())), ..Filter::default() },
            Filter { operator: some("ademe"), ..Filter::default() },
            Filter { call: some("ecoles"), ..Filter::default() },
            Filter { year: Some(2021), ..Filter::default() },
            Filter { typed: true, ..Filter::default() },
        ];
        for filter in left_out {
            assert!(groups(&store, By::Call, filter.clone()).await.is_empty(), "{filter:?}");
            assert_eq!(funding::alone(&store, &filter).await, Ok(Alone::default()), "{filter:?}");
        }
        assert_eq!(alone(&store).await, (1, 0));
        assert_eq!(funding::invented(&store, &Filter::default()).await, Ok(0));
        assert!(funding::published(&store, None, 10).await.expect("a page").is_empty(), "a sum is no open data");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_or_withdrawn_of_no_sheet_says_why_and_after_how_long() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let refused = filed(&store, "Irrecevable", Some(place("ti-2704", "27"))).await;
        let withdrawn = filed(&store, "Retirée", None).await;
        must(&store, &refused, Party::Instructor, Step::FindInadmissible { reason: "Hors du périmètre".into() }).await;
        must(&store, &withdrawn, Party::Holder, Step::Withdraw { reason: "Autre financeur".into() }).await;
        let mut reasons = funding::reasons(&store, &Filter::default()).await.expect("reasons");
        reasons.sort();
        let asked = Cents::euros(400_000);
        assert_eq!(reasons, [(Reason::NotEligible, 1, asked), (Reason::GivenUp, 1, asked)]);
        let delays = funding::delays(&store, &Filter::default()).await.expect("delays");
        let told: Vec<(&str, i64, u64)> = delays.iter().map(|(step, delay)| (step.as_str(), delay.median, delay.count)).collect();
        assert_eq!(told, [("refused", 107, 2)], "from the fifteenth of September to the end of the year");
        let sum = &groups(&store, By::Call, Filter::default()).await[0];
        assert_eq!((sum.refused, steps(sum)[0]), ((2, Cents::euros(800_000)), (2, 800_000)), "what is lost was asked");
    })
    .await;
}

#[tokio::test]
async fn one_that_joins_a_sheet_and_leaves_it_is_counted_once_all_along() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let id = filed(&store, "École", Some(place("ti-2704", "27"))).await;
        let once = async |name: &str| {
            let told = groups(&store, By::Territory, Filter::default()).await;
            assert_eq!((told.len(), told[0].lines, steps(&told[0])[0]), (1, 1, (1, 400_000)), "{name}");
        };
        once("alone").await;
        assert_eq!(alone(&store).await, (1, 0));
        for _ in 0..2 {
            assert_eq!(attach(&store, &id, &sheet, &pays(), "person:1", minute(4)).await, Ok(Attached::Done));
            once("in the sheet").await;
            assert_eq!(alone(&store).await, (0, 0));
        }
        must(&store, &id, Party::Instructor, Step::FindAdmissible).await;
        once("a step later").await;
        let before = funding::changes(&store).await.expect("clock");
        assert_eq!(detach(&store, &id, &sheet, "person:1", minute(5)).await, Ok(true));
        assert!(funding::changes(&store).await.expect("clock") > before, "sums computed before are computed again");
        once("let go").await;
        assert_eq!(alone(&store).await, (1, 0));
        // A typed line that may be the same request is told, as one: nobody knows that it is.
        let typed = |call: &str| typed(100_000, call);
        funding::add(&store, &sheet, &typed("vte"), "person:1", None, minute(6)).await.expect("added").expect("a sheet");
        assert_eq!(alone(&store).await, (1, 0), "another call");
        let line = funding::add(&store, &sheet, &typed(CALL), "person:1", None, minute(6)).await.expect("added").expect("a sheet");
        assert_eq!(alone(&store).await, (1, 1));
        let elsewhere = made(&store, "ti-8401", "84").await;
        funding::remove(&store, &line, 1, true, "person:1", minute(7)).await.expect("taken away");
        funding::add(&store, &elsewhere, &typed(CALL), "person:1", None, minute(7)).await.expect("added").expect("a sheet");
        assert_eq!(alone(&store).await, (1, 0), "another territory");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}

#[tokio::test]
async fn whoever_sums_while_it_joins_and_leaves_never_sees_it_twice_nor_missing() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let id = filed(&store, "École", Some(place("ti-2704", "27"))).await;
        let done = Arc::new(AtomicBool::new(false));
        let moving = tokio::spawn({
            let (store, done) = (store.clone(), done.clone());
            async move {
                for n in 0..20 {
                    attach(&store, &id, &sheet, &pays(), "person:1", minute(10 + 2 * n)).await.expect("judged");
                    detach(&store, &id, &sheet, "person:1", minute(11 + 2 * n)).await.expect("judged");
                }
                done.store(true, Ordering::SeqCst);
            }
        });
        let mut looks = 0;
        while !done.load(Ordering::SeqCst) || looks == 0 {
            let told = groups(&store, By::Call, Filter::default()).await;
            assert_eq!((told.len(), told[0].lines, steps(&told[0])[0]), (1, 1, (1, 400_000)));
            looks += 1;
        }
        moving.await.expect("it moved");
        assert_eq!(alone(&store).await, (1, 0));
    })
    .await;
}

#[tokio::test]
async fn of_no_named_territory_it_counts_where_its_project_is_for_whoever_reads_them_all() {
    on_each_engine(async |store| {
        fund(&store, Cents::euros(1_000_000).0, None).await;
        // Of another program: neither who pays nor where it is was kept.
        let nowhere = draft(&store, "Nulle part", 400_000).await;
        must(&store, &nowhere, Party::Holder, Step::File).await;
        let seat = Seat { phase: 2, code: "ti-2704".into(), region: "27".into() };
        let seated = begun(&store, "Située", None, Some(seat.clone())).await;
        must(&store, &seated, Party::Holder, Step::File).await;
        let named = begun(&store, "Nommée", Some(place("ti-8401", "84")), Some(seat)).await;
        must(&store, &named, Party::Holder, Step::File).await;
        let keys = async |by: By, filter: Filter| {
            let mut keys: Vec<String> = groups(&store, by, filter).await.into_iter().map(|group| group.key).collect();
            keys.sort();
            keys
        };
        assert_eq!(keys(By::Territory, Filter::default()).await, ["", "2:ti-2704", "2:ti-8401"]);
        assert_eq!(keys(By::Region, Filter::default()).await, ["", "27", "84"], "the territory that was named comes first");
        assert_eq!(keys(By::Funder, Filter::default()).await, ["", "operator"], "who pays is not guessed");
        let opened = Filter { opened: true, ..Filter::default() };
        assert_eq!(keys(By::Region, opened.clone()).await, ["84"], "where a project is opens it to nobody");
        let region = Filter { region: Some("27".into()), ..opened };
        assert!(keys(By::Call, region.clone()).await.is_empty());
        assert_eq!(keys(By::Territory, Filter { opened: false, ..region }).await, ["2:ti-2704"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_filed_before_this_was_counted_is_counted() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        fund(&store, Cents::euros(1_000_000).0, None).await;
        let sheet = made(&store, "ti-2704", "27").await;
        let here = || Some(self::place("ti-2704", "27"));
        let paid = begun(&store, "Payée", here(), None).await;
        to_committee(&store, &paid, 300_000).await;
        must(&store, &paid, Party::Committee, favour(300_000)).await;
        must(&store, &paid, Party::Instructor, Step::Notify { on: day("2020-09-20") }).await;
        let joined = filed(&store, "Dans une fiche", here()).await;
        assert_eq!(attach(&store, &joined, &sheet, &pays(), "person:1", minute(4)).await, Ok(Attached::Done));
        begun(&store, "Brouillon", here(), None).await;
        let (told, counted) = (groups(&store, By::Territory, Filter::default()).await, alone(&store).await);
        assert_eq!((steps(&told[0]), counted), ([(2, 800_000), (1, 300_000), (0, 0), (0, 0)], (1, 0)));
        drop(store);
        let before = "DROP TABLE application_funding; DROP INDEX sheet_funding_by_request; DELETE FROM schema_version WHERE version = 32";
        place.tamper(before).await;
        let store = Store::open(&place.url).await.expect("opens and resumes");
        assert_eq!((groups(&store, By::Territory, Filter::default()).await, alone(&store).await), (told, counted));
    })
    .await;
}
