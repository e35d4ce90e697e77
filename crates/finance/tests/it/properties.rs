//! What holds for every project: totals foot, an independent look finds nothing, refusals name the last cent that passes.

// Amounts in cents: the last two digits stand apart.
#![allow(clippy::inconsistent_digit_grouping)]

use crate::given::*;
use domain::{AidRegime, Answer, Cents, Datum, Funder, Instrument, LineState, Project, Value};
use finance::{Candidate, verify};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const DATES: [Date; 4] = [date(2020, 9, 15), date(2022, 7, 15), date(2023, 12, 31), date(2024, 3, 1)];
const REGIMES: [AidRegime; 5] = [AidRegime::None, AidRegime::DeMinimis, AidRegime::Regional, AidRegime::Sme, AidRegime::Other];
const FUNDERS: [Funder; 4] = [Funder::State, Funder::Region, Funder::Operator, Funder::Europe];

prop_compose! {
    fn a_line()(
        kind in 0..6_usize, funder in 0..4_usize, regime in 0..5_usize, amount in 1..400_000_00_i64,
        base in proptest::option::weighted(0.15, 1..500_000_00_i64), state in 0..3_usize,
    ) -> domain::FinancingLine {
        let mut line = match kind {
            0 => own(Cents(amount)),
            1 => line(Funder::Bank, Instrument::Loan, AidRegime::None, Cents(amount)),
            2 => line(FUNDERS[funder], Instrument::Loan, REGIMES[regime], Cents(amount)),
            3 => line(Funder::Private, Instrument::Grant, AidRegime::None, Cents(amount)),
            _ => grant(FUNDERS[funder], REGIMES[regime], Cents(amount)),
        };
        line.base = base.map(Cents).filter(|_| kind >= 4);
        line.state = [LineState::Considered, LineState::Asked, LineState::Refused][state];
        line
    }
}

prop_compose! {
    fn a_candidate(number: usize)(
        loan in any::<bool>(), funder in 0..4_usize, regime in 0..5_usize, least in proptest::option::of(0..200_000_00_i64),
        more in 0..300_000_00_i64, answer in 0..4_usize,
    ) -> Candidate {
        let kind = if loan { Instrument::Loan } else { Instrument::Grant };
        let most = Cents(least.unwrap_or(0) + more);
        let mut c = candidate(&format!("m{number}"), kind, REGIMES[regime], least.map(Cents), Some(most));
        c.funder = FUNDERS[funder];
        c.answer = [Answer::Met, Answer::Met, Answer::Unknown, Answer::NotMet][answer];
        c
    }
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    (0..7_usize).prop_flat_map(|n| (0..n).map(a_candidate).collect::<Vec<_>>())
}

prop_compose! {
    fn a_project()(
        on in 0..4_usize, holder in 0..4_usize, size in 0..5_usize, zone in 0..5_usize, cost in 1_00..2_000_000_00_i64,
        eligible in proptest::option::weighted(0.8, 1..=100_i64), started in proptest::option::of(any::<bool>()),
        new_activity in proptest::option::of(any::<bool>()), months in proptest::option::of(0..72_u8),
        lines in proptest::collection::vec(a_line(), 0..5), complete in any::<bool>(),
        past_aid in proptest::collection::vec((0..1500_i64, 0..150_000_i64), 0..3),
    ) -> Project {
        let mut facts = vec![("project.cost", Value::Money(Cents(cost)))];
        if holder < 3 {
            facts.push(("holder.kind", code(["company", "epci", "association"][holder])));
        }
        if size < 4 {
            facts.push(("holder.size", code(["small", "medium", "mid_cap", "large"][size])));
        }
        if zone < 4 {
            facts.push(("place.afr_zone", code(["none", "c", "c_low", "a"][zone])));
        }
        facts.extend(eligible.map(|percent| ("project.eligible_cost", Value::Money(Cents(cost * percent / 100)))));
        facts.extend(started.map(|started| ("project.started", Value::Bool(started))));
        facts.extend(new_activity.map(|new| ("project.new_activity", Value::Bool(new))));
        facts.extend(months.map(|months| ("project.duration_months", Value::Number(f64::from(months)))));
        let mut project = project(DATES[on], &facts);
        project.financing = lines;
        project.past_aid_complete = complete;
        let day = |days: i64| DATES[on].checked_sub(jiff::Span::new().days(days)).expect("a date of this century");
        project.past_aid = past_aid.into_iter().map(|(days, euros)| past(day(days), euros)).collect();
        project
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_stands_a_second_look(project in a_project(), candidates in candidates()) {
        let rules = rules();
        let plan = finance::plan(&project, &candidates, &rules);
        prop_assert_eq!(verify(&plan, &project, &rules), vec![]);
        for line in plan.lines.iter().filter(|line| line.proposed) {
            let from = candidates.iter().find(|c| Some(&c.measure) == line.measure.as_ref()).expect("a candidate");
            prop_assert!(from.answer == Answer::Met);
            prop_assert!(from.least.unwrap_or_default() <= line.amount && line.amount <= from.most.unwrap_or_default());
        }
    }

    #[test]
    fn proposals_never_make_a_legal_plan_illegal(project in a_project(), candidates in candidates()) {
        let rules = rules();
        let alone = finance::plan(&project, &[], &rules);
        let with = finance::plan(&project, &candidates, &rules);
        if alone.legal != Answer::NotMet {
            prop_assert!(with.legal != Answer::NotMet, "{:#?}", with.checks);
        }
        prop_assert!(with.aid >= alone.aid);
    }

    #[test]
    fn the_order_of_the_candidates_and_of_the_past_aid_changes_nothing(project in a_project(), candidates in candidates()) {
        let rules = rules();
        let mut turned = project.clone();
        turned.past_aid.reverse();
        let other: Vec<Candidate> = candidates.iter().rev().cloned().collect();
        prop_assert_eq!(finance::plan(&project, &candidates, &rules), finance::plan(&turned, &other, &rules));
    }

    #[test]
    fn the_order_of_the_lines_changes_no_answer(project in a_project()) {
        let answers = |p: &Project| plan(p).checks.iter().map(|c| (c.rule.clone(), c.answer, c.would_pass)).collect::<Vec<_>>();
        let mut turned = project.clone();
        turned.financing.reverse();
        prop_assert_eq!(answers(&project), answers(&turned));
    }

    /// Within the regimes already used; another regime may bring a higher intensity with it, as the law says.
    #[test]
    fn more_aid_never_turns_a_refusal_into_a_pass(
        project in a_project(), regime in 0..5_usize, amount in 1..400_000_00_i64, which in 0..5_usize, more in 1..100_000_00_i64,
    ) {
        let mut project = project;
        project.financing.push(grant(Funder::Region, REGIMES[regime], Cents(amount)));
        let before = plan(&project);
        let aided: Vec<usize> = (0..project.financing.len())
            .filter(|i| project.financing[*i].instrument == Instrument::Grant && project.financing[*i].funder.is_public())
            .collect();
        project.financing[aided[which % aided.len()]].amount += Cents(more);
        let after = plan(&project);
        for check in before.checks.iter().filter(|check| check.answer == Answer::NotMet) {
            let again = after.checks.iter().find(|c| c.rule == check.rule);
            prop_assert_eq!(again.map(|c| c.answer), Some(Answer::NotMet), "{}", check.rule);
        }
    }

    #[test]
    fn past_aid_added_never_frees_any_de_minimis(project in a_project(), days in 0..1500_i64, euros in 0..300_000_i64) {
        let rules = rules();
        let rule = programmes::state_aid::in_force(&rules.de_minimis, project.judged_on).expect("a rule");
        let free = |p: &Project| finance::de_minimis::free(rule, &p.past_aid, p.judged_on);
        let mut more = project.clone();
        more.past_aid.push(past(project.judged_on.checked_sub(jiff::Span::new().days(days)).expect("a date"), euros));
        prop_assert!(free(&more) <= free(&project));
    }

    #[test]
    fn a_refused_regime_names_the_last_cent_that_passes(
        regime in 1..4_usize, size in 0..2_usize, euros in 10_000..2_000_000_i64, asked in 1..2_000_000_00_i64, on in 0..4_usize,
    ) {
        let (regime, rule) = [
            (AidRegime::None, ""),
            (AidRegime::DeMinimis, "de_minimis"),
            (AidRegime::Regional, "regional_ceiling"),
            (AidRegime::Sme, "sme_ceiling"),
        ][regime];
        let mut project = company(DATES[on], ["small", "medium"][size], euros);
        let mut judge = |amount: Cents| {
            project.financing = vec![grant(Funder::Region, regime, amount)];
            verdict(&plan(&project), rule)
        };
        let (answer, would_pass) = judge(Cents(asked));
        if answer == Answer::NotMet {
            let most = would_pass.expect("an exact ceiling");
            prop_assert!(most < Cents(asked));
            prop_assert_eq!(judge(most).0, Answer::Met);
            prop_assert_eq!(judge(most + Cents(1)).0, Answer::NotMet);
        } else {
            prop_assert_eq!(answer, Answer::Met);
        }
    }

    #[test]
    fn a_refused_own_share_names_the_last_cent_that_passes(cost in 1_000_00..2_000_000_00_i64, private in 0..40_i64, share in 0..30_i64) {
        let mut project = epci(DATES[0], 1);
        project.facts.set("project.cost", Datum::declared(Value::Money(Cents(cost))));
        let private = Cents(cost * private / 100);
        let mut judge = |holder: Cents| {
            let aid = Cents(cost) - private - holder;
            project.financing = vec![grant(Funder::Private, AidRegime::None, private), grant(Funder::State, AidRegime::None, aid), own(holder)];
            verdict(&plan(&project), "own_share_L1111_10")
        };
        let (answer, would_pass) = judge(Cents(cost * share / 100));
        if answer == Answer::NotMet {
            let least = would_pass.expect("a share that passes");
            prop_assert_eq!(judge(least).0, Answer::Met);
            prop_assert_eq!(judge(least - Cents(1)).0, Answer::NotMet);
        } else {
            prop_assert_eq!(answer, Answer::Met);
        }
    }

    #[test]
    fn the_ceiling_never_grows_with_the_size_of_the_firm(euros in 1..200_000_000_i64, on in 0..4_usize) {
        let ceilings: Vec<_> = ["small", "medium", "large"].iter().map(|s| plan(&company(DATES[on], s, euros)).ceiling).collect();
        prop_assert!(ceilings[0] >= ceilings[1] && ceilings[1] >= ceilings[2], "{:?}", ceilings);
    }
}

/// The search is compared with every choice tried one by one, on whole thousands of euros.
#[test]
fn the_plan_reaches_the_most_that_any_choice_can() {
    let amounts = [(110, 150), (60, 60), (45, 45), (50, 55), (10, 12), (0, 7)];
    for free in (0..=200).step_by(5) {
        let mut project = company(DATES[0], "small", 1_000_000);
        project.past_aid = vec![past(date(2020, 1, 2), 200_000 - free * 1_000)];
        let candidates: Vec<Candidate> = amounts
            .iter()
            .enumerate()
            .map(|(i, (least, most))| {
                candidate(&format!("m{i}"), Instrument::Grant, AidRegime::DeMinimis, Some(eur(least * 1_000)), Some(eur(most * 1_000)))
            })
            .collect();
        let best = (0..1_u32 << amounts.len())
            .filter_map(|mask| {
                let chosen = || amounts.iter().enumerate().filter(move |(i, _)| mask & (1 << i) != 0).map(|(_, a)| a);
                let (least, most) = (chosen().map(|a| a.0).sum::<i64>(), chosen().map(|a| a.1).sum::<i64>());
                (least <= free).then_some(most.min(free))
            })
            .max();
        assert_eq!(Some(finance::plan(&project, &candidates, &rules()).aid), best.map(|k| eur(k * 1_000)), "with {free} k€ left");
    }
}
