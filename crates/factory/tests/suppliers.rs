//! Who could supply a plant around each site: counted from the register and the table of branches, or said unknown.

use domain::{Date, Datum, Facts, Mark, Site, Source, Status, Value};
use factory::{Access, Suppliers};
use reference::sectors::{self, Importing, InputOutputOptions, Progress, SireneOptions};
use reference::{CommuneRow, DepartmentRow, NamedRow, Reference, Tables};
use std::path::Path;
use std::sync::Arc;

const TODAY: Date = Date::constant(2026, 11, 23);

fn reference() -> Reference {
    let commune = |code: &str, name: &str, department: &str, lat: f64, lon: f64| CommuneRow {
        code: code.into(),
        name: name.into(),
        department: department.into(),
        region: "27".into(),
        siren: String::new(),
        epci: None,
        population: Some(10_000),
        lat: Some(lat),
        lon: Some(lon),
        located: "exact".into(),
    };
    let department = |code: &str| DepartmentRow { code: code.into(), name: code.into(), region: "27".into() };
    Reference::assemble(Tables {
        communes: vec![
            commune("71076", "Chalon-sur-Saône", "71", 46.78, 4.85),
            commune("71154", "Crissey", "71", 46.82, 4.88),
            commune("13055", "Marseille", "13", 43.30, 5.37),
        ],
        departments: vec![department("71"), department("13")],
        regions: vec![NamedRow { code: "27".into(), name: "Bourgogne-Franche-Comté".into() }],
        ..Tables::default()
    })
}

fn sites() -> Arc<Vec<Site>> {
    let site = |id: &str, commune: &str| Site {
        id: id.into(),
        name: id.into(),
        commune: Some(commune.into()),
        commune_name: String::new(),
        department: commune[..2].into(),
        region: String::new(),
        labels: vec![],
        owner: None,
        position: None,
        attributes: Default::default(),
        anticipations: vec![],
        note: String::new(),
        source: Source::new("essai", Mark::Partial),
    };
    Arc::new(vec![site("saone", "71076"), site("sud", "13055")])
}

fn making(naf: &str) -> Facts {
    let mut facts = Facts::default();
    facts.set("project.naf", Datum::declared(Value::Code(naf.into())));
    facts
}

/// The register: two foundries of twenty people and one of five near Chalon, one of twenty in Marseille, a bakery.
fn register() -> String {
    let head = "siren,nic,siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,libelleCommuneEtablissement,codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement\n";
    let row = |n: u32, band: &str, commune: &str, naf: &str| {
        format!("{n:09},00011,{n:09}00011,O,{band},X,{commune},A,ATELIER {n},,{naf},NAFRev2,O\n")
    };
    [
        head.to_owned(),
        row(1, "12", "71076", "24.51Z"),
        row(2, "12", "71154", "24.51Z"),
        row(3, "02", "71154", "24.51Z"),
        row(4, "12", "13055", "24.51Z"),
        row(5, "12", "71076", "10.71C"),
    ]
    .concat()
}

/// Metal products buy ten times more from metallurgy than from food.
const BRANCHES: &str = "branche;10;24;25\n10;1;2;3\n24;1;2;60\n25;0;1;6\nproduction;100;100;300\n";

fn import(dir: &Path, reference: &Reference, name: &str, text: &str) {
    let file = dir.join(name);
    std::fs::write(&file, text).expect("written");
    let (data, mut silent) = (dir.join("reference"), |_: &Progress| {});
    let mut importing = Importing::new(&data, reference, TODAY, &mut silent);
    let options = SireneOptions { establishments: true, threads: 1, units: None };
    let done = match name {
        "StockEtablissement_utf8.csv" => sectors::import_sirene(&file, &options, &mut importing),
        _ => sectors::import_input_output(&file, &InputOutputOptions::default(), &mut importing),
    };
    done.unwrap_or_else(|why| panic!("{}", why.fr));
}

fn bounds(site: &Site) -> Option<(f64, f64)> {
    Some((site.number("suppliers_60min_low")?, site.number("suppliers_60min_high")?))
}

#[test]
fn suppliers_are_counted_around_each_site_once_both_files_are_loaded_and_said_unknown_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let (reference, sites) = (reference(), sites());
    let data = folder.path().join("reference");
    let access = Access::estimated(&data, &reference);
    let suppliers = Suppliers::new(&data);
    let why = |facts: &Facts| suppliers.told(facts, &sites, &reference, &access).unknown.map(|t| t.fr.to_string()).unwrap_or_default();
    assert!(why(&making("25.62B")).contains("aucun établissement n’est chargé"), "{}", why(&making("25.62B")));
    import(folder.path(), &reference, "StockEtablissement_utf8.csv", &register());
    assert!(why(&making("25.62B")).contains("table entrées-sorties"), "the import is seen without starting again");
    import(folder.path(), &reference, "tes.csv", BRANCHES);
    assert!(why(&Facts::default()).contains("l’activité du projet"), "{}", why(&Facts::default()));
    assert!(why(&making("62.01Z")).contains("ne dit rien"), "{}", why(&making("62.01Z")));
    let told = suppliers.told(&making("25.62B"), &sites, &reference, &access);
    assert_eq!(told.unknown, None);
    // Two foundries near Chalon: five people are too few, a bakery supplies no workshop, Marseille is far.
    let (low, high) = bounds(&told.sites[0]).expect("counted");
    assert!(low <= high && high == 2.0, "{low} to {high}");
    assert_eq!(bounds(&told.sites[1]).map(|(_, high)| high), Some(1.0), "its own foundry, and none of Chalon");
    let datum = &told.sites[0].attributes["suppliers_60min_high"];
    let title = &datum.source.as_ref().expect("a source").title;
    assert_eq!(datum.status, Status::Computed);
    assert!(title.contains("branches 24") && title.contains("10 salariés") && title.contains("Temps"), "{title}");
    assert!(sites[0].attributes.is_empty(), "the catalogue itself is not touched");
}

#[test]
fn a_second_project_of_the_branch_reads_what_the_first_counted_and_new_sites_are_counted_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (reference, all) = (reference(), sites());
    let data = folder.path().join("reference");
    import(folder.path(), &reference, "StockEtablissement_utf8.csv", &register());
    import(folder.path(), &reference, "tes.csv", BRANCHES);
    let (access, suppliers) = (Access::estimated(&data, &reference), Suppliers::new(&data));
    let first = suppliers.told(&making("25.62B"), &all, &reference, &access).sites;
    let second = suppliers.told(&making("25.11Z"), &all, &reference, &access).sites;
    assert!(Arc::ptr_eq(&first, &second), "same branch, same sites");
    let others = sites();
    let again = suppliers.told(&making("25.62B"), &others, &reference, &access).sites;
    assert!(!Arc::ptr_eq(&first, &again) && again[0].attributes == first[0].attributes);
}

#[test]
fn what_a_source_says_of_the_suppliers_of_a_site_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let reference = reference();
    import(folder.path(), &reference, "StockEtablissement_utf8.csv", &register());
    import(folder.path(), &reference, "tes.csv", BRANCHES);
    let data = folder.path().join("reference");
    let mut own = sites().to_vec();
    own[0].attributes.insert("suppliers_60min_low".into(), Datum::declared(Value::Number(7.0)));
    let told = Suppliers::new(&data).told(&making("25.62B"), &Arc::new(own), &reference, &Access::estimated(&data, &reference));
    assert_eq!((told.sites[0].number("suppliers_60min_low"), told.sites[0].number("suppliers_60min_high")), (Some(7.0), None));
    assert!(bounds(&told.sites[1]).is_some(), "the others are counted");
}
