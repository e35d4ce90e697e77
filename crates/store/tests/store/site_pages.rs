//! Who reads the page of a site, and what lists said of it.

use crate::engines::{minute, on_each_engine};
use crate::site_lists::read;
use store::site_lists::{import, withdraw};
use store::site_pages::{mark, restrict, restricted, told};

#[tokio::test]
async fn a_page_is_restricted_and_opened_again_and_an_act_that_changes_nothing_writes_nothing() {
    on_each_engine(async |store| {
        assert_eq!(restrict(&store, "a", false, "operator", minute(1)).await, Ok(false), "open from the start");
        assert_eq!(mark(&store).await, Ok(0));
        assert_eq!(restrict(&store, "b", true, "operator", minute(1)).await, Ok(true));
        assert_eq!(mark(&store).await, Ok(1), "another server sees that something changed");
        assert_eq!(restrict(&store, "a", true, "operator", minute(2)).await, Ok(true));
        assert_eq!(restrict(&store, "a", true, "operator", minute(3)).await, Ok(false), "restricted already");
        assert_eq!(restricted(&store).await, Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(restrict(&store, "a", false, "operator", minute(4)).await, Ok(true));
        assert_eq!(restricted(&store).await, Ok(vec!["b".to_owned()]));
        assert_eq!(restrict(&store, "a", true, "operator", minute(5)).await, Ok(true), "and again");
    })
    .await;
}

#[tokio::test]
async fn every_list_that_told_of_a_site_is_there_the_latest_first_withdrawn_ones_too() {
    on_each_engine(async |store| {
        let first = import(&store, read("zae-2025", &["a", "b"]), "operator", minute(1)).await.expect("imported").import;
        let second = import(&store, read("zae-2026", &["a"]), "operator", minute(2)).await.expect("imported").import;
        withdraw(&store, &second.id, "operator", minute(3)).await.expect("withdrawn");
        let said = told(&store, "a").await.expect("read");
        let lists: Vec<_> = said.iter().map(|(i, s)| (i.list.as_str(), i.withdrawn_at.is_some(), s.id.as_str())).collect();
        assert_eq!(lists, [("zae-2026", true, "a"), ("zae-2025", false, "a")]);
        assert_eq!(told(&store, "b").await.map(|said| said.len()), Ok(1));
        assert_eq!(said[1].0.id, first.id);
        assert_eq!(told(&store, "c").await, Ok(vec![]));
    })
    .await;
}
