//! Files as people make them: text in an old encoding, XLSX written by a library, ODS written by hand.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

/// A cell of an ODS.
pub enum Ods<'a> {
    Text(&'a str),
    Number(&'a str),
    Date(&'a str),
}

pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("an archive").into_inner()
}

pub fn ods_of(content: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"),
        ("content.xml", content.as_bytes()),
    ])
}

pub fn ods(rows: &[Vec<Ods>]) -> Vec<u8> {
    let escape = |t: &str| t.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "</text:p><text:p>");
    let cell = |cell: &Ods| match cell {
        Ods::Text("") => "<table:table-cell/>".to_owned(),
        Ods::Text(t) => format!("<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", escape(t)),
        Ods::Number(n) => {
            format!("<table:table-cell office:value-type=\"currency\" office:value=\"{n}\"><text:p>{n} €</text:p></table:table-cell>")
        }
        Ods::Date(d) => {
            format!("<table:table-cell office:value-type=\"date\" office:date-value=\"{d}\"><text:p>{d}</text:p></table:table-cell>")
        }
    };
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(cell).collect();
            // The emptiness that LibreOffice writes at the end of each row.
            format!("<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16370\"/></table:table-row>")
        })
        .collect();
    let rest = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    ods_of(&format!("<table:table table:name=\"Fiches\">{rows}{rest}</table:table>"))
}

/// The same archive with one file changed.
pub fn changed(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("an entry");
        let own = entry.name().expect("a name").into_owned();
        if own == name {
            bytes = change(String::from_utf8(bytes).expect("text")).into_bytes();
        }
        files.push((own, bytes));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    archive(&files)
}

/// The file as Excel for Macintosh saved it: days counted from 1904.
pub fn from_1904(bytes: &[u8]) -> Vec<u8> {
    changed(bytes, "xl/workbook.xml", |xml| {
        let with = xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
        assert_ne!(xml, with, "the workbook has its properties");
        with
    })
}

/// Most memory this process has held so far, in megabytes; none outside Linux.
pub fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1_024)
}
