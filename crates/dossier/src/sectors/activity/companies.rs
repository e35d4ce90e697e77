//! Whom to call: the establishments of a road of relocation as rows, on the page, on paper and in files. Always candidates, to
//! be qualified.

use crate::words;
use diagnose::suppliers::{Establishment, Supplier};
use domain::{Lang, format};
use factory::sectors::Study;
use reference::Reference;
use serde::Serialize;

/// One candidate, written.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Company {
    pub name: String,
    /// The register gives it a name.
    pub named: bool,
    pub siret: String,
    pub activity: String,
    pub activity_name: String,
    /// "Chalon-sur-Saône (71)".
    pub commune: String,
    pub commune_code: String,
    /// The size band of the register: "20 à 49 salariés".
    pub size: String,
    pub kilometres: Option<f64>,
    /// "12 km", or a dash.
    pub distance: String,
    pub label: String,
    pub why: String,
}

/// A candidate as its readers see it.
pub fn company(study: &Study, reference: &Reference, found: &Supplier, lang: Lang) -> Company {
    let Establishment { siret, name, hidden, commune, activity, .. } = &found.establishment;
    let unnamed = || words::say(lang, if *hidden { "sector-hidden" } else { "sector-unnamed" });
    let place = reference.commune(commune).map(|c| format!("{} ({})", c.name, c.department));
    Company {
        named: name.is_some(),
        name: name.clone().unwrap_or_else(unnamed),
        siret: siret.clone(),
        activity: activity.clone(),
        activity_name: study.labels.get(activity).map(|label| label.get(lang).to_owned()).unwrap_or_default(),
        commune: place.unwrap_or_else(|| commune.clone()),
        commune_code: commune.clone(),
        size: size(&found.establishment, lang),
        kilometres: found.kilometres,
        distance: found.kilometres.map_or_else(|| "–".to_owned(), |km| format!("{}\u{a0}km", format::number(km, 0, lang))),
        label: found.label.get(lang).to_owned(),
        why: found.why.get(lang).to_owned(),
    }
}

fn size(establishment: &Establishment, lang: Lang) -> String {
    let least = establishment.least.to_string();
    match establishment.most {
        Some(most) => words::with(lang, "sector-size-band", &[("least", &least), ("most", &most.to_string())]),
        None => words::with(lang, "sector-size-open", &[("least", &least)]),
    }
}
