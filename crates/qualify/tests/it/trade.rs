//! A small dictionary and measures close to the real ones, to tell stories with.
#![allow(dead_code)]

use domain::dictionary::Choice;
use domain::{Cents, Date, Datum, Dictionary, FactKind, FactSpec, Facts, Rate, Text, Value};
use programmes::{AmountRule, Condition, Measure, MeasureKind, Programme, Quantity, Validity};

pub fn day(text: &str) -> Date {
    text.parse().expect("a date of the tests")
}

pub fn spec(key: &str, kind: FactKind, label: &str, choices: &[(&str, &str)], derived: bool) -> FactSpec {
    FactSpec {
        key: key.into(),
        kind,
        label: Text::same(label),
        question: if derived { Text::default() } else { Text::same(format!("{label} ?")) },
        hint: Text::default(),
        unit: None,
        choices: choices.iter().map(|(id, fr)| Choice { id: (*id).into(), fr: (*fr).into(), en: (*id).into() }).collect(),
        least: None,
        most: None,
        first: false,
        derived,
    }
}

pub fn dictionary() -> Dictionary {
    use FactKind::*;
    let holder = [("company", "une entreprise"), ("epci", "une intercommunalité"), ("association", "une association")];
    let size = [("small", "petite"), ("medium", "moyenne"), ("large", "grande")];
    Dictionary {
        facts: vec![
            spec("project.naf", Naf, "Activité", &[], false),
            spec("project.commune", Commune, "Commune", &[], false),
            spec("project.eligible_cost", Money, "Dépenses éligibles", &[], false),
            spec("holder.kind", Choice, "Porteur", &holder, false),
            spec("project.started", Bool, "Travaux engagés", &[], false),
            spec("project.start", Date, "Début souhaité", &[], false),
            spec("holder.headcount", Number, "Effectif", &[], false),
            spec("holder.turnover", Money, "Chiffre d’affaires", &[], false),
            spec("holder.balance_sheet", Money, "Total du bilan", &[], false),
            spec("holder.equity", Money, "Fonds propres", &[], false),
            spec("school.investment", Money, "Investissement de l’école", &[], false),
            spec("place.ti_phase2", Bool, "En Territoire d’industrie", &[], true),
            spec("holder.size", Choice, "Taille", &size, true),
        ],
    }
}

pub fn facts(values: &[(&str, Value)]) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in values {
        facts.set(key, Datum::declared(value.clone()));
    }
    facts
}

pub fn euros(euros: i64) -> Value {
    Value::Money(Cents::euros(euros))
}

pub fn code(code: &str) -> Value {
    Value::Code(code.into())
}

pub fn fact(key: &str) -> Condition {
    Condition { fact: Some(key.into()), ..Condition::default() }
}

pub fn is(key: &str, expected: bool) -> Condition {
    Condition { is: Some(expected), ..fact(key) }
}

pub fn one_of(key: &str, codes: &[&str]) -> Condition {
    Condition { one_of: codes.iter().map(|c| (*c).to_owned()).collect(), ..fact(key) }
}

pub fn at_least(key: &str, amount: i64) -> Condition {
    Condition { at_least: Some(Quantity::Money(Cents::euros(amount))), ..fact(key) }
}

pub fn measure(id: &str, conditions: Vec<Condition>, amount: AmountRule) -> Measure {
    Measure {
        id: id.into(),
        name: Text::same(id),
        operators: vec!["opérateur".into()],
        kind: MeasureKind::Grant,
        promise: Text::default(),
        summary: Text::default(),
        audience: Text::default(),
        valid: Validity::default(),
        conditions,
        amount,
        regime: Default::default(),
        regimes: vec![],
        advance: None,
        envelope: None,
        documents: vec![],
        kpis: vec![],
        unknown: vec![],
        link: None,
        sources: vec![],
    }
}

pub fn no_money() -> AmountRule {
    AmountRule::None { note: Text::default() }
}

pub fn half_of(base: &str, cap: i64) -> AmountRule {
    AmountRule::Share {
        base: base.into(),
        rate: Rate::percent(50),
        cap: Some(Cents::euros(cap)),
        floor: None,
        at_most: false,
        note: Text::default(),
    }
}

pub fn programme(measures: Vec<Measure>) -> Programme {
    Programme {
        id: "essai".into(),
        name: Text::same("Essai"),
        summary: Text::default(),
        phase: 1,
        valid: Validity { from: Some(day("2020-07-20")), until: Some(day("2022-12-31")) },
        sources: vec![],
        measures,
        calls: vec![],
        envelopes: vec![],
    }
}
