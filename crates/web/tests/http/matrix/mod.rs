//! Declared is observed: every route of the table, asked by everybody, about what is theirs and what is another's. What
//! `can` says must be what the server answers, and the whole matrix is written down beside this file. A route without an
//! example, or without an object, stops this test.

mod cases;
mod made;

use crate::accounts::operator;
use crate::addresses::Places;
use crate::server::Server;
use axum::http::{Method, StatusCode};
use cases::Objects;
use domain::rights::{Right, Role};
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
        let cookie = server.person(name, held, scope).await;
        let found = store::people::find_by_email(&server.app.store, &format!("{}@rebond.test", domain::name::slug(name))).await;
        let id = found.expect("read").expect("just added").id;
        let rights: Vec<Right> =
            store::people::rights(&server.app.store, &id).await.expect("read").into_iter().map(|given| given.right).collect();
        let actor = Actor::Person(Arc::new(Person { id: id.to_string(), name: name.into(), rights }));
        all.push(Somebody { name, role, actor, cookie });
    }
    all
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

#[tokio::test]
async fn what_is_declared_of_every_route_is_what_everybody_observes() {
    let server = Server::studied().await;
    let everybody = everybody(&server).await;
    let (organisations, ilan) = organisations(&server, &everybody).await;
    let made = made::made(&server, &everybody, &organisations, &ilan).await;
    let registered = web::routes::registry().entries;
    let mut entries = web::routes::registry().entries;
    entries.sort_by_key(ends_something);
    let (mut asked, mut wrong, mut lines) = (0, vec![], std::collections::BTreeSet::new());
    for somebody in &everybody {
        let owner = server.project("Atelier").await;
        let reader = server.share(&owner).await;
        // A new link for a password ends the one before: the owner's are made last.
        let reader = Places::of(&server, &reader).await;
        let owner = Places::of(&server, &owner).await;
        let objects = Objects { owner, reader, organisations: organisations.clone(), made: &made };
        for entry in &entries {
            for case in cases::cases(entry, &objects) {
                let form: Vec<(&str, &str)> = case.form.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let answer = match entry.method {
                    Method::POST if entry.path == "/api/v1/envelopes/{id}/decisions" => {
                        made::keyless(&server, &somebody.cookie, &case.path).await
                    }
                    Method::POST => server.post_as(&somebody.cookie, &case.path, &form).await,
                    _ => server.get_as(&somebody.cookie, &case.path).await,
                };
                asked += 1;
                lines.insert(format!("{} {} · {} · {}", entry.path, entry.method, case.what, roles(&everybody, &case.declared)));
                let refused = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED);
                // Bringing a project back is asked by its address alone, and finds nothing while it is not deleted.
                let hidden = entry.path == "/projets/{token}/retablir" && answer.status == StatusCode::NOT_FOUND;
                let declared = (case.declared)(&somebody.actor);
                if (refused == declared && !hidden) || answer.status.is_server_error() {
                    let declared = if declared { "allowed" } else { "refused" };
                    wrong.push(format!(
                        "{} {} ({}): {declared} to the {}, answers {}",
                        entry.method, case.path, case.what, somebody.role, answer.status
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    let missing: Vec<&Entry> =
        registered.iter().filter(|e| !lines.iter().any(|line| line.starts_with(&format!("{} {} ·", e.path, e.method)))).collect();
    assert!(missing.is_empty(), "routes without an entry: {:?}", missing.iter().map(|e| e.path).collect::<Vec<_>>());
    println!("{} routes, {} lines, {asked} requests", registered.len(), lines.len());
    insta::assert_snapshot!(lines.into_iter().collect::<Vec<_>>().join("\n"));
}
