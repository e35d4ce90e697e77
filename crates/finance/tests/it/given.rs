//! What the tests of this station start from: the real rules, and projects told in a few words.
#![allow(dead_code)]

use domain::{AidRegime, Answer, Cents, Date, Datum, Facts, FinancingLine, Funder, Instrument, LineState, PastAid, Project, Text, Value};
use finance::{Candidate, Check, Plan};
use programmes::StateAid;

/// The day that most plans are judged on.
pub const ON: Date = Date::constant(2020, 9, 15);

pub fn rules() -> StateAid {
    StateAid::gather([
        ("de-minimis.toml", include_str!("../../../../rules/state-aid/de-minimis.toml")),
        ("regional.toml", include_str!("../../../../rules/state-aid/regional.toml")),
        ("size.toml", include_str!("../../../../rules/state-aid/size.toml")),
        ("public-money.toml", include_str!("../../../../rules/state-aid/public-money.toml")),
    ])
    .expect("the rules of the repository are right")
}

pub const fn eur(euros: i64) -> Cents {
    Cents::euros(euros)
}

pub fn project(on: Date, facts: &[(&str, Value)]) -> Project {
    let mut known = Facts::default();
    for (key, value) in facts {
        known.set(key, Datum::declared(value.clone()));
    }
    Project {
        title: "Essai".into(),
        summary: Text::default(),
        judged_on: on,
        facts: known,
        financing: Vec::new(),
        past_aid: Vec::new(),
        past_aid_complete: true,
        sources: Vec::new(),
    }
}

pub fn code(id: &str) -> Value {
    Value::Code(id.into())
}

/// A company of this size in a "c" zone, nothing ordered yet, whose whole cost is eligible.
pub fn company(on: Date, size: &str, cost: i64) -> Project {
    project(
        on,
        &[
            ("holder.kind", code("company")),
            ("holder.size", code(size)),
            ("place.afr_zone", code("c")),
            ("project.cost", Value::Money(eur(cost))),
            ("project.eligible_cost", Value::Money(eur(cost))),
            ("project.started", Value::Bool(false)),
            ("project.new_activity", Value::Bool(true)),
        ],
    )
}

pub fn epci(on: Date, cost: i64) -> Project {
    project(
        on,
        &[
            ("holder.kind", code("epci")),
            ("project.cost", Value::Money(eur(cost))),
            ("project.eligible_cost", Value::Money(eur(cost))),
            ("project.started", Value::Bool(false)),
        ],
    )
}

pub fn line(funder: Funder, instrument: Instrument, regime: AidRegime, amount: Cents) -> FinancingLine {
    FinancingLine {
        label: format!("{funder:?} {instrument:?}"),
        funder,
        instrument,
        amount,
        regime,
        state: LineState::Asked,
        measure: None,
        grant_equivalent: None,
        base: None,
        source: None,
    }
}

pub fn grant(funder: Funder, regime: AidRegime, amount: Cents) -> FinancingLine {
    line(funder, Instrument::Grant, regime, amount)
}

pub fn own(amount: Cents) -> FinancingLine {
    line(Funder::Holder, Instrument::OwnFunds, AidRegime::None, amount)
}

pub fn past(granted_on: Date, euros: i64) -> PastAid {
    PastAid { siren: None, granted_on, amount: eur(euros), regime: AidRegime::DeMinimis }
}

pub fn candidate(measure: &str, kind: Instrument, regime: AidRegime, least: Option<Cents>, most: Option<Cents>) -> Candidate {
    Candidate {
        programme: "essai".into(),
        measure: measure.into(),
        name: Text::same(measure),
        kind,
        funder: Funder::Operator,
        regime,
        answer: Answer::Met,
        least,
        most,
        advance: None,
        because: Text::default(),
    }
}

pub fn plan(project: &Project) -> Plan {
    finance::plan(project, &[], &rules())
}

pub fn check<'p>(plan: &'p Plan, rule: &str) -> &'p Check {
    plan.checks.iter().find(|check| check.rule == rule).unwrap_or_else(|| panic!("no check {rule} among {:#?}", plan.checks))
}

/// Answer and amount that would pass.
pub fn verdict(plan: &Plan, rule: &str) -> (Answer, Option<Cents>) {
    let check = check(plan, rule);
    (check.answer, check.would_pass)
}

pub fn proposed(plan: &Plan, measure: &str) -> Option<Cents> {
    plan.lines.iter().find(|line| line.proposed && line.measure.as_deref() == Some(measure)).map(|line| line.amount)
}
