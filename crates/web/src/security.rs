//! Headers of every answer, limits of every request, and who is asking.

use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use crate::permissions::{Actor, Person};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub const SESSION_COOKIE: &str = "rebond_operator";
pub const PERSON_COOKIE: &str = "rebond_session";
/// The largest body: a list of sites. Everything else is far smaller.
pub const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
    connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn harden(router: Router<App>, app: App) -> Router {
    let router = router.layer(middleware::from_fn_with_state(app.clone(), identify)).layer(CsrfLayer::new());
    bounded(router, PATIENCE).layer(CompressionLayer::new()).layer(middleware::map_response(headers)).with_state(app)
}

/// Too large a body, too long a wait, a mistake of ours: the request stops, and whoever sent it reads why.
fn bounded<S: Clone + Send + Sync + 'static>(router: Router<S>, patience: Duration) -> Router<S> {
    router
        // By themselves, extractors stop at 2 MB: the next layer is the one limit.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(worded))
}

/// The layers that stop a request know neither its language nor what a page is: their answers are bare.
async fn worded(here: Here, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let plain = kind.is_some_and(|kind| kind.starts_with(b"text/plain"));
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE if plain => Failure::TooLarge(here).into_response(),
        StatusCode::SERVICE_UNAVAILABLE if kind.is_none() => Failure::TooLong(here).into_response(),
        StatusCode::INTERNAL_SERVER_ERROR if plain => Failure::ours(&here, "a panic, told above").into_response(),
        _ => response,
    }
}

async fn headers(mut response: Response<Body>) -> Response<Body> {
    let set = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ];
    for (name, value) in set {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Puts the [`Actor`] among the request's extensions. A session that was revoked is a visitor's at once.
async fn identify(State(app): State<App>, jar: CookieJar, mut request: Request, next: Next) -> Response {
    let actor = actor(&app, &jar).await.unwrap_or_else(|cause| {
        tracing::error!(%cause, "the session could not be read; the request goes on as a visitor's");
        Actor::Visitor
    });
    request.extensions_mut().insert(actor);
    next.run(request).await
}

/// The operator's session goes first: it is opened on purpose, for a short time. Rights are read at every request.
async fn actor(app: &App, jar: &CookieJar) -> Result<Actor, store::StoreError> {
    let token = |name: &str| jar.get(name).and_then(|cookie| store::Token::parse(cookie.value()));
    if let Some(token) = token(SESSION_COOKIE)
        && store::operators::find_session(&app.store, &token.hash(), app.now()).await?.is_some()
    {
        return Ok(Actor::Operator);
    }
    let Some(token) = token(PERSON_COOKIE) else { return Ok(Actor::Visitor) };
    let now = app.now();
    let Some(found) = store::sessions::find(&app.store, &token.hash(), now).await? else { return Ok(Actor::Visitor) };
    if now.duration_since(found.last_seen_at).as_secs() >= 60 {
        // Beside the request: when it was last used is worth no wait.
        let (store, hash) = (app.store.clone(), token.hash());
        tokio::spawn(async move {
            if let Err(cause) = store::sessions::seen(&store, &hash, now).await {
                tracing::warn!(%cause, "the last use of a session could not be noted");
            }
        });
    }
    Ok(Actor::Person(Arc::new(Person { id: found.person.id.to_string(), name: found.person.name, rights: found.rights })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn broken() -> Response {
        panic!("a mistake of ours, made for the test")
    }

    async fn slow() -> &'static str {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "late"
    }

    async fn asked(path: &str) -> (u16, String) {
        let mut router: Router = Router::new();
        for prefix in ["", "/en", "/api/v1"] {
            router = router.route(&format!("{prefix}/panne"), get(broken)).route(&format!("{prefix}/attente"), get(slow));
        }
        let request = axum::http::Request::get(path).body(Body::empty()).expect("a request");
        let response = bounded(router, Duration::from_millis(20)).oneshot(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), BODY_LIMIT).await.expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    }

    #[tokio::test]
    async fn a_mistake_of_ours_and_too_long_a_wait_are_told_as_pages_in_the_language_of_the_address() {
        for (path, status, words) in [
            ("/panne", 500, "Une erreur de notre côté"),
            ("/en/panne", 500, "An error on our side"),
            ("/attente", 503, "Réponse trop longue"),
            ("/en/attente", 503, "Too long an answer"),
        ] {
            let (code, text) = asked(path).await;
            assert_eq!(code, status, "{path}");
            assert!(text.contains(words) && text.contains("</main>"), "{path}: {text}");
            assert!(!text.contains("made for the test"), "{path} shows what only the log may hold");
        }
        let (code, text) = asked("/api/v1/panne").await;
        assert!(code == 500 && text.starts_with('{'), "{text}");
    }
}
