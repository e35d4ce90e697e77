//! An operator imports lists of sites, corrects them, and takes one back.

use crate::engines::{minute, on_each_engine};
use domain::{Beside, Issuer, Label, Mark, Problem, Site, Source, Text};
use store::site_lists::{self, Read};
use store::{ImportId, StoreError, audit};

fn source() -> Source {
    Source::new("Liste de test", Mark::Assumed)
}

pub fn site(id: &str, name: &str) -> Site {
    Site {
        id: id.into(),
        name: name.into(),
        commune: Some("71076".into()),
        commune_name: "Chalon-sur-Saône".into(),
        department: "71".into(),
        region: "Bourgogne-Franche-Comté".into(),
        labels: vec![Label { wave: "2020-01".into(), issuer: Issuer::State, source: source() }],
        owner: None,
        position: None,
        attributes: Default::default(),
        anticipations: vec![],
        note: String::new(),
        source: source(),
    }
}

/// A file whose sites bear these identifiers, and whose last line was rejected.
pub fn read(list: &str, ids: &[&str]) -> Read {
    let line = ids.len() + 2;
    Read {
        list: list.into(),
        file: format!("{list}.csv"),
        file_sha256: store::sha256(format!("{list} {ids:?}").as_bytes()),
        source: "Grand Chalon".into(),
        sites: ids.iter().map(|id| site(id, &format!("{id} of {list}"))).collect(),
        beside: vec![],
        rejected: vec![Problem::at(
            format!("{list}.csv"),
            line,
            3,
            "commune",
            Text::new("Le code INSEE 71999 n’existe pas.", "INSEE code 71999 does not exist."),
            Text::new("Vérifiez le code.", "Check the code."),
        )],
    }
}

fn names(sites: &[Site]) -> Vec<&str> {
    sites.iter().map(|site| site.name.as_str()).collect()
}

#[tokio::test]
async fn an_imported_list_gives_its_sites_and_keeps_its_rejected_lines() {
    on_each_engine(async |store| {
        let list = read("chalon", &["saoneor-71076", "a-71076"]);
        let done = site_lists::import(&store, list.clone(), "operator", minute(0)).await.expect("imported");
        assert!(!done.replayed);
        assert_eq!((done.import.sites, done.import.rejected), (2, 1));
        let id = &done.import.id;
        assert_eq!(site_lists::sites_of(&store, id).await.expect("read"), list.sites, "in the order of the file");
        assert_eq!(site_lists::rejected_of(&store, id).await.expect("read"), list.rejected);
        let sites = site_lists::sites(&store).await.expect("read");
        assert_eq!(names(&sites), ["a-71076 of chalon", "saoneor-71076 of chalon"], "sorted by identifier");
        assert_eq!(site_lists::imports(&store).await.expect("read"), std::slice::from_ref(&done.import));
        assert_eq!(site_lists::find(&store, id).await.expect("read"), Some(done.import));
    })
    .await;
}

#[tokio::test]
async fn the_same_file_is_not_imported_twice() {
    on_each_engine(async |store| {
        let list = read("chalon", &["a", "b"]);
        let first = site_lists::import(&store, list.clone(), "operator", minute(0)).await.expect("imported");
        let again = site_lists::import(&store, list, "someone else", minute(9)).await.expect("replayed");
        assert!(again.replayed);
        assert_eq!(again.import, first.import);
        assert_eq!(site_lists::imports(&store).await.expect("read").len(), 1);
        assert_eq!(audit::latest(&store, 10).await.expect("audit").len(), 1, "a replay changes nothing");
    })
    .await;
}

#[tokio::test]
async fn eight_parallel_imports_of_one_file_make_one_import() {
    on_each_engine(async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            tasks.spawn(async move { site_lists::import(&store, read("chalon", &["a", "b"]), "operator", minute(0)).await });
        }
        let answers: Vec<_> = tasks.join_all().await.into_iter().map(|answer| answer.expect("answered")).collect();
        assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
        assert!(answers.iter().all(|answer| answer.import == answers[0].import));
        assert_eq!(site_lists::sites(&store).await.expect("read").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_import_that_fails_half_way_leaves_nothing_and_can_be_done_again() {
    on_each_engine(async |store| {
        let mut list = read("chalon", &["a", "b", "c"]);
        list.sites.push(site("a", "the same again"));
        let failed = site_lists::import(&store, list.clone(), "operator", minute(0)).await;
        assert!(matches!(failed, Err(StoreError::Twice { .. })), "{failed:?}");
        assert_eq!(site_lists::imports(&store).await.expect("read"), []);
        assert_eq!(site_lists::sites(&store).await.expect("read"), []);
        assert_eq!(audit::latest(&store, 10).await.expect("audit"), []);
        list.sites.pop();
        let done = site_lists::import(&store, list, "operator", minute(1)).await.expect("imported");
        assert!(!done.replayed);
        assert_eq!(site_lists::sites(&store).await.expect("read").len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_corrected_file_corrects_and_withdrawing_it_brings_the_former_line_back() {
    on_each_engine(async |store| {
        site_lists::import(&store, read("first", &["a", "b"]), "operator", minute(0)).await.expect("imported");
        let second = site_lists::import(&store, read("second", &["b", "c"]), "operator", minute(1)).await.expect("imported");
        assert_eq!(names(&site_lists::sites(&store).await.expect("read")), ["a of first", "b of second", "c of second"]);
        assert_eq!(site_lists::withdraw(&store, &second.import.id, "operator", minute(2)).await, Ok(true));
        assert_eq!(names(&site_lists::sites(&store).await.expect("read")), ["a of first", "b of first"]);
        assert_eq!(site_lists::withdraw(&store, &second.import.id, "operator", minute(3)).await, Ok(false));
        let listed = site_lists::find(&store, &second.import.id).await.expect("read").expect("still listed");
        assert_eq!(listed.withdrawn_at, Some(minute(2)));
    })
    .await;
}

#[tokio::test]
async fn what_every_list_says_of_a_site_is_there_with_the_time_it_was_received() {
    on_each_engine(async |store| {
        site_lists::import(&store, read("first", &["a", "b"]), "operator", minute(0)).await.expect("imported");
        let second = site_lists::import(&store, read("second", &["b"]), "operator", minute(1)).await.expect("imported");
        let told = async || {
            let received = site_lists::received(&store).await.expect("read");
            received.into_iter().map(|(at, site)| (at, site.name)).collect::<Vec<_>>()
        };
        let first = [(minute(0), "a of first".to_owned()), (minute(0), "b of first".to_owned())];
        assert_eq!(told().await, [first.as_slice(), &[(minute(1), "b of second".to_owned())]].concat(), "oldest first");
        site_lists::withdraw(&store, &second.import.id, "operator", minute(2)).await.expect("withdrawn");
        assert_eq!(told().await, first);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_file_may_come_back() {
    on_each_engine(async |store| {
        let first = site_lists::import(&store, read("chalon", &["a"]), "operator", minute(0)).await.expect("imported");
        site_lists::withdraw(&store, &first.import.id, "operator", minute(1)).await.expect("withdrawn");
        let second = site_lists::import(&store, read("chalon", &["a"]), "operator", minute(2)).await.expect("imported");
        assert!(!second.replayed);
        assert_ne!(second.import.id, first.import.id);
        assert_eq!(site_lists::imports(&store).await.expect("read").len(), 2);
        let unknown = ImportId::parse(&"0".repeat(32)).expect("well formed");
        assert_eq!(site_lists::withdraw(&store, &unknown, "operator", minute(3)).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn what_a_list_gives_beside_its_sites_stands_and_goes_with_it() {
    on_each_engine(async |store| {
        let row = |name: &str| Beside {
            table: "pole-eco".into(),
            id: "P1".into(),
            cells: [("pole_nom".to_owned(), name.to_owned())].into(),
            source: source(),
        };
        let first = Read { beside: vec![row("Pôle")], ..read("zae", &["a"]) };
        let second = Read { beside: vec![row("Pôle Sud")], ..read("poles", &[]) };
        site_lists::import(&store, first, "test", minute(0)).await.expect("imported");
        let last = site_lists::import(&store, second, "test", minute(1)).await.expect("a list of poles alone");
        assert_eq!(site_lists::beside(&store).await, Ok(vec![row("Pôle"), row("Pôle Sud")]), "oldest first");
        assert_eq!(site_lists::withdraw(&store, &last.import.id, "test", minute(2)).await, Ok(true));
        assert_eq!(site_lists::beside(&store).await, Ok(vec![row("Pôle")]));
    })
    .await;
}
