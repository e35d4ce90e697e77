//! Who may do what, address by address: a reading link never writes, an unknown address opens nothing.

use crate::addresses::Places;
use crate::server::{Server, body, form_request, request};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::rights::Role;
use web::permissions::Action;

/// Everything a project route could take at once, so that a refusal comes from the right and not from the form.
const FORM: [(&str, &str); 10] = [
    ("version", "1"),
    ("project.started", "oui"),
    ("title", "Pris"),
    ("label", "x"),
    ("amount", "1000"),
    ("funder", "bank"),
    ("instrument", "loan"),
    ("do", "add"),
    ("site", ""),
    ("revoke", ""),
];

fn project_entries() -> Vec<web::registry::Entry> {
    web::routes::registry().entries.into_iter().filter(|e| e.path.starts_with("/projets/{token}")).collect()
}

#[tokio::test]
async fn a_reading_link_reads_and_never_writes_on_any_route() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let reader = server.share(&owner).await;
    let before = server.get(&format!("{owner}/projet.toml")).await.text();
    let places = Places::of(&server, &reader).await;
    for entry in project_entries() {
        for prefix in ["", "/en"] {
            let path = format!("{prefix}{}", places.fill(entry.path));
            let answer = match entry.method {
                Method::POST => server.post(&path, &FORM).await,
                _ => server.get(&path).await,
            };
            // Taking a deletion back is asked by an address that no longer opens anything: to a reader nothing is there.
            let expected = match (&entry.action, entry.path) {
                (Action::ReadProject, _) => StatusCode::OK,
                (_, "/projets/{token}/retablir") => StatusCode::NOT_FOUND,
                _ => StatusCode::FORBIDDEN,
            };
            assert_eq!(answer.status, expected, "{} {path} ({:?})", entry.method, entry.action);
        }
    }
    assert_eq!(server.get(&format!("{owner}/projet.toml")).await.text(), before);
    let page = server.get(&reader).await.text();
    for word in ["/plan\"", "/faits\"", "/partage\"", "/supprimer\"", "/questions/"] {
        assert!(!page.contains(word), "the page of a reader offers {word}");
    }
    assert!(!page.contains(owner.trim_start_matches("/projets/")), "the page of a reader gives the owner's address away");
}

#[tokio::test]
async fn an_address_that_is_no_projects_opens_nothing() {
    let server = Server::start().await;
    let unknown = store::Token::random();
    for token in [unknown.expose(), "trop-court", "%00%00", "exemples", "..%2f..%2fetc"] {
        let place = format!("/projets/{token}");
        let places = Places::of(&server, &place).await;
        for entry in project_entries() {
            // "/projets/exemples/{id}" is another route: the examples.
            let path = places.fill(entry.path);
            let answer = match entry.method {
                Method::POST => server.post(&path, &FORM).await,
                _ => server.get(&path).await,
            };
            let refused =
                answer.status == StatusCode::NOT_FOUND || (token == "exemples" && answer.status == StatusCode::METHOD_NOT_ALLOWED);
            assert!(refused, "{} {path}: {}", entry.method, answer.status);
        }
    }
}

#[tokio::test]
async fn a_withdrawn_reading_link_stops_at_once() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let reader = server.share(&owner).await;
    assert_eq!(server.get(&reader).await.status, 200);
    let page = server.get(&format!("{owner}/partage")).await.text();
    let id = page.split("name=\"revoke\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("the link can be withdrawn").to_owned();
    assert_eq!(server.post(&format!("{owner}/partage"), &[("revoke", &id)]).await.status, 303);
    for path in ["", "/dossier.json", "/projet.toml", "/sites"] {
        assert_eq!(server.get(&format!("{reader}{path}")).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_links_of_one_project_cannot_be_withdrawn_from_another() {
    let server = Server::start().await;
    let (mine, other) = (server.project("Le mien").await, server.project("Un autre").await);
    let reader = server.share(&mine).await;
    let page = server.get(&format!("{mine}/partage")).await.text();
    let id = page.split("name=\"revoke\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("the link can be withdrawn").to_owned();
    server.post(&format!("{other}/partage"), &[("revoke", &id)]).await;
    assert_eq!(server.get(&reader).await.status, 200, "a stranger withdrew the link");
}

#[tokio::test]
async fn a_list_of_sites_is_previewed_by_anyone_and_saved_by_those_who_keep_the_catalogue() {
    let server = Server::start().await;
    let parts = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sites.csv\"\r\nContent-Type: text/csv\r\n\r\nnom;commune;surface_ha\nZone des Essais;Chalon-sur-Saône;12,5\nZone perdue;Nulle-Part;3\n\r\n--b--\r\n";
    let send = |cookie: String| {
        let sent = request(Method::POST, "/sites/import")
            .header("content-type", "multipart/form-data; boundary=b")
            .header("cookie", cookie)
            .body(Body::from(parts));
        server.send(sent.expect("a request"))
    };
    let seen = send(String::new()).await;
    assert_eq!(seen.status, 200);
    assert!(
        seen.text().contains("Zone des Essais") && seen.text().contains("Nulle-Part"),
        "the preview shows what is read and what is refused"
    );
    assert!(!seen.text().contains("name=\"sha256\""), "a visitor is offered to save");
    assert_eq!(server.post("/sites/import/valider", &[("sha256", "x")]).await.status, 403);

    assert_eq!(server.post("/operateur", &[("key", "aaaaaaaaaaaaaaaaaaaaaaaa")]).await.status, 422, "a wrong key signs nobody in");
    let cookie = server
        .post("/operateur", &[("key", server.key.expose())])
        .await
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    let before = server.app.sites().len();
    let page = send(cookie.clone()).await.text();
    let sha256 = page
        .split("name=\"sha256\" value=\"")
        .nth(1)
        .and_then(|r| r.split('"').next())
        .expect("the operator is offered to save")
        .to_owned();
    assert_eq!(server.app.sites().len(), before, "a preview saves nothing");
    let form = [("sha256", sha256.as_str())];
    let saved = server.send(form_request("/sites/import/valider").header("cookie", &cookie).body(body(&form)).expect("a request")).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(server.app.sites().len(), before + 1);
    assert!(server.get("/sites?q=essais").await.text().contains("Zone des Essais"));

    let left = server.send(form_request("/operateur/quitter").header("cookie", &cookie).body(Body::empty()).expect("a request")).await;
    assert_eq!(left.status, 303);
    let again = server.send(form_request("/sites/import/valider").header("cookie", &cookie).body(body(&form)).expect("a request")).await;
    assert_eq!(again.status, 403, "a session that was left still saves");

    // An administrator does so too, under their name; who steers does not.
    let state = server.person("Farida", Role::NationalPilot, "national").await;
    assert!(!send(state.clone()).await.text().contains("name=\"sha256\""));
    assert_eq!(server.post_as(&state, "/sites/import/valider", &form).await.status, 403);
    let admin = server.person("Gaël", Role::Administrator, "national").await;
    let first = store::site_lists::imports(&server.app.store).await.expect("read").remove(0);
    assert_eq!(first.author, "operator");
    assert_eq!(server.post_as(&admin, "/sites/import/valider", &[("withdraw", first.id.as_str())]).await.status, 303);
    assert_eq!(server.app.sites().len(), before);
    assert!(send(admin.clone()).await.text().contains("name=\"sha256\""), "an administrator is not offered to save");
    assert_eq!(server.post_as(&admin, "/sites/import/valider", &form).await.status, 200);
    let last = store::site_lists::imports(&server.app.store).await.expect("read").remove(0);
    assert!(last.author.starts_with("person:"), "{}", last.author);
}
