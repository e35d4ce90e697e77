//! The tables of pages as CSV and XLSX: read cell by cell, by those who read the page and nobody else.

use crate::accounts::operator;
use crate::news::article;
use crate::server::{Answer, Server};
use domain::Lang;
use domain::rights::{Role, Scope};
use jiff::{SignedDuration, Timestamp};
use store::calls::{Dates, set_dates};

const OWN: &str = "territory:2:ti-2704";

/// `path` with this ending, before its query.
fn with(path: &str, ending: &str) -> String {
    match path.split_once('?') {
        Some((stem, query)) => format!("{stem}.{ending}?{query}"),
        None => format!("{path}.{ending}"),
    }
}

async fn file(server: &Server, who: &str, path: &str) -> Answer {
    let answer = server.get_as(who, path).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.bytes));
    answer
}

/// The cells under the heads of the CSV at this address, which names no ending; the workbook has the same heads and as many rows.
pub async fn cells(server: &Server, who: &str, path: &str) -> Vec<Vec<String>> {
    let text = file(server, who, &with(path, "csv")).await.text();
    assert!(!text.contains('⟦'), "{path} asks for a missing message: {text}");
    let text = text.strip_prefix('\u{feff}').expect("spreadsheets are told that the text is UTF-8");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("every row has as many cells as the head"));
    let mut rows: Vec<Vec<String>> = records.map(|record| record.iter().map(str::to_owned).collect()).collect();
    let book = file(server, who, &with(path, "xlsx")).await;
    let sheet = tabular::tables(&book.bytes).expect("a workbook").remove(0).rows;
    let heads: Vec<String> = sheet[0].cells.iter().map(tabular::Cell::text).collect();
    assert_eq!((&heads, sheet.len()), (&rows[0], rows.len()), "{path}");
    rows.split_off(1)
}

/// Nobody of these reads either file, in either language.
pub async fn refused(server: &Server, who: &[&str], path: &str) {
    for who in who {
        for ending in ["csv", "xlsx"] {
            for lang in ["", "/en"] {
                let path = format!("{lang}{}", with(path, ending));
                let status = server.get_as(who, &path).await.status;
                assert!(status == 403 || status == 404, "{path}: {status}");
            }
        }
    }
}

fn column(rows: &[Vec<String>], at: usize) -> Vec<&str> {
    rows.iter().map(|row| row[at].as_str()).collect()
}

#[tokio::test]
async fn the_waves_of_a_call_have_the_dates_of_its_file_and_the_act_in_force() {
    let server = Server::without_jobs().await;
    let (call, moved) = ("fonds-friches-2020-2022", "recyclage-2");
    let path = format!("/appels/{call}/vagues");
    let calls = server.app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    let waves: Vec<&str> = calls.filter(|one| one.id == call).flat_map(|one| &one.waves).map(|wave| wave.id.as_str()).collect();
    let before = cells(&server, "", &path).await;
    assert_eq!(column(&before, 0), waves);
    let one = before.iter().find(|row| row[0] == "recyclage-1-bourgogne-franche-comte").expect("a wave");
    assert_eq!((one[2].as_str(), one[3].as_str(), one[5].as_str()), ("2021-01-12", "2021-03-15", "clos"));
    let at = waves.iter().position(|id| *id == moved).expect("a wave");
    assert_eq!((before[at][6].as_str(), before[at][7].as_str()), ("dates inconnues", ""));
    let (now, reason) = (Timestamp::now(), "=décision 12");
    let dates = vec![Dates { wave: Some(moved.into()), opens_at: now - SignedDuration::from_hours(24), closes_at: None }];
    set_dates(&server.app.store, call, dates, reason, "test", now).await.expect("set");
    let after = cells(&server, "", &format!("/en{path}")).await;
    assert_eq!((after[at][6].as_str(), after[at][7].as_str()), ("open until exhaustion", "'=décision 12"), "made inert");
    assert!(server.get(&format!("/appels/{call}")).await.text().contains(&format!("{path}.csv")));
    refused(&server, &[""], "/appels/aucun/vagues").await;
}

#[tokio::test]
async fn the_versions_of_a_project_are_for_its_holder_alone() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    for jobs in ["48", "75"] {
        server.post(&format!("{owner}/questions/project.jobs_created"), &[("project.jobs_created", jobs)]).await;
    }
    server.post(&format!("{owner}/historique"), &[("version", "2")]).await;
    let rows = cells(&server, "", &format!("{owner}/historique")).await;
    assert_eq!((column(&rows, 0), column(&rows, 3)), (vec!["4", "3", "2", "1"], vec!["2", "", "", ""]));
    let label = &server.app.rulebook.dictionary.get("project.jobs_created").expect("a fact").label;
    assert_eq!(rows[1][2], label.get(Lang::Fr));
    assert!(rows.iter().all(|row| row[1].parse::<Timestamp>().is_ok()), "{rows:?}");
    assert_eq!(server.get(&format!("{owner}/historique.csv")).await.header("cache-control"), "no-store");
    let reader = server.share(&owner).await;
    refused(&server, &[""], &format!("{reader}/historique")).await;
}

#[tokio::test]
async fn the_articles_of_ones_scopes_are_all_in_the_file_and_those_of_others_are_not() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, OWN).await;
    let other = server.person("Dominique", Role::ProjectLead, "territory:2:ti-8401").await;
    let scope = Scope::Territory { phase: 2, code: "ti-2704".into() };
    // More than are read at once.
    for n in 0..203 {
        let one = article(scope.clone(), &format!("=Article {n}"));
        store::news::add(&server.app.store, &one, "test", None, Timestamp::now()).await.expect("written");
    }
    let rows = cells(&server, &lead, "/articles/articles").await;
    let titles: std::collections::BTreeSet<&str> = column(&rows, 2).into_iter().collect();
    assert_eq!((rows.len(), titles.len()), (203, 203), "each is there once");
    assert!(titles.iter().all(|title| title.starts_with("'=Article ")), "made inert: {titles:?}");
    assert!(rows.iter().all(|row| (row[4].as_str(), row[5].as_str()) == ("2026-11-02", "brouillon")), "{:?}", rows[0]);
    assert!(cells(&server, &other, "/articles/articles").await.is_empty(), "drafts of another territory");
    refused(&server, &[""], "/articles/articles").await;
    assert_eq!(server.get_as(&lead, "/articles/articles.csv").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_scopes_one_manages_are_all_in_the_file_where_the_page_is_cut() {
    let server = Server::without_jobs().await;
    let lead = server.person("Noé", Role::ProjectLead, OWN).await;
    let referent = server.person("Rose", Role::Referent, OWN).await;
    let rows = cells(&server, &lead, "/personnes/personnes?kind=territory").await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((rows[0][0].as_str(), rows[0][3].as_str()), (OWN, "2"), "Noé and Rose");
    assert!(cells(&server, &lead, "/personnes/personnes?kind=region").await.is_empty());
    let by = operator(&server).await;
    let all = cells(&server, &by, "/personnes/personnes?kind=territory").await;
    assert_eq!(all.len(), server.app.reference.territories().len());
    let found = cells(&server, &by, "/personnes/personnes?q=chalon&kind=territory").await;
    assert!(!found.is_empty() && found.len() < all.len(), "{found:?}");
    refused(&server, &["", &referent], "/personnes/personnes").await;
}

#[tokio::test]
async fn the_members_of_a_territory_and_the_sources_of_the_data_are_for_everybody() {
    let server = Server::without_jobs().await;
    let territory = server.app.reference.territory(2, "ti-2704").expect("a territory");
    let rows = cells(&server, "", "/territoires/2/ti-2704/membres").await;
    let sirens: Vec<&str> = territory.members.iter().map(|member| member.siren.as_str()).collect();
    assert_eq!(column(&rows, 1), sirens);
    let (row, known) = rows.iter().find_map(|row| Some((row, server.app.reference.epci(&row[1])?))).expect("an intercommunality");
    assert_eq!((&row[3], &row[4]), (&known.members.len().to_string(), &known.population.to_string()));
    assert!(rows.iter().all(|row| !row[5].is_empty()), "each has its source");
    refused(&server, &[""], "/territoires/2/ti-0000/membres").await;
    let sources = cells(&server, "", "/a-propos/sources").await;
    let (read, own) = (server.app.reference.provenance(), reference::own_tables());
    assert_eq!(sources.len(), read.len() + own.len());
    assert_eq!((&sources[0][1], &sources[0][7]), (&web::table::inert(&read[0].file), &read[0].sha256));
}

#[tokio::test]
async fn the_documents_of_a_site_are_listed_with_their_digest_and_without_those_removed() {
    let server = Server::without_jobs().await;
    let (by, site) = (operator(&server).await, server.app.sites().first().expect("a site").id.clone());
    let path = format!("/sites/{site}/pieces");
    assert!(cells(&server, "", &path).await.is_empty());
    let piece = crate::site_pages::attach(&server, &by, &site, "plan.txt", b"Plan du site").await;
    let rows = cells(&server, "", &path).await;
    let digest = store::sha256(b"Plan du site");
    assert_eq!((rows.len(), rows[0][0].as_str(), rows[0][2].as_str(), &rows[0][4]), (1, "plan.txt", "12", &digest));
    assert_eq!(server.post_as(&by, &format!("{path}/{piece}"), &[("faire", "retirer")]).await.status, 303);
    assert!(cells(&server, "", &path).await.is_empty());
    refused(&server, &[""], "/sites/aucun/pieces").await;
}

#[tokio::test]
async fn the_measures_and_the_payments_of_a_project_are_those_of_its_dossier() {
    let server = Server::start().await;
    let example = "/projets/exemples/vicky-foods-saoneor";
    let dossier = server.get(&format!("{example}/dossier.json")).await.json();
    let told = |list: &serde_json::Value, field: &str| -> Vec<String> {
        let all = list.as_array().expect("a list").iter();
        all.map(|one| one[field].as_str().expect("a text").to_owned()).collect()
    };
    let measures = cells(&server, "", &format!("{example}/mesures")).await;
    assert_eq!(column(&measures, 0), told(&dossier["qualification"]["verdicts"], "measure"));
    assert!(measures.iter().any(|row| row[4] != "possible" && !row[8].is_empty()), "what is missing is told: {measures:?}");
    let payments = cells(&server, "", &format!("{example}/echeancier")).await;
    assert!(!payments.is_empty(), "the plan pays");
    assert_eq!(column(&payments, 0), told(&dossier["plan"]["payments"], "date"));
    assert!(payments.iter().all(|row| !row[1].is_empty() && row[2].parse::<f64>().is_ok()), "{payments:?}");
}

#[tokio::test]
async fn what_the_sectors_stand_on_is_taken_away() {
    let server = Server::studied().await;
    let held = cells(&server, "", "/filieres/donnees").await;
    assert!(held.iter().any(|row| row[9] == "oui"), "the jobs of the tests are invented, and said so: {held:?}");
    // What is invented was read from nowhere: it counts no row.
    assert!(held.iter().all(|row| row[6].is_empty() == (row[9] == "oui")), "{held:?}");
    assert!(
        held.iter().all(|row| (row[6].is_empty() || row[6].parse::<u64>().is_ok()) && row[8].parse::<domain::Date>().is_ok()),
        "{held:?}"
    );
}
