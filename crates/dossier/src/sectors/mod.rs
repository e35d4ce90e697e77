//! The study of a territory's sectors, and that of one activity, printed in the hand of the dossier, and as the words and
//! figures that pages show.

mod activity;
mod picture;
mod portrait;
mod roads;
mod told;
mod view;
mod workbook;

pub use activity::{
    ActivityView, Call, Company, DepartmentRow, Departments, Imports, MethodView, NearRow, ProductView, Subject, ZoneLine, activity_view,
    activity_workbook, by_department, called, company, departments, imports, jobs_map, known, print_activity, product_name,
};
pub use picture::{Ink, Spot, picture};
pub use told::{figure_names, quadrant, sources, spots, stands_on, territory_view, weighed};
pub use view::{Candidate, ChangeRow, ChangeView, Cited, Figure, GapRow, More, Road, RoadRow, Score, TerritoryView};

pub use workbook::workbook;

use crate::{RenderError, pdf, words, world};
use domain::{Date, Lang};
use serde_json::{Value, json};
use typst::foundations::Bytes;

/// The study as pages: PDF/A-3a, tagged, with its JSON attached. `on` is the day written in the file: the same study and
/// day give the same bytes.
///
/// # Errors
/// When the template does not fit the data or a page breaks the archive standard: both are defects of this program.
pub fn print(view: &TerritoryView, spots: &[Spot], json: Vec<u8>, on: Date, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let data = serde_json::to_value(view).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    let drawing = picture(spots, &words::say(lang, "picture-alt"), "", lang, Ink::Attributes);
    let files = vec![("picture.svg", Bytes::from_string(drawing)), ("study.json", Bytes::new(json))];
    pressed("territory-sectors.typ", data, files, format!("rebond/filieres/{}/{on}/{}", view.title, lang.code()), on, lang)
}

/// A study as pages, laid out by `main` from its data, the words of the language and `files`.
fn pressed(
    main: &'static str,
    mut data: Value,
    mut files: Vec<(&'static str, Bytes)>,
    ident: String,
    date: Date,
    lang: Lang,
) -> Result<Vec<u8>, RenderError> {
    data["lang"] = json!(lang.code());
    data["words"] = json!(words::all(lang));
    pdf::printable(&mut data);
    files.push(("data.json", Bytes::from_string(data.to_string())));
    pdf::print(&world::Sheet { main, files, date }, ident)
}
