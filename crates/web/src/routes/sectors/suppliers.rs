//! Whom to call: the establishments of a road of relocation as rows, on the page and in a file. Always candidates, to be
//! qualified.

use crate::app::App;
use crate::page::Page;
use diagnose::suppliers::{Establishment, Supplier};
use factory::sectors::Study;

/// One candidate, written.
pub struct Row {
    pub name: String,
    /// There is a name.
    pub named: bool,
    pub siret: String,
    pub activity: String,
    pub activity_name: String,
    pub commune: String,
    pub commune_code: String,
    pub size: String,
    pub kilometres: Option<f64>,
    pub label: String,
    pub why: String,
}

/// Headings of the file, in the order of [`cells`].
pub const HEADS: [&str; 11] =
    ["name", "siret", "code", "activity", "commune", "commune-code", "size", "kilometres", "similarity", "status", "why"];

pub fn row(app: &App, study: &Study, found: &Supplier, page: &Page) -> Row {
    let Establishment { siret, name, hidden, commune, activity, .. } = &found.establishment;
    let unnamed = page.t(if *hidden { "sectors-hidden" } else { "sectors-unnamed" });
    let named = app.reference.commune(commune).map(|c| format!("{} ({})", c.name, c.department));
    Row {
        named: name.is_some(),
        name: name.clone().unwrap_or(unnamed),
        siret: siret.clone(),
        activity: activity.clone(),
        activity_name: study.labels.get(activity).map(|label| page.x(label).to_owned()).unwrap_or_default(),
        commune: named.unwrap_or_else(|| commune.clone()),
        commune_code: commune.clone(),
        size: size(&found.establishment, page),
        kilometres: found.kilometres,
        label: page.x(&found.label).to_owned(),
        why: page.x(&found.why).to_owned(),
    }
}

/// The size band of the register: "20 à 49 salariés".
fn size(establishment: &Establishment, page: &Page) -> String {
    match establishment.most {
        Some(most) => page.t2("sectors-size-band", "least", establishment.least, "most", most),
        None => page.t1("sectors-size-open", "least", establishment.least),
    }
}

/// A row as a file holds it.
pub fn cells(row: Row, found: &Supplier) -> Vec<String> {
    let number = |n: f64| format!("{}", (n * 1e3).round() / 1e3);
    vec![
        row.name,
        row.siret,
        row.activity,
        row.activity_name,
        row.commune,
        row.commune_code,
        row.size,
        found.kilometres.map(|km| number(km.round())).unwrap_or_default(),
        number(found.similarity),
        row.label,
        row.why,
    ]
}
