//! Mails through a server that keeps what it is told: what they say, in which language, and that no secret is logged.

use crate::accounts::{accepted, operator};
use crate::server::{BASE, Server, body, request};
use axum::http::Method;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use web::accounts::Doors;
use web::accounts::mail::Mailer;

#[derive(Clone, Default)]
pub struct Caught(Arc<Mutex<Vec<String>>>);

impl Caught {
    /// Listens on a free port, as an SMTP server that refuses nobody, and takes nothing now for "plus-tard".
    pub async fn listen() -> (Caught, String) {
        let (caught, listener) = (Caught::default(), TcpListener::bind("127.0.0.1:0").await.expect("a port"));
        let address = format!("smtp://{}", listener.local_addr().expect("its address"));
        let kept = caught.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = kept.clone();
                tokio::spawn(async move { kept.serve(stream).await });
            }
        });
        (caught, address)
    }

    async fn serve(&self, stream: tokio::net::TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 catcher\r\n").await.ok()?;
        let (mut letter, mut in_data) = (String::new(), false);
        while let Some(line) = lines.next_line().await.ok()? {
            let answer: &[u8] = match line.as_str() {
                "." if in_data => {
                    self.0.lock().expect("kept").push(std::mem::take(&mut letter));
                    in_data = false;
                    b"250 kept\r\n"
                }
                text if in_data => {
                    letter.push_str(text);
                    letter.push('\n');
                    continue;
                }
                "DATA" => {
                    in_data = true;
                    b"354 go on\r\n"
                }
                // The one reader whose own server is always busy.
                text if text.starts_with("RCPT TO:<plus-tard@") => b"450 later\r\n",
                "QUIT" => b"221 bye\r\n",
                _ => b"250 ok\r\n",
            };
            write.write_all(answer).await.ok()?;
        }
        Some(())
    }

    /// The last mail, with its soft line breaks and accents put back.
    pub async fn last(&self, count: usize) -> String {
        for _ in 0..100 {
            let letters = self.0.lock().expect("kept").clone();
            if letters.len() >= count {
                return decoded(letters.last().expect("a mail"));
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("no mail came");
    }
}

/// Quoted-printable, as far as these mails use it.
fn decoded(letter: &str) -> String {
    let joined = letter.replace("=\n", "");
    let mut bytes = vec![];
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match (*first, after) {
            (b'=', [a, b, tail @ ..]) => {
                let hex = std::str::from_utf8(&[*a, *b]).ok().and_then(|h| u8::from_str_radix(h, 16).ok());
                match hex {
                    Some(byte) => {
                        bytes.push(byte);
                        rest = tail;
                    }
                    None => {
                        bytes.push(b'=');
                        rest = after;
                    }
                }
            }
            (byte, _) => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn with_mail() -> (Server, Caught) {
    let (caught, address) = Caught::listen().await;
    let mail = Mailer::new(&address, "Rebond <rebond@rebond.test>").expect("a mailer");
    (Server::with_doors(Doors { mail: Some(mail), ..Doors::default() }).await, caught)
}

const OFFER: [(&str, &str); 6] = [
    ("email", "camille@dreets.test"),
    ("name", "Camille Roy"),
    ("role", "administrator"),
    ("organisation-name", "DREETS Bourgogne-Franche-Comté"),
    ("organisation-kind", "state_service"),
    ("lang", "en"),
];

#[tokio::test]
async fn an_invitation_goes_by_mail_in_the_readers_language_and_is_not_shown() {
    let (server, caught) = with_mail().await;
    let by = operator(&server).await;
    let page = server.post_as(&by, "/personnes/national/inviter", &OFFER).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(!page.text().contains("/invitations/"), "the link is shown though it went by mail");
    let letter = caught.last(1).await;
    for sign in [
        "To: \"Camille Roy\" <camille@dreets.test>",
        "From: Rebond <rebond@rebond.test>",
        "text/plain",
        "administrator",
        "The operator of the server invites you",
    ] {
        assert!(letter.contains(sign), "{sign} is missing in {letter}");
    }
    let secret = letter.split(&format!("{BASE}/en/invitations/")).nth(1).expect("the link")[..24].to_owned();
    let session = accepted_in_english(&server, &secret).await;
    assert_eq!(server.get_as(&session, "/compte").await.status, 200);

    // Forgotten: a mail to who has an account, and the same answer to who has none.
    let known = server.post("/connexion/oubli", &[("email", "camille@dreets.test")]).await;
    let unknown = server.post("/connexion/oubli", &[("email", "personne@dreets.test")]).await;
    assert_eq!(known.text(), unknown.text());
    let letter = caught.last(2).await;
    assert!(letter.contains("Hello Camille Roy") && letter.contains(&format!("{BASE}/en/mot-de-passe/")), "{letter}");
    assert_eq!(caught.0.lock().expect("kept").len(), 2, "somebody without an account got a mail");
}

async fn accepted_in_english(server: &Server, secret: &str) -> String {
    accepted(server, &format!("/invitations/{secret}"), "Camille Roy").await
}

#[tokio::test]
async fn when_the_mail_server_is_silent_the_link_is_shown_to_whoever_invites() {
    let mail = Mailer::new("smtp://127.0.0.1:9", "rebond@rebond.test").expect("a mailer");
    let server = Server::with_doors(Doors { mail: Some(mail), ..Doors::default() }).await;
    let page = server.post_as(&operator(&server).await, "/personnes/national/inviter", &OFFER).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("n’a pas pu partir") && page.text().contains("/en/invitations/"), "{}", page.text());
}

/// The secret at the foot of a letter to this account, as if one had just left.
pub async fn foot(server: &Server, email: &str) -> String {
    let person = store::people::find_by_email(&server.app.store, email).await.expect("read").expect("an account");
    let now = jiff::Timestamp::now();
    // An earlier letter may have been stopped.
    store::letters::set_pace(&server.app.store, &person.id, store::letters::Pace::Weekly, "test", now).await.expect("set");
    let (stop, readers) = (store::Token::random(), store::letters::readers(&server.app.store).await.expect("read"));
    let reader = readers.into_iter().find(|reader| reader.person == person.id).expect("somebody who is written to");
    assert!(store::letters::claim(&server.app.store, &reader, &stop.hash(), now).await.expect("claimed"));
    stop.expose().to_owned()
}

/// This hour in Paris of the next Monday whose letters have not left yet, at seven, or of so many weeks after it.
fn monday(weeks: i32, hour: i8) -> jiff::Timestamp {
    let written = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(7);
    let mut day = domain::calendar::paris_time(written).date().tomorrow().expect("a day");
    while day.weekday() != jiff::civil::Weekday::Monday {
        day = day.tomorrow().expect("a day");
    }
    domain::calendar::paris_instant(day.saturating_add(jiff::Span::new().weeks(weeks)).at(hour, 30, 0, 0))
}

/// A sheet of ti-2704 that its lead should have moved on yesterday.
async fn late_sheet(server: &Server, cookie: &str) {
    let yesterday = server.app.today().yesterday().expect("a day").to_string();
    let form = [("title", "Halle de Saône"), ("next_action", "Rappeler le notaire"), ("due", yesterday.as_str())];
    let made = server.post_as(cookie, "/territoires/2/ti-2704/contrat/nouvelle", &form).await;
    assert_eq!(made.status, 303, "{}", made.text());
}

#[tokio::test]
async fn on_monday_morning_a_lead_is_told_once_what_is_late_and_stops_it_from_the_foot_of_the_letter() {
    let (server, caught) = with_mail().await;
    let cookie = server.person("Camille Martin", domain::Role::ProjectLead, "territory:2:ti-2704").await;
    late_sheet(&server, &cookie).await;
    let mail = server.app.doors.mail.as_ref().expect("a mailer");
    let count = || caught.0.lock().expect("kept").len();
    // Six in the morning is too early.
    assert_eq!(web::rounds::write(&server.app, mail, monday(0, 6)).await, Ok(0));
    // Two servers look at the same instant: one letter.
    let (one, other) = tokio::join!(
        web::rounds::write(&server.app, mail, monday(0, 7)),
        web::rounds::write(&server.app, mail, monday(0, 7) + jiff::SignedDuration::from_micros(1))
    );
    assert_eq!(one.expect("written") + other.expect("written"), 1);
    let letter = caught.last(1).await;
    for sign in [
        "To: \"Camille Martin\" <camille-martin@rebond.test>",
        "En retard",
        "Halle de Saône\u{a0}: Rappeler le notaire",
        "une fois par semaine, le lundi matin",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(letter.contains(sign), "{sign} is missing in {letter}");
    }
    assert_eq!(web::rounds::write(&server.app, mail, monday(0, 12)).await, Ok(0), "told on Monday morning, again at noon");

    // Opening the link changes nothing: programmes that look at mails open every address. The button does.
    let path = format!("/courrier/{}", &letter.split(&format!("{BASE}/courrier/")).nth(1).expect("the link")[..24]);
    assert!(server.get(&path).await.text().contains("camille-martin@rebond.test"));
    assert_eq!(web::rounds::write(&server.app, mail, monday(2, 8)).await, Ok(1));
    // As a mail server does it: no browser, no origin.
    let click = request(Method::POST, &path).header("content-type", "application/x-www-form-urlencoded");
    let stopped = server.send(click.body(body(&[("List-Unsubscribe", "One-Click")])).expect("a request")).await;
    assert_eq!(stopped.status, 200, "{}", stopped.text());
    assert_eq!(web::rounds::write(&server.app, mail, monday(3, 8)).await, Ok(0), "written to after saying no more");
    assert_eq!(count(), 2);
    // Asked for again from the account, each working day.
    let page = server.post_as(&cookie, "/compte/courrier", &[("pace", "daily")]).await;
    assert_eq!(page.status, 303);
    assert!(server.get_as(&cookie, "/compte").await.text().contains("Rythme des messages changé"));
    let tuesday = monday(4, 8) + jiff::SignedDuration::from_hours(24);
    assert_eq!(web::rounds::write(&server.app, mail, monday(4, 8)).await, Ok(1));
    assert_eq!(web::rounds::write(&server.app, mail, tuesday).await, Ok(1));
}

#[tokio::test]
async fn a_letter_that_does_not_leave_is_written_again_and_nothing_to_say_is_no_letter() {
    let mail = Mailer::new("smtp://127.0.0.1:9", "rebond@rebond.test").expect("a mailer");
    let server = Server::with_doors(Doors { mail: Some(mail), ..Doors::default() }).await;
    let cookie = server.person("Camille Martin", domain::Role::ProjectLead, "territory:2:ti-2704").await;
    late_sheet(&server, &cookie).await;
    let silent = server.app.doors.mail.as_ref().expect("a mailer");
    assert_eq!(web::rounds::write(&server.app, silent, monday(1, 7)).await, Ok(0));
    let (caught, address) = Caught::listen().await;
    let answering = Mailer::new(&address, "rebond@rebond.test").expect("a mailer");
    assert_eq!(web::rounds::write(&server.app, &answering, monday(1, 8)).await, Ok(1));
    assert!(caught.last(1).await.contains("Halle de Sa"));
    // Somebody without sheets nor projects has nothing to be told.
    server.person("Gaël", domain::Role::Administrator, "national").await;
    assert_eq!(web::rounds::write(&server.app, &answering, monday(1, 9)).await, Ok(0));
}

#[tokio::test]
async fn what_was_deleted_a_month_ago_is_erased_once_a_day_by_one_server() {
    let server = Server::without_jobs().await;
    let store = &server.app.store;
    let project = server.project("À oublier").await;
    let token = store::Token::parse(project.trim_start_matches("/projets/")).expect("a token");
    assert_eq!(server.post(&format!("{project}/supprimer"), &[]).await.status, 200);
    let given = store::attachments::Given {
        object: "sheet:1".into(),
        owner: "territory:2:ti-2704".into(),
        name: "devis.pdf".into(),
        kind: "application/pdf".into(),
        bytes: b"%PDF-1.7".to_vec(),
    };
    let now = jiff::Timestamp::now();
    let store::attachments::Added::Added(file) = store::attachments::add(store, given, 1_000, "test", now).await.expect("added") else {
        panic!("not attached")
    };
    store::attachments::remove(store, &file, "test", now).await.expect("removed");
    let days = |n: i64| now + jiff::SignedDuration::from_hours(24 * n);
    assert_eq!(web::rounds::erase(store, days(29)).await, Ok(web::rounds::Erased::default()), "too early");
    assert!(store::projects::find_deleted_by_token(store, &token.hash()).await.expect("read").is_some());
    let (one, other) = tokio::join!(web::rounds::erase(store, days(31)), web::rounds::erase(store, days(31)));
    let (one, other) = (one.expect("erased"), other.expect("erased"));
    assert_eq!((one.projects + other.projects, one.files + other.files), (1, 1));
    assert!(one == web::rounds::Erased::default() || other == web::rounds::Erased::default(), "both servers took the job");
    assert!(store::projects::find_deleted_by_token(store, &token.hash()).await.expect("read").is_none());
    assert_eq!(store::attachments::used(store, "territory:2:ti-2704").await, Ok(0), "its place is given back");
}
