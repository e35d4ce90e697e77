//! The holder of a project records what really happened to its formalities; everybody's dates make statistics.

use crate::engines::{created, minute, on_each_engine};
use domain::followed::{Followed, Outcome};
use store::followed::{Recorded, counted, of_project, record, remove};
use store::projects;

fn permit() -> Followed {
    let day = |text: &str| text.parse().expect("a date");
    Followed {
        procedure: "PC".into(),
        department: "71".into(),
        site: Some("saoneor-71076".into()),
        filed: day("2020-09-15"),
        complete: Some(day("2020-10-01")),
        legal: Some(day("2021-01-01")),
        promised: Some(day("2020-12-15")),
        decided: None,
        outcome: Outcome::Pending,
    }
}

#[tokio::test]
async fn a_permit_is_recorded_then_decided_and_two_people_do_not_overwrite_each_other() {
    on_each_engine(async |store| {
        let (project, _) = created(&store).await;
        let save = async |expected, followed: &Followed| {
            record(&store, &project, expected, followed, true, "holder", minute(1)).await.expect("written")
        };
        assert_eq!(save(0, &permit()).await, Recorded::Saved(1));
        let decided = Followed { decided: Some("2020-12-20".parse().expect("a date")), outcome: Outcome::Granted, ..permit() };
        let (first, second) = (save(1, &decided).await, save(1, &permit()).await);
        assert_eq!(first, Recorded::Saved(2));
        let Recorded::Conflict(Some(kept)) = second else { panic!("{second:?}") };
        assert_eq!((kept.version, &kept.followed), (2, &decided));
        assert!(matches!(save(0, &permit()).await, Recorded::Conflict(Some(_))), "the same procedure twice");
        let lines = of_project(&store, &project).await.expect("read");
        assert_eq!(lines.into_iter().map(|l| l.followed).collect::<Vec<_>>(), [decided]);
        assert_eq!(remove(&store, &project, "PC", 1, "holder", minute(2)).await, Ok(false), "an older state");
        assert_eq!(remove(&store, &project, "PC", 2, "holder", minute(2)).await, Ok(true));
        assert_eq!(of_project(&store, &project).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn statistics_count_who_agrees_and_forget_a_deleted_project() {
    on_each_engine(async |store| {
        let (one, _) = created(&store).await;
        let (other, _) = created(&store).await;
        record(&store, &one, 0, &permit(), true, "holder", minute(1)).await.expect("written");
        record(&store, &other, 0, &permit(), false, "holder", minute(1)).await.expect("written");
        assert_eq!(counted(&store).await, Ok(vec![permit()]), "the other said no");
        projects::delete(&store, &one, "holder", minute(2)).await.expect("deleted");
        assert_eq!(counted(&store).await, Ok(vec![]));
        assert_eq!(record(&store, &one, 1, &permit(), true, "holder", minute(3)).await, Ok(Recorded::Gone));
        projects::purge(&store, minute(4), "server", minute(5)).await.expect("purged");
        assert_eq!(of_project(&store, &one).await, Ok(vec![]));
        assert_eq!(of_project(&store, &other).await.map(|l| l.len()), Ok(1));
    })
    .await;
}
