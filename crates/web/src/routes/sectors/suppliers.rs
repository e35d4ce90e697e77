//! Whom to call: the establishments of a road of relocation as a file holds them. Always candidates, to be qualified.

use diagnose::suppliers::Supplier;
use dossier::sectors::Company;

/// Headings of the file, in the order of [`cells`].
pub const HEADS: [&str; 11] =
    ["name", "siret", "code", "activity", "commune", "commune-code", "size", "kilometres", "similarity", "status", "why"];

/// A row as a file holds it.
pub fn cells(row: Company, found: &Supplier) -> Vec<String> {
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
