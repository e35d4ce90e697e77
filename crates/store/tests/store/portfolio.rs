//! Those who steer see every sheet of their region or of the country, page by page, and sums in which nothing is mixed.

use crate::engines::{minute, on_each_engine};
use crate::sheets::{sheet, sound};
use contracts::{Figure, Indicator, Sheet};
use domain::{Cents, Status};
use jiff::civil::date;
use store::blockings::{self, Level, Raised};
use store::portfolio::{self, After, Filter, Order, Within};
use store::sheets::{self, Place};
use store::{SheetId, Store};

fn place(code: &str, region: &str) -> Place {
    Place { phase: 2, code: code.into(), region: region.into() }
}

async fn add(store: &Store, code: &str, region: &str, sheet: &Sheet) -> SheetId {
    sheets::create(store, &place(code, region), &sound(sheet), None, "person:camille", None, minute(0)).await.expect("created")
}

fn titles(lines: &[portfolio::Line]) -> Vec<&str> {
    lines.iter().map(|line| line.sheet.title.as_str()).collect()
}

/// Two territories of one region, one of another.
async fn country(store: &Store) -> [SheetId; 4] {
    [
        add(store, "ti-2704", "27", &sheet("10", "Presse", "Camille", 20)).await,
        add(store, "ti-2704", "27", &sheet("9", "Atelier", "Camille", 5)).await,
        add(store, "ti-2701", "27", &sheet("1", "École", "Jean", 12)).await,
        add(store, "ti-8401", "84", &sheet("1", "Fonderie", "Lou", 2)).await,
    ]
}

async fn pages(store: &Store, filter: &Filter, order: Order) -> Vec<String> {
    let (mut all, mut after) = (vec![], None::<After>);
    loop {
        let lines = portfolio::list(store, filter, order, after.as_ref(), 2).await.expect("read");
        let Some(last) = lines.last() else { return all };
        let told = last.after(order).to_string();
        after = Some(After::parse(&told).expect("read back from an address"));
        all.extend(lines.iter().map(|line| line.sheet.title.clone()));
    }
}

#[tokio::test]
async fn pages_follow_each_other_in_every_order_without_a_gap() {
    on_each_engine(async |store| {
        country(&store).await;
        let all = Filter::default();
        assert_eq!(pages(&store, &all, Order::Place).await, ["École", "Atelier", "Presse", "Fonderie"]);
        assert_eq!(pages(&store, &all, Order::Due).await, ["Fonderie", "Atelier", "École", "Presse"]);
        assert_eq!(pages(&store, &all, Order::Changed).await.len(), 4);
        let region = Filter { within: Within::Region("27".into()), ..Filter::default() };
        assert_eq!(pages(&store, &region, Order::Place).await, ["École", "Atelier", "Presse"]);
        assert_eq!(pages(&store, &region, Order::Due).await, ["Atelier", "École", "Presse"]);
        let territory = Filter { within: Within::Territory(2, "ti-2704".into()), ..Filter::default() };
        assert_eq!(pages(&store, &territory, Order::Place).await, ["Atelier", "Presse"]);
        assert_eq!(pages(&store, &territory, Order::Changed).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_late_blocked_or_looked_for_is_found_across_territories() {
    on_each_engine(async |store| {
        let [presse, ..] = country(&store).await;
        let raised = Raised { level: Level::Region, what: "Un arrêté", due: date(2026, 12, 1) };
        blockings::raise(&store, &presse, raised, "person:camille", None, minute(1)).await.expect("raised");
        let only = async |filter: Filter| {
            let lines = portfolio::list(&store, &filter, Order::Place, None, 10).await.expect("read");
            titles(&lines).join(",")
        };
        assert_eq!(only(Filter { blocked: true, ..Filter::default() }).await, "Presse");
        assert_eq!(only(Filter { late_on: Some(date(2026, 12, 6)), ..Filter::default() }).await, "Atelier,Fonderie");
        assert_eq!(only(Filter { text: "ecole".into(), ..Filter::default() }).await, "École");
        assert_eq!(only(Filter { phase: 1, ..Filter::default() }).await, "");
        assert_eq!(only(Filter { axis: "skills".into(), ..Filter::default() }).await, "");
        for typed in ["\\", "%\\", "a\\"] {
            assert_eq!(only(Filter { state: typed.into(), ..Filter::default() }).await, "", "what a pattern would escape with is no error");
        }
        let found = portfolio::found(&store, &Filter::default(), date(2026, 12, 6)).await.expect("counted");
        assert_eq!((found.sheets, found.open, found.late, found.blocked, found.invented), (4, 4, 2, 1, 0));
        let region = Filter { within: Within::Region("84".into()), ..Filter::default() };
        assert_eq!(portfolio::found(&store, &region, date(2026, 12, 6)).await.expect("counted").late, 1);
    })
    .await;
}

#[tokio::test]
async fn promises_are_summed_by_territory_and_declared_is_not_verified() {
    on_each_engine(async |store| {
        let told = |target, measured: Option<Figure>, status| {
            let (on, source) = (measured.map(|_| date(2026, 11, 20)), "Enquête".to_owned());
            Indicator { target: Some(Figure(target)), measured, on, source, status }
        };
        let with = |base: Sheet, indicator: Indicator| Sheet { indicators: [("jobs".to_owned(), indicator)].into(), ..base };
        let lines = [
            (sheet("1", "Une", "Camille", 5), told(1_000, Some(Figure(400)), Status::Declared)),
            (sheet("2", "Deux", "Camille", 5), told(500, Some(Figure(300)), Status::Verified)),
            (Sheet { synthetic: true, ..sheet("3", "Inventée", "Camille", 5) }, told(9_900, None, Status::Declared)),
        ];
        for (base, indicator) in lines {
            let sheet = with(Sheet { total_cost: Some(Cents(100)), ..base }, indicator);
            add(&store, "ti-2704", "27", &sheet).await;
        }
        let promised = portfolio::promised(&store, "").await.expect("summed");
        assert_eq!(promised.len(), 1);
        let one = &promised[0];
        assert_eq!((one.target, one.declared, one.verified), ((2, Figure(1_500)), (1, Figure(400)), (1, Figure(300))));
        assert_eq!(portfolio::promised(&store, "84").await.expect("summed"), []);
        let stands = portfolio::stands(&store, "27", date(2026, 12, 6)).await.expect("counted");
        let real: Vec<_> = stands.iter().filter(|s| !s.invented).map(|s| (s.sheets, s.late, s.cost, s.costed)).collect();
        assert_eq!(real, [(2, 2, Cents(200), 2)]);
        assert_eq!(stands.iter().filter(|s| s.invented).map(|s| s.sheets).sum::<u64>(), 1);
    })
    .await;
}
