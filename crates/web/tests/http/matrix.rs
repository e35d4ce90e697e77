//! Declared is observed: every route of the table, asked by everybody, about what is theirs and what is another's. What
//! `can` says must be what the server answers. A route without an example, or without an object, stops this test.

use crate::accounts::operator;
use crate::addresses::{INSIDE, Places};
use crate::server::Server;
use axum::http::{Method, StatusCode};
use domain::rights::{Right, Role, Scope};
use std::sync::Arc;
use web::permissions::{Action, Actor, Link, Object, Person, Place, can, manages_people};
use web::registry::Entry;

/// What any form could be sent at once: never enough to do harm, enough to be looked at.
const FORM: [(&str, &str); 3] = [("email", "ilan@rebond.test"), ("version", "1"), ("label", "x")];

struct Somebody {
    name: &'static str,
    actor: Actor,
    cookie: String,
}

/// The role, in the scope that the objects below call "own".
const ROLES: [(&str, Role, &str); 8] = [
    ("Alix", Role::ProjectLead, "territory:2:ti-2704"),
    ("Bilal", Role::Referent, "territory:2:ti-2704"),
    ("Camille", Role::Instructor, "operator:bpifrance"),
    ("Dominique", Role::CommitteeMember, "operator:bpifrance"),
    ("Emre", Role::RegionalPilot, "region:27"),
    ("Farida", Role::NationalPilot, "national"),
    ("Gaël", Role::Administrator, "national"),
    ("Hélène", Role::CompanyContact, "own organisation"),
];

async fn everybody(server: &Server) -> Vec<Somebody> {
    let mut all = vec![
        Somebody { name: "Visitor", actor: Actor::Visitor, cookie: String::new() },
        Somebody { name: "Operator", actor: Actor::Operator, cookie: operator(server).await },
    ];
    for (name, role, scope) in ROLES {
        let cookie = server.person(name, role, scope).await;
        let found = store::people::find_by_email(&server.app.store, &format!("{}@rebond.test", domain::name::slug(name))).await;
        let id = found.expect("read").expect("just added").id;
        let rights: Vec<Right> =
            store::people::rights(&server.app.store, &id).await.expect("read").into_iter().map(|given| given.right).collect();
        let actor = Actor::Person(Arc::new(Person { id: id.to_string(), name: name.into(), rights }));
        all.push(Somebody { name, actor, cookie });
    }
    all
}

/// Organisations for which Hélène speaks, another speaks, nobody speaks.
async fn organisations(server: &Server, everybody: &[Somebody]) -> [String; 3] {
    let own = everybody.last().and_then(|h| h.actor.person()).map(|p| p.rights[0].organisation.clone()).expect("Hélène's");
    server.person("Ilan", Role::CompanyContact, "own organisation").await;
    let all = store::organisations::all(&server.app.store).await.expect("read");
    let other = all.iter().find(|o| o.name == "Organisation de Ilan").expect("just added").id.to_string();
    let kind = store::organisations::Kind::Company;
    let now = jiff::Timestamp::now();
    let none = store::organisations::add(&server.app.store, kind, "Presses de Saône", None, "test", now).await.expect("added");
    [own, other, none.to_string()]
}

fn people(scope: &str, region: Option<&str>) -> (String, Object) {
    let object = Object::People { scope: scope.parse::<Scope>().expect("a scope"), region: region.map(str::to_owned) };
    (scope.to_owned(), object)
}

/// What one can be asked about: the address, and what is decided upon.
type Case = (String, Box<dyn Fn(&Actor) -> bool>);

fn decided(path: String, action: Action, object: Object) -> Case {
    (path, Box::new(move |actor| can(actor, action, &object)))
}

/// The objects of a route: one's own for somebody, another's for the others.
fn cases(entry: &Entry, owner: &Places, reader: &Places, organisations: &[String; 3]) -> Vec<Case> {
    let one = |object| vec![decided(owner.fill(entry.path), entry.action, object)];
    match entry.action {
        Action::ReadPublic | Action::CreateProject | Action::SignIn | Action::PreviewSites => one(Object::Public),
        Action::ImportSites | Action::WriteLeads => one(Object::SiteLists),
        Action::ReadMoney | Action::DecideMoney => one(Object::Ledger),
        Action::OwnAccount => one(Object::OwnAccount),
        Action::AddOrganisation => one(Object::Organisations),
        Action::ReadProject | Action::EditProject | Action::ShareProject | Action::DeleteProject => vec![
            decided(reader.fill(entry.path), entry.action, Object::Project(Link::Reader)),
            decided(owner.fill(entry.path), entry.action, Object::Project(Link::Owner)),
        ],
        Action::ReadPeople | Action::ManagePeople if entry.path == "/personnes" => {
            vec![(entry.path.to_owned(), Box::new(manages_people))]
        }
        // A link for a password is made for anybody: the scope is the country.
        Action::ManagePeople if entry.path == "/personnes/{scope}/lien" => {
            let (scope, object) = people("national", None);
            vec![decided(entry.path.replace("{scope}", &scope), entry.action, object)]
        }
        Action::ReadPeople | Action::ManagePeople => {
            let [own, other, none] = organisations;
            let mut scopes = vec![
                people("national", None),
                people("region:27", Some("27")),
                people("region:84", Some("84")),
                people("territory:2:ti-2704", Some("27")),
                people("territory:2:ti-8401", Some("84")),
                people("operator:bpifrance", None),
                people("operator:ademe", None),
                people(&format!("organisation:{own}"), None),
                people(&format!("organisation:{other}"), None),
            ];
            scopes.push((format!("organisation:{none}"), Object::Unclaimed));
            scopes
                .into_iter()
                .map(|(scope, object)| decided(owner.fill(&entry.path.replace("{scope}", &scope)), entry.action, object))
                .collect()
        }
        // The contract of one's own territory, and that of another.
        _ if entry.path.starts_with("/territoires/{phase}/{code}/contrat") => {
            let place = |code: &str, region: &str| Place { phase: 2, code: code.into(), region: region.into() };
            [("ti-2704", "27"), ("ti-8401", "84")]
                .map(|(code, region)| {
                    let path = owner.fill(&entry.path.replace("{code}", code).replace("{batch}", "0").replace("{file}", "fiches.csv"));
                    decided(path, entry.action, Object::Contract(place(code, region)))
                })
                .into()
        }
        other => panic!("{}: give {other:?} its objects, own and another's, in tests/http/matrix.rs", entry.path),
    }
}

/// Sheets, grants, applications and committees are objects that are made first, and the API's decisions want a body of their
/// own: the stories of `contracts`, `funding`, `applications` and `api` ask them as each role. The pages of a contract that
/// name no such object are asked here.
fn elsewhere(entry: &Entry) -> bool {
    let made_first = ["/fiches/", "/subventions/{id}", "/api/v1/grants/{id}", "/api/v1/envelopes/{id}/decisions"];
    let contract = "/territoires/{phase}/{code}/contrat/";
    let page_of_contract = entry.method == Method::GET && entry.path.strip_prefix(contract).is_some_and(|rest| !rest.contains('{'));
    made_first.iter().any(|start| entry.path.starts_with(start)) || (INSIDE.contains(&entry.action) && !page_of_contract)
}

/// Asked last: nothing more can be asked after them.
fn ends_something(entry: &Entry) -> bool {
    ["/connexion/quitter", "/operateur/quitter", "/projets/{token}/supprimer", "/projets/{token}/retablir"].contains(&entry.path)
}

#[tokio::test]
async fn what_is_declared_of_every_route_is_what_everybody_observes() {
    let server = Server::start().await;
    let everybody = everybody(&server).await;
    let organisations = organisations(&server, &everybody).await;
    let mut entries = web::routes::registry().entries;
    entries.retain(|entry| !elsewhere(entry));
    entries.sort_by_key(ends_something);
    let (mut asked, mut wrong) = (0, vec![]);
    for somebody in &everybody {
        let owner = server.project("Atelier").await;
        let reader = server.share(&owner).await;
        // A new link for a password ends the one before: the owner's are made last.
        let reader = Places::of(&server, &reader).await;
        let owner = Places::of(&server, &owner).await;
        for entry in &entries {
            for (path, declared) in cases(entry, &owner, &reader, &organisations) {
                let answer = match entry.method {
                    Method::POST => server.post_as(&somebody.cookie, &path, &FORM).await,
                    _ => server.get_as(&somebody.cookie, &path).await,
                };
                asked += 1;
                let refused = matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED);
                // Bringing a project back is asked by its address alone, and finds nothing while it is not deleted.
                let hidden = entry.path == "/projets/{token}/retablir" && answer.status == StatusCode::NOT_FOUND;
                if (refused == declared(&somebody.actor) && !hidden) || answer.status.is_server_error() {
                    let declared = if declared(&somebody.actor) { "allowed" } else { "refused" };
                    wrong.push(format!("{} {path}: {declared} to {}, answers {}", entry.method, somebody.name, answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 1500, "{asked} requests");
}
