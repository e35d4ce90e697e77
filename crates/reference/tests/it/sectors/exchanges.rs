//! Exchanges observed elsewhere, and waste declared by establishments: as their files come, with their traps.

use super::place::{Place, said};
use connect::{Milli, Nace};
use reference::sectors::{self, ExchangeOptions, IrepOptions};
use std::io::Write;

pub(crate) const EXCHANGES: &str = "Case study;Donor company;Donor NACE;Receiver NACE;EWC code;Status\n\
    Kalundborg;Acier;24.10;23.51;10 02 01;Implemented\n\
    Kalundborg;Lait;10.51;1.41;20501;Planned\n\
    Ulsan;Verre;23;;10 11 12;Implemented\n\
    Ulsan;Rien;;;10 11 12;Implemented\n\
    Ulsan;Faux;24.10;23.51;99 99 99;Implemented\n\
    Ulsan;Lettres;métal;23.51;10 02 01;Implemented\n\
    ;Perdu;24.10;23.51;10 02 01;Implemented\n";

#[test]
fn exchanges_are_read_by_the_words_of_their_heading_and_refused_one_by_one() {
    let place = Place::new();
    assert!(sectors::open_exchanges(&place.data()).expect("nothing yet").is_none());
    let missing = sectors::missing_for_exchanges(&place.data());
    assert!(said(&missing, "rebond import exchanges") && said(&missing, "rebond import irep"), "{missing:?}");
    let file = place.file("maestri.csv", EXCHANGES);
    let options = ExchangeOptions { producer: Some("Essai".into()), licence: Some("essai".into()), year: None };
    let report = place.import(|importing| sectors::import_exchanges(&file, &options, importing)).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (7, 3, 4));
    assert_eq!(report.problems.iter().map(|p| (p.line, p.column)).collect::<Vec<_>>(), [(5, 3), (6, 5), (7, 3), (8, 1)]);
    assert!(said(&report.corrections, "un des trois codes manque"), "{:?}", report.corrections);
    let held = sectors::open_exchanges(&place.data()).expect("readable").expect("held");
    let told: Vec<_> = held.exchanges.iter().map(|e| (e.donor, e.receiver, e.code.map(|c| c.to_string()), e.case.as_str())).collect();
    let nace = Nace::parse;
    assert_eq!(
        told,
        [
            (nace("24.10"), nace("23.51"), Some("10 02 01".to_owned()), "Kalundborg"),
            // A spreadsheet lost two leading zeros.
            (nace("10.51"), nace("01.41"), Some("02 05 01".to_owned()), "Kalundborg"),
            (nace("23"), None, Some("10 11 12".to_owned()), "Ulsan"),
        ]
    );
    assert!(held.source.title.starts_with("Essai"), "{}", held.source.title);
    let again = place.import(|importing| sectors::import_exchanges(&file, &options, importing)).expect("import");
    assert!(again.replayed);
    let why = place.file("other.csv", "a;b\n1;2\n");
    let why = place.import(|importing| sectors::import_exchanges(&why, &options, importing)).expect_err("other columns");
    assert!(why.fr.contains("Donor NACE") && why.en.contains("a · b"), "{}", why.fr);
    assert!(sectors::open_exchanges(&place.data()).expect("readable").is_some(), "a file that cannot be read replaces nothing");
}

#[test]
fn exchanges_are_read_from_a_workbook_whatever_the_sheet() {
    let place = Place::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "Read me").expect("written");
    let sheet = book.add_worksheet();
    for (row, cells) in EXCHANGES.lines().enumerate() {
        for (column, cell) in cells.split(';').enumerate() {
            sheet.write_string(row as u32, column as u16, cell).expect("written");
        }
    }
    let file = place.file("maestri.xlsx", book.save_to_buffer().expect("a workbook"));
    let report = place.import(|importing| sectors::import_exchanges(&file, &ExchangeOptions::default(), importing)).expect("import");
    assert_eq!((report.kept, report.rejected), (3, 4));
}

const ESTABLISHMENTS: &str = "identifiant,nom_etablissement,numero_siret,adresse,code_postal,commune,departement,region,coordonnees_x,coordonnees_y,code_epsg,code_ape,libelle_ape,code_eprtr,libelle_eprtr\n\
    0054.1,FORGES DU PORT,35600000000048,Quai,71100,Chalon-sur-Saône,71,BFC,1,2,,2562B,x,,\n\
    ,SCIERIE DE L’AIN,12345678200011,Route,01000,Bourg-en-Bresse,1,ARA,0,0,,25.62B,x,,\n\
    0054.3,DOUBLE,,Rue,71100,Crissey,71,BFC,0,0,,,x,,\n\
    0054.4,DOUBLE,,Rue,71100,Nulle-Part,71,BFC,0,0,,,x,,\n\
    0054.5,,,Rue,71100,Crissey,71,BFC,0,0,,,x,,\n";
const HAZARDOUS: &str = "identifiant,nom_etablissement,dechet,annee,code_operation_eliminatio_valorisation,libelle_operation_eliminatio_valorisation,code_departement,pays,code_dechet,libelle_dechet,quantite,unite\n\
    0054.1,FORGES DU PORT,x,2022,R4,x,71,,12 01 09*,x,12.5,tonnes/an\n\
    0054.1,FORGES DU PORT,x,2022,D10,x,1,,12 01 09*,x,2.5,tonnes/an\n\
    ,DOUBLE,x,2022,R4,x,71,,12 01 09*,x,1,tonnes/an\n\
    0054.4,DOUBLE,x,2022,R4,x,71,,12 01 09*,x,1,tonnes/an\n\
    0054.1,FORGES DU PORT,x,2022,R4,x,71,,99 01 09*,x,1,tonnes/an\n\
    0054.1,FORGES DU PORT,x,2022,R4,x,71,,12 01 09*,x,-3,tonnes/an\n\
    0054.1,FORGES DU PORT,x,2022,R4,x,71,,12 01 09*,x,3,m3/an\n";
const OTHERS: &str = "identifiant,nom_etablissement,dechet,annee,code_operation_eliminatio_valorisation,libelle_operation_eliminatio_valorisation,code_departement,pays,code_dechet,libelle_dechet,quantite,unite\n\
    ,SCIERIE DE L’AIN,x,2022,R3,x,1,,03 01 05,x,850,tonnes/an\n";

pub(crate) fn archive() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [
        ("2022/Prod_dechets_dangereux.csv", HAZARDOUS),
        ("2022/emissions.csv", "a,b\n1,2\n"),
        ("2022/etablissements.csv", ESTABLISHMENTS),
        ("2022/Prod_dechets_non_dangereux.csv", OTHERS),
    ] {
        zip.start_file(name, stored).expect("a member");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn declared_waste_is_joined_to_its_establishment_and_stands_at_its_commune() {
    let place = Place::new();
    let file = place.file("2022.zip", archive());
    let report = place
        .import(|importing| sectors::import_irep(&[file], &IrepOptions::default(), importing))
        .unwrap_or_else(|why| panic!("{}", why.en));
    // Refused: an establishment without a name; a name that two bear; a code, a quantity and a unit that are none.
    assert_eq!((report.read, report.kept, report.rejected), (13, 4, 5), "{:?}", report.problems);
    assert!(
        said(&report.corrections, "quantités additionnées") && said(&report.corrections, "commune non reconnue"),
        "{:?}",
        report.corrections
    );
    assert!(said(&report.corrections, "SIRET absent ou faux"));
    let (held, source) = sectors::open_irep(&place.data()).expect("readable").expect("held");
    let forge = held.iter().find(|supply| supply.id == "0054.1").expect("the forge");
    assert_eq!((forge.siret.as_str(), forge.naf.as_str(), forge.commune.as_str()), ("35600000000048", "25.62B", "71076"));
    assert_eq!((forge.code.as_str(), forge.amount(), forge.operations.as_str()), ("12 01 09*", Milli(15_000), "R4|D10"));
    assert_eq!(forge.waste().and_then(|code| code.hazardous), Some(true));
    // Without an identifier, and with a département that lost its zero.
    let mill = held.iter().find(|supply| supply.code == "03 01 05").expect("the sawmill");
    assert_eq!((mill.commune.as_str(), mill.amount(), mill.nace()), ("01053", Milli(850_000), Nace::parse("25.62")));
    assert_eq!(held.iter().filter(|supply| supply.commune.is_empty()).count(), 1);
    assert!(source.title.contains("IREP") && source.title.ends_with("2022"), "{}", source.title);
}

#[test]
fn declared_waste_is_read_from_its_tables_one_by_one_and_asks_for_the_one_that_lacks() {
    let place = Place::new();
    let (who, what) = (place.file("etablissements.csv", ESTABLISHMENTS), place.file("Prod_dechets_non_dangereux.csv", OTHERS));
    let alone = place.import(|importing| sectors::import_irep(std::slice::from_ref(&what), &IrepOptions::default(), importing));
    assert!(alone.expect_err("no establishments").fr.contains("etablissements.csv"));
    let report = place.import(|importing| sectors::import_irep(&[what, who], &IrepOptions::default(), importing)).expect("both");
    assert_eq!((report.kept, report.sha256.len()), (1, 64));
}
