//! Files made to harm: refused in under a second, with a reason, in bounded memory.
//!
//! A binary of its own: it watches the memory of the whole process, which other tests would fill.

#[path = "it/support.rs"]
mod support;

use proptest::prelude::*;
use std::time::Duration;
use support::{archive, changed, ods_of, peak};
use tabular::{Refusal, tables};

/// What this thread has computed so far: a busy machine makes no file slower.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Reads what must be refused, or read within bounds, and fails when it is slow or greedy.
fn bounded(what: &str, bytes: &[u8]) -> Result<usize, Refusal> {
    let (before, start) = (peak(), worked());
    let found = tables(bytes).map(|tables| tables.iter().map(|t| t.rows.len()).sum());
    let (took, grew) = (worked() - start, peak().zip(before).map_or(0, |(after, before)| after - before));
    println!("{what}: {took:?}, {grew} MB, {:?}", found.as_ref().map_err(|(what, _)| what.en.clone()));
    assert!(took < Duration::from_secs(1), "{what}: {took:?}");
    assert!(grew < 200, "{what}: {grew} MB");
    if let Err((what, mend)) = &found {
        assert!(!what.fr.is_empty() && !what.en.is_empty() && !mend.fr.is_empty());
    }
    found
}

const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"F\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

fn xlsx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut files: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
    ];
    files.extend(more);
    archive(&files)
}

#[test]
fn an_archive_that_swells_without_measure_is_refused() {
    let zeros = vec![b' '; 160_000_000];
    assert!(bounded("one part of 160 MB", &xlsx(&[("xl/worksheets/sheet1.xml", &zeros)])).is_err());
    assert!(bounded("shared strings of 60 MB", &xlsx(&[("xl/sharedStrings.xml", &zeros[..60_000_000])])).is_err());
    let parts: Vec<(String, Vec<u8>)> = (0..200).map(|i| (format!("xl/worksheets/sheet{i}.xml"), vec![b'x'; 1_000_000])).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    assert!(bounded("200 parts of 1 MB", &xlsx(&parts)).is_err());
}

#[test]
fn an_archive_whose_directory_lies_about_sizes_is_refused() {
    let mut bytes = xlsx(&[("xl/worksheets/sheet1.xml", &vec![b' '; 160_000_000])]);
    // Both the local header and the directory now say one kilobyte.
    let size = 160_000_000_u32.to_le_bytes();
    let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(bounded("160 MB said to be 1 kB", &bytes).is_err());
}

#[test]
fn ten_thousand_entries_are_refused() {
    let names: Vec<String> = (0..10_000).map(|i| format!("xl/x{i}.xml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"<x/>"[..])).collect();
    let (what, _) = bounded("10 000 entries", &xlsx(&files)).expect_err("refused");
    assert!(what.fr.contains("1000 au plus"), "{what:?}");
}

#[test]
fn entities_that_laugh_a_billion_times_are_refused() {
    let mut laugh = String::from("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">");
    for i in 1..10 {
        laugh +=
            &format!("<!ENTITY lol{i} \"{}\">", format!("&lol{};", if i == 1 { String::new() } else { (i - 1).to_string() }).repeat(10));
    }
    laugh += "]><sst><si><t>&lol9;</t></si></sst>";
    let (what, _) = bounded("billion laughs", &xlsx(&[("xl/sharedStrings.xml", laugh.as_bytes())])).expect_err("refused");
    assert!(what.fr.contains("entités"), "{what:?}");
    // The mark across two blocks of the scan is seen as well.
    let padded = format!("{}{laugh}", " ".repeat(65_530));
    assert!(bounded("padded laughs", &xlsx(&[("xl/sharedStrings.xml", padded.as_bytes())])).is_err());
    let ods = changed(&ods_of(""), "content.xml", |_| laugh.clone());
    assert!(bounded("laughs in ODS", &ods).is_err());
}

#[test]
fn shared_strings_by_the_million_and_one_long_text_in_every_row_are_refused() {
    let many = format!("<sst>{}</sst>", "<si/>".repeat(2_000_000));
    assert!(bounded("2 M shared strings", &xlsx(&[("xl/sharedStrings.xml", many.as_bytes())])).is_err());
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1_000_000));
    let rows: String = (1..=2_000).map(|r| format!("<row r=\"{r}\"><c r=\"A{r}\" t=\"s\"><v>0</v></c></row>")).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes = xlsx(&[("xl/sharedStrings.xml", long.as_bytes()), ("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    assert!(bounded("1 MB of text in 2 000 rows", &bytes).is_err());
}

#[test]
fn a_full_row_repeated_a_million_times_is_bounded() {
    let row = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(bounded("16 G cells", &ods_of(&format!("<table:table table:name=\"F\">{row}</table:table>"))).is_err());
    let tables: String = (0..20).map(|i| format!("<table:table table:name=\"F{i}\">{row}</table:table>")).collect();
    assert!(bounded("20 such sheets", &ods_of(&tables)).is_err());
}

#[test]
fn an_archive_in_an_archive_and_a_link_out_of_it_are_no_workbook() {
    let inner = archive(&[("xl/workbook.xml", b"<x/>")]);
    assert!(bounded("an archive in an archive", &archive(&[("a.xlsx", &inner)])).is_err());
    assert!(bounded("a path out of the archive", &archive(&[("../../etc/passwd", b"x")])).is_err());
    assert!(bounded("cut short", &xlsx(&[])[..200]).is_err());
}

#[test]
fn bytes_that_are_no_text_are_told_so_and_a_stray_sign_of_control_is_let_by() {
    let noise: Vec<u8> = (0..3_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (what, mend) = tables(&noise).expect_err("no table");
    assert!(what.fr.contains("pas du texte") && mend.fr.contains("CSV"), "{}", what.fr);
    let stray = format!("nom;surface\nZone\u{1};12,5\n{}", "Étangs;3,25\n".repeat(30));
    assert_eq!(tables(stray.as_bytes()).map(|tables| tables[0].rows.len()).ok(), Some(32));
}

#[test]
fn a_quote_never_closed_and_a_line_without_end_are_bounded() {
    let open = format!("a;b\n\"{}", "x;y\n".repeat(2_000_000));
    assert_eq!(bounded("a quote never closed", open.as_bytes()).ok(), Some(2));
    let wide = "x;".repeat(5_000_000);
    assert!(bounded("a line of five million cells", wide.as_bytes()).is_err());
    let quoted = format!("a;b\n\"{wide}");
    assert!(bounded("a quoted line of five million signs", quoted.as_bytes()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for head in [&b""[..], b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbfa;b\n", b"sep=,\n"] {
            let _ = tables(&[head, &bytes].concat());
        }
    }

    #[test]
    fn a_workbook_with_bytes_changed_gets_an_answer(at in proptest::collection::vec((0_usize..4_000, any::<u8>()), 1..20)) {
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>12.5</v></c></row></sheetData></worksheet>";
        let mut bytes = xlsx(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
        for (place, byte) in at {
            let length = bytes.len();
            bytes[place % length] = byte;
        }
        let _ = tables(&bytes);
    }
}
