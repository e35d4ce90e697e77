//! The rows a page shows, to take away as CSV or XLSX.

use crate::error::Failure;
use crate::page::Here;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// `stem.csv` or `stem.xlsx`; any other ending is not found.
pub fn answer(here: &Here, file: &str, title: &str, heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Response, Failure> {
    let (bytes, mime) = match file.rsplit_once('.') {
        Some((_, "csv")) => (csv(heads, rows).map_err(|e| Failure::ours(here, e))?, "text/csv; charset=utf-8"),
        Some((_, "xlsx")) => (xlsx(here, title, heads, rows)?, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => return Err(Failure::NotFound(here.clone())),
    };
    let disposition = format!("attachment; filename=\"{file}\"");
    let private = here.path.starts_with("/projets/") || here.path.contains("/contrat/");
    let cache = if private { "no-store" } else { "no-cache" };
    Ok(([(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, disposition.as_str()), (header::CACHE_CONTROL, cache)], bytes)
        .into_response())
}

/// The rows as a workbook, to go in a larger file.
pub fn xlsx(here: &Here, title: &str, heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Vec<u8>, Failure> {
    dossier::render_table(title, heads, rows).map_err(|e| Failure::ours(here, e))
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

/// A cell that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection).
pub fn inert(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok();
    if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
