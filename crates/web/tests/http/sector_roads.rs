//! From a territory to its activities and to companies, by both roads of relocation, and what each page stands on.

use crate::server::Server;

const CHALON: &str = "/filieres/territoires/2/ti-2704";

#[tokio::test]
async fn the_page_of_an_activity_and_that_of_the_territory_tell_the_same_rank() {
    let server = Server::studied().await;
    let weights = "w-need=0&w-proximity=70&w-skills=0&w-reception=30&w-returns=0";
    let whole = server.get(&format!("/api/v1/sectors/territories/2/ti-2704?{weights}")).await.json();
    let line = &whole["prospects"][4];
    let code = line["activity"].as_str().expect("a code");
    let alone = server.get(&format!("/api/v1/sectors/activities/{code}?for=2/ti-2704&{weights}")).await.json();
    assert_eq!(&alone["prospect"], line, "rank, figures and robustness");
    let page = server.get(&format!("/filieres/{code}?pour=2/ti-2704&{weights}")).await.text();
    assert!(page.contains("rang 5 du classement"), "{code}");
}

/// From a territory to companies, by both roads, with nothing lost on the way.
#[tokio::test]
async fn the_two_roads_lead_from_a_territory_to_companies_and_say_how_many_there_are() {
    let mut register = vec![("12", "71076", "ATELIER UN", "22.22Z"), ("21", "71154", "ATELIER DEUX", "22.22Z")];
    register.extend([("31", "21231", "AILLEURS", "22.22Z"); 45]);
    let server = Server::with_register(&register).await;
    let territory = "/filieres/communes?c=71076,71154";
    let page = server.get(&format!("{territory}&w-need=0&w-proximity=100&w-skills=0&w-reception=0&w-returns=0")).await.text();
    let road = page.split("id=\"relocaliser\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("the roads");
    assert!(
        road.contains("déjà une spécialisation") && road.contains("ATELIER UN"),
        "the first road begins with what is made here: {road}"
    );
    let link = page.split("/filieres/22.22Z?").nth(1).and_then(|rest| rest.split('"').next()).expect("a line leads to its activity");
    let link = link.replace("&#38;", "&").replace("&amp;", "&");
    assert!(link.contains("pour=71076%2C71154") && link.contains("w-proximity=100"), "{link}");
    let here = server.get(&format!("/filieres/22.22Z?{link}")).await.text();
    assert!(here.contains("2 affichés sur 2") && here.contains("ATELIER DEUX") && here.contains("à vol d’oiseau"), "{here}");
    assert!(here.find("ATELIER UN") < here.find("ATELIER DEUX"), "the nearer before the larger");

    let elsewhere = "pour=71076,71154&voie=fournisseurs";
    let page = server.get(&format!("/filieres/22.22Z?{elsewhere}")).await.text();
    assert!(page.contains("40 affichés sur 45"), "{page}");
    let csv = server.get(&format!("/filieres/22.22Z/fournisseurs.csv?{elsewhere}")).await.text();
    assert_eq!(csv.lines().count(), 46, "the file holds them all");
    let near = server.get(&format!("/filieres/22.22Z?{elsewhere}&rayon=5")).await.text();
    assert!(near.contains("Aucun établissement connu") && near.contains("name=\"rayon\" min=\"1\" max=\"2000\" step=\"1\" value=\"5\""));
    let large = server.get(&format!("/filieres/22.22Z?{elsewhere}&taille=500")).await.text();
    assert!(large.contains("Aucun établissement connu") && large.contains("value=\"500\" selected"));
    let json = server.get("/api/v1/sectors/activities/22.22Z?for=71076,71154").await.json();
    assert_eq!((json["national_suppliers_found"].as_u64(), json["reinternalise_found"].as_u64()), (Some(45), Some(2)));
    assert_eq!(json["national_suppliers"].as_array().map(Vec::len), Some(40));
}

/// Four communes teach nothing of the country: relatedness is learned on trade, and the reader may choose.
#[tokio::test]
async fn jobs_of_a_part_of_the_country_learn_on_world_trade_and_the_address_chooses() {
    let rows = "fra,392310,9\nfra,732690,5\ndeu,392310,8\ndeu,300490,9\nita,732690,7\nita,300490,1\nbel,392310,2\nbel,190590,9\n";
    let server = Server::with_trade(rows).await;
    let api = "/api/v1/sectors/communes?c=71076,71154";
    assert_eq!(server.get(api).await.json()["basis"]["route"], "external");
    assert_eq!(server.get(&format!("{api}&proximite=zones")).await.json()["basis"]["route"], "internal");
    let page = server.get("/filieres/communes?c=71076,71154").await.text();
    let data = page.split("id=\"donnees\"").nth(1).expect("what it stands on");
    assert!(data.contains("<strong>le commerce mondial</strong>") && data.contains("proximite=zones"), "{data}");
    assert!(data.contains("les mêmes pays exportent"), "the method is told");
    let sector = server.get("/filieres/22.22Z?proximite=zones").await.text();
    assert!(sector.contains("<strong>les zones françaises</strong>") && sector.contains("proximite=commerce"));
    let own = server.get(&format!("{api}&convention=r")).await.json();
    assert_eq!(own["basis"]["convention"], "r");
    assert_eq!(own["basis"]["route"], "external", "the convention does not change what is learned on");
    assert_eq!(
        server.get(&format!("{api}&convention=harvard")).await.json()["basis"]["convention"],
        "atlas",
        "what is not one is not followed"
    );
    let page = server.get("/filieres/communes?c=71076,71154&convention=datawheel&proximite=zones").await.text();
    let data = page.split("id=\"donnees\"").nth(1).expect("what it stands on");
    assert!(data.contains("<strong>datawheel</strong>") && data.contains("<strong>les zones françaises</strong>"), "{data}");
    assert!(data.contains("convention=r"), "{data}");
    let sector = server.get("/filieres/22.22Z?convention=datawheel").await.text();
    assert!(sector.contains("name=\"convention\" value=\"datawheel\""), "so does the form");
    let without = Server::with_jobs().await;
    assert_eq!(without.get(&format!("{api}&proximite=commerce")).await.json()["basis"]["route"], "internal", "no trade, no choice");
}

#[tokio::test]
async fn the_workbook_of_a_territory_holds_both_roads_whole_and_the_reasons_of_each_figure() {
    let server = Server::studied().await;
    let bytes = server.get(&format!("{CHALON}/etude.xlsx")).await.bytes;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut sheets = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/workbook.xml").expect("the list of sheets"), &mut sheets).expect("text");
    for name in ["Ré-internaliser", "Fournisseurs nationaux", "Raisons des notes", "Raisons de la proximité"] {
        assert!(sheets.contains(name), "{name}: {sheets}");
    }
}
