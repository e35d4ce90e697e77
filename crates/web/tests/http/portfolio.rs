//! Those who steer: a region reads every sheet of its territories and no other, the State all of them.

use crate::contracts::{CONTRACT, in_days, lead, made};
use crate::server::Server;
use axum::http::StatusCode;
use domain::rights::Role;

/// A late sheet that waits for an answer in ti-2704, another there, and one in another region.
pub async fn country(server: &Server) -> [String; 3] {
    let camille = lead(server).await;
    let blocked = made(server, &camille, "Presse de Champforgeuil").await;
    let point = [("what", "Un arrêté manque"), ("level", "region"), ("due", "2027-01-31")];
    assert_eq!(server.post_as(&camille, &format!("{blocked}/blocages"), &point).await.status, StatusCode::SEE_OTHER);
    let other = made(server, &camille, "École de production").await;
    let lou = server.person("Lou", Role::ProjectLead, "territory:2:ti-8401").await;
    let due = in_days(server, 4);
    let form = [("title", "Fonderie d’Ussel"), ("holder", "Fonderie"), ("next_action", "Relancer"), ("due", due.as_str())];
    let there = server.post_as(&lou, &CONTRACT.replace("ti-2704", "ti-8401").replace("/contrat", "/contrat/nouvelle"), &form).await;
    assert_eq!(there.status, StatusCode::SEE_OTHER, "{}", there.text());
    [blocked, other, there.leads_to().to_owned()]
}

#[tokio::test]
async fn a_region_lists_its_sheets_and_the_state_lists_all() {
    let server = Server::without_jobs().await;
    let [blocked, other, there] = country(&server).await;
    let region = server.person("Rémi", Role::RegionalPilot, "region:27").await;
    let state = server.person("Aïcha", Role::NationalPilot, "national").await;
    let own = server.get_as(&region, "/pilotage/fiches").await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text());
    assert_eq!(own.header("cache-control"), "no-store");
    let own = own.text();
    assert!(own.contains(&blocked) && own.contains(&other) && !own.contains(&there), "{own}");
    let all = server.get_as(&state, "/en/pilotage/fiches").await.text();
    assert!(all.contains(&there) && all.contains(&blocked) && all.contains("Every sheet"));
    let only = server.get_as(&state, "/pilotage/fiches?bloquee=1").await.text();
    assert!(only.contains(&blocked) && !only.contains(&other) && only.contains("1 blocage en attente"));
    let found = server.get_as(&state, "/pilotage/fiches?q=ecole").await.text();
    assert!(found.contains(&other) && !found.contains(&blocked));
    let place = server.get_as(&state, "/pilotage/fiches?territoire=2:ti-8401&tri=echeance").await.text();
    assert!(place.contains(&there) && !place.contains(&other));
    let nothing = server.get_as(&state, "/pilotage/fiches?q=zzzz").await.text();
    assert!(nothing.contains("Rien ne correspond") && nothing.contains("href=\"/pilotage/fiches\""));
}

#[tokio::test]
async fn a_sheet_shows_at_once_where_the_list_was_read_before() {
    let server = Server::without_jobs().await;
    let state = server.person("Aïcha", Role::NationalPilot, "national").await;
    assert!(server.get_as(&state, "/pilotage/fiches").await.text().contains("n’a encore de fiche"));
    let camille = lead(&server).await;
    let path = made(&server, &camille, "Presse").await;
    assert!(server.get_as(&state, "/pilotage/fiches").await.text().contains(&path), "a kept page hides what was written since");
}

#[tokio::test]
async fn nobody_lists_the_sheets_of_others() {
    let server = Server::without_jobs().await;
    country(&server).await;
    let region = server.person("Rémi", Role::RegionalPilot, "region:27").await;
    for path in ["/pilotage/fiches?region=84", "/pilotage/fiches?territoire=2:ti-8401", "/pilotage/fiches/fiches.csv?region=84"] {
        assert_eq!(server.get_as(&region, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let camille = server.person("Camille Leroy", Role::ProjectLead, "territory:2:ti-2704").await;
    for who in [camille.as_str(), ""] {
        assert_eq!(server.get_as(who, "/pilotage/fiches").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_file_holds_what_the_page_shows() {
    let server = Server::without_jobs().await;
    country(&server).await;
    let state = server.person("Aïcha", Role::NationalPilot, "national").await;
    let file = server.get_as(&state, "/pilotage/fiches/fiches.csv?region=27").await;
    assert_eq!(file.header("cache-control"), "no-store");
    let text = file.text();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert!(lines.next().expect("a head").starts_with("identifiant;phase;code_territoire;territoire;region;"));
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len(), 2, "{text}");
    assert!(rows.iter().all(|row| row.contains(";2;ti-2704;") && row.contains("Bourgogne-Franche-Comté")), "{text}");
    assert_eq!(server.get_as(&state, "/pilotage/fiches/fiches.xlsx").await.status, StatusCode::OK);
}

#[tokio::test]
async fn territories_stand_side_by_side_with_what_they_promise() {
    let server = Server::without_jobs().await;
    let [blocked, ..] = country(&server).await;
    let camille = server.person("Camille Leroy", Role::ProjectLead, "territory:2:ti-2704").await;
    let form = server.get_as(&camille, &format!("{blocked}/modifier/indicateurs")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let promised = [
        ("version", "1"),
        ("indicator.jobs-created.target", "40"),
        ("indicator.jobs-created.measured", "12"),
        ("indicator.jobs-created.on", "2026-01-01"),
    ];
    let saved = server.post_as(&camille, &format!("{blocked}/modifier/indicateurs"), &promised).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let decided =
        [("version", "2"), ("decision", "dropped"), ("held_on", "2026-01-02"), ("committee", "project"), ("reason", "Le porteur renonce")];
    let state = server.person("Aïcha", Role::NationalPilot, "national").await;
    let page = server.get_as(&state, "/pilotage/territoires").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(text.contains("40 (1 fiche)") && text.contains("12 (1 fiche)"), "{text}");
    assert!(text.contains("Total Bourgogne-Franche-Comté") && text.contains("territoire=2:ti-8401"), "{text}");
    let region = server.person("Rémi", Role::RegionalPilot, "region:27").await;
    let own = server.get_as(&region, "/pilotage/territoires").await.text();
    assert!(own.contains("territoire=2:ti-2704") && !own.contains("ti-8401"), "{own}");
    assert_eq!(server.get_as(&region, "/pilotage/territoires?region=84").await.status, StatusCode::FORBIDDEN);
    // What is dropped is counted as dropped, and promises nothing any more.
    let dropped = server.post_as(&camille, &format!("{blocked}/decider"), &decided).await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER, "{}", dropped.text());
    let after = server.get_as(&state, "/pilotage/territoires").await.text();
    assert!(!after.contains("40 (1 fiche)") && after.contains("decision=dropped"), "{after}");
    let side = server.get_as(&state, "/pilotage/territoires/comparer?avec=2:ti-2704&avec=2:ti-8401").await;
    assert_eq!(side.status, StatusCode::OK);
    assert!(side.text().contains("Emplois créés (ETP), visé"), "{}", side.text());
    assert!(side.text().contains("class=\"group\">Fiches par état</th></tr><tr><th scope=\"row\">"), "{}", side.text());
    assert!(server.get_as(&state, "/pilotage/territoires/comparer").await.text().contains("Aucun territoire n’est coché"));
    let csv = server.get_as(&state, "/pilotage/territoires/territoires.csv").await.text();
    let row = csv.lines().find(|line| line.starts_with("2;ti-2704;")).expect("a row of the territory");
    assert!(row.contains(";Bourgogne-Franche-Comté;2;1;0;0;"), "two sheets, one open, none late, none made up: {row}");
}

#[tokio::test]
async fn invented_sheets_are_counted_apart() {
    let server = Server::without_jobs().await;
    let lifecycle = server.app.rulebook.lifecycle(2).expect("phase 2 has a life cycle");
    let owner = contracts::Owner { name: "Camille".into(), person: None };
    let due = domain::Date::constant(2027, 1, 4);
    let sheet = contracts::Sheet::new("Inventée", "Ville", "foncier", owner, "Visiter", due, lifecycle.first());
    let sheet = contracts::Sheet { synthetic: true, total_cost: Some(domain::Cents::euros(7)), ..sheet };
    let place = store::sheets::Place { phase: 2, code: "ti-2704".into(), region: "27".into() };
    let sound = contracts::admit(lifecycle, &sheet).expect("sound");
    let now = jiff::Timestamp::now();
    store::sheets::create(&server.app.store, &place, &sound, None, "operator", None, now).await.expect("created");
    let state = server.person("Aïcha", Role::NationalPilot, "national").await;
    let csv = server.get_as(&state, "/pilotage/territoires/territoires.csv").await.text();
    let row = csv.lines().find(|line| line.starts_with("2;ti-2704;")).expect("a row of the territory");
    assert!(row.contains(";Bourgogne-Franche-Comté;0;0;0;1;"), "{row}");
    assert!(server.get_as(&state, "/pilotage/territoires").await.text().contains("comptée à part"));
    assert!(server.get_as(&state, "/pilotage/fiches").await.text().contains("est inventée pour essayer"));
}
