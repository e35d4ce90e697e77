//! A file that somebody gives to be kept and handed to others: what it is, by its content, never by what it claims.
//!
//! Few kinds, each recognised whole: a file that is two things at once (a PDF that is also a page, a picture with an
//! archive behind it), a page, a drawing, a program or a workbook with macros is refused, with what to do instead.

use domain::Text;

/// Bytes of one file.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Png,
    Jpeg,
    Docx,
    Xlsx,
    Odt,
    Ods,
    Csv,
    Txt,
}

const KINDS: [(Kind, &str, &[&str]); 9] = [
    (Kind::Pdf, "application/pdf", &["pdf"]),
    (Kind::Png, "image/png", &["png"]),
    (Kind::Jpeg, "image/jpeg", &["jpg", "jpeg"]),
    (Kind::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    (Kind::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    (Kind::Odt, "application/vnd.oasis.opendocument.text", &["odt"]),
    (Kind::Ods, "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    (Kind::Csv, "text/csv; charset=utf-8", &["csv"]),
    (Kind::Txt, "text/plain; charset=utf-8", &["txt"]),
];

/// What is wrong, and how to mend it.
pub type Refusal = (Text, Text);

impl Kind {
    pub fn media(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("application/octet-stream", |(_, media, _)| media)
    }
    fn endings(self) -> &'static [&'static str] {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or(&[], |(.., endings)| endings)
    }
}

/// The last part of a path, without control characters or what a file system or a header would mind.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !"<>:\"|?*;".contains(*c) && !is_turning(*c)).collect();
    let kept = kept.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let (stem, ending) = kept.rsplit_once('.').unwrap_or((kept, ""));
    let stem: String = stem.chars().take(100).collect();
    match (stem.is_empty(), ending.is_empty()) {
        (true, _) => "fichier".to_owned(),
        (false, true) => stem,
        (false, false) => format!("{stem}.{}", ending.chars().take(10).collect::<String>()),
    }
}

/// Characters that turn the direction of writing, so that a program reads as a PDF.
fn is_turning(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The kind of a file, when it is one that is kept and its name says the same.
///
/// # Errors
/// In words, with what to do.
pub fn recognise(name: &str, bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.is_empty() {
        return Err(refusal("le fichier est vide", "the file is empty", "choisissez-en un autre", "choose another"));
    }
    if bytes.len() > MOST_BYTES {
        return Err(refusal(
            "le fichier dépasse 10 Mo",
            "the file is over 10 MB",
            "allégez-le ou donnez-en l’adresse",
            "make it lighter or give its address",
        ));
    }
    let kind = content(bytes, name)?;
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if !kind.endings().contains(&ending.as_str()) {
        let right = kind.endings()[0];
        return Err((
            Text::new(
                format!("le nom finit par « {ending} », le contenu est « {right} »"),
                format!("the name ends in “{ending}”, the content is “{right}”"),
            ),
            Text::new(format!("renommez-le en .{right} s’il est bien cela"), format!("rename it to .{right} if it is indeed that")),
        ));
    }
    Ok(kind)
}

fn content(bytes: &[u8], name: &str) -> Result<Kind, Refusal> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") {
        return archive(bytes);
    }
    // An archive is read from its end: whatever comes before it, it opens.
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let two_things = holds(tail, b"PK\x05\x06") || holds_markup(&bytes[..bytes.len().min(2_048)]);
    if starts(b"%PDF-") {
        let ended = holds(&bytes[bytes.len().saturating_sub(2_048)..], b"%%EOF");
        return if two_things || !ended { Err(twofold()) } else { Ok(Kind::Pdf) };
    }
    if starts(b"\x89PNG\r\n\x1a\n") {
        return if two_things || !bytes.ends_with(b"IEND\xaeB`\x82") { Err(twofold()) } else { Ok(Kind::Png) };
    }
    if starts(b"\xff\xd8\xff") {
        let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
        return if two_things || !bytes[..end].ends_with(b"\xff\xd9") { Err(twofold()) } else { Ok(Kind::Jpeg) };
    }
    if two_things {
        return Err(other());
    }
    text(bytes, name)
}

fn archive(bytes: &[u8]) -> Result<Kind, Refusal> {
    let archive = tabular::inspect(bytes)?;
    let macros = archive.names.iter().any(|n| {
        let n = n.to_ascii_lowercase();
        n.ends_with("vbaproject.bin") || n.starts_with("basic/") || n.starts_with("scripts/") || n.contains("activex")
    });
    if macros {
        return Err(refusal(
            "le document contient des macros",
            "the document holds macros",
            "enregistrez-le sans macros (.docx, .xlsx, .odt, .ods)",
            "save it without macros (.docx, .xlsx, .odt, .ods)",
        ));
    }
    if archive.has("word/document.xml") {
        return Ok(Kind::Docx);
    }
    if archive.has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    // The first entry of an OpenDocument, stored bare, says which it is.
    let head = &bytes[..bytes.len().min(200)];
    if archive.has("content.xml") && holds(head, b"application/vnd.oasis.opendocument.text") {
        return Ok(Kind::Odt);
    }
    if archive.has("content.xml") && holds(head, b"application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Kind::Ods);
    }
    Err(other())
}

/// Text that is nothing else: no markup, no zero byte, no program.
fn text(bytes: &[u8], name: &str) -> Result<Kind, Refusal> {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let program = bytes.starts_with(b"#!") || bytes.starts_with(b"MZ") || bytes.starts_with(b"\x7fELF");
    let control = bytes.iter().any(|b| matches!(b, 0 if !wide) || matches!(b, 1..=8 | 14..=26 | 28..=31 if !wide));
    if program || control || holds_markup(&bytes[..bytes.len().min(65_536)]) {
        return Err(other());
    }
    let csv = name.to_lowercase().ends_with(".csv");
    Ok(if csv { Kind::Csv } else { Kind::Txt })
}

/// What a browser could take for a page or a drawing, in any width of character.
fn holds_markup(bytes: &[u8]) -> bool {
    let plain: Vec<u8> = bytes.iter().filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    const MARKS: [&[u8]; 10] = [b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml", b"<?php", b"<img"];
    MARKS.iter().any(|mark| holds(&plain, mark))
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|w| w == mark)
}

fn twofold() -> Refusal {
    refusal(
        "ce fichier n’est pas seulement ce que son début annonce, ou il est coupé",
        "this file is not only what its beginning says, or it is cut short",
        "enregistrez-le de nouveau depuis le logiciel qui l’a fait",
        "save it again from the program that made it",
    )
}

fn other() -> Refusal {
    refusal(
        "ce genre de fichier n’est pas gardé",
        "this kind of file is not kept",
        "donnez un PDF, une image PNG ou JPEG, un DOCX, XLSX, ODT ou ODS sans macros, un CSV ou un texte",
        "give a PDF, a PNG or JPEG picture, a DOCX, XLSX, ODT or ODS without macros, a CSV or a text",
    )
}

fn refusal(fr: &str, en: &str, mend_fr: &str, mend_en: &str) -> Refusal {
    (Text::new(fr, en), Text::new(mend_fr, mend_en))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0....\xff\xd9";
    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

    #[test]
    fn each_kind_is_known_by_its_content_and_must_bear_its_name() {
        for (name, bytes, kind) in [
            ("plan.pdf", PDF, Kind::Pdf),
            ("Photo.PNG", PNG, Kind::Png),
            ("photo.jpeg", JPEG, Kind::Jpeg),
            ("liste.csv", "nom;coût\nA;1\n".as_bytes(), Kind::Csv),
            ("note.txt", b"3 < 5 et 7 > 2\n", Kind::Txt),
        ] {
            assert_eq!(recognise(name, bytes).map_err(|(what, _)| what.fr), Ok(kind), "{name}");
        }
        for (name, bytes) in
            [("plan.pdf", PNG), ("photo.png", PDF), ("photo.jpg", b"texte" as &[u8]), ("plan", PDF), ("a.html", b"bonjour")]
        {
            let (what, mend) = recognise(name, bytes).expect_err(name);
            assert!(what.fr.contains("contenu") && mend.fr.contains("renommez"), "{name}: {what:?}");
        }
    }

    #[test]
    fn a_file_that_is_two_things_is_neither() {
        let with = |start: &[u8], more: &[u8], end: &[u8]| [start, more, end].concat();
        let zip = b"PK\x03\x04x\x00PK\x05\x06\x00\x00";
        for (name, bytes) in [
            ("a.pdf", with(b"%PDF-1.7\n<html><script>alert(1)</script>", b"", b"\n%%EOF")),
            ("a.pdf", with(PDF, zip, b"%%EOF")),
            ("a.pdf", with(b"<html>", PDF, b"")),
            ("a.pdf", b"%PDF-1.7 cut".to_vec()),
            ("a.png", with(PNG, zip, b"")),
            ("a.png", with(PNG, b"<script>", b"IEND\xaeB`\x82")),
            ("a.jpg", with(JPEG, zip, b"\xff\xd9")),
            ("a.jpg", with(JPEG, b"more", b"")),
            ("a.svg", b"<svg xmlns='x' onload='alert(1)'/>".to_vec()),
            ("a.txt", b"  <SVG onload=alert(1)>".to_vec()),
            ("a.csv", b"a;b\n<script>alert(1)</script>;2\n".to_vec()),
            ("a.txt", "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("a.txt", b"#!/bin/sh\nrm -rf x\n".to_vec()),
            ("a.txt", b"MZ\x90\x00".to_vec()),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
            ("a.txt", vec![]),
        ] {
            assert!(recognise(name, &bytes).is_err(), "{name}: {:?}", String::from_utf8_lossy(&bytes));
        }
        assert!(recognise("a.txt", &vec![b'a'; MOST_BYTES + 1]).is_err());
    }

    #[test]
    fn a_name_keeps_what_a_person_reads_and_nothing_that_acts() {
        for (given, kept) in [
            ("C:\\Users\\x\\Dossier final.pdf", "Dossier final.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
            ("facture\u{202e}fdp.exe", "facturefdp.exe"),
            ("", "fichier"),
            ("...", "fichier"),
            ("été « 2020 ».xlsx", "été « 2020 ».xlsx"),
        ] {
            assert_eq!(clean_name(given), kept);
        }
        assert!(clean_name(&"x".repeat(500)).len() <= 100);
    }
}
