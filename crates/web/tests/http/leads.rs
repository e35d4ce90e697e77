//! Who came to see a site: who keeps the site notes it, everybody sees why they left, nobody else sees who they were.

use crate::server::Server;
use crate::site_pages::{FIRST, SITE, attach, list};
use domain::rights::Role;

const LEAD: [(&str, &str); 9] = [
    ("version", "0"),
    ("received", "2021-03-04"),
    ("need", "plant"),
    ("area", "12,5"),
    ("name", "Emballages Durand"),
    ("closing", "power"),
    ("closed", "2021-09-01"),
    ("reason", "12 MVA demandés"),
    ("note", "vus avec l’agence"),
];

async fn operator(server: &Server) -> String {
    let answer = server.post("/operateur", &[("key", server.key.expose())]).await;
    assert_eq!(answer.status, 303);
    answer.header("set-cookie").split(';').next().expect("a cookie").to_owned()
}

#[tokio::test]
async fn the_operator_notes_a_lead_and_only_its_outcome_is_public() {
    let server = Server::without_jobs().await;
    let site = server.app.sites()[0].id.clone();
    let address = format!("/sites/{site}/demandes");
    assert!(server.get(&address).await.text().contains("Aucune demande n’est encore notée"));
    let refused = server.post(&address, &LEAD).await;
    assert_eq!(refused.status, 403, "a visitor writes nothing");
    let cookie = operator(&server).await;
    let saved = server.post_as(&cookie, &address, &LEAD).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = server.get_as(&cookie, &address).await;
    assert!(page.text().contains("Emballages Durand") && page.header("cache-control") == "no-store", "{}", page.text());
    for path in
        [address.clone(), format!("{address}.csv"), format!("/en{address}"), format!("/sites/{site}"), format!("/api/v1/sites/{site}")]
    {
        let seen = server.get(&path).await.text();
        assert!(!seen.contains("Durand") && !seen.contains("agence") && !seen.contains("MVA demandés"), "{path}");
    }
    let seen = server.get(&address).await.text();
    assert!(seen.contains("1 demande notée") && seen.contains("puissance électrique"), "{seen}");
    assert!(server.get_as(&cookie, &format!("{address}.csv")).await.text().contains("Emballages Durand"));
}

#[tokio::test]
async fn a_lead_that_changed_is_not_overwritten_and_its_former_state_comes_back() {
    let server = Server::without_jobs().await;
    let site = server.app.sites()[0].id.clone();
    let address = format!("/sites/{site}/demandes");
    let cookie = operator(&server).await;
    server.post_as(&cookie, &address, &LEAD).await;
    let id = store::leads::of_site(&server.app.store, &site).await.expect("read")[0].id.clone();
    let change = |version: &'static str, reason: &'static str| {
        let mut form: Vec<(&str, &str)> = LEAD.into_iter().filter(|(key, _)| !["version", "reason"].contains(key)).collect();
        form.extend([("version", version), ("reason", reason), ("id", id.as_str())]);
        form
    };
    assert_eq!(server.post_as(&cookie, &address, &change("1", "raccordement en 2026")).await.status, 303);
    let late = server.post_as(&cookie, &address, &change("1", "autre raison")).await;
    assert_eq!(late.status, 422);
    assert!(late.text().contains("a changé ou disparu"));
    let form = server.get_as(&cookie, &format!("{address}?d={id}")).await.text();
    assert!(form.contains("value=\"raccordement en 2026\"") && form.contains("Revenir à cet état"), "{form}");
    let back = [("do", "restore"), ("id", id.as_str()), ("version", "2"), ("state", "1")];
    assert_eq!(server.post_as(&cookie, &address, &back).await.status, 303);
    let now = store::leads::find(&server.app.store, &id).await.expect("read").expect("there");
    assert_eq!((now.version, now.lead.reason.as_str()), (3, "12 MVA demandés"));
    let wrong = server
        .post_as(
            &cookie,
            &address,
            &[("version", "0"), ("received", "2021-03-04"), ("need", "plant"), ("closing", "price"), ("area", "grand")],
        )
        .await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#area\""));
    let other = server.app.sites()[1].id.clone();
    let stray =
        server.post_as(&cookie, &format!("/sites/{other}/demandes"), &[("do", "remove"), ("id", id.as_str()), ("version", "3")]).await;
    assert_eq!(stray.status, 422, "a lead of another site");
    assert_eq!(server.post_as(&cookie, &address, &[("do", "remove"), ("id", id.as_str()), ("version", "3")]).await.status, 303);
    assert!(server.get(&address).await.text().contains("Aucune demande"));
    let kept = server.get_as(&cookie, &address).await.text();
    assert!(kept.contains("Demandes retirées (1)") && kept.contains("Emballages Durand"), "{kept}");
    assert!(!server.get(&address).await.text().contains("Durand"), "for who keeps the site alone");
    let back = [("do", "bring_back"), ("id", id.as_str()), ("version", "3")];
    assert_eq!(server.post(&address, &back).await.status, 403);
    assert_eq!(server.post_as(&cookie, &format!("/sites/{other}/demandes"), &back).await.status, 422, "a lead of another site");
    assert_eq!(server.post_as(&cookie, &address, &back).await.status, 303);
    assert!(server.get(&address).await.text().contains("1 demande notée"));
}

#[tokio::test]
async fn whoever_leads_the_territory_of_a_site_keeps_it_and_no_other() {
    let server = Server::without_jobs().await;
    list(&server, "zae", "a", FIRST).await;
    let person = async |name: &str, role, scope: &str| server.person(name, role, scope).await;
    let lead = person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let admin = person("Gaël", Role::Administrator, "national").await;
    let others = [
        person("Léa", Role::ProjectLead, "territory:2:ti-8401").await,
        person("Bilal", Role::Referent, "territory:2:ti-2704").await,
        person("Emre", Role::RegionalPilot, "region:27").await,
        person("Hélène", Role::CompanyContact, "own organisation").await,
    ];
    let address = format!("/sites/{SITE}/demandes");
    for keeper in [&lead, &admin] {
        let saved = server.post_as(keeper, &address, &LEAD).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert!(server.get_as(keeper, &address).await.text().contains("Emballages Durand"));
    }
    for other in &others {
        assert_eq!(server.post_as(other, &address, &LEAD).await.status, 403);
        assert!(!server.get_as(other, &address).await.text().contains("Durand"));
        assert!(!server.get_as(other, &format!("{address}.csv")).await.text().contains("Durand"));
    }
    let kept = store::leads::of_site(&server.app.store, SITE).await.expect("read");
    assert_eq!(kept.len(), 2, "each under their own name");
    assert!(kept.iter().all(|k| k.author.starts_with("person:")));
    // The lead keeps the whole page of it, and nothing of a site elsewhere.
    attach(&server, &lead, SITE, "étude.txt", b"Rien").await;
    assert_eq!(server.post_as(&lead, &format!("/sites/{SITE}/lecteurs"), &[("faire", "restreindre")]).await.status, 303);
    assert_eq!(server.get(&format!("/sites/{SITE}")).await.status, 404);
    assert_eq!(server.get_as(&lead, &format!("/sites/{SITE}")).await.status, 200);
    let elsewhere = server.app.sites().first().expect("a site").id.clone();
    assert_eq!(server.post_as(&lead, &format!("/sites/{elsewhere}/demandes"), &LEAD).await.status, 403);
    assert_eq!(server.post_as(&lead, "/sites/import/valider", &[("sha256", "x")]).await.status, 403, "the catalogue is another thing");
}
