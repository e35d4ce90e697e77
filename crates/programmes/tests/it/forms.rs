//! One answer typed in a form: read as people write, refused with the reason, shown back the same.

use crate::DICTIONARY;
use domain::{Cents, Date, Lang, Text, Value};
use programmes::{Known, read_date, read_fact, show_input};
use proptest::prelude::*;

fn answer(key: &str, text: &str) -> Result<Value, Text> {
    let commune = |text: &str| match text {
        "Chalon-sur-Saône" | "71076" => Ok("71076".to_owned()),
        _ => Err(Text::same(format!("{text} ?"))),
    };
    let same = |text: &str| Ok(text.to_owned());
    let known = Known { dictionary: &DICTIONARY, measures: vec![], commune: &commune, naf: &same, site: &same };
    read_fact(DICTIONARY.get(key).expect("a key of the dictionary"), text, &known)
}

#[test]
fn in_a_form_a_bare_number_is_in_euros() {
    assert_eq!(answer("project.cost", "480 000"), Ok(Value::Money(Cents::euros(480_000))));
    assert_eq!(answer("project.cost", "480\u{202f}000,50 €"), Ok(Value::Money(Cents(48_000_050))));
    assert_eq!(answer("project.cost", "12 M€"), Ok(Value::Money(Cents::euros(12_000_000))));
}

#[test]
fn millions_are_also_written_in_words_but_not_without_their_currency() {
    for text in ["1,25 million d’euros", "1,25 millions d'euros", "1.25 million euros", "1,25 Million €"] {
        assert_eq!(answer("project.cost", text), Ok(Value::Money(Cents::euros(1_250_000))), "{text}");
    }
    assert_eq!(answer("project.cost", "2 milliards d’euros"), Ok(Value::Money(Cents::euros(2_000_000_000))));
    assert!(answer("project.cost", "12 millions").is_err() && answer("project.cost", "millions d’euros").is_err());
}

#[test]
fn twelve_euros_for_a_plant_are_most_likely_twelve_millions() {
    let refusal = answer("project.cost", "12").expect_err("not plausible");
    assert!(refusal.fr.contains("est-ce 12 M€ ou 12 k€ ? vérifier"), "{}", refusal.fr);
    assert!(refusal.en.contains("is it 12 M€ or 12 k€"), "{}", refusal.en);
    let refusal = answer("project.cost", "480 000 M€").expect_err("not plausible");
    assert!(refusal.fr.contains("480\u{202f}000\u{a0}€"), "{}", refusal.fr);
}

#[test]
fn numbers_take_a_comma_or_a_point_and_their_unit() {
    assert_eq!(answer("site.area_ha", "2,5"), Ok(Value::Number(2.5)));
    assert_eq!(answer("site.area_ha", "2.5 ha"), Ok(Value::Number(2.5)));
    assert_eq!(answer("holder.headcount", "1 200"), Ok(Value::Number(1200.0)));
    assert!(answer("holder.headcount", "1,200").is_err(), "a thousand or one and a fifth? nothing is guessed");
    assert!(answer("site.area_ha", "deux").is_err());
    let refusal = answer("site.area_ha", "25000").expect_err("square metres, surely");
    assert!(refusal.fr.contains("1\u{202f}000 ha"), "{}", refusal.fr);
}

#[test]
fn yes_and_no_are_read_in_both_languages_and_anything_else_is_asked_again() {
    for (text, expected) in [("oui", true), ("Yes", true), ("true", true), ("Non", false), ("no", false), ("false", false)] {
        assert_eq!(answer("project.started", text), Ok(Value::Bool(expected)), "{text}");
    }
    assert!(answer("project.started", "peut-être").is_err());
}

#[test]
fn dates_are_read_as_the_french_write_them_or_as_machines_do() {
    let day: Date = jiff::civil::date(2020, 9, 15);
    for text in ["2020-09-15", "15/09/2020", " 15/9/2020 "] {
        assert_eq!(read_date(text), Ok(day), "{text}");
    }
    for text in ["31/02/2021", "09/15/2020", "15/09/20", "2020", "2020-09-15T10:00", ""] {
        assert!(read_date(text).is_err(), "{text}");
    }
}

#[test]
fn choices_are_taken_by_identifier_or_by_label() {
    assert_eq!(answer("holder.kind", "une entreprise"), Ok(Value::Code("company".into())));
    assert_eq!(answer("project.themes", "land, skills, land"), Ok(Value::Codes(vec!["land".into(), "skills".into()])));
    let refusal = answer("holder.kind", "compagny").expect_err("not a choice");
    assert!(refusal.fr.contains("« company »"), "{}", refusal.fr);
}

#[test]
fn codes_are_checked_with_what_the_reader_knows() {
    assert_eq!(answer("project.commune", "Chalon-sur-Saône"), Ok(Value::Code("71076".into())));
    assert!(answer("project.commune", "Atlantide").is_err());
    assert!(answer("project.naf", "222.2").expect_err("no such form").fr.contains("25.11Z"));
    assert_eq!(answer("project.naf", "22.22Z"), Ok(Value::Code("22.22Z".into())));
    assert!(answer("holder.siret", "732 829 320 00075").expect_err("wrong key").fr.contains("clé de contrôle"));
    assert_eq!(answer("holder.siret", "732 829 320 00074"), Ok(Value::Code("73282932000074".into())));
}

proptest! {
    #[test]
    fn what_the_field_shows_is_read_back_the_same(cents in 100_000_i64..2_000_000_000_000, thousandths in 10_u32..1_000_000) {
        let number = f64::from(thousandths) / 1000.0;
        for lang in [Lang::Fr, Lang::En] {
            for (key, value) in [("project.cost", Value::Money(Cents(cents))), ("site.area_ha", Value::Number(number))] {
                let spec = DICTIONARY.get(key).expect("a key of the dictionary");
                let shown = show_input(spec, &value, lang);
                prop_assert_eq!(answer(key, &shown), Ok(value), "{}", shown);
            }
        }
    }
}

#[test]
fn every_kind_of_answer_is_shown_as_it_is_read() {
    let values = [
        ("project.started", Value::Bool(false)),
        ("project.start", Value::Date(jiff::civil::date(2021, 3, 1))),
        ("project.kind", Value::Code("extension".into())),
        ("project.themes", Value::Codes(vec!["land".into(), "innovation".into()])),
        ("holder.name", Value::Text("Fonderie de la Saône".into())),
        ("holder.equity", Value::Money(Cents(-12_345_678))),
    ];
    for (key, value) in values {
        for lang in [Lang::Fr, Lang::En] {
            let spec = DICTIONARY.get(key).expect("a key of the dictionary");
            assert_eq!(answer(key, &show_input(spec, &value, lang)), Ok(value.clone()), "{key}");
        }
    }
}
