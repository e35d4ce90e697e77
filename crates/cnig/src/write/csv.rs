//! One table as CSV: UTF-8, headings of the standard, separator of its official example.

use crate::cell::written;
use crate::class::Class;
use crate::field::Kind;
use crate::record::{Record, Value};

/// The records of a table, its heading first even when there is none.
pub fn csv<'a>(class: Class, records: impl IntoIterator<Item = &'a Record>) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new().delimiter(class.separator()).from_writer(Vec::new());
    writer.write_record(class.fields().iter().map(|f| f.name.as_str()))?;
    for record in records.into_iter().filter(|r| r.class == class) {
        writer.write_record(record.values().map(|(field, value)| value.map_or(String::new(), |v| cell(field.kind, written(field, v)))))?;
    }
    writer.into_inner().map_err(|e| ::csv::Error::from(e.into_error()))
}

/// A text that a spreadsheet would run is led by an apostrophe (OWASP, CSV injection); our reader takes it away again.
fn cell(kind: Kind, text: String) -> String {
    let number = matches!(kind, Kind::Number | Kind::Whole | Kind::Money) || kind.is_geometry();
    if !number && text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

/// As [`cell`], for a value of any field.
pub(super) fn inert(field: &crate::Field, value: &Value) -> String {
    cell(field.kind, written(field, value))
}
