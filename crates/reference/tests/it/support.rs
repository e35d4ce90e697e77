//! A small reference, made from a few real rows of the official packages.

use reference::{CommuneRow, DepartmentRow, FormerRow, NamedRow, Reference, Tables};
use std::path::{Path, PathBuf};

pub fn packages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/packages")
}

fn commune(code: &str, name: &str, department: &str, population: u32) -> CommuneRow {
    CommuneRow {
        code: code.into(),
        name: name.into(),
        department: department.into(),
        region: if department == "974" { "04".into() } else { "27".into() },
        siren: String::new(),
        epci: None,
        population: Some(population),
        lat: Some(46.78),
        lon: Some(4.85),
        located: "exact".into(),
    }
}

/// Chalon, two Saint-Sauveur, Bourg-en-Bresse, Montluel and its former Cordieux, Saint-Paul overseas.
pub fn small() -> Reference {
    let department = |code: &str, name: &str| DepartmentRow { code: code.into(), name: name.into(), region: "27".into() };
    let naf = |code: &str, name: &str| NamedRow { code: code.into(), name: name.into() };
    Reference::assemble(Tables {
        communes: vec![
            commune("71076", "Chalon-sur-Saône", "71", 46_000),
            commune("71154", "Crissey", "71", 2_600),
            commune("70473", "Saint-Sauveur", "70", 2_000),
            commune("21571", "Saint-Sauveur", "21", 200),
            commune("01053", "Bourg-en-Bresse", "01", 42_000),
            commune("01262", "Montluel", "01", 7_000),
            commune("2A004", "Ajaccio", "2A", 72_000),
            commune("97415", "Saint-Paul", "974", 103_000),
        ],
        former: vec![FormerRow {
            code: "01120".into(),
            name: "Cordieux".into(),
            department: "01".into(),
            successor: "01262".into(),
            kind: "associated".into(),
        }],
        departments: vec![
            department("01", "Ain"),
            department("21", "Côte-d’Or"),
            department("70", "Haute-Saône"),
            department("71", "Saône-et-Loire"),
            department("2A", "Corse-du-Sud"),
            department("974", "La Réunion"),
        ],
        regions: vec![naf("27", "Bourgogne-Franche-Comté"), naf("04", "La Réunion")],
        naf: vec![
            naf("C", "Industrie manufacturière"),
            naf("25", "Fabrication de produits métalliques"),
            naf("25.6", "Traitement et revêtement des métaux ; usinage"),
            naf("25.62B", "Mécanique industrielle"),
        ],
        ..Tables::default()
    })
}
