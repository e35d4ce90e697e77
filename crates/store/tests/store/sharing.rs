//! What a holder opens and closes: once each, told by the audit, gone with the project. And letters that one server writes.

use crate::engines::{created, minute, on_each_engine};
use domain::Audience;
use store::letters::{self, Pace};
use store::sharing::{self, Changed};
use store::{Token, accounts, audit, jobs, people, projects};

fn audience(text: &str) -> Audience {
    text.parse().expect("an audience")
}

#[tokio::test]
async fn opening_twice_is_opening_once_and_the_journal_tells_each_change() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let (territory, public) = (audience("territory:2:ti-2704"), audience("public"));
        let open = [territory.clone(), public.clone()];
        let first = sharing::change(&store, &id, &open, &[], "holder", minute(1)).await;
        assert_eq!(first, Ok(Changed { opened: open.to_vec(), closed: vec![] }));
        assert_eq!(sharing::change(&store, &id, &open, &[], "holder", minute(2)).await, Ok(Changed::default()));
        let closed = sharing::change(&store, &id, &[], &[public.clone(), audience("counted")], "holder", minute(3)).await;
        assert_eq!(closed, Ok(Changed { opened: vec![], closed: vec![public.clone()] }));
        assert_eq!(sharing::of(&store, &id).await.expect("read").into_iter().collect::<Vec<_>>(), [(territory.clone(), minute(1))]);
        let told = sharing::history(&store, &id, 10).await.expect("read");
        assert_eq!(told.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [minute(3), minute(1)]);
        assert!(audit::verify(&store, None).await.expect("followed").is_ok());
        let shown = sharing::shown_to(&store, &territory, 10).await.expect("read");
        assert_eq!(shown.iter().map(|s| (&s.stored.id, s.since)).collect::<Vec<_>>(), [(&id, minute(1))]);
        assert_eq!(sharing::shown_to(&store, &public, 10).await, Ok(vec![]));
        // Deleted, it is shown to nobody and opens to nobody; erased, nothing of it stands.
        projects::delete(&store, &id, "holder", minute(4)).await.expect("deleted");
        assert_eq!(sharing::shown_to(&store, &territory, 10).await, Ok(vec![]));
        assert_eq!(sharing::change(&store, &id, &[public], &[], "holder", minute(5)).await, Ok(Changed::default()));
        assert_eq!(projects::purge(&store, minute(10), "server", minute(11)).await, Ok(1));
        assert!(sharing::of(&store, &id).await.expect("read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_public_project_is_not_counted_among_the_anonymous() {
    on_each_engine(async |store| {
        let (one, _) = created(&store).await;
        let (two, _) = created(&store).await;
        sharing::change(&store, &one, &[audience("counted")], &[], "holder", minute(1)).await.expect("opened");
        sharing::change(&store, &two, &[audience("counted"), audience("public")], &[], "holder", minute(1)).await.expect("opened");
        let counted = sharing::counted(&store).await.expect("read");
        assert_eq!(counted.into_iter().map(|stored| stored.id).collect::<Vec<_>>(), [one]);
    })
    .await;
}

#[tokio::test]
async fn of_four_servers_one_takes_a_job_and_one_writes_a_letter() {
    on_each_engine(async |store| {
        let day = jiff::SignedDuration::from_hours(23);
        let takers = (0..4).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { jobs::take(&store, "erase", day, minute(0)).await.expect("asked") })
        });
        let mut taken = 0;
        for taker in takers.collect::<Vec<_>>() {
            taken += usize::from(taker.await.expect("ran"));
        }
        assert_eq!(taken, 1);
        assert!(!jobs::take(&store, "erase", day, minute(22 * 60)).await.expect("asked"));
        assert!(jobs::take(&store, "erase", day, minute(23 * 60)).await.expect("asked"));

        let person = people::add(&store, "camille@rebond.test", "Camille", "test", minute(0)).await.expect("added");
        assert_eq!(letters::readers(&store).await, Ok(vec![]), "somebody without a right is not written to");
        let organisation = store::organisations::add(&store, store::organisations::Kind::Epci, "Grand Chalon", None, "test", minute(0))
            .await
            .expect("added");
        let right = domain::Right {
            role: domain::Role::ProjectLead,
            scope: "territory:2:ti-2704".parse().expect("a scope"),
            organisation: organisation.to_string(),
        };
        people::give(&store, &person, &right, "test", minute(0)).await.expect("given");
        let reader = letters::readers(&store).await.expect("read").pop().expect("Camille");
        assert_eq!((reader.pace, reader.told_at), (Pace::Weekly, minute(0)));
        let writers = (0..4).map(|n| {
            let (store, reader) = (store.clone(), reader.clone());
            tokio::spawn(async move { letters::claim(&store, &reader, &Token::random().hash(), minute(60 + n)).await.expect("asked") })
        });
        let mut claimed = 0;
        for writer in writers.collect::<Vec<_>>() {
            claimed += usize::from(writer.await.expect("ran"));
        }
        assert_eq!(claimed, 1);
        // It did not leave: it is due again, since the same instant; one that leaves is not.
        let told_at = letters::readers(&store).await.expect("read")[0].told_at;
        letters::failed(&store, &reader, told_at).await.expect("noted");
        let again = letters::readers(&store).await.expect("read").pop().expect("Camille");
        assert_eq!((again.told_at, again.failures), (minute(0), 1));
        let last = Token::random();
        assert_eq!(letters::claim(&store, &again, &last.hash(), minute(90)).await, Ok(true));
        letters::left(&store, &person).await.expect("noted");
        // The link stops them; closing the account closes it too.
        assert!(letters::stopped_by(&store, &Token::random().hash()).await.expect("read").is_none());
        assert_eq!(letters::stopped_by(&store, &last.hash()).await.expect("read").map(|found| found.id), Some(person.clone()));
        letters::set_pace(&store, &person, Pace::Never, "test", minute(91)).await.expect("set");
        assert_eq!(letters::readers(&store).await, Ok(vec![]));
        accounts::close(&store, &person, "test", minute(92)).await.expect("closed");
        assert!(letters::stopped_by(&store, &last.hash()).await.expect("read").is_none());
    })
    .await;
}
