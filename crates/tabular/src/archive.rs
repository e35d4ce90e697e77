//! A workbook is an archive of XML: it is looked at before any reader of workbooks opens it.
//!
//! Everything is counted while it is unpacked and thrown away: an archive whose directory lies, an XML that declares
//! entities, a part or a list of texts without measure are refused, with a reason, in bounded time and memory.

use crate::Refusal;
use domain::Text;
use memchr::memmem;
use std::io::{Cursor, Read};

/// Files of an archive.
pub const MOST_ENTRIES: usize = 1_000;
/// Bytes of all its XML once unpacked.
const MOST_UNPACKED: u64 = 150_000_000;
/// Bytes of the list of texts that the cells of an XLSX share, and texts of it: the reader holds them all.
const MOST_SHARED_BYTES: u64 = 48_000_000;
const MOST_SHARED: usize = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Excel,
    OpenDocument,
    Other,
}

/// What an archive holds, by its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    pub names: Vec<String>,
}

impl Archive {
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|n| n.eq_ignore_ascii_case(name))
    }

    pub fn kind(&self) -> Kind {
        if self.has("xl/workbook.xml") {
            Kind::Excel
        } else if self.has("content.xml") {
            Kind::OpenDocument
        } else {
            Kind::Other
        }
    }
}

/// Reads the names of an archive and unpacks its XML to nothing.
///
/// # Errors
/// When it is not an archive, is too large in any way, or its XML declares entities.
pub fn inspect(bytes: &[u8]) -> Result<Archive, Refusal> {
    let count = entries(bytes);
    if count > MOST_ENTRIES {
        return Err(hostile(
            format!("une archive de {count} fichiers ({MOST_ENTRIES} au plus)"),
            format!("an archive of {count} files ({MOST_ENTRIES} at most)"),
        ));
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut archive = Archive::default();
    let mut left = MOST_UNPACKED;
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).map_err(|error| unreadable(&error))?;
        let name = entry.name().map_err(|error| unreadable(&error))?.into_owned();
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".xml") || lower.ends_with(".rels") {
            let shared = lower.ends_with("sharedstrings.xml");
            let most = if shared { left.min(MOST_SHARED_BYTES) } else { left };
            if entry.size() > most {
                return Err(too_large());
            }
            left -= unpack(&mut entry, most, shared)?;
        }
        archive.names.push(name);
    }
    Ok(archive)
}

/// Bytes that an entry gives, read to the end and forgotten.
fn unpack(entry: &mut impl Read, most: u64, shared: bool) -> Result<u64, Refusal> {
    /// Kept from one block to the next: a mark may lie across both.
    const OVERLAP: usize = 9;
    let (entity, string) = (memmem::Finder::new(b"<!DOCTYPE"), memmem::Finder::new(b"<si"));
    let mut block = vec![0_u8; 64 * 1024];
    let (mut held, mut total, mut texts) = (0, 0_u64, 0);
    loop {
        let read = entry.read(&mut block[held..]).map_err(|error| unreadable(&error))?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        let end = held + read;
        if total > most {
            return Err(too_large());
        }
        if entity.find(&block[..end]).is_some() {
            return Err(hostile(
                "le classeur déclare des entités XML (<!DOCTYPE), ce qu’aucun tableur n’écrit",
                "the workbook declares XML entities (<!DOCTYPE), which no spreadsheet program writes",
            ));
        }
        if shared {
            texts += string.find_iter(&block[..end]).count();
            if texts > MOST_SHARED {
                return Err(too_large());
            }
        }
        held = OVERLAP.min(end);
        block.copy_within(end - held..end, 0);
        if shared {
            // What lies in the overlap is counted in the next block.
            texts -= string.find_iter(&block[..held]).count();
        }
    }
}

/// Entries that the directory of an archive lists (PKWARE APPNOTE 4.3.12), counted before it is read.
fn entries(bytes: &[u8]) -> usize {
    memmem::find_iter(bytes, b"PK\x01\x02").count()
}

fn again() -> Text {
    Text::new("ouvrez-le puis enregistrez-le en .xlsx ou en CSV", "open it, then save it as .xlsx or CSV")
}

fn hostile(fr: impl Into<std::borrow::Cow<'static, str>>, en: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    (Text::new(fr.into(), en.into()), again())
}

fn too_large() -> Refusal {
    hostile("classeur trop grand une fois décompressé", "spreadsheet too large once unpacked")
}

pub(crate) fn unreadable(error: &dyn std::fmt::Display) -> Refusal {
    hostile(format!("classeur illisible ({error})"), format!("unreadable spreadsheet ({error})"))
}
