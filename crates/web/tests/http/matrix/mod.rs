//! Declared is observed: every route of the table, asked by everybody, about what is theirs and what is another's. What
//! `can` says must be what the server answers, and the whole matrix is written down beside this file. A route without an
//! example, or without an object, stops this test.

mod called;
mod cases;
mod made;
mod money;
mod opened;

use crate::accounts::operator;
use crate::addresses::Places;
use crate::server::Server;
use axum::http::{Method, StatusCode};
use cases::Objects;
use domain::rights::{Right, Role};
use std::collections::BTreeSet;
use std::sync::Arc;
use web::permissions::{Actor, Person};
use web::registry::Entry;

pub struct Somebody {
    name: &'static str,
    /// Their role, as the matrix writes it.
    role: &'static str,
    actor: Actor,
    cookie: String,
}

/// The role, in the scope that the objects call "own".
const ROLES: [(&str, &str, Role, &str); 8] = [
    ("Alix", "project lead", Role::ProjectLead, "territory:2:ti-2704"),
    ("Bilal", "referent", Role::Referent, "territory:2:ti-2704"),
    ("Camille", "instructor", Role::Instructor, "operator:bpifrance"),
    ("Dominique", "committee member", Role::CommitteeMember, "operator:bpifrance"),
    ("Emre", "regional pilot", Role::RegionalPilot, "region:27"),
    ("Farida", "national pilot", Role::NationalPilot, "national"),
    ("Gaël", "administrator", Role::Administrator, "national"),
    ("Hélène", "company", Role::CompanyContact, "own organisation"),
];

async fn everybody(server: &Server) -> Vec<Somebody> {
    let mut all = vec![
        Somebody { name: "Visitor", role: "visitor", actor: Actor::Visitor, cookie: String::new() },
        Somebody { name: "Operator", role: "operator of the server", actor: Actor::Operator, cookie: operator(server).await },
    ];
    for (name, role, held, scope) in ROLES {
        all.push(somebody(server, name, role, &[(held, scope)]).await);
    }
    all
}

async fn somebody(server: &Server, name: &'static str, role: &'static str, held: &[(Role, &str)]) -> Somebody {
    let cookie = server.person_with(name, held).await;
    let found = store::people::find_by_email(&server.app.store, &format!("{}@rebond.test", domain::name::slug(name))).await;
    let id = found.expect("read").expect("just added").id;
    let rights: Vec<Right> =
        store::people::rights(&server.app.store, &id).await.expect("read").into_iter().map(|given| given.right).collect();
    let actor = Actor::Person(Arc::new(Person { id: id.to_string(), name: name.into(), rights }));
    Somebody { name, role, actor, cookie }
}

/// Somebody who applies to a call, and serves its operator besides: two rights do not open what each alone would not. Asked of
/// the routes of calls only; that rights add up and nothing more is told beside `can`.
async fn applicant_and_judge(server: &Server, organisation: &str) -> Somebody {
    let own = format!("organisation:{organisation}");
    let held =
        [(Role::CompanyContact, own.as_str()), (Role::Instructor, "operator:bpifrance"), (Role::CommitteeMember, "operator:bpifrance")];
    somebody(server, "Jo", "company and instructor", &held).await
}

/// Organisations for which Hélène speaks, another speaks, nobody speaks; and the session of the other.
async fn organisations(server: &Server, everybody: &[Somebody]) -> ([String; 3], String) {
    let own = everybody.last().and_then(|h| h.actor.person()).map(|p| p.rights[0].organisation.clone()).expect("Hélène's");
    let ilan = server.person("Ilan", Role::CompanyContact, "own organisation").await;
    let all = store::organisations::all(&server.app.store).await.expect("read");
    let other = all.iter().find(|o| o.name == "Organisation de Ilan").expect("just added").id.to_string();
    let kind = store::organisations::Kind::Company;
    let now = jiff::Timestamp::now();
    let none = store::organisations::add(&server.app.store, kind, "Presses de Saône", None, "test", now).await.expect("added");
    ([own, other, none.to_string()], ilan)
}

/// Asked last: nothing more can be asked after them.
fn ends_something(entry: &Entry) -> bool {
    ["/connexion/quitter", "/operateur/quitter", "/projets/{token}/supprimer", "/projets/{token}/retablir"].contains(&entry.path)
}

fn roles(everybody: &[Somebody], allowed: impl Fn(&Actor) -> bool) -> String {
    let who: Vec<&str> = everybody.iter().filter(|somebody| allowed(&somebody.actor)).map(|somebody| somebody.role).collect();
    match who.len() {
        0 => "nobody".into(),
        10 => "everybody".into(),
        _ => who.join(", "),
    }
}

/// What was asked, and what came of it.
#[derive(Default)]
struct Told {
    asked: usize,
    wrong: Vec<String>,
    lines: BTreeSet<String>,
}

impl Told {
    async fn ask(&mut self, server: &Server, somebody: &Somebody, entry: &Entry, objects: &Objects<'_>, everybody: &[Somebody]) {
        for case in cases::cases(entry, objects) {
            let form: Vec<(&str, &str)> = case.form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = match entry.method {
                Method::POST if entry.path == "/api/v1/envelopes/{id}/decisions" => {
                    let kind = form.iter().find(|(name, _)| *name == "kind").map_or("reservation", |(_, kind)| *kind);
                    money::keyless(server, &somebody.cookie, &case.path, kind).await
                }
                Method::POST => server.post_as(&somebody.cookie, &case.path, &form).await,
                _ => server.get_as(&somebody.cookie, &case.path).await,
            };
            self.asked += 1;
            self.lines.insert(format!("{} {} · {} · {}", entry.path, entry.method, case.what, roles(everybody, &case.declared)));
            let refused = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED);
            // Bringing a project back is asked by its address alone, and finds nothing while it is not deleted.
            let hidden = entry.path == "/projets/{token}/retablir" && answer.status == StatusCode::NOT_FOUND;
            let declared = (case.declared)(&somebody.actor);
            if (refused == declared && !hidden) || answer.status.is_server_error() {
                let declared = if declared { "allowed" } else { "refused" };
                self.wrong.push(format!(
                    "{} {} ({}): {declared} to the {}, answers {}",
                    entry.method, case.path, case.what, somebody.role, answer.status
                ));
            }
        }
    }
}

#[tokio::test]
async fn what_is_declared_of_every_route_is_what_everybody_observes() {
    let server = Server::studied().await;
    let everybody = everybody(&server).await;
    let (organisations, ilan) = organisations(&server, &everybody).await;
    let made = made::made(&server, &everybody, &organisations, &ilan).await;
    let two_roles = applicant_and_judge(&server, &organisations[0]).await;
    let registered = web::routes::registry().entries;
    let mut entries = web::routes::registry().entries;
    entries.sort_by_key(ends_something);
    let mut told = Told::default();
    for somebody in everybody.iter().chain([&two_roles]) {
        let owner = server.project("Atelier").await;
        let reader = server.share(&owner).await;
        // A new link for a password ends the one before: the owner's are made last.
        let reader = Places::of(&server, &reader).await;
        let owner = Places::of(&server, &owner).await;
        let objects = Objects { owner, reader, organisations: organisations.clone(), made: &made };
        let of_calls = |entry: &&Entry| entry.path.starts_with("/appels/{id}/") && !entry.path.ends_with(".pdf");
        let whole = somebody.name != two_roles.name;
        for entry in entries.iter().filter(|entry| whole || of_calls(entry)) {
            told.ask(&server, somebody, entry, &objects, &everybody).await;
        }
    }
    let Told { asked, wrong, lines } = told;
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    let missing: Vec<&Entry> =
        registered.iter().filter(|e| !lines.iter().any(|line| line.starts_with(&format!("{} {} ·", e.path, e.method)))).collect();
    assert!(missing.is_empty(), "routes without an entry: {:?}", missing.iter().map(|e| e.path).collect::<Vec<_>>());
    println!("{} routes, {} lines, {asked} requests", registered.len(), lines.len());
    insta::assert_snapshot!(lines.into_iter().collect::<Vec<_>>().join("\n"));
}
