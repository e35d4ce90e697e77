//! Workbooks of Excel and LibreOffice: figures counted are exact, figures typed are doubted as in a text file.

use crate::support::{Ods, changed, from_1904, ods, ods_of};
use domain::{Cents, Date};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tabular::{Cell, MOST_ROWS, Read, Table, amount, commune_code, date, digits, tables};

const AMOUNTS: [f64; 8] = [1_234.56, 1_250.0, 0.1 + 0.2, 1_234_567.89, -12.5, 1.25, 92_000_000.01, 0.07];
const CENTS: [i64; 8] = [123_456, 125_000, 30, 123_456_789, -1_250, 125, 9_200_000_001, 7];

fn written(epoch_1904: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Fiches").expect("a sheet");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, title) in ["Intitulé", "Coût", "Début", "Sans forme", "INSEE", "SIRET", "Mangé"].iter().enumerate() {
        sheet.write(0, column as u16, *title).expect("a cell");
    }
    for (i, value) in AMOUNTS.iter().enumerate() {
        let row = i as u32 + 1;
        sheet.write(row, 0, format!("Fiche {i}\nsuite")).expect("a cell");
        sheet.write(row, 1, *value).expect("a cell");
        let date = ExcelDateTime::from_ymd(2020, 12, 31).expect("a date");
        // What Excel for Macintosh writes for the same day: 1 462 days less.
        let serial = if epoch_1904 { 42_734.0 } else { 44_196.0 };
        if epoch_1904 {
            sheet.write_with_format(row, 2, serial, &day).expect("a cell");
        } else {
            sheet.write_with_format(row, 2, &date, &day).expect("a cell");
        }
        sheet.write(row, 3, serial).expect("a cell");
        sheet.write(row, 4, "01004").expect("a cell");
        sheet.write(row, 5, "00552013500012").expect("a cell");
        sheet.write_with_format(row, 6, 1_004, &Format::new().set_num_format("00000")).expect("a cell");
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_of_either_calendar_gives_the_same_days_amounts_and_codes() {
    for (bytes, epoch) in [(written(false), 1900), (from_1904(&written(true)), 1904)] {
        let found = tables(&bytes).expect("a workbook");
        assert_eq!((found[0].name.as_str(), found[0].encoding, found[0].rows.len()), ("Fiches", "xlsx", 9));
        for (row, cents) in found[0].rows[1..].iter().zip(CENTS) {
            assert_eq!(amount(&row.cells[1], 100, None).map(Read::value), Ok(Some(Cents(cents))), "{:?}", row.cells[1]);
            assert_eq!(row.cells[2], Cell::Date(Date::constant(2020, 12, 31)), "{epoch}");
            let Ok(Read::Mended(day, _)) = date(&row.cells[3], false) else { panic!("{:?} is told", row.cells[3]) };
            assert_eq!(day, Date::constant(2020, 12, 31), "{epoch}");
            assert_eq!(commune_code(&row.cells[4]), Ok(Read::Kept("01004".into())));
            assert_eq!(digits(&row.cells[5], 14), Ok(Read::Kept("00552013500012".into())));
            assert!(matches!(commune_code(&row.cells[6]), Ok(Read::Mended(code, _)) if code == "01004"));
            assert!(row.cells[0].text().contains("\nsuite"), "the line end of a cell is kept");
        }
    }
}

#[test]
fn an_amount_typed_as_text_in_a_workbook_is_doubted_as_in_a_text_file() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let cells = ["1,250", "1.250", "1 234,56", "1\u{202f}234,56 €", "1.234,56", "1,234.56", "1\u{a0}250"];
    for (row, text) in cells.iter().enumerate() {
        sheet.write(row as u32, 0, *text).expect("a cell");
    }
    let found = tables(&book.save_to_buffer().expect("a workbook")).expect("a workbook");
    let read: Vec<Option<i64>> =
        found[0].rows.iter().map(|row| amount(&row.cells[0], 100, None).ok().and_then(Read::value).map(|c| c.0)).collect();
    assert_eq!(read, [None, None, Some(123_456), Some(123_456), Some(123_456), Some(123_456), Some(125_000)]);
}

#[test]
fn a_formula_gives_its_result_and_a_broken_one_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, Formula::new("=100/3").set_result("33.333333333333336")).expect("a cell");
    sheet.write(1, 0, Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
    let found = tables(&book.save_to_buffer().expect("a workbook")).expect("a workbook");
    assert!(matches!(amount(&found[0].rows[0].cells[0], 100, None), Ok(Read::Mended(Cents(3_333), _))));
    let (what, _) = amount(&found[0].rows[1].cells[0], 100, None).expect_err("an error is no amount");
    assert!(what.fr.contains("#DIV/0!"), "{what:?}");
}

#[test]
fn a_workbook_of_libreoffice_gives_its_values_not_what_they_look_like() {
    let bytes = ods(&[
        vec![Ods::Text("Intitulé"), Ods::Text("Coût"), Ods::Text("Début"), Ods::Text("INSEE"), Ods::Text("Dit")],
        vec![Ods::Text("A & B\nsuite"), Ods::Number("1250.5"), Ods::Date("2020-12-31"), Ods::Text("01004"), Ods::Text("1,250")],
        vec![Ods::Text(""), Ods::Number("0.07"), Ods::Date("2020-12-31T00:00:00"), Ods::Text("2A004"), Ods::Text("1 234,56")],
    ]);
    let found = tables(&bytes).expect("a workbook");
    assert_eq!((found[0].name.as_str(), found[0].encoding, found[0].rows.len(), found[0].rows[0].cells.len()), ("Fiches", "ods", 3, 5));
    let row = |i: usize| &found[0].rows[i].cells;
    assert_eq!(row(1)[0].text(), "A & B\nsuite");
    assert_eq!(amount(&row(1)[1], 100, None), Ok(Read::Kept(Cents(125_050))));
    assert_eq!(amount(&row(2)[1], 100, None), Ok(Read::Kept(Cents(7))));
    assert_eq!(
        (row(1)[2].clone(), row(2)[2].clone()),
        (Cell::Date(Date::constant(2020, 12, 31)), Cell::Date(Date::constant(2020, 12, 31)))
    );
    assert_eq!((row(1)[3].text(), row(2)[3].text()), ("01004".into(), "2A004".into()));
    assert!(amount(&row(1)[4], 100, None).is_err());
}

#[test]
fn a_comment_is_not_the_cell_and_a_repeated_cell_is_several() {
    let bytes = ods_of(
        "<table:table table:name=\"F\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\" \
         office:value-type=\"string\"><office:annotation><text:p>avis</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/>b</text:p>\
         </table:table-cell></table:table-row></table:table>",
    );
    let found = tables(&bytes).expect("a workbook");
    let texts: Vec<Vec<String>> = found[0].rows.iter().map(|r| r.cells.iter().map(Cell::text).collect()).collect();
    assert_eq!(texts, vec![vec!["a  b"; 3]; 2]);
}

#[test]
fn hidden_sheets_are_said_and_empty_ones_are_left_out() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Vide").expect("a sheet");
    book.add_worksheet().set_name("Fiches").expect("a sheet").write(3, 2, "x").expect("a cell");
    book.add_worksheet().set_name("Listes").expect("a sheet").set_hidden(true).write(0, 0, "oui").expect("a cell");
    let found = tables(&book.save_to_buffer().expect("a workbook")).expect("a workbook");
    let seen: Vec<(&str, bool, usize)> = found.iter().map(|t: &Table| (t.name.as_str(), t.hidden, t.rows[0].line)).collect();
    assert_eq!(seen, [("Fiches", false, 4), ("Listes", true, 1)]);
}

#[test]
fn more_rows_than_a_table_has_are_seen_as_too_many_and_cost_no_more() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..MOST_ROWS as u32 + 2_000 {
        sheet.write(row, 0, row).expect("a cell");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    assert_eq!(tables(&bytes).expect("a workbook")[0].rows.len(), MOST_ROWS + 2);
    let deep = changed(&written(false), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
    });
    assert_eq!(tables(&deep).expect("a workbook")[0].rows.len(), 9, "a cell far away makes no table");
}
