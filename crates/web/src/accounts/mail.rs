//! Mails: plain text, in the reader's language, through the SMTP server the operator names. What they say may open an
//! account: nothing of it is logged.

use lettre::message::{Mailbox, header::ContentType};
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
    pub async fn send(&self, letter: Letter) -> Result<(), String> {
        let address = letter.to.parse().map_err(|e| format!("the address of the reader: {e}"))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name).filter(|name| !name.is_empty()), address))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|e| e.to_string())?;
        self.transport.send(message).await.map(drop).map_err(|e| e.to_string())
    }
}
