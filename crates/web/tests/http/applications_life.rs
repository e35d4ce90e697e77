//! Applications, further: what is kept of what is typed, many hands on one file, the calls of the Pack, the envelopes of a call.

use crate::applications::*;
use crate::server::{body, form_request};
use domain::rights::Role;

#[tokio::test]
async fn what_is_typed_is_kept_when_it_cannot_be_read_or_somebody_saved_before() {
    let cast = Cast::gathered(OPERATOR).await;
    let who = &cast.companies[0];
    let page = cast.text(who, &format!("{CALL}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let form = [("organisation", organisation.as_str()), ("wave", "continu"), ("title", "École"), ("key", "k")];
    let draft = cast.done(who, &format!("{CALL}/candidater"), &form).await.leads_to().to_owned();
    assert_eq!(cast.done(who, &format!("{CALL}/candidater"), &form).await.leads_to(), draft, "sent twice, one draft");
    // The same key from another company is no draft of theirs, and no fault of the server.
    let page = cast.text(&cast.companies[1], &format!("{CALL}/candidater")).await;
    let theirs = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let reused = [("organisation", theirs.as_str()), ("wave", "continu"), ("title", "École"), ("key", "k")];
    assert_eq!(cast.server.post_as(&cast.companies[1], &format!("{CALL}/candidater"), &reused).await.status, 400);
    let unread = cast
        .server
        .post_as(who, &format!("{draft}/brouillon"), &[("version", "1"), ("title", "École"), ("asked", "1,250"), ("do", "save")])
        .await;
    assert_eq!(unread.status, 422);
    assert!(unread.text().contains("value=\"1,250\"") && unread.text().contains("href=\"#asked\""), "{}", words(&unread.text()));
    assert!(unread.text().contains("montant illisible") && !unread.text().contains("unreadable"), "one language a page");
    cast.done(who, &format!("{draft}/brouillon"), &[("version", "1"), ("title", "Une école"), ("do", "save")]).await;
    let late = cast.server.post_as(who, &format!("{draft}/brouillon"), &[("version", "1"), ("title", "Autre nom"), ("do", "save")]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("value=\"Autre nom\""), "what was typed is still in its field");
    // Filed out of time: the draft stays, the reason is told.
    let early = cast.server.post_as(who, &format!("{draft}/brouillon"), &[("version", "2"), ("title", "École"), ("do", "file")]).await;
    assert_eq!(early.status, 409);
    assert!(early.text().contains("Aucune date connue ne dit que cette vague est ouverte"), "{}", words(&early.text()));
    // A draft is its holder's alone.
    for other in [&cast.instructor, &cast.members[0], &cast.companies[1], &cast.region] {
        assert_eq!(cast.server.get_as(other, &draft).await.status, 404);
        let list = cast.server.get_as(other, &format!("{CALL}/candidatures")).await;
        assert!(list.status == 403 || !list.text().contains(draft.rsplit('/').next().expect("a number")));
    }
    let sent = form_request(&format!("{CALL}/candidater")).body(body(&form)).expect("a request");
    assert_eq!(cast.server.send(sent).await.status, 403, "a visitor does not apply");
}

#[tokio::test]
async fn thirty_two_instructors_on_one_file_and_one_decision() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    let version = value(&cast.text(&cast.instructor, &format!("{file}/instruction")).await, "version");
    let path = format!("{file}/instruction");
    let mut answers = std::collections::BTreeMap::new();
    let server = &cast.server;
    let asked: Vec<_> = (0..32)
        .map(|n| {
            let who = if n % 2 == 0 { &cast.instructor } else { &cast.second };
            let (path, version) = (&path, &version);
            async move {
                let key = format!("client {n}");
                server.post_as(who, path, &[("do", "find_admissible"), ("version", version), ("key", &key)]).await.status.as_u16()
            }
        })
        .collect();
    for status in futures(asked).await {
        *answers.entry(status).or_insert(0) += 1;
    }
    assert_eq!(answers, [(303, 1), (409, 31)].into());
}

/// Runs them side by side on this task.
async fn futures<F: Future<Output = u16>>(asked: Vec<F>) -> Vec<u16> {
    let mut running: Vec<_> = asked.into_iter().map(|f| (Box::pin(f), None)).collect();
    std::future::poll_fn(move |cx| {
        for (future, done) in running.iter_mut().filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(status) = future.as_mut().poll(cx) {
                *done = Some(status);
            }
        }
        match running.iter().all(|(_, done)| done.is_some()) {
            true => std::task::Poll::Ready(running.iter().filter_map(|(_, done)| *done).collect()),
            false => std::task::Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn the_calls_of_the_pack_run_through_it() {
    // Cnam: three waves, no money; a file put off in the third... goes on in another wave with its history.
    let cast = Cast::gathered("operator:cnam").await;
    let cnam = "/appels/cnam-au-coeur-des-territoires-2";
    let page = cast.text(&cast.companies[0], cnam).await;
    assert!(page.contains("dates inconnues") && page.contains("close depuis le"), "{}", words(&page));
    for wave in ["vague-1", "vague-2"] {
        cast.open(cnam, wave).await;
    }
    let file = cast.filed(cnam, "vague-1", 0, "Centre du Cnam à Chalon", "").await;
    cast.to_committee(&file, "").await;
    let session = cast.ranked(cnam, "vague-1", "PV Cnam 1", &[(&file, "3")]).await;
    let number = file.rsplit('/').next().expect("a number").to_owned();
    let version = value(&cast.text(&cast.instructor, &session).await, "version");
    let postpone = [("number", number.as_str()), ("version", &version), ("do", "postpone"), ("reason", "Locaux à trouver")];
    cast.done(&cast.instructor, &format!("{session}/decisions"), &postpone).await;
    cast.instructed(&file, &[("do", "carry_over"), ("wave", "vague-2")]).await;
    let page = cast.text(&cast.companies[0], &file).await;
    assert!(page.contains("Deuxième vague") && page.contains("Locaux à trouver"), "{}", words(&page));

    // VTE and accelerators: places, one each, a lump sum that the ledger of places does not pay.
    for (call, wave, envelope, asked, sum) in [
        ("/appels/vte-fil-de-l-eau", "continu", "vte-1000", "4 000 €", "4 000 €"),
        ("/appels/accelerateurs-fil-de-l-eau", "continu", "accelerateurs-300", "10 000 €", "6 000 €"),
    ] {
        let cast = Cast::gathered("operator:bpifrance").await;
        // Rolling: without a closing day, until exhaustion.
        let opens = format!("opens-{wave}");
        let form = [(opens.as_str(), "2020-09-01"), ("reason", "Convention avec l’État")];
        cast.done(&cast.instructor, &format!("{call}/vagues"), &form).await;
        assert!(cast.text(&cast.companies[0], call).await.contains("ouverte jusqu’à épuisement"));
        let file = cast.filed(call, wave, 0, "Un jeune au plus près du dirigeant", asked).await;
        cast.to_committee(&file, sum).await;
        let session = cast.ranked(call, wave, "PV rolling", &[(&file, "4")]).await;
        cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
        cast.instructed(&file, &[("do", "notify")]).await;
        let sign = signed(sum, "4 000 000 €", "12", "lump_sum");
        cast.instructed(&file, &sign).await;
        cast.instructed(&file, &[("do", "pay"), ("kind", "advance"), ("amount", sum), ("proof", "Contrat signé")]).await;
        let places = cast.server.get(&format!("/api/v1/envelopes/{envelope}")).await.json();
        let counters = ["committed", "reserved", "paid"].map(|name| places["envelope"][name].as_i64());
        assert_eq!(counters, [Some(1), Some(0), Some(0)], "{envelope}");
    }
}

#[tokio::test]
async fn an_instructor_decides_on_the_envelopes_of_their_calls_and_opens_no_credit() {
    let cast = Cast::gathered(OPERATOR).await;
    let decide = async |envelope: &str, kind: &str| {
        let whom = ("beneficiary", "Fonderie Duval");
        let form =
            [("kind", kind), ("award", "X-1"), whom, ("amount", "10 €"), ("date", "2020-12-15"), ("decision", "PV"), ("key", envelope)];
        cast.server.post_as(&cast.instructor, &format!("/enveloppes/{envelope}/decisions"), &form).await.status.as_u16()
    };
    assert_eq!(decide(ENVELOPE, "reservation").await, 303);
    assert_eq!(decide("vte-1000", "reservation").await, 403, "another operator’s");
    let acts =
        [("kind", "payment-credits"), ("amount", "10 €"), ("year", "2020"), ("date", "2020-12-15"), ("decision", "PV"), ("key", "k")];
    let credits = cast.server.post_as(&cast.instructor, &format!("/enveloppes/{ENVELOPE}/actes"), &acts).await;
    assert_eq!(credits.status, 403, "acts are the State’s");
    assert!(cast.text(&cast.instructor, &format!("/enveloppes/{ENVELOPE}")).await.contains("X-1"));
    assert!(!cast.text(&cast.companies[0], &format!("/enveloppes/{ENVELOPE}")).await.contains("X-1"));
}

#[tokio::test]
async fn the_four_calls_of_the_pack_open_in_one_gesture_on_an_envelope_in_their_unit() {
    for (operator, call, waves, envelope) in [
        ("operator:cnam", "cnam-au-coeur-des-territoires-2", &["vague-1", "vague-2", "vague-3"][..], None),
        ("operator:bpifrance", "vte-fil-de-l-eau", &["continu"], Some("1\u{202f}000\u{a0}places")),
        ("operator:bpifrance", "accelerateurs-fil-de-l-eau", &["continu"], Some("300\u{a0}places")),
        ("operator:banque-des-territoires", "ecoles-de-production-2021", &["unique"], Some("5\u{202f}000\u{202f}000\u{a0}€")),
    ] {
        let cast = Cast::gathered(operator).await;
        let path = format!("/appels/{call}");
        let page = cast.text(&cast.instructor, &format!("{path}/vagues")).await;
        assert!(envelope.is_none_or(|amount| page.contains(amount)), "{call}: {}", words(&page));
        // Every wave on one page, three times sent: one act each.
        let mut form = vec![("reason".to_owned(), "Convention avec l’État")];
        for (n, wave) in waves.iter().enumerate() {
            assert!(page.contains(&format!("name=\"opens-{wave}\"")), "{call}: {wave}");
            form.push((format!("opens-{wave}"), ["2026-01-05", "2026-05-04", "2026-09-07"][n]));
            form.push((format!("closes-{wave}"), ["2026-03-29", "2026-06-30", "2099-10-25"][n]));
            form.push((format!("closes_at-{wave}"), "17:00"));
        }
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        for _ in 0..3 {
            cast.done(&cast.instructor, &format!("{path}/vagues"), &form).await;
        }
        let acts = store::calls::acts(&cast.server.app.store, call).await.expect("read");
        assert_eq!(acts.len(), waves.len(), "{call}: one act for each wave");
        // Paris went to summer time on 29 March 2026: seventeen o'clock is fifteen in Greenwich.
        let spring = acts.iter().find(|act| act.wave == waves[0]).and_then(|act| act.closes_at).expect("closes");
        assert_eq!(spring.to_string(), "2026-03-29T15:00:00Z", "{call}");
        let feed = cast.server.get("/appels/agenda.ics").await.text();
        assert!(feed.contains("DTSTART:20260329T150000Z"), "{call} is in the agenda to the minute");
        assert!(feed.contains("DTSTART;VALUE=DATE:20260105"), "and so is its opening");
        let shown = cast.text(&cast.instructor, &format!("{path}/vagues")).await;
        assert!(shown.contains("value=\"2026-03-29\"") && shown.contains("value=\"17:00\""), "the page holds what stands");
    }
}

#[tokio::test]
async fn dates_of_a_wave_that_cannot_be_are_told_beside_it_and_kept_as_typed() {
    let cast = Cast::gathered(OPERATOR).await;
    let path = format!("{BOUNDED}/vagues");
    let wrong = [("opens-unique", "2026-05-04"), ("closes-unique", "2026-05-01"), ("reason", "")];
    let answer = cast.server.post_as(&cast.instructor, &path, &wrong).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(
        text.contains("href=\"#opens-unique\"") && text.contains("href=\"#reason\"") && text.contains("value=\"2026-05-01\""),
        "{text}"
    );
    let endless = [("opens-unique", "2026-05-04"), ("reason", "Décision")];
    assert_eq!(cast.server.post_as(&cast.instructor, &path, &endless).await.status, 422, "a call by waves has a closing day");
    assert_eq!(cast.server.get_as(&cast.companies[0], &path).await.status, 403);
    assert!(store::calls::acts(&cast.server.app.store, "ecoles-de-production-2021").await.expect("read").is_empty());
}

#[tokio::test]
async fn a_member_reads_the_sessions_where_they_sit_and_no_other() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    cast.done(&cast.instructor, &format!("{CALL}/grille"), &[("criteria", "1 Emploi"), ("scale", "5")]).await;
    let page = cast.text(&cast.instructor, &format!("{CALL}/comites")).await;
    let members: Vec<&str> = page.split("name=\"member\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let day = today(&cast);
    let mut sessions = vec![];
    for reference in ["PV 1", "PV 2"] {
        let form = [("reference", reference), ("held_on", day.as_str()), ("wave", "continu"), ("quorum", "1"), ("member", members[0])];
        sessions.push(cast.done(&cast.instructor, &format!("{CALL}/comites"), &form).await.leads_to().to_owned());
    }
    // Anne sits in both; Bruno is of the same committee and sits in none.
    let [anne, bruno] = &cast.members;
    let list = format!("{CALL}/comites");
    let own = cast.text(anne, &list).await;
    assert!(own.contains("PV 1") && own.contains("PV 2"), "{}", words(&own));
    let none = cast.text(bruno, &list).await;
    assert!(none.contains("Vous ne siégez dans aucune séance") && !none.contains("PV 1"), "{}", words(&none));
    let number = file.rsplit('/').next().expect("a number");
    cast.done(&cast.instructor, &format!("{}/figer", sessions[0]), &[]).await;
    let of = |session: &str| ["", "/classement.csv", "/classement.xlsx", "/pv.pdf"].map(|path| format!("{session}{path}"));
    let notes = format!("{}/notes/{number}", sessions[1]);
    for path in of(&sessions[0]).into_iter().chain([notes.clone(), file.clone(), format!("{file}/candidature.json")]) {
        assert_eq!(cast.server.get_as(anne, &path).await.status, 200, "{path}");
        assert_eq!(cast.server.get_as(bruno, &path).await.status, 404, "{path}");
    }
    assert!(!cast.text(bruno, &format!("{CALL}/candidatures")).await.contains(number));
    // Seated in the second, he reads it and the files of the call, and still not the first.
    cast.done(&cast.instructor, &format!("{}/membres", sessions[1]), &[("member", members[1]), ("do", "seat")]).await;
    for path in [sessions[1].clone(), notes, file] {
        assert_eq!(cast.server.get_as(bruno, &path).await.status, 200, "{path}");
    }
    for path in of(&sessions[0]) {
        assert_eq!(cast.server.get_as(bruno, &path).await.status, 404, "{path}");
    }
    let seated = cast.text(bruno, &list).await;
    assert!(seated.contains("PV 2") && !seated.contains("PV 1"), "{}", words(&seated));
    // The files of the list hold what it shows.
    let taken = cast.text(bruno, &format!("{list}/comites.csv")).await;
    assert!(taken.contains("PV 2;") && !taken.contains("PV 1"), "{taken}");
    assert_eq!(cast.server.get_as(anne, &format!("{list}/comites.xlsx")).await.status, 200);
}

#[tokio::test]
async fn nobody_judges_the_file_of_an_organisation_they_apply_for() {
    let mut cast = Cast::gathered(OPERATOR).await;
    let both = [(Role::CompanyContact, "own organisation"), (Role::Instructor, OPERATOR), (Role::CommitteeMember, OPERATOR)];
    cast.companies[0] = cast.server.person_with("Double", &both).await;
    cast.open(CALL, "continu").await;
    let own = cast.filed(CALL, "continu", 0, "École du double", "500 000 €").await;
    let other = cast.filed(CALL, "continu", 1, "École de la fonderie", "500 000 €").await;
    let double = cast.companies[0].clone();
    let refused = cast.server.get_as(&double, &format!("{own}/instruction")).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("Personne n’instruit le dossier d’une organisation"), "{}", refused.text());
    let step = [("do", "find_admissible"), ("version", "2")];
    assert_eq!(cast.server.post_as(&double, &format!("{own}/instruction"), &step).await.status, 403);
    assert_eq!(cast.server.get_as(&double, &format!("{other}/instruction")).await.status, 200);
    assert_eq!(cast.server.get_as(&cast.instructor, &format!("{own}/instruction")).await.status, 200);
}

/// A draft of the call of May 2021 for this measure; gives its address.
async fn begun(cast: &Cast, measure: &str) -> String {
    let who = &cast.companies[0];
    let page = cast.text(who, &format!("{BOUNDED}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let form = [("organisation", organisation.as_str()), ("wave", "unique"), ("measure", measure), ("key", measure)];
    cast.done(who, &format!("{BOUNDED}/candidater"), &form).await.leads_to().to_owned()
}

/// Types the amounts of a draft and files it; gives the answer.
async fn file(cast: &Cast, draft: &str, cost: &str, asked: &str) -> crate::server::Answer {
    let who = &cast.companies[0];
    let version = value(&cast.text(who, draft).await, "version");
    let form = [
        ("version", version.as_str()),
        ("title", "École"),
        ("need", "Former des usineurs"),
        ("cost", cost),
        ("asked", asked),
        ("do", "file"),
    ];
    cast.server.post_as(who, &format!("{draft}/brouillon"), &form).await
}

#[tokio::test]
async fn the_holder_chooses_the_measure_and_nobody_gives_more_than_it_does() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(BOUNDED, "unique").await;
    let who = &cast.companies[0];
    let page = cast.text(who, &format!("{BOUNDED}/candidater")).await;
    assert!(page.contains("value=\"ecoles-de-production-ingenierie\""), "{}", words(&page));
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let none = [("organisation", organisation.as_str()), ("wave", "unique"), ("key", "none")];
    let none = cast.server.post_as(who, &format!("{BOUNDED}/candidater"), &none).await;
    assert!(none.text().contains("Choisissez la mesure que vous demandez."), "{}", words(&none.text()));

    // Half of the equipment, at most 800 000 €.
    let school = begun(&cast, "ecoles-de-production-investissement").await;
    let refused = file(&cast, &school, "4 000 000 €", "900 000 €").await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("Le montant le plus élevé qui passe est 800\u{202f}000\u{a0}€"), "{}", words(&refused.text()));
    assert!(refused.text().contains("Toutut-Picard"), "the refusal names its source: {}", words(&refused.text()));
    assert_eq!(file(&cast, &school, "1 000 000 €", "500 000 €").await.status, 303);
    cast.instructed(&school, &[("do", "find_admissible")]).await;
    cast.instructed(&school, &[("do", "ask_advice"), ("services", "Rectorat")]).await;
    let advice = [("do", "give_advice"), ("service", "Rectorat"), ("opinion", "favourable"), ("text", "Oui")];
    cast.instructed(&school, &advice).await;
    let page = cast.text(&cast.instructor, &format!("{school}/instruction")).await;
    assert!(page.contains("Écoles de production\u{a0}: investissement") && page.contains("au plus 50\u{a0}%"), "{}", words(&page));

    // Studies are another measure, with another ceiling.
    let studies = begun(&cast, "ecoles-de-production-ingenierie").await;
    assert_eq!(file(&cast, &studies, "100 000 €", "50 001 €").await.status, 409);
    assert_eq!(file(&cast, &studies, "100 000 €", "50 000 €").await.status, 303);
}

#[tokio::test]
async fn priorities_are_told_shown_and_filtered_and_decide_nothing() {
    let cast = Cast::gathered("operator:anct").await;
    let call = "/appels/ingenierie-anct-fil-de-l-eau";
    let form = [("opens-continu", "2020-09-01"), ("reason", "Convention avec l’État")];
    cast.done(&cast.instructor, &format!("{call}/vagues"), &form).await;
    let who = &cast.companies[0];
    let page = cast.text(who, &format!("{call}/candidater")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a name").to_owned();
    let begun = [("organisation", organisation.as_str()), ("wave", "continu"), ("title", "Étude de flux"), ("key", "k")];
    let draft = cast.done(who, &format!("{call}/candidater"), &begun).await.leads_to().to_owned();
    let version = value(&cast.text(who, &draft).await, "version");
    let typed = [
        ("version", version.as_str()),
        ("title", "Étude de flux"),
        ("need", "Décarboner la zone"),
        ("theme", "decarbonation"),
        ("theme", "land"),
        ("theme", "licorne"),
        ("do", "file"),
    ];
    cast.done(who, &format!("{draft}/brouillon"), &typed).await;
    let page = cast.text(&cast.instructor, &format!("{draft}/instruction")).await;
    assert!(page.contains("décarbonation – priorité de la mesure") && page.contains("foncier</span>"), "{}", words(&page));
    assert!(!page.contains("licorne"));
    let number = draft.rsplit('/').next().expect("a number");
    let kept = async |theme: &str| cast.text(&cast.instructor, &format!("{call}/candidatures?theme={theme}")).await.contains(number);
    assert_eq!([kept("decarbonation").await, kept("land").await, kept("skills").await], [true, true, false]);
    let csv = cast.text(&cast.instructor, &format!("{call}/candidatures/candidatures.csv")).await;
    assert!(csv.contains("décarbonation, foncier"), "{csv}");
}
