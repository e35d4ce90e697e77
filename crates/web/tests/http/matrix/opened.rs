//! What is opened to some by somebody's choice: a project reached by its identifier, by the right of whom its holder told it to;
//! and a site whose page is restricted. Few routes of a project are asked so: reading one lays the whole line out.

use super::cases::{Case, Objects};
use crate::accounts::operator;
use crate::server::Server;
use crate::sharing::{choose, id};
use crate::site_pages::{FIRST, SITE, attach, list};
use domain::Sharing;
use web::permissions::{Action, Actor, Object, Place, can};
use web::registry::Entry;

pub struct Opened {
    /// (what sets it apart, identifier, audience).
    projects: Vec<(&'static str, String, Sharing)>,
    /// A document of the restricted site.
    document: String,
}

const AUDIENCES: [(&str, &[&str]); 4] = [
    ("private", &[]),
    ("shared with the own territory", &["territory:2:ti-2704"]),
    ("shared with the own operator", &["operator:bpifrance"]),
    ("shared with another operator", &["operator:ademe"]),
];

const ASKED: [&str; 4] = ["/projets/{token}", "/projets/{token}/{file}", "/projets/{token}/partage", "/projets/{token}/supprimer"];

pub async fn opened(server: &Server) -> Opened {
    let mut projects = vec![];
    for (what, audiences) in AUDIENCES {
        let project = server.project(what).await;
        choose(server, &project, audiences).await;
        let sharing = Sharing(audiences.iter().map(|audience| audience.parse().expect("an audience")).collect());
        projects.push((what, id(server, &project).await.to_string(), sharing));
    }
    list(server, "zae", "a", FIRST).await;
    let by = operator(server).await;
    let document = attach(server, &by, SITE, "plan.txt", b"Plan").await;
    let restricted = server.post_as(&by, &format!("/sites/{SITE}/lecteurs"), &[("faire", "restreindre")]).await;
    assert_eq!(restricted.status, 303, "{}", restricted.text());
    Opened { projects, document }
}

pub fn cases(entry: &Entry, objects: &Objects) -> Vec<Case> {
    let path = entry.path;
    match path {
        _ if ASKED.contains(&path) => projects(entry, objects),
        "/api/v1/sites/{id}" | "/api/v1/sites/{id}/access" => vec![Case::new("restricted", path.replace("{id}", SITE), |_| false)],
        _ if path.starts_with("/sites/{id}") => site(entry, &objects.made.opened.document),
        _ => vec![],
    }
}

/// By its identifier a project is read by whom it was shared with, and changed by nobody.
fn projects(entry: &Entry, objects: &Objects) -> Vec<Case> {
    let (action, owner) = (entry.action, &objects.owner);
    let token = owner.project.trim_start_matches("/projets/");
    let case = |(what, id, sharing): &(&str, String, Sharing)| {
        let object = Object::SharedProject(sharing.clone());
        let reads = move |actor: &Actor| action == Action::ReadProject && can(actor, action, &object);
        Case::new(format!("by its identifier, {what}"), owner.fill(entry.path).replace(token, id), reads)
    };
    objects.made.opened.projects.iter().map(case).collect()
}

fn site(entry: &Entry, document: &str) -> Vec<Case> {
    let action = entry.action;
    let path = entry.path.replace("{id}", SITE).replace("{piece}", document);
    let place = Place { phase: 2, code: "ti-2704".into(), region: "27".into() };
    let (contract, kept) = (Object::Contract(place.clone()), Object::Site(vec![place]));
    let may = move |actor: &Actor| match action {
        Action::ReadPublic => {
            can(actor, Action::KeepSite, &kept)
                || can(actor, Action::ReadPortfolio, &Object::Country)
                || can(actor, Action::ReadContract, &contract)
        }
        action => can(actor, action, &kept),
    };
    vec![Case::new("restricted", path, may)]
}
