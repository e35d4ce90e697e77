//! The life of the page of a site: what lists said of it one after the other, its documents, who reads it.

use crate::accounts::operator;
use crate::server::{Server, request};
use axum::body::Body;
use axum::http::Method;
use domain::rights::Role;
use store::site_lists::{self, Read};

/// Attaches a document as the operator, and gives its identifier.
pub async fn attach(server: &Server, cookie: &str, site: &str, name: &str, bytes: &[u8]) -> String {
    let answer = send(server, cookie, site, name, bytes).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = server.get_as(cookie, &format!("/sites/{site}/pieces")).await.text();
    let start = format!("href=\"/sites/{site}/pieces/");
    page.split(&start).nth(1).and_then(|rest| rest.split('"').next()).expect("the document is listed").to_owned()
}

async fn send(server: &Server, cookie: &str, site: &str, name: &str, bytes: &[u8]) -> crate::server::Answer {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let asked = request(Method::POST, &format!("/sites/{site}/pieces")).header("cookie", cookie);
    server.send(asked.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).expect("a request")).await
}

async fn list(server: &Server, list: &str, digest: &str, text: &str) -> store::ImportId {
    let read = reference::read_site_list(list, text.as_bytes(), &server.app.reference, None);
    assert_eq!(read.rejected, []);
    let read = Read {
        list: list.into(),
        file: format!("{list}.csv"),
        file_sha256: digest.repeat(64),
        source: "Grand Chalon".into(),
        sites: read.accepted,
        rejected: vec![],
    };
    let imported = site_lists::import(&server.app.store, read, "test", jiff::Timestamp::now()).await.expect("imported");
    server.app.refresh_sites().await.expect("read again");
    imported.import.id
}

const FIRST: &str = "nom;insee;surface (ha);gestionnaire\nParc des Prés;71076;12,5;SEM\n";
const SECOND: &str = "nom;insee;surface (ha);gestionnaire\nParc des Prés;71076;14,5;Grand Chalon\n";
const SITE: &str = "parc-des-pres-71076";

#[tokio::test]
async fn what_each_list_changed_of_a_site_is_told_and_a_withdrawn_list_says_so() {
    let server = Server::without_jobs().await;
    let own = server.app.sites().first().expect("a site").id.clone();
    assert!(server.get(&format!("/sites/{own}/historique")).await.text().contains("Aucune liste importée"));
    list(&server, "zae-2025", "a", FIRST).await;
    let second = list(&server, "zae-2026", "b", SECOND).await;
    let page = server.get(&format!("/sites/{SITE}/historique")).await.text();
    for word in ["zae-2025", "zae-2026", "12,5", "14,5", "Grand Chalon"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    let csv = server.get(&format!("/sites/{SITE}/historique.csv")).await.text();
    let row = csv.lines().find(|l| l.contains("zae-2026") && l.contains("12,5")).unwrap_or_else(|| panic!("{csv}"));
    assert!(row.contains("14,5"), "before and after stand in one row: {row}");
    site_lists::withdraw(&server.app.store, &second, "test", jiff::Timestamp::now()).await.expect("withdrawn");
    let page = server.get(&format!("/en/sites/{SITE}/historique")).await.text();
    assert!(page.contains("list withdrawn on"), "{page}");
    assert_eq!(server.get("/sites/nulle-part/historique").await.status, 404);
}

#[tokio::test]
async fn documents_are_attached_by_who_keeps_the_catalogue_and_read_by_who_reads_the_page() {
    let server = Server::without_jobs().await;
    let site = server.app.sites().first().expect("a site").id.clone();
    assert_eq!(send(&server, "", &site, "plan.txt", b"Plan").await.status, 403, "a visitor attaches nothing");
    let lead = server.person_with("Camille", &[(Role::ProjectLead, "territory:2:ti-2704")]).await;
    assert_eq!(send(&server, &lead, &site, "plan.txt", b"Plan").await.status, 403);
    let by = operator(&server).await;
    let refused = send(&server, &by, &site, "page.html", b"<html><script>1</script>").await;
    assert_eq!(refused.status, 422);
    let piece = attach(&server, &by, &site, "étude de sols.txt", "Rien à signaler".as_bytes()).await;
    let given = server.get(&format!("/sites/{site}/pieces/{piece}")).await;
    assert_eq!(given.text(), "Rien à signaler");
    assert!(given.header("content-disposition").contains("attachment") && given.header("content-security-policy").contains("sandbox"));
    let other = server.app.sites().last().expect("another").id.clone();
    assert_eq!(server.get(&format!("/sites/{other}/pieces/{piece}")).await.status, 404, "a document of another site");
    let act = |what: &'static str| {
        let (server, by, path) = (&server, by.clone(), format!("/sites/{site}/pieces/{piece}"));
        async move { server.post_as(&by, &path, &[("faire", what)]).await.status }
    };
    assert_eq!(act("retirer").await, 303);
    assert_eq!(server.get(&format!("/sites/{site}/pieces/{piece}")).await.status, 404, "removed");
    assert_eq!(act("rendre").await, 303);
    assert_eq!(server.get(&format!("/sites/{site}/pieces/{piece}")).await.status, 200, "and brought back");
    assert_eq!(act("danser").await, 400);
    assert_eq!(server.post(&format!("/sites/{site}/pieces/{piece}"), &[("faire", "retirer")]).await.status, 403);
}

#[tokio::test]
async fn a_restricted_page_leaves_everything_public_and_is_read_by_its_territory() {
    let server = Server::without_jobs().await;
    list(&server, "zae", "a", FIRST).await;
    let (by, page) = (operator(&server).await, format!("/sites/{SITE}"));
    assert_eq!(server.post(&format!("{page}/lecteurs"), &[("faire", "restreindre")]).await.status, 403);
    assert_eq!(server.post_as(&by, &format!("{page}/lecteurs"), &[("faire", "restreindre")]).await.status, 303);
    let public = [
        page.clone(),
        format!("{page}/acces"),
        format!("{page}/demandes"),
        format!("{page}/pieces"),
        format!("{page}/historique"),
        format!("/api/v1{page}"),
        format!("/ogc/collections/sites/items/{SITE}"),
    ];
    for path in &public {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
    for path in ["/sites", "/sites/sites.csv", "/api/v1/sites.geojson", "/api/v1/sites?limit=500", "/sites/sites-cnig-manques.csv"] {
        assert!(!server.get(path).await.text().contains("Parc des Prés"), "{path}");
    }
    let here = server.person_with("Camille", &[(Role::ProjectLead, "territory:2:ti-2704")]).await;
    let elsewhere = server.person_with("Dominique", &[(Role::ProjectLead, "territory:2:ti-8401")]).await;
    for path in &public[..5] {
        assert_eq!(server.get_as(&by, path).await.status, 200, "{path} for the operator");
        assert_eq!(server.get_as(&here, path).await.status, 200, "{path} for the lead of the territory");
        assert_eq!(server.get_as(&elsewhere, path).await.status, 404, "{path} for the lead of another");
    }
    let listed = server.get_as(&here, "/sites").await.text();
    assert!(listed.contains("Sites restreints") && listed.contains("Parc des Prés"));
    assert!(!server.get_as(&elsewhere, "/sites").await.text().contains("Sites restreints"));
    assert_eq!(server.post_as(&by, &format!("{page}/lecteurs"), &[("faire", "ouvrir")]).await.status, 303);
    assert_eq!(server.get(&page).await.status, 200);
    assert!(server.get("/sites/sites.csv").await.text().contains("Parc des Prés"));
}
