//! Many writes at once, some of them wrong: each stands or falls alone.

use crate::engines::{at_each_place, created, minute, on_each_engine, press_shop, with_headcount};
use crate::site_lists::read;
use domain::{Datum, Value};
use store::{Store, StoreError, Token, projects, site_lists};

#[tokio::test]
async fn a_failing_write_undoes_neither_its_neighbours_nor_half_of_itself() {
    on_each_engine(async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..64 {
            let store = store.clone();
            tasks.spawn(async move {
                if n % 4 == 3 {
                    // Three sites are written before the fourth turns out to be a repetition.
                    let twice = read(&format!("list-{n}"), &["a", "b", "c", "a"]);
                    let failed = site_lists::import(&store, twice, "operator", minute(n)).await;
                    assert!(matches!(failed, Err(StoreError::Twice { .. })), "{failed:?}");
                    return None;
                }
                let token = Token::random();
                projects::create(&store, &token.hash(), &press_shop(), "holder", None, minute(n)).await.expect("created");
                Some(token)
            });
        }
        let tokens: Vec<Token> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(tokens.len(), 48);
        for token in tokens {
            assert!(projects::find_by_token(&store, &token.hash()).await.expect("read").is_some(), "acknowledged, then lost");
        }
        assert_eq!(site_lists::imports(&store).await.expect("read"), []);
        assert_eq!(site_lists::sites(&store).await.expect("read"), []);
    })
    .await;
}

#[tokio::test]
async fn readers_see_what_was_acknowledged_while_others_write() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            tasks.spawn(async move {
                for _ in 0..10 {
                    let (id, token) = created(&store).await;
                    let found = projects::find_by_token(&store, &token.hash()).await.expect("read").expect("at once");
                    assert_eq!(found.id, id);
                }
            });
        }
        for version in 1..=10 {
            projects::save(&store, &id, version, &with_headcount(100.0 + version as f64), "holder", None, minute(version))
                .await
                .expect("saved");
            let found = projects::find(&store, &id).await.expect("read").expect("found");
            assert_eq!(found.version, version + 1);
        }
        tasks.join_all().await;
    })
    .await;
}

#[tokio::test]
async fn an_abandoned_write_is_whole_or_absent() {
    on_each_engine(async |store| {
        let mut tokens = vec![];
        for n in 0..20 {
            let token = Token::random();
            let hash = token.hash();
            tokens.push(token);
            let project = press_shop();
            let create = projects::create(&store, &hash, &project, "holder", None, minute(n));
            // The client goes away: the request is dropped somewhere in its course.
            let _ = tokio::time::timeout(std::time::Duration::from_micros(200 * n as u64), create).await;
        }
        let (id, _) = created(&store).await;
        assert!(projects::find(&store, &id).await.expect("read").is_some(), "the store still writes");
        for token in tokens {
            if let Some(found) = projects::find_by_token(&store, &token.hash()).await.expect("read") {
                assert_eq!(projects::versions(&store, &found.id).await.expect("read").len(), 1);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_value_that_could_not_be_read_back_is_refused_on_both_engines() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let refused = projects::save(&store, &id, 1, &with_headcount(f64::NAN), "holder", None, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::Unstorable { .. })), "{refused:?}");
        let mut with_nul = press_shop();
        with_nul.title = "Presses\0".into();
        let refused = projects::save(&store, &id, 1, &with_nul, "holder", None, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::Unstorable { .. })), "{refused:?}");
        assert_eq!(projects::versions(&store, &id).await.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn text_and_figures_come_back_exactly() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let mut project = press_shop();
        project.title = "L’« Œuvre » d’Ångström — 𝔼 \u{202f}1 234,5 € ' \" \\ $1 ; DROP TABLE project".into();
        project.facts.set("project.cost", Datum::declared(Value::Money("9 007 199 254 740,93 €".parse().expect("an amount"))));
        project.facts.set("site.area", Datum::declared(Value::Number(0.1 + 0.2)));
        projects::save(&store, &id, 1, &project, "holder", None, minute(1)).await.expect("saved");
        assert_eq!(projects::find(&store, &id).await.expect("read").expect("found").project, project);
    })
    .await;
}

#[tokio::test]
async fn a_database_server_that_drops_its_connections_loses_nothing_acknowledged() {
    const DROP: &str =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    at_each_place(async |place| {
        if place.is_sqlite() {
            return;
        }
        let store = Store::open(&place.url).await.expect("opens");
        let (mut acknowledged, mut refused) = (vec![], 0);
        for _ in 0..5 {
            let mut tasks = tokio::task::JoinSet::new();
            for n in 0..16 {
                let store = store.clone();
                tasks.spawn(async move {
                    let token = Token::random();
                    let created = projects::create(&store, &token.hash(), &press_shop(), "holder", None, minute(n)).await;
                    created.map(|_| token)
                });
            }
            place.tamper(DROP).await;
            for answer in tasks.join_all().await {
                match answer {
                    Ok(token) => acknowledged.push(token),
                    Err(error) => {
                        assert!(error.is_passing(), "{error:?}");
                        refused += 1;
                    }
                }
            }
        }
        println!("{} acknowledged, {refused} refused", acknowledged.len());
        for token in acknowledged {
            assert!(projects::find_by_token(&store, &token.hash()).await.expect("read").is_some(), "acknowledged, then lost");
        }
        created(&store).await;
    })
    .await;
}
