//! The life of the page of a site: what lists said of it one after the other, its documents, who reads it.

use crate::accounts::operator;
use crate::engines::on_each_engine;
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

/// Imports a list of sites; `digest` is a character of its own.
pub async fn list(server: &Server, list: &str, digest: &str, text: &str) -> store::ImportId {
    let read = reference::read_site_list(list, text.as_bytes(), &server.app.reference, None);
    assert_eq!(read.rejected, []);
    let read = Read {
        list: list.into(),
        file: format!("{list}.csv"),
        file_sha256: digest.repeat(64),
        source: "Grand Chalon".into(),
        sites: read.accepted,
        beside: read.beside,
        rejected: vec![],
    };
    let imported = site_lists::import(&server.app.store, read, "test", jiff::Timestamp::now()).await.expect("imported");
    server.app.refresh_sites().await.expect("read again");
    imported.import.id
}

pub const FIRST: &str = "nom;insee;surface (ha);gestionnaire;aménageur\nParc des Prés;71076;12,5;SEM;SPL Sud\n";
const SECOND: &str = "nom;insee;surface (ha);gestionnaire;aménageur\nParc des Prés;71076;14,5;Grand Chalon;SPL Sud\n";
pub const SITE: &str = "parc-des-pres-71076";

#[tokio::test]
async fn what_each_list_changed_of_a_site_is_told_and_a_withdrawn_list_says_so() {
    let server = Server::without_jobs().await;
    let own = server.app.sites().first().expect("a site").id.clone();
    let alone = server.get(&format!("/sites/{own}/historique")).await.text();
    assert!(alone.contains("Aucune liste importée") && alone.contains("Ce site est dans la table du projet"), "{alone}");
    list(&server, "zae-2025", "a", FIRST).await;
    let second = list(&server, "zae-2026", "b", SECOND).await;
    let page = server.get(&format!("/sites/{SITE}/historique")).await.text();
    for word in ["zae-2025", "zae-2026", "12,5", "14,5", "Grand Chalon"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    let (held, english) = (server.get(&format!("/sites/{SITE}")).await.text(), server.get(&format!("/en/sites/{SITE}")).await.text());
    for (page, manager, developer) in [(held, "Gestionnaire", "Aménageur"), (english, "Manager", "Developer")] {
        for row in [format!("<dt>{manager}</dt><dd>Grand Chalon "), format!("<dt>{developer}</dt><dd>SPL Sud ")] {
            assert!(page.contains(&row), "{row}: {page}");
        }
    }
    let csv = server.get(&format!("/sites/{SITE}/historique.csv")).await.text();
    assert!(!csv.contains("SPL Sud;SPL Sud"), "a developer who stays is no change: {csv}");
    let row = csv.lines().find(|l| l.contains("zae-2026") && l.contains("12,5")).unwrap_or_else(|| panic!("{csv}"));
    assert!(row.contains("14,5"), "before and after stand in one row: {row}");
    site_lists::withdraw(&server.app.store, &second, "test", jiff::Timestamp::now()).await.expect("withdrawn");
    let page = server.get(&format!("/en/sites/{SITE}/historique")).await.text();
    assert!(page.contains("list withdrawn on"), "{page}");
    assert_eq!(server.get("/sites/nulle-part/historique").await.status, 404);
}

#[tokio::test]
async fn the_wave_of_a_label_is_said_in_one_way_on_the_pages_and_kept_as_it_is_in_the_files() {
    let server = Server::without_jobs().await;
    for path in ["/sites?q=saoneor", "/sites/saoneor-71076", "/sites/saoneor-71076/historique", "/territoires/2/ti-2704"] {
        for (prefix, month) in [("", "juillet 2020"), ("/en", "July 2020")] {
            let page = server.get(&format!("{prefix}{path}")).await.text();
            assert!(page.contains(month), "{prefix}{path}: {page}");
            assert!(!page.contains("label 2020-") && !page.contains("2020-07<"), "{prefix}{path}: {page}");
        }
    }
    assert!(server.get("/sites/sites.csv?q=saoneor").await.text().contains("2020-07"));
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

/// Files of a project, the ranking among them.
const FILES: [&str; 4] = ["dossier.json", "calendrier.xml", "sites/classement.csv", "projet.toml"];

#[tokio::test]
async fn a_restricted_site_is_ranked_for_who_reads_it_in_a_project_of_its_territory_and_for_nobody_else() {
    on_each_engine(async |server| {
        let project = server.project("Atelier de Chalon").await;
        let answered = server.post(&format!("{project}/questions/site.needed"), &[("version", "1"), ("site.needed", "oui")]).await;
        assert_eq!(answered.status, 303, "{}", answered.text());
        let reader = server.share(&project).await;
        let mut before = vec![];
        for file in FILES {
            before.push(server.get(&format!("{project}/{file}")).await.text());
        }
        list(server, "zae", "a", FIRST).await;
        assert_ne!(server.get(&format!("{project}/sites/classement.csv")).await.text(), before[2], "an open site is ranked for everybody");
        let by = operator(server).await;
        assert_eq!(server.post_as(&by, &format!("/sites/{SITE}/lecteurs"), &[("faire", "restreindre")]).await.status, 303);

        let person = async |name: &str, role, scope: &str| server.person(name, role, scope).await;
        let lead = person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
        let viewers = [
            ("visitor", String::new(), false),
            ("operator", by, true),
            ("lead", lead.clone(), true),
            ("referent", person("Bilal", Role::Referent, "territory:2:ti-2704").await, true),
            ("region", person("Gaston", Role::RegionalPilot, "region:27").await, true),
            ("State", person("Hugo", Role::NationalPilot, "national").await, true),
            ("lead elsewhere", person("Dominique", Role::ProjectLead, "territory:2:ti-8401").await, false),
            ("instructor", person("Driss", Role::Instructor, "operator:bpifrance").await, false),
            ("company", person("Jean", Role::CompanyContact, "own organisation").await, false),
        ];
        for (viewer, cookie, reads) in &viewers {
            for address in [&project, &reader] {
                for path in [address.clone(), format!("{address}/sites"), format!("/en{address}/sites")] {
                    let page = server.get_as(cookie, &path).await.text();
                    let told = page.contains("page est restreinte est lu ici") || page.contains("page is restricted is read here");
                    assert_eq!(told, *reads, "{viewer} at {path}");
                    assert!(*reads || !page.contains("Parc des Prés") && !page.contains(SITE), "{viewer} learns of it at {path}");
                }
                let csv = server.get_as(cookie, &format!("{address}/sites/classement.csv")).await.text();
                let row = csv.lines().find(|line| line.contains(SITE));
                assert_eq!(row.is_some_and(|row| row.ends_with(";page restreinte")), *reads, "{viewer}: {row:?}");
                assert!(*reads || csv == before[2], "the ranking of {viewer} counts a site they do not read");
                let side = server.get_as(cookie, &format!("{address}/sites/comparer?s={SITE}")).await;
                assert_eq!(side.status, if *reads { 200 } else { 400 }, "{viewer}");
                // What is made to go further says the same, whoever takes it.
                for at in [0, 1, 3] {
                    let file = server.get_as(cookie, &format!("{address}/{}", FILES[at])).await.text();
                    assert!(file == before[at], "{} of {viewer} changes with who takes it", FILES[at]);
                }
            }
        }
        // A choice is written where others read it.
        let choice = server.post_as(&lead, &format!("{project}/sites"), &[("version", "2"), ("site", SITE)]).await;
        assert_eq!(choice.status, 404);
        let mut body = serde_json::from_str::<serde_json::Value>(&before[0]).expect("a dossier")["project"].clone();
        let facts = body["facts"].as_object_mut().expect("facts");
        facts.retain(|_, datum| datum["status"] != "computed");
        let asked = request(Method::POST, "/api/v1/dossiers").header("cookie", &lead).header("content-type", "application/json");
        let told = server.send(asked.body(Body::from(body.to_string())).expect("a request")).await;
        assert!(told.status == 200 && told.text().contains("saoneor-71076"), "{}", told.text());
        assert!(!told.text().contains(SITE), "the API ranks a restricted site");
        // In a project of elsewhere, it is ranked for nobody.
        let moved = [("version", "2"), ("project.commune", "21231")];
        assert_eq!(server.post(&format!("{project}/questions/project.commune"), &moved).await.status, 303);
        for (viewer, cookie, _) in &viewers {
            let csv = server.get_as(cookie, &format!("{project}/sites/classement.csv")).await.text();
            assert!(!csv.contains(SITE) && csv.lines().count() > 20, "{viewer}");
        }
    })
    .await;
}
