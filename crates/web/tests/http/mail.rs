//! Mails through a server that keeps what it is told: what they say, in which language, and that no secret is logged.

use crate::accounts::{accepted, operator};
use crate::server::{BASE, Server};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use web::accounts::Doors;
use web::accounts::mail::Mailer;

#[derive(Clone, Default)]
struct Caught(Arc<Mutex<Vec<String>>>);

impl Caught {
    /// Listens on a free port, as an SMTP server that refuses nobody.
    async fn listen() -> (Caught, String) {
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
                "QUIT" => b"221 bye\r\n",
                _ => b"250 ok\r\n",
            };
            write.write_all(answer).await.ok()?;
        }
        Some(())
    }

    /// The last mail, with its soft line breaks and accents put back.
    async fn last(&self, count: usize) -> String {
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
