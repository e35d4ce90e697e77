//! The dossier as a workbook, read back as an accountant's software would.

use crate::sample;
use calamine::{Data, DataType, Range, Reader, Xlsx};
use domain::Lang;
use dossier::render_xlsx;
use std::io::Cursor;

fn open(lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = render_xlsx(&sample::dossier(), lang).expect("the sample fits a workbook");
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Range<Data> {
    book.worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn column(range: &Range<Data>, head: &str) -> usize {
    let heads = range.rows().next().expect("a head");
    heads.iter().position(|c| c.get_string() == Some(head)).unwrap_or_else(|| panic!("no column {head} in {heads:?}"))
}

/// The cell under `head` on the row whose first column says `first`.
fn cell<'a>(range: &'a Range<Data>, first: &str, head: &str) -> &'a Data {
    let at = column(range, head);
    let row = range.rows().find(|r| r[0].get_string() == Some(first)).unwrap_or_else(|| panic!("no row {first}"));
    &row[at]
}

fn day(cell: &Data) -> Option<(u16, u8, u8)> {
    let (year, month, day, ..) = cell.get_datetime()?.to_ymd_hms_milli();
    Some((year, month, day))
}

#[test]
fn the_workbook_has_its_twelve_sheets_in_each_language() {
    let french = [
        "Résumé",
        "Faits",
        "Mesures",
        "Raisons",
        "Sites",
        "Contributions",
        "Calendrier",
        "Plan",
        "Contrôles",
        "Paiements",
        "Manque",
        "Sources",
    ];
    let english = [
        "Summary",
        "Facts",
        "Measures",
        "Reasons",
        "Sites",
        "Contributions",
        "Calendar",
        "Plan",
        "Checks",
        "Payments",
        "Missing",
        "Sources",
    ];
    assert_eq!(open(Lang::Fr).sheet_names(), french);
    assert_eq!(open(Lang::En).sheet_names(), english);
}

#[test]
fn amounts_and_dates_are_values_to_count_with() {
    let mut book = open(Lang::Fr);
    let plan = sheet(&mut book, "Plan");
    assert_eq!(cell(&plan, "Région", "Montant").get_float(), Some(479_999.5));
    let amount = column(&plan, "Montant");
    let lines: f64 = plan.rows().skip(1).take(4).filter_map(|r| r[amount].get_float()).sum();
    assert_eq!(cell(&plan, "Total", "Montant").get_float(), Some(lines));
    assert_eq!(cell(&plan, "Reste à financer", "Montant").get_float(), Some(0.5));
    let payments = sheet(&mut book, "Paiements");
    let first = &payments.rows().nth(1).expect("a payment")[0];
    assert_eq!(day(first), Some((2020, 12, 1)));
    let calendar = sheet(&mut book, "Calendrier");
    assert_eq!(day(cell(&calendar, "Étude d’impact", "Fin")), Some((2021, 1, 5)));
    assert_eq!(cell(&calendar, "Étude d’impact", "Critique").get_float(), Some(0.92));
}

#[test]
fn every_reason_keeps_its_answer_its_value_and_its_article() {
    let mut book = open(Lang::En);
    let reasons = sheet(&mut book, "Reasons");
    assert_eq!(reasons.height() - 1, 8, "three and one conditions, a group of two, one refusal");
    let row: Vec<_> = reasons
        .rows()
        .find(|r| r[3].get_string() == Some("Costs reach €400,000"))
        .expect("the first condition")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(row[4], "yes");
    assert_eq!(row[6], "Eligible costs: €11,200,000");
    assert_eq!(row[7], "computed");
    assert!(row[8].ends_with("conditions, 2"));
    let part = reasons.rows().find(|r| r[1].get_float() == Some(2.0)).expect("a part of a group");
    assert_eq!(part[2].get_string(), Some("At least one of:"));
}

#[test]
fn excluded_sites_and_checks_that_fail_say_what_would_pass() {
    let mut book = open(Lang::Fr);
    let sites = sheet(&mut book, "Sites");
    assert_eq!(sites.height() - 1, 36);
    assert_eq!(sites.rows().filter(|r| r[2].get_string() == Some("écarté")).count(), 30);
    let checks = sheet(&mut book, "Contrôles");
    assert_eq!(cell(&checks, "Participation minimale du maître d’ouvrage", "Passerait").get_float(), Some(2_400_000.0));
}

#[test]
fn a_text_that_looks_like_a_formula_stays_text() {
    let mut dossier = sample::dossier();
    let hostile = ["=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2", "@SUM(A1)"];
    dossier.missing =
        hostile.iter().map(|t| factory::Missing { key: None, label: domain::Text::same(*t), because: domain::Text::same("-") }).collect();
    let bytes = render_xlsx(&dossier, Lang::Fr).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let missing = book.worksheet_range("Manque").expect("a sheet");
    let read: Vec<_> = missing.rows().skip(1).map(|r| r[2].to_string()).collect();
    assert_eq!(read, hostile);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.used_cells().next().is_none(), "{name} holds a formula");
    }
}

#[test]
fn the_same_dossier_gives_the_same_workbook() {
    let once = render_xlsx(&sample::dossier(), Lang::Fr).expect("a workbook");
    assert_eq!(once, render_xlsx(&sample::dossier(), Lang::Fr).expect("a workbook"));
}

#[test]
fn a_dossier_with_almost_nothing_keeps_its_sheets_with_their_heads() {
    let bytes = render_xlsx(&sample::bare(), Lang::En).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names().len(), 12);
    let summary = book.worksheet_range("Summary").expect("a sheet");
    assert_eq!(cell(&summary, "Aid (grant equivalent)", "Value").get_string(), Some("not known"), "an unknown cost never becomes a zero");
    assert_eq!(book.worksheet_range("Calendar").expect("a sheet").height(), 1);
}
