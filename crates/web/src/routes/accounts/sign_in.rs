//! Signing in and out. Who guesses is slowed down, and learns nothing from the words or the time of an answer.

use crate::accounts::client::Client;
use crate::accounts::password;
use crate::accounts::session::{self, BROWSER_COOKIE, safe_return};
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page, Who};
use crate::security::PERSON_COOKIE;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use serde::Deserialize;
use store::tries::{self, Subject};
use store::{Token, accounts, people, sessions};

#[derive(Template)]
#[template(path = "accounts/sign-in.html")]
struct SignIn {
    page: Page,
    form: Form,
    back: String,
    said: String,
    /// Name of the identity provider, when there is one.
    provider: String,
    leave: String,
}

#[derive(Template)]
#[template(path = "accounts/left.html")]
struct Left {
    page: Page,
    provider: String,
    address: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Query {
    /// Where to go back to.
    retour: String,
    /// Why one is here: "sorti", "ferme", "change".
    dit: String,
}

fn inputs(here: &Here) -> Form {
    let email = Input::new("email", here.t("sign-in-email"), Kind::Email).autocomplete("username");
    let password = Input::new("password", here.t("sign-in-password"), Kind::Password).autocomplete("current-password");
    Form::new(here.t("sign-in"), vec![email, password])
}

fn page(app: &App, here: &Here, status: StatusCode, form: Form, back: &str, said: String) -> Result<Response> {
    let page = here.page(Nav::None, here.t("sign-in-title")).private();
    let provider = app.doors.identity.as_ref().map(|provider| provider.name().to_owned()).unwrap_or_default();
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("retour", back).finish();
    let leave = here.url(&if back.is_empty() { "/connexion/identite".to_owned() } else { format!("/connexion/identite?{query}") });
    answer::private(here, status, &SignIn { page, form, back: back.to_owned(), said, provider, leave })
}

pub async fn form(State(app): State<App>, here: Here, headers: HeaderMap, Asked(query): Asked<Query>) -> Result<Response> {
    // From a link without an address to go back to: the page one comes from, if it is ours.
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let from = referer.strip_prefix(app.base_url.as_str()).unwrap_or_default();
    let back = safe_return(&query.retour).or_else(|| safe_return(from)).unwrap_or_default();
    if let Who::Person { .. } = here.who {
        let back = if back.is_empty() { here.url("/mon-travail") } else { back.to_owned() };
        return Ok(Redirect::to(&back).into_response());
    }
    let said = match query.dit.as_str() {
        "sorti" => here.t("sign-in-left"),
        "ferme" => here.t("sign-in-closed"),
        "change" => here.t("sign-in-changed"),
        _ => String::new(),
    };
    page(&app, &here, StatusCode::OK, inputs(&here), back, said)
}

pub async fn sign_in(
    State(app): State<App>,
    here: Here,
    jar: CookieJar,
    headers: HeaderMap,
    Client(client): Client,
    typed: Typed,
) -> Result<Response> {
    let (email, now) = (people::normal_email(typed.get("email")), app.now());
    let back = safe_return(typed.get("retour")).unwrap_or_default();
    let mut form = inputs(&here).filled(&typed);
    form.require(&here, &["email"]);
    if typed.get("password").is_empty() {
        form.refuse("password", here.t("form-required"));
    }
    if form.is_wrong() {
        return page(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, form, back, String::new());
    }
    let browser = jar.get(BROWSER_COOKIE).and_then(|cookie| Token::parse(cookie.value()));
    let hash = browser.as_ref().map(Token::hash);
    let account = accounts::credentials(&app.store, &email, hash.as_ref()).await.or_ours(&here)?;
    let known = browser.filter(|_| account.as_ref().is_some_and(|account| account.known_browser));
    let (own, shared) = match known {
        Some(browser) => (vec![Subject::browser(&email, browser.expose())], vec![]),
        None => (vec![Subject::account_from(&email, &client)], vec![Subject::address(&client), Subject::account(&email)]),
    };
    let counted: Vec<Subject> = own.iter().chain(&shared).cloned().collect();
    if let Some(until) = tries::begin(&app.store, &counted, now).await.or_ours(&here)? {
        let minutes = (until.duration_since(now).as_secs() + 59) / 60;
        form.wrong = crate::i18n::say(here.lang, "sign-in-wait", &[("n", &minutes.max(1).to_string())]);
        return page(&app, &here, StatusCode::TOO_MANY_REQUESTS, form, back, String::new());
    }
    let kept = account.as_ref().and_then(|account| account.password.as_deref());
    let good = password::matches(typed.get("password"), kept).await.or_ours(&here)?;
    let signed = match account.filter(|_| good) {
        Some(account) => session::open(&app, jar, &headers, &account.person, None, now).await.or_ours(&here)?,
        None => None,
    };
    let Some(jar) = signed else {
        form.wrong = here.t("sign-in-bad");
        return page(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, form, back, String::new());
    };
    tries::succeeded(&app.store, &own, &shared).await.or_ours(&here)?;
    let back = if back.is_empty() { here.url("/mon-travail") } else { back.to_owned() };
    Ok((jar, Redirect::to(&back)).into_response())
}

/// Ends the session of this browser; offers to end the provider's own, when it opened this one.
pub async fn sign_out(State(app): State<App>, here: Here, jar: CookieJar) -> Result<Response> {
    if let Some(token) = jar.get(PERSON_COOKIE).and_then(|cookie| Token::parse(cookie.value()))
        && let Some(found) = sessions::find(&app.store, &token.hash(), app.now()).await.or_ours(&here)?
    {
        sessions::revoke(&app.store, &found.person.id, &token.hash(), app.now()).await.or_ours(&here)?;
        if let (Some(provider), Some(id_token)) = (&app.doors.identity, found.id_token)
            && let Some(address) = provider.end_session(id_token, format!("{}/connexion", app.base_url)).await
        {
            // A link and not a redirection: forms of these pages lead nowhere else.
            let here = Here { who: Who::Visitor, ..here };
            let page = here.page(Nav::None, here.t("sign-in-left")).private();
            let left = Left { page, provider: provider.name().to_owned(), address };
            let shown = answer::private(&here, StatusCode::OK, &left)?;
            return Ok((jar.remove(Cookie::build(PERSON_COOKIE).path("/")), shown).into_response());
        }
    }
    Ok((jar.remove(Cookie::build(PERSON_COOKIE).path("/")), Redirect::to(&here.url("/connexion?dit=sorti"))).into_response())
}
