//! A project lead creates a project, comes back to it, changes it, loses it and finds it again.

use crate::engines::{created, minute, on_each_engine, press_shop, with_headcount};
use store::projects::{self, Saved};
use store::{Token, audit};

#[tokio::test]
async fn a_project_is_found_again_behind_its_address_as_it_was_written() {
    on_each_engine(async |store| {
        let (id, token) = created(&store).await;
        let found = projects::find_by_token(&store, &token.hash()).await.expect("read").expect("found");
        assert_eq!(found.project, press_shop());
        assert_eq!((found.id.clone(), found.version), (id.clone(), 1));
        assert_eq!((found.created_at, found.changed_at, found.deleted_at), (minute(0), minute(0), None));
        assert_eq!(projects::find(&store, &id).await.expect("read"), Some(found));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_address_opens_nothing() {
    on_each_engine(async |store| {
        let (id, token) = created(&store).await;
        assert_eq!(projects::find_by_token(&store, &Token::random().hash()).await.expect("read"), None);
        // The identifier is not a secret: it must not be taken for one.
        assert!(Token::parse(id.as_str()).is_none());
        let mut almost = token.expose().to_owned();
        let last = almost.pop();
        almost.push(if last == Some('a') { 'b' } else { 'a' });
        let almost = Token::parse(&almost).expect("well formed");
        assert_eq!(projects::find_by_token(&store, &almost.hash()).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn the_address_itself_is_nowhere_in_the_database() {
    on_each_engine(async |store| {
        let (_, token) = created(&store).await;
        for entry in audit::latest(&store, 100).await.expect("audit") {
            assert!(!format!("{entry:?}").contains(token.expose()));
        }
        assert_eq!(format!("{token:?}"), "Token(…)");
    })
    .await;
}

#[tokio::test]
async fn a_save_makes_the_next_version_and_says_what_changed() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let saved = projects::save(&store, &id, 1, &with_headcount(52.0), "holder", None, minute(1)).await;
        assert_eq!(saved, Ok(Saved::Saved(2)));
        let found = projects::find(&store, &id).await.expect("read").expect("found");
        assert_eq!((found.version, found.project, found.changed_at), (2, with_headcount(52.0), minute(1)));
        let versions = projects::versions(&store, &id).await.expect("versions");
        assert_eq!(versions.iter().map(|v| v.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(versions[0].changed, ["holder.headcount"]);
        assert_eq!((versions[0].author.as_str(), versions[0].at), ("holder", minute(1)));
    })
    .await;
}

#[tokio::test]
async fn saving_what_is_already_there_makes_no_version() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        assert_eq!(projects::save(&store, &id, 1, &press_shop(), "holder", None, minute(1)).await, Ok(Saved::Saved(1)));
        assert_eq!(projects::versions(&store, &id).await.expect("versions").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_save_from_an_old_version_is_refused_and_told_who_changed_what() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let mut theirs = with_headcount(52.0);
        theirs.title = "Emboutissage, deuxième tranche".into();
        projects::save(&store, &id, 1, &theirs, "colleague", None, minute(1)).await.expect("saved");
        let late = projects::save(&store, &id, 1, &with_headcount(60.0), "holder", None, minute(2)).await.expect("answered");
        let Saved::Conflict { current, changed } = late else { panic!("a conflict, not {late:?}") };
        assert_eq!(changed, ["holder.headcount", "title"]);
        assert_eq!((current.version, &current.project), (2, &theirs));
        let found = projects::find(&store, &id).await.expect("read").expect("found");
        assert_eq!(found.project, theirs, "the refused save wrote nothing");
    })
    .await;
}

#[tokio::test]
async fn of_thirty_two_saves_of_the_same_version_exactly_one_is_kept() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let mut tasks = tokio::task::JoinSet::new();
        for headcount in 1..=32 {
            let (store, id) = (store.clone(), id.clone());
            tasks.spawn(async move {
                let project = with_headcount(f64::from(headcount) + 100.0);
                projects::save(&store, &id, 1, &project, "holder", None, minute(1)).await.map(|saved| (saved, project))
            });
        }
        let answers: Vec<_> = tasks.join_all().await.into_iter().map(|answer| answer.expect("answered")).collect();
        let kept: Vec<_> = answers.iter().filter(|(saved, _)| *saved == Saved::Saved(2)).collect();
        assert_eq!(kept.len(), 1);
        let conflicts = answers.iter().filter(|(saved, _)| matches!(saved, Saved::Conflict { current, .. } if current.version == 2));
        assert_eq!(conflicts.count(), 31);
        let found = projects::find(&store, &id).await.expect("read").expect("found");
        assert_eq!(found.project, kept[0].1, "what was acknowledged is what is stored");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_project_is_gone_until_it_is_brought_back() {
    on_each_engine(async |store| {
        let (id, token) = created(&store).await;
        assert_eq!(projects::delete(&store, &id, "holder", minute(1)).await, Ok(true));
        assert_eq!(projects::delete(&store, &id, "holder", minute(2)).await, Ok(false));
        assert_eq!(projects::find_by_token(&store, &token.hash()).await.expect("read"), None);
        assert_eq!(projects::find(&store, &id).await.expect("read"), None);
        assert_eq!(projects::versions(&store, &id).await.expect("read"), []);
        assert_eq!(projects::save(&store, &id, 1, &with_headcount(1.0), "holder", None, minute(2)).await, Ok(Saved::Gone));
        let hidden = projects::find_deleted_by_token(&store, &token.hash()).await.expect("read").expect("to bring back");
        assert_eq!(hidden.deleted_at, Some(minute(1)));
        assert_eq!(projects::undelete(&store, &id, "holder", minute(3)).await, Ok(true));
        let found = projects::find_by_token(&store, &token.hash()).await.expect("read").expect("back");
        assert_eq!((found.project, found.version), (press_shop(), 1));
    })
    .await;
}

#[tokio::test]
async fn a_purge_erases_for_good_what_was_deleted_before_the_delay_and_nothing_else() {
    on_each_engine(async |store| {
        let (old, old_token) = created(&store).await;
        let (recent, recent_token) = created(&store).await;
        let (living, _) = created(&store).await;
        store::shares::create(&store, &old, &Token::random().hash(), "préfecture", None, "holder", minute(0)).await.expect("shared");
        projects::delete(&store, &old, "holder", minute(1)).await.expect("deleted");
        projects::delete(&store, &recent, "holder", minute(10)).await.expect("deleted");
        assert_eq!(projects::purge(&store, minute(5), "operator", minute(20)).await, Ok(1));
        assert_eq!(projects::find_deleted_by_token(&store, &old_token.hash()).await.expect("read"), None);
        assert_eq!(projects::undelete(&store, &old, "holder", minute(21)).await, Ok(false));
        assert!(projects::find_deleted_by_token(&store, &recent_token.hash()).await.expect("read").is_some());
        assert!(projects::find(&store, &living).await.expect("read").is_some());
        assert_eq!(store::shares::of_project(&store, &old).await.expect("read"), []);
        let told: Vec<String> =
            audit::of_object(&store, &format!("project:{old}"), 10).await.expect("audit").into_iter().map(|e| e.what).collect();
        assert_eq!(told, ["project.purge", "project.delete", "share.create", "project.create"]);
    })
    .await;
}

#[tokio::test]
async fn a_project_remembers_what_it_was_opened_from() {
    on_each_engine(async |store| {
        let (plain, _) = created(&store).await;
        let target = projects::Origin::parse(&format!("target:{}", "a".repeat(32))).expect("a target");
        let token = Token::random();
        let made = projects::create_from(&store, &token.hash(), &press_shop(), Some(&target), "holder", None, minute(1)).await;
        let id = made.expect("written");
        assert_eq!(projects::origin(&store, &id).await, Ok(Some(target.clone())));
        assert_eq!(projects::origin(&store, &plain).await, Ok(None));
        assert_eq!(projects::opened_from(&store, &target, 10).await, Ok(vec![(id.clone(), minute(1))]));
        assert_eq!(projects::delete(&store, &id, "holder", minute(2)).await, Ok(true));
        assert_eq!(projects::opened_from(&store, &target, 10).await, Ok(vec![]));
        assert_eq!(projects::Origin::parse("lead:1"), None);
    })
    .await;
}
