//! The dossier as a workbook: one table per sheet, real numbers and dates, so that a committee can count by itself.

pub mod book;
mod calendar;
mod measures;
mod plan;
mod project;
mod sites;

use crate::RenderError;
use book::Book;
use domain::Lang;
use factory::Dossier;

/// Twelve sheets in the order of the PDF, every row of every table. The workbook is dated from the day the project is
/// judged at: the same dossier gives the same bytes.
///
/// # Errors
/// When the workbook cannot be written: a defect of this program.
pub fn render_xlsx(dossier: &Dossier, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let mut book = Book::new(&dossier.project.title, dossier.project.judged_on, lang)?;
    project::summary(&mut book, dossier)?;
    project::facts(&mut book, dossier)?;
    measures::measures(&mut book, dossier)?;
    measures::reasons(&mut book, dossier)?;
    sites::sites(&mut book, dossier)?;
    sites::contributions(&mut book, dossier)?;
    calendar::calendar(&mut book, dossier)?;
    plan::lines(&mut book, dossier)?;
    plan::checks(&mut book, dossier)?;
    plan::payments(&mut book, dossier)?;
    project::missing(&mut book, dossier)?;
    project::sources(&mut book, dossier)?;
    book.bytes()
}
