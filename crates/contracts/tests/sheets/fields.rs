//! What a form holds is read back to the same value, in either language; what cannot be read says why.

use crate::{LIFECYCLE, press_shop};
use contracts::{Figure, Indicator, Maturity, Milestone, Partner, PartnerRole, Sheet, field};
use domain::{Cents, Lang, Status};
use jiff::civil::date;

fn full() -> Sheet {
    let mut sheet = press_shop();
    sheet.number = "2.3".into();
    sheet.published = true;
    sheet.holder_number = Some("732829320".into());
    sheet.partners = vec![
        Partner { name: "Bpifrance".into(), role: PartnerRole::Funder },
        Partner { name: "CCI : antenne de Mâcon".into(), role: PartnerRole::Other },
    ];
    sheet.context = "Deux lignes\nde contexte".into();
    sheet.communes = vec!["71076".into(), "2A004".into()];
    sheet.total_cost = Some(Cents(125_000_050));
    sheet.eligible_base = Some(Cents::euros(1_000_000));
    sheet.starts = Some(date(2027, 1, 4));
    sheet.milestones = vec![
        Milestone { on: date(2026, 9, 15), what: "permis : déposé".into(), done: true },
        Milestone { on: date(2027, 2, 1), what: "travaux".into(), done: false },
    ];
    sheet.maturity = Some(Maturity::Study);
    sheet.indicators.insert(
        "jobs-created".into(),
        Indicator {
            target: Some(Figure(1_250)),
            measured: Some(Figure(800)),
            on: Some(date(2026, 10, 1)),
            source: "DSN".into(),
            status: Status::Verified,
        },
    );
    sheet
}

#[test]
fn every_field_is_read_back_as_it_was_shown() {
    let sheet = full();
    for lang in [Lang::Fr, Lang::En] {
        let mut copy = Sheet { state: sheet.state.clone(), owner: sheet.owner.clone(), ..Sheet::default() };
        for field in field::all(&LIFECYCLE) {
            field.write(&mut copy, &field.input(&sheet, lang), &LIFECYCLE).unwrap_or_else(|why| panic!("{}: {why:?}", field.key));
        }
        assert_eq!(copy, sheet, "{lang:?}");
    }
}

#[test]
fn every_field_of_a_sheet_has_its_words() {
    // What differs between an empty sheet and a full one is named, or a history would show a key.
    let full = Sheet {
        source: "x".into(),
        contact: "x".into(),
        elected: "x".into(),
        industrial: "x".into(),
        synthetic: true,
        accelerated: true,
        ..full()
    };
    for key in contracts::changed(&Sheet::default(), &full) {
        let label = field::label(&key, &LIFECYCLE);
        assert_ne!(&*label.fr, key, "{key} has no label");
        assert!(!field::show(&key, &full, Lang::Fr, &LIFECYCLE).is_empty(), "{key} shows nothing");
    }
}

#[test]
fn a_text_that_cannot_be_read_leaves_the_sheet_alone_and_says_why() {
    let cases = [
        ("due", "demain"),
        ("total_cost", "1,250"),
        ("total_cost", "-3 €"),
        ("holder_number", "732829321"),
        ("axes", "Marketing"),
        ("communes", "Mâcon"),
        ("published", "peut-être"),
        ("maturity", "mûr"),
        ("milestones", "15/09/2026"),
        ("milestones", "bientôt : permis"),
        ("indicator.jobs-created.target", "une dizaine"),
    ];
    for (key, text) in cases {
        let mut sheet = full();
        let field = field::all(&LIFECYCLE).into_iter().find(|f| f.key == key).expect("a field");
        let why = field.write(&mut sheet, text, &LIFECYCLE).expect_err(text);
        assert!(!why.fr.is_empty() && !why.en.is_empty());
        assert_eq!(sheet, full(), "{key}");
    }
}

#[test]
fn nothing_confidential_is_public() {
    for key in ["contact", "next_action", "owner", "due", "lock", "needs", "derogation", "total_cost", "partners"] {
        assert!(!field::is_public(key), "{key}");
    }
}
