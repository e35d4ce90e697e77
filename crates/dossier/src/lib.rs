//! Renders a dossier for the people who decide: a PDF to hold in hand, a workbook to count with, JSON to exchange.
//!
//! The same dossier always gives the same bytes: no clock, no file system, no network, embedded fonts.

mod cite;
mod error;
mod labels;
mod map;
pub mod minutes;
mod outlines;
pub mod paper;
mod pdf;
pub mod sectors;
mod table;
mod view;
mod words;
mod world;
mod xlsx;

pub use error::RenderError;
pub use map::{Extras, MapPath};
pub use pdf::render_pdf;
pub use table::{render_columns, render_table};
pub use xlsx::render_xlsx;

use factory::Dossier;

/// The whole dossier as indented JSON, keys in the order of the types, one newline at the end.
/// Amounts are integer cents, dates are ISO 8601.
pub fn render_json(dossier: &Dossier) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(dossier).expect("a dossier holds only string keys and finite shapes");
    bytes.push(b'\n');
    bytes
}
