//! Flores, world trade, input–output tables, and what is missing.

use super::place::{Place, gzip, said, urssaf};
use crate::support::small;
use reference::Reference;
use reference::sectors::{self, InputOutputOptions, SiteNeedOptions, TradeOptions};

#[test]
fn flores_keeps_communes_and_divisions_and_a_missing_value_is_a_secret() {
    let mut place = Place::new();
    place.reference = reference_with_divisions();
    let text = "\"GEO\";\"GEO_OBJECT\";\"ACTIVITY\";\"LEGAL_FORM_WITH_PUBLIC\";\"FLORES_MEASURE\";\"OBS_STATUS\";\"TIME_PERIOD\";\"OBS_VALUE\"\n\
        \"71076\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"4\"\n\
        \"71076\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"K\";\"2024\";\n\
        \"71154\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"1\"\n\
        \"71154\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"W\";\"2024\";\"30\"\n\
        \"71154\";\"COM\";\"25\";\"2AAAA\";\"EMPL3112\";\"A\";\"2024\";\"30\"\n\
        \"71154\";\"COM\";\"_T\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"30\"\n\
        \"2607\";\"ZE2020\";\"25\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"300\"\n\
        \"71154\";\"COM\";\"C4\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"30\"\n\
        \"01262\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"0\"\n\
        \"2025-COM-01053\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"K\";\"2024\";\"7\"\n\
        \"75101\";\"ARM\";\"25\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"300\"\n";
    let file = place.file("DS_FLORES_A88_2024_data.csv", text);
    let report = place.import(|importing| sectors::import_flores(&file, importing)).expect("import");
    assert_eq!((report.kept, report.rejected), (6, 1));
    assert!(
        said(&report.corrections, "statut W") && said(&report.corrections, "secret), gardés comme inconnus (2 lignes)"),
        "{:?}",
        report.corrections
    );
    assert!(said(&report.corrections, "autres lieux que des communes, passés (2 lignes)"), "{:?}", report.corrections);
    let national = place.held().national.expect("national");
    assert_eq!((national.jobs.total(), national.establishments.total(), national.withheld.len(), national.year), (30.0, 5.0, 2, 2024));
    let a38 = text.replace("\"25\"", "\"CH\"");
    let file = place.file("DS_FLORES_A38_2024_data.csv", a38);
    let why = place.import(|importing| sectors::import_flores(&file, importing)).expect_err("groups of divisions");
    assert!(why.fr.contains("prenez le fichier A88"), "{}", why.fr);
}

fn reference_with_divisions() -> Reference {
    let reference = small();
    assert!(reference.naf_label("25").is_some());
    reference
}

#[test]
fn baci_is_reduced_to_what_each_supplier_sells_to_the_world_the_union_and_france() {
    let place = Place::new();
    let text = "t,i,j,k,v,q\n2022,156,251,850760,100.5,10\n2022,156,276,850760,50,NA\n2022,156,842,850760,7,1\n2022,276,251,850760,20,1\n2021,276,251,850760,9,1\n2022,x,251,850760,9,1\n2022,842,251,010121,3,\n";
    let file = place.file("BACI_HS17_Y2022_V202401.csv", text);
    let report = place.import(|importing| sectors::import_baci(&file, None, importing)).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (7, 5, 1));
    assert!(said(&report.corrections, "année 2021"));
    let held = place.held();
    let flows = held.flows.expect("flows");
    assert_eq!((flows.year, flows.nomenclature.as_str()), (2022, "HS 2017"));
    let batteries = &flows.of["850760"];
    assert_eq!(
        batteries.iter().map(|f| (f.supplier, f.world, f.union, f.france)).collect::<Vec<_>>(),
        [(156, 157.5, 150.5, 100.5), (276, 20.0, 20.0, 20.0)]
    );
    assert!(!batteries[0].in_union() && batteries[1].in_union() && flows.of.contains_key("010121"));
    assert_eq!(held.exports.expect("exports").table.total(), 180.5);
}

#[test]
fn a_flow_or_a_figure_given_twice_is_summed_and_told() {
    let place = Place::new();
    let text = "t,i,j,k,v,q\n2022,156,251,850760,100,10\n2022,156,251,850760,50,1\n2022,276,251,850760,20,1\n";
    let file = place.file("BACI_HS17_Y2022_V202401.csv", text);
    let report = place.import(|importing| sectors::import_baci(&file, None, importing)).expect("import");
    assert!(said(&report.corrections, "156 → 251 × 850760 est donné plusieurs fois"), "{:?}", report.corrections);
    assert_eq!(place.held().flows.expect("flows").of["850760"][0].france, 150.0);

    let row = |value| format!("71076;COM;25;1T9X7;EMPL3112;A;2024;{value}\n");
    let text =
        "GEO;GEO_OBJECT;ACTIVITY;LEGAL_FORM_WITH_PUBLIC;FLORES_MEASURE;OBS_STATUS;TIME_PERIOD;OBS_VALUE\n".to_owned() + &row(40) + &row(2);
    let place = Place { reference: reference_with_divisions(), ..Place::new() };
    let file = place.file("DS_FLORES_A88_2024_data.csv", text);
    let report = place.import(|importing| sectors::import_flores(&file, importing)).expect("import");
    assert!(said(&report.corrections, "71076 × 25 est donné plusieurs fois"), "{:?}", report.corrections);
    assert_eq!(place.held().national.expect("national").jobs.total(), 42.0);
}

#[test]
fn world_trade_is_read_by_its_usual_column_names() {
    for (header, separator) in [("l,p,v", ','), ("country;product;value", ';'), ("Exporter\tHS Product Code\tExport Value", '\t')] {
        let place = Place::new();
        let rows = ["fra,0111,10", "deu,0111,5.5", "fra,0111,2", "fra,,2", "fra,0112,-3"].join("\n").replace(',', &separator.to_string());
        let file = place.file("trade.csv.gz", gzip(format!("{header}\n{rows}\n").as_bytes()));
        let options = TradeOptions { nomenclature: Some("SITC rev. 2".into()), year: Some(2000), producer: None };
        let report = place.import(|importing| sectors::import_trade(&file, &options, importing)).expect("import");
        assert_eq!((report.read, report.kept, report.rejected), (5, 3, 2), "{header}");
        let exports = place.held().exports.expect("exports");
        assert_eq!((exports.table.total(), exports.nomenclature.as_str()), (17.5, "SITC rev. 2"));
        assert!(said(&report.corrections, "fra × 0111"));
    }
    let place = Place::new();
    let file = place.file("trade.csv", "a,b,c\n1,2,3\n");
    let why = place.import(|importing| sectors::import_trade(&file, &TradeOptions::default(), importing)).expect_err("question");
    assert!(why.fr.contains("quelle colonne donne le pays"), "{}", why.fr);
    // Four digits are HS or SITC, and a matrix has a date: nothing is held on a guess.
    let file = place.file("trade.csv", "l,p,v\nfra,0111,10\ndeu,0111,5\n");
    let import = |nomenclature: Option<&str>, year| {
        let options = TradeOptions { nomenclature: nomenclature.map(str::to_owned), year, producer: None };
        place.import(|importing| sectors::import_trade(&file, &options, importing))
    };
    for (nomenclature, year, words) in
        [(None, Some(2000), "--nomenclature"), (Some("?"), Some(2000), "--nomenclature"), (Some("HS"), None, "--year")]
    {
        let why = import(nomenclature, year).expect_err(words);
        assert!(why.fr.contains(words) && why.en.contains(words), "{}", why.fr);
    }
    assert!(sectors::open(&place.data()).expect("readable").is_none());
    assert!(import(Some("SITC rev. 2"), Some(2000)).is_ok());
}

#[test]
fn an_input_output_table_is_square_with_its_output_or_it_is_refused() {
    let place = Place::new();
    let import = |text: &str| {
        let file = place.file("tes.csv", text);
        place.import(|importing| sectors::import_input_output(&file, &InputOutputOptions::default(), importing))
    };
    let refused = [
        ("branche;24;25\n24;1;2\n25;3;4\n", "production"),
        ("branche;24;25\n24;1;2\nproduction;15;30\n", "carré"),
        ("branche;24;25\n25;1;2\n24;3;4\nproduction;15;30\n", "même ordre"),
        ("branche;24;25\n24;1;deux\n25;3;4\nproduction;15;30\n", "« deux »"),
        ("branche;acier;métaux\nacier;1;2\nmétaux;3;4\nproduction;15;30\n", "aucune branche"),
    ];
    for (text, words) in refused {
        let why = import(text).expect_err(text);
        assert!(why.fr.contains(words) && why.fr.contains("ligne"), "{}", why.fr);
    }
    assert!(sectors::open(&place.data()).expect("readable").is_none(), "a refused table leaves nothing");
    import("branche;24;25;demande finale\n24;1;2;10\n25;3;4,5;20\nproduction;15;30;0\n").expect("import");
    let table = place.held().input_output.expect("table");
    assert_eq!((table.branches, table.flows), (vec!["24".to_owned(), "25".to_owned()], vec![1.0, 2.0, 3.0, 4.5]));
    assert_eq!((table.output, table.final_demand), (vec![15.0, 30.0], Some(vec![10.0, 20.0])));
    assert_eq!(table.home_demand, None, "how much of it is exported is not told");
    for rows in [
        "branche;24;25;Exportations;demande finale\n24;1;2;4;10\n25;3;4,5;25;20\nproduction;15;30;;\n",
        "branche;24;25;Demande finale intérieure\n24;1;2;6\n25;3;4,5;-5\nproduction;15;30;\n",
    ] {
        import(rows).expect("import");
        assert_eq!(place.held().input_output.expect("table").home_demand, Some(vec![6.0, -5.0]), "{rows}");
    }
    let report = import("branche;CH;TOTAL\nCH;1;2\nTOTAL;3;4\nproduction;15;30\n").expect("letters of national accounts");
    assert!(said(&report.corrections, "TOTAL"), "{:?}", report.corrections);
}

#[test]
fn what_an_activity_asks_of_a_site_is_read_by_its_usual_names_and_the_finest_level_counts() {
    let place = Place { reference: reference_with_divisions(), ..Place::new() };
    let import = |text: &str| {
        let file = place.file("besoins.csv", text);
        let options = SiteNeedOptions { producer: Some("Essai".into()), ..SiteNeedOptions::default() };
        place.import(|importing| sectors::import_site_needs(&file, &options, importing))
    };
    let report = import(
        "naf;besoin;valeur\n25;surface_ha;3\n25;Fer;oui\n25.62B;site.area_ha;1,5\n25;puissance;-2\n25;rail;peut-être\n25;vue;belle\n25;area_ha;4\n99;rail;oui\n",
    )
    .expect("import");
    assert_eq!((report.kept, report.rejected, report.cells), (3, 5, 3), "{:?}", report.problems);
    assert!(report.problems.iter().any(|p| p.mend.fr.contains("power_mva")), "an unknown need is told those that are known");
    let held = place.held().site_needs.expect("needs");
    let (yes, three) = (domain::Value::Bool(true), domain::Value::Number(3.0));
    assert_eq!(held.of("25.50B"), Some(&[("site.area_ha".to_owned(), three), ("site.rail".to_owned(), yes)][..]));
    assert_eq!(held.of("25.62B"), Some(&[("site.area_ha".to_owned(), domain::Value::Number(1.5))][..]), "its own row");
    assert!(held.of("10.71C").is_none() && held.source.title.contains("Essai"));
}

#[test]
fn what_is_not_imported_is_said_with_the_file_to_fetch() {
    let told = sectors::missing_without_data();
    assert_eq!(told.len(), 8);
    assert!(told.iter().all(|t| t.fr.contains("rebond import") && t.en.contains("rebond import")));
    let place = Place::new();
    assert!(sectors::open(&place.data()).expect("readable").is_none());
    place.urssaf(&place.file("urssaf.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    assert_eq!(place.held().missing.len(), 7);
}
