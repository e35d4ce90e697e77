//! Priorities change: a pilot sees what an orientation favours, takes it, proposes; territories decide, decline, or see it withdrawn.

use crate::contracts::{CONTRACT, field, in_days};
use crate::portfolio::country;
use crate::server::{Answer, Server};
use ::contracts::DecisionKind;
use axum::http::StatusCode;
use domain::rights::Role;
use store::orientations::Proposed;
use store::{OrientationId, SheetId};

const NEW: &str = "/pilotage/orientations/nouvelle";

struct Cast {
    server: Server,
    /// Sheets of ti-2704 (land, blocked; land), and of another region (no axis).
    sheets: [String; 3],
    lead: String,
    region: String,
    state: String,
}

async fn cast() -> Cast {
    let server = Server::without_jobs().await;
    let sheets = country(&server).await;
    let lead = server.person("Camille Leroy", Role::ProjectLead, "territory:2:ti-2704").await;
    let region = server.person("Rémi", Role::RegionalPilot, "region:27").await;
    let state = server.person("Aïcha", Role::NationalPilot, "national").await;
    Cast { server, sheets, lead, region, state }
}

const TOLD: [(&str, &str); 5] = [
    ("title", "Foncier et fonderies"),
    ("axes", "foncier"),
    ("themes", "fonderie"),
    ("reason", "Les sites manquent"),
    ("source", "Instruction du 28/02/2025"),
];

impl Cast {
    async fn preview(&self, who: &str) -> Answer {
        self.server.post_as(who, NEW, &[&TOLD[..], &[("do", "preview")]].concat()).await
    }
    /// Takes what was previewed; the path of the orientation.
    async fn taken(&self, who: &str) -> String {
        let preview = self.preview(who).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        let seen = field(&preview, "seen");
        let taken = self.server.post_as(who, NEW, &[&TOLD[..], &[("do", "take"), ("seen", &seen)]].concat()).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
        taken.leads_to().to_owned()
    }
    async fn propose(&self, who: &str, path: &str, kind: &str) -> Answer {
        let due = in_days(&self.server, 20);
        let form = [("kind", kind), ("toutes", "1"), ("why", "Elle sert la priorité"), ("due", due.as_str())];
        self.server.post_as(who, &format!("{path}/propositions"), &form).await
    }
    async fn text(&self, who: &str, path: &str) -> String {
        self.server.get_as(who, path).await.text()
    }
}

#[tokio::test]
async fn what_it_favours_is_seen_before_it_is_taken() {
    let cast = cast().await;
    let preview = cast.preview(&cast.state).await;
    let text = preview.text();
    assert!(text.contains("3 fiches en cours favorisées, 0 qui ne l’est pas"), "land in two sheets, a word in the third: {text}");
    assert!(text.contains("name=\"do\" value=\"take\""));
    // Taken without being seen, or after something changed: shown again, not taken.
    let blind = cast.server.post_as(&cast.state, NEW, &[&TOLD[..], &[("do", "take"), ("seen", "|foncier|")]].concat()).await;
    assert_eq!(blind.status, StatusCode::OK);
    assert!(cast.text(&cast.state, "/pilotage/orientations").await.contains("Aucune orientation"));
    let region = cast.preview(&cast.region).await.text();
    assert!(region.contains("2 fiches en cours favorisées") && !region.contains("Fonderie d’Ussel"), "a region sees its own: {region}");
    let wrong = cast.server.post_as(&cast.state, NEW, &[("title", ""), ("until", "demain")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.text();
    assert!(
        ["#title", "#axes", "#reason", "#source", "#until"].iter().all(|anchor| wrong.contains(&format!("href=\"{anchor}\""))),
        "{wrong}"
    );
}

#[tokio::test]
async fn it_is_shown_on_the_contracts_it_covers_and_on_each_sheet_it_favours() {
    let cast = cast().await;
    let path = cast.taken(&cast.region).await;
    let board = cast.text(&cast.lead, CONTRACT).await;
    assert!(board.contains("Foncier et fonderies") && board.contains("2 fiches en cours de ce contrat sont favorisées"), "{board}");
    assert!(!board.contains(&path), "its page is for those who steer");
    assert!(cast.text(&cast.region, CONTRACT).await.contains(&path));
    let sheet = cast.text(&cast.lead, &cast.sheets[0]).await;
    assert!(sheet.contains("Cette fiche est favorisée par") && sheet.contains("Instruction du 28/02/2025"), "{sheet}");
    let other = cast.text(&cast.state, &cast.sheets[2]).await;
    assert!(!other.contains("Cette fiche est favorisée par"), "another region is not covered");
    assert!(cast.text(&cast.state, &format!("/en{path}")).await.contains("Land"));
    let neighbour = cast.server.person("Zoé", Role::RegionalPilot, "region:84").await;
    assert_eq!(cast.server.get_as(&neighbour, &path).await.status, StatusCode::NOT_FOUND);
    let csv = cast.text(&cast.region, &format!("{path}/fiches.csv")).await;
    assert_eq!(csv.lines().filter(|line| line.contains(";oui;;")).count(), 2, "{csv}");
}

#[tokio::test]
async fn a_proposal_awaits_the_territory_which_decides_with_its_committee_or_declines() {
    let cast = cast().await;
    let path = cast.taken(&cast.state).await;
    // A sheet must be qualified before it can be accelerated: the others are left, and it is said.
    let due = in_days(&cast.server, 10);
    let qualified = [
        ("version", "1"),
        ("decision", "moved:qualified"),
        ("held_on", "2026-01-02"),
        ("committee", "project"),
        ("reason", "Fiche remplie"),
        ("owner", "Camille Leroy"),
        ("next_action", "Visiter"),
        ("due", due.as_str()),
    ];
    let moved = cast.server.post_as(&cast.lead, &format!("{}/decider", cast.sheets[0]), &qualified).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text());
    // The region proposes from the orientation of the State, in its own sheets.
    let sent = cast.propose(&cast.region, &path, "accelerated").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    assert!(sent.header("location").contains("proposees=1&laissees=1"), "{}", sent.header("location"));
    let work = cast.text(&cast.lead, "/mon-travail").await;
    assert!(
        work.contains("Propositions à décider") && work.contains("Accélérer") && work.contains(&format!("{}#propositions", cast.sheets[0])),
        "{work}"
    );
    let paper = cast.text(&cast.lead, &format!("{CONTRACT}/comite")).await;
    assert!(
        paper.contains("Foncier et fonderies") && paper.contains("Elle sert la priorité"),
        "the committee reads what it decides: {paper}"
    );
    let printed = cast.server.get_as(&cast.lead, &format!("{CONTRACT}/comite/comite.docx")).await;
    assert_eq!(printed.status, StatusCode::OK);
    let sheet = cast.text(&cast.lead, &cast.sheets[0]).await;
    assert!(sheet.contains("en attente") && sheet.contains("decider?decision=accelerated"), "{sheet}");
    let decided = [
        ("version", "2"),
        ("decision", "accelerated"),
        ("held_on", "2026-01-03"),
        ("committee", "project"),
        ("reason", "Le comité suit"),
        ("owner", "Camille Leroy"),
        ("next_action", "Visiter"),
        ("due", due.as_str()),
    ];
    let decided = cast.server.post_as(&cast.lead, &format!("{}/decider", cast.sheets[0]), &decided).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.text());
    assert!(!cast.text(&cast.lead, "/mon-travail").await.contains("Propositions à décider"), "it awaits no more");
    assert!(cast.text(&cast.region, &path).await.contains("décidée"));
    let inscribed = [
        ("version", "3"),
        ("decision", "moved:inscribed"),
        ("held_on", "2026-01-04"),
        ("committee", "regional"),
        ("reason", "Au contrat"),
        ("owner", "Camille Leroy"),
        ("next_action", "Visiter"),
        ("due", due.as_str()),
    ];
    assert_eq!(cast.server.post_as(&cast.lead, &format!("{}/decider", cast.sheets[0]), &inscribed).await.status, StatusCode::SEE_OTHER);
    assert!(cast.propose(&cast.state, &path, "reoriented").await.header("location").contains("proposees=1"));
    let sheet = cast.text(&cast.lead, &cast.sheets[0]).await;
    let answer =
        sheet.split("action=\"").filter_map(|rest| rest.split('"').next()).find(|path| path.contains("/propositions/")).expect("a form");
    assert_eq!(cast.server.post_as(&cast.lead, answer, &[("answer", "")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        cast.server.post_as(&cast.region, answer, &[("answer", "Non")]).await.status,
        StatusCode::FORBIDDEN,
        "who proposed does not answer"
    );
    assert_eq!(cast.server.post_as(&cast.lead, answer, &[("answer", "La presse est commandée")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(cast.server.post_as(&cast.lead, answer, &[("answer", "Encore")]).await.status, StatusCode::BAD_REQUEST, "answered once");
    assert!(cast.text(&cast.region, &cast.sheets[0]).await.contains("La presse est commandée"));
}

#[tokio::test]
async fn what_was_proposed_is_taken_back_and_an_orientation_is_withdrawn_with_its_reason() {
    let cast = cast().await;
    let path = cast.taken(&cast.region).await;
    let none = cast.server.post_as(&cast.region, &format!("{path}/propositions"), &[("due", "2020-01-01")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = none.text();
    assert!(
        none.contains("Cocher des fiches") && none.contains("Choisir ce qui est proposé") && none.contains("La date est passée"),
        "{none}"
    );
    assert_eq!(cast.propose(&cast.state, &path, "reoriented").await.status, StatusCode::FORBIDDEN, "the State does not speak for a region");
    let withdraw = format!("{path}/retirer");
    assert_eq!(cast.server.post_as(&cast.region, &withdraw, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(cast.server.post_as(&cast.state, &withdraw, &[("withdraw_why", "x")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(cast.server.post_as(&cast.region, &withdraw, &[("do", "propositions")]).await.status, StatusCode::SEE_OTHER);
    let done = cast.server.post_as(&cast.region, &withdraw, &[("withdraw_why", "Remplacée par une autre")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = cast.text(&cast.region, &path).await;
    assert!(page.contains("Remplacée par une autre") && page.contains("retirée"), "{page}");
    assert!(!cast.text(&cast.lead, CONTRACT).await.contains("Foncier et fonderies"));
    let again = cast.propose(&cast.region, &path, "reoriented").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is proposed from what is withdrawn");
    let id = path.rsplit('/').next().expect("an identifier");
    let kept = store::audit::of_object(&cast.server.app.store, &format!("orientation:{id}"), 10).await.expect("read");
    assert_eq!(kept.iter().map(|line| line.what.as_str()).collect::<Vec<_>>(), ["orientation.withdraw", "orientation.take"]);
}

#[tokio::test]
async fn a_pilot_of_two_regions_counts_what_was_proposed_there_and_nothing_elsewhere() {
    let cast = cast().await;
    let path = cast.taken(&cast.state).await;
    let last = |path: &str| path.rsplit('/').next().expect("an identifier").to_owned();
    let (id, sheet) = (OrientationId::parse(&last(&path)).expect("taken"), SheetId::parse(&last(&cast.sheets[2])).expect("a sheet"));
    let proposed = Proposed { kind: DecisionKind::Reoriented, why: "Elle sert la priorité", due: cast.server.app.today() };
    let (store, now) = (&cast.server.app.store, jiff::Timestamp::now());
    assert_eq!(store::orientations::propose(store, &id, proposed, vec![sheet], "test", None, now).await, Ok(Some(1)));
    assert!(cast.text(&cast.state, "/pilotage/orientations").await.contains("1 en attente"));
    let both = [(Role::RegionalPilot, "region:27"), (Role::RegionalPilot, "region:75")];
    let both = cast.server.person_with("Léa", &both).await;
    let list = cast.text(&both, "/pilotage/orientations").await;
    assert!(list.contains("Foncier et fonderies") && !list.contains("1 en attente"), "{list}");
}
