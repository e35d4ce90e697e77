//! A project lead shows a project to the prefecture, and changes their mind.

use crate::engines::{created, minute, on_each_engine, press_shop};
use store::{Token, projects, shares};

#[tokio::test]
async fn a_share_link_shows_the_project_until_it_ends_or_is_taken_back() {
    on_each_engine(async |store| {
        let (project, _) = created(&store).await;
        let (link, endless) = (Token::random(), Token::random());
        let id = shares::create(&store, &project, &link.hash(), "préfecture", Some(minute(60)), "holder", minute(1)).await;
        let id = id.expect("written").expect("made");
        shares::create(&store, &project, &endless.hash(), "banque", None, "holder", minute(2)).await.expect("made");
        let (share, shown) = shares::find_by_token(&store, &link.hash(), minute(59)).await.expect("read").expect("valid");
        assert_eq!((share.label.as_str(), shown.project), ("préfecture", press_shop()));
        assert_eq!(shares::find_by_token(&store, &link.hash(), minute(60)).await.expect("read"), None, "over");
        assert!(shares::find_by_token(&store, &endless.hash(), minute(9999)).await.expect("read").is_some());
        assert_eq!(shares::revoke(&store, &project, &id, "holder", minute(3)).await, Ok(true));
        assert_eq!(shares::find_by_token(&store, &link.hash(), minute(4)).await.expect("read"), None, "taken back");
        assert_eq!(shares::revoke(&store, &project, &id, "holder", minute(5)).await, Ok(false));
        let listed: Vec<String> = shares::of_project(&store, &project).await.expect("read").into_iter().map(|s| s.label).collect();
        assert_eq!(listed, ["banque", "préfecture"]);
    })
    .await;
}

#[tokio::test]
async fn a_share_link_neither_edits_nor_outlives_the_project() {
    on_each_engine(async |store| {
        let (project, token) = created(&store).await;
        let (other, _) = created(&store).await;
        let link = Token::random();
        let id =
            shares::create(&store, &project, &link.hash(), "préfecture", None, "holder", minute(1)).await.expect("written").expect("made");
        assert_eq!(projects::find_by_token(&store, &link.hash()).await.expect("read"), None, "not the address of the project");
        assert_eq!(shares::find_by_token(&store, &token.hash(), minute(1)).await.expect("read"), None);
        assert_eq!(shares::revoke(&store, &other, &id, "holder", minute(2)).await, Ok(false), "another project's link");
        projects::delete(&store, &project, "holder", minute(3)).await.expect("deleted");
        assert_eq!(shares::find_by_token(&store, &link.hash(), minute(4)).await.expect("read"), None);
        let late = shares::create(&store, &project, &Token::random().hash(), "x", None, "holder", minute(5)).await;
        assert_eq!(late, Ok(None));
    })
    .await;
}
