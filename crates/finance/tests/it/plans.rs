//! Stories of plans: what the line proposes, what it refuses, what it leaves open and says so.

use crate::given::*;
use domain::{AidRegime, Answer, Cents, Funder, Instrument, LineState, Value};
use finance::{PaymentKind, Size, verify};
use jiff::civil::date;

#[test]
fn grants_come_first_then_only_the_loan_that_the_gap_needs() {
    let mut project = company(ON, "small", 400_000);
    project.financing = vec![own(eur(150_000))];
    let candidates = [
        candidate("pret", Instrument::Loan, AidRegime::DeMinimis, Some(eur(10_000)), Some(eur(300_000))),
        candidate("aide", Instrument::Grant, AidRegime::DeMinimis, None, Some(eur(120_000))),
    ];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!(proposed(&plan, "aide"), Some(eur(120_000)));
    // 200 000 € of de minimis in all: the loan, counted whole, has 80 000 € left.
    assert_eq!(proposed(&plan, "pret"), Some(eur(80_000)));
    assert_eq!((plan.gap, plan.balanced), (eur(50_000), false));
    assert!(plan.notes[0].fr.starts_with("Il reste 50\u{202f}000\u{a0}€ à financer"), "{:?}", plan.notes[0]);
    assert!(verify(&plan, &project, &rules()).is_empty());
}

#[test]
fn own_funds_are_never_made_up() {
    let plan = plan(&company(ON, "small", 1_000_000));
    assert!(plan.lines.is_empty());
    assert_eq!((plan.gap, plan.balanced), (eur(1_000_000), false));
}

#[test]
fn the_smallest_amount_of_a_measure_is_respected_by_choosing_another() {
    let mut project = company(ON, "small", 1_000_000);
    project.past_aid = vec![past(date(2020, 3, 1), 100_000)];
    // 100 000 € left: the first measure cannot give less than 110 000 €, and the two small ones do not fit with a third.
    let candidates = [
        candidate("a-trop-grande", Instrument::Grant, AidRegime::DeMinimis, Some(eur(110_000)), Some(eur(150_000))),
        candidate("b", Instrument::Grant, AidRegime::DeMinimis, Some(eur(60_000)), Some(eur(60_000))),
        candidate("c", Instrument::Grant, AidRegime::DeMinimis, Some(eur(45_000)), Some(eur(45_000))),
        candidate("d", Instrument::Grant, AidRegime::DeMinimis, Some(eur(50_000)), Some(eur(55_000))),
    ];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!(plan.aid, eur(100_000));
    assert_eq!((proposed(&plan, "c"), proposed(&plan, "d")), (Some(eur(45_000)), Some(eur(55_000))));
    assert!(plan.notes.iter().any(|note| note.fr.starts_with("a-trop-grande : non retenue")), "{:#?}", plan.notes);
}

#[test]
fn eligible_spending_above_the_cost_is_counted_for_the_cost_and_told() {
    let mut project = company(ON, "small", 1_000_000);
    let noted =
        |project: &_| plan(project).notes.iter().any(|note| note.en.contains("€1,500,000") && note.en.contains("€1,000,000 is counted"));
    assert!(!noted(&project), "the whole cost may be eligible");
    project.facts.set("project.eligible_cost", domain::Datum::declared(Value::Money(eur(1_500_000))));
    assert!(noted(&project), "{:#?}", plan(&project).notes);
    assert_eq!(plan(&project).eligible, Some(eur(1_000_000)));
}

#[test]
fn regional_aid_stops_at_the_ceiling_of_the_zone_and_leaves_a_quarter_free_of_support() {
    let project = company(ON, "small", 1_000_000);
    let candidates = [candidate("prime", Instrument::Grant, AidRegime::Regional, None, Some(eur(500_000)))];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!(proposed(&plan, "prime"), Some(eur(300_000)), "30 % in the 2014-2021 map");
    assert_eq!(verdict(&plan, "own_contribution"), (Answer::Unknown, Some(eur(250_000))), "the gap can still bring it");
    assert!(plan.lines[0].because.fr.contains("Limité à"), "{}", plan.lines[0].because.fr);
}

#[test]
fn a_measure_whose_decider_chooses_the_basis_takes_the_one_that_allows_most_and_only_that_one() {
    let bases = [AidRegime::Regional, AidRegime::Sme, AidRegime::DeMinimis];
    let candidates = bases.map(|regime| candidate("fonds", Instrument::Grant, regime, None, Some(eur(500_000))));
    let mut project = company(ON, "small", 1_000_000);
    let chosen = |project: &_| {
        let plan = finance::plan(project, &candidates, &rules());
        assert!(verify(&plan, project, &rules()).is_empty());
        plan.lines.iter().map(|line| (line.regime, line.amount)).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&project), [(AidRegime::Regional, eur(300_000))], "30 % of the zone, against 20 % and 200 000 €");
    project.facts.0.remove("place.afr_zone");
    assert_eq!(chosen(&project), [(AidRegime::Sme, eur(200_000))], "20 % of a small firm anywhere");
    project.facts.0.remove("holder.size");
    assert_eq!(chosen(&project), [(AidRegime::DeMinimis, eur(200_000))], "what remains when nothing else is known");
}

#[test]
fn without_the_zone_no_regional_aid_is_proposed_but_the_plan_says_what_it_would_be() {
    let mut project = company(ON, "small", 1_000_000);
    project.facts.0.remove("place.afr_zone");
    let candidates = [
        candidate("prime", Instrument::Grant, AidRegime::Regional, None, Some(eur(500_000))),
        candidate("vte", Instrument::Grant, AidRegime::DeMinimis, Some(eur(4_000)), Some(eur(4_000))),
    ];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!((proposed(&plan, "prime"), proposed(&plan, "vte")), (None, Some(eur(4_000))));
    assert!(plan.missing.contains(&"place.afr_zone".to_owned()), "{:?}", plan.missing);
    assert!(plan.notes.iter().any(|n| n.en.starts_with("prime: if the zone") && n.en.contains("€300,000")), "{:#?}", plan.notes);
}

#[test]
fn a_declared_regional_aid_without_a_known_zone_is_neither_legal_nor_illegal() {
    let mut project = company(date(2022, 7, 15), "small", 1_000_000);
    project.facts.0.remove("place.afr_zone");
    project.facts.set("place.overseas", domain::Datum::declared(Value::Bool(false)));
    project.financing = vec![grant(Funder::Region, AidRegime::Regional, eur(350_000)), own(eur(650_000))];
    assert_eq!(verdict(&plan(&project), "regional_ceiling").0, Answer::Unknown);
    project.financing[0].amount = eur(350_001);
    assert_eq!(verdict(&plan(&project), "regional_ceiling"), (Answer::NotMet, Some(eur(350_000))), "above the best mainland zone");
}

#[test]
fn a_large_firm_of_a_c_zone_gets_nothing_without_a_new_activity() {
    let mut project = company(ON, "large", 10_000_000);
    project.facts.set("project.new_activity", domain::Datum::declared(Value::Bool(false)));
    let candidates = [candidate("prime", Instrument::Grant, AidRegime::Regional, None, Some(eur(500_000)))];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!(proposed(&plan, "prime"), None);
    assert!(plan.notes.iter().any(|note| note.en.contains("only for a new establishment")), "{:#?}", plan.notes);
}

#[test]
fn an_aid_asked_after_the_first_order_is_lost() {
    let mut project = company(ON, "small", 1_000_000);
    project.facts.set("project.started", domain::Datum::declared(Value::Bool(true)));
    project.financing = vec![grant(Funder::Region, AidRegime::Regional, eur(100_000)), own(eur(900_000))];
    assert_eq!(verdict(&plan(&project), "incentive_effect").0, Answer::Unknown, "asked for, but when?");
    project.financing[0].state = LineState::Considered;
    assert_eq!(verdict(&plan(&project), "incentive_effect").0, Answer::NotMet);
    let late = [candidate("prime", Instrument::Grant, AidRegime::Regional, None, Some(eur(50_000)))];
    assert_eq!(proposed(&finance::plan(&project, &late, &rules()), "prime"), None);
}

#[test]
fn de_minimis_and_regional_aid_on_the_same_costs_share_the_ceiling_and_on_other_costs_do_not() {
    let mut project = company(ON, "small", 1_000_000);
    project.facts.set("project.cost", domain::Datum::declared(Value::Money(eur(1_100_000))));
    project.financing = vec![
        grant(Funder::Region, AidRegime::Regional, eur(300_000)),
        grant(Funder::State, AidRegime::DeMinimis, eur(40_000)),
        own(eur(760_000)),
    ];
    assert_eq!(verdict(&plan(&project), "cumulation"), (Answer::NotMet, Some(eur(300_000))));
    // The training of the operators, 100 000 € beside the machines: identifiable costs of their own.
    project.financing[1].base = Some(eur(100_000));
    let plan = plan(&project);
    assert!(plan.checks.iter().all(|c| c.rule != "cumulation" && c.answer != Answer::NotMet), "{:#?}", plan.checks);
}

#[test]
fn bases_that_do_not_fit_side_by_side_in_the_cost_overlap() {
    let separate = finance::same_costs(&[None, Some(eur(10))], eur(90), eur(100));
    assert_eq!(separate.len(), 2);
    let overlapping = finance::same_costs(&[None, Some(eur(11))], eur(90), eur(100));
    assert_eq!(overlapping.iter().map(|g| (g.base, g.members.len())).collect::<Vec<_>>(), [(eur(11), 1), (eur(90), 2)]);
}

#[test]
fn an_unfinished_list_of_past_aid_leaves_de_minimis_open() {
    let mut project = company(ON, "small", 100_000);
    project.past_aid_complete = false;
    let candidates = [candidate("vte", Instrument::Grant, AidRegime::DeMinimis, Some(eur(4_000)), Some(eur(4_000)))];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!(proposed(&plan, "vte"), Some(eur(4_000)));
    assert_eq!((check(&plan, "de_minimis").answer, plan.legal), (Answer::Unknown, Answer::Unknown));
    assert!(plan.missing.contains(&"past_aid_complete".to_owned()));
}

#[test]
fn what_is_not_settled_is_noted_and_never_used() {
    let project = company(ON, "small", 1_000_000);
    let mut open = candidate("accelerateur", Instrument::Grant, AidRegime::DeMinimis, None, Some(eur(10_000)));
    open.answer = Answer::Unknown;
    let mut refused = candidate("ecole", Instrument::Grant, AidRegime::DeMinimis, None, Some(eur(10_000)));
    refused.answer = Answer::NotMet;
    let engineering = candidate("ingenierie", Instrument::InKind, AidRegime::None, None, Some(eur(30_000)));
    let plan = finance::plan(&project, &[open, refused, engineering], &rules());
    assert!(plan.lines.is_empty() && plan.total == Cents::ZERO);
    let notes: Vec<&str> = plan.notes.iter().map(|n| n.en.as_ref()).collect();
    assert!(notes.iter().any(|n| n.starts_with("accelerateur: if the conditions still open are met, up to €10,000")), "{notes:?}");
    assert!(notes.iter().any(|n| n.starts_with("ingenierie: a service paid by the operator")), "{notes:?}");
    assert!(notes.iter().all(|n| !n.contains("ecole")), "{notes:?}");
}

#[test]
fn a_measure_already_in_the_plan_or_refused_is_not_proposed_again() {
    let mut project = company(ON, "small", 1_000_000);
    let mut refused = grant(Funder::Operator, AidRegime::DeMinimis, eur(4_000));
    refused.measure = Some("vte".into());
    refused.state = LineState::Refused;
    project.financing = vec![refused];
    let plan = finance::plan(&project, &[candidate("vte", Instrument::Grant, AidRegime::DeMinimis, None, Some(eur(4_000)))], &rules());
    assert!(plan.lines.is_empty());
    assert!(plan.notes.iter().any(|note| note.fr.starts_with("Refusées, donc hors du plan")));
}

#[test]
fn a_local_authority_keeps_a_fifth_of_the_public_money_to_itself() {
    let mut project = epci(ON, 1_000_000);
    project.financing = vec![grant(Funder::Private, AidRegime::None, eur(200_000))];
    let candidates = [candidate("friche", Instrument::Grant, AidRegime::None, None, Some(eur(900_000)))];
    let plan = finance::plan(&project, &candidates, &rules());
    assert_eq!(proposed(&plan, "friche"), Some(eur(640_000)));
    assert_eq!(verdict(&plan, "own_share_L1111_10"), (Answer::Unknown, Some(eur(160_000))), "the holder has not told its share yet");
    assert_eq!(plan.ceiling, Some(eur(640_000)));
}

#[test]
fn a_grant_of_the_state_is_paid_in_four_times_that_foot_to_the_cent() {
    let mut project = company(ON, "small", 1_000_000);
    project.facts.set("project.duration_months", domain::Datum::declared(Value::Number(20.0)));
    project.facts.set("project.start", domain::Datum::declared(Value::Date(date(2021, 1, 31))));
    project.financing = vec![grant(Funder::State, AidRegime::Regional, Cents(20_000_001)), own(Cents(79_999_999))];
    let plan = plan(&project);
    let paid: Vec<_> = plan.payments.iter().map(|p| (p.kind, p.date, p.amount)).collect();
    assert_eq!(
        paid,
        [
            (PaymentKind::Advance, date(2021, 1, 31), Cents(6_000_000)),
            (PaymentKind::Instalment, date(2021, 11, 30), Cents(4_000_000)),
            (PaymentKind::Instalment, date(2022, 5, 31), Cents(6_000_000)),
            (PaymentKind::Balance, date(2022, 9, 30), Cents(4_000_001)),
        ]
    );
    assert!(plan.payments[1].because.fr.contains("Hypothèse"));
}

#[test]
fn without_a_duration_there_is_no_calendar_and_the_plan_asks_for_it() {
    let mut project = company(ON, "small", 1_000_000);
    project.financing = vec![grant(Funder::State, AidRegime::Regional, eur(200_000)), own(eur(800_000))];
    let plan = plan(&project);
    assert!(plan.payments.is_empty());
    assert_eq!(plan.missing, ["project.duration_months"]);
}

#[test]
fn without_a_cost_the_plan_is_empty_and_asks_for_it() {
    let project = project(ON, &[("holder.kind", code("company"))]);
    let plan = plan(&project);
    assert_eq!((plan.cost, plan.legal, plan.missing.as_slice()), (None, Answer::Unknown, ["project.cost".to_owned()].as_slice()));
    assert!(verify(&plan, &project, &rules()).is_empty());
}

#[test]
fn the_size_says_as_much_as_the_known_facts_allow() {
    let rules = rules();
    let size = |facts: &[(&str, Value)]| finance::size::judge(&project(ON, facts).facts, &rules, ON);
    let (headcount, turnover, balance) = ("holder.headcount", "holder.turnover", "holder.balance_sheet");
    assert_eq!(size(&[(headcount, Value::Number(49.0)), (turnover, Value::Money(eur(10_000_000)))]).size, Size::Small);
    assert_eq!(size(&[(headcount, Value::Number(50.0)), (turnover, Value::Money(eur(9_000_000)))]).size, Size::Medium);
    // Too much turnover, but a small balance sheet: one of the two is enough.
    assert_eq!(
        size(&[(headcount, Value::Number(100.0)), (turnover, Value::Money(eur(60_000_000))), (balance, Value::Money(eur(43_000_000)))])
            .size,
        Size::Medium
    );
    let many = size(&[(headcount, Value::Number(300.0))]);
    assert_eq!((many.size, many.possible.as_slice()), (Size::Unknown, [Size::MidCap, Size::Large].as_slice()));
    assert_eq!(many.classes(), [finance::size::Class::Large], "for State aid, that is settled");
    let few = size(&[(headcount, Value::Number(9.0))]);
    assert_eq!(few.possible.len(), 5);
    assert_eq!(few.missing, [turnover, balance]);
}

#[test]
fn a_grant_to_a_firm_without_a_named_regime_leaves_the_plan_open() {
    let mut project = company(ON, "small", 1_000_000);
    project.financing = vec![grant(Funder::Region, AidRegime::None, eur(100_000)), own(eur(900_000))];
    let plan = plan(&project);
    assert_eq!((check(&plan, "regime").answer, plan.legal), (Answer::Unknown, Answer::Unknown));
}

#[test]
fn a_grant_a_few_months_before_the_change_of_ceiling_is_told_to_the_committee() {
    let noted = |on| {
        let mut project = company(on, "small", 1_000_000);
        project.financing = vec![grant(Funder::Region, AidRegime::DeMinimis, eur(100_000)), own(eur(900_000))];
        plan(&project).notes.iter().any(|note| note.en.contains("from €200,000 to €300,000"))
    };
    assert_eq!([noted(ON), noted(date(2023, 10, 1)), noted(date(2024, 2, 1)), noted(date(2026, 2, 1))], [false, true, true, false]);
}

#[test]
fn the_cliff_is_announced_before_it_is_crossed() {
    let plan = plan(&company(date(2022, 7, 15), "medium", 48_000_000));
    assert!(plan.notes.iter().any(|note| note.fr.starts_with("Seuil proche")), "{:#?}", plan.notes);
}

#[test]
fn sources_above_the_cost_are_refused_with_the_cost() {
    let mut project = company(ON, "small", 100_000);
    project.financing = vec![own(eur(100_001))];
    assert_eq!(verdict(&plan(&project), "uses"), (Answer::NotMet, Some(eur(100_000))));
}

#[test]
fn the_second_look_sees_a_plan_that_was_tampered_with() {
    let rules = rules();
    let mut project = company(ON, "small", 1_000_000);
    project.facts.set("project.duration_months", domain::Datum::declared(Value::Number(20.0)));
    project.financing = vec![grant(Funder::State, AidRegime::Regional, eur(100_000)), own(eur(300_000))];
    let candidates = [
        candidate("prime", Instrument::Grant, AidRegime::Regional, None, Some(eur(500_000))),
        candidate("pret", Instrument::Loan, AidRegime::None, None, Some(eur(300_000))),
    ];
    let plan = finance::plan(&project, &candidates, &rules);
    assert!(verify(&plan, &project, &rules).is_empty());
    let tampered = |change: &dyn Fn(&mut finance::Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        verify(&plan, &project, &rules).iter().map(|wrong| wrong.en.clone()).collect::<Vec<_>>()
    };
    let says = |wrong: Vec<std::sync::Arc<str>>, what: &str| assert!(wrong.iter().any(|w| w.contains(what)), "{what}: {wrong:?}");
    says(tampered(&|p| p.lines[0].amount += Cents(1)), "The holder’s lines have changed");
    says(tampered(&|p| p.lines[2].amount += Cents(1)), "The total is not the sum");
    says(tampered(&|p| p.gap = Cents::ZERO), "The gap is wrong");
    says(tampered(&|p| p.legal = Answer::NotMet), "The announced legality");
    says(tampered(&|p| p.payments[0].amount += Cents(1)), "Wrong payment calendar");
    says(tampered(&|p| p.lines[2].funder = Funder::Bank), "A made-up line");
    says(
        tampered(&|p| {
            p.lines[2].amount += Cents(1);
            p.lines[2].aid += Cents(1);
            p.total += Cents(1);
            p.aid += Cents(1);
            p.gap -= Cents(1);
        }),
        "Ceiling of an aid regime exceeded",
    );
}

#[test]
fn twenty_measures_are_searched_to_the_proof_and_more_say_that_they_are_not() {
    let mut project = company(ON, "small", 100_000_000);
    project.past_aid = vec![past(date(2020, 3, 1), 777)];
    let offer = |n: i64| -> Vec<_> {
        (0..n)
            .map(|i| {
                let amount = Some(eur(9_001 + 1_003 * i));
                candidate(&format!("m{i:02}"), Instrument::Grant, AidRegime::DeMinimis, amount, amount)
            })
            .collect()
    };
    let twenty = finance::plan(&project, &offer(20), &rules());
    let more = finance::plan(&project, &offer(21), &rules());
    let noted = |plan: &finance::Plan| plan.notes.iter().any(|note| note.en.contains("not proved to be the best"));
    assert!(!noted(&twenty) && noted(&more));
    for plan in [&twenty, &more] {
        assert!(plan.aid > eur(180_000) && plan.aid <= eur(199_223), "{:?}", plan.aid);
        assert!(verify(plan, &project, &rules()).is_empty());
    }
}
