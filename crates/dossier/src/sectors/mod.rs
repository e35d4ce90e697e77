//! The study of a territory's sectors, printed in the hand of the dossier, and as the words and figures that pages show.

mod picture;
mod portrait;
mod told;
mod view;
mod workbook;

pub use picture::{Ink, Spot, picture};
pub use told::{figure_names, quadrant, sources, spots, stands_on, territory_view};
pub use view::{Candidate, ChangeRow, ChangeView, Figure, GapRow, More, Road, RoadRow, Score, TerritoryView};

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
    let mut data = serde_json::to_value(view).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    if let Value::Object(fields) = &mut data {
        fields.insert("lang".to_owned(), json!(lang.code()));
        fields.insert("words".to_owned(), json!(words::all(lang)));
    }
    pdf::printable(&mut data);
    let drawing = picture(spots, &words::say(lang, "picture-alt"), lang, Ink::Attributes);
    let sheet = world::Sheet {
        main: "territory-sectors.typ",
        files: vec![
            ("data.json", Bytes::from_string(data.to_string())),
            ("picture.svg", Bytes::from_string(drawing)),
            ("study.json", Bytes::new(json)),
        ],
        date: on,
    };
    pdf::print(&sheet, format!("rebond/filieres/{}/{on}/{}", view.title, lang.code()))
}
