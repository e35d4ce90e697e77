//! Real dates of formalities: recorded by the holder, told beside the promise, counted without giving anyone away.

use crate::server::Server;

const PERMIT: [(&str, &str); 8] = [
    ("procedure", "PC"),
    ("department", "71"),
    ("filed", "2021-03-01"),
    ("complete", "2021-03-15"),
    ("legal", "2021-06-15"),
    ("decided", "2021-06-01"),
    ("outcome", "granted"),
    ("counted", "oui"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<(&str, &str)> = PERMIT.into_iter().filter(|(key, _)| !changes.iter().any(|(other, _)| other == key)).collect();
    form.extend(changes);
    form
}

#[tokio::test]
async fn a_holder_records_a_permit_and_sees_the_real_delay_beside_the_law() {
    let server = Server::without_jobs().await;
    let owner = server.project("Atelier").await;
    let follow = format!("{owner}/suivi");
    let empty = server.get(&follow).await.text();
    assert!(empty.contains("Aucune date n’est encore notée") && empty.contains("value=\"71\""), "{empty}");
    let answer = server.post(&follow, &with(&[("version", "0")])).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = server.get(&format!("{follow}?fait=ok")).await.text();
    // 92 days are 3 months.
    assert!(page.contains("Dates enregistrées") && page.contains("<td class=\"num\">3</td>"), "{page}");
    // The same procedure again, by somebody who had not seen it.
    let twice = server.post(&follow, &with(&[("version", "0")])).await;
    assert_eq!(twice.status, 422);
    assert!(twice.text().contains("Quelqu’un a noté cette formalité entre-temps"));
    let changed = server.post(&follow, &with(&[("version", "1"), ("decided", "2021-07-01")])).await;
    assert_eq!(changed.status, 303);
    let page = server.get(&format!("{follow}?p=PC")).await.text();
    assert!(page.contains("dépassé"), "sixteen days after the legal limit");
    assert!(page.contains("value=\"2021-07-01\""), "the form shows the line to change");
    assert!(server.get(&format!("{follow}.csv")).await.text().contains("2021-07-01"));
    let reader = server.share(&owner).await;
    let shown = server.get(&format!("{reader}/suivi")).await.text();
    assert!(shown.contains("dépassé") && !shown.contains("id=\"saisie\""), "a reader reads");
    assert_eq!(server.post(&follow, &[("do", "remove"), ("procedure", "PC"), ("version", "2")]).await.status, 303);
    assert!(server.get(&follow).await.text().contains("Aucune date"));
}

#[tokio::test]
async fn the_calendar_and_its_files_start_from_the_dates_that_the_project_recorded() {
    let server = Server::without_jobs().await;
    let owner = server.project("Atelier").await;
    let before = server.get(&owner).await.text();
    assert!(!before.contains("obtenu par le projet"));
    assert_eq!(server.post(&format!("{owner}/suivi"), &with(&[("version", "0")])).await.status, 303);
    let told = "obtenu par le projet le 1er\u{a0}juin 2021";
    assert!(server.get(&owner).await.text().contains(told));
    assert!(server.get(&format!("{owner}/dossier.json")).await.text().contains(told));
    let filed = with(&[("version", "1"), ("decided", ""), ("legal", ""), ("outcome", "pending")]);
    assert_eq!(server.post(&format!("{owner}/suivi"), &filed).await.status, 303);
    assert!(server.get(&owner).await.text().contains("déposé le 1er\u{a0}mars 2021"));
    // The page of the dates says what the rules expect, which these dates do not move.
    let follow = server.get(&format!("{owner}/suivi")).await.text();
    assert!(!follow.contains("déposé le 1er\u{a0}mars 2021"), "{follow}");
}

#[tokio::test]
async fn dates_that_cannot_be_are_told_field_by_field_and_nothing_typed_is_lost() {
    let server = Server::without_jobs().await;
    let follow = format!("{}/suivi", server.project("Atelier").await);
    let answer =
        server.post(&follow, &with(&[("version", "0"), ("decided", "2021-01-01"), ("department", "99"), ("outcome", "pending")])).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("role=\"alert\"") && page.contains("href=\"#department\""), "{page}");
    assert!(page.contains("value=\"2021-03-15\"") && page.contains("value=\"99\""), "what was typed stays");
    let answer = server.post(&follow, &with(&[("version", "0"), ("decided", "2021-01-01")])).await;
    assert!(answer.text().contains("href=\"#decided\"") && answer.text().contains("avant le dépôt"));
}

#[tokio::test]
async fn delays_are_shown_from_five_files_on_and_never_with_a_project() {
    let server = Server::without_jobs().await;
    assert!(server.get("/delais").await.text().contains("Aucun projet n’a encore noté de dates"));
    let site = server
        .app
        .sites()
        .iter()
        .find(|s| s.labels.iter().any(|l| l.wave.starts_with("2020")))
        .map(|s| s.id.clone())
        .expect("a labelled site");
    for i in 0..5 {
        if i == 4 {
            let page = server.get("/delais").await.text();
            assert!(page.contains("Moins de 5 dossiers"), "{page}");
            let site = server.get(&format!("/sites/{site}")).await.text();
            assert!(site.contains("La promesse de l’État, en dates") && site.contains("pas encore assez de dossiers"), "{site}");
        }
        let owner = server.project(&format!("Usine {i}")).await;
        let decided = format!("2021-06-{:02}", i + 1);
        // A variant of the permit is a permit: five files in all, though four bear the ordinary name.
        let procedure = if i == 1 { "PC_EE" } else { "PC" };
        let form = with(&[("version", "0"), ("decided", &decided), ("procedure", procedure)]);
        assert_eq!(server.post(&format!("{owner}/suivi"), &form).await.status, 303);
    }
    let page = server.get("/delais").await.text();
    // The median of 92 to 96 days.
    assert!(page.contains("<b>3,1</b>") && page.contains("Saône-et-Loire"), "{page}");
    assert!(!page.contains("Usine"), "no project is named");
    let csv = server.get("/delais/delais.csv?procedure=PC&departement=71").await.text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    let json = server.get("/api/v1/delays?procedure=PC").await.text();
    assert!(json.contains("\"least\":5") && json.contains("\"files\":5"), "{json}");
    let told = server.get(&format!("/api/v1/sites/{site}")).await.text();
    assert!(told.contains("\"promise\":{\"clocks\":[{\"procedure\":\"PC\"") && told.contains("\"real_months\":3.1"), "{told}");
}

#[tokio::test]
async fn the_promise_is_told_on_the_sites_it_was_made_for_and_on_no_other() {
    let server = Server::without_jobs().await;
    let sites = server.app.sites();
    let first = |wave: &str| sites.iter().find(|s| s.labels.iter().all(|l| l.wave.starts_with(wave)) && !s.labels.is_empty());
    for (wave, covered) in [("2020", true), ("2021", true), ("2024", false)] {
        let Some(site) = first(wave) else { continue };
        let page = server.get(&format!("/sites/{}", site.id)).await.text();
        assert_eq!(page.contains("La promesse de l’État, en dates"), covered, "{wave} {}", site.id);
        let json = server.get(&format!("/api/v1/sites/{}", site.id)).await.text();
        assert_eq!(json.contains("\"if_filed_today\""), covered, "{wave}");
    }
}
