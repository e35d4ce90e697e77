//! Two persons: the State opens a large envelope with another, whoever invited somebody does not decide with them, and the key
//! of the server is not one of the two.

use crate::accounts::{accepted, invite, operator};
use crate::applications::{CALL, Cast, ENVELOPE, OPERATOR, value, words};
use crate::envelopes::{commitment, decide, instructor};
use crate::server::Server;
use domain::rights::Role;
use serde_json::json;

const NEW: &str = "/enveloppes/nouvelle";
const APPROVE: [(&str, &str); 1] = [("do", "approve")];

/// Where the first proposal that waits on this page is settled.
fn proposal(page: &str) -> String {
    let found = page.split("action=\"").find(|part| part.contains("/propositions/")).and_then(|part| part.split('"').next());
    found.unwrap_or_else(|| panic!("nothing waits in {page}")).to_owned()
}

#[tokio::test]
async fn an_envelope_at_the_top_is_opened_by_two_from_its_own_threshold_on() {
    let server = Server::without_jobs().await;
    let farida = server.person("Farida", Role::NationalPilot, "national").await;
    let hugo = server.person("Hugo", Role::NationalPilot, "national").await;
    let open = async |name: &str, amount: &str, from: &str| {
        let form = [
            ("name", name),
            ("unit", "money"),
            ("amount", amount),
            ("four-eyes", from),
            ("until", "2028-12-31"),
            ("date", "2026-11-02"),
            ("decision", "Délibération 12"),
            ("key", name),
        ];
        server.post_as(&farida, NEW, &form).await
    };
    assert_eq!(open("Petit fonds", "99 999 €", "100 000 €").await.leads_to(), "/enveloppes/petit-fonds", "below it, one is enough");
    for _ in 0..3 {
        let told = open("Grand fonds", "2 M€", "100 000 €").await;
        assert_eq!(told.header("location"), "/enveloppes/nouvelle#propositions", "{}", told.text());
    }
    assert_eq!(server.get_as(&farida, "/enveloppes/grand-fonds").await.status, 404, "nothing is open yet");
    let own = server.get_as(&farida, NEW).await.text();
    assert_eq!(own.matches("/propositions/").count(), 1, "sent three times, one proposal");
    assert!(own.contains("Grand fonds") && own.contains("2\u{202f}000\u{202f}000\u{a0}€") && !own.contains("value=\"approve\""), "{own}");
    // Whoever approves reads every term of the act, in their language.
    for (page, terms) in [
        (
            NEW,
            [
                "2\u{a0}novembre 2026",
                "Ce qu’elle compte\u{a0}: euros",
                "à partir de\u{a0}: 100\u{202f}000\u{a0}€",
                "Vaut jusqu’au\u{a0}: 31\u{a0}décembre 2028",
                "Délibération 12",
            ],
        ),
        (
            "/en/enveloppes/nouvelle",
            [
                "2\u{a0}November 2026",
                "What it counts: euros",
                "Two persons from: €100,000",
                "Good until: 31\u{a0}December 2028",
                "Délibération 12",
            ],
        ),
    ] {
        let page = server.get_as(&hugo, page).await.text();
        assert!(page.contains("value=\"approve\"") && terms.iter().all(|term| page.contains(term)), "{terms:?}: {page}");
    }
    let path = proposal(&own);
    let alone = server.post_as(&farida, &path, &APPROVE).await;
    assert_eq!(alone.status, 409);
    assert!(alone.text().contains("On n’approuve pas sa propre décision"), "{}", alone.text());
    for other in [server.person("Rémi", Role::RegionalPilot, "region:27").await, operator(&server).await] {
        assert_eq!(server.post_as(&other, &path, &APPROVE).await.status, 403);
    }
    // A word that no button sends approves nothing.
    for unknown in [&[("do", "aprove")][..], &[]] {
        let refused = server.post_as(&hugo, &path, unknown).await;
        assert!(refused.status == 400 && refused.text().contains("Ce geste n’existe pas"), "{}", refused.text());
    }
    assert!(server.get_as(&hugo, "/enveloppes").await.text().contains("1 enveloppe attend une seconde personne"));
    assert!(server.get_as(&hugo, "/en/enveloppes/nouvelle").await.text().contains("value=\"approve\""));
    for _ in 0..2 {
        let opened = server.post_as(&hugo, &path, &APPROVE).await;
        assert!(opened.header("location").starts_with("/enveloppes/grand-fonds#ecriture-"), "{}", opened.text());
    }
    let page = server.get_as(&hugo, "/enveloppes/grand-fonds").await.text();
    assert!(page.contains("Deux personnes à partir de") && page.contains("100\u{202f}000\u{a0}€"), "{page}");
    let id = ledger::EnvelopeId::parse("grand-fonds").expect("a name");
    let last = store::ledger::Page { before: None, limit: 1, with_awards: false };
    let line = store::ledger::entries(&server.app.store, &id, last).await.expect("read").remove(0);
    assert!(line.entry.approver.is_some_and(|approver| approver != line.entry.actor), "two names are in the journal");
    // A name that is taken is told at once; what was proposed is dropped by anyone who opens.
    assert_eq!(open("Grand fonds", "2 M€", "100 000 €").await.status, 409);
    assert_eq!(open("Autre fonds", "2 M€", "1 €").await.header("location"), "/enveloppes/nouvelle#propositions");
    let path = proposal(&server.get_as(&hugo, NEW).await.text());
    assert_eq!(server.post_as(&hugo, &path, &[("do", "drop")]).await.header("location"), "/enveloppes/nouvelle#propositions");
    assert_eq!(server.post_as(&hugo, &path, &APPROVE).await.status, 409);
    assert!(!server.get_as(&hugo, NEW).await.text().contains("/propositions/"));
    store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn where_the_installation_asks_it_money_at_the_top_is_opened_and_raised_by_two() {
    let server = Server::without_jobs().await;
    store::ledger::ask(&server.app.store, |terms| terms.two_persons_from = Some(domain::Cents::euros(1_000_000).0));
    let farida = server.person("Farida", Role::NationalPilot, "national").await;
    let hugo = server.person("Hugo", Role::NationalPilot, "national").await;
    let act = async |page: &str, form: &[(&str, &str)]| {
        let mut whole = vec![("date", "2026-11-02"), ("decision", "Délibération 12")];
        whole.extend(form);
        server.post_as(&farida, page, &whole).await
    };
    let open = async |name: &str, amount: &str| {
        act(NEW, &[("name", name), ("unit", "money"), ("amount", amount), ("four-eyes", ""), ("key", name)]).await
    };
    assert_eq!(open("Petit fonds", "999 999 €").await.leads_to(), "/enveloppes/petit-fonds", "below it, one is enough");
    assert_eq!(open("Grand fonds", "1 M€").await.header("location"), "/enveloppes/nouvelle#propositions");
    let path = proposal(&server.get_as(&hugo, NEW).await.text());
    let opened = server.post_as(&hugo, &path, &APPROVE).await;
    assert!(opened.header("location").starts_with("/enveloppes/grand-fonds#ecriture-"), "{}", opened.text());
    // A little fund is not made large by one either.
    let raise = async |amount: &str| act("/enveloppes/petit-fonds/actes", &[("kind", "raise"), ("amount", amount), ("key", amount)]).await;
    assert!(raise("1 M€").await.header("location").ends_with("#propositions"));
    assert!(raise("999 999 €").await.header("location").contains("#ecriture-"));
}

#[tokio::test]
async fn an_envelope_past_its_last_day_is_decided_on_no_more() {
    let server = Server::without_jobs().await;
    let odile = server.person("Odile", Role::Instructor, "operator:banque-des-territoires").await;
    let late = |day: &str| {
        let whom = "Fonderie Duval";
        json!({ "kind": "commitment", "award": "RI-1", "amount": 100, "date": day, "decision": "PV", "beneficiary": whom })
    };
    let refused = decide(&server, &odile, "rebond-industriel-aides", "late", &late("2026-11-02")).await;
    let why = refused.text();
    assert!(refused.status == 409 && why.contains("vaut jusqu’au 31\u{a0}octobre 2026"), "{why}");
    assert_eq!(decide(&server, &odile, "rebond-industriel-aides", "in time", &late("2026-10-30")).await.status, 200);
}

#[tokio::test]
async fn whoever_invited_somebody_does_not_decide_with_them() {
    let server = Server::without_jobs().await;
    let farida = server.person_with("Farida", &[(Role::NationalPilot, "national"), (Role::Administrator, "national")]).await;
    let link = invite(&server, &farida, "national", "complice@dge.test", "national_pilot").await;
    let invited = accepted(&server, &link, "Camille Complice").await;
    let hugo = server.person("Hugo", Role::NationalPilot, "national").await;
    let fund = "/enveloppes/fonds-friches";
    let act = async |who: &str, kind: &str, amount: &str, key: &str| {
        let form = [("kind", kind), ("amount", amount), ("date", "2022-01-10"), ("decision", "Loi de finances"), ("key", key)];
        server.post_as(who, &format!("{fund}/actes"), &form).await
    };
    assert_eq!(act(&hugo, "four-eyes", "1 M€", "s").await.status, 303);
    for (proposes, approves, key) in [(&farida, &invited, "a"), (&invited, &farida, "b")] {
        assert!(act(proposes, "raise", "2 M€", key).await.header("location").ends_with("#propositions"));
        let page = server.get_as(approves, fund).await.text();
        assert!(page.contains("l’un de vous deux a invité l’autre") && !page.contains("value=\"approve\""), "{page}");
        let path = proposal(&page);
        let refused = server.post_as(approves, &path, &APPROVE).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains("La seconde personne ne doit rien à la première"), "{}", refused.text());
        let english = server.post_as(approves, &format!("/en{path}"), &APPROVE).await.text();
        assert!(english.contains("The second person owes nothing to the first"), "{english}");
        assert!(server.post_as(&hugo, &path, &APPROVE).await.header("location").contains("#ecriture-"));
    }
    // Whoever made a link for a password may hold the account.
    assert_eq!(server.post_as(&farida, "/personnes/national/lien", &[("email", "hugo@rebond.test")]).await.status, 200);
    assert!(act(&hugo, "raise", "3 M€", "c").await.header("location").ends_with("#propositions"));
    let page = server.get_as(&farida, fund).await.text();
    assert!(!page.contains("value=\"approve\""), "{page}");
    assert_eq!(server.post_as(&farida, &proposal(&page), &APPROVE).await.status, 409);
    assert!(server.post_as(&invited, &proposal(&page), &APPROVE).await.header("location").contains("#ecriture-"));
}

#[tokio::test]
async fn where_the_installation_asks_it_two_whom_the_same_person_invited_do_not_decide_together() {
    let server = Server::without_jobs().await;
    let farida = server.person_with("Farida", &[(Role::NationalPilot, "national"), (Role::Administrator, "national")]).await;
    let mut invited = vec![];
    for name in ["Camille", "Noé"] {
        let email = format!("{}@dge.test", domain::name::slug(name));
        let link = invite(&server, &farida, "national", &email, "national_pilot").await;
        invited.push(accepted(&server, &link, name).await);
    }
    let hugo = server.person("Hugo", Role::NationalPilot, "national").await;
    let fund = "/enveloppes/fonds-friches";
    let act = async |who: &str, kind: &str, amount: &str, key: &str| {
        let form = [("kind", kind), ("amount", amount), ("date", "2022-01-10"), ("decision", "Loi de finances"), ("key", key)];
        server.post_as(who, &format!("{fund}/actes"), &form).await
    };
    assert_eq!(act(&hugo, "four-eyes", "1 M€", "s").await.status, 303);
    assert!(act(&invited[0], "raise", "2 M€", "a").await.header("location").ends_with("#propositions"));
    assert!(server.get_as(&invited[1], fund).await.text().contains("value=\"approve\""), "as long as nobody asks it");
    store::ledger::ask(&server.app.store, |terms| terms.apart = true);
    let page = server.get_as(&invited[1], fund).await.text();
    assert!(page.contains("la même personne vous a fait entrer") && !page.contains("value=\"approve\""), "{page}");
    let path = proposal(&page);
    let refused = server.post_as(&invited[1], &path, &APPROVE).await;
    assert!(refused.status == 409 && refused.text().contains("qu’une même troisième a fait entrer"), "{}", refused.text());
    let english = server.post_as(&invited[1], &format!("/en{path}"), &APPROVE).await.text();
    assert!(english.contains("two people whom the same third brought in"), "{english}");
    // Whoever somebody else brought in approves.
    assert!(server.post_as(&hugo, &path, &APPROVE).await.header("location").contains("#ecriture-"));
}

#[tokio::test]
async fn an_instructor_does_not_approve_what_whoever_invited_them_proposed() {
    let mut cast = Cast::gathered(OPERATOR).await;
    let both = [(Role::Instructor, OPERATOR), (Role::Administrator, "national")];
    let alice = cast.server.person_with("Alice", &both).await;
    let link = invite(&cast.server, &alice, OPERATOR, "complice@bdt.test", "instructor").await;
    let invited = accepted(&cast.server, &link, "Camille Complice").await;
    cast.instructor = alice;
    let state = cast.server.person("Farida", Role::NationalPilot, "national").await;
    let threshold = [("kind", "four-eyes"), ("amount", "500 000 €"), ("date", "2021-06-01"), ("decision", "Charte"), ("key", "s")];
    cast.done(&state, &format!("/enveloppes/{ENVELOPE}/actes"), &threshold).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "5")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    // What is approved is told term by term: the amount, the minutes, the day.
    let shown = cast.text(&cast.second, &format!("/en{file}/instruction")).await;
    let waits = shown.split("Waits for a second person").nth(1).and_then(|rest| rest.split("</dl>").next()).expect("a proposal");
    for term in
        ["<dt>Amount</dt><dd>€1,000,000</dd>", "<dt>Reference of the minutes</dt><dd>PV 1</dd>", "<dt>Date</dt>", "<dt>Waits until</dt>"]
    {
        assert!(waits.contains(term), "{term}: {waits}");
    }
    let page = cast.text(&invited, &format!("{file}/instruction")).await;
    assert!(page.contains("l’un de vous deux a invité l’autre") && !page.contains("value=\"approve\""), "{}", words(&page));
    let version = value(&page, "version");
    let approve = [("do", "approve"), ("version", version.as_str())];
    let refused = cast.server.post_as(&invited, &format!("{file}/approbation"), &approve).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("La seconde personne ne doit rien à la première"), "{}", words(&refused.text()));
    let unknown = cast.server.post_as(&cast.second, &format!("{file}/approbation"), &[("version", version.as_str())]).await;
    assert_eq!(unknown.status, 400, "what no button sends approves nothing");
    cast.done(&cast.second, &format!("{file}/approbation"), &approve).await;
    let fund = cast.server.get(&format!("/api/v1/envelopes/{ENVELOPE}")).await.json();
    assert_eq!(fund["envelope"]["reserved"].as_i64(), Some(100_000_000));
    // A day that cannot be read is not taken for today.
    let unread = cast.instruct(&file, &[("do", "notify"), ("on", "demain")]).await;
    assert!(unread.status == 409 && unread.text().contains("date illisible"), "{}", words(&unread.text()));
    cast.instructed(&file, &[("do", "notify")]).await;
}

#[tokio::test]
async fn while_the_first_of_the_ranking_awaits_a_second_person_nobody_below_takes_the_money() {
    let cast = Cast::gathered(OPERATOR).await;
    let state = cast.server.person("Farida", Role::NationalPilot, "national").await;
    let threshold = [("kind", "four-eyes"), ("amount", "1 000 000 €"), ("date", "2021-06-01"), ("decision", "Charte"), ("key", "s")];
    cast.done(&state, &format!("/enveloppes/{ENVELOPE}/actes"), &threshold).await;
    cast.open(CALL, "continu").await;
    // Of two million, one and a half for the first: the second, at seven tenths, would take what the first awaits.
    let first = cast.filed(CALL, "continu", 0, "École de Chalon", "1 500 000 €").await;
    let second = cast.filed(CALL, "continu", 1, "École du Creusot", "700 000 €").await;
    cast.to_committee(&first, "1 500 000 €").await;
    cast.to_committee(&second, "700 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&first, "5"), (&second, "4")]).await;
    let decisions = format!("{session}/decisions");
    let (one, other) = (first.rsplit('/').next().expect("a number"), second.rsplit('/').next().expect("a number"));
    let sentence = format!("Le dossier {one}, mieux classé, attend une seconde personne");
    let reserved = async || {
        let fund = cast.server.get(&format!("/api/v1/envelopes/{ENVELOPE}")).await.json();
        fund["envelope"]["reserved"].as_i64()
    };
    for _ in 0..2 {
        let told = cast.server.post_as(&cast.instructor, &decisions, &[("do", "by_rank")]).await;
        assert!(told.status == 409 && told.text().contains(&sentence), "{}", words(&told.text()));
    }
    // Nor by hand.
    let page = cast.text(&cast.instructor, &session).await;
    let form = page.split(&format!("name=\"number\" value=\"{other}\"")).nth(1).expect("it can be decided");
    let (version, key) = (value(form, "version"), value(form, "key"));
    let favour = [("number", other), ("version", &version), ("key", &key), ("amount", "700 000 €"), ("do", "favour")];
    let by_hand = cast.server.post_as(&cast.instructor, &decisions, &favour).await;
    assert!(by_hand.status == 409 && by_hand.text().contains(&sentence), "{}", words(&by_hand.text()));
    assert_eq!(reserved().await, Some(0));
    let version = value(&cast.text(&cast.second, &format!("{first}/instruction")).await, "version");
    cast.done(&cast.second, &format!("{first}/approbation"), &[("do", "approve"), ("version", &version)]).await;
    assert_eq!(reserved().await, Some(150_000_000));
    cast.done(&cast.instructor, &decisions, &[("do", "by_rank")]).await;
    let committee = cast.text(&cast.instructor, &session).await;
    assert!(committee.contains("dépassement de 200\u{202f}000\u{a0}€"), "the second waits for its turn: {}", words(&committee));
}

#[tokio::test]
async fn the_key_of_the_server_reads_the_money_and_moves_none() {
    let server = Server::without_jobs().await;
    let (key, by) = (operator(&server).await, instructor(&server).await);
    assert_eq!(decide(&server, &by, "fonds-friches", "k", &commitment("FF-001", 100)).await.status, 200);
    let page = server.get_as(&key, "/enveloppes/fonds-friches").await.text();
    assert!(page.contains("FF-001") && !page.contains("/decisions\"") && !page.contains("/actes"), "{page}");
    // A call draws on the first of them, none on the other.
    for envelope in ["fonds-friches", "ecoles-de-production-2020"] {
        let refused = decide(&server, &key, envelope, "k2", &commitment("FF-002", 1)).await;
        assert_eq!(refused.status, 403);
        assert!(refused.text().contains("La clé du serveur n’y décide rien"), "{}", refused.text());
        let raise = json!({ "kind": "raise", "amount": 1, "date": "2020-12-15", "decision": "x" });
        assert_eq!(decide(&server, &key, envelope, "k3", &raise).await.status, 403);
        for path in ["actes", "au-dessous"] {
            assert_eq!(server.get_as(&key, &format!("/enveloppes/{envelope}/{path}")).await.status, 403, "{path}");
        }
    }
    assert_eq!(server.get_as(&key, NEW).await.status, 403);
}
