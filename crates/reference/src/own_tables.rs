//! The tables that the project keeps itself, as the page of sources names them: what they hold, who made them, under which
//! licence. What is loaded or imported has its provenance beside the data; these are embedded, and would go unnamed.

use crate::sectors::{bridges, names};
use crate::{labels, landmass, sites, territories, vulnerability, waste};
use domain::Text;

const ROADS: &str = include_str!("../../../reference/roads.toml");

/// One or more files of `reference/` with one producer and one licence.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnTable {
    pub what: Text,
    pub producer: Text,
    pub licence: Text,
    /// Paths from the root of the repository.
    pub files: &'static [&'static str],
    pub rows: usize,
}

/// Rows of a table under its heading.
fn rows(csv: &str) -> usize {
    csv.lines().count().saturating_sub(1)
}

fn blocks(toml: &str) -> usize {
    toml.lines().filter(|line| line.starts_with("[[")).count()
}

fn of_phase(csv: &str, phase: &str) -> usize {
    csv.lines().filter(|line| line.starts_with(phase)).count()
}

/// Every file of `reference/`, each named once or more.
pub fn own_tables() -> Vec<OwnTable> {
    let project = || Text::new("Rebond, d’après les sources nommées ligne à ligne", "Rebond, from the sources named row by row");
    let ours = || Text::same("EUPL-1.2");
    const PERIMETERS: &[&str] = &["reference/territories.csv", "reference/territory_members.csv"];
    vec![
        OwnTable {
            what: Text::new("Territoires d’industrie 2018-2022 et leurs membres", "Territoires d’industrie 2018–2022 and their members"),
            producer: Text::same("ANCT"),
            licence: Text::new("non dite par le dépôt lu", "not told by the repository read"),
            files: PERIMETERS,
            rows: of_phase(territories::TERRITORIES, "1;") + of_phase(territories::MEMBERS, "1;"),
        },
        OwnTable {
            what: Text::new("Territoires d’industrie 2023-2027 et leurs membres", "Territoires d’industrie 2023–2027 and their members"),
            producer: Text::same("ANCT"),
            licence: Text::same("Licence Ouverte 2.0"),
            files: PERIMETERS,
            rows: of_phase(territories::TERRITORIES, "2;") + of_phase(territories::MEMBERS, "2;"),
        },
        OwnTable {
            what: Text::new("Sites clés en main nommés, et les vagues du label", "Named turnkey sites, and the waves of the label"),
            producer: project(),
            licence: ours(),
            files: &["reference/sites.csv", "reference/labels.toml"],
            rows: rows(sites::SITES) + blocks(labels::FILE),
        },
        OwnTable {
            what: Text::new("Liste européenne des déchets, décision 2000/532/CE", "European list of waste, decision 2000/532/EC"),
            producer: Text::new("Union européenne", "European Union"),
            licence: Text::new("texte de droit", "text of law"),
            files: &["reference/waste_codes.csv"],
            rows: rows(waste::FILE),
        },
        OwnTable {
            what: Text::new("Des produits aux activités", "From products to activities"),
            producer: Text::new(
                "concordance (In Song Kim et autres), complété par Rebond",
                "concordance (In Song Kim and others), completed by Rebond",
            ),
            licence: Text::same("MIT, EUPL-1.2"),
            files: &[
                "reference/bridges/hs_isic4.csv",
                "reference/bridges/hs_names.csv",
                "reference/bridges/isic2_nace.csv",
                "reference/bridges/isic4_nace.csv",
                "reference/bridges/isic4_names.csv",
                "reference/bridges/sitc2_isic2.csv",
            ],
            rows: [bridges::HS, bridges::SITC, bridges::ISIC2, bridges::ISIC4, names::PRODUCTS, names::ISIC].map(rows).iter().sum(),
        },
        OwnTable {
            what: Text::new("Méthodes de vulnérabilité des importations", "Methods of import vulnerability"),
            producer: project(),
            licence: ours(),
            files: &["reference/vulnerability.toml"],
            rows: blocks(vulnerability::FILE),
        },
        OwnTable {
            what: Text::new("Îles sans route, vitesses par sorte de route", "Islands without a road, speeds by kind of road"),
            producer: Text::new("Rebond : hypothèses et connaissance générale", "Rebond: assumptions and general knowledge"),
            licence: ours(),
            files: &["reference/islands.csv", "reference/roads.toml"],
            rows: rows(landmass::ISLANDS) + blocks(ROADS),
        },
    ]
}
