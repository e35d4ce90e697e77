//! An article is written, published, corrected, withdrawn; two people at once never write over one another.

use crate::engines::{minute, on_each_engine};
use domain::rights::Scope;
use domain::{Mark, Source};
use store::idempotency::Key;
use store::news::{self, Act, After, Article, State};
use store::{StoreError, audit};

fn article(title: &str) -> Article {
    Article {
        scope: Scope::Region("27".into()),
        title_fr: title.into(),
        title_en: "Hall".into(),
        body_fr: "Elle ouvre.".into(),
        body_en: "It opens.".into(),
        dated: jiff::civil::date(2026, 11, 2),
        signed: "La région".into(),
        sources: vec![Source { url: Some("https://exemple.fr".into()), ..Source::new("Délibération", Mark::General) }],
    }
}

#[tokio::test]
async fn an_article_goes_from_draft_to_published_to_withdrawn_and_every_state_is_kept() {
    on_each_engine(async |store| {
        let key = Key::new("form 1");
        let id = news::add(&store, &article("Halle"), "person:emre", Some(&key), minute(0)).await.expect("written");
        assert_eq!(news::add(&store, &article("Halle"), "person:emre", Some(&key), minute(1)).await, Ok(id.clone()));
        assert_eq!(news::add(&store, &article("Autre"), "person:emre", Some(&key), minute(1)).await, Err(StoreError::KeyReused));
        assert_eq!(news::published(&store, &[], None, 10).await, Ok(vec![]), "a draft is nobody else's");
        assert_eq!(news::act(&store, &id, 1, Act::Withdraw, "x", minute(2)).await, Ok(false), "a draft is not withdrawn");
        assert_eq!(news::act(&store, &id, 1, Act::Publish, "person:emre", minute(2)).await, Ok(true));
        assert_eq!(news::act(&store, &id, 1, Act::Withdraw, "x", minute(3)).await, Ok(false), "an older version");
        let elsewhere = Article { scope: Scope::National, ..article("Halle couverte") };
        assert_eq!(news::change(&store, &id, 2, &elsewhere, "person:emre", minute(3)).await, Ok(true));
        let seen = news::published(&store, &[], None, 10).await.expect("read");
        assert_eq!(seen.iter().map(|k| (k.version, &k.article)).collect::<Vec<_>>(), [(3, &article("Halle couverte"))], "its scope stays");
        assert_eq!(news::act(&store, &id, 3, Act::Withdraw, "operator", minute(4)).await, Ok(true));
        assert_eq!(news::published(&store, &[], None, 10).await, Ok(vec![]));
        assert_eq!(news::change(&store, &id, 4, &article("x"), "x", minute(5)).await, Ok(false), "what is withdrawn is not written");
        assert_eq!(news::act(&store, &id, 4, Act::Reopen, "person:emre", minute(5)).await, Ok(true));
        let kept = news::find(&store, &id).await.expect("read").expect("there");
        assert_eq!((kept.state, kept.version), (State::Draft, 5));
        let past = news::past(&store, &id).await.expect("read");
        let acts: Vec<_> = past.iter().rev().map(|p| (p.act, p.article.title_fr.as_str())).collect();
        let (old, new) = ("Halle", "Halle couverte");
        let expected = [(Act::Write, old), (Act::Publish, old), (Act::Write, new), (Act::Withdraw, new), (Act::Reopen, new)];
        assert_eq!(acts, expected);
        assert_eq!(audit::of_object(&store, &news::object(&id), 10).await.expect("read").len(), 5);
    })
    .await;
}

#[tokio::test]
async fn articles_are_listed_by_scope_latest_first() {
    on_each_engine(async |store| {
        for (n, (day, scope)) in [(2, Scope::National), (9, Scope::Region("27".into())), (5, Scope::National)].into_iter().enumerate() {
            let article = Article { scope, dated: jiff::civil::date(2026, 11, day), ..article(&n.to_string()) };
            news::add(&store, &article, "test", None, minute(0)).await.expect("written");
        }
        let titles = |kept: Vec<news::Kept>| kept.into_iter().map(|k| k.article.title_fr).collect::<Vec<_>>();
        assert_eq!(titles(news::of_scope(&store, &Scope::National, None, 10).await.expect("read")), ["2", "0"]);
        assert_eq!(titles(news::of_scope(&store, &Scope::National, None, 1).await.expect("read")), ["2"]);
        assert_eq!(titles(news::of_scope(&store, &Scope::Region("84".into()), None, 10).await.expect("read")), [] as [&str; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_is_published_is_read_page_by_page_within_its_scopes() {
    on_each_engine(async |store| {
        let scopes = [Scope::National, Scope::Region("27".into()), Scope::Territory { phase: 2, code: "ti-2704".into() }];
        for n in 0..6_i8 {
            let scope = scopes[n as usize % 3].clone();
            // Two of each day.
            let article = Article { scope, dated: jiff::civil::date(2026, 11, 1 + n / 2), ..article(&n.to_string()) };
            let id = news::add(&store, &article, "test", None, minute(n.into())).await.expect("written");
            assert_eq!(news::act(&store, &id, 1, Act::Publish, "test", minute(n.into())).await, Ok(true));
        }
        let title = |kept: &news::Kept| kept.article.title_fr.clone();
        let (mut read, mut after) = (vec![], None);
        loop {
            let page = news::published(&store, &[], after.as_ref(), 4).await.expect("read");
            let Some(last) = page.last() else { break };
            after = Some(After::parse(&After::of(last).to_string()).expect("as an address writes it"));
            read.extend(page.iter().map(title));
        }
        assert_eq!(read, ["5", "4", "3", "2", "1", "0"]);
        let of_region = news::published(&store, &scopes[1..], None, 10).await.expect("read");
        assert_eq!(of_region.iter().map(title).collect::<Vec<_>>(), ["5", "4", "2", "1"], "those of a region, its territories included");
        let day = After { dated: jiff::civil::date(2026, 11, 2), id: None };
        let before = news::published(&store, &[], Some(&day), 10).await.expect("read");
        assert_eq!(before.iter().map(title).collect::<Vec<_>>(), ["1", "0"], "the whole day is behind");
        assert_eq!(
            news::scopes(&store).await.map(|mut found| {
                found.sort();
                found.len()
            }),
            Ok(3)
        );
    })
    .await;
}
