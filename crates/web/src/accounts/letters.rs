//! The words of the mails.

use super::mail::Letter;
use crate::app::App;
use crate::digest::Digest;
use crate::i18n::say;
use domain::Lang;
use store::Token;
use store::letters::Reader;
use store::people::Person;

/// A page of this server, as a letter writes it.
pub fn address(app: &App, lang: Lang, path: &str) -> String {
    let prefix = if lang == Lang::En { "/en" } else { "" };
    format!("{}{prefix}{path}", app.base_url)
}

/// The address that accepts an invitation.
pub fn invitation_address(app: &App, lang: Lang, secret: &Token) -> String {
    address(app, lang, &format!("/invitations/{}", secret.expose()))
}

/// The address that lets a new password be chosen.
pub fn reset_address(app: &App, lang: Lang, secret: &Token) -> String {
    address(app, lang, &format!("/mot-de-passe/{}", secret.expose()))
}

/// What is offered, in the words of whoever reads the mail.
pub struct Offered<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: &'a str,
    pub scope: &'a str,
    pub organisation: &'a str,
    pub by: &'a str,
    pub until: &'a str,
}

pub fn invitation(app: &App, lang: Lang, offered: &Offered, secret: &Token) -> Letter {
    let link = invitation_address(app, lang, secret);
    let values = [
        ("role", offered.role),
        ("scope", offered.scope),
        ("organisation", offered.organisation),
        ("by", offered.by),
        ("until", offered.until),
        ("link", &link),
    ];
    Letter {
        to: offered.email.to_owned(),
        name: offered.name.to_owned(),
        subject: say(lang, "mail-invitation-subject", &values),
        text: say(lang, "mail-invitation", &values),
        stop: String::new(),
    }
}

pub fn reset(app: &App, lang: Lang, person: &Person, secret: &Token) -> Letter {
    let (link, hours) = (reset_address(app, lang, secret), crate::routes::accounts::RESET_HOURS.to_string());
    let values = [("name", person.name.as_str()), ("link", &link), ("n", &hours)];
    Letter {
        to: person.email.clone(),
        name: person.name.clone(),
        subject: say(lang, "mail-reset-subject", &values),
        text: say(lang, "mail-reset", &values),
        stop: String::new(),
    }
}

/// What awaits somebody, with the way to have no more of it.
pub fn digest(app: &App, reader: &Reader, digest: Digest, stop: &Token) -> Letter {
    let lang = reader.lang;
    let stop = address(app, lang, &format!("/courrier/{}", stop.expose()));
    let pace = say(lang, &format!("letters-{}", reader.pace.code()), &[]);
    let values = [("pace", pace.as_str()), ("account", &address(app, lang, "/compte")), ("stop", &stop)];
    Letter {
        to: reader.email.clone(),
        name: reader.name.clone(),
        subject: digest.subject,
        text: format!("{}\n-- \n{}\n", digest.body, say(lang, "mail-digest-foot", &values)),
        stop,
    }
}

/// What happened and does not wait, with the way to have no more of it.
pub fn notice(app: &App, reader: &Reader, subject: String, body: &str, stop: &Token) -> Letter {
    let lang = reader.lang;
    let stop = address(app, lang, &format!("/courrier/{}", stop.expose()));
    let values = [("account", address(app, lang, "/compte")), ("stop", stop.clone())];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Letter {
        to: reader.email.clone(),
        name: reader.name.clone(),
        subject,
        text: format!("{body}\n\n-- \n{}\n", say(lang, "mail-notice-foot", &values)),
        stop,
    }
}
