//! The closed world the typesetter works in: the embedded templates and fonts, one file of data, nothing else.

use domain::Date;
use include_dir::{Dir, include_dir};
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

const FONT_FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/IBMPlexSans-Regular.ttf"),
    include_bytes!("../fonts/IBMPlexSans-Medium.ttf"),
    include_bytes!("../fonts/IBMPlexSans-SemiBold.ttf"),
    include_bytes!("../fonts/IBMPlexSans-Italic.ttf"),
];

/// What never changes between two dossiers: read once.
struct Press {
    standard: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONT_FILES.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    let sources = TEMPLATES.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?;
        Some(Source::new(id(name), file.contents_utf8()?.to_owned()))
    });
    Press {
        standard: LazyHash::new(Library::builder().build()),
        book: LazyHash::new(FontBook::from_infos(fonts.iter().map(one_family))),
        sources: sources.collect(),
        fonts,
    }
});

/// The medium and semi-bold files carry abbreviated family names ("Medm", "SmBld"): here they are weights of one family.
fn one_family(font: &Font) -> FontInfo {
    FontInfo { family: "IBM Plex Sans".to_owned(), ..font.info().clone() }
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("names of embedded files are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// True when every weight of the typeface can draw the character: an archive may not hold a blank box.
pub fn can_print(c: char) -> bool {
    let private = matches!(c as u32, 0xE000..=0xF8FF | 0xF0000..=0x10FFFF);
    !private && PRESS.fonts.iter().all(|font| font.info().coverage.contains(c as u32))
}

pub struct Sheet {
    /// The template that lays the others out.
    pub main: &'static str,
    /// What the templates read, by name: `data.json`, `map.svg`…
    pub files: Vec<(&'static str, Bytes)>,
    pub date: Date,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.standard
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }
    fn main(&self) -> FileId {
        id(self.main)
    }
    fn source(&self, wanted: FileId) -> FileResult<Source> {
        PRESS.sources.iter().find(|s| s.id() == wanted).cloned().ok_or_else(|| missing(wanted))
    }
    fn file(&self, wanted: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(name, _)| id(name) == wanted).map(|(_, bytes)| bytes.clone()).ok_or_else(|| missing(wanted))
    }
    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }
    /// The day the dossier is judged at: a dossier rendered again next year is the same dossier.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        datetime(self.date)
    }
}

pub fn datetime(date: Date) -> Option<Datetime> {
    Datetime::from_ymd_hms(i32::from(date.year()), date.month() as u8, date.day() as u8, 0, 0, 0)
}

fn missing(wanted: FileId) -> FileError {
    FileError::NotFound(wanted.get().vpath().get_with_slash().into())
}
