//! The rules of public money on an application: told before the filing, kept with it, asked again at the signature. One that loses
//! the aid wants a written reason; what nobody knows stops nothing.

use crate::applications::{CALL, Cast, OPERATOR, signed, value, words};
use crate::server::Answer;

const SIGN: [(&str, &str); 6] = signed("300 000 €", "1 000 000 €", "24", "state");

async fn begun(cast: &Cast) -> String {
    cast.open(CALL, "continu").await;
    let page = cast.text(&cast.companies[0], &format!("{CALL}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let form = [("organisation", organisation.as_str()), ("wave", "continu"), ("title", "École des usineurs"), ("key", "begun")];
    cast.done(&cast.companies[0], &format!("{CALL}/candidater"), &form).await.leads_to().to_owned()
}

/// The draft typed whole, with `more`, and sent.
async fn sent(cast: &Cast, draft: &str, more: &[(&str, &str)]) -> Answer {
    let page = cast.text(&cast.companies[0], draft).await;
    let ready: Vec<String> = (0..page.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
    let (version, key) = (value(&page, "version"), value(&page, "key"));
    let mut form = vec![
        ("version", version.as_str()),
        ("key", &key),
        ("title", "École des usineurs"),
        ("need", "Ouvrir une école de production"),
        ("cost", "1 000 000 €"),
        ("asked", "300 000 €"),
        ("territory", "1:ti-2702"),
    ];
    form.extend(ready.iter().map(|name| (name.as_str(), "on")));
    form.extend_from_slice(more);
    cast.server.post_as(&cast.companies[0], &format!("{draft}/brouillon"), &form).await
}

/// The part of a page under this identifier.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let found = page.split(&format!("id=\"{id}\"")).nth(1).and_then(|rest| rest.split("</section>").next());
    found.unwrap_or_else(|| panic!("no section {id} in {}", words(page)))
}

#[tokio::test]
async fn an_order_before_the_application_is_answered_in_writing_at_the_filing_and_at_the_signature() {
    let cast = Cast::gathered(OPERATOR).await;
    let draft = begun(&cast).await;
    let ordered = [("ordered", "yes"), ("ordered-on", "2020-01-15")];
    assert_eq!(sent(&cast, &draft, &[&ordered[..], &[("do", "save")]].concat()).await.status, 303);
    let page = cast.text(&cast.companies[0], &draft).await;
    let rules = section(&page, "regles");
    for word in ["RGEC 651/2014, art. 6", "tag unmet", "l’aide entière est perdue", "pas encore commandées", "name=\"despite\""] {
        assert!(rules.contains(word), "{word}: {}", words(rules));
    }
    assert!(page.contains("la raison d’aller plus loin") && !page.contains("Tout est là"), "a reason is still to be written");
    let english = cast.text(&cast.companies[0], &format!("/en{draft}")).await;
    assert!(section(&english, "regles").contains("the whole aid is lost"), "{}", words(&english));

    let refused = sent(&cast, &draft, &[&ordered[..], &[("do", "file")]].concat()).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("Sinon, écrivez pourquoi le dossier va plus loin"), "{}", words(&refused.text()));
    let reason = [("despite", "Commande annulée le 2 février"), ("do", "file")];
    let filed = sent(&cast, &draft, &[&ordered[..], &reason[..]].concat()).await;
    assert_eq!(filed.status, 303, "{}", words(&filed.text()));

    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    let told = section(&page, "ap-law-filed");
    assert!(told.contains("Commande annulée le 2 février") && told.contains("tag unmet"), "{}", words(told));
    let region = cast.text(&cast.region, &draft).await;
    assert!(!region.contains("Commande annulée") && !region.contains("RGEC"), "the plan of a firm is not for who only follows");

    cast.to_committee(&draft, "300 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&draft, "5")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    cast.instructed(&draft, &[("do", "notify"), ("on", &crate::applications::today(&cast))]).await;
    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    assert!(section(&page, "ap-law-now").contains("tag unmet"), "told before the signature: {}", words(&page));
    let refused = cast.instruct(&draft, &SIGN).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("Sinon, écrivez pourquoi"), "{}", words(&refused.text()));
    cast.instructed(&draft, &[&SIGN[..], &[("despite", "Annulation vérifiée sur pièce")]].concat()).await;
    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    let history = page.rsplit("class=\"slist\"").next().expect("a history");
    assert!(section(&page, "ap-law-signed").contains("Annulation vérifiée sur pièce"), "{}", words(&page));
    assert!(history.contains("Convention-cadre\u{a0}; Annulation vérifiée sur pièce"), "{}", words(history));
}

#[tokio::test]
async fn what_nobody_told_is_named_and_stops_nothing() {
    let cast = Cast::gathered(OPERATOR).await;
    let draft = begun(&cast).await;
    let undated = sent(&cast, &draft, &[("ordered", "yes"), ("do", "save")]).await;
    assert_eq!(undated.status, 422, "an order has a day");
    assert_eq!(sent(&cast, &draft, &[("ordered", "no"), ("do", "save")]).await.status, 303);
    let page = cast.text(&cast.companies[0], &draft).await;
    let rules = section(&page, "regles");
    assert!(rules.contains("Rien n’est commandé") && rules.contains("tag met") && !rules.contains("tag unmet"), "{}", words(rules));
    assert!(!rules.contains("name=\"despite\""), "nothing is to be answered");
    let choice = page.split("name=\"territory\"").nth(1).and_then(|rest| rest.split("</select>").next()).expect("a territory");
    assert!(choice.contains("<option value=\"\"") && choice.matches("<option").count() > 2, "a company names whichever it likes");

    assert_eq!(sent(&cast, &draft, &[("do", "file")]).await.status, 303, "told no more: unknown again");
    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    let told = section(&page, "ap-law-filed");
    assert!(told.contains("Commande ou travaux déjà engagés") && told.contains("tag unknown"), "{}", words(told));
    assert!(!told.contains("tag unmet"), "{}", words(told));
}
