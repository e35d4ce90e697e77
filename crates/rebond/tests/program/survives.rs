//! Whatever was acknowledged is found again after the server was killed without warning.

use crate::running::{Server, on_disk};
use std::thread;

/// A visitor that follows no redirection and reads every answer.
fn visitor() -> ureq::Agent {
    ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false).http_status_as_error(false).build().into()
}

/// Creates a project; its address once the server said that it is saved.
fn create(visitor: &ureq::Agent, server: &str, title: &str) -> Option<String> {
    let form = [
        ("title", title),
        ("project.naf", "22.22Z"),
        ("project.commune", "71076"),
        ("project.cost", "12 M€"),
        ("holder.kind", "company"),
        ("project.kind", "extension"),
    ];
    let answer = visitor.post(format!("{server}/projets")).send_form(form).ok()?;
    assert_eq!(answer.status(), 303, "{title}");
    let location = answer.headers().get("location").and_then(|l| l.to_str().ok()).expect("a creation leads to the project");
    Some(location.split('?').next().unwrap_or_default().to_owned())
}

fn read(visitor: &ureq::Agent, url: String) -> (u16, String) {
    let mut answer = visitor.get(url).call().expect("the server answers");
    (answer.status().as_u16(), answer.body_mut().read_to_string().expect("a text"))
}

#[test]
fn every_acknowledged_project_survives_a_kill() {
    let folder = on_disk();
    let server = Server::start(folder.path());
    let address = server.address.clone();
    // Four people write at once, and go on until the server dies under them.
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let address = address.clone();
            thread::spawn(move || {
                let visitor = visitor();
                let titles = (0..).map(|n| format!("Atelier {writer}-{n}"));
                titles.map_while(|title| Some((create(&visitor, &address, &title)?, title))).collect::<Vec<_>>()
            })
        })
        .collect();
    thread::sleep(std::time::Duration::from_secs(2));
    server.kill();
    let acknowledged: Vec<(String, String)> = writers.into_iter().flat_map(|w| w.join().expect("a writer ends with the server")).collect();
    assert!(acknowledged.len() >= 8, "only {} projects were acknowledged before the kill", acknowledged.len());

    let again = Server::start(folder.path());
    let visitor = visitor();
    for (project, title) in &acknowledged {
        let (status, text) = read(&visitor, format!("{}{project}/projet.toml", again.address));
        assert!(status == 200 && text.contains(title.as_str()), "{title} was acknowledged and is lost: {status}");
    }
}

#[test]
fn a_share_and_a_change_survive_a_kill_and_a_second_start_keeps_the_operator_key() {
    let folder = on_disk();
    let key = folder.path().join("operator.key");
    let server = Server::start(folder.path());
    let first_key = std::fs::read_to_string(&key).expect("the key is written at the first start");
    let visitor = visitor();
    let project = create(&visitor, &server.address, "Presse").expect("the project is created");
    let question = format!("{}{project}/questions/project.jobs_created", server.address);
    assert_eq!(visitor.post(question).send_form([("project.jobs_created", "48")]).expect("an answer").status(), 303);
    let mut shared = visitor.post(format!("{}{project}/partage", server.address)).send_form([("label", "comité")]).expect("an answer");
    let page = shared.body_mut().read_to_string().expect("a page");
    server.kill();

    let token = page
        .split("/projets/")
        .map(|rest| &rest[..rest.find(['"', '<', '/', '?', ' ']).unwrap_or(rest.len())])
        .find(|t| t.len() == 24 && !project.ends_with(t));
    let reader = format!("/projets/{}", token.expect("the reading address is shown"));
    let again = Server::start(folder.path());
    let (status, text) = read(&visitor, format!("{}{reader}/projet.toml", again.address));
    assert_eq!(status, 200);
    assert!(text.contains("jobs_created = 48"), "{text}");
    assert_eq!(std::fs::read_to_string(&key).expect("the key is still there"), first_key);
}

#[test]
fn the_operator_key_can_be_read_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let _server = Server::start(folder.path());
    let mode = std::fs::metadata(folder.path().join("operator.key")).expect("the key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
