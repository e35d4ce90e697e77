//! The paper of a committee, from one value: PDF to hold and to keep, DOCX to be worked on before the meeting.

use crate::{RenderError, pdf, words, world};
use docx_rs::{AlignmentType, BreakType, Docx, Paragraph, Run, RunFonts, Style, StyleType, Table, TableCell, TableRow};
use domain::{Date, Lang};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::Cursor;
use typst::foundations::Bytes;

/// What the paper says, already in the reader's language.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    pub title: String,
    /// Whose committee: the territory and its phase.
    pub place: String,
    /// (label, words): the day it was made, since when.
    pub about: Vec<(String, String)>,
    /// Said in full before anything else: invented data. Empty otherwise.
    pub warning: String,
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Part {
    pub heading: String,
    /// Under the heading; empty when there is nothing to add.
    pub note: String,
    /// None: the part is a list of lines.
    pub heads: Vec<String>,
    /// Columns of figures, aligned to the right.
    pub figures: Vec<usize>,
    pub rows: Vec<Vec<String>>,
    /// What is said when there is no row.
    pub none: String,
}

/// The paper as pages: PDF/A-3a, tagged, with its JSON attached. The same paper gives the same bytes.
///
/// # Errors
/// When the template does not fit the data or a page breaks the archive standard: both are defects of this program.
pub fn print(paper: &Paper, on: Date, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let whole = serde_json::to_vec_pretty(paper).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    let mut data = serde_json::to_value(paper).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    if let Value::Object(fields) = &mut data {
        fields.insert("lang".to_owned(), json!(lang.code()));
        fields.insert("words".to_owned(), json!(words::all(lang)));
    }
    pdf::printable(&mut data);
    let sheet = world::Sheet {
        main: "committee.typ",
        files: vec![("data.json", Bytes::from_string(data.to_string())), ("paper.json", Bytes::new(whole))],
        date: on,
    };
    pdf::print(&sheet, format!("rebond/comite/{}/{on}/{}", paper.place, lang.code()))
}

/// Half-points: what a word processor counts type in.
const BODY: usize = 20;

/// The paper for a word processor: headings, tables and nothing that hides.
///
/// # Errors
/// When the archive cannot be written in memory.
pub fn write_docx(paper: &Paper, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
    let heading = |id: &str, name: &str, size| Style::new(id, StyleType::Paragraph).name(name).size(size).bold();
    let mut docx = Docx::new()
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(BODY)
        .created_at("2020-01-01T00:00:00Z")
        .updated_at("2020-01-01T00:00:00Z")
        .add_style(heading("Title", "Title", 40))
        .add_style(heading("Heading1", "heading 1", 28))
        .add_paragraph(Paragraph::new().style("Title").add_run(run(&paper.title)))
        .add_paragraph(Paragraph::new().add_run(run(&paper.place)));
    for (label, words) in &paper.about {
        docx = docx.add_paragraph(Paragraph::new().add_run(run(&format!("{label}{colon} {words}"))));
    }
    if !paper.warning.is_empty() {
        docx = docx.add_paragraph(Paragraph::new().add_run(run(&paper.warning).bold()));
    }
    for part in &paper.parts {
        docx = docx.add_paragraph(Paragraph::new().style("Heading1").keep_next(true).add_run(run(&part.heading)));
        if !part.note.is_empty() {
            docx = docx.add_paragraph(Paragraph::new().add_run(run(&part.note).italic()));
        }
        docx = match (part.rows.is_empty(), part.heads.is_empty()) {
            (true, _) => docx.add_paragraph(Paragraph::new().add_run(run(&part.none))),
            (false, true) => part
                .rows
                .iter()
                .fold(docx, |docx, row| docx.add_paragraph(Paragraph::new().add_run(run(&format!("– {}", row.join(" · ")))))),
            (false, false) => docx.add_table(table(part)),
        };
    }
    let mut bytes = Cursor::new(vec![]);
    docx.build().pack(&mut bytes).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    Ok(bytes.into_inner())
}

fn table(part: &Part) -> Table {
    let cell = |at: usize, run: Run| {
        let paragraph = Paragraph::new().add_run(run);
        let paragraph = if part.figures.contains(&at) { paragraph.align(AlignmentType::Right) } else { paragraph };
        TableCell::new().add_paragraph(paragraph)
    };
    let row = |cells: &[String], bold: bool| {
        let cells = cells.iter().enumerate().map(|(at, text)| cell(at, if bold { run(text).bold() } else { run(text) }));
        TableRow::new(cells.collect()).cant_split()
    };
    Table::new(std::iter::once(row(&part.heads, true)).chain(part.rows.iter().map(|cells| row(cells, false))).collect())
}

/// Text as XML takes it: without control characters, with its ends of lines.
fn run(text: &str) -> Run {
    let mut run = Run::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line.chars().filter(|c| !c.is_control()).collect::<String>());
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> Paper {
        let part = Part {
            heading: "En retard (1)".into(),
            note: String::new(),
            heads: vec!["Numéro".into(), "Fiche".into(), "Jours".into()],
            figures: vec![2],
            rows: vec![vec!["2.3".into(), "Halle <A> & « B »\nsuite\u{7}".into(), "12".into()]],
            none: "Rien n’est en retard.".into(),
        };
        let lines = Part {
            heads: vec![],
            figures: vec![],
            heading: "Points bloquants".into(),
            rows: vec![vec!["Dérogation".into(), "État".into()]],
            ..part.clone()
        };
        let empty = Part { rows: vec![], heading: "Décisions".into(), ..part.clone() };
        Paper {
            title: "Papier de comité".into(),
            place: "Grand Chalon (phase 2)".into(),
            about: vec![("Fait le".into(), "28 novembre 2026".into())],
            warning: "Données inventées".into(),
            parts: vec![part, lines, empty],
        }
    }

    #[test]
    fn the_paper_is_an_archive_file_and_the_same_paper_is_the_same_bytes() {
        let on = Date::constant(2026, 11, 28);
        for lang in [Lang::Fr, Lang::En] {
            let bytes = print(&paper(), on, lang).expect("printed");
            assert!(bytes.starts_with(b"%PDF-") && bytes == print(&paper(), on, lang).expect("printed"));
        }
    }

    #[test]
    fn the_paper_for_a_word_processor_holds_every_word_and_no_markup_of_ours() {
        let bytes = write_docx(&paper(), Lang::Fr).expect("written");
        assert_eq!(bytes, write_docx(&paper(), Lang::Fr).expect("written"), "the same paper gives other bytes");
        // Parts are stored without compression: the text is there to be read.
        let text = String::from_utf8_lossy(&bytes);
        assert!(bytes.starts_with(b"PK") && text.contains("word/document.xml"));
        for words in
            ["Papier de comité", "Halle &lt;A&gt; &amp; « B »", "suite", "Dérogation · État", "Rien n’est en retard.", "Données inventées"]
        {
            assert!(text.contains(words), "{words} is missing");
        }
        assert!(!text.contains('\u{7}') && !text.contains("<A>"));
        let english = write_docx(&paper(), Lang::En).expect("written");
        assert!(
            text.contains("Fait le\u{a0}: 28") && String::from_utf8_lossy(&english).contains("Fait le: 28"),
            "as each language writes a colon"
        );
    }
}
