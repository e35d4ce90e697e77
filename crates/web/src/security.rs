//! Headers of every answer, limits of every request, and who is asking.

use crate::app::App;
use crate::permissions::{Actor, Person};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
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

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
    connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn harden(router: Router<App>, app: App) -> Router {
    router
        .layer(middleware::from_fn_with_state(app.clone(), identify))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CompressionLayer::new())
        .layer(middleware::map_response(headers))
        .layer(CatchPanicLayer::new())
        .with_state(app)
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
