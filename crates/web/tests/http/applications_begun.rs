//! An application that begins with what an action sheet already says.

use crate::applications::{CALL, Cast, OPERATOR, value, words};
use crate::server::Server;
use domain::rights::Role;

#[tokio::test]
async fn an_application_begins_with_an_action_sheet_and_nothing_is_typed_twice() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let instructor = server.person("Inès", Role::Instructor, OPERATOR).await;
    let today = server.app.today().to_string();
    let contract = "/territoires/2/ti-2704/contrat";
    let form = [("title", "École des usineurs"), ("next_action", "Candidater"), ("due", today.as_str())];
    let sheet = server.post_as(&lead, &format!("{contract}/nouvelle"), &form).await.leads_to().to_owned();
    for (group, fields) in [("contenu", vec![("context", "Quarante postes vacants")]), ("couts", vec![("total_cost", "800 000 €")])] {
        let page = server.get_as(&lead, &format!("{sheet}/modifier/{group}")).await.text();
        let version = value(&page, "version");
        let mut form = vec![("version", version.as_str())];
        form.extend(fields);
        let saved = server.post_as(&lead, &format!("{sheet}/modifier/{group}"), &form).await;
        assert_eq!(saved.status, 303, "{}", words(&saved.text()));
    }
    let none = server.get_as(&lead, &format!("{sheet}/candidater")).await.text();
    let open = [
        ("opens-continu", "2020-09-01"),
        ("closes-continu", "2099-12-31"),
        ("closes_at-continu", "17:00"),
        ("reason", "Décision du directeur"),
    ];
    let waves = server.post_as(&instructor, &format!("{CALL}/vagues"), &open).await;
    assert_eq!(waves.status, 303, "{}", words(&waves.text()));
    let list = server.get_as(&lead, &format!("{sheet}/candidater")).await.text();
    let begin = format!("{CALL}/candidater?fiche={}", sheet.trim_start_matches("/fiches/"));
    assert!(!none.contains(&begin) && list.contains(&begin), "{list}");
    let page = server.get_as(&lead, &begin).await.text();
    assert!(page.contains("Commencée avec la fiche") && page.contains("École des usineurs"), "{page}");
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("in whose name").to_owned();
    let (key, id) = (value(&page, "key"), sheet.trim_start_matches("/fiches/"));
    let form =
        [("organisation", organisation.as_str()), ("wave", "continu"), ("fiche", id), ("title", "École des usineurs"), ("key", &key)];
    let made = server.post_as(&lead, &format!("{CALL}/candidater"), &form).await;
    let draft = server.get_as(&lead, made.leads_to()).await.text();
    assert!(draft.contains("Quarante postes vacants") && draft.contains("800000"), "{}", words(&draft));
    let offered = draft.split("name=\"territory\"").nth(1).and_then(|rest| rest.split("</select>").next()).expect("a territory to choose");
    let only = offered.matches("<option").count() == 1 && offered.contains("value=\"2:ti-2704\" selected");
    assert!(only, "a lead is offered what they may choose: {offered}");
    // One they do not lead is refused with a word, and what was typed stays; naming none, they stay where they are.
    let address = made.leads_to();
    let version = value(&draft, "version");
    let save = async |start: &str, territory: &str| {
        let form =
            [("version", version.as_str()), ("title", "École de Chalon"), ("need", "Ouvrir"), ("territory", territory), ("do", "save")];
        server.post_as(&lead, &format!("{start}{address}/brouillon"), &form).await
    };
    for (start, told) in [("", "n’est pas de ceux que vous pouvez choisir"), ("/en", "is not one that you may choose")] {
        for territory in ["2:ti-8401", "2:ti-0000"] {
            let refused = save(start, territory).await;
            assert_eq!(refused.status, 422, "{}", words(&refused.text()));
            assert!(refused.text().contains(told) && refused.text().contains("École de Chalon"), "{}", words(&refused.text()));
        }
    }
    assert_eq!(save("", "").await.status, 303);
    let kept = server.get_as(&lead, address).await.text();
    assert!(kept.contains("École de Chalon") && kept.contains("value=\"2:ti-2704\" selected"), "{}", words(&kept));
    // A sheet of another territory gives nothing away.
    let other = server.person("Omar", Role::ProjectLead, "territory:2:ti-8401").await;
    let blind = server.get_as(&other, &begin).await.text();
    assert!(!blind.contains("École des usineurs"), "a sheet is read through an application");
}

#[tokio::test]
async fn a_filing_sent_three_times_is_filed_once_and_has_one_answer() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let who = &cast.companies[0];
    let page = cast.text(who, &format!("{CALL}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("in whose name");
    let key = value(&page, "key");
    let begin = [("organisation", organisation), ("wave", "continu"), ("title", "École"), ("key", key.as_str())];
    let draft = cast.done(who, &format!("{CALL}/candidater"), &begin).await.leads_to().to_owned();
    let page = cast.text(who, &draft).await;
    let ready: Vec<String> = (0..page.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
    let version = value(&page, "version");
    let send = async |key: &str, version: &str, what: &str| {
        let mut form = vec![("version", version), ("key", key), ("title", "École"), ("need", "Ouvrir une école"), ("do", what)];
        form.extend([("cost", "4 000 000 €"), ("asked", "1 000 000 €"), ("territory", "1:ti-2702")]);
        form.extend(ready.iter().map(|name| (name.as_str(), "on")));
        let answer = cast.server.post_as(who, &format!("{draft}/brouillon"), &form).await;
        (answer.status.as_u16(), answer.leads_to().to_owned())
    };
    for _ in 0..3 {
        assert_eq!(send("save", &version, "save").await, (303, draft.clone()), "what stands is what was typed");
    }
    let version = value(&cast.text(who, &draft).await, "version");
    for _ in 0..3 {
        assert_eq!(send("sent by the page", &version, "file").await, (303, draft.clone()));
    }
    assert_eq!(send("by another", &version, "file").await.0, 409, "who comes second is told");
    let number = draft.rsplit('/').next().expect("a number");
    let kept = store::applications::find_by_number(&cast.server.app.store, number).await.expect("read").expect("there");
    assert_eq!(store::applications::steps(&cast.server.app.store, &kept.id).await.expect("read").len(), 1, "filed once");
}
