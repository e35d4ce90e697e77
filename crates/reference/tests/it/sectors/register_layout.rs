//! StockEtablissement in its whole layout (general knowledge of the file of INSEE: 54 columns), with what a real file holds:
//! closed and non-diffusible establishments, addresses withheld, foreign places, companies named only in StockUniteLegale.

use super::place::{Place, said};
use reference::sectors::{self, SectorReport, SireneOptions};

/// Every column, in the order of the file.
const COLUMNS: [&str; 54] = [
    "siren",
    "nic",
    "siret",
    "statutDiffusionEtablissement",
    "dateCreationEtablissement",
    "trancheEffectifsEtablissement",
    "anneeEffectifsEtablissement",
    "activitePrincipaleRegistreMetiersEtablissement",
    "dateDernierTraitementEtablissement",
    "etablissementSiege",
    "nombrePeriodesEtablissement",
    "complementAdresseEtablissement",
    "numeroVoieEtablissement",
    "indiceRepetitionEtablissement",
    "dernierNumeroVoieEtablissement",
    "indiceRepetitionDernierNumeroVoieEtablissement",
    "typeVoieEtablissement",
    "libelleVoieEtablissement",
    "codePostalEtablissement",
    "libelleCommuneEtablissement",
    "libelleCommuneEtrangerEtablissement",
    "distributionSpecialeEtablissement",
    "codeCommuneEtablissement",
    "codeCedexEtablissement",
    "libelleCedexEtablissement",
    "codePaysEtrangerEtablissement",
    "libellePaysEtrangerEtablissement",
    "identifiantAdresseEtablissement",
    "coordonneeLambertAbscisseEtablissement",
    "coordonneeLambertOrdonneeEtablissement",
    "complementAdresse2Etablissement",
    "numeroVoie2Etablissement",
    "indiceRepetition2Etablissement",
    "typeVoie2Etablissement",
    "libelleVoie2Etablissement",
    "codePostal2Etablissement",
    "libelleCommune2Etablissement",
    "libelleCommuneEtranger2Etablissement",
    "distributionSpeciale2Etablissement",
    "codeCommune2Etablissement",
    "codeCedex2Etablissement",
    "libelleCedex2Etablissement",
    "codePaysEtranger2Etablissement",
    "libellePaysEtranger2Etablissement",
    "dateDebut",
    "etatAdministratifEtablissement",
    "enseigne1Etablissement",
    "enseigne2Etablissement",
    "enseigne3Etablissement",
    "denominationUsuelleEtablissement",
    "activitePrincipaleEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
    "caractereEmployeurEtablissement",
    "activitePrincipaleNAF25Etablissement",
];

/// A row from the few columns that matter; the others are as a file has them.
fn row(fields: &[(&str, &str)]) -> String {
    let usual = [
        ("nic", "00017"),
        ("statutDiffusionEtablissement", "O"),
        ("dateCreationEtablissement", "1998-03-01"),
        ("anneeEffectifsEtablissement", "2023"),
        ("etablissementSiege", "true"),
        ("libelleVoieEtablissement", "\"DES PRÉS, BÂT. A\""),
        ("dateDebut", "2008-01-01"),
        ("etatAdministratifEtablissement", "A"),
        ("nomenclatureActivitePrincipaleEtablissement", "NAFRev2"),
        ("caractereEmployeurEtablissement", "O"),
    ];
    let value = |column: &str| fields.iter().chain(&usual).find(|(name, _)| *name == column).map_or("", |(_, value)| value);
    let siren = fields.iter().find(|(name, _)| *name == "siret").map_or("", |(_, siret)| &siret[..9]);
    let cells = COLUMNS.map(|column| if column == "siren" { siren } else { value(column) });
    cells.join(",") + "\n"
}

pub(crate) fn stock() -> String {
    let plant = |siret: &'static str, band: &'static str, commune: &'static str, more: &[(&'static str, &'static str)]| {
        let fields = [
            ("siret", siret),
            ("trancheEffectifsEtablissement", band),
            ("codeCommuneEtablissement", commune),
            ("activitePrincipaleEtablissement", "25.62B"),
        ];
        row(&[more, &fields].concat())
    };
    COLUMNS.join(",")
        + "\n"
        + &plant("11111111100017", "22", "71076", &[("enseigne1Etablissement", "ATELIER DU PORT")])
        + &plant("22222222200017", "21", "71154", &[])
        + &plant(
            "33333333300017",
            "12",
            "01053",
            &[("statutDiffusionEtablissement", "P"), ("enseigne1Etablissement", "[ND]"), ("libelleVoieEtablissement", "[ND]")],
        )
        + &plant("44444444400017", "41", "71076", &[("etatAdministratifEtablissement", "F"), ("enseigne1Etablissement", "PARTIE")])
        + &plant("55555555500017", "NN", "71076", &[("caractereEmployeurEtablissement", "N")])
        + &plant("66666666600017", "", "", &[("codePaysEtrangerEtablissement", "99131"), ("libellePaysEtrangerEtablissement", "BELGIQUE")])
        + &plant("77777777700017", "01", "71076", &[("nomenclatureActivitePrincipaleEtablissement", "NAP")])
        + &plant("88888888800017", "11", "01053", &[("statutDiffusionEtablissement", "P"), ("codeCommuneEtablissement", "[ND]")])
        + &plant("99999999900017", "03", "01053", &[])
}

pub(crate) const UNITS: &str = "siren,statutDiffusionUniteLegale,prenom1UniteLegale,nomUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale\n\
    222222222,O,,,MECANIQUE DE BOURGOGNE,\n\
    333333333,P,[ND],[ND],[ND],[ND]\n\
    999999999,O,JEANNE,DURAND,,\n\
    123456789,O,,,PERSONNE N’EN VEUT,\n";

fn import(place: &Place, units: bool) -> SectorReport {
    let file = place.file("StockEtablissement_utf8.csv", stock());
    let units = units.then(|| place.file("StockUniteLegale_utf8.csv", UNITS));
    let options = SireneOptions { establishments: true, threads: 2, units };
    place.import(|importing| sectors::import_sirene(&file, &options, importing)).expect("import")
}

type Told = (String, Option<String>, bool, u32, Option<u32>);

fn employers(place: &Place) -> Vec<Told> {
    let list = place.held().establishments.expect("list").of("25.62B").expect("read");
    list.into_iter().map(|e| (e.siret[..3].to_owned(), e.name, e.hidden, e.least, e.most)).collect()
}

#[test]
fn the_whole_layout_of_insee_is_read_and_nothing_is_lost_sight_of() {
    let place = Place::new();
    let report = import(&place, false);
    assert_eq!((report.read, report.kept, report.rejected), (9, 5, 0), "{:?}", report.problems);
    for words in [
        "fermés, non comptés (1 ligne)",
        "sans commune française, non comptés (2 lignes)",
        "sans activité de la NAF rév. 2, non comptés (1 ligne)",
    ] {
        assert!(said(&report.corrections, words), "{words}: {:?}", report.corrections);
    }
    assert!(said(&report.corrections, "2 entreprises employeuses sans nom"), "{:?}", report.corrections);
    let found = employers(&place);
    let expected = [
        ("333".to_owned(), None, true, 20, Some(49)),
        ("999".to_owned(), None, false, 6, Some(9)),
        ("111".to_owned(), Some("ATELIER DU PORT".to_owned()), false, 100, Some(199)),
        ("222".to_owned(), None, false, 50, Some(99)),
    ];
    assert_eq!(found, expected, "by commune, the largest first; closed and non-employing ones are not called");
}

#[test]
fn companies_are_named_from_the_legal_units_but_never_a_person_nor_who_asked_not_to_be() {
    let place = Place::new();
    let report = import(&place, true);
    assert!(said(&report.corrections, "1 entreprises employeuses sans nom"), "{:?}", report.corrections);
    let names: Vec<_> = employers(&place).into_iter().map(|(siren, name, ..)| (siren, name)).collect();
    let name = |siren: &str| names.iter().find(|(s, _)| s == siren).and_then(|(_, name)| name.as_deref());
    assert_eq!(name("222"), Some("MECANIQUE DE BOURGOGNE"));
    assert_eq!((name("333"), name("999"), name("111")), (None, None, Some("ATELIER DU PORT")));
    let file = place.file("other.csv", "siren,x\n1,2\n");
    let options = SireneOptions { establishments: true, threads: 1, units: Some(file) };
    let stock = place.file("StockEtablissement_utf8.csv", stock());
    let why = place.import(|importing| sectors::import_sirene(&stock, &options, importing)).expect_err("another file");
    assert!(why.fr.contains("statut de diffusion"), "{}", why.fr);
    assert_eq!(employers(&place).len(), 4, "the former list stays");
}

#[test]
fn the_same_stock_with_other_names_is_not_called_already_imported() {
    let place = Place::new();
    assert!(!import(&place, false).replayed);
    assert!(!import(&place, true).replayed, "the names are new");
    assert!(import(&place, true).replayed, "nothing is");
}
