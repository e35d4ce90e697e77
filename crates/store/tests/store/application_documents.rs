//! The files of an application on both engines: given before it is filed or when something was missing, and then fixed.

use crate::applications::{draft, fund, must, record};
use crate::engines::{minute, on_each_engine};
use applications::{Party, Step};
use store::applications::documents::{add, answers, change};
use store::attachments::{self, Act, Added, Given};
use store::{ApplicationId, AttachmentId, Store};

const OWNER: &str = "organisation:1";

async fn give(store: &Store, id: &ApplicationId, document: &str, bytes: &[u8]) -> Option<Added> {
    let given = Given {
        object: "sheet:another".into(),
        owner: OWNER.into(),
        name: "devis.pdf".into(),
        kind: "application/pdf".into(),
        bytes: bytes.to_vec(),
    };
    add(store, id, document, given, 100, "person:holder", minute(3)).await.expect("written")
}

fn added(given: Option<Added>) -> AttachmentId {
    match given {
        Some(Added::Added(id) | Added::Same(id)) => id,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_was_filed_stays_and_what_was_missing_is_added() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let id = draft(&store, "École", 10).await;
        let devis = added(give(&store, &id, "devis", b"abc").await);
        assert_eq!(added(give(&store, &id, "plan", b"abc").await), devis, "the same bytes answer two documents");
        let both = [("devis".to_owned(), devis.clone()), ("plan".to_owned(), devis.clone())];
        assert_eq!(answers(&store, &id).await.expect("read"), both);
        let found = attachments::find(&store, &devis).await.expect("read").expect("kept");
        assert_eq!(found.object, format!("application:{id}"), "whatever the form said, it is this application's");
        assert!(matches!(give(&store, &id, "gros", &[b'x'; 98]).await, Some(Added::OverQuota { used: 3 })));
        let act = async |act| change(&store, &id, &devis, act, "person:holder", minute(4)).await.expect("written");
        assert_eq!((act(Act::Remove).await, act(Act::Remove).await, act(Act::Restore).await), (true, false, true));

        must(&store, &id, Party::Holder, Step::File).await;
        assert_eq!(give(&store, &id, "devis", b"new").await, None);
        assert_eq!((act(Act::Remove).await, act(Act::Erase).await), (false, false));
        let version = record(&store, &id).await.version;
        let until = "2020-10-01".parse().expect("a date");
        must(&store, &id, Party::Instructor, Step::FindIncomplete { missing: vec!["Avis".into()], until }).await;
        added(give(&store, &id, "", b"avis").await);
        assert!(!act(Act::Remove).await, "what was filed is still what was filed");
        assert_eq!(record(&store, &id).await.version, version + 1, "a file changes nothing of where the application stands");
        must(&store, &id, Party::Holder, Step::Complete { note: "Voici".into() }).await;
        assert_eq!(give(&store, &id, "", b"more").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_file_put_aside_from_a_draft_is_erased_with_the_others_after_its_time() {
    on_each_engine(async |store| {
        fund(&store, 300_000_000, None).await;
        let id = draft(&store, "École", 10).await;
        let devis = added(give(&store, &id, "devis", b"abc").await);
        assert!(change(&store, &id, &devis, Act::Remove, "person:holder", minute(4)).await.expect("written"));
        assert_eq!(attachments::forget(&store, minute(5), "server", minute(6)).await, Ok(1));
        assert_eq!(attachments::used(&store, OWNER).await, Ok(0));
        assert!(answers(&store, &id).await.expect("read").is_empty());
    })
    .await;
}
