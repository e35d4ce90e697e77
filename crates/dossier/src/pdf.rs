//! From the dossier to an archive PDF: PDF/A-3a, tagged, accessible, with the dossier's JSON attached.

use crate::{Extras, RenderError, render_json, view, world};
use domain::Lang;
use factory::Dossier;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use unicode_normalization::UnicodeNormalization;

/// The dossier as pages. The date of the file is the day the project is judged at, so the same dossier gives the same
/// bytes.
///
/// # Errors
/// When the template does not fit the data or a page breaks the archive standard: both are defects of this program.
pub fn render_pdf(dossier: &Dossier, lang: Lang, extras: &Extras) -> Result<Vec<u8>, RenderError> {
    let mut data = serde_json::to_value(view::build(dossier, lang, extras)).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    printable(&mut data);
    let sheet = world::Sheet {
        main: "main.typ",
        files: vec![
            ("data.json", Bytes::from_string(data.to_string())),
            ("dossier.json", Bytes::new(render_json(dossier))),
            ("map.svg", Bytes::from_string(extras.svg())),
        ],
        date: dossier.project.judged_on,
    };
    print(&sheet, format!("rebond/{}/{}/{}", dossier.project.title, dossier.project.judged_on, lang.code()))
}

/// Pages as an archive file. `ident` names the document: the same name and data give the same bytes.
pub fn print(sheet: &world::Sheet, ident: String) -> Result<Vec<u8>, RenderError> {
    let compiled = typst::compile::<PagedDocument>(sheet);
    let pages = compiled.output.map_err(|errors| refused(&errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).map_err(|e| RenderError::Typeset(vec![e.message().to_string()]))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Rebond".to_owned())),
        timestamp: world::datetime(sheet.date).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&pages, &options).map_err(|errors| refused(&errors));
    // Memoised layouts of older documents would otherwise pile up in a long-lived server.
    typst::comemo::evict(4);
    bytes
}

fn refused(errors: &[SourceDiagnostic]) -> RenderError {
    let line = |e: &SourceDiagnostic| e.hints.iter().fold(e.message.to_string(), |text, hint| format!("{text} ({})", hint.v));
    RenderError::Typeset(errors.iter().map(line).collect())
}

/// Texts reduced to what the typeface can draw; anything else becomes "?", and stays whole in the attached JSON.
pub fn printable(value: &mut Value) {
    match value {
        Value::String(text) => {
            // Invisible signs go first: some fonts hold them, and those that turn the reading order are a trap.
            let invisible = |c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
            let keep = |c: char| match c {
                '\n' | '\t' => Some(c),
                c if c.is_control() || invisible(c) => None,
                c if world::can_print(c) => Some(c),
                _ => Some('?'),
            };
            *text = text.nfc().filter_map(keep).collect();
        }
        Value::Array(items) => items.iter_mut().for_each(printable),
        Value::Object(map) => map.values_mut().for_each(printable),
        _ => {}
    }
}
