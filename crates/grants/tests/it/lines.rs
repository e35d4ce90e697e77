//! A line from asked to paid, and the plan that foots.

use crate::given::{day, eur, line, stage};
use domain::{Cents, Funder, Instrument, LineState, Rate, Status};
use grants::{FEW, Line, Plan, Reason, Refusal, masked, problems, publishable, quantiles};
use proptest::prelude::*;

fn fields(line: &Line) -> Vec<String> {
    problems(line).into_iter().map(|problem| problem.field).collect()
}

#[test]
fn a_line_that_went_from_asked_to_paid_is_kept() {
    assert_eq!(problems(&line()), []);
    assert_eq!(line().as_financing().state, LineState::Paid);
    assert_eq!(line().counted(), eur(150_000), "what is agreed, not what is paid so far");
}

#[test]
fn nothing_is_paid_beyond_the_agreement_nor_agreed_beyond_the_grant() {
    let mut more = line();
    more.paid = stage(150_001, day(2021, 6, 30), "mandat");
    assert_eq!(fields(&more), ["paid"]);
    assert!(problems(&more)[0].what.fr.contains("plus que « Conventionné »"), "{}", problems(&more)[0].what.fr);
    let mut more = line();
    more.contracted = stage(150_001, day(2021, 4, 2), "convention");
    assert_eq!(fields(&more), ["contracted"]);
}

#[test]
fn more_is_granted_than_asked_only_with_a_reason() {
    let mut more = line();
    more.granted = stage(210_000, day(2021, 3, 12), "délibération");
    assert_eq!(fields(&more), ["granted"]);
    more.above_asked = Some("   ".into());
    assert_eq!(fields(&more), ["granted"], "blanks are no reason");
    more.above_asked = Some("assiette revue à la hausse par l’instructeur".into());
    assert_eq!(fields(&more), [""; 0]);
}

#[test]
fn a_stage_has_its_day_after_the_one_before_its_proof_and_no_hole_below() {
    let mut odd = line();
    odd.granted = None;
    odd.contracted = stage(150_000, day(2020, 12, 31), " ");
    assert_eq!(fields(&odd), ["contracted_proof", "granted"]);
    odd.granted = stage(150_000, day(2021, 1, 3), "délibération");
    assert_eq!(fields(&odd), ["contracted_proof", "granted_on", "contracted_on"]);
}

#[test]
fn a_rate_needs_a_base_and_bounds_what_is_asked() {
    let mut rated = line();
    rated.rate = Some(Rate::percent(40));
    assert_eq!(fields(&rated), ["base"]);
    rated.base = Some(eur(500_000));
    assert_eq!(fields(&rated), [""; 0], "40 % of 500 000 € is exactly what is asked");
    rated.base = Some(Cents(49_999_900));
    assert_eq!(fields(&rated), ["asked"]);
    assert!(problems(&rated)[0].what.en.contains("40% of €499,999 makes €199,999.60"), "{}", problems(&rated)[0].what.en);
}

#[test]
fn a_refusal_has_its_reason_and_what_was_granted_can_only_be_lost() {
    let mut refused = line();
    let refusal = |reason| Some(Refusal { on: day(2021, 7, 1), reason, words: String::new() });
    refused.refused = refusal(Reason::Exhausted);
    assert_eq!(fields(&refused), ["refused"], "it was paid");
    refused.paid = None;
    assert_eq!(fields(&refused), ["reason"]);
    refused.refused = refusal(Reason::Lapsed);
    assert_eq!(fields(&refused), [""; 0]);
    assert_eq!(refused.counted(), Cents::ZERO);
    refused.refused = refusal(Reason::Other);
    assert_eq!(fields(&refused), ["refused_words"]);
    refused.refused = Some(Refusal { on: day(2021, 1, 1), reason: Reason::Lapsed, words: String::new() });
    assert_eq!(fields(&refused), ["refused_on"]);
}

#[test]
fn a_verified_line_says_by_whom() {
    let mut verified = line();
    verified.status = Status::Verified;
    assert_eq!(fields(&verified), ["status"]);
    verified.verified_by = Some("person:1".into());
    assert_eq!(fields(&verified), [""; 0]);
}

#[test]
fn a_verified_line_that_changes_is_declared_again_unless_the_papers_were_seen_again() {
    let verified = line().changed_from(&line(), Some(("person:1", day(2022, 1, 1))));
    assert_eq!(verified.status, Status::Verified);
    assert_eq!(line().changed_from(&verified, None), verified, "nothing changed");
    let mut paid_more = line();
    paid_more.paid = stage(60_000, day(2021, 9, 1), "mandat 4500");
    let changed = paid_more.changed_from(&verified, None);
    assert_eq!((changed.status, changed.verified_by), (Status::Declared, None));
}

#[test]
fn two_lines_are_one_request_in_the_same_call_unless_each_names_another_wave() {
    let to = |call: Option<&str>, wave: Option<&str>| Line { call: call.map(str::to_owned), wave: wave.map(str::to_owned), ..line() };
    let first = to(Some("ami"), Some("v1"));
    assert!(first.same_request(&to(Some("ami"), Some("v1"))));
    assert!(first.same_request(&to(Some("ami"), None)) && to(Some("ami"), None).same_request(&first), "a wave that is not told");
    assert!(!first.same_request(&to(Some("ami"), Some("v2"))), "another wave is another request");
    assert!(!first.same_request(&to(Some("vte"), Some("v1"))));
    assert!(!to(None, None).same_request(&to(None, None)), "outside any call, nothing says that they are the same");
}

#[test]
fn what_is_counted_and_the_gap_make_the_cost() {
    let own = Line::planned(Funder::Holder, "Exemple Industrie", Instrument::OwnFunds, eur(300_000));
    let mut refused = Line::planned(Funder::State, "État", Instrument::Grant, eur(80_000));
    refused.asked = stage(80_000, day(2021, 1, 4), "dossier");
    refused.refused = Some(Refusal { on: day(2021, 2, 1), reason: Reason::Late, words: String::new() });
    let kind = Line::planned(Funder::Operator, "ANCT", Instrument::InKind, eur(20_000));
    let plan = Plan::new(Some(eur(500_000)), [&line(), &own, &refused, &kind]);
    assert_eq!((plan.totals.counted, plan.gap), (eur(450_000), Some(eur(50_000))));
    assert_eq!(
        (plan.totals.asked, plan.totals.granted, plan.totals.paid, plan.totals.refused),
        (eur(280_000), eur(150_000), eur(45_000), eur(80_000))
    );
    assert_eq!(plan.public.counted, eur(150_000));
    assert_eq!(Plan::new(None, [&own]).gap, None);
}

#[test]
fn a_grant_is_published_above_the_threshold_once_signed_or_when_somebody_says_so() {
    assert_eq!(publishable(&line()), Ok(()));
    let mut small = line();
    for stage in [&mut small.granted, &mut small.contracted, &mut small.paid].into_iter().flatten() {
        stage.amount = eur(23_000);
    }
    assert!(publishable(&small).is_err_and(|why| why.fr.contains("23 000 €")));
    small.published = true;
    assert_eq!(publishable(&small), Ok(()));
    let mut unsigned = line();
    (unsigned.contracted, unsigned.paid) = (None, None);
    assert!(publishable(&unsigned).is_err());
    let bank = Line { funder: Funder::Bank, instrument: Instrument::Loan, published: true, ..line() };
    assert!(publishable(&bank).is_err(), "a loan of a bank is nobody's business");
}

#[test]
fn a_delay_is_one_that_somebody_lived() {
    assert_eq!(quantiles(&[]), None);
    let delay = quantiles(&[(90, 1), (10, 5), (30, 4)]).expect("ten delays");
    assert_eq!((delay.count, delay.median, delay.p90), (10, 10, 30));
    assert_eq!(quantiles(&[(7, 1)]).map(|d| (d.median, d.p90)), Some((7, 7)));
}

#[test]
fn a_small_cell_is_hidden_with_another_so_that_no_total_gives_it_back() {
    assert_eq!(masked(&[12, 40, 7]), [false, false, false]);
    assert_eq!(masked(&[12, 2, 7]), [false, true, true], "the total less 12 and 7 would be the two");
    assert_eq!(masked(&[12, 2, 3, 7]), [false, true, true, false], "five files in two cells");
    assert_eq!(masked(&[12, 1, 1, 7]), [false, true, true, true], "two files alone would be read together");
    assert_eq!(masked(&[0, 9]), [false, false], "nothing is no secret");
    assert_eq!(masked(&[3]), [true]);
}

proptest! {
    #[test]
    fn hidden_cells_are_never_one_nor_fewer_than_five_files(files in proptest::collection::vec(0_u64..30, 1..12)) {
        let hidden = masked(&files);
        prop_assert!(files.iter().zip(&hidden).all(|(n, hidden)| *hidden || *n == 0 || *n >= FEW));
        let (cells, together) = files.iter().zip(&hidden).filter(|(_, h)| **h).fold((0, 0), |(c, t), (n, _)| (c + 1, t + n));
        let everything = files.iter().zip(&hidden).all(|(n, hidden)| *hidden || *n == 0);
        prop_assert!(cells == 0 || everything || cells > 1 && together >= FEW);
    }

    #[test]
    fn whatever_the_lines_the_plan_foots(cost in 0_i64..2_000_000_000, amounts in proptest::collection::vec((1_i64..500_000_000, 0_u8..5), 0..12)) {
        let lines: Vec<Line> = amounts.iter().map(|(amount, kind)| {
            let mut line = Line::planned(Funder::State, "État", Instrument::Grant, Cents(*amount));
            let stage = |cents: i64| Some(grants::Stage { amount: Cents(cents), on: day(2024, 1, 2), proof: "p".into() });
            if *kind > 0 { line.asked = stage(*amount) }
            if *kind > 1 { line.granted = stage(amount / 2 + 1) }
            if *kind > 2 { line.contracted = stage(amount / 3 + 1) }
            if *kind > 3 { line.refused = Some(Refusal { on: day(2024, 2, 2), reason: Reason::Lapsed, words: String::new() }) }
            line
        }).collect();
        let plan = Plan::new(Some(Cents(cost)), &lines);
        prop_assert_eq!(plan.gap.map(|gap| gap + plan.totals.counted), Some(Cents(cost)));
        prop_assert_eq!(lines.iter().map(Line::counted).sum::<Cents>(), plan.totals.counted);
        prop_assert!(plan.totals.paid <= plan.totals.contracted && plan.totals.contracted <= plan.totals.granted);
    }
}
