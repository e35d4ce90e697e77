//! The rows a page shows, to take away as CSV or XLSX.

use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Who};
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// `stem.csv` or `stem.xlsx`; any other ending is not found.
pub fn answer(here: &Here, file: &str, title: &str, heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Response> {
    made(here, file, heads, rows, || xlsx(here, title, heads, rows))
}

/// The same, where `numbers` says which columns hold numbers: in the others "2.10" or a SIRET stays as it is written.
pub fn answer_columns(
    here: &Here,
    file: &str,
    title: &str,
    heads: &[&str],
    rows: &[impl AsRef<[String]>],
    numbers: &[bool],
) -> Result<Response> {
    made(here, file, heads, rows, || dossier::render_columns(title, heads, rows, numbers).or_ours(here))
}

fn made(
    here: &Here,
    file: &str,
    heads: &[&str],
    rows: &[impl AsRef<[String]>],
    workbook: impl FnOnce() -> Result<Vec<u8>>,
) -> Result<Response> {
    let (bytes, mime) = match file.rsplit_once('.') {
        Some((_, "csv")) => (csv(heads, rows).or_ours(here)?, "text/csv; charset=utf-8"),
        Some((_, "xlsx")) => (workbook()?, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => return Err(Failure::NotFound(here.clone())),
    };
    let disposition = format!("attachment; filename=\"{file}\"");
    let private = ["/projets/", "/fiches/"].iter().any(|start| here.path.starts_with(start)) || here.path.contains("/contrat/");
    // What a right opens stays with whoever holds it, as pages do.
    let cache = match &here.who {
        _ if private => "no-store",
        Who::Visitor => "no-cache",
        _ => "private, no-cache",
    };
    Ok(([(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, disposition.as_str()), (header::CACHE_CONTROL, cache)], bytes)
        .into_response())
}

/// The rows as a workbook, to go in a larger file.
pub fn xlsx(here: &Here, title: &str, heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Vec<u8>> {
    dossier::render_table(title, heads, rows).or_ours(here)
}

fn csv(heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    writer.write_record(heads)?;
    for row in rows {
        writer.write_record(row.as_ref().iter().map(|cell| inert(cell)))?;
    }
    let bytes = writer.into_inner().map_err(|e| e.into_error())?;
    // The mark that tells spreadsheets the text is UTF-8.
    Ok(["\u{feff}".as_bytes(), &bytes].concat())
}

/// A cell that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection). A negative number is
/// none, as either language writes it.
pub fn inert(cell: &str) -> String {
    let rest = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | '%' | '€');
    let number = cell.parse::<f64>().is_ok() || (rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(figure));
    let leads = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];
    if !number && cell.starts_with(leads) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_led_by_an_apostrophe_and_a_number_is_not() {
        for cell in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "-", "+", "-a1"] {
            assert_eq!(inert(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["-12", "-12.5", "-1 234,50", "-1\u{202f}234,50\u{a0}€", "+3", "-5 %", "−12", "a=b", "", "'=1"] {
            assert_eq!(inert(cell), cell, "{cell:?}");
        }
    }

    /// The text of every file below a folder of this crate, by its path from there.
    fn texts(folder: &str) -> Vec<(String, String)> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let (mut folders, mut found) = (vec![root.clone()], vec![]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
                let path = entry.expect("a readable entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let text = std::fs::read_to_string(&path).expect("a text file");
                    let name = path.strip_prefix(&root).expect("below the folder").to_string_lossy().replace('\\', "/");
                    found.push((name, text));
                }
            }
        }
        found
    }

    /// Every file that leaves as CSV goes through [`answer`], or through the writer of the national standard.
    #[test]
    fn no_page_writes_a_table_of_its_own() {
        for (name, text) in texts("src").iter().filter(|(name, _)| name != "table.rs") {
            assert!(!text.contains("csv::Writer") && !text.contains("rust_xlsxwriter"), "{name} writes a table by itself");
        }
    }

    /// Pages whose tables do not leave as files, and why.
    const WITHOUT: [(&str, &str); 22] = [
        ("accounts/account.html", "one's own few rights and sessions"),
        ("applications/law.html", "the rules on one file, read before it is decided"),
        ("applications/show.html", "the details of one file, in its JSON"),
        ("contracts/bulk.html", "a preview before it is applied"),
        ("contracts/cover.html", "printed in the hand-over, whose files hold the rows"),
        ("contracts/public.html", "a count for each state"),
        ("envelopes/proposals.html", "what waits for somebody; once decided, the journal has it"),
        ("funding/holder.html", "a form"),
        ("funding/merge.html", "two versions of one form"),
        ("intake/columns.html", "a form"),
        ("ogc/collection.html", "a schema, which programs read as JSON"),
        ("ogc/rows.html", "the collections, each with its files"),
        ("orientations/take.html", "a preview before it is taken"),
        ("projects/merge.html", "two versions of one form"),
        ("projects/pairwise.html", "the weights that a form gives"),
        ("projects/plan.html", "a form; the plan has its file"),
        ("projects/share.html", "addresses that are secrets"),
        ("sites/import.html", "a preview, whose report is a file"),
        ("sites/inside.html", "of one site, in the files of the national standard"),
        ("sites/keep-risks.html", "a form"),
        ("sites/keep.html", "a form"),
        ("steering/compare.html", "six territories side by side, whose figures the file of all of them holds"),
    ];

    #[test]
    fn every_page_with_a_table_leads_to_its_file_or_says_why_not() {
        let ways = [".csv\"", ".csv?", ".csv{", "{{ csv }}", "file(\"csv\")", " in files "];
        let pages = texts("templates");
        let without = pages.iter().filter(|(_, text)| text.contains("<table") && !ways.iter().any(|way| text.contains(way)));
        let mut without: Vec<&str> = without.map(|(name, _)| name.as_str()).collect();
        without.sort_unstable();
        assert_eq!(without, WITHOUT.map(|(name, _)| name));
    }
}
