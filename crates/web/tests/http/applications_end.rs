//! No file is stuck: put off, it goes on; paid in part, it is paid further; not reported, the service reports.

use crate::applications::*;
use crate::applications_verdict::{begun, filed};

/// The committee puts the file off.
async fn postponed(cast: &Cast, session: &str, file: &str) {
    let number = file.rsplit('/').next().expect("a number");
    let version = value(&cast.text(&cast.instructor, session).await, "version");
    let form = [("number", number), ("version", &version), ("do", "postpone"), ("reason", "Locaux à trouver")];
    cast.done(&cast.instructor, &format!("{session}/decisions"), &form).await;
}

#[tokio::test]
async fn a_file_put_off_comes_back_in_its_wave_where_files_are_taken_as_they_come() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "1 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "3")]).await;
    postponed(&cast, &session, &file).await;
    assert_eq!(cast.instruct(&file, &[("do", "take_up")]).await.status, 409, "a reason is due");
    cast.instructed(&file, &[("do", "take_up"), ("reason", "Permis reçu")]).await;
    let page = cast.text(&cast.companies[0], &file).await;
    assert!(page.contains("Recevable") && page.contains("Reprise dans la même vague"), "{}", words(&page));
}

#[tokio::test]
async fn a_file_put_off_goes_to_a_wave_of_its_call_that_is_not_over_and_the_service_can_add_one() {
    let cast = Cast::gathered("operator:cnam").await;
    let cnam = "/appels/cnam-au-coeur-des-territoires-2";
    cast.open(cnam, "vague-1").await;
    let file = cast.filed(cnam, "vague-1", 0, "Centre du Cnam à Chalon", "").await;
    cast.to_committee(&file, "").await;
    let session = cast.ranked(cnam, "vague-1", "PV Cnam 1", &[(&file, "3")]).await;
    postponed(&cast, &session, &file).await;
    for (wave, why) in [("vague-9", "n’est pas une vague de cet appel"), ("vague-3", "close depuis")] {
        let refused = cast.instruct(&file, &[("do", "carry_over"), ("wave", wave)]).await;
        assert_eq!(refused.status, 409, "{wave}");
        assert!(refused.text().contains(why), "{wave}: {}", words(&refused.text()));
    }
    let refused = cast.instruct(&file, &[("do", "take_up"), ("reason", "Permis reçu")]).await;
    assert!(refused.status == 409 && refused.text().contains("se décide par vagues"), "{}", words(&refused.text()));

    let more = [
        ("opens-ajoutee-1", "2026-01-05"),
        ("closes-ajoutee-1", "2099-03-29"),
        ("closes_at-ajoutee-1", "17:00"),
        ("reason", "Convention avec l’État"),
    ];
    cast.done(&cast.instructor, &format!("{cnam}/vagues"), &more).await;
    let shown = cast.text(&cast.instructor, &format!("{cnam}/vagues")).await;
    assert!(shown.contains("name=\"opens-ajoutee-2\""), "and one more can be added");
    let call = cast.server.get("/api/v1/calls/cnam-au-coeur-des-territoires-2").await.json();
    let waves: Vec<&str> = call["waves"].as_array().expect("waves").iter().filter_map(|wave| wave["id"].as_str()).collect();
    assert_eq!(waves, ["vague-1", "vague-2", "vague-3", "ajoutee-1"]);
    // Another service filled the same form before it was sent: theirs is one more wave, sent twice or not, and the first keeps its dates.
    let theirs =
        [("more", "ajoutee-1"), ("opens-ajoutee-1", "2026-02-02"), ("closes-ajoutee-1", "2099-06-30"), ("reason", "Seconde convention")];
    for _ in 0..2 {
        cast.done(&cast.instructor, &format!("{cnam}/vagues"), &theirs).await;
    }
    let call = cast.server.get("/api/v1/calls/cnam-au-coeur-des-territoires-2").await.json();
    let added: Vec<(&str, &str)> = call["waves"].as_array().expect("waves")[3..]
        .iter()
        .filter_map(|wave| Some((wave["id"].as_str()?, wave["opens"].as_str()?)))
        .collect();
    assert_eq!(added, [("ajoutee-1", "2026-01-05"), ("ajoutee-2", "2026-02-02")]);
    cast.instructed(&file, &[("do", "carry_over"), ("wave", "ajoutee-1")]).await;
    let page = cast.text(&cast.companies[0], &file).await;
    assert!(page.contains("Vague ajoutée n°\u{a0}1"), "{}", words(&page));
}

#[tokio::test]
async fn a_grant_whose_holder_never_reports_is_corrected_paid_in_two_and_closed() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "1 000 000 €").await;
    cast.to_committee(&file, "900 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "3")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    cast.instructed(&file, &[("do", "notify")]).await;
    let sign = signed("900 000 €", "4 000 000 €", "24", "state");
    let unsaid: Vec<(&str, &str)> = sign.iter().copied().filter(|(name, _)| *name != "because").collect();
    let refused = cast.instruct(&file, &unsaid).await;
    assert!(refused.status == 409 && refused.text().contains("ne disent comment elle se paie"), "{}", words(&refused.text()));
    cast.instructed(&file, &sign).await;
    cast.credits(ENVELOPE, 100_000_000).await;
    assert_eq!(cast.instruct(&file, &[("do", "report"), ("spent", "4 000 000 €")]).await.status, 409, "why in their place is due");
    cast.instructed(&file, &[("do", "report"), ("spent", "4 000 000 €"), ("note", "Factures reçues, rapport jamais remis")]).await;
    cast.instructed(&file, &[("do", "correct"), ("spent", "2 000 000 €"), ("reason", "Factures de 2019 écartées")]).await;
    let pay = |amount: &'static str| [("do", "pay"), ("kind", "balance"), ("amount", amount), ("proof", "Rapport")];
    cast.instructed(&file, &pay("200 000 €")).await;
    let refused = cast.instruct(&file, &[("do", "close")]).await;
    assert!(refused.status == 409 && refused.text().contains("250\u{202f}000\u{a0}€"), "{}", words(&refused.text()));
    cast.instructed(&file, &pay("250 000 €")).await;
    // A part claimed back does not end the file.
    cast.instructed(&file, &[("do", "claim_back"), ("amount", "50 000 €"), ("reason", "Machine revendue")]).await;
    cast.instructed(&file, &[("do", "take_back")]).await;
    cast.instructed(&file, &[("do", "close")]).await;
    let list = cast.text(&cast.instructor, &format!("{CALL}/candidatures")).await;
    let sums = list.split("id=\"sums\"").nth(1).and_then(|rest| rest.split("</dl>").next()).unwrap_or_else(|| panic!("{}", words(&list)));
    for amount in ["1\u{202f}000\u{202f}000", "900\u{202f}000", "400\u{202f}000"] {
        assert!(sums.contains(amount), "{amount}: {sums}");
    }
    let fund = cast.server.get(&format!("/api/v1/envelopes/{ENVELOPE}")).await.json();
    let counters = ["committed", "paid", "repaid"].map(|name| fund["envelope"][name].as_i64());
    assert_eq!(counters, [Some(45_000_000), Some(45_000_000), Some(5_000_000)], "the rest is free again");
    store::ledger::verify(&cast.server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn a_volunteer_wholly_repaid_gives_the_place_back_and_a_support_in_kind_is_valued() {
    let cast = Cast::gathered("operator:bpifrance").await;
    let call = "/appels/vte-fil-de-l-eau";
    cast.open(call, "continu").await;
    let file = cast.filed(call, "continu", 0, "Un jeune", "4 000 €").await;
    cast.to_committee(&file, "4 000 €").await;
    let session = cast.ranked(call, "continu", "PV 1", &[(&file, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    cast.instructed(&file, &[("do", "notify")]).await;
    let sign = signed("4 000 €", "4 000 000 €", "12", "lump_sum");
    cast.instructed(&file, &sign).await;
    cast.instructed(&file, &[("do", "pay"), ("kind", "advance"), ("amount", "4 000 €"), ("proof", "Contrat signé")]).await;
    let told = cast.text(&cast.instructor, "/enveloppes/vte-1000").await;
    let euros = "Payé aux dossiers</dt><dd class=\"num\">4\u{202f}000\u{a0}€";
    assert!(told.contains(euros) && told.contains("ceux du dossier qui en tient une"), "places, and what they cost: {}", words(&told));
    assert!(!cast.text("", "/enveloppes/vte-1000").await.contains("Payé aux dossiers"), "one file is not for everybody");
    cast.instructed(&file, &[("do", "claim_back"), ("amount", "4 000 €"), ("reason", "Contrat rompu le premier mois")]).await;
    cast.instructed(&file, &[("do", "take_back")]).await;
    let places = cast.server.get("/api/v1/envelopes/vte-1000").await.json();
    assert_eq!(places["envelope"]["committed"].as_i64(), Some(0), "the place is free again");
    assert!(!cast.text(&cast.instructor, "/enveloppes/vte-1000").await.contains("Payé aux dossiers"), "and costs nothing");

    let cast = Cast::gathered("operator:anct").await;
    let call = "/appels/ingenierie-anct-fil-de-l-eau";
    cast.open(call, "continu").await;
    let file = cast.filed(call, "continu", 0, "Étude de flux", "").await;
    cast.to_committee(&file, "").await;
    let session = cast.ranked(call, "continu", "PV 1", &[(&file, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    cast.instructed(&file, &[("do", "notify")]).await;
    cast.instructed(&file, &[("do", "sign"), ("months", "6"), ("rules", "lump_sum"), ("because", "Convention-cadre")]).await;
    cast.instructed(&file, &[("do", "value"), ("value", "12 000 €"), ("days", "15"), ("provider", "Cabinet Duval")]).await;
    let page = cast.text(&cast.instructor, &format!("{file}/instruction")).await;
    assert!(page.contains("n’est pas partie d’un projet de la ligne"), "no project, no verdict: {}", words(&page));
    assert!(page.contains("12\u{202f}000\u{a0}€, 15 jours, Cabinet Duval"), "{}", words(&page));
    let list = cast.text(&cast.instructor, &format!("{call}/candidatures")).await;
    assert!(list.contains("12\u{202f}000\u{a0}€ (1)") && list.contains("15 (1)"), "{}", words(&list));
    let places = cast.server.get("/api/v1/envelopes/ingenierie-anct").await.json();
    assert_eq!(places["envelope"]["committed"].as_i64(), Some(1), "one mission of fifty");
}

#[tokio::test]
async fn the_verdict_of_the_measure_is_frozen_with_what_is_filed() {
    let cast = Cast::gathered("operator:bpifrance").await;
    let call = "/appels/vte-fil-de-l-eau";
    cast.open(call, "continu").await;
    let project = cast.server.project("Un jeune pour la presse").await;
    let who = &cast.companies[0];
    let draft = begun(&cast, who, &project, "k").await;
    let page = cast.text(who, &draft).await;
    assert!(page.contains("le verdict de la mesure sur votre projet"), "the holder is told what goes with the file: {}", words(&page));
    let frozen = filed(&cast, who, &draft).await.expect("frozen");
    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    let verdict = page.split("id=\"verdict\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("a verdict");
    assert!(verdict.contains("conditions remplies") && verdict.contains("tag unknown"), "{verdict}");
    assert!(!verdict.contains("n’est pas partie d’un projet"), "{verdict}");
    assert_eq!(frozen.on, cast.server.app.today());
    assert!(frozen.grounds.iter().any(|ground| ground.fact.is_some()), "with the facts it read");
    // The flat sum of a volunteer is paid at once: another rule is refused.
    cast.to_committee(&draft, "4 000 €").await;
    let session = cast.ranked(call, "continu", "PV 1", &[(&draft, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    cast.instructed(&draft, &[("do", "notify")]).await;
    let sign = [("do", "sign"), ("amount", "4 000 €"), ("eligible", "40 000 €"), ("months", "12"), ("rules", "state")];
    let refused = cast.instruct(&draft, &sign).await;
    assert!(refused.status == 409 && refused.text().contains("se paie ainsi"), "{}", words(&refused.text()));
}
