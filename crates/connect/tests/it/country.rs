//! Many flows at once: the search by bands finds what looking at every pair finds, no more and no less.

use connect::*;
use domain::{Answer, Date, Position};
use proptest::prelude::*;

const SUBSTANCES: [&str; 9] =
    ["waste:03 01 05", "waste:03 01 04*", "waste:15 01 03", "material:wood", "heat:90", "heat:60", "steam:150", "water", "purchase:gaz"];

prop_compose! {
    fn flow()(
        supply: bool,
        of in 0..SUBSTANCES.len(),
        lat in 46.0..47.5,
        lon in 3.0..5.5,
        near: bool,
        units in proptest::option::of(1.0..500.0_f64),
        minimum in proptest::option::of(1.0..300.0_f64),
        rubric in 0..3_usize,
        from in proptest::option::of(1..12_i8),
        until in proptest::option::of(1..12_i8),
    ) -> Flow {
        let side = if supply { Side::Supply } else { Side::Demand };
        let substance: Substance = SUBSTANCES[of].parse().expect("a substance");
        let rubrics = [vec![], vec!["2560".to_owned()], vec!["2790".to_owned()]][rubric].clone();
        let mut flow = Flow::new("", side, substance, Party { rubrics, nace: Nace::parse("16.10A"), ..Party::default() });
        let (lat, lon) = if near { (46.5 + lat / 1_000.0, 4.0 + lon / 1_000.0) } else { (lat, lon) };
        flow.place = Some(Position { lat, lon, approximate: false });
        let amount = |units: f64| Milli::units(units).expect("a quantity");
        flow.quantity = units.map(|units| Quantity { unit: Unit::Tonne, rhythm: Rhythm::Year(amount(units)) });
        flow.minimum = minimum.map(amount);
        flow.available = Available { from: from.map(|m| Date::constant(2027, m, 1)), until: until.map(|m| Date::constant(2027, m, 20)) };
        flow
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_bands_find_what_every_pair_finds(mut flows in proptest::collection::vec(flow(), 1..60)) {
        for (rank, flow) in flows.iter_mut().enumerate() {
            flow.id = rank.to_string();
            // Some parties have several flows, and never meet themselves.
            flow.party.id = (rank % 40).to_string();
        }
        let rules = Rules::embedded();
        let matching = rules.on(Date::constant(2026, 11, 28));
        let exchange = Exchange { donor: Nace::parse("16.10"), receiver: Nace::parse("16.10"), code: WasteCode::parse("03 01 05"), ..Exchange::default() };
        let knowledge = Knowledge { exchanges: vec![exchange], ..Knowledge::default() };
        let matcher = Matcher::new(&flows, matching, &knowledge);
        for (rank, found) in matcher.all(usize::from(u16::MAX)).into_iter().enumerate() {
            let mut expected: Vec<(u32, usize)> = flows
                .iter()
                .enumerate()
                .filter_map(|(other, demand)| explain(&flows[rank], demand, matching, &knowledge).map(|lead| (lead, other)))
                .filter(|(lead, _)| lead.answer != Answer::NotMet)
                .map(|(lead, other)| (lead.points, other))
                .collect();
            let mut got: Vec<(u32, usize)> = found.iter().map(|candidate| (candidate.points, candidate.demand as usize)).collect();
            prop_assert!(found.windows(2).all(|pair| pair[0].points >= pair[1].points));
            expected.sort_unstable();
            got.sort_unstable();
            prop_assert_eq!(&got, &expected);
            // Asking for the best three gives the first three.
            prop_assert_eq!(&matcher.of(rank, 3)[..], &found[..found.len().min(3)]);
        }
    }
}
