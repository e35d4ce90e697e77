//! What can go wrong when a dossier is rendered: never the reader's fault, always worth a precise report.

use rust_xlsxwriter::XlsxError;

#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template and the data do not fit, or the archive standard refuses a page: messages of the typesetter.
    #[error("la mise en page du dossier a échoué / the dossier could not be typeset: {}", .0.join(" ; "))]
    Typeset(Vec<String>),
    #[error("le classeur n’a pas pu être écrit / the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
}
