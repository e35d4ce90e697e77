//! The tree of envelopes and the calls meet: what the State delegated to a region is drawn on by the applications of that region, and
//! by no other.

use crate::applications::{BOUNDED, CALL, Cast, ENVELOPE, OPERATOR, signed, today, words};
use crate::envelopes::counters;
use domain::rights::Role;

/// Of a call by waves: files come in there while nothing is left for them.
const SCHOOLS: &str = "ecoles-de-production-ami-2021";
const REGION: &str = "ecoles-de-production-ami-2021.region-27";

/// The State gives the whole of an envelope to region 27.
async fn delegated(cast: &Cast, envelope: &str, amount: &str) -> String {
    let state = cast.server.person("Farida", Role::NationalPilot, "national").await;
    let form = [
        ("place", "region-27"),
        ("name", ""),
        ("amount", amount),
        ("date", "2021-06-01"),
        ("decision", "Lettre du 1er juin"),
        ("key", "whole"),
    ];
    cast.done(&state, &format!("/enveloppes/{envelope}/au-dessous"), &form).await;
    state
}

#[tokio::test]
async fn all_is_delegated_to_one_region_whose_files_are_decided_and_paid_while_another_is_told_that_nothing_remains() {
    let cast = Cast::gathered(OPERATOR).await;
    let state = delegated(&cast, SCHOOLS, "5 000 000 €").await;
    assert_eq!(counters(&cast.server, SCHOOLS, &["remaining"]).await, [0]);
    cast.open(BOUNDED, "unique").await;
    let own = cast.filed(BOUNDED, "unique", 0, "École de Chalon", "800 000 €").await;
    let (other, sent) = cast.sent(BOUNDED, "unique", 1, "École d’Annonay", "800 000 €", "1:ti-8401").await;
    assert_eq!(sent.status, 303, "{}", words(&sent.text()));
    cast.to_committee(&own, "800 000 €").await;
    cast.to_committee(&other, "500 000 €").await;
    let page = cast.text(&cast.instructor, &format!("{own}/instruction")).await;
    assert!(page.contains("5\u{202f}000\u{202f}000\u{a0}€ (Bourgogne-Franche-Comté)"), "it tells which envelope: {}", words(&page));
    // The other region is ranked first: what it has not hinders nobody of this one.
    let session = cast.ranked(BOUNDED, "unique", "PV 1", &[(&other, "5"), (&own, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    let committee = cast.text(&cast.instructor, &session).await;
    assert!(committee.contains("il reste 0\u{a0}€"), "{}", words(&committee));
    for left in [
        "Bourgogne-Franche-Comté</a>\u{a0}: il en reste <b>4\u{202f}200\u{202f}000\u{a0}€</b> (1 dossier)",
        "il en reste <b>0\u{a0}€</b> (1 dossier)",
    ] {
        assert!(committee.contains(left), "what is left where each file draws: {}", words(&committee));
    }
    assert_eq!(counters(&cast.server, REGION, &["reserved"]).await, [80_000_000]);
    assert_eq!(counters(&cast.server, SCHOOLS, &["reserved", "committed"]).await, [0, 0]);
    cast.instructed(&own, &[("do", "notify"), ("on", &today(&cast))]).await;
    let sign = signed("800 000 €", "4 000 000 €", "24", "state");
    cast.instructed(&own, &sign).await;
    // Payment credits go down the same way.
    cast.credits(SCHOOLS, 100_000_000).await;
    let year = cast.server.app.today().year().to_string();
    let credits = async |who: &str, envelope: &str, amount: &str, key: &str| {
        let day = ("date", "2026-02-01");
        let form = [("kind", "payment-credits"), ("amount", amount), ("year", &year), day, ("decision", "Loi de finances"), ("key", key)];
        cast.server.post_as(who, &format!("/enveloppes/{envelope}/actes"), &form).await
    };
    let pay = [("do", "pay"), ("kind", "advance"), ("amount", "240 000 €"), ("proof", "Ordre de service")];
    assert_eq!(cast.instruct(&own, &pay).await.status, 409, "the region has no payment credits yet");
    assert!([403, 422].contains(&credits(&cast.region, REGION, "900 000 €", "a").await.status.as_u16()), "nobody serves themselves");
    assert_eq!(credits(&state, REGION, "900 000 €", "b").await.status, 303);
    cast.instructed(&own, &pay).await;
    assert_eq!(counters(&cast.server, REGION, &["committed", "paid"]).await, [80_000_000, 24_000_000]);
    // A region shares its payment credits out too, among its own territories and out of its own.
    let below = [
        ("place", "ti-2702"),
        ("name", ""),
        ("amount", "500 000 €"),
        ("date", "2026-02-01"),
        ("decision", "Comité régional"),
        ("key", "t"),
    ];
    cast.done(&cast.region, &format!("/enveloppes/{REGION}/au-dessous"), &below).await;
    let territory = "ecoles-de-production-ami-2021.ti-2702";
    assert_eq!(credits(&cast.other_region, territory, "100 000 €", "c").await.status, 403);
    assert_eq!(credits(&cast.region, territory, "660 001 €", "d").await.status, 409, "no more than it has");
    assert_eq!(credits(&cast.region, territory, "660 000 €", "e").await.status, 303);
    let form = cast.text(&cast.region, &format!("/enveloppes/{territory}/actes")).await;
    assert!(form.contains("value=\"payment-credits\"") && !form.contains("value=\"raise\"") && !form.contains("value=\"closing\""));
    store::ledger::verify(&cast.server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn a_rolling_call_whose_places_are_all_delegated_takes_the_files_of_that_region() {
    let (call, envelope) = ("/appels/accelerateurs-fil-de-l-eau", "accelerateurs-300");
    let cast = Cast::gathered("operator:bpifrance").await;
    delegated(&cast, envelope, "300").await;
    let form = [("opens-continu", "2020-09-01"), ("reason", "Convention avec l’État")];
    cast.done(&cast.instructor, &format!("{call}/vagues"), &form).await;
    assert!(cast.text(&cast.companies[0], call).await.contains("ouverte jusqu’à épuisement"), "delegated is not used up");
    let (draft, refused) = cast.sent(call, "continu", 1, "Fonderie", "10 000 €", "1:ti-8401").await;
    assert!(refused.status == 409 && refused.text().contains("est épuisée"), "{}", words(&refused.text()));
    assert_eq!(cast.server.get_as(&cast.companies[1], &draft).await.status, 200, "the draft is kept");
    let file = cast.filed(call, "continu", 0, "Presse du Val", "10 000 €").await;
    cast.to_committee(&file, "6 000 €").await;
    let session = cast.ranked(call, "continu", "PV 1", &[(&file, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    assert_eq!(counters(&cast.server, "accelerateurs-300.region-27", &["reserved", "remaining"]).await, [1, 299]);
}

#[tokio::test]
async fn an_instructor_limited_to_one_region_examines_its_files_runs_its_committee_and_decides_on_its_envelope() {
    let mut cast = Cast::gathered(OPERATOR).await;
    let state = delegated(&cast, ENVELOPE, "1 000 000 €").await;
    let below = [
        ("place", "region-84"),
        ("name", ""),
        ("amount", "1 000 000 €"),
        ("date", "2021-06-01"),
        ("decision", "Lettre du 1er juin"),
        ("key", "other"),
    ];
    cast.done(&state, &format!("/enveloppes/{ENVELOPE}/au-dessous"), &below).await;
    cast.open(CALL, "continu").await;
    let theirs = cast.filed(CALL, "continu", 0, "École de Chalon", "1 000 000 €").await;
    let (own, sent) = cast.sent(CALL, "continu", 1, "École d’Annonay", "1 000 000 €", "1:ti-8401").await;
    assert_eq!(sent.status, 303);
    cast.to_committee(&theirs, "900 000 €").await;
    let national = std::mem::replace(&mut cast.instructor, cast.server.person("Lise", Role::Instructor, &format!("{OPERATOR}:84")).await);
    let lise = cast.instructor.clone();
    // The file of another region is not there; hers is examined from end to end.
    for path in [theirs.clone(), format!("{theirs}/instruction")] {
        assert_eq!(cast.server.get_as(&lise, &path).await.status, 404, "{path}");
    }
    let step = [("do", "notify"), ("version", "7")];
    assert_eq!(cast.server.post_as(&lise, &format!("{theirs}/instruction"), &step).await.status, 404);
    let list = cast.text(&lise, &format!("{CALL}/candidatures")).await;
    assert!(list.contains("École d’Annonay") && !list.contains("École de Chalon"), "{}", words(&list));
    let desk = cast.text(&lise, "/mon-travail").await;
    assert!(desk.contains("École d’Annonay") && !desk.contains("École de Chalon"), "what awaits her region: {}", words(&desk));
    cast.to_committee(&own, "900 000 €").await;
    // The grid and the dates are the whole country's; the committee is her region's.
    let grid = [("criteria", "1 Emploi"), ("scale", "5")];
    assert_eq!(cast.server.post_as(&lise, &format!("{CALL}/grille"), &grid).await.status, 403);
    assert_eq!(cast.server.get_as(&lise, &format!("{CALL}/vagues")).await.status, 403);
    cast.done(&national, &format!("{CALL}/grille"), &grid).await;
    let page = cast.text(&lise, &format!("{CALL}/comites")).await;
    assert!(page.contains("<option value=\"84\">") && !page.contains("<option value=\"27\">") && !page.contains("Tout le pays"));
    let members: Vec<&str> = page.split("name=\"member\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let day = today(&cast);
    let convene = async |who: &str, region: &str, reference: &str| {
        let form = [
            ("reference", reference),
            ("held_on", day.as_str()),
            ("wave", "continu"),
            ("quorum", "1"),
            ("member", members[0]),
            ("region", region),
        ];
        cast.server.post_as(who, &format!("{CALL}/comites"), &form).await
    };
    for region in ["", "27"] {
        assert_eq!(convene(&lise, region, "PV refusé").await.status, 403, "{region}");
    }
    let session = convene(&lise, "84", "PV 84").await.leads_to().to_owned();
    let other = convene(&national, "27", "PV 27").await.leads_to().to_owned();
    assert_eq!(cast.server.get_as(&lise, &other).await.status, 404);
    assert_eq!(cast.server.post_as(&lise, &format!("{other}/figer"), &[]).await.status, 404);
    assert!(!cast.text(&national, &session).await.contains("École de Chalon"), "whoever reads it, it ranks the files of its region");
    // A seat opens the files of the session's region, and no other.
    let number = own.rsplit('/').next().expect("a number");
    let notes = cast.text(&cast.members[0], &format!("{session}/notes/{number}")).await;
    let points = [("grid", crate::applications::value(&notes, "grid")), ("points-emploi", "4".to_owned())];
    let points: Vec<(&str, &str)> = points.iter().map(|(name, text)| (*name, text.as_str())).collect();
    cast.done(&cast.members[0], &format!("{session}/notes/{number}"), &points).await;
    let elsewhere = format!("{session}/notes/{}", theirs.rsplit('/').next().expect("a number"));
    assert_eq!(cast.server.get_as(&cast.members[0], &elsewhere).await.status, 404);
    cast.done(&lise, &format!("{session}/figer"), &[]).await;
    cast.done(&lise, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    let reserved = async |region: &str| counters(&cast.server, &format!("{ENVELOPE}.region-{region}"), &["reserved"]).await;
    assert_eq!((reserved("84").await, reserved("27").await), (vec![90_000_000], vec![0]));
    // By hand too: on what was delegated to her region, and nowhere else.
    let by_hand = async |envelope: &str| {
        let whom = ("beneficiary", "Fonderie Duval");
        let form = [
            ("kind", "reservation"),
            ("award", "X-1"),
            whom,
            ("amount", "10 €"),
            ("date", "2021-12-15"),
            ("decision", "PV"),
            ("key", envelope),
        ];
        cast.server.post_as(&lise, &format!("/enveloppes/{envelope}/decisions"), &form).await.status.as_u16()
    };
    assert_eq!(by_hand(&format!("{ENVELOPE}.region-84")).await, 303);
    assert_eq!(by_hand(&format!("{ENVELOPE}.region-27")).await, 403);
    assert_eq!(by_hand(ENVELOPE).await, 403);
}
