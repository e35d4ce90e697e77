//! Flows that meet, or do not, told as they are in a territory: one known obstacle is enough to part them, silence is not.

use connect::*;
use domain::{Answer, Cents, Date, Position, Rate};

const WHEN: Date = Date::constant(2026, 11, 28);

fn rules() -> Rules {
    Rules::embedded()
}

fn party(id: &str, naf: &str) -> Party {
    Party { id: id.into(), name: id.into(), nace: Nace::parse(naf), ..Party::default() }
}

/// Chalon-sur-Saône, and so many degrees north of it.
fn north(degrees: f64) -> Option<Position> {
    Some(Position { lat: 46.78 + degrees, lon: 4.85, approximate: false })
}

fn flow(id: &str, side: Side, substance: &str, naf: &str) -> Flow {
    let mut flow = Flow::new(id, side, substance.parse().expect(substance), party(&format!("party {id}"), naf));
    flow.place = north(0.0);
    flow
}

fn tonnes(units: f64) -> Option<Quantity> {
    Some(Quantity { unit: Unit::Tonne, rhythm: Rhythm::Year(Milli::units(units).expect("a quantity")) })
}

fn check(lead: &Lead, topic: Topic) -> Answer {
    lead.checks.iter().find(|check| check.topic == topic).expect("judged").answer
}

fn lead(supply: &Flow, demand: &Flow) -> Option<Lead> {
    explain(supply, demand, rules().on(WHEN), &Knowledge::default())
}

#[test]
fn codes_are_read_as_people_write_them() {
    for text in ["07 07 08*", "070708*", "07.07.08 *"] {
        let code = WasteCode::parse(text).expect(text);
        assert_eq!((code.to_string().as_str(), code.hazardous), ("07 07 08*", Some(true)), "{text}");
    }
    // Without a star the list decides, and says nothing by itself.
    let code = WasteCode::parse("03 01 05").expect("a code");
    assert_eq!((code.hazardous, code.known(Some(false)).hazardous, code.chapter(), code.section()), (None, Some(false), 3, 301));
    assert!(["", "07 07", "07 07 08 09", "ab cd ef", "*"].iter().all(|text| WasteCode::parse(text).is_none()));
    for (text, told) in [
        ("25.50B", "25.50"),
        ("2550", "25.50"),
        ("C25.50", "25.50"),
        ("01.11Z", "01.11"),
        ("25", "25"),
        ("25.5", "25.50"),
        ("1.41", "01.41"),
    ] {
        assert_eq!(Nace::parse(text).map(|nace| nace.to_string()).as_deref(), Some(told));
    }
    assert!(["", "B", "2", "25501", "00"].iter().all(|text| Nace::parse(text).is_none()));
}

#[test]
fn substances_are_written_and_read_back() {
    for text in ["waste:07 07 08*", "material:wood", "heat", "heat:90", "steam:180", "water", "equipment:chariot élévateur"] {
        assert_eq!(text.parse::<Substance>().map(|substance| substance.to_string()).as_deref(), Ok(text));
    }
    for text in ["", "waste", "waste:12", "heat:hot", "water:clean", "service", "gold:1"] {
        assert!(text.parse::<Substance>().is_err(), "{text}");
    }
}

#[test]
fn a_code_meets_its_own_then_its_section_its_chapter_and_its_matter() {
    let rules = rules();
    let level = |a: &str, b: &str| rules.on(WHEN).level(&a.parse().expect(a), &b.parse().expect(b));
    assert_eq!(level("waste:03 01 05", "waste:03 01 05"), Some(Level::Code6));
    assert_eq!(level("waste:03 01 05", "waste:03 01 01"), Some(Level::Code4));
    assert_eq!(level("waste:03 01 05", "waste:03 03 01"), Some(Level::Code2));
    assert_eq!(level("waste:03 01 05", "waste:15 01 03"), None, "both are wood, but nobody said so");
    assert_eq!(level("waste:15 01 03", "material:wood"), Some(Level::Material));
    assert_eq!(level("waste:15 01 02", "material:wood"), None);
    assert_eq!(level("steam:150", "heat:80"), Some(Level::Utility));
    assert_eq!(level("heat:80", "steam:150"), None, "warm water makes no steam");
    assert_eq!(level("equipment:Chariot élévateur", "equipment:chariot elevateur"), Some(Level::Shared));
    assert_eq!(level("equipment:chariot", "service:chariot"), None);
}

#[test]
fn hazardous_waste_wants_an_authorised_receiver_and_silence_refuses_nothing() {
    let (supply, mut demand) = (flow("s", Side::Supply, "waste:07 07 04*", "20.14Z"), flow("d", Side::Demand, "waste:07 07 04*", "38.22Z"));
    let hazard = |demand: &Flow| check(&lead(&supply, demand).expect("same code"), Topic::Hazard);
    assert_eq!(hazard(&demand), Answer::Unknown);
    for (rubrics, answer) in [
        (vec!["2560"], Answer::NotMet),
        (vec!["2560", "2718-1"], Answer::Met),
        (vec!["2760-3"], Answer::NotMet),
        (vec!["2760"], Answer::Unknown),
        (vec!["2760-1-a"], Answer::Met),
        (vec!["27180"], Answer::NotMet),
    ] {
        demand.party.rubrics = rubrics.iter().map(|&rubric| rubric.to_owned()).collect();
        assert_eq!(hazard(&demand), answer, "{rubrics:?}");
    }
    assert_eq!(received(Some(false), &["2560".into()], rules().on(WHEN)), Answer::Met);
    assert_eq!(received(None, &["2560".into()], rules().on(WHEN)), Answer::Unknown, "nobody said that it is hazardous");
}

#[test]
fn heat_goes_from_the_hotter_to_the_colder_with_a_pinch_and_not_far() {
    let temperature = |given: &str, wanted: &str| {
        let found = lead(&flow("s", Side::Supply, given, "24.10Z"), &flow("d", Side::Demand, wanted, "10.51A")).expect("heat");
        check(&found, Topic::Temperature)
    };
    assert_eq!(temperature("heat:90", "heat:80"), Answer::Met, "ten degrees are just enough");
    assert_eq!(temperature("heat:90", "heat:81"), Answer::NotMet);
    assert_eq!(temperature("heat:90", "heat"), Answer::Unknown);
    let (supply, mut demand) = (flow("s", Side::Supply, "heat:90", "24.10Z"), flow("d", Side::Demand, "heat:60", "10.51A"));
    // 0.03 degree is 3.3 km, 4.3 by road; 0.04 is 4.4, 5.8 by road.
    demand.place = north(0.03);
    assert_eq!(check(&lead(&supply, &demand).expect("heat"), Topic::Distance), Answer::Met);
    demand.place = north(0.04);
    assert_eq!(check(&lead(&supply, &demand).expect("heat"), Topic::Distance), Answer::NotMet);
    demand.place = None;
    assert_eq!(check(&lead(&supply, &demand).expect("heat"), Topic::Distance), Answer::Unknown);
}

#[test]
fn what_can_be_used_is_the_least_of_both_month_by_month_when_both_say_so() {
    let year = |units| tonnes(units);
    let months = |of: [i64; 12]| Some(Quantity { unit: Unit::Tonne, rhythm: Rhythm::Months(of.map(|tonnes| Milli(tonnes * 1_000))) });
    let known = |amount: i64, seasons| Usable::Known { unit: Unit::Tonne, amount: Milli(amount), seasons };
    let all = Rate::percent(100);
    assert_eq!(usable(year(100.0), year(80.0), all), known(80_000, false));
    assert_eq!(usable(year(100.0), year(400.0), Rate::percent(20)), known(80_000, false));
    // Given in winter, wanted in summer: only the two months in common count.
    let winter = months([10, 10, 10, 0, 0, 0, 0, 0, 0, 10, 10, 10]);
    let summer = months([0, 0, 4, 9, 9, 9, 9, 9, 9, 20, 0, 0]);
    assert_eq!(usable(winter, summer, all), known(14_000, true));
    assert_eq!(usable(winter, year(30.0), all), known(30_000, false));
    assert_eq!(usable(year(1.0), None, all), Usable::NotTold);
    let water = Some(Quantity { unit: Unit::CubicMetre, rhythm: Rhythm::Year(Milli(1)) });
    assert_eq!(usable(year(1.0), water, all), Usable::OtherUnits);
    assert_eq!(Unit::read("kg/an"), Some((Unit::Tonne, 0.001)));
    assert_eq!((Milli::units(f64::NAN), Milli::units(-1.0), Milli::units(12.5)), (None, None, Some(Milli(12_500))));
}

#[test]
fn a_year_is_worth_what_both_no_longer_pay_less_treatment_and_transport() {
    let (mut supply, mut demand) =
        (flow("s", Side::Supply, "waste:03 01 05", "16.10A"), flow("d", Side::Demand, "waste:03 01 05", "16.21Z"));
    (supply.quantity, demand.quantity) = (tonnes(500.0), tonnes(200.0));
    demand.place = north(0.1);
    (supply.disposal, demand.price) = (Some(Cents(4_000)), Some(Cents(3_000)));
    let open = lead(&supply, &demand).expect("same code");
    assert_eq!((open.yearly, open.break_even_km), (None, None), "a treatment that is not told is no zero");
    assert!(open.missing.iter().any(|missing| missing.fr.contains("préparation")), "{:?}", open.missing);
    supply.treatment = Some(Cents(1_000));
    let found = lead(&supply, &demand).expect("same code");
    // 11.12 km as the crow flies, times 1.3; (40 + 30 − 10) € and 0.15 € per tonne-kilometre: 400 km.
    assert_eq!((found.km, found.break_even_km), (Some(14.5), Some(400.0)));
    assert_eq!(found.usable, Some((Milli(200_000), Unit::Tonne)));
    // 200 t × (60 € − 14.5 km × 0.15 €).
    assert_eq!(found.yearly, Some(Cents(200 * 6_000 - 200 * 145 * 15 / 10)));
}

#[test]
fn a_lot_too_small_and_dates_apart_part_two_flows() {
    let (mut supply, mut demand) =
        (flow("s", Side::Supply, "waste:03 01 05", "16.10A"), flow("d", Side::Demand, "waste:03 01 05", "16.21Z"));
    (supply.quantity, demand.quantity) = (tonnes(50.0), tonnes(200.0));
    let found = lead(&supply, &demand).expect("same code");
    assert!(found.checks.iter().all(|check| check.topic != Topic::Lot), "no lot was told");
    assert_eq!((check(&found, Topic::Dates), found.answer), (Answer::Unknown, Answer::Unknown));
    demand.minimum = Milli::units(60.0);
    let found = lead(&supply, &demand).expect("same code");
    assert_eq!((check(&found, Topic::Lot), found.answer, found.relevance), (Answer::NotMet, Answer::NotMet, Some(50.0 / 60.0)));
    demand.minimum = Milli::units(50.0);
    supply.available.until = Some(Date::constant(2027, 6, 30));
    demand.available.from = Some(Date::constant(2027, 7, 1));
    let found = lead(&supply, &demand).expect("same code");
    assert_eq!((check(&found, Topic::Lot), check(&found, Topic::Dates)), (Answer::Met, Answer::NotMet));
    demand.available.from = Some(Date::constant(2027, 6, 30));
    assert_eq!(check(&lead(&supply, &demand).expect("same code"), Topic::Dates), Answer::Met);
}

#[test]
fn two_who_look_for_the_same_purchase_can_buy_together_and_nobody_meets_itself() {
    let (a, mut b) = (flow("a", Side::Demand, "purchase:gaz", "25.50B"), flow("b", Side::Demand, "purchase:Gaz", "10.51A"));
    assert_eq!(lead(&a, &b).map(|lead| lead.kind), Some(Kind::Sharing));
    b.party.id = a.party.id.clone();
    assert_eq!(lead(&a, &b), None);
    let (one, other) = (flow("a", Side::Demand, "water", "25.50B"), flow("b", Side::Demand, "water", "10.51A"));
    assert_eq!(lead(&one, &other), None, "two thirsts are no exchange");
}

#[test]
fn what_was_seen_elsewhere_is_counted_and_named() {
    let exchange = |donor: &str, code: &str, receiver: &str, case: &str| Exchange {
        donor: Nace::parse(donor),
        receiver: Nace::parse(receiver),
        code: WasteCode::parse(code),
        case: case.into(),
        status: String::new(),
    };
    let exchanges = vec![
        exchange("24.10", "10 02 01", "23.51", "Kalundborg"),
        exchange("24.51", "10 02 02", "23.51", "Ulsan"),
        exchange("35.11", "10 01 02", "23.63", "Ulsan"),
        exchange("10.51", "02 05 01", "01.41", "Moerdijk"),
    ];
    let knowledge = Knowledge { exchanges, ..Knowledge::default() };
    let rules = rules();
    let points = &rules.on(WHEN).points;
    let found = knowledge.evidence(points, Nace::parse("24.10Z"), WasteCode::parse("10 02 01"), Nace::parse("23.51Z"));
    // 100 + 20 for the same code and class, 30 + 5 for the section and the division.
    assert_eq!((found.exchanges, found.points, found.codes, found.donors), (2, 155, [1, 1, 0], [1, 1]));
    assert_eq!(found.cases.iter().map(String::as_str).collect::<Vec<_>>(), ["Kalundborg", "Ulsan"]);
    // Nobody sent it to 23.52: its division stands in, and says so.
    let found = knowledge.evidence(points, Nace::parse("24.10Z"), WasteCode::parse("10 02 01"), Nace::parse("23.52Z"));
    assert_eq!((found.exchanges, found.by_division, found.points), (3, true, 165));
    assert_eq!(knowledge.evidence(points, None, None, Nace::parse("23.51Z")), Evidence::default());
}

#[test]
fn hiding_each_case_in_turn_gives_the_figures_found_by_hand() {
    let exchange = |donor: &str, code: &str, receiver: &str, case: &str| Exchange {
        donor: Nace::parse(donor),
        receiver: Nace::parse(receiver),
        code: WasteCode::parse(code),
        case: case.into(),
        status: String::new(),
    };
    let table = [
        exchange("24.10", "10 02 01", "23.51", "A"),
        exchange("10.51", "02 05 01", "01.41", "A"),
        exchange("24.10", "10 02 02", "23.51", "B"),
        exchange("10.52", "02 05 02", "01.41", "B"),
        exchange("10.51", "02 05 01", "35.21", "C"),
        // Not asked: its receiver is not known; and a division alone.
        Exchange { receiver: None, ..exchange("24.10", "10 02 01", "23.51", "C") },
        exchange("24", "10 02 01", "23.51", "C"),
    ];
    let rules = rules();
    let points = &rules.on(WHEN).points;
    let figures = leave_one_case_out(&table, points, Predictor::BackOff, Grain::Class);
    // A and B find each other's receivers first. C's 35.21 is nowhere else.
    let hit = Figures { asked: 5, cases: 3, first: 3, in_5: 4, in_10: 4, mean_reciprocal: 0.7, unseen: 1 };
    // In B, 10.52 → 01.41 : A says 35 (30 + 5) for 01.41; C says as much for 35.21; both are seen once, the smaller code comes
    // first. In A, 10.51 × 02 05 01: B says 35 for 01.41, C says 120 for 35.21: second.
    assert_eq!((figures.asked, figures.cases, figures.unseen), (hit.asked, hit.cases, hit.unseen));
    assert_eq!((figures.first, figures.in_5, figures.in_10), (hit.first, hit.in_5, hit.in_10));
    assert!((figures.mean_reciprocal - hit.mean_reciprocal).abs() < 1e-12, "(1 + 1/2 + 1 + 1 + 0) / 5, not {}", figures.mean_reciprocal);
    // By popularity: in A, three receivers seen once each, in the order of codes: 23.51 second, 01.41 first. The same in B.
    let figures = leave_one_case_out(&table, points, Predictor::Popularity, Grain::Class);
    assert_eq!((figures.first, figures.in_5), (2, 4));
    let ranked = receivers(&table[2..5], Nace::parse("24.10"), WasteCode::parse("10 02 01"), points, Predictor::BackOff, Grain::Division);
    assert_eq!(ranked[0], (Nace::parse("23").expect("a division"), 50), "30 for the section, 20 for the class");
}

#[test]
fn few_demands_share_a_supply_exactly_and_many_say_that_it_is_not_proved() {
    let taker = |demand: &str, most: i64, least: i64, per_unit: Option<i64>| Taker {
        demand: demand.into(),
        most: Milli(most),
        least: Milli(least),
        per_unit: per_unit.map(Cents),
    };
    // The best by unit wants a lot that leaves too little for the two others.
    let takers = [taker("a", 60_000, 60_000, Some(1_000)), taker("b", 50_000, 50_000, Some(900)), taker("c", 50_000, 50_000, Some(900))];
    let found = allocate(Milli(100_000), &takers);
    assert_eq!((found.method, found.value, found.left), (Method::Exact, Some(Cents(90_000)), Milli(0)));
    assert_eq!(found.given.iter().map(|given| given.demand.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    // Without a price, as much matter as can be, by as few as that takes.
    let takers = [taker("a", 40_000, 0, None), taker("b", 100_000, 0, None), taker("c", 60_000, 0, Some(1))];
    let found = allocate(Milli(100_000), &takers);
    assert_eq!((found.given.len(), found.given[0].demand.as_str(), found.left, found.value), (1, "b", Milli(0), None));
    // A demand that loses money takes nothing.
    let found = allocate(Milli(10), &[taker("a", 10, 0, Some(-5))]);
    assert_eq!((found.given.len(), found.left, found.value), (0, Milli(10), Some(Cents(0))));
    let many: Vec<Taker> = (0..13).map(|n| taker(&n.to_string(), 10_000, 0, Some(n + 1))).collect();
    let found = allocate(Milli(25_000), &many);
    assert_eq!((found.method, found.left), (Method::Greedy, Milli(0)));
    assert_eq!(found.given.iter().map(|given| given.demand.as_str()).collect::<Vec<_>>(), ["12", "11", "10"]);
}

#[test]
fn the_rules_are_read_strictly_and_a_mistake_says_where() {
    let text = include_str!("../../../../rules/connect/matching-1.toml");
    let read = |text: &str| Rules::gather([("matching-1.toml", text)]);
    assert!(read(text).is_ok());
    let problems = read(&text.replace("factor = 1.3", "facteur = 1.3")).expect_err("unknown field");
    assert_eq!(Some(problems[0].line), text.lines().position(|line| line == "factor = 1.3").map(|at| at + 1));
    for (wrong, field) in [
        (text.replace("factor = 1.3", "factor = 0.3"), "detour.factor"),
        (text.replace("kelvin = 10", "kelvin = -1"), "pinch.kelvin"),
        (text.replace("of = \"steam\"", "of = \"heat\""), "ranges.heat"),
        (text.replace("id = \"paper\"", "id = \"wood\""), "materials.wood"),
        (text.replace("\"03 03 01\"", "\"03 03 0\""), "materials.wood"),
        (text.replace("\"03 03 01\"", "\"+3\""), "materials.wood"),
    ] {
        let problems = read(&wrong).expect_err(field);
        assert!(problems.iter().any(|problem| problem.field == field), "{field}: {problems:?}");
    }
    assert!(Rules::gather([("a.toml", text), ("b.toml", text)]).is_err(), "two files of one version");
    assert!(Rules::gather([]).is_err());
}
