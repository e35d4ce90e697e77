//! A call, told over HTTP: it opens, two companies apply, instructors advise, the committee ranks, the envelope takes
//! one and refuses the second by one euro, the first is paid an advance, the region sees it. And who sees what.

use crate::server::{Answer, Server, request};
use axum::body::Body;
use domain::rights::Role;

/// The schools of July 2020: two millions, and no source tells how much for each.
pub const CALL: &str = "/appels/ecoles-de-production-2020";
pub const ENVELOPE: &str = "ecoles-de-production-2020";
/// Those of May 2021: two measures, each with its bounds.
pub const BOUNDED: &str = "/appels/ecoles-de-production-2021";
pub const OPERATOR: &str = "operator:banque-des-territoires";

/// The value of the first hidden or typed field of this name.
pub fn value(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no field {name} in {page}"));
    field.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// What an instructor sends to sign the contract of a file.
pub const fn signed<'a>(amount: &'a str, eligible: &'a str, months: &'a str, rules: &'a str) -> [(&'a str, &'a str); 6] {
    [("do", "sign"), ("amount", amount), ("eligible", eligible), ("months", months), ("rules", rules), ("because", "Convention-cadre")]
}

pub struct Cast {
    pub server: Server,
    pub instructor: String,
    pub second: String,
    pub members: [String; 2],
    pub companies: [String; 2],
    pub region: String,
    pub other_region: String,
}

impl Cast {
    pub async fn gathered(operator: &str) -> Cast {
        Cast::of(Server::without_jobs().await, operator).await
    }

    pub async fn of(server: Server, operator: &str) -> Cast {
        let own = "own organisation";
        Cast {
            instructor: server.person("Inès", Role::Instructor, operator).await,
            second: server.person("Karim", Role::Instructor, operator).await,
            members: [
                server.person("Anne", Role::CommitteeMember, operator).await,
                server.person("Bruno", Role::CommitteeMember, operator).await,
            ],
            companies: [
                server.person("Presse du Val", Role::CompanyContact, own).await,
                server.person("Fonderie Duval", Role::CompanyContact, own).await,
            ],
            region: server.person("Rita", Role::RegionalPilot, "region:27").await,
            other_region: server.person("Omar", Role::RegionalPilot, "region:84").await,
            server,
        }
    }

    pub async fn text(&self, who: &str, path: &str) -> String {
        let answer = self.server.get_as(who, path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let text = answer.text();
        assert!(!text.contains('⟦'), "{path} asks for a missing message: {}", text.split('⟦').nth(1).unwrap_or_default());
        text
    }

    /// Sends a form that is expected to be taken.
    pub async fn done(&self, who: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let answer = self.server.post_as(who, path, form).await;
        assert_eq!(answer.status, 303, "{path} {form:?}: {}", words(&answer.text()));
        answer
    }

    pub async fn open(&self, call: &str, wave: &str) {
        let of = |name: &str| format!("{name}-{wave}");
        let (opens, closes, at) = (of("opens"), of("closes"), of("closes_at"));
        let form = [(opens.as_str(), "2020-09-01"), (&closes, "2099-12-31"), (&at, "17:00"), ("reason", "Décision du directeur")];
        self.done(&self.instructor, &format!("{call}/vagues"), &form).await;
    }

    /// A draft begun, filled and filed; gives its address.
    pub async fn filed(&self, call: &str, wave: &str, company: usize, title: &str, asked: &str) -> String {
        let (address, answer) = self.sent(call, wave, company, title, asked, "1:ti-2702").await;
        assert_eq!(answer.status, 303, "{title}: {}", words(&answer.text()));
        address
    }

    /// A draft begun for the first measure, filled and sent for this territory; its address, and what came of it.
    pub async fn sent(&self, call: &str, wave: &str, company: usize, title: &str, asked: &str, territory: &str) -> (String, Answer) {
        let who = &self.companies[company];
        let page = self.text(who, &format!("{call}/candidater")).await;
        let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("somebody to apply for");
        let measure = page.split("name=\"measure\" value=\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or_default();
        let key = value(&page, "key");
        let form = [("organisation", organisation), ("wave", wave), ("measure", measure), ("title", title), ("key", &key)];
        let made = self.done(who, &format!("{call}/candidater"), &form).await;
        let address = made.leads_to().to_owned();
        let draft = self.text(who, &address).await;
        let ready: Vec<String> = (0..draft.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
        let (version, key) = (value(&draft, "version"), value(&draft, "key"));
        let mut form = vec![
            ("version", version.as_str()),
            ("key", &key),
            ("title", title),
            ("need", "Ouvrir une école de production"),
            ("cost", "4 000 000 €"),
            ("asked", asked),
            ("territory", territory),
            ("funder-0", "Région"),
            ("elsewhere-0", "200 000 €"),
            ("do", "file"),
        ];
        form.extend(ready.iter().map(|name| (name.as_str(), "on")));
        let answer = self.server.post_as(who, &format!("{address}/brouillon"), &form).await;
        (address, answer)
    }

    /// One gesture of the instruction page, on top of what it shows.
    pub async fn instruct(&self, address: &str, form: &[(&str, &str)]) -> Answer {
        let page = self.text(&self.instructor, &format!("{address}/instruction")).await;
        let version = value(&page, "version");
        let form: Vec<(&str, &str)> = form.iter().copied().chain([("version", version.as_str())]).collect();
        self.server.post_as(&self.instructor, &format!("{address}/instruction"), &form).await
    }

    pub async fn instructed(&self, address: &str, form: &[(&str, &str)]) {
        let answer = self.instruct(address, form).await;
        assert_eq!(answer.status, 303, "{form:?}: {}", words(&answer.text()));
    }

    pub async fn to_committee(&self, address: &str, proposed: &str) {
        self.instructed(address, &[("do", "find_admissible")]).await;
        self.instructed(address, &[("do", "ask_advice"), ("services", "Rectorat\nDREETS")]).await;
        for service in ["Rectorat", "DREETS"] {
            let advice = [("do", "give_advice"), ("service", service), ("opinion", "favourable"), ("text", "Secret : équipe solide")];
            self.instructed(address, &advice).await;
        }
        self.instructed(address, &[("do", "present"), ("proposed", proposed)]).await;
    }

    /// Grid, session of both members, scores in the order given, ranking frozen; the address of the session.
    pub async fn ranked(&self, call: &str, wave: &str, reference: &str, files: &[(&str, &str)]) -> String {
        let grid = [("criteria", "3 Emplois créés\n2 Qualité du projet"), ("scale", "5")];
        self.done(&self.instructor, &format!("{call}/grille"), &grid).await;
        let page = self.text(&self.instructor, &format!("{call}/comites")).await;
        let members: Vec<&str> = page.split("name=\"member\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(members.len(), 2);
        let today = today(self);
        let form = [
            ("reference", reference),
            ("held_on", today.as_str()),
            ("wave", wave),
            ("quorum", "2"),
            ("member", members[0]),
            ("member", members[1]),
        ];
        let session = self.done(&self.instructor, &format!("{call}/comites"), &form).await.leads_to().to_owned();
        for (address, points) in files {
            let number = address.rsplit('/').next().expect("a number");
            for member in &self.members {
                let page = self.text(member, &format!("{session}/notes/{number}")).await;
                let form = [
                    ("grid", value(&page, "grid")),
                    ("points-emplois-crees", (*points).to_owned()),
                    ("points-qualite-du-projet", (*points).to_owned()),
                    ("comment-emplois-crees", "Confidentiel : à creuser".to_owned()),
                ];
                let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
                self.done(member, &format!("{session}/notes/{number}"), &form).await;
            }
        }
        self.done(&self.instructor, &format!("{session}/figer"), &[]).await;
        session
    }

    pub async fn credits(&self, envelope: &str, cents: i64) {
        let cookie = self.server.person("Agnès", Role::NationalPilot, "national").await;
        let year = self.server.app.today().year();
        let decision = serde_json::json!({ "kind": "payment_credits", "amount": cents, "date": format!("{year}-01-15"), "decision": "Loi de finances", "year": year });
        let sent = request(axum::http::Method::POST, &format!("/api/v1/envelopes/{envelope}/decisions"))
            .header("content-type", "application/json")
            .header("idempotency-key", "credits")
            .header("cookie", cookie)
            .body(Body::from(decision.to_string()));
        assert_eq!(self.server.send(sent.expect("a request")).await.status, 200);
    }
}

/// The text of a page without its tags, for messages of failures.
pub fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    main.split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text.trim())
        .filter(|t| !t.is_empty())
        .take(60)
        .collect::<Vec<_>>()
        .join(" · ")
}

#[tokio::test]
async fn a_call_from_its_opening_to_the_first_advance() {
    let cast = Cast::gathered(OPERATOR).await;
    // No source dates it: nothing can be filed before its operator says so.
    assert!(cast.text(&cast.companies[0], CALL).await.contains("dates inconnues"));
    let too_early = cast.server.post_as(&cast.companies[0], &format!("{CALL}/vagues"), &[("opens-continu", "2020-09-01")]).await;
    assert_eq!(too_early.status, 403, "a company opens no call");
    cast.open(CALL, "continu").await;
    let page = cast.text(&cast.companies[0], CALL).await;
    assert!(page.contains("17\u{a0}h\u{a0}00 (heure de Paris)") && page.contains("Décision du directeur"), "{}", words(&page));

    let first = cast.filed(CALL, "continu", 0, "École de Chalon", "1 500 000 €").await;
    let second = cast.filed(CALL, "continu", 1, "École du Creusot", "1 000 000 €").await;
    let receipt = cast.text(&cast.companies[0], &first).await;
    assert!(receipt.contains("Accusé de réception") && receipt.contains("SHA-256"));

    // An incomplete file is told what is missing, and completes it.
    cast.instructed(&second, &[("do", "find_incomplete"), ("missing", "RIB\nStatuts"), ("until", "2099-12-31")]).await;
    let told = cast.text(&cast.companies[1], &second).await;
    assert!(told.contains("RIB") && told.contains("Statuts"));
    let complete = [("version", value(&told, "version")), ("key", value(&told, "key")), ("note", "Joints".into()), ("do", "file".into())];
    let complete: Vec<(&str, &str)> = complete.iter().map(|(name, text)| (*name, text.as_str())).collect();
    cast.done(&cast.companies[1], &format!("{second}/brouillon"), &complete).await;

    cast.to_committee(&first, "1 000 001 €").await;
    cast.to_committee(&second, "1 000 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 2026-11", &[(&first, "5"), (&second, "4")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    let committee = cast.text(&cast.instructor, &session).await;
    assert!(committee.contains("En continu ·") && committee.contains("dépassement de 1\u{a0}€"), "{}", words(&committee));
    assert!(committee.contains("Passerait\u{a0}: 999\u{202f}999\u{a0}€"), "{}", words(&committee));

    // Contract and advance: thirty per cent pass, one euro more does not.
    cast.instructed(&first, &[("do", "notify"), ("on", &today(&cast))]).await;
    let letter = cast.text(&cast.companies[0], &first).await;
    assert!(letter.contains("décision favorable") && letter.contains("1\u{202f}000\u{202f}001\u{a0}€"), "{}", words(&letter));
    let sign = signed("900 000 €", "4 000 000 €", "24", "state");
    cast.instructed(&first, &sign).await;
    cast.credits(ENVELOPE, 100_000_000).await;
    let pay = |amount: &'static str| [("do", "pay"), ("kind", "advance"), ("amount", amount), ("proof", "Ordre de service")];
    let refused = cast.instruct(&first, &pay("270 001 €")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("décret 2018-514") && refused.text().contains("270\u{202f}000\u{a0}€"), "{}", words(&refused.text()));
    cast.instructed(&first, &pay("270 000 €")).await;
    let fund = cast.server.get(&format!("/api/v1/envelopes/{ENVELOPE}")).await.json();
    let counters = ["committed", "reserved", "paid"].map(|name| fund["envelope"][name].as_i64());
    assert_eq!(counters, [Some(90_000_000), Some(0), Some(27_000_000)], "the rest of the reservation is free");

    // The region sees what was paid in its territory; another region sees nothing.
    let region = cast.text(&cast.region, &format!("{CALL}/candidatures")).await;
    assert!(region.contains("École de Chalon") && region.contains("270\u{202f}000\u{a0}€"), "{}", words(&region));
    assert_eq!(cast.server.get_as(&cast.other_region, &first).await.status, 404);
    // What was freed lets the second in, at once.
    let page = cast.text(&cast.instructor, &session).await;
    let number = second.rsplit('/').next().expect("a number");
    let form = page.split(&format!("name=\"number\" value=\"{number}\"")).nth(1).expect("it can be decided");
    let favour = [
        ("number", number),
        ("version", &value(form, "version")),
        ("key", &value(form, "key")),
        ("amount", "1 000 000 €"),
        ("do", "favour"),
    ];
    cast.done(&cast.instructor, &format!("{session}/decisions"), &favour).await;
    store::ledger::verify(&cast.server.app.store, None).await.expect("read").expect("the ledger holds");
}

pub fn today(cast: &Cast) -> String {
    cast.server.app.today().to_string()
}

#[tokio::test]
async fn a_holder_reads_states_dates_and_reasons_and_nothing_that_is_said_inside() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let first = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    let second = cast.filed(CALL, "continu", 1, "École du Creusot", "2 500 000 €").await;
    cast.to_committee(&first, "1 234 567 €").await;
    cast.to_committee(&second, "2 000 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV secret", &[(&first, "5"), (&second, "4")]).await;
    let number = first.rsplit('/').next().expect("a number").to_owned();
    let form = cast.text(&cast.instructor, &session).await;
    let form = form.split(&format!("name=\"number\" value=\"{number}\"")).nth(1).expect("it can be decided").to_owned();
    let favour =
        [("number", number.as_str()), ("version", &value(&form, "version")), ("key", "k"), ("amount", "1 111 111 €"), ("do", "favour")];
    cast.done(&cast.instructor, &format!("{session}/decisions"), &favour).await;

    // Everything the holder can reach of their file, in every form it has.
    let holder = &cast.companies[0];
    let files = [
        first.clone(),
        format!("/en{first}"),
        format!("{first}/candidature.json"),
        format!("{first}/retroplanning.ics"),
        format!("{CALL}/candidatures"),
        format!("{CALL}/candidatures/candidatures.csv"),
        CALL.to_owned(),
    ];
    // Advice, opinions of members, names of those inside, amounts before they are notified, the other applicant.
    let inside = [
        "Secret",
        "Confidentiel",
        "Rectorat",
        "DREETS",
        "Inès",
        "Anne",
        "Bruno",
        "PV secret",
        "1\u{202f}234\u{202f}567",
        "1234567",
        "123456700",
        "1\u{202f}111\u{202f}111",
        "1,111,111",
        "1111111",
        "111111100",
        "Creusot",
        "Fonderie",
        "favourable",
        "Avis favorable",
    ];
    for path in &files {
        let text = cast.server.get_as(holder, path).await;
        assert_eq!(text.status, 200, "{path}");
        let text = text.text();
        for word in inside {
            assert!(!text.contains(word), "{path} tells {word:?}");
        }
    }
    // The workbook too, by its cells.
    let xlsx = cast.server.get_as(holder, &format!("{CALL}/candidatures/candidatures.xlsx")).await;
    assert_eq!(xlsx.status, 200);
    // What belongs to others, or to the inside, is not there at all.
    for path in [
        second.clone(),
        format!("{second}/candidature.json"),
        session.to_string(),
        format!("{session}/pv.pdf"),
        format!("{session}/classement.csv"),
        format!("{session}/notes/{number}"),
        format!("{first}/instruction"),
    ] {
        let status = cast.server.get_as(holder, &path).await.status;
        assert!(status == 404 || status == 403, "{path}: {status}");
        let status = cast.server.get(&path).await.status;
        assert!(status == 404 || status == 403, "a visitor at {path}: {status}");
    }
    // Inside, both are read, and the minutes are printed in both languages.
    for path in [format!("{session}/pv.pdf"), format!("/en{session}/pv.pdf")] {
        let pdf = cast.server.get_as(&cast.members[0], &path).await;
        assert_eq!((pdf.status.as_u16(), pdf.header("content-type")), (200, "application/pdf"), "{path}");
        assert!(pdf.bytes.starts_with(b"%PDF-"));
    }
    let csv = cast.text(&cast.members[0], &format!("{session}/classement.csv")).await;
    assert!(csv.contains("1;;A-") && csv.contains(";100.00;2;1234567.00;1111111.00;"), "{csv}");
    // The same holder's other file is seen by the instructor, with what it asked elsewhere.
    let third = cast.filed(CALL, "continu", 0, "École de Mâcon", "900 000 €").await;
    let page = cast.text(&cast.instructor, &format!("{third}/instruction")).await;
    assert!(page.contains("École de Chalon") && page.contains("200\u{202f}000\u{a0}€"), "{}", words(&page));
}

#[tokio::test]
async fn a_member_in_conflict_sees_nothing_and_the_quorum_does_not_count_them() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    cast.done(&cast.instructor, &format!("{CALL}/grille"), &[("criteria", "1 Emploi"), ("scale", "5")]).await;
    let page = cast.text(&cast.instructor, &format!("{CALL}/comites")).await;
    let members: Vec<&str> = page.split("name=\"member\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let form = [
        ("reference", "PV 1"),
        ("held_on", "2026-11-20"),
        ("wave", "continu"),
        ("quorum", "2"),
        ("member", members[0]),
        ("member", members[1]),
    ];
    let session = cast.done(&cast.instructor, &format!("{CALL}/comites"), &form).await.leads_to().to_owned();
    let seen = cast.text(&cast.members[0], &session).await;
    let application =
        seen.split("name=\"application\"").nth(1).and_then(|r| r.split("<option value=\"").nth(1)).and_then(|r| r.split('"').next());
    let me = value(&seen.replace("<select name=\"member\">", "<select name=\"member\" >"), "member");
    let recusal = [("member", me.as_str()), ("application", application.expect("a file")), ("reason", "Ancienne salariée")];
    cast.done(&cast.members[0], &format!("{session}/deports"), &recusal).await;
    // Not on the session, not at its address, not to be scored.
    assert!(!cast.text(&cast.members[0], &session).await.contains("École de Chalon"));
    let number = file.rsplit('/').next().expect("a number");
    for path in [file.clone(), format!("{file}/candidature.json"), format!("{session}/notes/{number}")] {
        assert_eq!(cast.server.get_as(&cast.members[0], &path).await.status, 404, "{path}");
    }
    let pdf = cast.text(&cast.members[0], &format!("{session}/classement.csv")).await;
    assert!(!pdf.contains("Chalon"), "{pdf}");
    cast.done(&cast.instructor, &format!("{session}/figer"), &[]).await;
    let favour = [("number", number), ("do", "favour"), ("amount", "1 €")];
    let refused = cast.server.post_as(&cast.instructor, &format!("{session}/decisions"), &favour).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("quorum est de 2 et 1 voix"), "{}", words(&refused.text()));
}
