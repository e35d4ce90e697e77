//! The public API: its document is golden, its refusals are sentences, its maps are valid GeoJSON.

use crate::server::{Server, request};
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use std::path::Path;

#[tokio::test]
async fn the_document_of_the_api_is_the_golden_one() {
    let server = Server::start().await;
    let document = server.get("/api/v1/openapi.json").await.json();
    let written = format!("{}\n", serde_json::to_string_pretty(&document).expect("JSON"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &written).expect("docs/openapi.json is written");
    }
    let kept = std::fs::read_to_string(&golden).unwrap_or_default();
    let differs = written.lines().zip(kept.lines().chain(std::iter::repeat(""))).position(|(now, then)| now != then);
    assert!(
        written == kept,
        "the API changed (first at line {:?}): if that is meant, UPDATE_GOLDEN=1 rewrites docs/openapi.json",
        differs.map(|n| n + 1)
    );
}

/// Every `$ref` of the document, followed.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match (name.as_str(), inner) {
                    ("$ref", Value::String(target)) => found.push(target),
                    _ => references(inner, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_schema_that_the_document_names_is_in_it_and_every_operation_has_its_own_name() {
    let server = Server::start().await;
    let document = server.get("/api/v1/openapi.json").await.json();
    let mut found = vec![];
    references(&document, &mut found);
    assert!(found.len() > 50);
    for target in found {
        let pointer = target.strip_prefix('#').unwrap_or_else(|| panic!("{target} leads out of the document"));
        assert!(document.pointer(pointer).is_some(), "{target} is not in the document");
    }
    let operations = document["paths"].as_object().expect("paths").values().flat_map(|p| p.as_object().expect("operations").values());
    let mut names: Vec<&str> = operations.filter_map(|o| o["operationId"].as_str()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[tokio::test]
async fn what_cannot_be_answered_is_a_sentence_in_json() {
    let server = Server::start().await;
    let reads = [
        ("/api/v1/sites?limit=0", 400),
        ("/api/v1/sites?limit=501", 400),
        ("/api/v1/sites?limit=beaucoup", 400),
        ("/api/v1/sites?offset=-1", 400),
        ("/api/v1/sites?area=grand", 400),
        ("/api/v1/sites.geojson?area=grand", 400),
        ("/api/v1/sites/aucun", 404),
        ("/api/v1/territories?phase=3", 400),
        ("/api/v1/territories/9/ti-2704", 404),
        ("/api/v1/territories/deux/ti-2704", 404),
        ("/api/v1/communes?q=cha&limit=51", 400),
        ("/api/v1/measures/aucune", 404),
        ("/api/v1/calls/aucun", 404),
        ("/api/v1/rien", 404),
    ];
    for (path, status) in reads {
        let answer = server.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
        let body = answer.json();
        assert_eq!(body["status"], status, "{path}");
        assert!(body["error"].as_str().is_some_and(|e| e.len() > 10), "{path}: {body}");
    }
    for (path, words) in [
        ("/api/v1/sites?limit=beaucoup", "« limit » ne peut pas valoir « beaucoup »"),
        ("/api/v1/sites?limit=1&limit=2", "« limit » est donné plusieurs fois"),
    ] {
        let told = server.get(path).await.json()["error"].as_str().unwrap_or_default().replace('\u{a0}', " ");
        assert!(told.contains(words) && !told.contains("Failed"), "{path}: {told}");
    }
    for (body, words) in [("{", "openapi.json"), ("[]", ""), ("{\"title\": 3}", "title"), ("{}", "title")] {
        let answer = server.post_json("/api/v1/dossiers", body).await;
        assert!([400, 422].contains(&answer.status.as_u16()), "{body}: {}", answer.status);
        assert!(answer.json()["error"].as_str().is_some_and(|e| e.contains(words)), "{body}: {}", answer.text());
    }
    let gone = r#"{"title":"T","judged_on":"2020-09-15","facts":{"project.commune":{"value":{"code":"99999"}}}}"#;
    let told = server.post_json("/api/v1/dossiers", gone).await.json();
    assert!(told["error"].as_str().is_some_and(|e| e.starts_with("[project.commune] ")), "the field, no line of a file: {told}");
    let wrong =
        server.send(request(Method::POST, "/api/v1/sites").header("sec-fetch-site", "none").body(Body::empty()).expect("a request")).await;
    assert_eq!(wrong.status, 405);
    assert_eq!(wrong.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn a_project_posted_to_the_api_gets_the_dossier_of_its_page_and_is_not_kept() {
    let server = Server::start().await;
    let owner = server.project("Extension de l’atelier").await;
    let kept = server.get(&format!("{owner}/dossier.json")).await.json();
    let mut project = kept["project"].clone();
    // What the line derives from the place is not told again: it is derived again.
    if let Some(facts) = project["facts"].as_object_mut() {
        facts.retain(|_, datum| datum["status"] != "computed");
    }
    let made = server.post_json("/api/v1/dossiers", &project.to_string()).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let made = made.json();
    assert_eq!(made["qualification"], kept["qualification"]);
    assert_eq!(made["plan"], kept["plan"]);
    assert_eq!(made["calendar"], kept["calendar"]);
}

#[tokio::test]
async fn the_example_of_the_document_can_be_sent_as_it_stands() {
    let server = Server::start().await;
    let document = server.get("/api/v1/openapi.json").await.json();
    let example = &document["paths"]["/api/v1/dossiers"]["post"]["requestBody"]["content"]["application/json"]["example"];
    let answer = server.post_json("/api/v1/dossiers", &example.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.json()["ranking"]["ranked"].as_array().is_some_and(|r| !r.is_empty()));
}

#[tokio::test]
async fn paging_covers_the_catalogue_once() {
    let server = Server::start().await;
    let total = server.get("/api/v1/sites?limit=1").await.json()["total"].as_u64().expect("a total");
    assert_eq!(total as usize, server.app.sites().len());
    let mut seen = std::collections::BTreeSet::new();
    for offset in (0..total).step_by(20) {
        let page = server.get(&format!("/api/v1/sites?limit=20&offset={offset}")).await.json();
        for site in page["items"].as_array().expect("items") {
            assert!(seen.insert(site["id"].as_str().expect("an id").to_owned()), "a site comes twice");
        }
    }
    assert_eq!(seen.len() as u64, total);
    assert_eq!(server.get("/api/v1/territories?phase=1&limit=1").await.json()["total"], 149);
    assert_eq!(server.get("/api/v1/territories?phase=2&limit=1").await.json()["total"], 183);
}

/// Longitudes and latitudes of France, overseas included.
fn assert_places(value: &Value, what: &str) -> usize {
    match value.as_array().expect("coordinates are arrays") {
        pair if pair.first().is_some_and(Value::is_number) => {
            let (lon, lat) = (pair[0].as_f64().expect("a longitude"), pair[1].as_f64().expect("a latitude"));
            assert!((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat), "{what}: {lon} {lat}");
            1
        }
        rings => rings.iter().map(|r| assert_places(r, what)).sum(),
    }
}

#[tokio::test]
async fn the_maps_are_geojson_with_longitude_first() {
    let server = Server::start().await;
    for path in ["/api/v1/sites.geojson", "/api/v1/map/departments.geojson", "/api/v1/map/land.geojson"] {
        let answer = server.get(path).await;
        assert_eq!(answer.header("content-type"), "application/geo+json", "{path}");
        let map = answer.json();
        assert_eq!(map["type"], "FeatureCollection", "{path}");
        let features = map["features"].as_array().expect("features");
        assert!(features.len() > 3, "{path}: {} features", features.len());
        for feature in features {
            assert_eq!(feature["type"], "Feature", "{path}");
            assert!(assert_places(&feature["geometry"]["coordinates"], path) > 0);
        }
    }
    let sites = server.get("/api/v1/sites.geojson?q=saoneor").await.json();
    let [lon, lat] = [0, 1].map(|i| sites["features"][0]["geometry"]["coordinates"][i].as_f64().expect("a degree"));
    // SaôneOr is beside Chalon-sur-Saône, 4.85° E 46.78° N.
    assert!((lon - 4.85).abs() < 0.2 && (lat - 46.78).abs() < 0.2, "{lon} {lat}");
    let english = server.get("/api/v1/sites.geojson?lang=en&q=saoneor").await.json();
    assert!(english["features"][0]["properties"]["link"].as_str().is_some_and(|l| l.starts_with("/en/sites/")));
}

#[tokio::test]
async fn searching_is_blind_to_accents_and_finds_the_likely_first() {
    let server = Server::start().await;
    for (path, first) in
        [("/api/v1/communes?q=chalon+sur+saone", "71076"), ("/api/v1/communes?q=71076", "71076"), ("/api/v1/activities?q=22.22Z", "22.22Z")]
    {
        assert_eq!(server.get(path).await.json()["items"][0]["code"], json!(first), "{path}");
    }
    assert_eq!(server.get("/api/v1/communes?q=").await.json()["items"], json!([]));
    let sites = server.get("/api/v1/sites?q=SAONEOR").await.json();
    assert!(sites["items"][0]["name"].as_str().is_some_and(|n| n.contains("SaôneOr")), "{sites}");
}
