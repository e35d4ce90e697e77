//! Whatever comes in: no panic, an answer, and what is written always reads back.

use cnig::{Class, Kind, List, parse_shape, read, sheets, strict, write};
use proptest::prelude::*;

/// Cells that look like something.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        Just("oui".to_owned()),
        Just("entrepôts".to_owned()),
        Just("logistique".to_owned()),
        Just("=1+1".to_owned()),
        "-?[0-9]{1,8}([.,][0-9]{1,3})?",
        "[0-3][0-9]/[01][0-9]/20[0-9]{2}",
        "POINT\\([0-9]{1,7} [0-9]{1,7}\\)",
        "\\{\"type\":\"Polygon\",\"coordinates\":\\[\\[\\[[0-9.]{1,5},[0-9.]{1,5}\\]\\]\\]\\}",
    ]
}

fn sheet_of(class: Class) -> impl Strategy<Value = String> {
    let fields = class.fields().len();
    proptest::collection::vec(proptest::collection::vec(cell(), 0..fields + 3), 0..6).prop_map(move |rows| {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(vec![]);
        writer.write_record(class.fields().iter().map(|f| &f.name)).expect("the heading is written");
        for (i, mut row) in rows.into_iter().enumerate() {
            if let Some(first) = row.first_mut() {
                *first = format!("id-{i}");
            }
            writer.write_record(&row).expect("a row is written");
        }
        String::from_utf8(writer.into_inner().expect("in memory")).expect("text")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for head in [&b""[..], b"PK\x03\x04", b"{\"type\":\"FeatureCollection\",\"features\":[", b"site_id;site_nom;site_comm_insee\n"] {
            if let Ok(sheets) = sheets(&[head, &bytes].concat()) {
                let _ = read("x", &sheets);
            }
        }
    }

    #[test]
    fn any_text_is_a_geometry_or_a_refusal_with_words(text in "\\PC{0,60}|(POINT|POLYGON|MULTIPOLYGON)[ (),0-9.-]{0,60}") {
        if let Err((what, _)) = parse_shape(&text) {
            prop_assert!(!what.fr.is_empty() && !what.en.is_empty());
        }
    }

    #[test]
    fn any_row_is_kept_mended_or_refused_and_what_is_written_reads_back(
        (class, text) in prop::sample::select(vec![Class::Site, Class::Plot, Class::Brownfield, Class::Establishment, Class::Extension])
            .prop_flat_map(|class| (Just(class), sheet_of(class)))
    ) {
        let Ok(sheets) = sheets(text.as_bytes()) else { return Ok(()) };
        let Some(reading) = read("x.csv", &sheets) else { return Ok(()) };
        prop_assert!(reading.corrections.iter().all(|c| c.line > 0 && !c.why.fr.is_empty() && !c.why.en.is_empty()));
        for record in &reading.records {
            for (field, value) in record.values() {
                if let (Kind::Choice, List::Closed, Some(cnig::Value::Text(text))) = (field.kind, field.list, value) {
                    prop_assert!(field.values.contains(text));
                }
            }
        }
        // Without what would be refused, row by row, writing then reading changes nothing.
        let mut records = reading.records.clone();
        for record in &mut records {
            for problem in cnig::faults(record) {
                record.set(&problem.field, None);
            }
        }
        records.retain(|r| r.key().is_some());
        let again = cnig::sheets(&write::csv(class, &records).expect("in memory")).expect("a table");
        let again = read("x.csv", &again).expect("recognised");
        prop_assert_eq!(&again.rejected, &vec![]);
        let values = |records: &[cnig::Record]| records.iter().map(|r| r.values().map(|(_, v)| v.cloned()).collect::<Vec<_>>()).collect::<Vec<_>>();
        let first: Vec<cnig::Record> = records.into_iter().filter(|r| r.class == class).collect();
        prop_assert_eq!(values(&again.records), values(&first));
        let _ = strict(reading.records);
    }
}
