//! The money of action sheets on both engines: guarded saves, history, sums, delays, what is open data.

use crate::engines::{minute as at, on_each_engine};
use crate::sheets::{sheet, sound};
use domain::{Cents, Date, Funder, Instrument};
use grants::{Line, Reason, Refusal, Stage, Step};
use store::funding::{self, By, Filter, Saved};
use store::idempotency::Key;
use store::sheets::Place;
use store::{SheetId, Store};

fn stage(euros: i64, day: i8) -> Option<Stage> {
    Some(Stage { amount: Cents::euros(euros), on: Date::constant(2024, 1, day), proof: "pièce".into() })
}

fn line(euros: i64) -> Line {
    let mut line = Line::planned(Funder::Region, "Région", Instrument::Grant, Cents::euros(euros));
    (line.programme, line.measure, line.operator) = (Some("pack".into()), Some("fonds".into()), Some("bpifrance".into()));
    (line.call, line.wave) = (Some("ami".into()), Some("v1".into()));
    line.asked = stage(euros, 1);
    line
}

pub async fn made(store: &Store, code: &str, region: &str) -> SheetId {
    let place = Place { phase: 2, code: code.into(), region: region.into() };
    store::sheets::create(store, &place, &sound(&sheet("1.1", "Atelier", "Camille", 1)), None, "person:1", None, at(0))
        .await
        .expect("a sheet")
}

#[tokio::test]
async fn a_line_is_added_once_changed_by_one_of_two_taken_away_and_brought_back() {
    on_each_engine(async |store| {
        let sheet = made(&store, "ti-2704", "27").await;
        let key = Key::new("form");
        let first = funding::add(&store, &sheet, &line(100), "person:1", Some(&key), at(1)).await.expect("added").expect("a sheet");
        let again = funding::add(&store, &sheet, &line(100), "person:1", Some(&key), at(2)).await.expect("answered").expect("a sheet");
        assert_eq!(first, again, "sent twice, added once");
        let mut more = line(100);
        more.granted = stage(80, 10);
        let mine = funding::save(&store, &first, 1, &more, "person:1", None, at(3)).await.expect("saved");
        assert_eq!(mine, Saved::Saved(2));
        let mut other = line(100);
        other.granted = stage(70, 10);
        let theirs = funding::save(&store, &first, 1, &other, "person:2", None, at(4)).await.expect("answered");
        let Saved::Conflict { base, current } = theirs else { panic!("the second wrote over the first: {theirs:?}") };
        assert_eq!((*base, current.line.granted.as_ref().map(|s| s.amount)), (line(100), Some(Cents::euros(80))));
        for _ in 0..3 {
            assert_eq!(funding::remove(&store, &first, 2, true, "person:1", at(5)).await.expect("removed"), Saved::Saved(3), "once");
        }
        assert!(funding::groups(&store, By::Fund, &Filter::default()).await.expect("sums").is_empty());
        assert_eq!(funding::remove(&store, &first, 3, false, "person:1", at(6)).await.expect("restored"), Saved::Saved(4));
        let history = funding::versions(&store, &sheet, 10).await.expect("history");
        let kinds: Vec<&str> = history.iter().map(|v| v.kind.as_str()).collect();
        assert_eq!(kinds, ["restore", "remove", "save", "add"]);
        let stands = funding::find(&store, &first).await.expect("read").expect("there");
        assert_eq!((stands.line, stands.version, stands.removed_at), (more, 4, None));
        let none = SheetId::parse("0123456789abcdef0123456789abcdef").expect("well formed");
        assert_eq!(funding::add(&store, &none, &line(1), "person:1", None, at(7)).await.expect("answered"), None);
        assert!(store::audit::verify(&store, None).await.expect("read").is_ok());
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_granted_and_paid_is_summed_by_every_dimension_and_what_is_lost_apart() {
    on_each_engine(async |store| {
        let (here, there) = (made(&store, "ti-2704", "27").await, made(&store, "ti-8401", "84").await);
        let mut paid = line(100);
        (paid.granted, paid.contracted, paid.paid) = (stage(80, 11), stage(80, 21), stage(30, 31));
        let mut lost = line(60);
        lost.granted = stage(50, 5);
        lost.refused = Some(Refusal { on: Date::constant(2024, 1, 20), reason: Reason::Lapsed, words: String::new() });
        let mut second_wave = line(40);
        (second_wave.wave, second_wave.operator) = (Some("v2".into()), Some("ademe".into()));
        let own = Line::planned(Funder::Holder, "Porteur", Instrument::OwnFunds, Cents::euros(500));
        let before = funding::changes(&store).await.expect("clock");
        let all = vec![(here.clone(), paid), (here.clone(), lost), (there, second_wave), (here, own)];
        assert_eq!(funding::add_all(&store, all, "person:1", at(1)).await.expect("added"), 4);
        assert!(funding::changes(&store).await.expect("clock") > before);
        let sums = async |by, filter: Filter| funding::groups(&store, by, &filter).await.expect("sums");
        let regions = sums(By::Region, Filter::default()).await;
        assert_eq!(regions.iter().map(|g| g.key.as_str()).collect::<Vec<_>>(), ["27", "84"]);
        assert_eq!(regions[0].steps, [(2, Cents::euros(160)), (1, Cents::euros(80)), (1, Cents::euros(80)), (1, Cents::euros(30))]);
        assert_eq!((regions[0].refused, regions[0].lines), ((1, Cents::euros(50)), 2), "own funds are not public money");
        for by in By::ALL {
            let groups = sums(by, Filter::default()).await;
            let asked: Cents = groups.iter().map(|g| g.step(Step::Asked).1).sum();
            assert_eq!(asked, Cents::euros(200), "{by:?}: whatever the dimension, the same money");
        }
        let call = sums(By::Call, Filter { call: Some("ami".into()), ..Filter::default() }).await;
        assert_eq!(call.iter().map(|g| g.key.as_str()).collect::<Vec<_>>(), ["ami/v1", "ami/v2"], "a call has its waves below it");
        let wave = sums(By::Operator, Filter { call: Some("ami/v2".into()), ..Filter::default() }).await;
        assert_eq!((wave.len(), wave[0].key.as_str()), (1, "ademe"));
        let territory = sums(By::Year, Filter { territory: Some((2, "ti-8401".into())), ..Filter::default() }).await;
        assert_eq!((territory[0].key.as_str(), territory[0].lines), ("2024", 1));
        assert!(sums(By::Fund, Filter { year: Some(2023), ..Filter::default() }).await.is_empty());
        let delays = funding::delays(&store, &Filter::default()).await.expect("delays");
        let told: Vec<(&str, i64, u64)> = delays.iter().map(|(step, d)| (step.as_str(), d.median, d.count)).collect();
        assert_eq!(told, [("granted", 4, 2), ("contracted", 10, 1), ("paid", 10, 1), ("refused", 19, 1)]);
        for by in By::ALL {
            let lived = funding::delays_by(&store, by, &Filter::default()).await.expect("delays");
            let cases = |step: &str| {
                let of_step = lived.iter().flat_map(|(_, steps)| steps).filter(|(of, _)| of == step);
                of_step.map(|(_, delay)| delay.count).sum::<u64>()
            };
            assert_eq!(["granted", "contracted", "paid", "refused"].map(cases), [2, 1, 1, 1], "{by:?}: whatever the dimension, the same");
        }
        let there = Filter { region: Some("84".into()), ..Filter::default() };
        let lived = funding::delays_by(&store, By::Region, &there).await.expect("delays");
        assert!(lived.iter().all(|(key, _)| key == "84"), "{lived:?}");
        let reasons = funding::reasons(&store, &Filter::default()).await.expect("reasons");
        assert_eq!(reasons, [(Reason::Lapsed, 1, Cents::euros(50))]);
    })
    .await;
}

#[tokio::test]
async fn the_money_of_an_invented_sheet_is_counted_apart_and_never_among_real_figures() {
    on_each_engine(async |store| {
        let real = made(&store, "ti-2704", "27").await;
        let mut invented = sheet("1.2", "Atelier inventé", "Camille", 2);
        invented.synthetic = true;
        let place = Place { phase: 2, code: "ti-2704".into(), region: "27".into() };
        let invented = store::sheets::create(&store, &place, &sound(&invented), None, "person:1", None, at(0)).await.expect("a sheet");
        funding::add_all(&store, vec![(real, line(100)), (invented, line(7))], "person:1", at(1)).await.expect("added");
        let figures = async |filter: Filter| {
            let asked: Cents =
                funding::groups(&store, By::Region, &filter).await.expect("sums").iter().map(|g| g.step(Step::Asked).1).sum();
            (asked, funding::invented(&store, &filter).await.expect("a count"))
        };
        assert_eq!(figures(Filter::default()).await, (Cents::euros(107), 1));
        assert_eq!(figures(Filter { real: true, ..Filter::default() }).await, (Cents::euros(100), 0));
        assert_eq!(figures(Filter { region: Some("84".into()), ..Filter::default() }).await, (Cents::ZERO, 0));
    })
    .await;
}

#[tokio::test]
async fn the_base_itself_refuses_more_paid_than_contracted() {
    on_each_engine(async |store| {
        let sheet = made(&store, "ti-2704", "27").await;
        let mut wrong = line(100);
        (wrong.granted, wrong.contracted, wrong.paid) = (stage(80, 2), stage(80, 3), stage(81, 4));
        assert!(!grants::problems(&wrong).is_empty());
        assert!(funding::add(&store, &sheet, &wrong, "person:1", None, at(1)).await.is_err());
        assert!(funding::of_sheet(&store, &sheet).await.expect("read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn contracted_grants_above_the_threshold_are_open_data_page_after_page() {
    on_each_engine(async |store| {
        let sheet = made(&store, "ti-2704", "27").await;
        let mut lines = vec![];
        for euros in [24_000, 23_000, 50_000] {
            let mut one = line(euros);
            (one.granted, one.contracted) = (stage(euros, 2), stage(euros, 3));
            lines.push((sheet.clone(), one));
        }
        funding::add_all(&store, lines, "person:1", at(1)).await.expect("added");
        let first = funding::published(&store, None, 1).await.expect("a page");
        let rest = funding::published(&store, Some(&first[0].id), 10).await.expect("a page");
        assert_eq!((first.len(), rest.len()), (1, 1), "23 000 € is not above the threshold");
        assert_eq!(first[0].sheet.title, "Atelier");
    })
    .await;
}

#[tokio::test]
async fn files_of_the_platform_are_kept_once_with_where_the_reading_stands() {
    on_each_engine(async |store| {
        use store::demarches::{Brought, Read, checkpoint, files, keep};
        let file = |number: i64, state: &str, minute: i64| Read {
            number,
            state: state.into(),
            siret: Some("73282932000074".into()),
            modified_at: at(minute),
            content: format!("{{\"state\":\"{state}\"}}"),
        };
        let page = vec![file(1, "en_construction", 1), file(2, "en_instruction", 2)];
        let brought = keep(&store, 7, page.clone(), vec![], "{\"cursor\":\"2\"}".into(), "operator", at(10)).await.expect("kept");
        assert_eq!(brought, Brought { new: 2, changed: 0, erased: 0 });
        let again = keep(&store, 7, page, vec![], "{\"cursor\":\"2\"}".into(), "operator", at(11)).await.expect("kept");
        assert_eq!(again, Brought::default(), "the overlap of two pulls changes nothing");
        let more = keep(&store, 7, vec![file(1, "accepte", 5)], vec![2], "{}".into(), "operator", at(12)).await.expect("kept");
        assert_eq!(more, Brought { new: 0, changed: 1, erased: 1 });
        let all = files(&store, 7, 0, 10).await.expect("read");
        assert_eq!(all.iter().map(|f| f.state.as_str()).collect::<Vec<_>>(), ["accepte", "en_instruction"]);
        assert!(all[1].content.is_empty() && all[1].siret.is_none() && all[1].erased_at.is_some(), "what was erased there is erased here");
        assert_eq!(checkpoint(&store, 7).await.expect("read").as_deref(), Some("{}"));
        assert_eq!(checkpoint(&store, 8).await.expect("read"), None);
    })
    .await;
}
