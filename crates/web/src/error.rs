//! Errors as answers: what happened, what was kept, what to try. Which one to use:
//! [`Failure::NotFound`] when nothing is at this address (or nothing this actor may know of), [`Failure::Absent`] when
//! what it shows is not loaded, or when a sentence says what is there instead, [`Failure::Refused`] when the
//! actor may know of it but not do this, [`Failure::Bad`] when the request itself is wrong, [`Failure::Method`] when the
//! address answers other methods only, [`Failure::Format`] when it has nothing that the client reads,
//! [`Failure::TooLarge`] and [`Failure::TooLong`] when a bound of the server stops it, [`Failure::Ours`] for the rest.

use crate::page::{Here, Nav, Page, Who};
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::Text;

/// What was asked for, or why there is none.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Failure {
    NotFound(Here),
    /// What would be here is not loaded, or does not exist: the sentence says how to get it, or what exists.
    Absent(Here, Text),
    Refused(Here, Text),
    Bad(Here, Text),
    /// The address exists, for other methods.
    Method(Here),
    /// Nothing of what is here is among what the client says it reads.
    Format(Here, Text),
    /// What is sent is over [`crate::security::BODY_LIMIT`].
    TooLarge(Here),
    /// The answer took longer than anybody waits.
    TooLong(Here),
    /// Logged with its cause; the reader sees none of it.
    Ours(Here, String),
}

impl Failure {
    pub fn ours(here: &Here, cause: impl std::fmt::Display) -> Failure {
        Failure::Ours(here.clone(), cause.to_string())
    }
    /// A form with files that could not be read to its end: over the limit, or cut short.
    pub fn unread(here: &Here, status: StatusCode) -> Failure {
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            return Failure::TooLarge(here.clone());
        }
        Failure::Bad(here.clone(), Text::each(|lang| crate::i18n::say(lang, "error-unread", &[])))
    }
    /// A form whose button is none of ours: what is not read decides nothing.
    pub fn no_step(here: &Here) -> Failure {
        Failure::Bad(here.clone(), Text::new("Ce geste n’existe pas.", "There is no such step."))
    }
    /// What the base refused: the request when it is its fault (a key that served another one, a text that cannot be kept),
    /// ours otherwise.
    pub fn stored(here: &Here, error: store::StoreError) -> Failure {
        match error {
            store::StoreError::KeyReused | store::StoreError::Unstorable { .. } => Failure::Bad(here.clone(), error.message()),
            error => Failure::ours(here, error),
        }
    }
}

/// What another layer could not do, as an answer.
pub trait OrFail<T, E> {
    /// [`Failure::ours`], whatever went wrong.
    fn or_ours(self, here: &Here) -> Result<T>
    where
        E: std::fmt::Display;
    /// [`Failure::stored`]: the fault may be that of the request.
    fn or_stored(self, here: &Here) -> Result<T>
    where
        E: Into<store::StoreError>;
}

impl<T, E> OrFail<T, E> for Result<T, E> {
    fn or_ours(self, here: &Here) -> Result<T>
    where
        E: std::fmt::Display,
    {
        self.map_err(|e| Failure::ours(here, e))
    }
    fn or_stored(self, here: &Here) -> Result<T>
    where
        E: Into<store::StoreError>,
    {
        self.map_err(|e| Failure::stored(here, e.into()))
    }
}

/// What is not there, as an answer.
pub trait OrNotFound<T> {
    /// [`Failure::NotFound`].
    fn or_not_found(self, here: &Here) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, here: &Here) -> Result<T> {
        self.ok_or_else(|| Failure::NotFound(here.clone()))
    }
}

/// Where to sign in, and come back to what was asked when it can be asked again.
fn sign_in_address(here: &Here) -> String {
    if !here.read {
        return here.url("/connexion");
    }
    let back = form_urlencoded::Serializer::new(String::new()).append_pair("retour", &here.url(&here.path)).finish();
    here.url(&format!("/connexion?{back}"))
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    code: u16,
    what: String,
    tried: String,
    /// Where to sign in, when that may be what is missing.
    sign_in: String,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, here, key, what) = match self {
            Failure::NotFound(here) => (StatusCode::NOT_FOUND, here, "error-404", None),
            Failure::Absent(here, why) => (StatusCode::NOT_FOUND, here, "error-404", Some(why)),
            Failure::Refused(here, why) => (StatusCode::FORBIDDEN, here, "error-403", Some(why)),
            Failure::Bad(here, why) => (StatusCode::BAD_REQUEST, here, "error-400", Some(why)),
            Failure::Method(here) => (StatusCode::METHOD_NOT_ALLOWED, here, "error-405", None),
            Failure::Format(here, why) => (StatusCode::NOT_ACCEPTABLE, here, "error-406", Some(why)),
            Failure::TooLarge(here) => (StatusCode::PAYLOAD_TOO_LARGE, here, "error-413", None),
            Failure::TooLong(here) => (StatusCode::SERVICE_UNAVAILABLE, here, "error-503", None),
            Failure::Ours(here, cause) => {
                // The address of a project is its key: it stays out of the log.
                let mut public = here.path.split(['?', '#']).next().unwrap_or_default();
                for secret in ["/projets/", "/invitations/", "/mot-de-passe/"] {
                    public = public.split(secret).next().unwrap_or_default();
                }
                tracing::error!(%cause, path = public, "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, here, "error-500", None)
            }
        };
        let what = what.map_or_else(|| here.t(&format!("{key}-what")), |t| crate::i18n::of(&t, here.lang));
        if here.path.starts_with("/api/") {
            let body = serde_json::json!({ "status": status.as_u16(), "error": what });
            return (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response();
        }
        // Clients of the open data read one shape of error (RFC 9457), whoever refuses; a person who asked for a page gets one.
        let open_data = here.path.starts_with("/ogc") || here.path.starts_with("/catalog.jsonld");
        if open_data && !here.wants_page {
            let body = serde_json::json!({ "title": here.t(key), "status": status.as_u16(), "detail": what });
            let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
            return (status, headers, body.to_string()).into_response();
        }
        let page = here.page(Nav::None, here.t(key));
        // What a project refuses, its address decides; elsewhere, a right does, and a visitor may hold one.
        let by_right = status == StatusCode::FORBIDDEN && !here.path.starts_with("/projets/");
        let tried = here.t(&if by_right { "error-403-right-try".to_owned() } else { format!("{key}-try") });
        let sign_in = if by_right && here.who == Who::Visitor { sign_in_address(&here) } else { String::new() };
        let view = ErrorPage { tried, page, code: status.as_u16(), what, sign_in };
        (status, [(header::CACHE_CONTROL, "no-store")], Html(view.render().unwrap_or(view.what))).into_response()
    }
}

/// Renders a template, or says that we failed. A page of projects stays in no cache: its address is its key.
pub fn html<T: Template>(here: &Here, template: &T) -> Result<Response> {
    let cache = match &here.who {
        _ if here.path.starts_with("/projets/") => "no-store",
        Who::Visitor => "no-cache",
        // The top of the page bears a name.
        _ => "private, no-cache",
    };
    Ok(([(header::CACHE_CONTROL, cache)], Html(template.render().or_ours(here)?)).into_response())
}
