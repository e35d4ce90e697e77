//! A company chooses who sees its project: nobody, its territory, an operator it names, totals without a name, everybody. Each
//! choice shows what it says to whom it says, and is taken back at once.

use crate::accounts::operator;
use crate::engines::on_each_engine;
use crate::server::Server;
use axum::http::StatusCode;
use domain::rights::Role;
use domain::{Datum, Value};
use store::{ProjectId, Token, projects};

const TERRITORY: &str = "territory:2:ti-2704";
const OPERATOR: &str = "operator:bpifrance";
/// What must never leave with a public or a counted project.
const SECRETS: [&str; 3] = ["Emboutis Martin", "73282932000074", "réservé aux banques"];

/// Identifier of a project, from its owner's address.
pub async fn id(server: &Server, project: &str) -> ProjectId {
    let token = Token::parse(project.trim_start_matches("/projets/")).expect("a token");
    projects::find_by_token(&server.app.store, &token.hash()).await.expect("read").expect("held").id
}

/// A project that says who holds it; its owner's address and its identifier.
async fn named(server: &Server, title: &str) -> (String, ProjectId) {
    let path = server.project(title).await;
    let id = id(server, &path).await;
    let mut stored = projects::find(&server.app.store, &id).await.expect("read").expect("held");
    for (key, value) in [("holder.name", SECRETS[0]), ("holder.siret", SECRETS[1])] {
        stored.project.facts.set(key, Datum::declared(Value::Text(value.into())));
    }
    stored.project.financing.push(domain::FinancingLine {
        label: SECRETS[2].into(),
        funder: domain::Funder::Bank,
        instrument: domain::Instrument::Loan,
        amount: "1 M€".parse().expect("an amount"),
        regime: domain::AidRegime::None,
        state: domain::LineState::Considered,
        measure: None,
        grant_equivalent: None,
        base: None,
        source: None,
    });
    projects::save(&server.app.store, &id, stored.version, &stored.project, "test", None, jiff::Timestamp::now()).await.expect("saved");
    (path, id)
}

/// Ticks these audiences and no other, on a fresh form.
pub async fn choose(server: &Server, project: &str, audiences: &[&str]) {
    let page = server.get(&format!("{project}/partage")).await.text();
    let was = page.split("name=\"was\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the form").to_owned();
    let mut form = vec![("was", was.as_str())];
    form.extend(audiences.iter().map(|audience| ("avec", *audience)));
    let answer = server.post(&format!("{project}/partage/choix"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// Identifier of a public project, for the tests that walk every address.
pub async fn public(server: &Server) -> String {
    let project = server.project("Presse publique").await;
    choose(server, &project, &["public"]).await;
    id(server, &project).await.to_string()
}

/// Everybody, with the audiences through which they read the project and its dossier.
async fn viewers(server: &Server) -> Vec<(&'static str, String, Vec<&'static str>)> {
    let person = async |name: &str, role, scope: &str| server.person(name, role, scope).await;
    vec![
        ("visitor", String::new(), vec![]),
        ("operator of the server", operator(server).await, vec![]),
        ("lead", person("Alix", Role::ProjectLead, TERRITORY).await, vec![TERRITORY]),
        ("referent", person("Bilal", Role::Referent, TERRITORY).await, vec![TERRITORY]),
        ("lead elsewhere", person("Chloé", Role::ProjectLead, "territory:2:ti-8401").await, vec![]),
        ("instructor", person("Driss", Role::Instructor, OPERATOR).await, vec![OPERATOR]),
        ("instructor elsewhere", person("Elsa", Role::Instructor, "operator:ademe").await, vec![]),
        ("committee", person("Fanny", Role::CommitteeMember, OPERATOR).await, vec![]),
        ("region", person("Gaston", Role::RegionalPilot, "region:27").await, vec![]),
        ("State", person("Hugo", Role::NationalPilot, "national").await, vec![]),
        ("administrator", person("Inès", Role::Administrator, "national").await, vec![]),
        ("company", person("Jean", Role::CompanyContact, "own organisation").await, vec![]),
    ]
}

#[tokio::test]
async fn each_degree_shows_to_each_viewer_what_it_says_and_closes_at_once() {
    on_each_engine(async |server| {
        let (project, id) = named(server, "Relocalisation discrète").await;
        let viewers = viewers(server).await;
        let degrees: [&[&str]; 7] =
            [&[], &[TERRITORY], &[OPERATOR], &["counted"], &["public"], &[TERRITORY, OPERATOR, "counted", "public"], &[]];
        for degree in degrees {
            choose(server, &project, degree).await;
            for (viewer, cookie, through) in &viewers {
                let reads = through.iter().any(|audience| degree.contains(audience));
                let expected = if reads { StatusCode::OK } else { StatusCode::NOT_FOUND };
                for file in ["", "/dossier.json", "/sites", "/projet.toml"] {
                    let answer = server.get_as(cookie, &format!("/projets/{id}{file}")).await;
                    assert_eq!(answer.status, expected, "{viewer} asks {file} at {degree:?}");
                    assert!(!answer.text().contains(project.trim_start_matches("/projets/")), "the address is given away to {viewer}");
                }
                // Reading is not writing, whoever reads.
                for write in ["plan", "faits", "partage", "supprimer"] {
                    let answer = server.get_as(cookie, &format!("/projets/{id}/{write}")).await.status;
                    let refused = if reads { StatusCode::FORBIDDEN } else { StatusCode::NOT_FOUND };
                    assert_eq!(answer, refused, "{viewer} asks {write} at {degree:?}");
                }
                let list = server.get_as(cookie, "/projets/partages").await;
                assert_eq!(list.text().contains("Relocalisation discrète"), reads, "the list of {viewer} at {degree:?}");
                let work = server.get_as(cookie, "/mon-travail").await.text();
                assert_eq!(work.contains("Relocalisation discrète"), reads, "what awaits {viewer} at {degree:?}");
                let territory = server.get_as(cookie, "/territoires/2/ti-2704").await.text();
                let there = degree.contains(&TERRITORY) && through.contains(&TERRITORY);
                assert_eq!(territory.contains("Relocalisation discrète"), there, "the territory for {viewer} at {degree:?}");
                let open = degree.contains(&"public");
                let page = server.get_as(cookie, &format!("/projets/publics/{id}")).await;
                assert_eq!(page.status == StatusCode::OK, open, "the public page for {viewer} at {degree:?}");
                for path in ["/projets/publics", "/projets/publics/fichiers/projets.csv", "/en/projets/publics"] {
                    let text = server.get_as(cookie, path).await.text();
                    assert_eq!(text.contains("Relocalisation discrète"), open, "{path} for {viewer} at {degree:?}");
                    assert!(SECRETS.iter().all(|secret| !text.contains(secret)), "{path} says who to {viewer}");
                }
                assert!(SECRETS.iter().all(|secret| !page.text().contains(secret)), "the public page says who to {viewer}");
            }
            assert_eq!(server.get(&project).await.status, StatusCode::OK, "whoever has the address keeps it at {degree:?}");
        }
        assert_eq!(server.get(&format!("/projets/publics/{}", "0".repeat(32))).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_page_says_who_sees_what_and_the_journal_what_was_opened_and_closed() {
    on_each_engine(async |server| {
        let (project, id) = named(server, "Atelier de Crissey").await;
        let sharing = format!("{project}/partage");
        let page = server.get(&sharing).await.text();
        assert!(page.contains("Privé") && page.contains("jamais été ouvert") && page.contains("personne n’y a encore de compte"), "{page}");
        server.person("Alix", Role::ProjectLead, TERRITORY).await;
        choose(server, &project, &[TERRITORY, OPERATOR]).await;
        let page = server.get(&sharing).await.text();
        assert!(page.contains("une personne le lirait aujourd’hui") && page.contains("Ouvert\u{a0}: "), "{page}");
        // A form left open since before does not open again what was closed, nor close what it did not show.
        let stale = [("was", TERRITORY), ("avec", TERRITORY), ("avec", "counted")];
        assert_eq!(server.post(&format!("{sharing}/choix"), &[("close", "all")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(server.post(&format!("{sharing}/choix"), &stale).await.status, StatusCode::SEE_OTHER);
        let open: Vec<String> =
            store::sharing::of(&server.app.store, &id).await.expect("read").into_keys().map(|audience| audience.to_string()).collect();
        assert_eq!(open, ["counted"]);
        // Neither another territory, nor an operator nobody knows, nor a word.
        for stranger in ["territory:2:ti-8401", "operator:personne", "region:27", "tout le monde"] {
            let answer = server.post(&format!("{sharing}/choix"), &[("avec", stranger)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{stranger}");
        }
        let reader = server.share(&project).await;
        let by_reader = server.post(&format!("{reader}/partage/choix"), &[("avec", "public")]).await;
        assert_eq!(by_reader.status, StatusCode::FORBIDDEN, "a reading address shares further");
        let told = store::sharing::history(&server.app.store, &id, 10).await.expect("read");
        assert_eq!(told.len(), 3);
        assert!(store::audit::verify(&server.app.store, None).await.expect("followed").is_ok());
        // Deleted, it is shown to nobody; brought back, it is as it was.
        choose(server, &project, &["public"]).await;
        server.post(&format!("{project}/supprimer"), &[]).await;
        assert_eq!(server.get(&format!("/projets/publics/{id}")).await.status, StatusCode::NOT_FOUND);
        server.post(&format!("{project}/retablir"), &[]).await;
        assert_eq!(server.get(&format!("/projets/publics/{id}")).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn counted_projects_give_totals_only_when_five_holders_hide_one_another() {
    on_each_engine(async |server| {
        for n in 0..4 {
            let project = server.project(&format!("Anonyme {n}")).await;
            choose(server, &project, &["counted"]).await;
        }
        let few = server.get("/projets/publics").await.text();
        assert!(few.contains("Moins de 5 porteurs") && !few.contains("48\u{202f}000\u{202f}000"), "{few}");
        let fifth = server.project("Anonyme 4").await;
        choose(server, &fifth, &["counted"]).await;
        let text = server.get("/projets/publics").await.text();
        assert!(text.contains("60\u{202f}000\u{202f}000") && text.contains("Bourgogne-Franche-Comté"), "{text}");
        assert!(!text.contains("Anonyme") && !text.contains("Chalon-sur-Saône"), "a counted project is named");
        // One that becomes public leaves the totals: else the four others would be what remains.
        choose(server, &fifth, &["counted", "public"]).await;
        assert!(server.get("/projets/publics").await.text().contains("Moins de 5 porteurs"));
    })
    .await;
}

#[tokio::test]
async fn a_lead_makes_a_sheet_of_a_project_that_was_opened_and_of_no_other() {
    let server = Server::without_jobs().await;
    let (project, id) = named(&server, "Presse de Champforgeuil").await;
    let lead = server.person("Alix", Role::ProjectLead, TERRITORY).await;
    let form = format!("/territoires/2/ti-2704/contrat/nouvelle?projet={id}");
    assert!(!server.get_as(&lead, &form).await.text().contains("Champforgeuil"), "a private project fills a form");
    choose(&server, &project, &[TERRITORY]).await;
    let list = server.get_as(&lead, "/projets/partages").await.text();
    assert!(list.contains(&form), "{list}");
    assert!(server.get_as(&lead, &form).await.text().contains("Presse de Champforgeuil"));
    let due = server.app.today().to_string();
    let typed = [("title", "Presse"), ("next_action", "Appeler"), ("due", due.as_str()), ("project", id.as_str())];
    let made = server.post_as(&lead, "/territoires/2/ti-2704/contrat/nouvelle", &typed).await;
    assert!(server.get_as(&lead, made.leads_to()).await.text().contains("12\u{202f}000\u{202f}000"));
}
