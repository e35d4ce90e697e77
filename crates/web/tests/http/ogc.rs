//! The open geographic data over HTTP: what a GIS asks, what it gets, and what a wrong question is told.

use crate::server::{Answer, Server, request};
use axum::body::Body;
use axum::http::Method;
use serde_json::Value;
use std::collections::BTreeSet;

const LAMBERT: &str = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F2154";
const WGS_84: &str = "http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F4326";

fn enc(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn ids(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["features"].as_array().expect("features").iter().map(|f| f["id"].as_str().expect("an identifier").to_owned()).collect()
}

fn href(answer: &Value, rel: &str) -> Option<String> {
    let links = answer["links"].as_array().expect("links");
    let found = links.iter().find(|l| l["rel"] == rel)?;
    Some(found["href"].as_str().expect("an address").trim_start_matches(crate::server::BASE).to_owned())
}

#[tokio::test]
async fn a_client_finds_its_way_from_the_landing_page_to_a_feature() {
    let server = Server::start().await;
    crate::brownfields::with_brownfields(&server).await;
    let landing = server.get("/ogc").await;
    assert!(landing.header("content-type").starts_with("application/json"));
    assert_eq!(landing.header("access-control-allow-origin"), "*");
    let landing = landing.json();
    assert_eq!(server.get("/ogc/").await.json()["title"], landing["title"], "clients may put a bar at the end");
    for rel in ["self", "service-desc", "service-doc", "conformance", "data"] {
        let address = href(&landing, rel).unwrap_or_else(|| panic!("no {rel}"));
        assert_eq!(server.get(&address).await.status, 200, "{rel}: {address}");
    }
    let classes = server.get("/ogc/conformance").await.json();
    let classes: Vec<&str> = classes["conformsTo"].as_array().expect("classes").iter().filter_map(Value::as_str).collect();
    assert!(classes.iter().any(|c| c.ends_with("/ogcapi-features-2/1.0/conf/crs")));
    assert_eq!(classes.len(), classes.iter().collect::<BTreeSet<_>>().len(), "no class is announced twice");

    let collections = server.get("/ogc/collections").await.json();
    let all: Vec<&str> = collections["collections"].as_array().expect("collections").iter().filter_map(|c| c["id"].as_str()).collect();
    assert_eq!(all, ["sites", "friches", "communes", "territories", "departements"]);
    for id in all {
        let collection = server.get(&format!("/ogc/collections/{id}")).await.json();
        for rel in
            ["items", "http://www.opengis.net/def/rel/ogc/1.0/queryables", "http://www.opengis.net/def/rel/ogc/1.0/schema", "describedby"]
        {
            let address = href(&collection, rel).unwrap_or_else(|| panic!("no {rel} in {id}"));
            assert_eq!(server.get(&address).await.status, 200, "{address}");
        }
        let items = server.get(&format!("/ogc/collections/{id}/items?limit=2")).await;
        assert_eq!(items.header("content-type"), "application/geo+json");
        assert_eq!(items.header("content-crs"), "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
        let found = ids(&items);
        let one = server.get(&format!("/ogc/collections/{id}/items/{}", found[0])).await;
        assert_eq!(one.json()["id"], found[0].as_str());
        assert_eq!(items.json()["numberReturned"], 2);
        assert!(items.json()["numberMatched"].as_u64().is_some_and(|n| n > 2));
    }
}

#[tokio::test]
async fn the_preliminary_question_of_a_browser_is_answered_for_any_origin() {
    let server = Server::start().await;
    let asked = request(Method::OPTIONS, "/ogc/collections/communes/items").header("origin", "https://carte.example");
    let answer = server.send(asked.header("access-control-request-method", "GET").body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-methods").contains("GET"));
    for (path, answer) in [
        ("/ogc/collections", server.post("/ogc/collections", &[]).await),
        ("/en/ogc", server.post("/en/ogc", &[]).await),
        ("/catalog.jsonld", server.post("/catalog.jsonld", &[]).await),
    ] {
        assert_eq!(answer.status, 405, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        let problem = answer.json();
        assert!(problem["status"] == 405 && problem["detail"].as_str().is_some_and(|d| d.len() > 10), "{path}: {problem}");
    }
    let nowhere = server.get("/ogc/nulle-part").await;
    assert_eq!((nowhere.status.as_u16(), nowhere.json()["status"].as_u64()), (404, Some(404)));
}

#[tokio::test]
async fn following_the_next_links_gives_every_territory_once() {
    let server = Server::start().await;
    let (mut seen, mut next) = (vec![], Some("/ogc/collections/territories/items?limit=37".to_owned()));
    while let Some(address) = next {
        let page = server.get(&address).await;
        seen.extend(ids(&page));
        next = href(&page.json(), "next");
    }
    assert_eq!(seen.len(), 149 + 183);
    assert_eq!(seen.len(), seen.iter().collect::<BTreeSet<_>>().len());
}

#[tokio::test]
async fn coordinates_follow_the_system_that_is_asked_in_the_order_of_its_axes() {
    let server = Server::start().await;
    let place = async |crs: &str| {
        let answer = server.get(&format!("/ogc/collections/communes/items/71076{crs}")).await;
        let at = answer.json()["geometry"]["coordinates"].clone();
        ((at[0].as_f64().expect("x"), at[1].as_f64().expect("y")), answer.header("content-crs").to_owned())
    };
    let ((lon, lat), _) = place("").await;
    assert!((4.0..6.0).contains(&lon) && (46.0..48.0).contains(&lat));
    let ((first, second), named) = place(&format!("?crs={WGS_84}")).await;
    assert_eq!((first, second), (lat, lon));
    assert_eq!(named, "<http://www.opengis.net/def/crs/EPSG/0/4326>");
    let ((x, y), _) = place(&format!("?crs={LAMBERT}")).await;
    assert!((780_000.0..900_000.0).contains(&x) && (6_580_000.0..6_700_000.0).contains(&y), "{x} {y}");

    // The same square kilometre, told in three ways.
    let (low, high) = ((x - 500.0, y - 500.0), (x + 500.0, y + 500.0));
    let lambert = ids(&server
        .get(&format!("/ogc/collections/communes/items?bbox={},{},{},{}&bbox-crs={LAMBERT}", low.0, low.1, high.0, high.1))
        .await);
    assert!(lambert.contains(&"71076".to_owned()));
    let degrees = server
        .get(&format!("/ogc/collections/communes/items?bbox={},{},{},{}", lon - 0.0001, lat - 0.0001, lon + 0.0001, lat + 0.0001))
        .await;
    let turned = server
        .get(&format!(
            "/ogc/collections/communes/items?bbox={},{},{},{}&bbox-crs={WGS_84}",
            lat - 0.0001,
            lon - 0.0001,
            lat + 0.0001,
            lon + 0.0001
        ))
        .await;
    assert_eq!(ids(&degrees), ids(&turned));
    let filter = enc(&format!("S_INTERSECTS(geometry, BBOX({}, {}, {}, {}))", low.0, low.1, high.0, high.1));
    assert_eq!(ids(&server.get(&format!("/ogc/collections/communes/items?filter={filter}&filter-crs={LAMBERT}")).await), lambert);
}

#[tokio::test]
async fn filters_are_read_as_text_as_json_and_as_plain_parameters() {
    let server = Server::start().await;
    let text = enc("CASEI(ACCENTI(name)) LIKE 'chalon-sur-saone' AND population > 10000");
    let found = ids(&server.get(&format!("/ogc/collections/communes/items?filter={text}")).await);
    assert_eq!(found, ["71076"]);
    let json = enc(r#"{"op":"=","args":[{"property":"name"},"Chalon-sur-Saône"]}"#);
    assert_eq!(ids(&server.get(&format!("/ogc/collections/communes/items?filter={json}&filter-lang=cql2-json")).await), ["71076"]);
    assert_eq!(ids(&server.get(&format!("/ogc/collections/communes/items?name={}", enc("Chalon-sur-Saône"))).await), ["71076"]);
    let inside = enc("S_CONTAINS(geometry, POINT(4.85 46.78))");
    assert_eq!(ids(&server.get(&format!("/ogc/collections/departements/items?filter={inside}")).await), ["71"]);
    let phase = server.get("/ogc/collections/territories/items?phase=2&limit=1000").await;
    assert_eq!(ids(&phase).len(), 183);
    let schema = server.get("/ogc/collections/communes/schema").await;
    assert_eq!(schema.header("content-type"), "application/schema+json");
    assert_eq!(schema.json()["properties"]["population"]["type"], "integer");
}

#[tokio::test]
async fn a_wrong_question_is_told_what_is_wrong_and_an_unknown_thing_is_not_found() {
    let server = Server::start().await;
    let items = "/ogc/collections/communes/items";
    for (address, words) in [
        (format!("{items}?limite=3"), "limite"),
        (format!("{items}?limit=0"), "1 à 10000"),
        (format!("{items}?limit=-1"), "limit"),
        (format!("{items}?limit=dix"), "dix"),
        (format!("{items}?bbox=1,2,3"), "quatre nombres"),
        (format!("{items}?bbox=5,50,6,40"), "à l’envers"),
        (format!("{items}?bbox=648237,6862270,650000,6870000"), "mètres"),
        (format!("{items}?bbox=1,2,3,4&bbox=1,2,3,4"), "deux fois"),
        (format!("{items}?crs=EPSG:2154"), "crs inconnu"),
        (format!("{items}?bbox=1,2,3,4&bbox-crs=x"), "bbox-crs inconnu"),
        (format!("{items}?datetime=hier"), "hier"),
        (format!("{items}?filter=nom%3D1"), "propriété inconnue"),
        (format!("{items}?filter=name%20LIKE"), "trop tôt"),
        (format!("{items}?filter=true&filter-lang=sql"), "cql2-text"),
        (format!("{items}?population=beaucoup"), "beaucoup"),
        (format!("{items}?f=xml"), "json, html"),
        ("/ogc?x=1".into(), "paramètre inconnu"),
        ("/ogc/collections/communes/tiles/WebMercatorQuad/5/11/16?f=png".into(), "f=mvt"),
    ] {
        let answer = server.get(&address).await;
        assert_eq!(answer.status, 400, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "a page of another site reads the refusal too");
        let said = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(said.contains(words), "{address}: {said}");
    }
    for address in [
        "/ogc/collections/villes",
        "/ogc/collections/villes/items",
        "/ogc/collections/communes/items/00000",
        "/ogc/collections/communes/tiles/Autre",
        "/ogc/collections/communes/tiles/WebMercatorQuad/99/0/0",
        "/ogc/collections/communes/tiles/WebMercatorQuad/3/8/0",
        "/ogc/collections/communes/tiles/WebMercatorQuad/a/0/0",
        "/ogc/tileMatrixSets/Autre",
    ] {
        let answer = server.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.json()["detail"].as_str().is_some_and(|d| !d.is_empty()), "{address}");
    }
    let english = server.get("/en/ogc/collections/communes/items?limit=0").await.json();
    assert!(english["detail"].as_str().is_some_and(|d| d.contains("whole number")));
}

/// The Accept header of a browser.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn asked(server: &Server, method: Method, path: &str, accept: &str) -> Answer {
    server.send(request(method, path).header("accept", accept).body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_refusal_is_a_page_for_a_browser_and_a_problem_for_a_program_whoever_finds_the_fault() {
    let server = Server::without_jobs().await;
    for (method, path, status, words) in [
        (Method::GET, "/ogc/collections/villes", 404, "villes"),
        (Method::GET, "/ogc/collections/communes/items?limit=0", 400, "limit"),
        (Method::GET, "/ogc/collections/communes/tiles/WebMercatorQuad/99/0/0", 404, "zoom"),
        (Method::GET, "/ogc/nulle-part", 404, ""),
        (Method::POST, "/ogc/collections", 405, ""),
    ] {
        let page = asked(&server, method.clone(), path, BROWSER).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.header("content-type").starts_with("text/html") && page.text().contains(words), "{path}: {}", page.text());
        for accept in ["application/geo+json, application/json", "*/*", "application/json, text/html;q=0.5"] {
            let problem = asked(&server, method.clone(), path, accept).await;
            assert_eq!((problem.status.as_u16(), problem.header("content-type")), (status, "application/problem+json"), "{path} {accept}");
            assert!(problem.json()["detail"].as_str().is_some_and(|d| !d.is_empty() && d.contains(words)), "{path} {accept}");
        }
    }
    // What the address says goes before what the client says in general.
    let data = asked(&server, Method::GET, "/ogc/collections/communes/items?f=json&limit=0", BROWSER).await;
    assert_eq!((data.status.as_u16(), data.header("content-type")), (400, "application/problem+json"));
}

#[tokio::test]
async fn the_accept_header_chooses_among_what_exists_and_is_told_when_nothing_suits() {
    let server = Server::without_jobs().await;
    let items = "/ogc/collections/departements/items?limit=2";
    let tile = "/ogc/collections/communes/tiles/WebMercatorQuad/5/11/16";
    for (path, accept, media) in [
        (items, "application/geo+json", "application/geo+json"),
        (items, "application/vnd.geo+json;q=0.9, text/csv;q=0.1", "application/geo+json"),
        (items, "text/csv", "text/csv"),
        (items, "text/html;q=0.4, application/json;q=0.6", "application/geo+json"),
        ("/ogc/api", "application/vnd.oai.openapi+json;version=3.0", "application/vnd.oai.openapi+json"),
        ("/catalog.jsonld", BROWSER, "application/ld+json"),
        (tile, "*/*", "application/vnd.mapbox-vector-tile"),
        (tile, "application/x-protobuf", "application/vnd.mapbox-vector-tile"),
    ] {
        let answer = asked(&server, Method::GET, path, accept).await;
        assert_eq!(answer.status, 200, "{path} {accept}");
        assert!(answer.header("content-type").starts_with(media), "{path} {accept}: {}", answer.header("content-type"));
        let varies: Vec<&str> = answer.headers.get_all("vary").iter().filter_map(|v| v.to_str().ok()).collect();
        assert!(varies.iter().any(|v| v.split(',').any(|name| name.trim().eq_ignore_ascii_case("accept"))), "{path}: {varies:?}");
    }
    for (path, accept, exists) in [
        (items, "application/xml", "json, html, csv, xlsx"),
        (items, "application/json;q=0, image/png", "json, html, csv, xlsx"),
        ("/ogc/collections/communes/queryables", "text/xml", "json"),
        ("/catalog.jsonld", "text/turtle", "json"),
        (tile, "image/png", "mvt"),
    ] {
        let answer = asked(&server, Method::GET, path, accept).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (406, "application/problem+json"), "{path} {accept}");
        assert!(answer.json()["detail"].as_str().is_some_and(|d| d.contains(exists)), "{path}: {}", answer.text());
        // Said in the address, a format needs no header.
        let separator = if path.contains('?') { '&' } else { '?' };
        let format = if path == tile { "mvt" } else { "json" };
        assert_eq!(asked(&server, Method::GET, &format!("{path}{separator}f={format}"), accept).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn brownfields_are_a_collection_of_their_own_that_filters_ask_by_the_words_of_the_standard() {
    let server = Server::without_jobs().await;
    let empty = server.get("/ogc/collections/friches/items").await.json();
    assert_eq!(empty["numberMatched"], 0, "no list was imported yet");
    crate::brownfields::with_brownfields(&server).await;
    let filter = enc("status = 'friche sans projet' AND area_ha >= 1");
    let items = server.get(&format!("/ogc/collections/friches/items?filter={filter}")).await;
    assert_eq!(ids(&items), ["71076-1"], "an area that is not known is neither above nor below");
    let one = server.get("/ogc/collections/friches/items/71076-1").await.json();
    let told = &one["properties"];
    assert!(told["soil_pollution"] == "pollution avérée" && told["built_m2"] == 4000.0 && told["area_ha"] == 2.0, "{told}");
    assert!(href(&one, "related").is_some_and(|page| page.ends_with("/friches/71076-1")), "{one}");
    let sites = ids(&server.get("/ogc/collections/sites/items?limit=10000").await);
    assert!(sites.contains(&"71076-1".to_owned()), "a brownfield is a site too");
    let document = server.get("/ogc/api").await.json();
    let tile = &document["paths"]["/collections/friches/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"]["get"]["parameters"];
    assert!(tile.as_array().is_some_and(|all| all.iter().any(|p| p["name"] == "statut")), "{tile}");
}

#[tokio::test]
async fn a_box_written_latitude_first_finds_nothing_and_is_told_why() {
    let server = Server::start().await;
    let answer = server.get("/ogc/collections/communes/items?bbox=46,4,47,5").await.json();
    assert_eq!(answer["numberMatched"], 0);
    assert!(answer["note"].as_str().is_some_and(|n| n.contains("longitude")), "{answer}");
    assert!(server.get("/ogc/collections/communes/items?bbox=4,46,5,47").await.json()["note"].is_null());
}

#[tokio::test]
async fn pages_say_the_same_to_a_browser_in_both_languages() {
    let server = Server::start().await;
    for address in [
        "",
        "/conformance",
        "/collections",
        "/collections/sites",
        "/collections/communes/items?limit=5",
        "/collections/communes/items/71076",
        "/collections/communes/items?filter=false",
    ] {
        for (prefix, lang) in [("", "fr"), ("/en", "en")] {
            let path = format!("{prefix}/ogc{address}");
            let answer = asked(&server, Method::GET, &path, BROWSER).await;
            assert_eq!(answer.status, 200, "{path}");
            let text = answer.text();
            assert!(text.contains(&format!("<html lang=\"{lang}\">")) && !text.contains('⟦'), "{path}: {text}");
        }
    }
    let refused = server.get("/ogc/collections/communes/items?f=html&filter=nom%3D1").await;
    assert_eq!(refused.status, 400);
    let told = "filter\u{a0}: propriété inconnue «\u{a0}nom\u{a0}»\u{a0}; choisir parmi name, ";
    assert!(refused.text().contains(told), "a sentence, not the place in a file: {}", refused.text());
    let csv = server.get("/ogc/collections/communes/items?f=csv&limit=2").await;
    assert!(csv.header("content-type").starts_with("text/csv") && csv.header("link").contains("rel=\"next\""));
    assert_eq!(csv.text().lines().count(), 3);
    assert!(server.get("/ogc/collections/communes/items?f=xlsx&limit=2").await.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn tiles_are_drawn_once_and_known_by_their_version() {
    let server = Server::start().await;
    let address = "/ogc/collections/communes/tiles/WebMercatorQuad/5/11/16";
    let tile = server.get(address).await;
    assert_eq!((tile.status.as_u16(), tile.header("content-type")), (200, "application/vnd.mapbox-vector-tile"));
    assert!(tile.bytes.len() > 10_000 && tile.bytes.len() < 500_000, "{} bytes", tile.bytes.len());
    let tag = tile.header("etag").to_owned();
    assert!(!tag.is_empty());
    let again = server.send(request(Method::GET, address).header("if-none-match", &tag).body(Body::empty()).expect("a request")).await;
    assert_eq!(again.status, 304);
    assert!(again.bytes.is_empty());
    // Row 16, column 11 is in the Atlantic: were rows and columns exchanged, Paris would be there.
    assert_eq!(server.get("/ogc/collections/communes/tiles/WebMercatorQuad/5/16/11").await.status, 204);
    let outline = server.get("/ogc/collections/departements/tiles/WebMercatorQuad/5/11/16").await;
    assert_eq!(outline.status, 200);
    let tilejson = server.get("/ogc/collections/communes/tiles/WebMercatorQuad?f=tilejson").await.json();
    assert!(tilejson["tiles"][0].as_str().is_some_and(|t| t.ends_with("/{z}/{y}/{x}")));
    assert_eq!(tilejson["vector_layers"][0]["fields"]["name"], "Nom");
}

#[tokio::test]
async fn the_description_for_catalogues_names_every_collection_and_invents_no_licence() {
    let server = Server::start().await;
    let answer = server.get("/catalog.jsonld").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let graph = answer.json()["@graph"].as_array().expect("a graph").clone();
    let of = |kind: &str| graph.iter().filter(|n| n["@type"] == kind).cloned().collect::<Vec<_>>();
    assert_eq!((of("dcat:Catalog").len(), of("dcat:Dataset").len(), of("dcat:DataService").len()), (1, 6, 1));
    let sites = of("dcat:Dataset").into_iter().find(|d| d["dct:identifier"] == "sites").expect("the sites");
    assert!(sites["dct:license"].is_null(), "no source of the sites names one licence for all");
    assert!(sites["dct:rights"][0]["rdfs:label"][0]["@value"].as_str().is_some_and(|r| r.contains("site par site")));
    let files: Vec<Value> =
        of("dcat:Dataset").iter().flat_map(|d| d["dcat:distribution"].as_array().expect("distributions").clone()).collect();
    assert!(files.iter().any(|d| d["dct:conformsTo"]["@id"].as_str().is_some_and(|u| u.contains("schema-sites-economiques"))));
    let fallow = of("dcat:Dataset").into_iter().find(|d| d["dct:identifier"] == "friches").expect("the brownfields").to_string();
    assert!(fallow.contains("schema-friches") && !fallow.contains("schema-sites-economiques"), "{fallow}");
    for file in files {
        let address = file["dcat:accessURL"]["@id"].as_str().expect("an address").trim_start_matches(crate::server::BASE);
        let answer = server.get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.header("content-type").starts_with(file["dcat:mediaType"].as_str().expect("a media type")), "{address}");
    }
}
