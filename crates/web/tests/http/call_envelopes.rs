//! A call that gives money and names no envelope: nothing is granted there until two persons attach one.

use crate::applications::{Cast, today, value, words};
use crate::envelopes::counters;
use crate::tables::{cells, refused as nobody};
use domain::rights::Role;

const CALL: &str = "/appels/vte-vert-fil-de-l-eau";
const APPROVE: [(&str, &str); 1] = [("do", "approve")];

#[tokio::test]
async fn a_call_in_money_grants_nothing_until_two_persons_attach_an_envelope_to_it() {
    let cast = Cast::gathered("operator:bpifrance").await;
    let farida = cast.server.person("Farida", Role::NationalPilot, "national").await;
    let hugo = cast.server.person("Hugo", Role::NationalPilot, "national").await;
    let opening = [("opens-continu", "2020-09-01"), ("reason", "Convention avec l’État")];
    cast.done(&cast.instructor, &format!("{CALL}/vagues"), &opening).await;
    let file = cast.filed(CALL, "continu", 0, "Un jeune pour la transition", "8 000 €").await;
    cast.to_committee(&file, "8 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "4")]).await;
    let decisions = format!("{session}/decisions");
    let refused = cast.server.post_as(&cast.instructor, &decisions, &[("do", "by_rank")]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("ne tire sur aucune enveloppe") && refused.text().contains(&format!("{CALL}/enveloppe")));
    // A fund of its own is opened, then attached.
    let fund = [
        ("name", "Volontariat vert"),
        ("unit", "money"),
        ("amount", "1 M€"),
        ("four-eyes", ""),
        ("date", "2026-01-05"),
        ("decision", "Convention 2026"),
        ("key", "fund"),
    ];
    cast.done(&farida, "/enveloppes/nouvelle", &fund).await;
    let by_hand = async || {
        let whom = ("beneficiary", "Fonderie Duval");
        let form =
            [("kind", "reservation"), ("award", "X-1"), whom, ("amount", "10 €"), ("date", "2026-02-01"), ("decision", "PV"), ("key", "x")];
        cast.server.post_as(&cast.instructor, "/enveloppes/volontariat-vert/decisions", &form).await.status.as_u16()
    };
    assert_eq!(by_hand().await, 403, "no call draws on it: nobody decides there");
    let fund = "/enveloppes/volontariat-vert";
    for other in ["", &cast.instructor] {
        assert_eq!(cast.server.get_as(other, fund).await.status, 404, "and only the State reads it");
    }
    let page = format!("{CALL}/enveloppe");
    for other in [&cast.instructor, &cast.region, &cast.companies[0]] {
        assert_eq!(cast.server.get_as(other, &page).await.status, 403);
        assert_eq!(cast.server.post_as(other, &page, &APPROVE).await.status, 403);
    }
    let shown = cast.text(&farida, &page).await;
    assert!(shown.contains("Cet appel ne tire sur aucune enveloppe") && shown.contains("Volontariat vert"), "{}", words(&shown));
    let key = value(&shown, "key");
    let act = |date: &'static str| {
        [("do", "propose"), ("envelope", "volontariat-vert"), ("date", date), ("decision", "Convention 2026"), ("key", key.as_str())]
    };
    assert_eq!(cast.server.post_as(&farida, &page, &act("2206-01-01")).await.status, 422, "no act is of a day to come");
    assert_eq!(cast.server.post_as(&farida, &page, &[("do", "propose"), ("decision", "")]).await.status, 422);
    for _ in 0..2 {
        cast.done(&farida, &page, &act("2026-01-06")).await;
    }
    let own = cast.text(&farida, &page).await;
    assert!(own.matches("name=\"proposal\"").count() == 1 && !own.contains("value=\"approve\""), "one proposal, not theirs to approve");
    assert!(own.contains("/enveloppes/volontariat-vert\">Volontariat vert</a></th>"), "the envelope is named: {}", words(&own));
    let acts = format!("{page}/rattachements");
    let waiting = cells(&cast.server, &hugo, &acts).await;
    assert_eq!(waiting[0][..6], ["volontariat-vert", "Volontariat vert", "2026-01-06", "Convention 2026", "en attente", "Farida"]);
    nobody(&cast.server, &["", &cast.instructor, &cast.region, &cast.companies[0]], &acts).await;
    let proposal = value(&own, "proposal");
    let approve = [("do", "approve"), ("proposal", proposal.as_str())];
    let alone = cast.server.post_as(&farida, &page, &approve).await;
    assert!(alone.status == 409 && alone.text().contains("On n’approuve pas sa propre décision"), "{}", words(&alone.text()));
    assert!(cast.text(&hugo, &format!("/en{page}")).await.contains("value=\"approve\""));
    let steered =
        async |query: &str| cast.text(&farida, &format!("/pilotage?{query}")).await.contains("href=\"/enveloppes/volontariat-vert\"");
    assert!(steered("").await && !steered("operateur=bpifrance").await, "no call of theirs draws on it yet");
    assert!(cast.text(&hugo, "/mon-travail").await.contains(&page), "a second person is told of it");
    assert!(!cast.text(&farida, "/mon-travail").await.contains(&page), "and nobody of their own");
    for _ in 0..2 {
        cast.done(&hugo, &page, &approve).await;
    }
    let approved = cells(&cast.server, &farida, &acts).await;
    assert_eq!((approved.len(), &approved[0][4], &approved[0][7]), (1, &"approuvé".to_owned(), &"Hugo".to_owned()));
    assert!(cast.server.get(CALL).await.text().contains("Volontariat vert"), "anyone reads what the call draws on");
    for query in ["operateur=bpifrance", "programme=territoires-d-industrie-2023"] {
        assert!(steered(query).await, "{query}: by the act, which is no line of the ledger");
    }
    assert!(!steered("operateur=ademe").await);
    assert_eq!(by_hand().await, 303, "whoever examines the call decides there");
    let public = cast.text("", fund).await;
    assert!(public.contains("Volontariat vert") && !public.contains("X-1"), "anyone follows where its call leads, and no file: {public}");
    assert!(cast.text(&cast.instructor, fund).await.contains("X-1"));
    cast.done(&cast.instructor, &decisions, &[("do", "by_rank")]).await;
    assert_eq!(counters(&cast.server, "volontariat-vert", &["reserved"]).await, [801_000]);
    cast.instructed(&file, &[("do", "notify"), ("on", &today(&cast))]).await;
    store::audit::verify(&cast.server.app.store, None).await.expect("read").expect("the audit holds");
}
