//! The inventory of brownfields: an imported file is a catalogue, each brownfield is studied without an account nor a
//! project, and a project opened on it knows what the inventory says.

use crate::server::{Answer, Server};
use store::site_lists::{self, Read};

const FALLOW: &str = "site_id,site_nom,site_type,site_identif_date,site_actu_date,site_statut,comm_nom,comm_insee,bati_nombre,bati_surface,bati_etat,\
bati_patrimoine,sol_pollution_existe,unite_fonciere_surface,urba_zone_type,urba_zaer,source_nom,geompoint\n\
71076_1,Ancienne fonderie,friche industrielle,2019-05-18,2024-06-23,friche sans projet,Chalon-sur-Saône,71076,3,4000,dégradation moyenne,\
aucun,pollution avérée,20000,U,non,Inventaire d'essai,POINT(4.853 46.781)\n\
71076_2,Dépôt du port,friche logistique,2020-01-10,2024-06-23,friche avec projet,Chalon-sur-Saône,71076,1,900,,,inconnu,65000,U,non,\
Inventaire d'essai,POINT(4.86 46.79)\n\
25388_1,Atelier des Prés,friche industrielle,2021-03-02,2024-06-23,friche sans projet,Montbéliard,25388,,,,,pollution traitée,,A,non,\
Inventaire d'essai,POINT(6.80 47.51)\n";

/// Three invented brownfields.
pub async fn with_brownfields(server: &Server) {
    import(server, FALLOW, 3).await;
}

async fn import(server: &Server, text: &str, sites: usize) {
    let list = reference::read_site_list("friches.csv", text.as_bytes(), &server.app.reference, None);
    assert_eq!(list.rejected, []);
    assert_eq!(list.accepted.len(), sites);
    let read = Read {
        list: "friches".into(),
        file: "friches.csv".into(),
        file_sha256: "2".repeat(64),
        source: "essai".into(),
        sites: list.accepted,
        beside: list.beside,
        rejected: vec![],
    };
    site_lists::import(&server.app.store, read, "test", jiff::Timestamp::now()).await.expect("the list is imported");
    server.app.refresh_sites().await.expect("the catalogue is read again");
}

fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{202f}', '\u{a0}'], " ")
}

#[tokio::test]
async fn an_empty_inventory_says_which_file_to_import() {
    let server = Server::without_jobs().await;
    let page = server.get("/friches").await;
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(page.contains("Cartofriches") && page.contains("/sites/import") && page.contains("rebond import sites"), "{page}");
    assert!(!page.contains("<form class=\"filters\""), "nothing to filter yet");
    assert_eq!(server.get("/friches/71076-1").await.status, 404);
}

#[tokio::test]
async fn the_inventory_is_filtered_and_ordered_in_its_address_and_the_files_say_the_same_rows() {
    let server = Server::without_jobs().await;
    with_brownfields(&server).await;
    let page = plain(&server.get("/friches").await);
    for word in ["3 sur 3", "Ancienne fonderie", "Dépôt du port", "Atelier des Prés", "friche sans projet", "surface non connue"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(
        page.contains("value=\"mutabilite\"") && page.contains("<option value=\"pollution avérée\">pollution avérée</option>"),
        "the words of the inventory"
    );
    let english = plain(&server.get("/en/friches?statut=friche+sans+projet").await);
    assert!(english.contains("<option value=\"pollution avérée\">pollution proved</option>"), "the address keeps the word of the standard");
    assert!(english.contains(" · brownfield without a project") && !english.contains(">friche sans projet<"), "{english}");
    let own = plain(&server.get("/en/friches/71076-1").await);
    assert!(own.contains("<dd>brownfield without a project</dd>"), "{own}");
    let english = server.get("/en/friches/friches.csv").await.text();
    assert!(english.contains(";friche sans projet;"), "a file keeps the word of the standard: {english}");
    let kept = plain(&server.get("/friches?statut=friche+sans+projet&departement=71").await);
    assert!(kept.contains("1 sur 3") && kept.contains("Ancienne fonderie") && !kept.contains("Dépôt du port"), "{kept}");
    let csv = server.get("/friches/friches.csv?statut=friche+sans+projet&departement=71").await.text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains("71076-1;Ancienne fonderie;Chalon-sur-Saône;71076;71;"), "{csv}");
    let large = plain(&server.get("/friches?area=5&tri=surface").await);
    assert!(
        large.contains("Dépôt du port") && large.contains("Atelier des Prés") && !large.contains("Ancienne fonderie"),
        "unknown is kept"
    );
    let by_area = plain(&server.get("/en/friches?tri=surface").await);
    let place = |name: &str| by_area.find(&format!("<strong>{name}")).unwrap_or_else(|| panic!("{name} is listed"));
    assert!(place("Dépôt du port") < place("Ancienne fonderie") && place("Ancienne fonderie") < place("Atelier des Prés"));
    let unknown = server.get("/friches/friches.geojson?pollution=inconnu").await.json();
    let features = unknown["features"].as_array().expect("features");
    assert_eq!(features.len(), 1);
    assert_eq!(features[0]["properties"]["link"], "/friches/71076-2");
    assert!(server.get("/friches/friches.xlsx").await.bytes.starts_with(b"PK"));
    let none = plain(&server.get("/friches?q=introuvable").await);
    assert!(none.contains("Rien ne correspond"), "{none}");
    let wrong = server.get("/friches?area=beaucoup").await;
    assert!(wrong.status == 200 && wrong.text().contains("beaucoup"), "the page says what was typed");
    assert_eq!(server.get("/friches/friches.csv?area=beaucoup").await.status, 400, "a file that does not answer is not given");
}

#[tokio::test]
async fn a_brownfield_is_studied_from_the_inventory_and_completed_in_the_address() {
    let server = Server::without_jobs().await;
    with_brownfields(&server).await;
    let page = plain(&server.get("/friches/71076-1").await);
    for word in ["Ancienne fonderie", "pollution avérée", "Mutabilité vers l’industrie", "28 000 €", "dégradation moyenne"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    assert!(page.contains("L’inventaire dit : 20 000"), "what the inventory says stands beside the field: {page}");
    // 22 000 € × 2 ha once it is said not to be rural.
    assert!(!page.contains("44 000 €"));
    let query = "brownfield.rural=non&brownfield.purchase=200000&brownfield.other_costs=0&brownfield.revenue=0&brownfield.other_aid=0&\
                 brownfield.demolish_m2=1000&brownfield.asbestos_m2=0&brownfield.polluted_m2=5000&brownfield.deseal_m2=0&annees=20";
    let told = plain(&server.get(&format!("/friches/71076-1?{query}")).await);
    assert!(told.contains("44 000 €") && told.contains("330 000 €"), "5 000 m² at 66 €: {told}");
    // Purchase, 5.81 % of it, 75 € × 1 000, 66 € × 5 000, 60 € × 20 000 of studies and works.
    assert!(told.contains("1 816 620 €"), "{told}");
    assert!(told.contains("supposé") && told.contains("Sur 20 ans"), "what is supposed is marked so");
    let csv = server.get(&format!("/friches/71076-1/bilan.csv?{query}")).await.text();
    assert!(csv.contains("44000.00") && csv.contains("330000.00"), "{csv}");
    let wrong = server.get("/friches/71076-1?brownfield.purchase=cher").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text().contains("href=\"#brownfield.purchase\""), "the error leads to its field");
    assert_eq!(server.get("/friches/71076-1/bilan.csv?brownfield.purchase=cher").await.status, 400);
    assert_eq!(server.get("/friches/71076-1?grille=9.9").await.status, 400);
    assert_eq!(server.get("/friches/71076-1/autre.csv").await.status, 404);
    assert_eq!(server.get("/en/friches/nulle-part").await.status, 404);
}

#[tokio::test]
async fn a_project_opened_on_a_brownfield_knows_what_the_inventory_says() {
    let server = Server::without_jobs().await;
    with_brownfields(&server).await;
    let form = [
        ("title", "Fonderie"),
        ("project.naf", "25.50B"),
        ("project.commune", "71076"),
        ("project.cost", "12000000"),
        ("holder.kind", "company"),
        ("project.kind", "new_plant"),
        ("judged_on", "2026-11-28"),
        ("site", "71076-1"),
    ];
    let made = server.post("/projets", &form).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let owner = made.leads_to().to_owned();
    let page = plain(&server.get(&format!("{owner}/friche")).await);
    assert!(page.contains("avérée") && page.contains("28 000 €"), "{page}");
    assert!(!page.contains("Rien ne dit encore"));
    let file = server.get(&format!("{owner}/projet.toml")).await.text();
    assert!(file.contains("20000") && file.contains("proved"), "kept with the project: {file}");
    let site = server.get("/sites/71076-1").await.text();
    assert!(site.contains("/friches/71076-1"), "the sheet of the site leads to its study");
}

#[tokio::test]
async fn thousands_of_brownfields_are_counted_on_the_map_and_paged_in_the_list() {
    let server = Server::without_jobs().await;
    let mut text =
        "site_id,site_nom,site_type,site_identif_date,site_actu_date,comm_nom,comm_insee,urba_zaer,source_nom,geompoint\n".to_owned();
    for n in 0..1_200 {
        let (lat, lon) = (46.70 + f64::from(n % 40) * 0.004, 4.80 + f64::from(n / 40) * 0.004);
        text.push_str(&format!(
            "71076_{n},Friche {n:04},friche industrielle,2020-01-01,2024-01-01,Chalon-sur-Saône,71076,non,Essai,POINT({lon:.4} {lat:.4})\n"
        ));
    }
    import(&server, &text, 1_200).await;
    let page = plain(&server.get("/friches").await);
    assert!(page.contains("1 200 sur 1 200") && page.contains("data-cluster=\"yes\""), "{}", &page[..2_000]);
    assert!(page.contains("class=\"many\"") && page.matches("data-site=").count() < 200, "neighbours are counted together");
    assert!(page.contains("page=2"));
    let last = plain(&server.get("/friches?page=20").await);
    assert!(last.contains("Friche 1199"));
    assert_eq!(server.get("/friches/friches.csv").await.text().lines().count(), 1_201);
}
