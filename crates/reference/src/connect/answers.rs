//! What is taken of an answer. Names of persons (managers, officers) are never read.

use domain::Position;
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub struct GeoCommune {
    pub code: String,
    pub name: String,
    pub postcodes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Company {
    pub siren: String,
    pub name: String,
    /// NAF code of the company.
    pub activity: String,
    /// INSEE bracket of headcount.
    pub headcount: String,
    /// Of the head office, or of the establishment that was asked for.
    pub siret: String,
    pub commune: String,
    pub position: Option<Position>,
}

/// Zone of a planning document (Géoportail de l'urbanisme, ZONE_URBA).
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// "U", "AUc", "N".
    pub kind: String,
    pub label: String,
    pub document: String,
    /// An answer without it is no evidence.
    pub valid: String,
}

/// Parcel of the land register.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// Fourteen characters, "71076000AB0012".
    pub code: String,
    /// Square metres, as the register holds them; none when it does not say.
    pub area_m2: Option<f64>,
}

pub(super) fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// One commune or a list of them.
pub fn communes(json: &Value) -> Vec<GeoCommune> {
    let list = json.as_array().map_or(std::slice::from_ref(json), Vec::as_slice);
    let one = |c: &Value| {
        let code = Some(text(c, "code")).filter(|c| !c.is_empty())?;
        let postcodes = c["codesPostaux"].as_array().into_iter().flatten().filter_map(|p| p.as_str().map(str::to_owned)).collect();
        Some(GeoCommune { code, name: text(c, "nom"), postcodes })
    };
    list.iter().filter_map(one).collect()
}

pub fn companies(json: &Value) -> Vec<Company> {
    let one = |c: &Value| {
        let siren = Some(text(c, "siren")).filter(|s| !s.is_empty())?;
        let place = c["matching_etablissements"].get(0).filter(|e| e["siret"].is_string()).unwrap_or(&c["siege"]);
        let degrees = |key: &str| text(place, key).parse::<f64>().ok();
        let position = degrees("latitude").zip(degrees("longitude")).map(|(lat, lon)| Position { lat, lon, approximate: false });
        Some(Company {
            siren,
            name: text(c, "nom_complet"),
            activity: text(c, "activite_principale"),
            headcount: text(c, "tranche_effectif_salarie"),
            siret: text(place, "siret"),
            commune: text(place, "commune"),
            position,
        })
    };
    json["results"].as_array().into_iter().flatten().filter_map(one).collect()
}

/// Zones of a GeoJSON answer; those without a date of validity are left out.
pub fn zones(json: &Value) -> Vec<Zone> {
    let one = |f: &Value| {
        let p = &f["properties"];
        let zone = Zone { kind: text(p, "typezone"), label: text(p, "libelle"), document: text(p, "idurba"), valid: text(p, "datvalid") };
        (!zone.kind.is_empty() && !zone.valid.is_empty()).then_some(zone)
    };
    json["features"].as_array().into_iter().flatten().filter_map(one).collect()
}

/// Parcels of a GeoJSON answer.
pub fn parcels(json: &Value) -> Vec<Parcel> {
    let one = |f: &Value| {
        let p = &f["properties"];
        let code = Some(text(p, "idu")).filter(|code| code.len() == 14)?;
        Some(Parcel { code, area_m2: text(p, "contenance").parse().ok() })
    };
    json["features"].as_array().into_iter().flatten().filter_map(one).collect()
}
