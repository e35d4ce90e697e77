//! The same characteristic under two names: that of the standard (or of our extension) and that of the catalogue, which
//! the ranking reads. A field without another name keeps its own in the catalogue.

use super::extension;
use cnig::Class;
use domain::Issuer;

/// (table, field, characteristic of a site). Units are the same on both sides.
const NATIVE: [(Class, &str, &str); 14] = [
    (Class::Site, "site_surf_brute", "area_ha"),
    (Class::Site, "site_surf_comm_dispo", "available_ha"),
    (Class::Site, "site_surf_projet", "reserved_ha"),
    (Class::Site, "site_surf_utile", "usable_ha"),
    (Class::Site, "reseau_fret_ferroviaire", "rail"),
    (Class::Site, "reseau_fluvial", "river"),
    (Class::Site, "reseau_gaz", "gas"),
    (Class::Site, "reseau_electrique", "electricity"),
    (Class::Site, "reseau_fibre_optique", "fibre"),
    (Class::Site, "reseau_eau_potable", "drinking_water"),
    (Class::Site, "reseau_assainissement", "sewer"),
    (Class::Site, "autoroute_echang_dist", "motorway_km"),
    (Class::Site, "gare_dist", "station_km"),
    (Class::Site, "port_dist", "port_km"),
];

/// Fields that have their own place in a site, or that a public catalogue does not take over (mail of a person).
const ELSEWHERE: [&str; 13] = [
    "site_id",
    "site_nom",
    "site_comm_nom",
    "site_comm_insee",
    "comm_nom",
    "comm_insee",
    "source_contact",
    "proprio_nom",
    "ext_labels",
    "ext_labels_region",
    "ext_labels_autres",
    "ext_source",
    "ext_icpe_max",
];

/// (word of the standard, code of the rules).
pub const ICPE: [(&str, &str); 6] = [
    ("non classé", "none"),
    ("déclaration", "declaration"),
    ("enregistrement", "registration"),
    ("autorisation", "authorisation"),
    ("seveso seuil bas", "seveso_low"),
    ("seveso seuil haut", "seveso_high"),
];

/// Characteristic that holds a field; none when the field has its own place.
pub fn characteristic(class: Class, field: &'static str) -> Option<&'static str> {
    if ELSEWHERE.contains(&field) {
        return None;
    }
    if class == Class::Extension {
        return Some(extension::characteristic(field).unwrap_or(field));
    }
    Some(NATIVE.iter().find(|(c, name, _)| *c == class && *name == field).map_or(field, |(_, _, key)| *key))
}

/// Field of the standard, or of our extension, that says what a characteristic of the catalogue says: for its label, and on
/// the way out.
pub fn field_of(characteristic: &str) -> &str {
    let native = NATIVE.iter().find(|(_, _, key)| *key == characteristic).map(|(_, field, _)| *field);
    native.or_else(|| extension::field(characteristic)).unwrap_or(characteristic)
}

/// Columns of the labels, by who gave them.
pub const LABELS: [(&str, Issuer); 3] =
    [("ext_labels", Issuer::State), ("ext_labels_region", Issuer::Region), ("ext_labels_autres", Issuer::Other)];

pub fn icpe_code(word: &str) -> Option<&'static str> {
    ICPE.iter().find(|(w, _)| *w == word).map(|(_, code)| *code)
}

pub fn icpe_word(code: &str) -> Option<&'static str> {
    ICPE.iter().find(|(_, c)| *c == code).map(|(word, _)| *word)
}

/// Sites that come from this table of the standard are given back under it.
pub const CLASS: &str = "cnig_class";
/// Identifier in the standard.
pub const ID: &str = "cnig_id";
