//! What those who steer publish: written by who steers, read by everybody once published, taken away again; and files of a folder.

use crate::accounts::operator;
use crate::engines::on_each_engine;
use crate::server::{BASE, Server};
use domain::rights::{Role, Scope};
use domain::{Mark, Source};
use jiff::Timestamp;
use store::attachments::{self, Added, Given};
use store::news::{self, Act, Article};
use store::{ArticleId, Store};

pub fn article(scope: Scope, title: &str) -> Article {
    Article {
        scope,
        title_fr: title.into(),
        title_en: String::new(),
        body_fr: "Une **halle** ouvre.".into(),
        body_en: String::new(),
        dated: domain::Date::constant(2026, 11, 2),
        signed: "Le territoire".into(),
        sources: vec![Source::new("Délibération du 2 novembre", Mark::General)],
    }
}

/// A document of an article.
pub async fn attached(store: &Store, id: &ArticleId) -> String {
    let (object, owner) = (news::object(id), "news:test".to_owned());
    let given = Given { object, owner, name: "plan.txt".into(), kind: "text/plain".into(), bytes: b"Plan".to_vec() };
    match attachments::add(store, given, 1 << 20, "test", Timestamp::now()).await.expect("kept") {
        Added::Added(id) | Added::Same(id) => id.to_string(),
        Added::OverQuota { used } => panic!("{used} bytes are used"),
    }
}

/// A published article and its document.
pub async fn published(server: &Server) -> (String, String) {
    let (store, now) = (&server.app.store, Timestamp::now());
    let scope = Scope::Territory { phase: 2, code: "ti-2704".into() };
    let id = news::add(store, &article(scope, "Une halle"), "test", None, now).await.expect("written");
    assert_eq!(news::act(store, &id, 1, Act::Publish, "test", now).await, Ok(true));
    let piece = attached(store, &id).await;
    (id.to_string(), piece)
}

const TEXT: [(&str, &str); 8] = [
    ("portee", "territory:2:ti-2704"),
    ("title_fr", "La halle des Prés ouvre"),
    ("body_fr", "# Enfin\n\nElle **ouvre** <script>alert(1)</script>."),
    ("title_en", "The Prés hall opens"),
    ("body_en", "It *opens*."),
    ("dated", "2026-11-02"),
    ("signed", "Grand Chalon"),
    ("sources", "Délibération | https://exemple.fr/deliberation"),
];

/// The form with these fields otherwise.
fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = TEXT.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

#[tokio::test]
async fn a_lead_publishes_for_their_territory_and_takes_it_away_again() {
    on_each_engine(async |server| {
        let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
        let form = with(&[("key", "form 1")]);
        let begun = server.post_as(&lead, "/articles/nouveau", &form).await;
        assert_eq!(begun.status, 303, "{}", begun.text());
        let page = begun.leads_to().to_owned();
        let again = server.post_as(&lead, "/articles/nouveau", &form).await;
        assert_eq!(again.leads_to(), page, "sent twice, begun once");
        let id = page.rsplit('/').next().expect("an identifier").to_owned();
        let public = format!("/actualites/{id}");
        assert_eq!(server.get(&public).await.status, 404, "a draft");
        assert!(!server.get("/actualites").await.text().contains("halle des Prés"));
        let file = crate::intake::send(server, &lead, &format!("{page}/pieces"), "plan.csv", b"a;b\n1;2\n").await;
        assert_eq!(file.status, 303, "{}", file.text());
        let bad = crate::intake::send(server, &lead, &format!("{page}/pieces"), "page.html", b"<html><script>1</script>").await;
        assert_eq!(bad.status, 422);
        assert_eq!(server.post_as(&lead, &format!("{page}/etat"), &[("do", "publish"), ("version", "1")]).await.status, 303);

        let shown = server.get(&public).await.text();
        assert!(
            shown.contains("<h2>Enfin</h2>") && shown.contains("<strong>ouvre</strong>") && !shown.contains("<script>alert"),
            "{shown}"
        );
        assert!(
            shown.contains("Grand Chalon") && shown.contains("https://exemple.fr/deliberation") && shown.contains("plan.csv"),
            "{shown}"
        );
        assert!(server.get(&format!("/en{public}")).await.text().contains("<em>opens</em>"));
        let piece =
            shown.split(&format!("{public}/pieces/")).nth(1).and_then(|rest| rest.split('"').next()).expect("a document").to_owned();
        let given = server.get(&format!("{public}/pieces/{piece}")).await;
        assert!(given.status == 200 && given.header("content-disposition").starts_with("attachment"));
        for path in ["/", "/actualites", "/recherche?q=halle+des+pr%C3%A9s"] {
            assert!(server.get(path).await.text().contains(&public), "{path}");
        }

        // Somebody saved in between: nothing is lost, nothing is written over.
        let late = server.post_as(&lead, &page, &with(&[("version", "1"), ("title_fr", "Autre titre")])).await;
        assert!(late.status == 422 && late.text().contains("Autre titre"), "{}", late.text());
        assert_eq!(server.post_as(&lead, &page, &with(&[("version", "2"), ("title_en", ""), ("body_en", "")])).await.status, 303);
        let english = server.get(&format!("/en{public}")).await.text();
        assert!(english.contains("French only") && english.contains("lang=\"fr\""), "{english}");
        assert!(english.contains("<a href=\"https://exemple.fr/deliberation\" rel=\"noreferrer\" lang=\"fr\">"), "{english}");
        for path in ["/en", "/en/actualites", "/en/recherche?q=halle+des+pr%C3%A9s"] {
            let page = server.get(path).await.text();
            assert!(page.contains(&format!("href=\"/en{public}\" lang=\"fr\"")), "{path}: {page}");
        }

        assert_eq!(server.post_as(&lead, &format!("{page}/etat"), &[("do", "withdraw"), ("version", "3")]).await.status, 303);
        let gone = server.get(&public).await;
        assert!(gone.status == 404 && gone.text().contains("retirée"), "{}", gone.text());
        assert_eq!(server.get(&format!("{public}/pieces/{piece}")).await.status, 404);
        assert!(!server.get("/actualites").await.text().contains(&public));
        let past = news::past(&server.app.store, &ArticleId::parse(&id).expect("an id")).await.expect("read");
        let acts: Vec<&str> = past.iter().rev().map(|p| p.act.code()).collect();
        assert_eq!(acts, ["write", "publish", "write", "withdraw"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_writes_in_the_name_of_another() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-8401").await;
    let referent = server.person("Bilal", Role::Referent, "territory:2:ti-2704").await;
    let state = server.person("Farida", Role::NationalPilot, "national").await;
    for who in ["", &lead, &referent, &state] {
        assert_eq!(server.post_as(who, "/articles/nouveau", &TEXT).await.status, 403);
    }
    let (id, _) = published(&server).await;
    for who in ["", &lead, &state] {
        for path in [format!("/articles/{id}"), format!("/articles/{id}/etat"), format!("/articles/{id}/retirer")] {
            assert_eq!(server.post_as(who, &path, &[("do", "withdraw"), ("version", "2")]).await.status, 404, "{path}");
        }
    }
    // Who keeps the server takes down what must be, and writes nothing.
    let key = operator(&server).await;
    assert!(server.get_as(&key, &format!("/actualites/{id}")).await.text().contains(&format!("/articles/{id}/retirer")));
    assert_eq!(server.post_as(&key, &format!("/articles/{id}/etat"), &[("do", "withdraw"), ("version", "2")]).await.status, 404);
    let stale = server.post_as(&key, &format!("/articles/{id}/retirer"), &[("do", "withdraw"), ("version", "1")]).await;
    assert_eq!(stale.status, 422);
    assert_eq!(server.post_as(&key, &format!("/articles/{id}/retirer"), &[("do", "withdraw"), ("version", "2")]).await.status, 303);
    assert_eq!(server.get(&format!("/actualites/{id}")).await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_in_a_form_is_told_at_its_field_and_nothing_is_lost() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    for (name, value) in [
        ("title_fr", ""),
        ("body_fr", ""),
        ("dated", "2999-01-01"),
        ("dated", "hier"),
        ("sources", "x | javascript:alert(1)"),
        ("body_en", ""),
    ] {
        let answer = server.post_as(&lead, "/articles/nouveau", &with(&[(name, value)])).await;
        let page = answer.text();
        assert!(answer.status == 422 && page.contains(&format!("href=\"#{name}\"")), "{name}={value}: {page}");
        assert!(page.contains("Grand Chalon"), "what was typed is still there");
        if name == "title_fr" {
            assert!(page.contains("Titre\u{a0}: À remplir.") && page.contains("id=\"title_fr-error\">À remplir.<"), "{page}");
        }
    }
    let own = news::of_scope(&server.app.store, &"territory:2:ti-2704".parse().expect("a scope"), None, 10).await.expect("read");
    assert_eq!(own, []);
}

#[tokio::test]
async fn a_scope_is_chosen_in_the_address_of_the_list_and_of_the_feed() {
    let server = Server::without_jobs().await;
    let (id, _) = published(&server).await;
    let files = server.app.news.items().len();
    for (portee, there) in [("territory:2:ti-2704", true), ("region:27", true), ("region:84", false), ("national", false)] {
        let list = server.get(&format!("/actualites?portee={portee}")).await;
        assert_eq!((list.status.as_u16(), list.text().contains(&id)), (200, there), "{portee}");
        let feed = server.get(&format!("/actualites/atom.xml?portee={portee}")).await;
        let feed = atom_syndication::Feed::read_from(feed.bytes.as_slice()).expect("a feed");
        assert_eq!(feed.entries().len(), usize::from(there), "{portee}");
        assert!(feed.id().starts_with(BASE) && feed.id().contains("portee="), "a feed of its own: {}", feed.id());
    }
    let whole = server.get("/actualites/atom.xml").await;
    let whole = atom_syndication::Feed::read_from(whole.bytes.as_slice()).expect("a feed");
    assert_eq!(whole.entries().len(), files + 1);
    let summary = |entry: &atom_syndication::Entry| entry.summary().is_some_and(|text| text.value.contains("<strong>halle</strong>"));
    assert!(whole.entries().iter().any(summary), "the text is HTML, as on its page");
    // Where nobody publishes, the address tells no name.
    let company = store::organisations::Kind::Company;
    let (store, now) = (&server.app.store, Timestamp::now());
    let company = store::organisations::add(store, company, "Forge secrète", None, "test", now).await.expect("added");
    for path in ["/actualites", "/actualites/atom.xml"] {
        let answer = server.get(&format!("{path}?portee=organisation:{company}")).await;
        assert!(answer.status == 400 && !answer.text().contains("Forge"), "{path}: {}", answer.text());
    }
    let unknown = server.get("/actualites?portee=partout").await;
    assert!(unknown.status == 400 && unknown.text().contains("partout"));
}

#[tokio::test]
async fn a_character_that_no_xml_holds_does_not_break_the_feed() {
    let server = Server::without_jobs().await;
    let (store, now) = (&server.app.store, Timestamp::now());
    let body_fr = "Une\u{b} **halle**\u{1}.".to_owned();
    let pasted = Article { body_fr, signed: "A\u{8}B".into(), ..article(Scope::National, "Ou\u{b}verte") };
    let id = news::add(store, &pasted, "test", None, now).await.expect("written");
    assert_eq!(news::act(store, &id, 1, Act::Publish, "test", now).await, Ok(true));
    let feed = server.get("/actualites/atom.xml?portee=national").await;
    assert!(!feed.text().chars().any(|c| matches!(c, '\u{1}' | '\u{8}' | '\u{b}')), "{}", feed.text());
    let feed = atom_syndication::Feed::read_from(feed.bytes.as_slice()).expect("a feed");
    assert_eq!(feed.entries()[0].title().value, "Ouverte");
}

#[tokio::test]
async fn a_long_list_of_news_is_read_page_by_page_by_everybody_and_by_whoever_writes() {
    on_each_engine(async |server| {
        let (store, now) = (&server.app.store, Timestamp::now());
        let scope: Scope = "territory:2:ti-2704".parse().expect("a scope");
        for n in 0..60 {
            let one = Article { dated: domain::Date::constant(2026, 11, 1 + n / 20), ..article(scope.clone(), &format!("Halle {n:02}")) };
            let id = news::add(store, &one, "test", None, now).await.expect("written");
            assert_eq!(news::act(store, &id, 1, Act::Publish, "test", now).await, Ok(true));
        }
        // What is of another scope is not in the way.
        let other = news::add(store, &article(Scope::Region("84".into()), "Ailleurs"), "test", None, now).await.expect("written");
        assert_eq!(news::act(store, &other, 1, Act::Publish, "test", now).await, Ok(true));
        let emre = server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
        for (who, path) in [("", "/actualites?portee=region:27"), (&emre, "/articles")] {
            let first = server.get_as(who, path).await.text();
            assert!(first.contains("Halle 59") && first.contains("Halle 10") && !first.contains("Halle 09"), "{path}: {first}");
            let next = first.split("\" rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next()).expect("a link");
            let next = next.replace("&#38;", "&").replace("&amp;", "&");
            let second = server.get_as(who, &next).await.text();
            assert!(second.contains("Halle 09") && second.contains("Halle 00") && !second.contains("Halle 10"), "{next}: {second}");
            assert!(second.contains("Première page") && !second.contains("Ailleurs"), "{next}: {second}");
        }
        // Every article is on one page, files of the program among them.
        let (mut path, mut seen) = ("/actualites".to_owned(), 0);
        for _ in 0..10 {
            let page = server.get(&path).await.text();
            seen += page.matches("<a href=\"/actualites/").count() - page.matches("<a href=\"/actualites/atom").count();
            let Some((before, _)) = page.split_once("\" rel=\"next\"") else { break };
            path = before.rsplit("href=\"").next().expect("a link").replace("&#38;", "&").replace("&amp;", "&");
        }
        assert_eq!(seen, 61 + server.app.news.items().len());
    })
    .await;
}
