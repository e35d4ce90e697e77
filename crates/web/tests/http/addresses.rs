//! Every address of the table of routes, with a real value for each of its parts. A route that is added without an
//! example here stops these tests.

use crate::accounts::{invite, link, operator};
use crate::server::{Answer, Server};
use axum::http::Method;
use domain::rights::Role;
use web::permissions::{Action, Actor, Link, Object, can};
use web::registry::Entry;

/// What is in the place of `{…}`.
pub struct Places<'a> {
    /// Path of a project: "/projets/…".
    pub project: &'a str,
    pub site: String,
    /// Secrets of an invitation and of a link to choose a password, which stand.
    pub invitation: String,
    pub reset: String,
    /// Somebody who may read what accounts read: every role at once.
    pub cookie: String,
    /// A document of the site.
    pub document: String,
    /// A published action sheet of ti-2704.
    pub sheet: String,
    /// A public project.
    pub public: String,
    /// The secret at the foot of a letter.
    pub letter: String,
    /// A published article and one of its documents.
    pub article: (String, String),
}

impl Places<'_> {
    pub async fn of<'a>(server: &Server, project: &'a str) -> Places<'a> {
        crate::brownfields::with_brownfields(server).await;
        crate::prefill::offered(server).await;
        let by = operator(server).await;
        let site = server.app.sites().first().expect("the catalogue holds sites").id.clone();
        let document = crate::site_pages::attach(server, &by, &site, "plan.txt", b"Plan du site").await;
        let invitation = invite(server, &by, "national", "sacha@rebond.test", "administrator").await;
        let cookie = server.person_with(
            "Sacha",
            &[
                (Role::ProjectLead, "territory:2:ti-2704"),
                (Role::Referent, "territory:2:ti-2704"),
                (Role::Instructor, "operator:bpifrance"),
                (Role::CommitteeMember, "operator:bpifrance"),
                (Role::RegionalPilot, "region:27"),
                (Role::NationalPilot, "national"),
                (Role::Administrator, "national"),
                (Role::CompanyContact, "own organisation"),
            ],
        );
        let cookie = cookie.await;
        let page = server.post_as(&by, "/personnes/national/lien", &[("email", "sacha@rebond.test")]).await.text();
        let last = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
        Places {
            project,
            site,
            document,
            invitation: last(invitation),
            reset: last(link(&page, "/mot-de-passe/")),
            cookie,
            sheet: crate::contracts::published(server).await,
            public: crate::sharing::public(server).await,
            letter: crate::mail::foot(server, "sacha@rebond.test").await,
            article: crate::news::published(server).await,
        }
    }

    /// Asks an address as somebody who may read it: a visitor when that is enough.
    pub async fn get(&self, server: &Server, action: Action, path: &str) -> Answer {
        let open = [Object::Public, Object::Project(Link::Owner), Object::SiteLists];
        match open.iter().any(|object| can(&Actor::Visitor, action, object)) {
            true => server.get(path).await,
            false => server.get_as(&self.cookie, path).await,
        }
    }

    /// The address with its parts; every part must be known.
    pub fn fill(&self, path: &str) -> String {
        let token = self.project.trim_start_matches("/projets/");
        let icon = web::assets::url("icon.svg");
        let mut filled = match path {
            "/assets/{version}/{name}" => icon,
            "/assets/{version}/fonts/{file}" => icon.replace("icon.svg", "fonts/ibm-plex-sans-latin-400-normal.woff2"),
            "/sites/{id}"
            | "/sites/{id}/acces"
            | "/sites/{id}/acces.csv"
            | "/sites/{id}/acces.xlsx"
            | "/sites/{id}/demandes"
            | "/sites/{id}/demandes.csv"
            | "/sites/{id}/demandes.xlsx"
            | "/sites/{id}/installations.csv"
            | "/sites/{id}/installations.xlsx"
            | "/sites/{id}/historique"
            | "/sites/{id}/historique.csv"
            | "/sites/{id}/historique.xlsx"
            | "/sites/{id}/pieces"
            | "/sites/{id}/pieces.csv"
            | "/sites/{id}/pieces.xlsx"
            | "/sites/{id}/procedures.csv"
            | "/sites/{id}/procedures.xlsx"
            | "/sites/{id}/lecteurs"
            | "/sites/{id}/tenue"
            | "/api/v1/sites/{id}"
            | "/api/v1/sites/{id}/access" => path.replace("{id}", &self.site),
            "/friches/{id}" | "/friches/{id}/{file}" => path.replace("{id}", "71076-1").replace("{file}", "bilan.csv"),
            "/sites/{id}/pieces/{piece}" => path.replace("{id}", &self.site).replace("{piece}", &self.document),
            "/mesures/{id}" | "/api/v1/measures/{id}" => path.replace("{id}", "pret-rebond"),
            "/appels/{id}" | "/api/v1/calls/{id}" => path.replace("{id}", "rebond-industriel-ami"),
            _ if path.starts_with("/appels/{id}/") => path.replace("{id}", "ecoles-de-production-2021"),
            _ if path.starts_with("/enveloppes/{id}") || path.starts_with("/api/v1/envelopes/{id}") => {
                path.replace("{id}", "fonds-friches")
            }
            "/actualites/{id}" => path.replace("{id}", "2020-07-20-pack-rebond"),
            "/actualites/{id}/pieces/{piece}" => path.replace("{id}", &self.article.0).replace("{piece}", &self.article.1),
            _ if path.starts_with("/articles/{id}") => path.replace("{id}", &"0".repeat(32)),
            "/projets/exemples/{id}" | "/projets/exemples/{id}/{file}" => path.replace("{id}", "vicky-foods-saoneor"),
            "/projets/publics/{id}" => path.replace("{id}", &self.public),
            "/projets/publics/fichiers/{file}" | "/projets/partages/fichiers/{file}" => path.replace("{file}", "projets.csv"),
            "/courrier/{secret}" => path.replace("{secret}", &self.letter),
            "/subventions/fichiers/{file}" => path.replace("{file}", "subventions-scdl.csv"),
            "/projets/{token}/friche/{file}" => path.replace("{file}", "bilan.csv"),
            "/projets/{token}/sites/{file}" => path.replace("{file}", "classement.csv"),
            "/filieres/communes/{file}" => "/filieres/communes/etude.json?c=71076".to_owned(),
            "/api/v1/sectors/communes" => format!("{path}?c=71076"),
            "/api/v1/sectors/departments/{code}" | "/filieres/departements/{code}" => path.replace("{code}", "71"),
            "/api/v1/sectors/regions/{code}" | "/filieres/regions/{code}" => path.replace("{code}", "27"),
            "/filieres/departements/{code}/{file}" => "/filieres/departements/71/pistes.csv".to_owned(),
            "/filieres/regions/{code}/{file}" => "/filieres/regions/27/etude.xlsx".to_owned(),
            "/filieres/territoires/{phase}/{code}/{file}" => "/filieres/territoires/2/ti-2704/etude.pdf".to_owned(),
            "/filieres/zones/{code}" | "/api/v1/sectors/zones/{code}" => path.replace("{code}", "9901"),
            "/filieres/zones/{code}/{file}" => "/filieres/zones/BV2022-71076/etude.json".to_owned(),
            "/filieres/epci/{siren}/{file}" => "/filieres/epci/247100589/dessin.svg".to_owned(),
            "/invitations/{secret}" => path.replace("{secret}", &self.invitation),
            "/mot-de-passe/{secret}" => path.replace("{secret}", &self.reset),
            "/organisations/{file}" => "/organisations/organisations.csv".to_owned(),
            _ if path.starts_with("/personnes/") => path.replace("{scope}", "territory:2:ti-2704").replace("{file}", "droits.csv"),
            "/filieres/{naf}/{file}" => "/filieres/25.50B/zones.csv".to_owned(),
            _ if path.contains("/contrat/import/{id}") => path.replace("{id}", &"0".repeat(32)),
            "/territoires/{phase}/{code}/contrat/comite/{file}" => path.replace("{file}", "comite.pdf"),
            "/territoires/{phase}/{code}/contrat/export/{file}" => path.replace("{file}", "fiches.csv"),
            _ if path.starts_with("/fiches/{id}") => path.replace("{id}", &self.sheet),
            "/subventions/{id}" | "/api/v1/grants/{id}" => path.replace("{id}", &"0".repeat(32)),
            _ if path.starts_with("/pilotage/orientations/{id}") => path.replace("{id}", &"0".repeat(32)).replace("{file}", "fiches.csv"),
            "/blocages/{id}" | "/synergies/{id}" | "/flux/{id}" => path.replace("{id}", &"0".repeat(32)),
            _ => path.to_owned(),
        };
        for (part, value) in [
            ("{token}", token),
            ("{key}", "project.started"),
            ("{file}", "dossier.json"),
            ("{phase}", "2"),
            ("{code}", "ti-2704"),
            ("{siren}", "247100589"),
            ("{naf}", "25.50B"),
            ("{collection}", "communes"),
            ("{feature}", "71076"),
            ("{line}", "00000000000000000000000000000000"),
            ("{set}", "WebMercatorQuad"),
            ("{piece}", "00000000000000000000000000000000"),
            ("{z}", "5"),
            ("{row}", "11"),
            ("{col}", "16"),
            ("{group}", "suite"),
            ("{batch}", "00000000000000000000000000000000"),
            ("{comment}", "00000000000000000000000000000000"),
            ("{target}", "00000000000000000000000000000000"),
            ("{signatory}", "00000000000000000000000000000000"),
            ("{number}", "A-00000000"),
            ("{proposal}", "00000000000000000000000000000000"),
            ("{session}", "00000000000000000000000000000000"),
            ("{form}", "12345"),
        ] {
            filled = filled.replace(part, value);
        }
        assert!(!filled.contains('{'), "{path}: give this address an example in tests/http/addresses.rs");
        filled
    }
}

pub fn has_languages(entry: &Entry) -> bool {
    !["/api/", "/assets/", "/sante", "/catalog.jsonld"].iter().any(|p| entry.path.starts_with(p))
}

/// What nobody does without an account: these addresses are walked by `visitors_find_nothing_behind_the_door`.
pub const INSIDE: [Action; 16] = [
    Action::Orient,
    Action::RunCall,
    Action::Apply,
    Action::ReadApplication,
    Action::InstructApplication,
    Action::ScoreApplication,
    Action::ReadCommittee,
    Action::ReadContract,
    Action::EditContract,
    Action::DecideContract,
    Action::CommentContract,
    Action::AnswerBlocking,
    Action::ReadPortfolio,
    Action::WriteNews,
    Action::WithdrawNews,
    Action::WriteFlow,
];

/// The registered addresses of this method, filled, in every language they have.
pub fn all(places: &Places, method: Method) -> Vec<String> {
    with_actions(places, method).into_iter().map(|(path, _)| path).collect()
}

/// The same with what each does.
pub fn with_actions(places: &Places, method: Method) -> Vec<(String, Action)> {
    let entries = web::routes::registry().entries;
    // They lead to the identity provider and back: tests/http/identity.rs.
    let away = ["/connexion/identite", "/connexion/retour"];
    // Those that need a sheet or a grant, and somebody signed in, are walked in `funding`.
    let elsewhere = ["/fiches/{id}/financement", "/subventions/{id}", "/api/v1/grants/{id}"];
    let walked = |path: &str| !away.contains(&path) && !elsewhere.iter().any(|start| path.starts_with(start));
    let kept = entries.iter().filter(|e| e.method == method && !INSIDE.contains(&e.action) && walked(e.path));
    kept.flat_map(|e| {
        let path = places.fill(e.path);
        let english = has_languages(e).then(|| if path == "/" { "/en".to_owned() } else { format!("/en{path}") });
        [Some(path), english].into_iter().flatten().map(|path| (path, e.action))
    })
    .collect()
}

#[tokio::test]
async fn every_address_that_is_read_answers_in_both_languages() {
    let server = Server::studied().await;
    let project = server.project("Extension de l’atelier").await;
    let places = Places::of(&server, &project).await;
    let paths = with_actions(&places, Method::GET);
    assert!(paths.len() > 70, "{} addresses", paths.len());
    for (path, action) in paths {
        let answer = places.get(&server, action, &path).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.bytes));
        if answer.header("content-type").starts_with("text/html") {
            let text = answer.text();
            let lang = if path.starts_with("/en/") || path == "/en" { "en" } else { "fr" };
            assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{path} is not in {lang}");
            assert!(
                !text.contains('⟦'),
                "{path} asks for a message that does not exist: {}",
                text.split('⟦').nth(1).unwrap_or_default().chars().take(60).collect::<String>()
            );
            assert_eq!(text.matches("<h1").count(), 1, "{path} has one first heading");
        }
    }
}

#[tokio::test]
async fn visitors_find_nothing_behind_the_door() {
    let server = Server::without_jobs().await;
    let project = server.project("Atelier").await;
    let places = Places::of(&server, &project).await;
    let inside: Vec<Entry> = web::routes::registry().entries.into_iter().filter(|e| INSIDE.contains(&e.action)).collect();
    assert!(inside.len() > 20, "{} addresses", inside.len());
    for entry in inside {
        let path = places.fill(entry.path);
        let answer = if entry.method == Method::POST { server.post(&path, &[]).await } else { server.get(&path).await };
        assert!(answer.status == 403 || answer.status == 404, "{} {path}: {}", entry.method, answer.status);
    }
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    let server = Server::studied().await;
    let project = server.project("Extension de l’atelier").await;
    let places = Places::of(&server, &project).await;
    // Everything as a visitor meets it, then what accounts read as somebody who holds every role.
    let open =
        |action: Action| can(&Actor::Visitor, action, &Object::Public) || can(&Actor::Visitor, action, &Object::Project(Link::Owner));
    let addresses = with_actions(&places, Method::GET);
    let (visited, held): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|(_, action)| open(*action));
    follow(&server, "", visited.into_iter().map(|(path, _)| path).collect(), 200).await;
    follow(&server, &places.cookie, held.into_iter().map(|(path, _)| path).collect(), 20).await;
}

async fn follow(server: &Server, cookie: &str, addresses: Vec<String>, at_least: usize) {
    let mut ahead: Vec<(String, String)> = addresses.into_iter().map(|p| (p, "the table of routes".into())).collect();
    let mut seen: std::collections::BTreeSet<String> = ahead.iter().map(|(p, _)| p.clone()).collect();
    // The pages of the table and what they link to: two steps cover every template with its real data.
    for step in 0..2 {
        let mut next = vec![];
        for (path, from) in ahead {
            let heavy = [".pdf", ".xlsx", ".json", ".geojson"].iter().any(|e| path.split('?').next().unwrap_or_default().ends_with(e));
            if step > 0 && (heavy || path.contains("/territoires/") || path.contains("/sites/") || path.contains("/filieres/")) {
                continue;
            }
            let answer = server.get_as(cookie, &path).await;
            assert!(
                answer.status.is_success() || answer.status.is_redirection(),
                "{from} leads to {path}, which answers {}",
                answer.status
            );
            if !answer.header("content-type").starts_with("text/html") {
                continue;
            }
            let text = answer.text();
            for href in text.split("href=\"").skip(1).filter_map(|r| r.split('"').next()) {
                if let Some(anchor) = href.strip_prefix('#') {
                    assert!(text.contains(&format!("id=\"{anchor}\"")), "{path}: nothing is at #{anchor}");
                    continue;
                }
                let target = href.split('#').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&");
                if target.starts_with('/') && seen.insert(target.clone()) {
                    next.push((target, path.clone()));
                }
            }
        }
        ahead = next;
    }
    assert!(seen.len() > at_least, "{} addresses seen", seen.len());
}

#[tokio::test]
async fn nothing_is_at_an_unknown_address_and_the_page_says_what_to_try() {
    let server = Server::studied().await;
    for (path, words) in [
        ("/rien", "Page introuvable"),
        ("/en/nothing", "Page not found"),
        ("/sites/aucun", "introuvable"),
        ("/mesures/aucune", "introuvable"),
        ("/territoires/9/x", "introuvable"),
        ("/actualites/rien", "introuvable"),
        ("/projets/exemples/rien", "introuvable"),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains(words), "{path}: {}", answer.text());
    }
}
