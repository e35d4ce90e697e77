//! Two servers on one database: what one did, the other knows.

use crate::server::{Server, body, form_request, request};
use axum::body::Body;
use axum::http::Method;
use std::time::{Duration, Instant};

const LIST: &str = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sites.csv\"\r\nContent-Type: text/csv\r\n\r\n\
    nom;commune;surface_ha\nZone des Deux Machines;Chalon-sur-Saône;12,5\n\r\n--b--\r\n";

#[tokio::test]
async fn a_list_previewed_on_one_server_is_taken_in_on_the_other_and_seen_on_both() {
    let one = Server::without_jobs().await;
    let other = one.beside().await;
    let signed = one.post("/operateur", &[("key", one.key.expose())]).await;
    let cookie = signed.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let sent = request(Method::POST, "/sites/import").header("content-type", "multipart/form-data; boundary=b").header("cookie", &cookie);
    let page = one.send(sent.body(Body::from(LIST)).expect("a request")).await.text();
    let sha256 = page.split("name=\"sha256\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("the preview can be saved");
    let form = form_request("/sites/import/valider").header("cookie", &cookie).body(body(&[("sha256", sha256)]));
    assert_eq!(other.send(form.expect("a request")).await.status, 200, "the other server does not know the preview");
    assert!(other.get("/sites?q=machines").await.text().contains("Zone des Deux Machines"));

    let begun = Instant::now();
    while !one.get("/sites?q=machines").await.text().contains("Zone des Deux Machines") {
        assert!(begun.elapsed() < Duration::from_secs(20), "the first server never saw the list");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    let left = form_request("/operateur/quitter").header("cookie", &cookie).body(Body::empty()).expect("a request");
    assert_eq!(one.send(left).await.status, 303);
    let again = form_request("/sites/import/valider").header("cookie", &cookie).body(body(&[("sha256", sha256)])).expect("a request");
    assert_eq!(other.send(again).await.status, 403, "signed out on one server, still in on the other");
}
