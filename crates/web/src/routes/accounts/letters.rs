//! How often somebody is written to: chosen in the account, or stopped from the foot of a letter without signing in.

use super::account::myself;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::Token;
use store::letters::{self, Pace};
use store::people::{Person, signature};

pub fn choosing(here: &Here, pace: Pace) -> Form {
    let word = |pace: Pace| (pace.code().to_owned(), here.t(&format!("letters-{}", pace.code())), String::new());
    let paces = Input::new("pace", here.t("letters-pace"), Kind::Radio(Pace::ALL.into_iter().map(word).collect())).value(pace.code());
    Form::new(here.t("save"), vec![paces])
}

pub async fn choose(State(app): State<App>, here: Here, actor: Actor, typed: Typed) -> Result<Response> {
    let person = myself(&app, &here, &actor).await?;
    // A pace that is none changes nothing: the page shows what stands.
    if let Some(pace) = Pace::parse(typed.get("pace")) {
        letters::set_pace(&app.store, &person.id, pace, &actor.signature(), app.now()).await.or_ours(&here)?;
    }
    Ok(Redirect::to(&here.url("/compte?dit=courrier#courrier")).into_response())
}

#[derive(Template)]
#[template(path = "accounts/stop.html")]
struct Stop {
    page: Page,
    /// Whose letters; empty when the link stops nothing.
    email: String,
    done: bool,
}

async fn reader(app: &App, here: &Here, secret: &str) -> Result<Option<Person>> {
    let Some(token) = Token::parse(secret) else { return Ok(None) };
    letters::stopped_by(&app.store, &token.hash()).await.or_ours(here)
}

/// Asks first: programmes that look at mails open every address they hold.
pub async fn ask_stop(State(app): State<App>, here: Here, At(secret): At<String>) -> Result<Response> {
    let email = reader(&app, &here, &secret).await?.map(|person| person.email).unwrap_or_default();
    page(&here, email, false)
}

/// By the button of the page, or by the one of a programme that reads mails (RFC 8058).
pub async fn stop(State(app): State<App>, here: Here, At(secret): At<String>) -> Result<Response> {
    let Some(person) = reader(&app, &here, &secret).await? else { return page(&here, String::new(), false) };
    letters::set_pace(&app.store, &person.id, Pace::Never, &signature(&person.id), app.now()).await.or_ours(&here)?;
    page(&here, person.email, true)
}

fn page(here: &Here, email: String, done: bool) -> Result<Response> {
    answer::private(here, StatusCode::OK, &Stop { page: here.page(Nav::None, here.t("stop-title")).private(), email, done })
}
