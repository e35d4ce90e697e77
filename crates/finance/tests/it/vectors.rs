//! The test vectors of the law, one test each, under the names the facts give them.

use crate::given::*;
use domain::{AidRegime, Answer, Cents, Funder, Rate};
use finance::size::Class;
use finance::{de_minimis, own_share, payments, regional};
use jiff::civil::date;
use programmes::state_aid::in_force;

fn epci_with(private: i64, state: i64, region: i64, share: i64) -> finance::Plan {
    let mut project = epci(ON, 1_000_000);
    project.financing = vec![
        grant(Funder::Private, AidRegime::None, eur(private)),
        grant(Funder::State, AidRegime::None, eur(state)),
        grant(Funder::Region, AidRegime::None, eur(region)),
        own(eur(share)),
    ];
    plan(&project)
}

#[test]
fn l1_a_an_epci_that_brings_exactly_a_fifth_of_the_public_money_passes() {
    let plan = epci_with(200_000, 400_000, 240_000, 160_000);
    assert_eq!(verdict(&plan, "own_share_L1111_10"), (Answer::Met, None));
    assert!(plan.balanced);
}

#[test]
fn l1_b_one_euro_less_is_refused_and_the_amount_that_passes_is_named() {
    let plan = epci_with(200_000, 400_001, 240_000, 159_999);
    assert_eq!(verdict(&plan, "own_share_L1111_10"), (Answer::NotMet, Some(eur(160_000))));
}

#[test]
fn l1_c_without_private_money_four_fifths_of_aid_is_the_most() {
    let of = |aid: i64, share: i64| verdict(&epci_with(0, aid, 0, share), "own_share_L1111_10").0;
    assert_eq!(of(800_000, 200_000), Answer::Met);
    assert_eq!(of(800_001, 199_999), Answer::NotMet);
    assert_eq!(of(800_001, 200_000), Answer::NotMet);
    assert_eq!(own_share::most_aid(Rate::percent(20), eur(200_000)), eur(800_000));
}

#[test]
fn l1_d_a_company_is_outside_the_rule() {
    let mut project = company(ON, "small", 1_000_000);
    project.financing = vec![grant(Funder::State, AidRegime::Other, eur(900_000)), own(eur(100_000))];
    assert!(plan(&project).checks.iter().all(|check| check.rule != "own_share_L1111_10"));
    let rules = rules();
    let rule = in_force(&rules.own_share, ON).expect("a rule for 2020");
    assert_eq!(own_share::applies(rule, &project.facts), Answer::NotMet);
}

fn de_minimis_plan(on: jiff::civil::Date, past_aid: Vec<domain::PastAid>, asked: i64) -> (Answer, Option<Cents>) {
    let mut project = company(on, "small", 1_000_000);
    project.past_aid = past_aid;
    project.financing = vec![grant(Funder::Region, AidRegime::DeMinimis, eur(asked)), own(eur(1_000_000 - asked))];
    verdict(&plan(&project), "de_minimis")
}

#[test]
fn d_a_the_last_euro_under_200_000_passes_and_one_more_loses_the_whole_grant() {
    let on = date(2023, 6, 15);
    let past_aid = vec![past(date(2021, 1, 10), 90_000), past(date(2022, 5, 1), 60_000)];
    assert_eq!(de_minimis_plan(on, past_aid.clone(), 50_000), (Answer::Met, None));
    assert_eq!(de_minimis_plan(on, past_aid, 50_001), (Answer::NotMet, Some(eur(50_000))));
}

#[test]
fn d_b_aid_of_the_fiscal_year_before_the_window_is_not_counted() {
    let on = date(2023, 6, 15);
    assert_eq!(de_minimis_plan(on, vec![past(date(2020, 12, 31), 200_000)], 200_000), (Answer::Met, None));
    assert_eq!(de_minimis_plan(on, vec![past(date(2021, 1, 1), 200_000)], 1), (Answer::NotMet, Some(eur(0))));
}

#[test]
fn d_c_from_2024_the_ceiling_is_300_000_over_three_rolling_years() {
    let on = date(2024, 3, 1);
    let past_aid = vec![past(date(2021, 3, 2), 150_000), past(date(2023, 1, 1), 100_000)];
    assert_eq!(de_minimis_plan(on, past_aid.clone(), 50_000), (Answer::Met, None));
    assert_eq!(de_minimis_plan(on, past_aid, 50_001), (Answer::NotMet, Some(eur(50_000))));
}

#[test]
fn d_d_a_few_days_decide_whether_old_aid_still_counts() {
    let rules = rules();
    let on = date(2024, 3, 1);
    let rule = in_force(&rules.de_minimis, on).expect("a rule for 2024");
    assert_eq!(de_minimis::free(rule, &[past(date(2021, 2, 28), 300_000)], on), eur(300_000));
    assert_eq!(de_minimis::free(rule, &[past(date(2021, 3, 2), 300_000)], on), eur(0));
}

#[test]
fn d_e_a_sister_company_shares_the_ceiling_of_the_group() {
    let on = date(2024, 9, 1);
    let mut sister = past(date(2024, 5, 1), 200_000);
    sister.siren = Some("552100554".into());
    assert_eq!(de_minimis_plan(on, vec![sister.clone()], 200_000), (Answer::NotMet, Some(eur(100_000))));
    assert_eq!(de_minimis_plan(on, vec![sister], 100_000), (Answer::Met, None));
}

#[test]
fn d_f_aid_counts_on_the_day_the_right_is_conferred_whenever_it_is_paid() {
    let rules = rules();
    // Decided on 10 January 2024, paid on 1 September 2025: three years run from the decision.
    let decided = [past(date(2024, 1, 10), 120_000)];
    let free = |on| de_minimis::free(in_force(&rules.de_minimis, on).expect("a rule"), &decided, on);
    assert_eq!(free(date(2027, 1, 10)), eur(180_000));
    assert_eq!(free(date(2027, 1, 11)), eur(300_000));
}

/// Row D2: services of general economic interest have a ceiling of their own, told where the common one refuses.
#[test]
fn d2_the_ceiling_of_general_interest_is_told_with_its_amount_of_the_day_and_never_judged() {
    let told = |on, asked: i64| {
        let mut project = company(on, "small", 1_000_000);
        project.financing = vec![grant(Funder::Region, AidRegime::DeMinimis, eur(asked)), own(eur(1_000_000 - asked))];
        let plan = plan(&project);
        let of = |euros| domain::format::money(eur(euros), domain::Lang::Fr);
        let because = check(&plan, "de_minimis").because.fr.to_string();
        (verdict(&plan, "de_minimis").0, because.contains(&of(500_000)), because.contains(&of(750_000)))
    };
    assert_eq!(told(date(2023, 12, 31), 200_001), (Answer::NotMet, true, false));
    assert_eq!(told(date(2024, 1, 1), 300_001), (Answer::NotMet, false, true));
    assert_eq!(told(date(2024, 1, 1), 300_000), (Answer::Met, false, false));
}

/// Row D1: road freight had a lower ceiling of its own until the end of 2023, whose amount was not read in the text.
#[test]
fn road_freight_is_sure_of_100_000_only_until_2023_and_of_the_common_ceiling_after() {
    let asks = |on, naf: &str, asked: i64| {
        let mut project = company(on, "small", 1_000_000);
        project.facts.set("holder.naf", domain::Datum::declared(code(naf)));
        project.financing = vec![grant(Funder::Region, AidRegime::DeMinimis, eur(asked)), own(eur(1_000_000 - asked))];
        verdict(&plan(&project), "de_minimis")
    };
    let before = date(2023, 6, 15);
    assert_eq!(asks(before, "49.41A", 100_000), (Answer::Met, None));
    assert_eq!(asks(before, "49.41A", 100_001), (Answer::Unknown, Some(eur(100_000))));
    assert_eq!(asks(before, "49.41A", 200_001), (Answer::NotMet, Some(eur(200_000))));
    assert_eq!(asks(before, "25.50B", 200_000), (Answer::Met, None));
    assert_eq!(asks(date(2024, 1, 1), "49.41A", 300_000), (Answer::Met, None));
    // Where the lower amount was read is told where it decides, and nowhere else.
    let told = |naf: &str| {
        let mut project = company(before, "small", 1_000_000);
        project.facts.set("holder.naf", domain::Datum::declared(code(naf)));
        project.financing = vec![grant(Funder::Region, AidRegime::DeMinimis, eur(150_000)), own(eur(850_000))];
        check(&plan(&project), "de_minimis").because.clone()
    };
    assert!(told("49.41A").fr.contains("nº 1407/2013, art. 3 § 2") && told("49.41A").en.contains("nº 1407/2013, art. 3 § 2"));
    assert!(!told("25.50B").fr.contains("art. 3 § 2"));
    // Nothing is proposed above what is sure.
    let mut project = company(before, "small", 1_000_000);
    project.facts.set("holder.naf", domain::Datum::declared(code("49.41A")));
    let aid = [candidate("aide", domain::Instrument::Grant, AidRegime::DeMinimis, None, Some(eur(150_000)))];
    assert_eq!(proposed(&finance::plan(&project, &aid, &rules()), "aide"), Some(eur(100_000)));
}

#[test]
fn z_a_a_small_firm_of_a_c_zone_reaches_35_percent_and_not_a_euro_more() {
    let of = |region: i64| {
        let mut project = company(date(2022, 7, 15), "small", 1_000_000);
        project.financing = vec![
            grant(Funder::State, AidRegime::Regional, eur(200_000)),
            grant(Funder::Region, AidRegime::Regional, eur(region)),
            own(eur(800_000 - region)),
        ];
        plan(&project)
    };
    assert_eq!(verdict(&of(150_000), "regional_ceiling"), (Answer::Met, None));
    assert_eq!(of(150_000).legal, Answer::Met, "{:#?}", of(150_000).checks);
    assert_eq!(of(150_000).intensity, Some(Rate::percent(35)));
    assert_eq!(verdict(&of(150_001), "regional_ceiling"), (Answer::NotMet, Some(eur(350_000))));
}

fn regional_amount(on: jiff::civil::Date, class: Class, euros: i64) -> Cents {
    let rules = rules();
    let map = in_force(&rules.regional, on).expect("a map");
    let steps = in_force(&rules.large_project, on).expect("steps");
    let zone = map.zones.iter().find(|zone| zone.zone == "c").expect("a c zone");
    regional::amount(map, steps, zone.large, class, eur(euros))
}

#[test]
fn z_b_a_large_project_of_a_large_firm_is_halved_above_50_million() {
    assert_eq!(regional_amount(date(2022, 7, 15), Class::Large, 80_000_000), eur(9_750_000));
    let plan = plan(&company(date(2022, 7, 15), "large", 80_000_000));
    assert_eq!(plan.ceiling, Some(eur(9_750_000)));
}

#[test]
fn z_c_a_medium_firm_loses_its_bonus_above_50_million_and_the_plan_says_so() {
    let on = date(2022, 7, 15);
    assert_eq!(regional_amount(on, Class::Medium, 60_000_000), eur(8_250_000));
    assert_eq!(regional_amount(on, Class::Medium, 50_000_000), eur(12_500_000));
    let plan = plan(&company(on, "medium", 60_000_000));
    assert_eq!(plan.ceiling, Some(eur(8_250_000)));
    assert!(plan.notes.iter().any(|note| note.en.contains("€8,250,000") && note.en.contains("€12,500,000")), "{:#?}", plan.notes);
}

/// Row Z2: the rate of an outermost region lies between 40 and 70 %, and no source gives each.
#[test]
fn z2_a_large_firm_of_an_outermost_region_is_sure_of_40_percent_and_never_above_70() {
    let asks = |region: i64| {
        let mut project = company(date(2022, 7, 15), "large", 10_000_000);
        project.facts.set("place.afr_zone", domain::Datum::declared(code("a")));
        project.financing = vec![grant(Funder::Region, AidRegime::Regional, eur(region)), own(eur(10_000_000 - region))];
        verdict(&plan(&project), "regional_ceiling")
    };
    assert_eq!(asks(4_000_000), (Answer::Met, None));
    assert_eq!(asks(4_000_001), (Answer::Unknown, Some(eur(4_000_000))));
    assert_eq!(asks(7_000_001), (Answer::NotMet, Some(eur(7_000_000))));
}

/// Row Z4: the steps are 50 and 100 M€, then 55 and 110 M€ since the regulation of June 2023; nothing is aided above.
#[test]
fn z4_the_steps_of_large_projects_are_those_of_their_date() {
    assert_eq!(regional_amount(date(2023, 6, 30), Class::Large, 120_000_000), eur(11_250_000), "15 % × (50 + 0,5 × 50)");
    assert_eq!(regional_amount(date(2023, 7, 1), Class::Large, 120_000_000), eur(12_375_000), "15 % × (55 + 0,5 × 55)");
    assert_eq!(regional_amount(date(2023, 7, 1), Class::Large, 500_000_000), eur(12_375_000));
}

/// Row L3: which operations have a lead authority is not decided here, so the reader is told of the 30 %.
#[test]
fn l3_an_authority_is_told_of_the_30_percent_of_a_led_field_and_a_company_is_not() {
    let told = |plan: finance::Plan| plan.notes.iter().any(|note| note.en.contains("30%") && note.en.contains("L1111-9"));
    assert!(told(epci_with(200_000, 400_000, 240_000, 160_000)));
    assert!(!told(plan(&company(ON, "small", 1_000_000))));
}

/// Row P3: requests received before 1 October 2018 keep the older decree.
#[test]
fn p3_the_older_decree_advances_5_percent_and_stops_public_aid_at_80() {
    let rules = rules();
    let rule = |on| in_force(&rules.state_grant, on).expect("a rule");
    let (old, new) = (rule(date(2018, 9, 30)), rule(date(2018, 10, 1)));
    assert_eq!((old.public_total, new.public_total), (Rate::percent(80), Rate::percent(100)));
    let limits = payments::limits(old, eur(500_000), 24);
    assert_eq!((limits.advance, limits.advance_guaranteed, limits.cumulated), (eur(25_000), None, None));
}

#[test]
fn p_a_advance_and_instalments_stay_under_their_shares() {
    let rules = rules();
    let rule = in_force(&rules.state_grant, ON).expect("a rule for 2020");
    let limits = payments::limits(rule, eur(500_000), 24);
    assert_eq!(limits.advance, eur(150_000));
    assert_eq!(limits.advance_guaranteed, Some(eur(300_000)));
    assert_eq!(limits.cumulated, Some(eur(400_000)));
    assert_eq!(payments::limits(rule, eur(500_000), 48).cumulated, Some(eur(400_000)));
    assert_eq!(payments::limits(rule, eur(500_000), 49).cumulated, Some(eur(450_000)));
}

/// Row P5: the decree does not govern the grants of the CGCT (DETR, DSIL). Row P6: they have delays of their own.
#[test]
fn p5_a_dotation_of_the_cgct_has_no_payment_of_the_decree_and_p6_its_delays_are_told() {
    let of = |funder| {
        let mut project = epci(ON, 1_000_000);
        project.facts.set("project.duration_months", domain::Datum::declared(domain::Value::Number(20.0)));
        project.facts.set("project.start", domain::Datum::declared(domain::Value::Date(date(2021, 1, 4))));
        project.financing = vec![grant(funder, AidRegime::None, eur(500_000)), own(eur(500_000))];
        let plan = plan(&project);
        assert!(finance::verify(&plan, &project, &rules()).is_empty());
        plan
    };
    let lapses =
        |plan: &finance::Plan| plan.notes.iter().any(|note| note.en.contains("within 2 years") && note.en.contains("within 4 years"));
    let (state, dotation) = (of(Funder::State), of(Funder::Dotation));
    assert_eq!(state.payments.first().map(|p| p.amount), Some(eur(150_000)));
    assert!(dotation.payments.is_empty() && !lapses(&state) && lapses(&dotation), "{:#?}", dotation.notes);
    // It is public money all the same: half of the financing is the holder's own.
    assert_eq!(verdict(&dotation, "own_share_L1111_10"), verdict(&state, "own_share_L1111_10"));
    assert_eq!(verdict(&dotation, "own_share_L1111_10"), (Answer::Met, None));
}

/// The Fonds vert advances 15 % (instruction of 28 February 2025), within the rest of the decree.
#[test]
fn a_measure_that_sets_a_smaller_advance_is_paid_by_it_and_never_above_the_decree() {
    let advanced = |own_rule: Option<Rate>| {
        let mut project = company(ON, "small", 1_000_000);
        project.facts.set("project.duration_months", domain::Datum::declared(domain::Value::Number(20.0)));
        project.facts.set("project.start", domain::Datum::declared(domain::Value::Date(date(2021, 1, 4))));
        let mut line = grant(Funder::State, AidRegime::Other, eur(500_000));
        line.measure = Some("fonds-vert-ti".into());
        project.financing = vec![line, own(eur(500_000))];
        let mut measure = candidate("fonds-vert-ti", domain::Instrument::Grant, AidRegime::Other, None, None);
        measure.advance = own_rule;
        let plan = finance::plan(&project, &[measure], &rules());
        assert!(finance::verify(&plan, &project, &rules()).is_empty());
        assert_eq!(plan.payments.iter().map(|p| p.amount).sum::<Cents>(), eur(500_000), "all of it is paid in the end");
        let before: Cents = plan.payments.iter().filter(|p| p.kind != finance::PaymentKind::Balance).map(|p| p.amount).sum();
        assert_eq!(before, eur(400_000), "the balance stays that of the decree");
        plan.payments[0].amount
    };
    assert_eq!(advanced(Some(Rate::percent(15))), eur(75_000));
    assert_eq!(advanced(None), eur(150_000));
    assert_eq!(advanced(Some(Rate::percent(40))), eur(150_000));
}

#[test]
fn p_b_a_lower_spend_brings_the_grant_down_in_proportion() {
    let due = payments::due(eur(400_000), eur(1_000_000), eur(800_000));
    assert_eq!(due, eur(320_000));
    assert_eq!(eur(400_000) - due, eur(80_000), "to be withdrawn from the commitment");
    assert_eq!(payments::due(eur(400_000), eur(1_000_000), eur(1_200_000)), eur(400_000), "a higher spend adds nothing");
}
