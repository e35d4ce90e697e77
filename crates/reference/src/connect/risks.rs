//! What Géorisques answers of a commune and of a place. No answer of it was recorded by the project: the shape is the one that public
//! programs which ask it read, told in decision 39. An answer of another shape says nothing rather than “no risk”.

use super::answers::text;
use serde_json::Value;

/// The register of the State (GASPAR) by commune: it tells nothing of one plot.
pub const OF_COMMUNE: &str = "/gaspar/risques";
/// The seismic zone of a commune, which the regulation sets by commune.
pub const SEISMIC: &str = "/zonage_sismique";
/// Shrinking and swelling of clay, at a place.
pub const CLAY: &str = "/rga";
/// Classified installations around a place.
pub const INSTALLATIONS: &str = "/installations_classees";

/// Labels of the risks that the register knows in the commune; none when the answer does not speak of it, or names only some: one
/// without its name may be any of them.
pub fn commune_risks(json: &Value, insee: &str) -> Option<Vec<String>> {
    let detail = of_commune(json, insee)?["risques_detail"].as_array()?;
    let labels: Vec<String> = detail.iter().map(|risk| text(risk, "libelle_risque_long")).collect();
    (!labels.iter().any(String::is_empty)).then_some(labels)
}

/// From 1 (very low) to 5 (strong).
pub fn seismic_zone(json: &Value, insee: &str) -> Option<u8> {
    text(of_commune(json, insee)?, "code_zone").parse().ok().filter(|zone| (1..=5).contains(zone))
}

/// From 1 (low) to 3 (high). None outside the map as well as when nothing is told: the answer is the same.
pub fn clay(json: &Value) -> Option<u8> {
    text(json, "codeExposition").parse().ok().filter(|exposure| (1..=3).contains(exposure))
}

/// Installations around, and how many of them are Seveso: not known when one of them does not say, or when the answer holds only some.
pub fn installations(json: &Value) -> Option<(usize, Option<usize>)> {
    let all = json["data"].as_array()?;
    let found = json["results"].as_u64()? as usize;
    let seveso: Option<Vec<bool>> = all.iter().map(|one| is_seveso(&text(one, "statutSeveso"))).collect();
    let seveso = seveso.filter(|told| told.len() == found).map(|told| told.into_iter().filter(|yes| *yes).count());
    (found >= all.len()).then_some((found, seveso))
}

fn is_seveso(words: &str) -> Option<bool> {
    match domain::name::fold(words).as_str() {
        "non seveso" => Some(false),
        "seveso seuil haut" | "seveso seuil bas" => Some(true),
        _ => None,
    }
}

fn of_commune<'j>(json: &'j Value, insee: &str) -> Option<&'j Value> {
    json["data"].as_array()?.iter().find(|row| row["code_insee"] == insee)
}
