//! One's own account: name, password, sessions, rights, and closing it.

use crate::accounts::{password, scopes, session};
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::security::PERSON_COOKIE;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use domain::calendar::paris_time;
use domain::password::check;
use domain::{Lang, Text};
use serde::Deserialize;
use store::people::{Person, normal_email};
use store::{PersonId, Token, TokenHash, accounts, audit, holders, people, sessions};

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct Account {
    page: Page,
    email: String,
    said: String,
    form: Form,
    change: Form,
    letters: Form,
    /// Without a mail server, nothing is sent.
    has_mail: bool,
    has_password: bool,
    rights: Vec<Right>,
    sessions: Vec<Session>,
    events: Vec<(String, String)>,
}

struct Right {
    role: String,
    scope: String,
    organisation: String,
    since: String,
}

struct Session {
    id: String,
    device: String,
    since: String,
    seen: String,
    this: bool,
}

#[derive(Template)]
#[template(path = "accounts/close.html")]
struct Close {
    page: Page,
    form: Form,
    rights: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Query {
    dit: String,
}

/// Whoever signed in; the others are told to.
pub async fn myself(app: &App, here: &Here, actor: &Actor) -> Result<Person> {
    let refused =
        || Failure::Refused(here.clone(), Text::new("Il faut être connecté à un compte.", "You need to be signed in to an account."));
    if !can(actor, Action::OwnAccount, &Object::OwnAccount) {
        return Err(refused());
    }
    let id = actor.person().and_then(|person| PersonId::parse(&person.id)).ok_or_else(refused)?;
    people::find(&app.store, &id).await.or_ours(here)?.ok_or_else(refused)
}

fn this_session(jar: &CookieJar) -> Option<TokenHash> {
    jar.get(PERSON_COOKIE).and_then(|cookie| Token::parse(cookie.value())).map(|token| token.hash())
}

fn naming(here: &Here, name: &str, lang: Lang) -> Form {
    let languages = vec![("fr".to_owned(), "Français".to_owned()), ("en".to_owned(), "English".to_owned())];
    let name = Input::new("name", here.t("account-name"), Kind::Text).autocomplete("name").value(name);
    let lang = Input::new("lang", here.t("account-lang"), Kind::Select(languages)).value(lang.code());
    Form::new(here.t("save"), vec![name, lang])
}

fn changing(here: &Here) -> Form {
    let field = |id, key: &str, token| Input::new(id, here.t(key), Kind::Password).autocomplete(token);
    let inputs = vec![
        field("password-now", "account-current-password", "current-password"),
        field("password", "account-new-password", "new-password").hint(here.t("account-password-hint")),
        field("password-again", "account-password-again", "new-password"),
    ];
    Form::new(here.t("account-change-password"), inputs)
}

async fn page(
    app: &App,
    here: &Here,
    jar: &CookieJar,
    person: &Person,
    form: Option<Form>,
    change: Option<Form>,
    said: String,
) -> Result<Response> {
    // A form comes back for what is wrong in it.
    let status = if form.is_some() || change.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = here.page(Nav::None, here.t("account-title")).private();
    let lang = accounts::lang_of(&app.store, &person.id).await.or_ours(here)?;
    let this = this_session(jar);
    let mut rights = vec![];
    for held in holders::of_person(&app.store, &person.id).await.or_ours(here)? {
        rights.push(Right {
            role: scopes::role(here.lang, held.given.right.role),
            scope: scopes::name(app, here, &held.given.right.scope).await?,
            organisation: held.organisation,
            since: page.date(&paris_time(held.given.given_at).date()),
        });
    }
    let open = sessions::of_person(&app.store, &person.id, app.now()).await.or_ours(here)?;
    let session = |s: sessions::Session| Session {
        device: session::told(&s.device).unwrap_or_else(|| page.t("account-device-unknown")),
        since: page.moment(&s.created_at),
        seen: page.moment(&s.last_seen_at),
        this: this.as_ref() == Some(&s.id),
        id: s.id.as_text().to_owned(),
    };
    let events = audit::of_object(&app.store, &people::signature(&person.id), 15).await.or_ours(here)?;
    let told = |e: audit::Entry| {
        let key = format!("event-{}", e.what.trim_start_matches("person.").replace(['.', '_'], "-"));
        (page.moment(&e.at), here.t(&key))
    };
    let shown = Account {
        email: person.email.clone(),
        said,
        form: form.unwrap_or_else(|| naming(here, &person.name, lang)),
        change: change.unwrap_or_else(|| changing(here)),
        letters: super::letters::choosing(here, store::letters::pace(&app.store, &person.id).await.or_ours(here)?),
        has_mail: app.doors.mail.is_some(),
        has_password: accounts::password_of(&app.store, &person.id).await.or_ours(here)?.is_some(),
        rights,
        sessions: open.into_iter().map(session).collect(),
        events: events.into_iter().map(told).collect(),
        page,
    };
    answer::private(here, status, &shown)
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, jar: CookieJar, Asked(query): Asked<Query>) -> Result<Response> {
    let person = myself(&app, &here, &actor).await?;
    let said = match query.dit.as_str() {
        "nom" => here.t("saved"),
        "mot-de-passe" => here.t("account-password-changed"),
        "courrier" => here.t("saved"),
        "session" => here.t("account-session-ended"),
        _ => String::new(),
    };
    page(&app, &here, &jar, &person, None, None, said).await
}

pub async fn rename(State(app): State<App>, here: Here, actor: Actor, jar: CookieJar, typed: Typed) -> Result<Response> {
    let person = myself(&app, &here, &actor).await?;
    let lang = Lang::parse(typed.get("lang")).unwrap_or(here.lang);
    let mut form = naming(&here, typed.get("name"), lang);
    form.require(&here, &["name"]);
    if form.is_wrong() {
        return page(&app, &here, &jar, &person, Some(form), None, String::new()).await;
    }
    let name: String = typed.get("name").chars().take(200).collect();
    accounts::rename(&app.store, &person.id, &name, lang, app.now()).await.or_ours(&here)?;
    Ok(Redirect::to(&here.url("/compte?dit=nom")).into_response())
}

pub async fn password(State(app): State<App>, here: Here, actor: Actor, jar: CookieJar, typed: Typed) -> Result<Response> {
    let person = myself(&app, &here, &actor).await?;
    let (mut form, chosen) = (changing(&here), typed.get("password"));
    if !is_mine(&app, &here, &person, typed.get("password-now")).await? {
        form.refuse("password-now", here.t("account-wrong-password"));
    } else if let Err(why) = check(chosen, &person.email, &person.name) {
        form.refuse("password", why.get(here.lang));
    } else if chosen != typed.get("password-again") {
        form.refuse("password-again", here.t("account-password-differs"));
    }
    let (Some(this), false) = (this_session(&jar), form.is_wrong()) else {
        return page(&app, &here, &jar, &person, None, Some(form), String::new()).await;
    };
    let hash = password::hash(chosen).await.or_ours(&here)?;
    accounts::change_password(&app.store, &person.id, &hash, &this, app.now()).await.or_ours(&here)?;
    Ok(Redirect::to(&here.url("/compte?dit=mot-de-passe")).into_response())
}

/// Whether this is the password; guesses made from an open session are slowed down too.
async fn is_mine(app: &App, here: &Here, person: &Person, typed: &str) -> Result<bool> {
    let subject = [store::tries::Subject::browser(&person.email, person.id.as_str())];
    if store::tries::begin(&app.store, &subject, app.now()).await.or_ours(here)?.is_some() {
        return Ok(false);
    }
    let kept = accounts::password_of(&app.store, &person.id).await.or_ours(here)?;
    let good = password::matches(typed, kept.as_deref()).await.or_ours(here)?;
    if good {
        store::tries::succeeded(&app.store, &subject, &[]).await.or_ours(here)?;
    }
    Ok(good)
}

/// Ends one session, or all of them, this one included.
pub async fn sessions(State(app): State<App>, here: Here, actor: Actor, jar: CookieJar, typed: Typed) -> Result<Response> {
    let (person, now) = (myself(&app, &here, &actor).await?, app.now());
    if typed.get("all") == "1" {
        sessions::revoke_all(&app.store, &person.id, &actor.signature(), now).await.or_ours(&here)?;
        return Ok((jar.remove(Cookie::build(PERSON_COOKIE).path("/")), Redirect::to(&here.url("/connexion?dit=sorti"))).into_response());
    }
    if let Some(id) = TokenHash::parse(typed.get("session")) {
        sessions::revoke(&app.store, &person.id, &id, now).await.or_ours(&here)?;
    }
    Ok(Redirect::to(&here.url("/compte?dit=session")).into_response())
}

fn closing(here: &Here) -> Form {
    let email = Input::new("email", here.t("close-email"), Kind::Email).hint(here.t("close-email-hint"));
    Form::new(here.t("close-submit"), vec![email])
}

async fn close_page(app: &App, here: &Here, person: &Person, status: StatusCode, form: Form) -> Result<Response> {
    let rights = people::rights(&app.store, &person.id).await.or_ours(here)?.len();
    answer::private(here, status, &Close { page: here.page(Nav::None, here.t("close-title")).private(), form, rights })
}

pub async fn ask_close(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    let person = myself(&app, &here, &actor).await?;
    close_page(&app, &here, &person, StatusCode::OK, closing(&here)).await
}

/// Asks for the address to be typed again: an account cannot be opened again once it is closed.
pub async fn close(State(app): State<App>, here: Here, actor: Actor, jar: CookieJar, typed: Typed) -> Result<Response> {
    let person = myself(&app, &here, &actor).await?;
    let mut form = closing(&here).filled(&typed);
    if normal_email(typed.get("email")) != person.email {
        form.refuse("email", here.t("close-differs"));
        return close_page(&app, &here, &person, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    accounts::close(&app.store, &person.id, &actor.signature(), app.now()).await.or_ours(&here)?;
    Ok((jar.remove(Cookie::build(PERSON_COOKIE).path("/")), Redirect::to(&here.url("/connexion?dit=ferme"))).into_response())
}
