//! The study of one activity, for a territory or for the country: where it is, what the country imports of it, whom to call
//! by the two roads of relocation. The page, the paper and the workbook say the same, from here.

mod companies;
mod imports;
mod jobs;
mod told;
mod view;
mod workbook;

pub use companies::{Company, company};
pub use imports::{Imports, MethodView, ProductView, imports, product_name};
pub use jobs::{Departments, departments, jobs_map};
pub use told::{activity_view, by_department, called, known};
pub use view::{ActivityView, Call, DepartmentRow, NearRow, ZoneLine};
pub use workbook::activity_workbook;

use super::pressed;
use crate::RenderError;
use diagnose::SectorDiagnosis;
use domain::{Date, Lang, Text};
use factory::sectors::Study;
use reference::Reference;
use serde_json::json;
use typst::foundations::Bytes;

/// What is told: the answer, and the data that name what it holds.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub found: &'a SectorDiagnosis,
    pub study: &'a Study,
    pub reference: &'a Reference,
    /// Name of the territory that wants the activity, when one does.
    pub place: Option<&'a Text>,
}

/// The study as pages: PDF/A-3a, tagged, with its JSON attached. `map` is the drawing of [`jobs_map`], empty when there is
/// none; `on` is the day written in the file: the same study and day give the same bytes.
///
/// # Errors
/// When the template does not fit the data or a page breaks the archive standard: both are defects of this program.
pub fn print_activity(view: &ActivityView, map: &str, study: Vec<u8>, on: Date, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let mut data = serde_json::to_value(view).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    data["map"] = json!(!map.is_empty());
    let files = vec![("map.svg", Bytes::from_string(map.to_owned())), ("study.json", Bytes::new(study))];
    pressed("sector.typ", data, files, format!("rebond/filieres/{}/{on}/{}", view.title, lang.code()), on, lang)
}
