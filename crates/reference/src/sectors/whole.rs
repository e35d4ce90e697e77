//! A small file read whole, unpacked when it is packed: tables that are not streamed, workbooks among them.

use super::input::{Input, cannot_read, file_digest};
use domain::Text;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

/// Bytes once unpacked.
const MOST: u64 = 64_000_000;

/// The bytes and the SHA-256 of the file. A .zip gives its one member that `member` wants, unless it is itself a workbook.
pub fn read(path: &Path, member: &dyn Fn(&str) -> bool) -> Result<(Vec<u8>, String), Text> {
    let name = path.display().to_string();
    let fail = |e: &dyn std::fmt::Display| cannot_read(&name, e);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes)).map_err(|e| fail(&e))?;
    let packed = bytes.starts_with(b"\x1f\x8b") || (bytes.starts_with(b"PK\x03\x04") && !is_workbook(&bytes));
    if packed {
        bytes.clear();
        let mut input = Input::open(path, member)?;
        (&mut input.reader).take(MOST + 1).read_to_end(&mut bytes).map_err(|e| fail(&e))?;
    }
    if bytes.len() as u64 > MOST {
        let most = MOST / 1_000_000;
        return Err(fail(&format!("plus de {most} Mo / over {most} MB")));
    }
    Ok((bytes, file_digest(path)?))
}

/// XLSX and ODS are archives too; each names its kind in a member of its own.
fn is_workbook(bytes: &[u8]) -> bool {
    let kinds = ["[Content_Types].xml", "mimetype"];
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| kinds.iter().any(|kind| archive.index_for_name(kind).is_some()))
}
