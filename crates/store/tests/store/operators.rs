//! The operator of the installation signs in, is forgotten in a café, and shuts everything.

use crate::engines::{minute, on_each_engine};
use store::{Token, audit, operators};

#[tokio::test]
async fn a_session_opens_with_the_key_and_stands_until_it_ends() {
    on_each_engine(async |store| {
        assert_eq!(operators::has_key(&store).await, Ok(false));
        let (key, session) = (Token::random(), Token::random());
        operators::set_key(&store, &key.hash(), "Grand Chalon", minute(0)).await.expect("key");
        assert_eq!(operators::has_key(&store).await, Ok(true));
        assert_eq!(operators::open_session(&store, &Token::random().hash(), &session.hash(), minute(60), minute(1)).await, Ok(false));
        assert_eq!(operators::find_session(&store, &session.hash(), minute(1)).await.expect("read"), None);
        assert_eq!(operators::open_session(&store, &key.hash(), &session.hash(), minute(60), minute(1)).await, Ok(true));
        operators::seen(&store, &session.hash(), minute(5)).await.expect("noted");
        let found = operators::find_session(&store, &session.hash(), minute(59)).await.expect("read").expect("stands");
        assert_eq!((found.operator.as_str(), found.created_at, found.last_seen_at), ("Grand Chalon", minute(1), minute(5)));
        assert_eq!(operators::find_session(&store, &session.hash(), minute(60)).await.expect("read"), None, "over");
        assert_eq!(operators::find_session(&store, &key.hash(), minute(2)).await.expect("read"), None, "a key is not a session");
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_one_session_and_no_other() {
    on_each_engine(async |store| {
        let key = Token::random();
        operators::set_key(&store, &key.hash(), "Grand Chalon", minute(0)).await.expect("key");
        let sessions = [Token::random(), Token::random(), Token::random()];
        for session in &sessions {
            assert_eq!(operators::open_session(&store, &key.hash(), &session.hash(), minute(60), minute(1)).await, Ok(true));
        }
        assert_eq!(operators::revoke_session(&store, &sessions[0].hash(), minute(2)).await, Ok(true));
        assert_eq!(operators::revoke_session(&store, &sessions[0].hash(), minute(2)).await, Ok(false));
        assert_eq!(operators::find_session(&store, &sessions[0].hash(), minute(3)).await.expect("read"), None);
        assert!(operators::find_session(&store, &sessions[1].hash(), minute(3)).await.expect("read").is_some());
        assert_eq!(operators::forget_sessions(&store, minute(61)).await, Ok(3));
    })
    .await;
}

#[tokio::test]
async fn a_new_key_ends_the_old_one_and_its_sessions() {
    on_each_engine(async |store| {
        let (old, new, session) = (Token::random(), Token::random(), Token::random());
        operators::set_key(&store, &old.hash(), "before", minute(0)).await.expect("key");
        operators::open_session(&store, &old.hash(), &session.hash(), minute(60), minute(1)).await.expect("opened");
        operators::set_key(&store, &new.hash(), "after", minute(2)).await.expect("key");
        assert_eq!(operators::find_session(&store, &session.hash(), minute(3)).await.expect("read"), None);
        let again = Token::random();
        assert_eq!(operators::open_session(&store, &old.hash(), &again.hash(), minute(60), minute(3)).await, Ok(false));
        assert_eq!(operators::open_session(&store, &new.hash(), &again.hash(), minute(60), minute(3)).await, Ok(true));
        let told: Vec<String> = audit::of_object(&store, "operator", 10).await.expect("audit").into_iter().map(|e| e.what).collect();
        assert_eq!(told, ["operator.sign_in", "operator.set_key", "operator.sign_in", "operator.set_key"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_done_outside_the_database_is_recorded_too() {
    on_each_engine(async |store| {
        let detail = serde_json::json!({ "format": "pdf", "lang": "fr" });
        audit::record(&store, "holder", "dossier.download", "project:x", detail.clone(), minute(1)).await.expect("recorded");
        audit::record(&store, "holder", "dossier.download", "project:y", detail.clone(), minute(2)).await.expect("recorded");
        let entries = audit::of_object(&store, "project:x", 10).await.expect("audit");
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].at, &entries[0].detail), (minute(1), &detail));
        assert_eq!(audit::latest(&store, 1).await.expect("audit")[0].object, "project:y");
    })
    .await;
}
