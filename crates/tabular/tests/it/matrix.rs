//! Every French habit of saving a table as text: each amount, date and code is read right or asked, never wrong.

use domain::{Cents, Date};
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, WINDOWS_1252};
use tabular::{Cell, Read, Row, amount, commune_code, date, digits, habit, tables};

/// How a file is saved.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Saved {
    Utf8,
    Utf8Mark,
    Old(&'static Encoding),
    Utf16Mark,
    Utf16,
}

const SAVED: [Saved; 7] = [
    Saved::Utf8,
    Saved::Utf8Mark,
    Saved::Old(WINDOWS_1252),
    Saved::Old(ISO_8859_15),
    Saved::Old(MACINTOSH),
    Saved::Utf16Mark,
    Saved::Utf16,
];

fn bytes(text: &str, saved: Saved) -> Vec<u8> {
    let wide = || text.encode_utf16().flat_map(u16::to_le_bytes);
    match saved {
        Saved::Utf8 => text.into(),
        Saved::Utf8Mark => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        Saved::Old(encoding) => {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost, "{text} cannot be written in {}", encoding.name());
            bytes.into_owned()
        }
        Saved::Utf16Mark => [0xff, 0xfe].into_iter().chain(wide()).collect(),
        Saved::Utf16 => wide().collect(),
    }
}

/// How amounts are written: sign between thousands, decimal mark, what follows.
const FIGURES: [(&str, char, &str); 8] = [
    (" ", ',', ""),
    ("\u{a0}", ',', " €"),
    ("\u{202f}", ',', "\u{a0}€"),
    (".", ',', ""),
    (",", '.', ""),
    ("", ',', ""),
    ("", '.', ""),
    ("'", '.', ""),
];

const AMOUNTS: [i64; 6] = [123_456, 125_000, 123_456_789, 50, 1_250_000_000, 4_500];

fn figure(cents: i64, (thousands, mark, after): (&str, char, &str)) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped += thousands;
        }
        grouped.push(c);
    }
    // People do not write the cents of a round amount: this is where doubts come from.
    let cents = if cents % 100 == 0 { String::new() } else { format!("{mark}{:02}", cents % 100) };
    format!("{grouped}{cents}{after}")
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Days {
    Slashes,
    Iso,
    Words,
    Short,
    /// Counted by Excel: a text file does not say from where.
    Serial,
}

fn day(date: Date, days: Days) -> String {
    let (y, m, d) = (date.year(), date.month(), date.day());
    match days {
        Days::Slashes => format!("{d:02}/{m:02}/{y}"),
        Days::Iso => date.to_string(),
        Days::Words => format!("{d} {} {y}", ["décembre", "août"][usize::from(m == 8)]),
        Days::Short => format!("{d:02}/{m:02}/{:02}", y % 100),
        Days::Serial => (date.since(Date::constant(1899, 12, 30)).expect("days").get_days()).to_string(),
    }
}

const DATES: [Date; 2] = [Date::constant(2020, 12, 31), Date::constant(2021, 8, 2)];
const CODES: [&str; 3] = ["01004", "2A004", "71076"];
/// A SIRET whose first digits are zeros, and one of a company of the case.
const SIRETS: [&str; 2] = ["00552013500012", "35600000000048"];

fn file(saved: Saved, separator: char, figures: (&str, char, &str), days: Days, end: &str) -> String {
    let quoted = |text: String| {
        let bare = !text.contains(['"', '\n', '\r']) && !text.contains(separator);
        if bare { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    let mut lines = vec![["Intitulé de la fiche", "Coût total", "Début", "Code INSEE", "SIRET", "Dépôt n°"].map(str::to_owned)];
    for (i, cents) in AMOUNTS.into_iter().enumerate() {
        let breaks = if saved == Saved::Old(MACINTOSH) { "\r" } else { end };
        lines.push([
            format!("Réhabiliter l’îlot « Œuvre{separator} {i} »{breaks}deuxième ligne, à côté"),
            figure(cents, figures),
            day(DATES[i % 2], days),
            CODES[i % 3].to_owned(),
            SIRETS[i % 2].to_owned(),
            format!("n° {i}"),
        ]);
    }
    let text: String = lines.into_iter().map(|line| line.map(quoted).join(&separator.to_string()) + end).collect();
    // The curved apostrophe is younger than ISO-8859-15.
    if saved == Saved::Old(ISO_8859_15) { text.replace('’', "'") } else { text }
}

/// What became of the cells of one file.
#[derive(Default)]
struct Count {
    right: usize,
    asked: usize,
}

impl Count {
    fn one<T: PartialEq + std::fmt::Debug>(&mut self, read: Result<Read<T>, tabular::Refusal>, wanted: T, what: &str) {
        match read {
            Ok(Read::Kept(value) | Read::Mended(value, _)) => {
                assert_eq!(value, wanted, "silently wrong: {what}");
                self.right += 1;
            }
            Ok(Read::Nothing) => panic!("lost: {what}"),
            Err((question, mend)) => {
                assert!(!question.fr.is_empty() && !question.en.is_empty() && !mend.fr.is_empty(), "{what}");
                self.asked += 1;
            }
        }
    }
}

fn body(rows: &[Row]) -> &[Row] {
    &rows[1..]
}

#[test]
fn every_habit_of_saving_a_table_as_text_is_read_right_or_asked_never_wrong() {
    let (mut files, mut right, mut asked) = (0, 0, 0);
    for saved in SAVED {
        for separator in [';', ',', '\t'] {
            for figures in FIGURES {
                // The narrow space exists in no old encoding.
                if figures.0 == "\u{202f}" && matches!(saved, Saved::Old(_)) {
                    continue;
                }
                for days in [Days::Slashes, Days::Iso, Days::Words, Days::Short, Days::Serial] {
                    for end in ["\n", "\r\n"] {
                        let text = file(saved, separator, figures, days, end);
                        let what = format!("{saved:?} {separator:?} {figures:?} {days:?} {end:?}");
                        let found = tables(&bytes(&text, saved)).unwrap_or_else(|e| panic!("{what}: {e:?}"));
                        assert_eq!((found.len(), found[0].separator, found[0].rows.len()), (1, Some(separator), 7), "{what}");
                        let rows = &found[0].rows;
                        assert_eq!(rows[0].cells[0].text(), "Intitulé de la fiche", "{what}");
                        let habits = [1, 2].map(|column| habit(body(rows), column));
                        let mut count = Count::default();
                        for (i, (row, cents)) in body(rows).iter().zip(AMOUNTS).enumerate() {
                            let title = format!("Réhabiliter l’îlot « Œuvre{separator} {i} »\ndeuxième ligne, à côté");
                            let title = if saved == Saved::Old(ISO_8859_15) { title.replace('’', "'") } else { title };
                            assert_eq!(row.cells[0], Cell::typed(&title), "{what}");
                            let cell = &row.cells[1];
                            count.one(amount(cell, 100, habits[0].mark), Cents(cents), &format!("{what}: {cell:?}"));
                            // Without the rest of the column, a doubt stays a question.
                            count.one(amount(cell, 100, None), Cents(cents), &format!("{what}: {cell:?} alone"));
                            let cell = &row.cells[2];
                            count.one(date(cell, habits[1].month_first), DATES[i % 2], &format!("{what}: {cell:?}"));
                            count.one(commune_code(&row.cells[3]), CODES[i % 3].to_owned(), &what);
                            count.one(digits(&row.cells[4], 14), SIRETS[i % 2].to_owned(), &what);
                            assert_eq!(row.cells[5].text(), format!("n° {i}"), "{what}");
                        }
                        // Serials are the question; a lone mark before three digits is one when it stands alone.
                        let serials = if days == Days::Serial { 6 } else { 0 };
                        let doubts = if matches!(figures.0, "." | ",") { 1 } else { 0 };
                        assert_eq!(count.asked, serials + doubts, "{what}");
                        files += 1;
                        right += count.right;
                        asked += count.asked;
                    }
                }
            }
        }
    }
    println!("{files} files, {right} cells right, {asked} asked, 0 wrong");
    assert!(files >= 400, "{files}");
}

#[test]
fn a_lone_mark_before_three_digits_is_a_question_unless_the_column_answers() {
    for (text, fr) in [
        ("1,250", "« 1,250 » : 1,250 ou 1250 ?"),
        ("1.250", "« 1.250 » : 1,250 ou 1250 ?"),
        ("-12.500 €", "« -12.500 € » : -12,500 ou -12500 ?"),
    ] {
        let (question, _) = amount(&Cell::typed(text), 100, None).expect_err(text);
        assert_eq!(&*question.fr, fr);
    }
    let column = |cells: &[&str]| -> Vec<Row> { (1..).zip(cells).map(|(line, c)| Row { line, cells: vec![Cell::typed(c)] }).collect() };
    for (cells, read) in [
        (&["1,250", "12,5", "3 000,25"][..], Some(125)),
        (&["1,250", "1,234.56"], Some(125_000)),
        (&["1,250", "1,250,000"], Some(125_000)),
        (&["1.250", "1.234,56"], Some(125_000)),
        (&["1,250", "12,5", "12.5"], None),
        (&["1,250", "700"], None),
    ] {
        let habit = habit(&column(cells), 0);
        assert_eq!(habit.doubtful, 1, "{cells:?}");
        let found = amount(&Cell::typed(cells[0]), 100, habit.mark);
        assert_eq!(found.as_ref().ok().and_then(|r| r.clone().value()), read.map(Cents), "{cells:?} {found:?}");
        assert!(found.is_err() || matches!(found, Ok(Read::Mended(..))), "told: {cells:?}");
    }
}

#[test]
fn what_is_not_one_amount_is_never_one() {
    for text in [
        "12 34",
        "1.23.456",
        "1,2,3",
        "12,5,5",
        "1 23,45",
        "10 20 30",
        "1e5",
        "0x10",
        "12a",
        "1..2",
        ",5",
        "12,",
        "12/5",
        "=1+1",
        "12,345 678",
        "1,234,56",
        "1 250 à 1 300",
    ] {
        let found = amount(&Cell::typed(text), 100, None);
        assert!(found.is_err(), "{text}: {found:?}");
    }
    for (text, cents) in [
        ("1 250 000", 125_000_000),
        ("1,25 M€", 125_000_000),
        ("480 k€", 48_000_000),
        ("(1 234,50)", -123_450),
        ("−12", -1_200),
        ("€1,234.50", 123_450),
        ("12 000 € HT", 1_200_000),
        ("0,5", 50),
        ("2 Md€", 200_000_000_000),
    ] {
        assert_eq!(amount(&Cell::typed(text), 100, None), Ok(Read::Kept(Cents(cents))), "{text}");
    }
    for text in ["12,345 €", "0,125", "1234.567"] {
        assert!(amount(&Cell::typed(text), 100, None).is_err(), "{text} is more precise than a cent, or doubtful");
    }
    for text in ["", "nc", "inconnu", "-", "—", "N/A"] {
        assert_eq!(amount(&Cell::typed(text), 100, None), Ok(Read::Nothing), "{text}");
    }
    // A heading in thousands of euros.
    assert_eq!(amount(&Cell::typed("12,5"), 100_000, None), Ok(Read::Kept(Cents::euros(12_500))));
    assert_eq!(amount(&Cell::typed("12 €"), 100_000, None), Ok(Read::Kept(Cents::euros(12))));
}

#[test]
fn a_day_that_can_be_two_days_or_none_is_asked() {
    for text in ["31/02/2021", "2020", "déc. 2020", "44196", "T1 2021", "32/01/2021", "01/13/20201", "12/2020", "1/1/1", "31/12/1820"] {
        assert!(date(&Cell::typed(text), false).is_err(), "{text}");
    }
    assert!(date(&Cell::typed("01/02/2021"), true).is_err(), "the column has the month first elsewhere");
    assert_eq!(date(&Cell::typed("02/02/2021"), true), Ok(Read::Kept(Date::constant(2021, 2, 2))));
    for text in ["31/12/2020", "31-12-2020", "31.12.2020", "2020-12-31", "2020/12/31", "2020-12-31T00:00:00", "31/12/2020 00:00"] {
        assert_eq!(date(&Cell::typed(text), false), Ok(Read::Kept(Date::constant(2020, 12, 31))), "{text}");
    }
    for text in ["31 décembre 2020", "jeudi 31 décembre 2020", "31 déc. 2020", "31-déc-20", "12/31/2020", "20201231", "31/12/20"] {
        assert_eq!(date(&Cell::typed(text), false).map(Read::value), Ok(Some(Date::constant(2020, 12, 31))), "{text}");
    }
    assert_eq!(date(&Cell::typed("1er mars 2021"), false).map(Read::value), Ok(Some(Date::constant(2021, 3, 1))));
    let rows: Vec<Row> = ["12/31/2020", "01/02/2021"].iter().map(|c| Row { line: 1, cells: vec![Cell::typed(c)] }).collect();
    assert!(habit(&rows, 0).month_first);
}

#[test]
fn zeros_that_a_spreadsheet_ate_are_put_back_and_told_and_lost_digits_are_asked() {
    assert!(matches!(commune_code(&Cell::number(1_004.0)), Ok(Read::Mended(code, _)) if code == "01004"));
    assert!(matches!(commune_code(&Cell::typed("2a004")), Ok(Read::Mended(code, _)) if code == "2A004"));
    assert!(matches!(digits(&Cell::number(552013500012.0), 14), Ok(Read::Mended(siret, _)) if siret == "00552013500012"));
    assert!(matches!(digits(&Cell::typed("356 000 000 00048"), 14), Ok(Read::Mended(siret, _)) if siret == "35600000000048"));
    for text in ["3,56E+13", "35600000000049", "356", "3560000000004A"] {
        assert!(digits(&Cell::typed(text), 14).is_err(), "{text}");
    }
    for text in ["710", "971", "ABCDE", "1E5"] {
        assert!(commune_code(&Cell::typed(text)).is_err(), "{text}");
    }
}

#[test]
fn titles_above_the_heading_a_sep_line_and_two_encodings_in_one_file_are_understood() {
    let text = "Territoire d'industrie ; suivi\n\nIntitulé,Coût,Début\nFiche A,\"1 234,50\",31/12/2020\nFiche B,12,01/01/2021\n";
    assert_eq!(tables(text.as_bytes()).expect("a table")[0].separator, Some(','));
    let found = tables(b"sep=,\r\nNom,Note\r\nA,\"x;y;z\"\r\n").expect("a table");
    assert_eq!((found[0].rows.len(), found[0].rows[0].line, found[0].rows[1].cells[1].text()), (2, 2, "x;y;z".to_owned()));
    let mut mixed = "Intitulé;Coût\nRéhabilitation;12\nÉtude;13\n".as_bytes().to_vec();
    mixed.extend(b"\xc9tude;14\n");
    let (what, _) = tables(&mixed).expect_err("two encodings");
    assert!(what.fr.contains("ligne 4"), "{what:?}");
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, word) in [
        (&b"%PDF-1.7 x"[..], "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"\xd0\xcf\x11\xe0", ".xls"),
        (b"<!DOCTYPE html><p>", "page"),
        (b"\x1f\x8b\x08", "archive"),
        (b"", "vide"),
        (b"  \n ;; \n", "vide"),
    ] {
        let (what, mend) = tables(bytes).expect_err(word);
        assert!(what.fr.contains(word) && !mend.en.is_empty(), "{what:?}");
    }
}
