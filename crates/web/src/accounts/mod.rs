//! What the pages of accounts share: passwords, where a request comes from, the cookie of a session, mails, and the scopes
//! of rights in words.

pub mod client;
pub mod identity;
pub mod letters;
pub mod mail;
pub mod outside;
pub mod password;
pub mod scopes;
pub mod session;

use identity::Provider;
use mail::Mailer;
use std::net::IpAddr;

/// How people come in, as the server was told.
#[derive(Default)]
pub struct Doors {
    /// Absent: links are shown once to whoever makes them.
    pub mail: Option<Mailer>,
    /// Absent: accounts have a password.
    pub identity: Option<Provider>,
    /// Proxies whose word is taken on where a request comes from; those of this machine always are.
    pub proxies: Vec<IpAddr>,
}
