//! A project lead keeps a contract: five fields, a committee, two people at once, many sheets at once, a region that
//! answers, a successor.

use crate::server::{Answer, Server};
use axum::http::StatusCode;
use contracts::{Owner, Sheet, admit};
use domain::Lang;
use domain::rights::Role;
use jiff::{Span, Timestamp};
use std::io::Read;
use store::sheets::{self, Place};

pub const CONTRACT: &str = "/territoires/2/ti-2704/contrat";

/// A sheet that anyone may read; its identifier.
pub async fn published(server: &Server) -> String {
    let lifecycle = server.app.rulebook.lifecycle(2).expect("phase 2 has a life cycle");
    let due = server.app.today().saturating_add(Span::new().days(10));
    let owner = Owner { name: "Camille".into(), person: None };
    let sheet = Sheet::new("Halle ouverte", "Ville", "foncier", owner, "Visiter", due, lifecycle.first());
    let sheet =
        Sheet { published: true, contact: "06 00 00 00 00".into(), needs: "Un arrêté".into(), objectives: "Accueillir".into(), ..sheet };
    let sound = admit(lifecycle, &sheet).expect("sound");
    let place = Place { phase: 2, code: "ti-2704".into(), region: "27".into() };
    sheets::create(&server.app.store, &place, &sound, None, "operator", None, Timestamp::now()).await.expect("created").to_string()
}

pub async fn lead(server: &Server) -> String {
    server.person("Camille Martin", Role::ProjectLead, "territory:2:ti-2704").await
}

/// A date so many days from today.
pub fn in_days(server: &Server, days: i32) -> String {
    server.app.today().saturating_add(Span::new().days(days)).to_string()
}

/// The path of a new sheet.
pub async fn made(server: &Server, cookie: &str, title: &str) -> String {
    let due = in_days(server, 10);
    let form = [("title", title), ("holder", "Emboutis de Saône"), ("axes", "foncier"), ("next_action", "Visiter le site"), ("due", &due)];
    let answer = server.post_as(cookie, &format!("{CONTRACT}/nouvelle"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.leads_to().to_owned()
}

pub fn field(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let found = text.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    found.unwrap_or_else(|| panic!("no {name} in {text}")).to_owned()
}

#[tokio::test]
async fn everybody_sees_counts_and_published_sheets_and_nothing_else() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let hidden = made(&server, &cookie, "Projet confidentiel").await;
    let open = format!("/fiches/{}", published(&server).await);
    let page = server.get(CONTRACT).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Halle ouverte") && !page.text().contains("confidentiel"));
    assert_eq!(server.get(&hidden).await.status, StatusCode::NOT_FOUND);
    let seen = server.get(&open).await.text();
    assert!(seen.contains("Accueillir"));
    for secret in ["06 00 00 00 00", "Un arrêté", "Visiter", "modifier"] {
        assert!(!seen.contains(secret), "{secret} is shown to a visitor");
    }
    for page in ["tableau", "retards", "comite", "nouvelle", "passation", "passation.zip", "export/fiches.csv"] {
        assert_eq!(server.get(&format!("{CONTRACT}/{page}")).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    let other = server.person("Autre", Role::ProjectLead, "territory:2:ti-2701").await;
    assert_eq!(server.get_as(&other, &hidden).await.status, StatusCode::NOT_FOUND, "a lead of another territory reads it");
    assert_eq!(server.post_as(&other, &format!("{hidden}/commentaires"), &[("body", "x")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_new_sheet_takes_five_fields_and_says_which_are_missing() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    assert!(server.get_as(&cookie, CONTRACT).await.text().contains("n’a encore aucune fiche"), "an empty board says what to do");
    let empty = server.post_as(&cookie, &format!("{CONTRACT}/nouvelle"), &[("title", "Atelier <b>"), ("due", "demain")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = empty.text();
    assert!(text.contains("href=\"#next_action\"") && text.contains("«\u{a0}demain\u{a0}»\u{a0}: date illisible"), "{text}");
    assert!(text.contains("Atelier &#60;b&#62;") && !text.contains("Atelier <b>"), "what was typed is kept, and escaped");
    let path = made(&server, &cookie, "Atelier").await;
    let page = server.get_as(&cookie, &path).await.text();
    assert!(page.contains("Camille Martin") && page.contains("Détectée"));
    let key = "0123456789abcdefghijklmn";
    let due = in_days(&server, 3);
    let form = [("title", "Une fois"), ("next_action", "Relancer"), ("due", due.as_str()), ("key", key)];
    let first = server.post_as(&cookie, &format!("{CONTRACT}/nouvelle"), &form).await.leads_to().to_owned();
    let second = server.post_as(&cookie, &format!("{CONTRACT}/nouvelle"), &form).await.leads_to().to_owned();
    assert_eq!(first, second, "a form sent twice makes one sheet");
}

#[tokio::test]
async fn a_sheet_made_from_a_project_copies_its_facts_and_keeps_no_address() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let project = server.project("Presse de Champforgeuil").await;
    let due = in_days(&server, 3);
    let address = format!("https://rebond.test{project}");
    let form = [("title", "Presse"), ("next_action", "Relancer"), ("due", due.as_str()), ("project", address.as_str())];
    let made = server.post_as(&cookie, &format!("{CONTRACT}/nouvelle"), &form).await;
    let page = server.get_as(&cookie, made.leads_to()).await.text();
    assert!(page.contains("12\u{202f}000\u{202f}000") && page.contains("71076") && page.contains("22.22Z"), "{page}");
    assert!(!page.contains(project.trim_start_matches("/projets/")), "the address of the project is shown");
    let wrong = [
        ("title", "Presse"),
        ("next_action", "Relancer"),
        ("due", due.as_str()),
        ("project", "https://rebond.test/projets/aaaaaaaaaaaaaaaaaaaaaaaa"),
    ];
    assert_eq!(server.post_as(&cookie, &format!("{CONTRACT}/nouvelle"), &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn of_two_people_at_once_nothing_typed_is_lost() {
    let server = Server::without_jobs().await;
    let (camille, jean) = (lead(&server).await, server.person("Jean Roux", Role::ProjectLead, "territory:2:ti-2704").await);
    let path = made(&server, &camille, "Atelier").await;
    let actors = format!("{path}/modifier/acteurs");
    let form = server.get_as(&camille, &actors).await;
    let version = field(&form, "version");
    // Jean saves another part, then the same field.
    server.post_as(&jean, &format!("{path}/modifier/couts"), &[("version", &version), ("total_cost", "1,2 M€")]).await;
    let apart = server.post_as(&camille, &actors, &[("version", &version), ("elected", "Mme Durand")]).await;
    assert!(apart.header("location").contains("fait=fusion"), "{}", apart.text());
    let page = server.get_as(&camille, &path).await.text();
    assert!(page.contains("Mme Durand") && page.contains("1\u{202f}200\u{202f}000"), "both are kept");
    let version = field(&server.get_as(&camille, &actors).await, "version");
    server.post_as(&jean, &actors, &[("version", &version), ("holder", "Emboutis SAS"), ("contact", "M. Blanc")]).await;
    let clash =
        server.post_as(&camille, &actors, &[("version", &version), ("holder", "Emboutis de Bourgogne"), ("industrial", "Mme Noir")]).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = clash.text();
    for word in ["Emboutis de Bourgogne", "Emboutis SAS", "Jean Roux", "Mme Noir", "M. Blanc"] {
        assert!(text.contains(word), "{word} is lost: {text}");
    }
    let seen = field(&clash, "vue");
    let chosen = [
        ("version", version.as_str()),
        ("vue", &seen),
        ("holder", "Emboutis de Bourgogne"),
        ("industrial", "Mme Noir"),
        ("choix.holder", "mine"),
    ];
    let saved = server.post_as(&camille, &actors, &chosen).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let page = server.get_as(&camille, &path).await.text();
    assert!(page.contains("Emboutis de Bourgogne") && page.contains("Mme Noir") && page.contains("M. Blanc"));
    let history = server.get_as(&camille, &format!("{path}/historique")).await.text();
    assert!(history.contains("<del>Emboutis SAS</del> → <ins>Emboutis de Bourgogne</ins>"), "{history}");
}

#[tokio::test]
async fn a_field_that_cannot_be_read_says_why_and_keeps_the_rest() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let path = made(&server, &cookie, "Atelier").await;
    let costs = format!("{path}/modifier/couts");
    let refused = server.post_as(&cookie, &costs, &[("total_cost", "1,250"), ("eligible_base", "800 k€")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#total_cost\"") && refused.text().contains("value=\"800 k€\""));
    let above = server.post_as(&cookie, &costs, &[("total_cost", "500 k€"), ("eligible_base", "800 k€")]).await;
    assert!(above.text().contains("dépasse le coût total"), "{}", above.text());
    let english = server.get_as(&cookie, &format!("/en{costs}")).await.text();
    assert!(english.contains("Eligible base") && !english.contains('⟦'));
}

#[tokio::test]
async fn the_table_is_filtered_by_its_address_and_taken_away() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    made(&server, &cookie, "École de production").await;
    made(&server, &cookie, "=HYPERLINK(\"x\")").await;
    let found = server.get_as(&cookie, &format!("{CONTRACT}/tableau?q=ECOLE")).await.text();
    assert!(found.contains("École de production") && !found.contains("HYPERLINK"));
    let board = server.get_as(&cookie, &format!("{CONTRACT}?axe=competences")).await.text();
    assert!(board.contains("Rien ne correspond"), "{board}");
    let late = server.get_as(&cookie, &format!("{CONTRACT}/retards")).await.text();
    assert!(late.contains("Rien n’est en retard"));
    let csv = server.get_as(&cookie, &format!("{CONTRACT}/export/fiches.csv?q=ecole")).await;
    assert_eq!(csv.text().lines().count(), 2);
    let all = server.get_as(&cookie, &format!("/en{CONTRACT}/export/fiches.csv")).await.text();
    assert!(all.contains("'=HYPERLINK") && all.contains("next_action"), "{all}");
    assert_eq!(server.get_as(&cookie, &format!("{CONTRACT}/export/fiches.xlsx")).await.status, StatusCode::OK);
    assert_eq!(server.get_as(&cookie, &format!("{CONTRACT}/export/autre.csv")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn people_talk_and_call_each_other_and_nothing_typed_becomes_markup() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let pilot = server.person("Zoé Lefèvre", Role::RegionalPilot, "region:27").await;
    let path = made(&server, &cookie, "Atelier").await;
    let body = "@zoe lefevre voir <script>alert(1)</script>";
    let said = server.post_as(&cookie, &format!("{path}/commentaires"), &[("body", body)]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    let page = server.get_as(&pilot, &path).await.text();
    assert!(page.contains("<strong>@zoe lefevre</strong>") && !page.contains("<script>alert"), "{page}");
    let work = server.get_as(&pilot, "/mon-travail").await.text();
    assert!(work.contains("Où l’on m’appelle") && work.contains("@zoe lefevre voir &#60;script&#62;"), "{work}");
    let zoe = store::people::find_by_email(&server.app.store, "zoe-lefevre@rebond.test").await.expect("read").expect("found");
    let since = Timestamp::now() - jiff::SignedDuration::from_hours(1);
    let digest = web::digest::of(&server.app, &zoe.id, since, server.app.today(), Lang::Fr).await.expect("read").expect("something to say");
    assert!(digest.body.contains("Quelqu’un vous a mentionné") && digest.body.contains("Atelier"), "{}", digest.body);
    let camille = store::people::find_by_email(&server.app.store, "camille-martin@rebond.test").await.expect("read").expect("found");
    let later = server.app.today().saturating_add(Span::new().days(11));
    let digest = web::digest::of(&server.app, &camille.id, since, later, Lang::En).await.expect("read").expect("late by then");
    assert!(digest.body.starts_with("Late\n") && digest.body.contains("/en/fiches/"), "{}", digest.body);
    let early = server.app.today();
    assert_eq!(web::digest::of(&server.app, &camille.id, since, early, Lang::Fr).await.expect("read"), None, "nothing to say is no letter");
    let comment = page.split("commentaire-").nth(1).and_then(|r| r.split('"').next()).expect("a comment").to_owned();
    let other = server.post_as(&pilot, &format!("{path}/commentaires/{comment}/retirer"), &[]).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let elsewhere = made(&server, &cookie, "Autre fiche").await;
    let astray = server.post_as(&cookie, &format!("{elsewhere}/commentaires/{comment}/retirer"), &[]).await;
    assert_eq!(astray.status, StatusCode::FORBIDDEN, "a comment is taken back from the sheet it is on");
    assert_eq!(server.post_as(&cookie, &format!("{path}/commentaires/{comment}/retirer"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(server.get_as(&cookie, &path).await.text().contains("Commentaire retiré"));
}

#[tokio::test]
async fn a_list_of_blocking_points_that_is_cut_says_so() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let pilot = server.person("Région", Role::RegionalPilot, "region:27").await;
    let path = made(&server, &cookie, "Atelier").await;
    let sheet = path.rsplit('/').next().and_then(store::SheetId::parse).expect("a sheet");
    let due = server.app.today();
    let raise = async |n: usize| {
        for _ in 0..n {
            let point = store::blockings::Raised { level: store::blockings::Level::Region, what: "Dérogation", due };
            store::blockings::raise(&server.app.store, &sheet, point, "person:one", None, server.app.now()).await.expect("kept");
        }
    };
    let lists =
        async || (server.get_as(&pilot, "/pilotage/blocages").await.text(), server.get_as(&pilot, "/en/pilotage/blocages").await.text());
    raise(1_000).await;
    let (french, english) = lists().await;
    assert!(!french.contains("Seuls les") && !english.contains("Only the first"), "all of them are there");
    raise(1).await;
    let (french, english) = lists().await;
    assert!(french.contains("Seuls les 1\u{202f}000 premiers points") && english.contains("Only the first 1,000 points"), "{french}");
    assert_eq!(french.matches("href=\"/blocages/").count(), 1_000);
}

#[tokio::test]
async fn a_blocking_point_rises_and_the_region_answers_by_a_date() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let (pilot, other) =
        (server.person("Région", Role::RegionalPilot, "region:27").await, server.person("Autre", Role::RegionalPilot, "region:84").await);
    let path = made(&server, &cookie, "Atelier").await;
    let due = in_days(&server, 20);
    let raised =
        server.post_as(&cookie, &format!("{path}/blocages"), &[("what", "Dérogation espèces"), ("level", "region"), ("due", &due)]).await;
    let point = raised.leads_to().to_owned();
    assert!(server.get_as(&pilot, "/pilotage/blocages").await.text().contains("Dérogation espèces"));
    assert!(server.get_as(&pilot, "/mon-travail").await.text().contains("Dérogation espèces"), "a pilot is not told of it");
    assert!(!server.get_as(&other, "/mon-travail").await.text().contains("Dérogation espèces"), "another region sees it");
    assert!(!server.get_as(&other, "/pilotage/blocages").await.text().contains("Dérogation espèces"), "another region sees it");
    assert_eq!(server.get_as(&other, &point).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get_as(&cookie, "/pilotage/blocages").await.status, StatusCode::FORBIDDEN);
    let own = server.post_as(&cookie, &point, &[("step", "answered"), ("body", "oui"), ("version", "1")]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "a territory answers its own question");
    let silent = server.post_as(&pilot, &point, &[("step", "answered"), ("body", " "), ("version", "1")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answered = server.post_as(&pilot, &point, &[("step", "answered"), ("body", "Arrêté le 3"), ("version", "1")]).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
    let page = server.get_as(&cookie, &point).await.text();
    assert!(page.contains("Arrêté le 3") && page.contains("répondu") && page.contains("Demander de nouveau"), "{page}");
    let csv = server.get_as(&pilot, "/pilotage/blocages/blocages.csv?etat=tous").await.text();
    assert!(csv.contains("Dérogation espèces"), "{csv}");
    let theirs = server.get_as(&other, "/pilotage/blocages/blocages.csv?etat=tous&region=27").await.text();
    assert!(!theirs.contains("Dérogation espèces"), "asked by its address, another region sees it: {theirs}");
    // What is asked of the State, the region follows and does not answer.
    let raise = [("what", "Accès au réseau"), ("level", "state"), ("due", due.as_str())];
    let point = server.post_as(&cookie, &format!("{path}/blocages"), &raise).await.leads_to().to_owned();
    let button = "value=\"answered\"";
    assert!(!server.get_as(&pilot, &point).await.text().contains(button), "a button that leads to a refusal");
    let answer = [("step", "answered"), ("body", "oui"), ("version", "1")];
    for (start, told) in [("", "l’État y répond"), ("/en", "the State answers")] {
        let refused = server.post_as(&pilot, &format!("{start}{point}"), &answer).await;
        assert!(refused.status == StatusCode::FORBIDDEN && refused.text().contains(told), "{}", refused.text());
    }
    let state = server.person("Farida", Role::NationalPilot, "national").await;
    assert!(server.get_as(&state, &point).await.text().contains(button));
    assert_eq!(server.post_as(&state, &point, &answer).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_successor_finds_everything_in_one_file() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let path = made(&server, &cookie, "Atelier").await;
    server.post_as(&cookie, &format!("{path}/commentaires"), &[("body", "Rappeler M. Blanc")]).await;
    let about = server.get_as(&cookie, &format!("{CONTRACT}/passation")).await.text();
    assert!(about.contains("1 fiche") && about.contains("passation.zip"));
    let file = server.get_as(&cookie, &format!("{CONTRACT}/passation.zip")).await;
    assert_eq!(file.header("cache-control"), "no-store");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file.bytes.clone())).expect("a ZIP file");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    for name in ["lisez-moi.html", "fiches.xlsx", "fiches.json", "retards.xlsx", "decisions.xlsx", "commentaires.xlsx", "personnes.xlsx"] {
        assert!(names.contains(&name.to_owned()), "{name} is missing of {names:?}");
    }
    let mut json = String::new();
    zip.by_name("fiches.json").expect("there").read_to_string(&mut json).expect("read");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let sheet: Sheet = serde_json::from_value(json["sheets"][0]["sheet"].clone()).expect("a sheet that can be read back");
    assert_eq!((sheet.title.as_str(), sheet.holder.as_str()), ("Atelier", "Emboutis de Saône"));
    let mut cover = String::new();
    zip.by_name("lisez-moi.html").expect("there").read_to_string(&mut cover).expect("read");
    assert!(cover.contains("camille-martin@rebond.test") && !cover.contains('⟦'), "{cover}");
    let referent = server.person("Élue", Role::Referent, "territory:2:ti-2704").await;
    assert_eq!(server.get_as(&referent, &format!("{CONTRACT}/passation.zip")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_sheets_of_somebody_who_left_are_told_to_the_lead_who_gives_them_to_somebody_else() {
    let server = Server::without_jobs().await;
    let leaving = lead(&server).await;
    made(&server, &leaving, "Halle orpheline").await;
    let staying = server.person("Zoé Lefèvre", Role::ProjectLead, "territory:2:ti-2704").await;
    let before = server.get_as(&staying, "/mon-travail").await.text();
    assert!(!before.contains("responsable est parti"), "{before}");
    let closed = server.post_as(&leaving, "/compte/fermer", &[("email", "camille-martin@rebond.test")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    let told = server.get_as(&staying, "/mon-travail").await.text();
    assert!(told.contains("une fiche attend encore Camille Martin"), "{told}");
    let table = told.split(&format!("href=\"{CONTRACT}/tableau?")).nth(1).and_then(|rest| rest.split('"').next()).expect("a table");
    let table = server.get_as(&staying, &format!("{CONTRACT}/tableau?{}", table.replace("&#38;", "&"))).await.text();
    let ticked = table.split("name=\"fiche\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its sheet").to_owned();
    let mut form = vec![("action", "owner"), ("owner", "Zoé Lefèvre"), ("fiche", ticked.as_str())];
    let batch = field(&server.post_as(&staying, &format!("{CONTRACT}/lot"), &form).await, "batch");
    form.push(("batch", &batch));
    server.post_as(&staying, &format!("{CONTRACT}/lot/appliquer"), &form).await;
    let after = server.get_as(&staying, "/mon-travail").await.text();
    assert!(after.contains("Halle orpheline") && !after.contains("responsable est parti"), "{after}");
}

#[tokio::test]
async fn an_earlier_version_is_put_back_without_touching_what_was_decided() {
    let server = Server::without_jobs().await;
    let cookie = lead(&server).await;
    let path = made(&server, &cookie, "Atelier").await;
    server.post_as(&cookie, &format!("{path}/modifier/identite"), &[("version", "1"), ("title", "Mauvais titre")]).await;
    let due = in_days(&server, 40);
    server.post_as(&cookie, &format!("{path}/modifier/suite"), &[("version", "2"), ("next_action", "Déposer"), ("due", &due)]).await;
    let back = server.post_as(&cookie, &format!("{path}/historique"), &[("version", "1"), ("stands", "3")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    let page = server.get_as(&cookie, &path).await.text();
    assert!(page.contains("<h1>Atelier</h1>") && page.contains("Déposer"), "the title is back, the next action stays");
    let history = server.get_as(&cookie, &format!("{path}/historique")).await.text();
    assert!(history.contains("/historique.csv") && history.contains("/historique.xlsx"), "{history}");
    let file = server.get_as(&cookie, &format!("{path}/historique.csv")).await;
    assert_eq!(file.header("cache-control"), "no-store");
    let file = file.text();
    assert!(file.contains("version;date;auteur;decision;champ;avant;apres"), "{file}");
    assert!(file.contains(";Atelier;Mauvais titre") && file.contains(";Mauvais titre;Atelier"), "each change with what was before: {file}");
    assert_eq!(server.get_as(&cookie, &format!("/en{path}/historique.xlsx")).await.status, StatusCode::OK);
    assert_ne!(server.get(&format!("{path}/historique.csv")).await.status, StatusCode::OK);
    let stale = server.post_as(&cookie, &format!("{path}/historique"), &[("version", "2"), ("stands", "3")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn every_territory_has_a_region_that_steers_it() {
    let server = Server::without_jobs().await;
    for territory in server.app.reference.territories() {
        let code = server.app.reference.region_code(&territory.region);
        assert!(code.is_some(), "{} ({}): no region is called {:?}", territory.name, territory.code, territory.region);
    }
}
