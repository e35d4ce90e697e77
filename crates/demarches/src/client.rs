//! The client. It speaks to the address it was given by whoever runs the program, follows no redirection (the token would
//! go with it), waits between two requests, and tells a slow answer from a refusal.

use crate::answer::{self, Descriptor, Dossier, Gone, Page};
use crate::{Failure, query};
use domain::Text;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long to wait for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For one answer. The platform gives up after 30 s itself.
    pub timeout: Duration,
    /// Times one page is asked before the pull stops, to be taken up later.
    pub tries: u32,
    /// Before the second try; doubled each time.
    pub pause: Duration,
    /// Between two requests, whatever happens.
    pub interval: Duration,
    /// Bytes of one answer.
    pub most: u64,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            timeout: Duration::from_secs(45),
            tries: 6,
            pause: Duration::from_secs(1),
            interval: Duration::from_millis(250),
            most: 40_000_000,
        }
    }
}

/// The platform's own address; another instance (a region's, Polynesia's) is given by its base.
pub const PUBLIC: &str = "https://demarche.numerique.gouv.fr";

pub struct Client {
    agent: ureq::Agent,
    base: String,
    token: Option<String>,
    pub(crate) patience: Patience,
    last: Mutex<Option<Instant>>,
}

impl Client {
    /// `base` is https, or a loopback address in tests. The token is never written in a message.
    ///
    /// # Errors
    /// An address the token must not be sent to.
    pub fn new(base: &str, token: Option<String>, patience: Patience) -> Result<Client, Text> {
        let base = base.trim_end_matches('/').to_owned();
        let loopback = base.starts_with("http://127.0.0.1:") || base.starts_with("http://localhost:");
        if !base.starts_with("https://") && !loopback {
            return Err(Text::new(
                format!("« {base} » : l’adresse doit commencer par https:// ; le jeton ne part pas en clair."),
                format!("“{base}”: the address must begin with https://; the token is not sent in the clear."),
            ));
        }
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(patience.timeout))
            .max_redirects(0)
            .https_only(!loopback)
            .http_status_as_error(false)
            .build();
        Ok(Client { agent: agent.into(), base, token, patience, last: Mutex::new(None) })
    }

    /// Where the holder opens a prefilled file: `POST` here.
    pub fn prefill_address(&self, demarche: i64) -> String {
        format!("{}/api/public/v1/demarches/{demarche}/dossiers", self.base)
    }

    /// One page of the files of a form, oldest change first; one try.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn files(&self, demarche: i64, first: u32, after: Option<&str>, since: Option<Timestamp>) -> Result<Page<Dossier>, Failure> {
        let variables = json!({ "number": demarche, "first": first, "after": after, "since": since.map(|s| s.to_string()) });
        answer::page(&self.ask("Files", query::FILES, variables)?["demarche"]["dossiers"], answer::dossier)
    }

    /// One page of the files erased since; one try.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn gone(&self, demarche: i64, first: u32, after: Option<&str>, since: Option<Timestamp>) -> Result<Page<Gone>, Failure> {
        let variables = json!({ "number": demarche, "first": first, "after": after, "since": since.map(|s| s.to_string()) });
        answer::page(&self.ask("Gone", query::GONE, variables)?["demarche"]["deletedDossiers"], answer::gone)
    }

    /// The questions of a form. A published form is open to all: no token is needed.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn form(&self, demarche: i64) -> Result<Vec<Descriptor>, Failure> {
        self.again(|| answer::form(&self.ask("Form", query::FORM, json!({ "number": demarche }))?))
    }

    /// Asks until it answers, or refuses, or patience ends. What is too heavy is for the caller to make lighter.
    pub(crate) fn again<T>(&self, ask: impl Fn() -> Result<T, Failure>) -> Result<T, Failure> {
        let (mut pause, mut tries) = (self.patience.pause, 1);
        loop {
            match ask() {
                Err(Failure::Away(_, wait)) if tries < self.patience.tries => std::thread::sleep(wait.unwrap_or(pause)),
                other => return other,
            }
            (pause, tries) = (pause * 2, tries + 1);
        }
    }

    fn ask(&self, name: &str, query: &str, variables: Value) -> Result<Value, Failure> {
        self.space();
        let mut request = self.agent.post(format!("{}/api/v2/graphql", self.base)).content_type("application/json");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = json!({ "operationName": name, "query": query, "variables": variables }).to_string();
        let mut response = request.send(body.as_bytes()).map_err(|error| match error {
            ureq::Error::Timeout(_) => Failure::TooHeavy(Text::new("pas de réponse à temps", "no answer in time")),
            other => Failure::Away(Text::same(other.to_string()), None),
        })?;
        let wait = response.headers().get("retry-after").and_then(|v| v.to_str().ok()?.parse().ok()).map(Duration::from_secs);
        let wait = wait.map(|wait| wait.min(Duration::from_secs(300)));
        match response.status().as_u16() {
            200 => {}
            401 | 403 => return Err(refused_token()),
            408 | 504 => return Err(Failure::TooHeavy(Text::same(format!("HTTP {}", response.status().as_u16())))),
            code @ (429 | 500..=599) => return Err(Failure::Away(Text::same(format!("HTTP {code}")), wait)),
            code => return Err(Failure::refused(format!("HTTP {code}"), format!("HTTP {code}"))),
        }
        let read = response.body_mut().with_config().limit(self.patience.most).read_to_vec();
        let bytes = read.map_err(|error| match error {
            ureq::Error::Timeout(_) | ureq::Error::BodyExceedsLimit(_) => Failure::TooHeavy(Text::same(error.to_string())),
            other => Failure::Away(Text::same(other.to_string()), None),
        })?;
        let answer: Value =
            serde_json::from_slice(&bytes).map_err(|_| Failure::away("la réponse n’est pas du JSON", "the answer is not JSON"))?;
        match answer["errors"].as_array().and_then(|errors| errors.first()) {
            None => Ok(answer["data"].clone()),
            Some(error) => Err(told(error)),
        }
    }

    /// Waits until the interval since the last request has passed.
    fn space(&self) {
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(before) = *last {
            std::thread::sleep(self.patience.interval.saturating_sub(before.elapsed()));
        }
        *last = Some(Instant::now());
    }
}

fn refused_token() -> Failure {
    Failure::refused(
        "le jeton est refusé ou ne couvre pas cette démarche : en créer un dans « Jetons d’API » du profil administrateur",
        "the token is refused or does not cover this form: create one under “API tokens” of the administrator’s profile",
    )
}

/// The platform's own words for what went wrong (`extensions.code`).
fn told(error: &Value) -> Failure {
    let message = error["message"].as_str().unwrap_or("?");
    match error["extensions"]["code"].as_str() {
        Some("timeout") => Failure::TooHeavy(Text::same(message)),
        Some("unauthorized") => refused_token(),
        Some("not_found") => Failure::refused("aucune démarche de ce numéro", "no form with this number"),
        _ => Failure::refused(format!("la plateforme refuse : {message}"), format!("the platform refuses: {message}")),
    }
}
