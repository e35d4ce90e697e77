//! Installations around a site, from a list whose "lat" and "lon" are metres of Lambert-93.

use crate::support;
use cnig::sheets;
use domain::Position;
use reference::{Installations, import_installations, import_rubrics, read_installations};

/// Invented rows under the headings of the list of Géorisques.
const LIST: &str = "s3ic_id,city,name,lat,lon,regime,seveso,family,active,code_insee,code_naf\n\
    0001,CHALON,USINE UN,841000,6631000,A,SH,Industries,En fonctionnement,71076,25.50B\n\
    0002,CRISSEY,USINE DEUX,841500,6634000,E,NS,Industries,En fonctionnement,71154,\n\
    0003,CRISSEY,USINE AUX CHAMPS,100000,7000000,E,NS,Industries,En fonctionnement,71154,\n\
    0004,CHALON,GAEC DES PRÉS,841000,6631000,E,NS,Bovins,En fonctionnement,71076,\n\
    0005,CHALON,USINE FERMÉE,841000,6631000,A,NS,Industries,Cessation déclarée,71076,\n\
    0006,NULLE PART,USINE PERDUE,12,12,A,NS,Industries,En fonctionnement,00000,\n";

#[test]
fn metres_under_the_names_of_degrees_are_converted_and_outliers_stand_at_their_commune() {
    let sheets = sheets(LIST.as_bytes()).expect("a table");
    let (all, report) = read_installations("icpe.csv", &sheets[0], &support::small()).expect("the columns are known");
    assert_eq!((report.read, report.accepted, report.converted, report.left_out), (6, 3, 2, 2));
    assert_eq!((report.corrections.len(), report.corrections[0].line), (1, 4));
    assert_eq!((report.rejected.len(), report.rejected[0].line), (1, 7));
    let place = Position { lat: 46.764, lon: 4.8477, approximate: false };
    let near = all.around(place, 5.0);
    assert_eq!(near.iter().map(|(_, i)| i.id.as_str()).collect::<Vec<_>>(), ["0001", "0003", "0002"]);
    assert!(near[0].0 < 0.1 && (near[2].0 - 3.0).abs() < 0.2, "{near:?}");
    assert!(near[1].1.position.approximate);
    assert_eq!(all.around(place, 1.0).len(), 1);
}

#[test]
fn what_is_imported_is_found_again_and_nothing_imported_is_an_empty_set() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(Installations::open(folder.path()).is_empty());
    let reference = support::small();
    import_installations("icpe.csv", LIST.as_bytes(), &reference, folder.path(), false).expect("imported");
    let sheets = sheets(LIST.as_bytes()).expect("a table");
    let (all, _) = read_installations("icpe.csv", &sheets[0], &reference).expect("read");
    assert_eq!(Installations::open(folder.path()), all);
    assert!(
        import_installations("icpe.csv", b"a;b\n1;2\n", &reference, folder.path(), false).is_err_and(|t| t.fr.contains("colonnes lues"))
    );
    assert_eq!(Installations::open(folder.path()), all, "a file that cannot be read replaces nothing");
}

#[test]
fn rubrics_are_kept_from_the_list_or_from_its_second_table_and_those_that_ended_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let reference = support::small();
    let list = "s3ic_id,city,name,lat,lon,regime,rubrique,alinea,siret,code_insee\n\
        0001,CHALON,USINE UN,841000,6631000,A,2718,1,123 456 782 00010,71076\n\
        0001,CHALON,USINE UN,841000,6631000,A,2560,,123 456 782 00010,71076\n\
        0002,CHALON,USINE DEUX,841000,6631000,A,,,,71076\n";
    let report = import_installations("icpe.csv", list.as_bytes(), &reference, folder.path(), false).expect("imported");
    assert_eq!((report.read, report.accepted), (3, 2));
    let rubrics = |id: &str| {
        let all = Installations::open(folder.path());
        all.iter().find(|i| i.id == id).map(|i| (i.rubrics.clone(), i.siret.clone())).expect("held")
    };
    assert_eq!(rubrics("0001"), (vec!["2560".to_owned(), "2718-1".to_owned()], "12345678200010".to_owned()));
    assert_eq!(rubrics("0002"), (vec![], String::new()));
    let second = "s3ic_id,rubrique,alinea,regime,state\n0002,2790,#,A,En fonctionnement\n0002,2770,,A,Cessation déclarée\n0002,4510,,NC,En fonctionnement\n0009,2790,,A,En fonctionnement\n";
    assert_eq!(import_rubrics(second.as_bytes(), folder.path()).expect("added"), 1);
    assert_eq!(rubrics("0002").0, ["2790"]);
    assert_eq!(rubrics("0001").0.len(), 2, "what the list said stays");
    assert!(import_rubrics(b"a;b\n1;2\n", folder.path()).is_err_and(|t| t.fr.contains("colonnes lues")));
}

#[test]
fn lists_by_region_add_up_and_what_a_list_says_closed_leaves() {
    let folder = tempfile::tempdir().expect("a folder");
    let reference = support::small();
    let import = |text: &str, whole| import_installations("icpe.csv", text.as_bytes(), &reference, folder.path(), whole).expect("imported");
    import(LIST, false);
    let head = LIST.lines().next().expect("a heading");
    let region = format!(
        "{head}\n0001,CHALON,USINE UN,841000,6631000,A,SH,Industries,Cessation déclarée,71076,25.50B\n\
         0002,CRISSEY,USINE DEUX BIS,841500,6634000,E,NS,Industries,En fonctionnement,71154,\n\
         0009,CRISSEY,USINE NEUF,841500,6634000,E,NS,Industries,En fonctionnement,71154,\n"
    );
    let report = import(&region, false);
    assert_eq!((report.accepted, report.former), (2, 1), "0003 is of the former list");
    let held = || {
        let place = Position { lat: 46.764, lon: 4.8477, approximate: false };
        let all = Installations::open(folder.path());
        let mut names: Vec<String> = all.around(place, 50.0).into_iter().map(|(_, i)| format!("{} {}", i.id, i.name)).collect();
        names.sort();
        names
    };
    assert_eq!(held(), ["0002 USINE DEUX BIS", "0003 USINE AUX CHAMPS", "0009 USINE NEUF"]);
    import(&region, true);
    assert_eq!(held(), ["0002 USINE DEUX BIS", "0009 USINE NEUF"]);
}

/// By hand, on a real list: `REBOND_INSTALLATIONS=list.csv REBOND_DATA=var/reference cargo test -p reference --test it a_real_list
/// -- --ignored --nocapture`.
#[test]
#[ignore = "wants a real list, named by REBOND_INSTALLATIONS"]
fn a_real_list_is_read_and_its_figures_told() {
    let (list, data) = (std::env::var("REBOND_INSTALLATIONS").expect("a list"), std::env::var("REBOND_DATA").expect("a reference"));
    let reference = reference::Reference::open(std::path::Path::new(&data)).unwrap_or_else(|e| panic!("{}", e.fr));
    let bytes = std::fs::read(&list).expect("the list");
    let started = std::time::Instant::now();
    let sheets = sheets(&bytes).expect("a table");
    let (all, report) = read_installations(&list, &sheets[0], &reference).unwrap_or_else(|e| panic!("{}", e.fr));
    let (read, kept, moved) = (report.read, report.accepted, report.converted);
    println!(
        "{read} read, {kept} kept, {moved} converted, {} corrected, {} refused, {:?}",
        report.corrections.len(),
        report.rejected.len(),
        started.elapsed()
    );
    for problem in report.corrections.iter().chain(&report.rejected).take(10) {
        println!("{}", problem.show(domain::Lang::En));
    }
    assert!(!all.is_empty() && report.read == report.accepted + report.left_out + report.rejected.len());
}
