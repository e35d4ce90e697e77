//! What the applications ask of each, on their page and in letters that do not wait: told to whoever it awaits, until it is done.

use crate::applications::{CALL, Cast, ENVELOPE, OPERATOR, today, value};
use crate::mail::Caught;
use crate::server::Server;
use domain::rights::Role;
use jiff::{SignedDuration, Timestamp};
use web::accounts::Doors;
use web::accounts::mail::Mailer;

const TITLE: &str = "École de Chalon";

async fn with_mail() -> (Cast, Caught) {
    let (caught, address) = Caught::listen().await;
    let mail = Mailer::new(&address, "Rebond <rebond@rebond.test>").expect("a mailer");
    let server = Server::with_doors(Doors { mail: Some(mail), ..Doors::default() }).await;
    (Cast::of(server, OPERATOR).await, caught)
}

/// The letters that leave at once, at this instant.
async fn leave(cast: &Cast, now: Timestamp) -> usize {
    let mail = cast.server.app.doors.mail.as_ref().expect("a mailer");
    web::notices::write(&cast.server.app, mail, now).await.expect("written")
}

async fn work(cast: &Cast, who: &str) -> String {
    cast.text(who, "/mon-travail").await
}

#[tokio::test]
async fn a_file_is_on_the_desk_of_whoever_it_awaits_until_it_is_done() {
    let cast = Cast::gathered(OPERATOR).await;
    let lead = cast.server.person("Camille", Role::ProjectLead, "territory:1:ti-2702").await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, TITLE, "3 000 000 €").await;
    let page = work(&cast, &cast.instructor).await;
    assert!(page.contains(TITLE) && page.contains("deux mois après la demande (décret 2018-514)"), "{page}");
    let page = work(&cast, &lead).await;
    assert!(page.contains("Candidatures de mon territoire") && page.contains("Organisation de Presse du Val · Déposée"), "{page}");
    for other in [&cast.companies[0], &cast.companies[1], &cast.members[0], &cast.region] {
        assert!(!work(&cast, other).await.contains(TITLE), "on a desk where it awaits nobody");
    }

    // Sent back: it leaves the desk of the service for that of its holder.
    let incomplete = [("do", "find_incomplete"), ("missing", "Devis signé"), ("until", "2099-01-31")];
    cast.instructed(&file, &incomplete).await;
    assert!(!work(&cast, &cast.instructor).await.contains(TITLE));
    let page = work(&cast, &cast.companies[0]).await;
    assert!(page.contains("à compléter avant le") && page.contains("Devis signé") && !page.contains("en retard"), "{page}");
    assert!(!work(&cast, &cast.companies[1]).await.contains(TITLE));
    let page = cast.text(&cast.companies[0], &file).await;
    let version = value(&page, "version");
    let ready: Vec<String> = (0..page.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
    let mut form = vec![("version", version.as_str()), ("note", "Voici"), ("do", "file")];
    form.extend(ready.iter().map(|name| (name.as_str(), "on")));
    cast.done(&cast.companies[0], &format!("{file}/brouillon"), &form).await;
    assert!(work(&cast, &cast.instructor).await.contains("recevabilité est à dire"));
    assert!(!work(&cast, &cast.companies[0]).await.contains(TITLE));

    // Before the committee: whoever sits scores, and whoever does not is asked nothing.
    cast.to_committee(&file, "1 000 000 €").await;
    cast.done(&cast.instructor, &format!("{CALL}/grille"), &[("criteria", "3 Emplois créés"), ("scale", "5")]).await;
    let page = cast.text(&cast.instructor, &format!("{CALL}/comites")).await;
    let members: Vec<&str> = page.split("name=\"member\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let day = today(&cast);
    let form = [("reference", "PV 1"), ("held_on", day.as_str()), ("wave", "continu"), ("quorum", "1"), ("member", members[0])];
    let session = cast.done(&cast.instructor, &format!("{CALL}/comites"), &form).await.leads_to().to_owned();
    let mut seated = vec![];
    for member in &cast.members {
        let page = work(&cast, member).await;
        if page.contains("Mes séances de comité") {
            assert!(page.contains("Dossiers à noter") && page.contains(TITLE), "{page}");
            seated.push(member);
        } else {
            assert!(!page.contains(TITLE), "{page}");
        }
    }
    let [member] = seated[..] else { panic!("one of the two sits") };
    let number = file.rsplit('/').next().expect("a number");
    let page = cast.text(member, &format!("{session}/notes/{number}")).await;
    let grid = value(&page, "grid");
    let score = [("grid", grid.as_str()), ("points-emplois-crees", "4")];
    cast.done(member, &format!("{session}/notes/{number}"), &score).await;
    let page = work(&cast, member).await;
    assert!(!page.contains(TITLE) && page.contains("Mes séances de comité"), "{page}");
}

#[tokio::test]
async fn a_holder_is_written_to_at_once_by_one_server_and_may_choose_not_to_be() {
    let (cast, caught) = with_mail().await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, TITLE, "3 000 000 €").await;
    let now = Timestamp::now() + SignedDuration::from_mins(1);
    assert_eq!(leave(&cast, now).await, 0, "filing is no news to whoever files");
    let until = [("do", "find_incomplete"), ("missing", "Devis signé"), ("until", "2099-01-31")];
    cast.instructed(&file, &until).await;
    let (one, other) = tokio::join!(leave(&cast, now), leave(&cast, now));
    assert_eq!(one + other, 1, "two servers, one letter");
    let letter = caught.last(1).await;
    for sign in ["presse-du-val@rebond.test", "incomplète", "Devis signé", "janvier 2099", &file, "List-Unsubscribe-Post", "/courrier/"] {
        assert!(letter.contains(sign), "{sign} is missing in {letter}");
    }
    assert_eq!(leave(&cast, now).await, 0, "told once");
    // Every file is told of, unless they chose to be written to no more.
    cast.done(&cast.companies[0], "/compte/courrier", &[("pace", "never")]).await;
    let quiet = cast.filed(CALL, "continu", 0, "Autre atelier", "3 000 000 €").await;
    cast.instructed(&quiet, &until).await;
    let again = cast.filed(CALL, "continu", 1, "Fonderie", "3 000 000 €").await;
    cast.instructed(&again, &until).await;
    assert_eq!(leave(&cast, now).await, 1, "the other company only");
    assert!(caught.last(2).await.contains("fonderie-duval@rebond.test"));
    // What nobody could be told of for days is not told any more.
    let late = cast.filed(CALL, "continu", 1, "Tardive", "3 000 000 €").await;
    cast.instructed(&late, &until).await;
    assert_eq!(leave(&cast, now + SignedDuration::from_hours(24 * 4)).await, 0);
}

#[tokio::test]
async fn the_letter_of_a_server_that_was_killed_is_written_by_a_later_look() {
    let (cast, caught) = with_mail().await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, TITLE, "3 000 000 €").await;
    cast.instructed(&file, &[("do", "find_incomplete"), ("missing", "Devis signé"), ("until", "2099-01-31")]).await;
    let (store, now) = (&cast.server.app.store, Timestamp::now() + SignedDuration::from_mins(1));
    let news = store::notices::since(store, now - SignedDuration::from_hours(1), now).await.expect("read");
    let [one] = &news[..] else { panic!("{news:?}") };
    let person = store::people::find_by_email(store, "presse-du-val@rebond.test").await.expect("read").expect("there");
    let reader = store::letters::reader_of(store, &person.id).await.expect("read").expect("may be written to");
    // Taken, then the server is killed before the letter leaves.
    assert!(store::notices::claim(store, &one.object, &reader, &store::Token::random().hash(), now).await.expect("taken"));
    assert_eq!(leave(&cast, now + SignedDuration::from_mins(5)).await, 0, "it may be leaving");
    assert_eq!(leave(&cast, now + SignedDuration::from_mins(31)).await, 1);
    assert!(caught.last(1).await.contains("presse-du-val@rebond.test"));
    assert_eq!(leave(&cast, now + SignedDuration::from_mins(99)).await, 0, "told once");
}

#[tokio::test]
async fn a_proposal_is_told_at_once_to_whoever_may_be_the_second_person_and_has_its_day() {
    let (cast, caught) = with_mail().await;
    let state = cast.server.person("Farida", Role::NationalPilot, "national").await;
    let threshold = [("kind", "four-eyes"), ("amount", "500 000 €"), ("date", "2021-06-01"), ("decision", "Charte"), ("key", "s")];
    cast.done(&state, &format!("/enveloppes/{ENVELOPE}/actes"), &threshold).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, TITLE, "3 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "5")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    // Of the region of the file, and of another.
    let reza = cast.server.person("Réza", Role::Instructor, &format!("{OPERATOR}:27")).await;
    let lise = cast.server.person("Lise", Role::Instructor, &format!("{OPERATOR}:84")).await;
    assert!(work(&cast, &reza).await.contains(TITLE) && !work(&cast, &lise).await.contains(TITLE));
    let second = work(&cast, &cast.second).await;
    assert!(second.contains("Propositions qui attendent une seconde personne") && second.contains("proposé par Inès"), "{second}");
    assert!(!work(&cast, &cast.instructor).await.contains(TITLE), "nobody waits for their own approval");
    // The list of the call tells it to the service, and to nobody else.
    let list = format!("{CALL}/candidatures");
    let page = cast.text(&cast.second, &format!("{list}?attend=seconde")).await;
    assert!(page.contains(TITLE) && page.contains("attend une seconde personne"), "{page}");
    let page = cast.text(&cast.companies[0], &list).await;
    assert!(page.contains(TITLE) && !page.contains("seconde personne"), "{page}");
    assert!(!cast.text(&cast.companies[0], &format!("{list}?attend=seconde")).await.contains(TITLE));
    let now = Timestamp::now() + SignedDuration::from_mins(1);
    assert_eq!(leave(&cast, now).await, 2, "Karim, and who examines in the region of the file");
    let letter = caught.last(2).await;
    assert!(letter.contains("reza@rebond.test") && letter.contains(&format!("{file}/instruction")), "{letter}");
    for term in ["- Montant\u{a0}: 1\u{202f}000\u{202f}000\u{a0}€", "PV 1", "- Date\u{a0}: "] {
        assert!(letter.contains(term), "the terms are in the letter, {term}: {letter}");
    }
    let page = cast.text(&cast.second, &format!("{file}/instruction")).await;
    let version = value(&page, "version");
    cast.done(&cast.second, &format!("{file}/approbation"), &[("do", "approve"), ("version", version.as_str())]).await;
    // Approved, it is to be notified: on the desk of the service again, and no news to its holder before that.
    assert!(work(&cast, &cast.instructor).await.contains("décision prise, à notifier"));
    assert!(!work(&cast, &cast.companies[0]).await.contains("décision notifiée"));
    assert_eq!(leave(&cast, now).await, 0);
    cast.instructed(&file, &[("do", "notify")]).await;
    assert_eq!(leave(&cast, now).await, 1);
    assert!(caught.last(3).await.contains("elle est favorable"));
    assert!(work(&cast, &cast.companies[0]).await.contains("décision notifiée le"));
}

/// On an envelope that an act gave a call, in the share of one region.
#[tokio::test]
async fn a_line_of_a_regional_share_is_told_to_whoever_examines_in_that_region() {
    let (cast, caught) = with_mail().await;
    let (store, now) = (&cast.server.app.store, Timestamp::now());
    for (name, scope) in [("Bo", "operator:bpifrance"), ("Réza", "operator:bpifrance:27"), ("Lise", "operator:bpifrance:84")] {
        cast.server.person(name, Role::Instructor, scope).await;
    }
    let bo = store::people::find_by_email(store, "bo@rebond.test").await.expect("read").expect("there");
    let parse = |id: &str| ledger::EnvelopeId::parse(id).expect("a name");
    let date = domain::Date::constant(2026, 1, 5);
    let entry = |envelope: &str, kind, amount, actor: &str| ledger::Entry {
        envelope: parse(envelope),
        kind,
        amount,
        date,
        decision: "Convention 2026".into(),
        actor: actor.into(),
        approver: None,
    };
    for (id, parent, amount) in [("volontariat-vert", None, 1_000_000), ("volontariat-vert.region-27", Some("volontariat-vert"), 0)] {
        let (name, unit) = (domain::Text::same(id), ledger::Unit::Money);
        let kind = ledger::Kind::Opening { name, parent: parent.map(parse), unit, four_eyes_from: None, until: None };
        let key = store::idempotency::Key::new(id);
        let done = store::ledger::decide(store, &entry(id, kind, amount, "operator"), &key, now).await.expect("kept");
        assert!(matches!(done, store::ledger::Decided::Written(_)), "{done:?}");
    }
    let (envelope, call) = (parse("volontariat-vert"), "vte-vert-fil-de-l-eau".to_owned());
    let act = store::call_envelopes::New { call, envelope, decided_on: date, decision: "Convention 2026".into() };
    let (key, until) = (store::idempotency::Key::new("line"), now + SignedDuration::from_hours(24));
    let act = store::call_envelopes::propose(store, act, "person:one", &key, until, now).await.expect("proposed");
    let approved = store::call_envelopes::approve(store, &act, "person:other", now).await;
    assert_eq!(approved, Ok(store::call_envelopes::Approved::Done));
    let award = ledger::AwardId::parse("X-1").expect("a name");
    let kind =
        ledger::Kind::Reservation { award, until: Some(domain::Date::constant(2027, 3, 31)), beneficiary: Some("Fonderie Duval".into()) };
    let line = entry("volontariat-vert.region-27", kind, 1, &format!("person:{}", bo.id));
    store::ledger::propose(store, &line, &key, until, now).await.expect("proposed");
    assert_eq!(leave(&cast, now + SignedDuration::from_mins(1)).await, 1, "neither whoever proposed it nor another region");
    let letter = caught.last(1).await;
    assert!(letter.contains("reza@rebond.test") && letter.contains("/enveloppes/volontariat-vert.region-27"), "{letter}");
    assert!(letter.contains("5\u{a0}janvier 2026") && letter.contains("31\u{a0}mars 2027"), "what it would write, term by term: {letter}");
}

#[tokio::test]
async fn a_reader_whose_mail_server_is_busy_keeps_nobody_from_their_letter() {
    let (mut cast, caught) = with_mail().await;
    cast.companies[0] = cast.server.person("Plus tard", Role::CompanyContact, "own organisation").await;
    cast.open(CALL, "continu").await;
    let now = Timestamp::now() + SignedDuration::from_mins(1);
    for (company, title) in [(0, TITLE), (1, "Fonderie")] {
        let file = cast.filed(CALL, "continu", company, title, "3 000 000 €").await;
        cast.instructed(&file, &[("do", "find_incomplete"), ("missing", "Devis signé"), ("until", "2099-01-31")]).await;
    }
    assert_eq!(leave(&cast, now).await, 1, "the first waits, the second is told");
    assert!(caught.last(1).await.contains("fonderie-duval@rebond.test"));
    assert_eq!(leave(&cast, now).await, 0, "told once");
}

#[tokio::test]
async fn what_is_late_is_told_where_it_is_listed() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, TITLE, "3 000 000 €").await;
    cast.filed(CALL, "continu", 1, "Fonderie", "1 000 000 €").await;
    cast.instructed(&file, &[("do", "find_incomplete"), ("missing", "Devis signé"), ("until", "2020-01-31")]).await;
    let page = cast.text(&cast.instructor, "/mon-travail").await;
    assert!(page.contains("les pièces demandées étaient attendues le 31/01/2020") && page.contains("en retard"), "{page}");
    assert!(cast.text(&cast.companies[0], "/mon-travail").await.contains("en retard"));
    let list = format!("{CALL}/candidatures");
    for who in [&cast.instructor, &cast.companies[0]] {
        let page = cast.text(who, &list).await;
        assert_eq!(page.matches("en retard\u{a0}: attendu le 31/01/2020").count(), 1, "{page}");
    }
    // Who follows from a region reads where it stands, and not the day of the service.
    let page = cast.text(&cast.region, &list).await;
    assert!(page.contains("Incomplète (1)") && page.contains("Déposée (1)") && !page.contains("en retard"), "{page}");
    let filed = cast.text(&cast.instructor, &format!("{list}?state=filed")).await;
    assert!(filed.contains("Fonderie") && !filed.contains(TITLE), "{filed}");
    let csv = cast.text(&cast.instructor, &format!("{list}/candidatures.csv?q=ECOLE")).await;
    assert!(csv.contains(TITLE) && !csv.contains("Fonderie"), "{csv}");
}
