//! From the bytes of a file to headings and rows of text: what the crate `tabular` reads, and GeoJSON.

mod features;

use crate::shape::Refusal;
pub(crate) use tabular::Sheet;
use tabular::{Rows, tidy};

/// Every table of a file, at least one. A GeoPackage is a database and is read elsewhere (crate `geopackage`).
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let head: Vec<u8> = bytes.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(4).collect();
    let geographic = head.starts_with(b"{") || head.starts_with(b"\xef\xbb\xbf{");
    if geographic && bytes.len() <= tabular::MOST_BYTES { Ok(vec![features::read(bytes)?]) } else { tabular::sheets(bytes) }
}
