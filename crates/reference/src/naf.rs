//! NAF rev. 2: the codes of the package, plus the twenty-one sections, which it leaves out.

use crate::packages;
use crate::tables::NamedRow;
use domain::Text;
use serde::Deserialize;

/// Section, first and last division, title (INSEE, NAF rév. 2, 2008).
const SECTIONS: [(&str, u8, u8, &str); 21] = [
    ("A", 1, 3, "Agriculture, sylviculture et pêche"),
    ("B", 5, 9, "Industries extractives"),
    ("C", 10, 33, "Industrie manufacturière"),
    ("D", 35, 35, "Production et distribution d’électricité, de gaz, de vapeur et d’air conditionné"),
    ("E", 36, 39, "Production et distribution d’eau ; assainissement, gestion des déchets et dépollution"),
    ("F", 41, 43, "Construction"),
    ("G", 45, 47, "Commerce ; réparation d’automobiles et de motocycles"),
    ("H", 49, 53, "Transports et entreposage"),
    ("I", 55, 56, "Hébergement et restauration"),
    ("J", 58, 63, "Information et communication"),
    ("K", 64, 66, "Activités financières et d’assurance"),
    ("L", 68, 68, "Activités immobilières"),
    ("M", 69, 75, "Activités spécialisées, scientifiques et techniques"),
    ("N", 77, 82, "Activités de services administratifs et de soutien"),
    ("O", 84, 84, "Administration publique"),
    ("P", 85, 85, "Enseignement"),
    ("Q", 86, 88, "Santé humaine et action sociale"),
    ("R", 90, 93, "Arts, spectacles et activités récréatives"),
    ("S", 94, 96, "Autres activités de services"),
    (
        "T",
        97,
        98,
        "Activités des ménages en tant qu’employeurs ; activités indifférenciées des ménages en tant que producteurs de biens et services pour usage propre",
    ),
    ("U", 99, 99, "Activités extra-territoriales"),
];

/// Letter of the section of a code of any level: "25.62B" → "C".
pub fn section(code: &str) -> Option<&'static str> {
    if let Some((letter, ..)) = SECTIONS.iter().find(|(letter, ..)| letter.eq_ignore_ascii_case(code.trim())) {
        return Some(letter);
    }
    let division: u8 = code.trim().get(..2)?.parse().ok()?;
    SECTIONS.iter().find(|(_, first, last, _)| (*first..=*last).contains(&division)).map(|(letter, ..)| *letter)
}

/// Every code with its label, sections first.
pub fn rows(text: &str) -> Result<Vec<NamedRow>, Text> {
    #[derive(Deserialize)]
    struct Json {
        id: String,
        label: String,
    }
    let mut rows: Vec<NamedRow> =
        SECTIONS.iter().map(|(code, _, _, name)| NamedRow { code: (*code).into(), name: (*name).into() }).collect();
    let read: Vec<Json> = packages::parse(packages::NAF.file, text)?;
    rows.extend(read.into_iter().map(|j| NamedRow { code: j.id, name: j.label.trim().replace('\'', "’") }));
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    rows.dedup_by(|a, b| a.code == b.code);
    Ok(rows)
}
