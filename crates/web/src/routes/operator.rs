//! Signing in as the operator of this server, with the key kept beside its database.

use crate::app::App;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::registry::Registry;
use crate::security::SESSION_COOKIE;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::ToSpan;
use store::{Token, operators};

pub fn routes() -> Registry {
    Registry::default().get("/operateur", Action::SignIn, form).post("/operateur", Action::SignIn, sign_in).post(
        "/operateur/quitter",
        Action::SignIn,
        sign_out,
    )
}

#[derive(Template)]
#[template(path = "operator.html")]
struct Operator {
    page: Page,
    signed_in: bool,
    error: String,
}

async fn form(here: Here, actor: Actor) -> Result<Response> {
    let page = here.page(Nav::None, here.t("operator-title")).private();
    html(&here, &Operator { page, signed_in: actor == Actor::Operator, error: String::new() })
}

async fn sign_in(State(app): State<App>, here: Here, jar: CookieJar, RawForm(body): RawForm) -> Result<Response> {
    let typed = form_urlencoded::parse(&body).find(|(k, _)| k == "key").map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let session = Token::random();
    let now = app.now();
    let until = now.checked_add(12.hours()).or_ours(&here)?;
    let opened = match Token::parse(&typed) {
        Some(key) => operators::open_session(&app.store, &key.hash(), &session.hash(), until, now).await.or_ours(&here)?,
        None => false,
    };
    if !opened {
        let page = here.page(Nav::None, here.t("operator-title")).private();
        let mut response = html(&here, &Operator { page, signed_in: false, error: here.t("operator-bad") })?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let cookie = Cookie::build((SESSION_COOKIE, session.expose().to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        // A server reached in clear on this machine would never get a Secure cookie back.
        .secure(app.base_url.starts_with("https://"));
    Ok((jar.add(cookie), Redirect::to(&here.url("/operateur"))).into_response())
}

async fn sign_out(State(app): State<App>, here: Here, jar: CookieJar) -> Result<Response> {
    if let Some(token) = jar.get(SESSION_COOKIE).and_then(|c| Token::parse(c.value())) {
        operators::revoke_session(&app.store, &token.hash(), app.now()).await.or_ours(&here)?;
    }
    Ok((jar.remove(Cookie::build(SESSION_COOKIE).path("/")), Redirect::to(&here.url("/operateur"))).into_response())
}
