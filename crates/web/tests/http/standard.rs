//! The national standard in and out: an imported file is on the map, and what leaves is strict and tells what it lacks.

use crate::server::Server;
use cnig::{Class, read, sheets};
use store::site_lists::{self, Read};

const SITES: &str = "site_id;pole_id;site_nom;site_type;site_vocadomi;site_etat;site_surf_brute;site_surf_utile;site_surf_comm_dispo;site_identif_date;\
site_actu_date;site_epci_nom;site_epci_siren;site_comm_nom;site_comm_insee;site_moa_type;site_geomsurf;ext_puissance_mva\n\
71076_SITE-ECO_00007;71076_POLE-ECO_00001;Parc des Prés;Zone d'activité économique;entrepôts;logistique;existant et actif;441000;40,2;12,5;26/03/2016;\
2023-08-29;CA Le Grand Chalon;200071223;Chalon-sur-Saône;71076;EPCI;\"POLYGON((4.85 46.80,4.86 46.80,4.86 46.8052,4.85 46.8052,4.85 46.80))\";40\n";

/// Takes a list that was read into the catalogue; `digit` stands for the digest of its file.
async fn taken_in(server: &Server, list: reference::SiteList, (name, file, source): (&str, &str, &str), digit: &str) {
    let read = Read {
        list: name.into(),
        file: file.into(),
        file_sha256: digit.repeat(64),
        source: source.into(),
        sites: list.accepted,
        beside: list.beside,
        rejected: vec![],
    };
    site_lists::import(&server.app.store, read, "test", jiff::Timestamp::now()).await.expect("the list is imported");
    server.app.refresh_sites().await.expect("the catalogue is read again");
}

async fn with_sites(server: &Server) {
    let list = reference::read_site_list("zae.csv", SITES.as_bytes(), &server.app.reference, None);
    assert_eq!(list.rejected, []);
    taken_in(server, list, ("zae", "zae.csv", "Grand Chalon"), "1").await;
}

#[tokio::test]
async fn an_imported_site_of_the_standard_is_in_the_catalogue_with_the_labels_of_its_fields() {
    let server = Server::start().await;
    with_sites(&server).await;
    let page = server.get("/sites/71076-site-eco-00007").await.text();
    for word in ["Parc des Prés", "44,1", "État du site", "existant et actif", "entrepôts, logistique", "40\u{a0}MVA"] {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("MultiPolygon"), "a perimeter is not spelled out");
    assert!(server.get("/en/sites/71076-site-eco-00007").await.text().contains("State of the site"));
}

#[tokio::test]
async fn the_strict_file_holds_the_valid_site_only_and_the_report_every_other() {
    let server = Server::start().await;
    with_sites(&server).await;
    let csv = server.get("/sites/sites-cnig.csv").await.text();
    let reading = read("x.csv", &sheets(csv.as_bytes()).expect("a table")).expect("recognised");
    assert_eq!((reading.records.len(), reading.corrections.len()), (1, 0), "one site of the catalogue has every required value");
    assert_eq!(reading.records[0].text("site_id"), Some("71076_SITE-ECO_00007"));
    let missing = server.get("/en/sites/sites-cnig-manques.csv").await.text();
    let others = server.app.sites().len() - 1;
    let named: std::collections::BTreeSet<&str> = missing.lines().skip(1).filter_map(|l| l.split(';').next()).collect();
    assert_eq!(named.len(), others, "every other site is listed with what it lacks");
    assert!(missing.contains("site_geomsurf;perimeter"), "{}", missing.lines().nth(1).unwrap_or_default());
    let extension = server.get("/sites/sites-cnig-extension.csv").await.text();
    assert!(extension.contains("71076_SITE-ECO_00007") && extension.contains(";40;"));
}

#[tokio::test]
async fn the_geopackage_and_the_workbook_hold_everything_and_read_back() {
    let server = Server::start().await;
    with_sites(&server).await;
    let total = server.app.sites().len();
    let bytes = server.get("/sites/sites-cnig.gpkg").await.bytes;
    let layers = geopackage::sheets(&bytes).await.expect("a GeoPackage");
    let reading = read("x.gpkg", &layers).expect("recognised");
    assert_eq!(reading.of(Class::Site).count(), total, "valid ones in their layer, the others beside");
    let book = server.get("/sites/sites-cnig.xlsx").await.bytes;
    let reading = read("x.xlsx", &sheets(&book).expect("a workbook")).expect("recognised");
    assert_eq!(reading.of(Class::Site).count(), total);
}

/// A multipart form with a file and, when it is asked, the report.
fn upload(name: &str, bytes: &[u8], report: &str) -> axum::http::Request<axum::body::Body> {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    if !report.is_empty() {
        body.extend_from_slice(format!("\r\n--x\r\nContent-Disposition: form-data; name=\"report\"\r\n\r\n{report}").as_bytes());
    }
    body.extend_from_slice(b"\r\n--x--\r\n");
    crate::server::request(axum::http::Method::POST, "/sites/import")
        .header("content-type", "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body))
        .expect("a request")
}

#[tokio::test]
async fn a_preview_tells_the_standard_and_every_correction_and_the_report_can_be_taken_away() {
    let server = Server::start().await;
    let page = server.send(upload("zae.csv", SITES.as_bytes(), "")).await.text();
    for word in ["Standard national reconnu", "site-eco", "«\u{a0}441000\u{a0}» lu «\u{a0}44.1\u{a0}»", "coupée en deux par sa virgule"]
    {
        assert!(page.contains(word), "{word}");
    }
    let report = server.send(upload("zae.csv", SITES.as_bytes(), "csv")).await.text();
    assert!(report.contains("corrigé;zae.csv;2;7;site_surf_brute"), "{report}");
    let book = server.send(upload("zae.csv", SITES.as_bytes(), "xlsx")).await;
    assert!(book.bytes.starts_with(b"PK"));
}

/// The page says 10 MB: three are read, and eleven are refused with words.
#[tokio::test]
async fn a_list_of_several_megabytes_is_read_and_one_over_the_limit_is_refused_with_words() {
    let server = Server::start().await;
    let note = "x".repeat(10_000);
    let rows: String = (0..300).map(|n| format!("Parc {n};71076;{note}\n")).collect();
    let read = server.send(upload("parcs.csv", format!("nom;insee;note\n{rows}").as_bytes(), "")).await;
    assert!(read.status == 200 && read.text().contains("300 sites lus"), "{} {}", read.status, read.text());
    for declared in [true, false] {
        let mut heavy = upload("parcs.csv", &vec![b'a'; 11 << 20], "");
        if declared {
            heavy.headers_mut().insert("content-length", (11_u32 << 20).into());
        }
        let refused = server.send(heavy).await;
        assert!(refused.status == 413 && refused.text().contains("Envoi trop lourd"), "{} {}", refused.status, refused.text());
    }
}

#[tokio::test]
async fn a_geopackage_is_read_like_any_file_and_a_broken_one_is_refused_with_words() {
    let server = Server::start().await;
    with_sites(&server).await;
    let bytes = server.get("/sites/sites-cnig.gpkg").await.bytes;
    let page = server.send(upload("sites.gpkg", &bytes, "")).await.text();
    assert!(page.contains("Parc des Prés") && page.contains("GeoPackage"), "{page}");
    let page = server.send(upload("sites.gpkg", &bytes[..5_000], "")).await.text();
    assert!(page.contains("GeoPackage illisible"), "{page}");
}

#[tokio::test]
async fn a_column_whose_heading_tells_nothing_is_told_by_whoever_gives_the_file() {
    let server = Server::start().await;
    let file = "intitulé du lieu;où\nZone des Essais;Chalon-sur-Saône\n";
    let page = server.send(upload("liste.csv", file.as_bytes(), "")).await.text();
    for words in ["aucune colonne ne donne «\u{a0}nom\u{a0}»", "name=\"colonne.0\"", "2 ne sont pas reconnues", "Zone des Essais"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let told = async |columns: [&str; 2]| {
        let part = |(at, field): (usize, &&str)| format!("--x\r\nContent-Disposition: form-data; name=\"colonne.{at}\"\r\n\r\n{field}\r\n");
        let columns: String = columns.iter().enumerate().map(part).collect();
        let body =
            format!("{columns}--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\r\n{file}\r\n--x--\r\n");
        let request = crate::server::request(axum::http::Method::POST, "/sites/import")
            .header("content-type", "multipart/form-data; boundary=x")
            .body(axum::body::Body::from(body))
            .expect("a request");
        server.send(request).await.text()
    };
    let read = told(["name", "commune"]).await;
    assert!(read.contains("Chalon-sur-Saône (71)") && read.contains("value=\"name\" selected"), "{read}");
    assert!(!read.contains("aucune colonne ne donne"), "{read}");
    let twice = told(["name", "name"]).await;
    assert!(twice.contains("toutes deux dites «\u{a0}nom\u{a0}»") && twice.contains("name=\"colonne.0\""), "{twice}");
}

#[tokio::test]
async fn a_newer_list_corrects_a_site_of_the_table_and_the_history_keeps_what_the_table_said() {
    let server = Server::start().await;
    let free = |server: &Server| server.app.sites().iter().find(|s| s.id == "saoneor-71076").and_then(|s| s.number("available_ha"));
    let told = free(&server).expect("the table gives the area free at SaôneOr");
    let text = "nom;code insee;surface disponible (ha)\nSaôneOr;71076;33\n";
    let list = reference::read_site_list("epci.csv", text.as_bytes(), &server.app.reference, None);
    taken_in(&server, list, ("epci", "epci.csv", "Grand Chalon"), "2").await;
    assert_eq!(free(&server), Some(33.0), "received after the label of 2020");
    let page = server.get("/sites/saoneor-71076/historique").await.text();
    let told = domain::format::number(told, 2, domain::Lang::Fr);
    assert!(page.contains(&format!("{told}\u{a0}ha")) && page.contains("33\u{a0}ha"), "{told}: {page}");
}

#[tokio::test]
async fn every_characteristic_that_the_ranking_reads_has_its_words_and_its_unit_on_the_page_of_a_site() {
    let server = Server::start().await;
    let keys = locate::CRITERIA.iter().flat_map(|spec| match spec.reading {
        locate::Reading::Distance | locate::Reading::Maturity => vec![],
        locate::Reading::Yes | locate::Reading::No => vec![(spec.keys[0], "oui")],
        _ => spec.keys.iter().map(|key| (*key, "7")).collect(),
    });
    let keys: Vec<(&str, &str)> = keys.filter(|(key, _)| *key != "brownfield").collect();
    let heads: Vec<&str> = keys.iter().map(|(key, _)| reference::standard::field_of(key)).collect();
    let cells: Vec<&str> = keys.iter().map(|(_, cell)| *cell).collect();
    let text = format!(
        "site_id;site_nom;site_comm_insee;ext_icpe_max;{}\nZZ_1;Parc des Mots;71076;autorisation;{}\n",
        heads.join(";"),
        cells.join(";")
    );
    let list = reference::read_site_list("mots.csv", text.as_bytes(), &server.app.reference, None);
    assert_eq!(list.rejected, []);
    taken_in(&server, list, ("mots", "mots.csv", "essai"), "3").await;
    let french = ["Délai des autorisations", "7\u{a0}mois", "autorisation"];
    let english = ["Time to permits", "7\u{a0}months", "authorisation"];
    for (language, words) in [("", french), ("/en", english)] {
        let page = server.get(&format!("{language}/sites/zz-1")).await.text();
        for (key, _) in &keys {
            assert!(!page.contains(&format!("<dt>{key}</dt>")), "{key} is shown as a code");
        }
        for word in words {
            assert!(page.contains(word), "{word}");
        }
        assert!(!page.contains("<dt>icpe_max</dt>"));
    }
}

#[tokio::test]
async fn the_date_and_the_scope_of_a_procedure_are_on_the_page_of_its_site() {
    let server = Server::start().await;
    let sites = "site_id;site_nom;site_comm_insee\nZZ_2;Parc des Dates;71076\n";
    let procedures = "site_id;proc_type;proc_etat;proc_date;proc_surface;proc_icpe;proc_puissance_mva\n\
        ZZ_2;environmental_authorisation;obtenue;2026-01-12;12,5;autorisation;8\nZZ_2;plu;obtenue;;;;\n";
    let tables = [sites, procedures].map(|text| sheets(text.as_bytes()).expect("a table")).concat();
    let list = reference::read_site_sheets("dates.csv", &tables, &server.app.reference, None);
    assert_eq!(list.rejected, []);
    taken_in(&server, list, ("dates", "dates.csv", "essai"), "4").await;
    let page = server.get("/sites/zz-2").await.text();
    for words in ["12\u{a0}janvier 2026", "12,5\u{a0}ha, ICPE jusqu’à autorisation, 8\u{a0}MVA", "non dit"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(server.get("/en/sites/zz-2").await.text().contains("ICPE up to authorisation"));
}

const PLOTS: &str = "terr_id;site_id;terr_surf_brute;terr_identif_date;terr_actu_date;terr_maitrise_fonc;terr_stade_amngt;terr_stade_comm;\
terr_etat_occup;terr_usage;terr_geomsurf\nT1;71076_SITE-ECO_00007;9.9;2020-01-01;2024-01-01;commune;viabilisé et aménagé;en vente;inoccupé;inconnu;\
\"POLYGON((4.85 46.80,4.86 46.80,4.86 46.8052,4.85 46.8052,4.85 46.80))\"\n";
const POLES: &str = "pole_id;pole_nom;pole_vocadomi;pole_identif_date;pole_surface;pole_geompoint\n\
71076_POLE-ECO_00001;Pôle du Chalonnais;industrielle;2020-01-01;400;4.85, 46.80\n";
const ESTABLISHMENTS: &str = "SIRET;SIREN;terr_id;etab_raison_sociale;etab_nat_juridique;etab_nom\n\
41816609600069;418166096;T1;Essai SAS;5710;Essai Chalon\n";

#[tokio::test]
async fn the_four_levels_of_the_standard_are_on_the_page_of_a_site_and_leave_in_layers() {
    let server = Server::start().await;
    with_sites(&server).await;
    let before = server.get("/sites/71076-site-eco-00007").await.text();
    assert!(!before.contains("Pôle, terrains et établissements"), "nothing is told of them yet");
    let tables = [PLOTS, POLES, ESTABLISHMENTS].map(|text| sheets(text.as_bytes()).expect("a table")).concat();
    let (sites, known) = (server.app.sites(), server.app.sites());
    let known = reference::standard::Catalogue::of(known.iter());
    let list = reference::read_site_sheets_beside("autour.xlsx", &tables, &server.app.reference, None, &known);
    assert_eq!((list.rejected.len(), list.beside.len()), (0, 3), "{:?}", list.rejected);
    taken_in(&server, list, ("autour", "autour.xlsx", "Grand Chalon"), "5").await;
    assert_eq!(server.app.sites().len(), sites.len(), "what is beside is no site");
    let page = server.get("/sites/71076-site-eco-00007").await.text();
    for word in ["Pôle du Chalonnais", "Ses terrains", "9,9", "en vente", "Essai Chalon", "41816609600069", "autour.xlsx"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(server.get("/en/sites/71076-site-eco-00007").await.text().contains("Establishments present"));
    let poles = server.get("/sites/sites-cnig-poles.csv").await.text();
    assert!(poles.lines().count() == 2 && poles.contains("Pôle du Chalonnais"), "{poles}");
    assert_eq!(server.get("/sites/sites-cnig-terrains.csv?q=pres").await.text().lines().count(), 2);
    assert_eq!(server.get("/sites/sites-cnig-poles.csv?q=nulle+part").await.text().lines().count(), 1, "of the sites that are kept");
    let establishments = server.get("/sites/sites-cnig-etablissements.csv").await.text();
    assert_eq!(establishments.lines().count(), 1, "it lacks what is required");
    assert!(server.get("/sites/sites-cnig-manques.csv").await.text().contains("41816609600069;Essai Chalon;"));
    let bytes = server.get("/sites/sites-cnig.gpkg").await.bytes;
    let reading = cnig::read("x.gpkg", &geopackage::sheets(&bytes).await.expect("a GeoPackage")).expect("recognised");
    assert_eq!((reading.of(Class::Pole).count(), reading.of(Class::Plot).count(), reading.of(Class::Establishment).count()), (1, 1, 0));
}
