//! A file as a person has it (plain, .gz, .zip), read once from end to end, with its digest and how far reading is.

use domain::Text;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Bytes read at a time: large enough for the digest and the decompression to run at their own speed.
const STEP: usize = 1 << 20;

/// An open file, decompressed on the way.
pub struct Input {
    /// As the person named it.
    pub name: String,
    /// Bytes of the text, decompressed.
    pub reader: Box<dyn Read + Send>,
    /// Name of the member read, for a .zip.
    pub member: Option<String>,
    tap: Tap,
    /// Bytes of the file on the disk.
    size: u64,
}

/// What has gone through: shared with whoever shows progress.
#[derive(Clone)]
struct Tap {
    read: Arc<AtomicU64>,
    digest: Arc<Mutex<Sha256>>,
}

struct Tapped {
    file: File,
    tap: Tap,
}

impl Read for Tapped {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.tap.read.fetch_add(count as u64, Ordering::Relaxed);
        if let Ok(mut digest) = self.tap.digest.lock() {
            digest.update(&buffer[..count]);
        }
        Ok(count)
    }
}

impl Input {
    /// Opens `path`; `member` tells which file of a .zip is the data. Kinds are told by the first bytes, not the name.
    pub fn open(path: &Path, member: &dyn Fn(&str) -> bool) -> Result<Input, Text> {
        let name = path.display().to_string();
        let fail = |e: &dyn std::fmt::Display| cannot_read(&name, e);
        let mut file = File::open(path).map_err(|e| fail(&e))?;
        if file.metadata().map_err(|e| fail(&e))?.is_dir() {
            return Err(fail(&"un dossier / a folder"));
        }
        let size = file.metadata().map_err(|e| fail(&e))?.len();
        let mut head = [0_u8; 4];
        let count = read_full(&mut file, &mut head).map_err(|e| fail(&e))?;
        file.seek(SeekFrom::Start(0)).map_err(|e| fail(&e))?;
        let tap = Tap { read: Arc::default(), digest: Arc::new(Mutex::new(Sha256::new())) };
        if &head[..count] == b"PK\x03\x04" {
            return Input::zip(name, file, size, tap, member);
        }
        let tapped = Tapped { file, tap: tap.clone() };
        let reader: Box<dyn Read + Send> = if head[..count.min(2)] == *b"\x1f\x8b" {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(STEP, tapped)))
        } else {
            Box::new(tapped)
        };
        Ok(Input { name, reader, member: None, tap, size })
    }

    /// The directory of a .zip is at its end: its digest is taken first, in a pass of its own.
    fn zip(name: String, mut file: File, size: u64, tap: Tap, member: &dyn Fn(&str) -> bool) -> Result<Input, Text> {
        let fail = |e: &dyn std::fmt::Display| cannot_read(&name, e);
        let mut digest = Sha256::new();
        let mut buffer = vec![0; STEP];
        loop {
            let count = file.read(&mut buffer).map_err(|e| fail(&e))?;
            if count == 0 {
                break;
            }
            digest.update(&buffer[..count]);
        }
        let mut archive = zip::ZipArchive::new(file).map_err(|e| fail(&e))?;
        let mut names = Vec::new();
        let mut wanted = Vec::new();
        for rank in 0..archive.len() {
            let entry = archive.by_index_raw(rank).map_err(|e| fail(&e))?;
            let inside = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if entry.is_file() && member(&inside) {
                wanted.push((inside.clone(), entry.data_start(), entry.compressed_size(), entry.compression()));
            }
            names.push(inside);
        }
        let [(one, start, packed, method)] = wanted.as_slice() else {
            return Err(which_member(&name, &names, wanted.len()));
        };
        let (start, packed) = (start.unwrap_or_default(), *packed);
        let mut file = archive.into_inner();
        file.seek(SeekFrom::Start(start)).map_err(|e| fail(&e))?;
        // The bytes of the member are counted as they come; their digest was part of the file's.
        let counted = Counted { inner: file.take(packed), read: Arc::clone(&tap.read) };
        let reader: Box<dyn Read + Send> = match method {
            zip::CompressionMethod::Stored => Box::new(counted),
            zip::CompressionMethod::Deflated => Box::new(flate2::bufread::DeflateDecoder::new(BufReader::with_capacity(STEP, counted))),
            other => return Err(fail(&format!("{other:?}"))),
        };
        let member = Some(one.clone());
        let digest = Arc::new(Mutex::new(digest));
        Ok(Input { name, reader, member, tap: Tap { digest, ..tap }, size: packed.min(size) })
    }

    /// Bytes of the file read so far, and of the whole file: a share of the work done, whatever the compression.
    pub fn meter(&self) -> Meter {
        Meter { read: Arc::clone(&self.tap.read), of: self.size }
    }

    /// SHA-256 of the whole file, in hexadecimal: reads what the work left unread.
    pub fn digest(mut self) -> Result<String, Text> {
        let mut rest = vec![0; STEP];
        loop {
            match self.reader.read(&mut rest) {
                Ok(0) => break,
                Ok(_) => {}
                Err(e) => return Err(cannot_read(&self.name, &e)),
            }
        }
        drop(self.reader);
        let digest = self.tap.digest.lock().map(|d| d.clone()).unwrap_or_default();
        Ok(digest.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }
}

struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// How far reading is.
#[derive(Clone)]
pub struct Meter {
    read: Arc<AtomicU64>,
    pub of: u64,
}

impl Meter {
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// For data that are not read through [`Input`].
    pub fn counting(of: u64) -> Meter {
        Meter { read: Arc::default(), of }
    }

    pub fn add(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// SHA-256 of a file, in hexadecimal.
pub fn file_digest(path: &Path) -> Result<String, Text> {
    let mut file = File::open(path).map_err(|e| cannot_read(&path.display().to_string(), &e))?;
    let (mut digest, mut buffer) = (Sha256::new(), vec![0; STEP]);
    loop {
        let count = file.read(&mut buffer).map_err(|e| cannot_read(&path.display().to_string(), &e))?;
        if count == 0 {
            return Ok(digest.finalize().iter().map(|b| format!("{b:02x}")).collect());
        }
        digest.update(&buffer[..count]);
    }
}

/// As many bytes as there are, up to the length of `buffer`.
pub fn read_full(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

pub fn cannot_read(name: &str, error: &dyn std::fmt::Display) -> Text {
    Text::new(
        format!("{name} : lecture impossible ({error}). Rien n’a changé dans les données déjà importées."),
        format!("{name}: cannot be read ({error}). Nothing changed in the data already imported."),
    )
}

fn which_member(name: &str, names: &[String], found: usize) -> Text {
    let list = names.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
    match found {
        0 => Text::new(
            format!("{name} ne contient pas le fichier attendu ; il contient : {list}"),
            format!("{name} does not hold the expected file; it holds: {list}"),
        ),
        _ => Text::new(
            format!("{name} contient plusieurs fichiers possibles : {list}. Dites l’année (--year), ou décompressez et donnez le fichier."),
            format!("{name} holds several possible files: {list}. Say the year (--year), or unpack it and give the file."),
        ),
    }
}
