//! What goes with an application of the project it began from: what is theirs who file, and nothing of another's.

use crate::applications::{Cast, value, words};
use crate::sharing::{choose, id};
use ::applications::Frozen;
use domain::rights::Role;

const CALL: &str = "/appels/vte-fil-de-l-eau";
const TERRITORY: &str = "territory:2:ti-2704";

/// A draft begun from this project; gives its address.
pub async fn begun(cast: &Cast, who: &str, project: &str, key: &str) -> String {
    let page = cast.text(who, &format!("{CALL}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let form = [("organisation", organisation.as_str()), ("wave", "continu"), ("projet", project), ("key", key)];
    cast.done(who, &format!("{CALL}/candidater"), &form).await.leads_to().to_owned()
}

/// Files it; what was frozen with it.
pub async fn filed(cast: &Cast, who: &str, draft: &str) -> Option<Frozen> {
    let page = cast.text(who, draft).await;
    let version = value(&page, "version");
    let form = [
        ("version", version.as_str()),
        ("title", "Un jeune pour la presse"),
        ("need", "Une mission auprès du dirigeant"),
        ("cost", "40 000 €"),
        ("asked", "4 000 €"),
        ("ready-0", "on"),
        ("do", "file"),
    ];
    cast.done(who, &format!("{draft}/brouillon"), &form).await;
    let number = draft.rsplit('/').next().expect("a number");
    let kept = store::applications::find_by_number(&cast.server.app.store, number).await.expect("read").expect("there");
    assert!(kept.filed_at.is_some(), "it was filed");
    kept.life.form.verdict
}

/// The part of the page of the service that tells the verdict.
async fn told(cast: &Cast, draft: &str) -> String {
    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    page.split("id=\"verdict\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("a verdict").to_owned()
}

#[tokio::test]
async fn whoever_applies_from_a_shared_project_sends_on_its_answers_and_none_of_its_facts() {
    let cast = Cast::gathered("operator:bpifrance").await;
    cast.open(CALL, "continu").await;
    let lead = cast.server.person("Camille", Role::ProjectLead, TERRITORY).await;
    let project = cast.server.project("Presse").await;
    choose(&cast.server, &project, &[TERRITORY]).await;
    let shared = id(&cast.server, &project).await.to_string();

    let held = begun(&cast, &cast.companies[0], &project, "held").await;
    let held = filed(&cast, &cast.companies[0], &held).await.expect("with its facts");
    assert!(!held.shared && held.grounds.iter().any(|ground| ground.fact.is_some()));

    let draft = begun(&cast, &lead, &shared, "open").await;
    let late = begun(&cast, &lead, &shared, "late").await;
    let page = cast.text(&lead, &draft).await;
    assert!(page.contains("sans les faits de son porteur"), "told before filing: {}", words(&page));
    let frozen = filed(&cast, &lead, &draft).await.expect("its answers");
    let number = draft.rsplit('/').next().expect("a number");
    let kept = store::applications::find_by_number(&cast.server.app.store, number).await.expect("read").expect("there");
    let known = kept.life.form.known.expect("the rules of public money were judged");
    assert_eq!((known.facts.money("project.cost"), known.financing.len()), (None, 0), "on nothing of its holder's");
    assert!(frozen.shared && frozen.answer == held.answer && frozen.grounds.len() == held.grounds.len());
    for (ground, known) in frozen.grounds.iter().zip(&held.grounds) {
        assert_eq!((ground.answer, &ground.label, &ground.source), (known.answer, &known.label, &known.source));
        assert!(ground.fact.is_none() && ground.status.is_none(), "{ground:?}");
        assert_eq!(ground.because.is_empty(), known.fact.is_some() || known.because.is_empty(), "{ground:?}");
    }
    let section = told(&cast, &draft).await;
    assert!(section.contains("conditions remplies") && section.contains("n’ont pas été transmis"), "{section}");

    // Taken back between the beginning and the filing: nothing more of it leaves.
    choose(&cast.server, &project, &[]).await;
    let page = cast.text(&lead, &late).await;
    assert!(page.contains("rien n’en sera joint"), "told before filing: {}", words(&page));
    assert_eq!(filed(&cast, &lead, &late).await, None);
    assert!(cast.text(&lead, &late).await.contains("Rien n’est joint du projet"), "and told after");
    let section = told(&cast, &late).await;
    assert!(section.contains("Rien n’est joint du projet") && !section.contains("n’est pas partie d’un projet"), "{section}");
}
