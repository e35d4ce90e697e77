//! What whoever keeps a site says of it: what was anticipated, with its source; the label that a decision gives, once confirmed; the
//! risks that a public service tells, once accepted.

use crate::applications::Cast;
use crate::server::Server;
use crate::site_pages::{FIRST, SITE, list};
use domain::rights::Role;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

const DUG: [(&str, &str); 8] = [
    ("do", "anticipation"),
    ("p", "archaeology"),
    ("version", "0"),
    ("state", "obtained"),
    ("date", "2021-03-01"),
    ("expires", "2031-03-01"),
    ("area", "12,5"),
    ("source", "Arrêté du 1er mars 2021"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = DUG.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

#[tokio::test]
async fn what_was_anticipated_is_said_with_its_source_and_taken_back() {
    let server = Server::without_jobs().await;
    list(&server, "zae", "a", FIRST).await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let referent = server.person("Bilal", Role::Referent, "territory:2:ti-2704").await;
    let (site, keep) = (format!("/sites/{SITE}"), format!("/sites/{SITE}/tenue"));
    assert!(server.get_as(&lead, &site).await.text().contains(&keep));
    for who in ["", &referent] {
        assert!(!server.get_as(who, &site).await.text().contains(&keep));
        assert_eq!(server.get_as(who, &keep).await.status, 403);
        assert_eq!(server.post_as(who, &keep, &DUG).await.status, 403);
    }
    for (name, value) in
        [("source", ""), ("expires", "2020-01-01"), ("date", "2999-01-01"), ("area", "grand"), ("url", "javascript:1"), ("p", "licorne")]
    {
        let answer = server.post_as(&lead, &keep, &with(&[(name, value)])).await;
        assert!(answer.status == 422 && answer.text().contains(&format!("href=\"#{name}\"")), "{name}={value}: {}", answer.text());
    }
    assert_eq!(server.post_as(&lead, &keep, &DUG).await.status, 303);
    let page = server.get(&site).await.text();
    assert!(page.contains("Archéologie préventive") && page.contains("Arrêté du 1er mars 2021") && page.contains("déclaré"), "{page}");
    let found = server.app.sites().iter().find(|s| s.id == SITE).cloned().expect("there");
    assert_eq!(found.anticipations.len(), 1);
    assert_eq!((found.anticipations[0].scope.area_ha, found.anticipations[0].status), (Some(12.5), domain::Status::Declared));

    let said = crate::tables::cells(&server, "", &format!("{site}/procedures")).await;
    let told: Vec<&str> = [0, 1, 3, 6, 7].map(|at| said[0][at].as_str()).into();
    assert_eq!(told, ["archaeology", "Archéologie préventive", "2021-03-01", "2031-03-01", "Arrêté du 1er mars 2021"]);
    assert_eq!(said.len(), 1);
    let stale = server.post_as(&lead, &keep, &with(&[("source", "Autre arrêté")])).await;
    assert!(stale.status == 422 && stale.text().contains("value=\"Autre arrêté\""), "{}", stale.text());
    let unsay = [("do", "unsay"), ("kind", "anticipation"), ("p", "archaeology"), ("version", "1")];
    assert_eq!(server.post_as(&lead, &keep, &unsay).await.status, 303);
    assert!(!server.get(&site).await.text().contains("Arrêté du 1er mars 2021"));
    assert_eq!(server.post_as(&lead, &keep, &with(&[("version", "2")])).await.status, 303, "and said again");
    let old = with(&[("version", "3"), ("date", "2015-03-01"), ("expires", "")]);
    assert_eq!(server.post_as(&lead, &keep, &old).await.status, 303);
    let page = server.get(&site).await.text();
    let (state, end) = ("obtenue, expirée", "1er\u{a0}mars 2020, d’après la durée des règles");
    assert!(page.contains(state) && page.contains(end), "what is over is not shown as done: {page}");
}

#[tokio::test]
async fn a_favourable_decision_proposes_a_label_that_the_keeper_of_the_site_confirms() {
    let cast = Cast::gathered("operator:dge").await;
    let server = &cast.server;
    list(server, "zae", "a", FIRST).await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:1:ti-2702").await;
    let admin = server.person("Gaël", Role::Administrator, "national").await;
    let (call, keep) = ("/appels/sites-cles-en-main-2", format!("/sites/{SITE}/tenue"));
    cast.open(call, "cloture").await;
    let file = cast.filed(call, "cloture", 0, "Un parc prêt à bâtir", "").await;
    cast.to_committee(&file, "").await;
    let session = cast.ranked(call, "cloture", "PV DGE 1", &[(&file, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    assert!(!cast.text(&lead, &keep).await.contains("Un parc prêt à bâtir"), "the committee's word stays inside");
    cast.instructed(&file, &[("do", "notify")]).await;
    assert!(cast.text(&lead, &keep).await.contains("Un parc prêt à bâtir"));
    assert!(!cast.text(&admin, &keep).await.contains("Un parc prêt à bâtir"), "an administrator reads no application");

    let number = file.rsplit('/').next().expect("a number");
    let confirm = |wave: &'static str| [("do", "label"), ("application", number), ("wave", wave)];
    assert_eq!(server.post_as(&admin, &keep, &confirm("2021")).await.status, 422);
    assert_eq!(server.post_as(&lead, &keep, &confirm("bientôt")).await.status, 422);
    // The key of the map tells of a “label 2021” on every page: the tag of the site is what counts.
    let tag = "label de l’État 2021</span>";
    assert!(!server.get(&format!("/sites/{SITE}")).await.text().contains(tag), "nothing is labelled by itself");
    cast.done(&lead, &keep, &confirm("2021")).await;
    let page = server.get(&format!("/sites/{SITE}")).await.text();
    assert!(page.contains(tag) && page.contains(number), "the decision is the source: {page}");
    assert!(server.get("/sites?wave=2021").await.text().contains("Parc des Prés"));
    for wave in ["2021", "2022"] {
        assert_eq!(server.post_as(&lead, &keep, &confirm(wave)).await.status, 422, "one decision, one label");
    }
    cast.done(&lead, &keep, &[("do", "unsay"), ("kind", "label"), ("p", "2021"), ("version", "1")]).await;
    assert!(!server.get(&format!("/sites/{SITE}")).await.text().contains(tag));
    cast.done(&lead, &keep, &confirm("2021")).await;
}

/// A server that answers as Géorisques does of one commune, where floods are known.
fn georisques() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let asked = lines.next().unwrap_or_default();
            lines.find(String::is_empty);
            let body = if asked.contains("/gaspar/risques") {
                r#"{"results":1,"data":[{"code_insee":"71076","risques_detail":[{"num_risque":"11","libelle_risque_long":"Inondation"}]}]}"#
            } else {
                r#"{"results":1,"data":[{"code_insee":"71076","code_zone":"2"}]}"#
            };
            let _ = write!(&stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        }
    });
    address
}

#[tokio::test]
async fn what_georisques_says_is_proposed_and_is_the_keepers_word_once_accepted() {
    let plain = Server::without_jobs().await;
    list(&plain, "zae", "a", FIRST).await;
    let lead = plain.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let (site, keep) = (format!("/sites/{SITE}"), format!("/sites/{SITE}/tenue"));
    assert!(plain.get_as(&lead, &keep).await.text().contains("n’interroge aucun service public"));
    let silent = plain.beside_services("http://127.0.0.1:1").await;
    let unanswered = silent.get_as(&lead, &format!("{keep}?demander=georisques")).await.text();
    assert!(unanswered.contains("injoignable") && unanswered.contains("Demander à Géorisques"), "it can be asked again: {unanswered}");
    let server = plain.beside_services(&georisques()).await;
    let before = server.get_as(&lead, &keep).await.text();
    assert!(before.contains("Demander à Géorisques") && !before.contains("risque.pprt"), "{before}");
    let asked = server.get_as(&lead, &format!("{keep}?demander=georisques")).await.text();
    for word in
        ["name=\"risque.pprt\" value=\"non\"", "name=\"risque.ext_sismicite\" value=\"2\"", "<li>Inondation</li>", "place du site lui-même"]
    {
        assert!(asked.contains(word), "{word}: {asked}");
    }
    assert!(!asked.contains("risque.flood"), "a commune where floods are known has dry sites: {asked}");
    let pprt = || server.app.sites().iter().find(|s| s.id == SITE).expect("there").bool("pprt");
    assert_eq!(pprt(), None, "asking writes nothing");

    let say = |name: &'static str, value: &'static str| [("do", "risks"), (name, value)];
    for (name, value) in [("autre", "non"), ("risque.pprt", "oui"), ("risque.flood", "non")] {
        let refused = server.post_as(&lead, &keep, &say(name, value)).await;
        assert!(refused.status == 422 && refused.text().contains("href=\"#risques\""), "{name}={value}: {}", refused.text());
    }
    assert_eq!(server.post_as("", &keep, &say("risque.pprt", "non")).await.status, 403);
    assert_eq!(plain.post_as(&lead, &keep, &say("risque.pprt", "non")).await.status, 422, "a server that asks nobody");
    assert_eq!(server.post_as(&lead, &keep, &say("risque.pprt", "non")).await.status, 303);
    assert_eq!(pprt(), Some(false));
    let page = server.get(&site).await.text();
    assert!(page.contains("risques recensés dans la commune 71076") && page.contains("vérifié"), "{page}");
    let unsay = [("do", "unsay"), ("kind", "characteristic"), ("p", "pprt"), ("version", "1")];
    assert_eq!(server.post_as(&lead, &keep, &unsay).await.status, 303);
    assert_eq!(pprt(), None, "lists speak again");
    assert_eq!(server.post_as(&lead, &keep, &say("risque.pprt", "non")).await.status, 303, "and accepted again");
    let english = server.get_as(&lead, &format!("/en{keep}")).await.text();
    assert!(english.contains("Ask Géorisques") && english.contains("Technological risk zone (PPRT)"), "{english}");
}
