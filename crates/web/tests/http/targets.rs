//! Whom a territory wants to bring: added from a line of a study by one button, followed until it comes or not.

use crate::engines::on_each_engine;
use crate::server::Server;
use domain::rights::Role;

const TARGETS: &str = "/territoires/2/ti-2704/contrat/cibles";
const CALLED: [(&str, &str); 8] = [
    ("name", "Emballages Durand"),
    ("siret", "732 829 320 00074"),
    ("activity", "22.22Z"),
    ("state", "contacted"),
    ("next_action", "Rappeler"),
    ("due", "2020-01-31"),
    ("owner", "Camille"),
    ("note", "vu au salon"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = CALLED.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

#[tokio::test]
async fn a_target_is_followed_from_its_first_call_until_it_does_not_come() {
    on_each_engine(async |server| {
        let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
        assert!(server.get_as(&lead, TARGETS).await.text().contains("Aucune cible suivie"));
        let added = server.post_as(&lead, TARGETS, &CALLED).await;
        assert_eq!(added.status, 303, "{}", added.text());
        let page = added.leads_to().to_owned();
        let again = server.post_as(&lead, TARGETS, &with(&[("siret", "73282932000074"), ("name", "Durand SA")])).await;
        assert_eq!(again.header("location"), format!("{page}?fait=deja"), "one establishment is followed once");

        let list = server.get_as(&lead, TARGETS).await.text();
        assert!(list.contains("Emballages Durand") && list.contains("73282932000074") && list.contains("de retard"), "{list}");
        assert!(list.contains("/projets/nouveau?activity=22.22Z"), "a project is opened from it: {list}");
        assert!(server.get_as(&lead, "/mon-travail").await.text().contains(&page), "what awaits its owner");
        let late = server.get_as(&lead, &format!("{TARGETS}?retard=1")).await.text();
        assert!(late.contains("Emballages Durand"));
        let other = server.get_as(&lead, &format!("{TARGETS}?etat=visit")).await.text();
        assert!(!other.contains("Emballages Durand") && other.contains("Rien ne correspond"), "{other}");
        let csv = server.get_as(&lead, &format!("/en{TARGETS}/fichiers/cibles.csv?etat=contacted")).await;
        assert!(csv.text().contains("73282932000074") && csv.text().contains("contacted"), "{}", csv.text());
        assert_eq!(csv.header("cache-control"), "no-store");
        assert_eq!(server.get_as(&lead, &format!("{TARGETS}/fichiers/autres.csv")).await.status, 404);
        for path in ["/territoires/2/ti-2704", "/territoires/2/ti-2704/contrat"] {
            assert!(server.get_as(&lead, path).await.text().contains(TARGETS), "{path} counts them");
            assert!(!server.get(path).await.text().contains(TARGETS), "{path} for a visitor");
        }

        let silent = server.post_as(&lead, &page, &with(&[("version", "1"), ("state", "not_coming")])).await;
        assert!(silent.status == 422 && silent.text().contains("href=\"#reason\""), "{}", silent.text());
        let left = with(&[("version", "1"), ("state", "not_coming"), ("reason", "prix du terrain"), ("next_action", ""), ("due", "")]);
        assert_eq!(server.post_as(&lead, &page, &left).await.status, 303);
        let stale = server.post_as(&lead, &page, &with(&[("version", "1"), ("note", "ma saisie")])).await;
        assert!(stale.status == 422 && stale.text().contains("ma saisie"), "{}", stale.text());
        assert!(!server.get_as(&lead, "/mon-travail").await.text().contains(&page));
        assert_eq!(server.post_as(&lead, &page, &[("do", "remove"), ("version", "2")]).await.status, 303);
        assert_eq!(server.get_as(&lead, &page).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn targets_are_read_with_the_contract_and_written_by_its_lead_alone() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let page = server.post_as(&lead, TARGETS, &CALLED).await.leads_to().to_owned();
    let referent = server.person("Bilal", Role::Referent, "territory:2:ti-2704").await;
    let elsewhere = server.person("Dominique", Role::ProjectLead, "territory:2:ti-8401").await;
    let seen = server.get_as(&referent, &page).await;
    assert!(seen.status == 200 && seen.text().contains("vu au salon") && !seen.text().contains("name=\"next_action\""), "{}", seen.text());
    assert_eq!(server.post_as(&referent, &page, &with(&[("version", "1")])).await.status, 403);
    for who in ["", &elsewhere] {
        for path in [TARGETS, &page] {
            let answer = server.get_as(who, path).await;
            assert!(answer.status == 403 && !answer.text().contains("Durand"), "{path}");
            assert_eq!(server.post_as(who, path, &CALLED).await.status, 403);
        }
    }
    let stray = page.replace("ti-2704", "ti-8401");
    assert_eq!(server.get_as(&elsewhere, &stray).await.status, 404, "a target of another territory");
}

#[tokio::test]
async fn one_button_of_a_study_follows_its_line_and_leads_back_to_it() {
    let server = Server::studied().await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let study = "/filieres/territoires/2/ti-2704";
    assert!(!server.get(study).await.text().contains(TARGETS), "a visitor has no button");
    let page = server.get_as(&lead, study).await.text();
    let form = page.split(&format!("action=\"{TARGETS}\">")).nth(1).and_then(|rest| rest.split("</form>").next()).expect("a button");
    let value = |name: &str| {
        let start = format!("name=\"{name}\" value=\"");
        form.split(&start).nth(1).and_then(|rest| rest.split('"').next()).expect("a field").to_owned()
    };
    let fields = ["siret", "name", "activity", "origin", "origin_words"].map(|name| (name, value(name)));
    let sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let added = server.post_as(&lead, TARGETS, &sent).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let target = server.get_as(&lead, added.leads_to()).await.text();
    assert!(target.contains(&format!("href=\"{study}\"")) && target.contains("à qualifier"), "{target}");
    assert!(target.contains("value=\"Camille\""), "whoever presses follows: {target}");
    // An address of somewhere else is not led back to.
    let outside = server.post_as(&lead, TARGETS, &[("name", "Autre"), ("origin", "https://exemple.fr/")]).await;
    assert!(!server.get_as(&lead, outside.leads_to()).await.text().contains("exemple.fr"));
}
