//! What a sheet tells of its holder, on both engines: saved once when it is sent three times, never written over another's.

use crate::engines::{minute, on_each_engine};
use crate::funding::made;
use domain::{AidRegime, Cents, Date, PastAid};
use store::SheetId;
use store::sheet_holders::{Holder, Saved, find, save};

fn told(euros: i64) -> Holder {
    let aid = PastAid { siren: None, granted_on: Date::constant(2023, 5, 2), amount: Cents::euros(euros), regime: AidRegime::DeMinimis };
    Holder { kind: "company".into(), size: "small".into(), past_aid: vec![aid], complete: true }
}

#[tokio::test]
async fn two_people_tell_of_one_holder_and_the_second_is_shown_what_the_first_told() {
    on_each_engine(async |store| {
        let sheet = made(&store, "ti-2704", "27").await;
        assert_eq!(find(&store, &sheet).await.expect("read"), None);
        for minutes in 1..4 {
            let saved = save(&store, &sheet, 0, &told(100), "person:1", minute(minutes)).await.expect("saved");
            assert_eq!(saved, Saved::Saved(1), "sent three times, saved once");
        }
        let Saved::Conflict(Some(stands)) = save(&store, &sheet, 0, &told(200), "person:2", minute(5)).await.expect("answered") else {
            panic!("the second wrote over the first")
        };
        assert_eq!((stands.holder.clone(), stands.changed_by.as_str()), (told(100), "person:1"));
        let kept = save(&store, &sheet, stands.version, &told(200), "person:2", minute(6)).await.expect("saved");
        assert_eq!(kept, Saved::Saved(2));
        assert_eq!(find(&store, &sheet).await.expect("read").map(|stored| stored.holder), Some(told(200)));
        let none = SheetId::parse("0123456789abcdef0123456789abcdef").expect("well formed");
        assert_eq!(save(&store, &none, 0, &told(1), "person:1", minute(7)).await.expect("answered"), Saved::Conflict(None));
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
    })
    .await;
}
