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
    let referent = server.person("Bilal", Role::Referent, "territory:2:ti-2704").await;
    let none = server.get_as(&referent, TARGETS).await.text();
    assert!(none.contains("Aucune cible suivie") && !none.contains("à la main"), "{none}");
    assert!(none.contains("/contrat/tableau\"") && none.contains("aria-current=\"page\">Cibles</a>"), "the tabs of the contract: {none}");
    let page = server.post_as(&lead, TARGETS, &CALLED).await.leads_to().to_owned();
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

#[tokio::test]
async fn a_removed_target_comes_back_and_is_not_followed_twice() {
    on_each_engine(async |server| {
        let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
        let referent = server.person("Bilal", Role::Referent, "territory:2:ti-2704").await;
        let page = server.post_as(&lead, TARGETS, &CALLED).await.leads_to().to_owned();
        let removed = server.post_as(&lead, &page, &[("do", "remove"), ("version", "1")]).await;
        let list = server.get_as(&lead, removed.header("location")).await.text();
        assert!(list.contains("La cible est retirée") && list.contains("Cibles retirées (1)") && list.contains("Durand"), "{list}");
        assert!(!server.get_as(&referent, TARGETS).await.text().contains("Durand"), "removed for whoever only reads");
        let back = [("do", "restore"), ("version", "1")];
        assert_eq!(server.post_as(&referent, &page, &back).await.status, 403);
        assert_eq!(server.post_as(&lead, &page, &[("do", "restore"), ("version", "7")]).await.status, 400);
        assert_eq!(server.post_as(&lead, &page, &back).await.status, 303);
        assert_eq!(server.get_as(&lead, &page).await.status, 200);
        assert_eq!(server.post_as(&lead, &page, &back).await.status, 404, "it is there");
        server.post_as(&lead, &page, &[("do", "remove"), ("version", "1")]).await;
        assert_eq!(server.post_as(&lead, TARGETS, &CALLED).await.status, 303, "the same is added again");
        let twice = server.post_as(&lead, &page, &back).await;
        assert!(twice.status == 400 && twice.text().contains("suivie de nouveau"), "{}", twice.text());
    })
    .await;
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page_and_its_file_holds_all() {
    on_each_engine(async |server| {
        let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
        for n in 0..60 {
            let name = format!("Cible {n:02}");
            assert_eq!(server.post_as(&lead, TARGETS, &[("name", name.as_str())]).await.status, 303);
        }
        let first = server.get_as(&lead, TARGETS).await.text();
        assert!(first.contains("Cible 49") && !first.contains("Cible 50"), "{first}");
        let next = first.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next()).expect("a link");
        let next = next.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&");
        assert!(!next.contains("Cible"), "no name in an address: {next}");
        let second = server.get_as(&lead, &next).await.text();
        assert!(second.contains("Cible 50") && second.contains("Cible 59") && !second.contains("Cible 49"), "{second}");
        assert!(second.contains("Première page") && !second.contains("rel=\"next\""), "{second}");
        let file = server.get_as(&lead, &format!("{TARGETS}/fichiers/cibles.csv")).await.text();
        assert!(file.contains("Cible 00") && file.contains("Cible 59"));
    })
    .await;
}

#[tokio::test]
async fn a_project_opened_from_a_target_remembers_it_and_the_target_tells_it() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let page = server.post_as(&lead, TARGETS, &CALLED).await.leads_to().to_owned();
    let shown = server.get_as(&lead, &page).await.text();
    let start = shown.split("href=\"").find(|rest| rest.starts_with("/projets/nouveau?")).and_then(|rest| rest.split('"').next());
    let start = start.expect("a way to open a project").replace("&#38;", "&").replace("&amp;", "&");
    let form = server.get_as(&lead, &start).await.text();
    let origin = form.split("name=\"origin\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its origin").to_owned();
    assert!(!server.get(&start).await.text().contains("name=\"origin\""), "a visitor learns nothing of it");
    let sent = [("title", "Emballages Durand"), ("project.commune", "71076"), ("origin", origin.as_str())];
    let project = server.post_as(&lead, "/projets", &sent).await.leads_to().to_owned();
    let told = server.get_as(&lead, &project).await.text();
    assert!(told.contains("Ouvert depuis la cible") && told.contains(&format!("href=\"{page}\"")), "{told}");
    let outside = server.get(&project).await.text();
    assert!(outside.contains("Ouvert depuis une cible que suit") && !outside.contains(&page), "{outside}");
    let back = server.get_as(&lead, &page).await.text();
    assert!(back.contains("Projets ouverts depuis cette cible") && back.contains("ne l’a pas ouvert"), "{back}");
    let id = crate::sharing::id(&server, &project).await;
    assert!(!back.contains(id.as_str()), "its holder shows it to nobody yet");
    crate::sharing::choose(&server, &project, &["territory:2:ti-2704"]).await;
    assert!(server.get_as(&lead, &page).await.text().contains(&format!("href=\"/projets/{id}\"")));
    let forged = server.post("/projets", &sent).await.leads_to().to_owned();
    assert!(!server.get(&forged).await.text().contains("Ouvert depuis"), "a visitor opens nothing from it");
}
