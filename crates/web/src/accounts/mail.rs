//! Mails: plain text, in the reader's language, through the SMTP server the operator names. What they say may open an
//! account: nothing of it is logged.

use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// A mail to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub name: String,
    pub subject: String,
    pub text: String,
    /// Where a programme that reads mails stops letters of this kind with one click (RFC 8058); empty for those that
    /// somebody asked for.
    pub stop: String,
}

/// A mail that did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    pub cause: String,
    /// The mail server will never take it; otherwise it may later.
    pub for_good: bool,
    /// It answered that it does not take this one now: it may take those to others.
    pub answered: bool,
}

impl std::fmt::Display for Undelivered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.cause)
    }
}

impl Mailer {
    /// `smtp://localhost:25`, `smtps://user:password@mail.example:465`, `smtp://user:password@mail.example:587?tls=required`.
    ///
    /// # Errors
    /// What is wrong in the address of the server or of the sender; the password is not repeated.
    pub fn new(server: &str, from: &str) -> Result<Mailer, String> {
        let from = from.parse().map_err(|e| format!("✕ --mail-from {from} : {e}"))?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| {
            "✕ --smtp : smtp://serveur:25, smtps://nom:secret@serveur:465 ou smtp://nom:secret@serveur:587?tls=required attendu\n  \
             --smtp: smtp://server:25, smtps://name:secret@server:465 or smtp://name:secret@server:587?tls=required expected"
        })?;
        Ok(Mailer { transport: builder.timeout(Some(Duration::from_secs(10))).build(), from })
    }

    /// # Errors
    /// The cause, without what the mail says.
    pub async fn send(&self, letter: Letter) -> Result<(), Undelivered> {
        let unwritable = |cause: String| Undelivered { cause, for_good: true, answered: false };
        let address = letter.to.parse().map_err(|e| unwritable(format!("the address of the reader: {e}")))?;
        let mut builder = Message::builder();
        if !letter.stop.is_empty() {
            let header = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
            builder = builder
                .raw_header(header("List-Unsubscribe", format!("<{}>", letter.stop)))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = builder
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name).filter(|name| !name.is_empty()), address))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|e| unwritable(e.to_string()))?;
        let sent = self.transport.send(message).await;
        sent.map(drop).map_err(|e| Undelivered { cause: e.to_string(), for_good: e.is_permanent(), answered: e.is_transient() })
    }
}
