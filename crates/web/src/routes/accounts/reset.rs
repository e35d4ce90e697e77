//! A forgotten password: a link that is used once, sent by mail. The answer is the same whether the account exists or not.

use super::RESET_HOURS;
use crate::accounts::client::Client;
use crate::accounts::letters;
use crate::accounts::password;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use domain::password::check;
use jiff::SignedDuration;
use store::people::{Person, normal_email};
use store::tries::{self, Subject};
use store::{Token, accounts, people};

#[derive(Template)]
#[template(path = "accounts/forgotten.html")]
struct Forgotten {
    page: Page,
    form: Form,
    /// The answer, once something was asked.
    sent: bool,
    /// Without mail, links are made by whoever manages rights.
    has_mail: bool,
}

#[derive(Template)]
#[template(path = "accounts/new-password.html")]
struct NewPassword {
    page: Page,
    form: Form,
    /// The link opens nothing, or nothing any more.
    over: bool,
    name: String,
    email: String,
}

fn asking(here: &Here) -> Form {
    let email = Input::new("email", here.t("sign-in-email"), Kind::Email).autocomplete("username");
    Form::new(here.t("forgotten-submit"), vec![email])
}

fn page(app: &App, here: &Here, status: StatusCode, form: Form, sent: bool) -> Result<Response> {
    let page = here.page(Nav::None, here.t("forgotten-title")).private();
    answer::private(here, status, &Forgotten { page, form, sent, has_mail: app.doors.mail.is_some() })
}

pub async fn ask(State(app): State<App>, here: Here) -> Result<Response> {
    page(&app, &here, StatusCode::OK, asking(&here), false)
}

pub async fn send(State(app): State<App>, here: Here, Client(client): Client, typed: Typed) -> Result<Response> {
    let mut form = asking(&here).filled(&typed);
    form.require_email(&here, "email");
    if form.is_wrong() {
        return page(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, form, false);
    }
    let email = normal_email(typed.get("email"));
    let subjects = [Subject::mail(&email), Subject::address(&client)];
    let waits = tries::begin(&app.store, &subjects, app.now()).await.or_ours(&here)?;
    if waits.is_none() && app.doors.mail.is_some() {
        // Beside the request: its time says nothing of the account, and a slow mail server holds nobody up.
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(cause) = write_to(&app, &email).await {
                tracing::error!(%cause, "the link to choose a new password could not be sent");
            }
        });
    }
    page(&app, &here, StatusCode::OK, form, true)
}

async fn write_to(app: &App, email: &str) -> Result<(), String> {
    let person = people::find_by_email(&app.store, email).await.map_err(|e| e.to_string())?;
    let (Some(person), Some(mail)) = (person.filter(|person| person.closed_at.is_none()), &app.doors.mail) else { return Ok(()) };
    let link = link(app, &person, &people::signature(&person.id)).await.map_err(|e| e.to_string())?;
    let lang = accounts::lang_of(&app.store, &person.id).await.map_err(|e| e.to_string())?;
    mail.send(letters::reset(app, lang, &person, &link)).await.map_err(|why| why.to_string())
}

/// Makes the link; `author` signs who asked for it.
pub async fn link(app: &App, person: &Person, author: &str) -> Result<Token, store::StoreError> {
    let (token, now) = (Token::random(), app.now());
    let until = now + SignedDuration::from_hours(RESET_HOURS);
    accounts::make_reset(&app.store, &person.id, &token.hash(), author, until, now).await?;
    Ok(token)
}

fn choosing(here: &Here) -> Form {
    let password = Input::new("password", here.t("account-new-password"), Kind::Password).hint(here.t("account-password-hint"));
    let again = Input::new("password-again", here.t("account-password-again"), Kind::Password);
    Form::new(here.t("new-password-submit"), vec![password.autocomplete("new-password"), again.autocomplete("new-password")])
}

fn choose_page(here: &Here, status: StatusCode, form: Form, person: Option<Person>) -> Result<Response> {
    let page = here.page(Nav::None, here.t("new-password-title")).private();
    let over = person.is_none();
    let (name, email) = person.map(|person| (person.name, person.email)).unwrap_or_default();
    answer::private(here, status, &NewPassword { page, form, over, name, email })
}

async fn found(app: &App, here: &Here, secret: &str) -> Result<Option<(Token, Person)>> {
    let Some(token) = Token::parse(secret) else { return Ok(None) };
    let found = accounts::find_reset(&app.store, &token.hash(), app.now()).await.or_ours(here)?;
    Ok(found.map(|person| (token, person)))
}

pub async fn form(State(app): State<App>, here: Here, At(secret): At<String>) -> Result<Response> {
    match found(&app, &here, &secret).await? {
        Some((_, person)) => choose_page(&here, StatusCode::OK, choosing(&here), Some(person)),
        None => choose_page(&here, StatusCode::NOT_FOUND, choosing(&here), None),
    }
}

pub async fn choose(State(app): State<App>, here: Here, jar: CookieJar, At(secret): At<String>, typed: Typed) -> Result<Response> {
    let Some((token, person)) = found(&app, &here, &secret).await? else {
        return choose_page(&here, StatusCode::NOT_FOUND, choosing(&here), None);
    };
    let mut form = choosing(&here);
    let chosen = typed.get("password");
    if let Err(why) = check(chosen, &person.email, &person.name) {
        form.refuse("password", why.get(here.lang));
    } else if chosen != typed.get("password-again") {
        form.refuse("password-again", here.t("account-password-differs"));
    }
    if form.is_wrong() {
        return choose_page(&here, StatusCode::UNPROCESSABLE_ENTITY, form, Some(person));
    }
    let hash = password::hash(chosen).await.or_ours(&here)?;
    let done = accounts::reset(&app.store, &token.hash(), &hash, app.now()).await.or_ours(&here)?;
    match done {
        // Signing in follows, so that a link read over a shoulder does not open a session by itself.
        Some(_) => {
            let jar = jar.remove(Cookie::build(crate::security::PERSON_COOKIE).path("/"));
            Ok((jar, Redirect::to(&here.url("/connexion?dit=change"))).into_response())
        }
        None => choose_page(&here, StatusCode::NOT_FOUND, choosing(&here), None),
    }
}
