//! Who came to see a site: noted, changed, brought back, and never twice over one another.

use crate::engines::{minute, on_each_engine};
use domain::lead::{Closing, Lead, Need};
use store::leads::{add, change, find, of_site, past, remove, removed, restore};

fn lead(site: &str) -> Lead {
    Lead {
        site: site.into(),
        received: "2021-03-04".parse().expect("a date"),
        need: Need::Plant,
        area: Some(1_250),
        name: "Emballages Durand".into(),
        closing: Closing::Open,
        closed: None,
        reason: String::new(),
        note: "vus avec l’agence".into(),
    }
}

#[tokio::test]
async fn a_lead_leaves_for_lack_of_power_and_its_former_state_can_be_read() {
    on_each_engine(async |store| {
        let id = add(&store, &lead("saoneor-71076"), "operator", minute(1)).await.expect("written");
        add(&store, &lead("autre"), "operator", minute(1)).await.expect("written");
        let left = Lead {
            closing: Closing::Power,
            closed: Some("2021-09-01".parse().expect("a date")),
            reason: "12 MVA demandés, 4 disponibles".into(),
            ..lead("saoneor-71076")
        };
        assert_eq!(change(&store, &id, 1, &left, "operator", minute(2)).await, Ok(true));
        assert_eq!(change(&store, &id, 1, &lead("saoneor-71076"), "operator", minute(3)).await, Ok(false), "an older state");
        let kept = find(&store, &id).await.expect("read").expect("there");
        assert_eq!((kept.version, &kept.lead), (2, &left));
        let states = past(&store, &id).await.expect("read");
        assert_eq!(states.iter().map(|p| (p.version, p.lead.closing)).collect::<Vec<_>>(), [(2, Closing::Power), (1, Closing::Open)]);
        assert_eq!(of_site(&store, "saoneor-71076").await.map(|l| l.len()), Ok(1), "only those of the site");
        assert_eq!(remove(&store, &id, 1, "operator", minute(4)).await, Ok(false));
        assert_eq!(remove(&store, &id, 2, "operator", minute(4)).await, Ok(true));
        assert_eq!(of_site(&store, "saoneor-71076").await, Ok(vec![]));
        assert_eq!(find(&store, &id).await, Ok(None));
        assert_eq!(removed(&store, "saoneor-71076", 10).await.map(|gone| gone[0].lead.clone()), Ok(left.clone()));
        assert_eq!(restore(&store, &id, 1, "operator", minute(5)).await, Ok(false));
        assert_eq!(restore(&store, &id, 2, "operator", minute(5)).await, Ok(true));
        assert_eq!(find(&store, &id).await.map(|kept| kept.map(|kept| kept.lead)), Ok(Some(left)));
        assert_eq!(removed(&store, "saoneor-71076", 10).await, Ok(vec![]));
    })
    .await;
}

#[tokio::test]
async fn the_audit_says_that_a_lead_was_noted_and_not_whose() {
    on_each_engine(async |store| {
        let id = add(&store, &lead("saoneor-71076"), "operator", minute(1)).await.expect("written");
        let written = store::audit::of_object(&store, &format!("lead:{id}"), 10).await.expect("read");
        assert_eq!(written.len(), 1);
        let told = format!("{written:?}");
        assert!(told.contains("lead.save") && !told.contains("Durand"), "{told}");
    })
    .await;
}
