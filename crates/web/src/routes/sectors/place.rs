//! From an address to the set of communes it studies, and back.

use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::{Here, Page};
use domain::Text;
use reference::sectors::Zonings;
use reference::{Perimeter, PerimeterKey};

/// The longest list that is drawn by hand: what an address holds on every browser.
pub const MOST_COMMUNES: usize = 300;

/// Address of the study of a perimeter, without language; with `file`, of one of its files.
pub fn address(key: &PerimeterKey, file: &str) -> String {
    let file = if file.is_empty() { String::new() } else { format!("/{file}") };
    match key {
        PerimeterKey::Territory(phase, code) => format!("/filieres/territoires/{phase}/{code}{file}"),
        PerimeterKey::Epci(siren) => format!("/filieres/epci/{siren}{file}"),
        PerimeterKey::Department(code) => format!("/filieres/departements/{code}{file}"),
        PerimeterKey::Region(code) => format!("/filieres/regions/{code}{file}"),
        PerimeterKey::Zone(code) => format!("/filieres/zones/{code}{file}"),
        PerimeterKey::Communes(codes) => format!("/filieres/communes{file}?c={}", codes.join(",")),
    }
}

/// The same with a query more.
pub fn asked(key: &PerimeterKey, file: &str, query: &str) -> String {
    let address = address(key, file);
    match (query.is_empty(), address.contains('?')) {
        (true, _) => address,
        (_, true) => format!("{address}&{query}"),
        _ => format!("{address}?{query}"),
    }
}

/// What kind of place it is, in a word.
pub fn kind(key: &PerimeterKey, page: &Page) -> String {
    match key {
        PerimeterKey::Territory(phase, _) => page.t1("sectors-kind-territory", "n", phase),
        PerimeterKey::Epci(_) => page.t("sectors-kind-epci"),
        PerimeterKey::Department(_) => page.t("sectors-kind-department"),
        PerimeterKey::Region(_) => page.t("sectors-kind-region"),
        PerimeterKey::Zone(key) => page.x(&Zonings::kind(key)),
        PerimeterKey::Communes(_) => page.t("sectors-kind-drawn"),
    }
}

pub fn perimeter(app: &App, here: &Here, key: &PerimeterKey) -> Result<Perimeter> {
    app.reference.perimeter(key).ok_or_else(|| match key {
        // Nothing imported is not an address that never was: the sentence says how to get it.
        PerimeterKey::Zone(_) if app.reference.zonings().is_empty() => Failure::Absent(here.clone(), no_zones(app)),
        _ => Failure::NotFound(here.clone()),
    })
}

/// Why no employment area can be studied: none is imported, or what is held is damaged.
pub fn no_zones(app: &App) -> Text {
    let none = || Text::each(|lang| crate::i18n::say(lang, "sectors-zones-none", &[]));
    app.reference.zonings().damaged.clone().unwrap_or_else(none)
}

/// "71076,71154" → the key of these communes, each once, by code; a code that is none's is told.
pub fn drawn(app: &App, here: &Here, codes: &str) -> Result<PerimeterKey> {
    let codes: std::collections::BTreeSet<&str> = codes.split(',').map(str::trim).filter(|c| !c.is_empty()).collect();
    if codes.len() > MOST_COMMUNES {
        return Err(Failure::Bad(
            here.clone(),
            Text::each(|lang| crate::i18n::say(lang, "sectors-too-many", &[("n", &MOST_COMMUNES.to_string())])),
        ));
    }
    let found: Result<Vec<_>, Text> = codes.into_iter().map(|c| app.reference.find_commune(c).map(|c| c.code.clone())).collect();
    found.map(PerimeterKey::Communes).map_err(|why| Failure::Bad(here.clone(), why))
}
