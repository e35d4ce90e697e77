//! Taking a right or an invitation back, giving a right again, and a link for whoever forgot a password where no mail
//! can be sent.

use super::allowed;
use crate::accounts::letters;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::form::Typed;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::accounts::{RESET_HOURS, reset};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Text;
use domain::rights::Scope;
use store::{InvitationId, PersonId, RightId, accounts, holders, invitations, people};

pub async fn change(State(app): State<App>, here: Here, actor: Actor, At(scope): At<String>, typed: Typed) -> Result<Response> {
    let (scope, now) = (allowed(&app, &here, &actor, Action::ManagePeople, &scope).await?, app.now());
    let by = actor.signature();
    let said = if let Some(id) = RightId::parse(typed.get("take")) {
        let held =
            holders::find(&app.store, &id).await.or_ours(&here)?.filter(|held| held.given.right.scope == scope).or_not_found(&here)?;
        if actor.person().is_some_and(|me| me.id == held.given.person.as_str()) {
            // Nobody could give it again from here.
            "mien".to_owned()
        } else {
            people::take_back(&app.store, &id, &by, now).await.or_ours(&here)?;
            format!("repris&droit={id}")
        }
    } else if let Some(id) = RightId::parse(typed.get("give")) {
        let held =
            holders::find(&app.store, &id).await.or_ours(&here)?.filter(|held| held.given.right.scope == scope).or_not_found(&here)?;
        if actor.person().is_some_and(|me| me.id == held.given.person.as_str()) {
            return Err(Failure::Refused(here.clone(), own_right()));
        }
        people::give(&app.store, &held.given.person, &held.given.right, &by, now).await.or_ours(&here)?;
        "rendu".to_owned()
    } else if let Some(id) = InvitationId::parse(typed.get("revoke")) {
        let found = invitations::find(&app.store, &id).await.or_ours(&here)?;
        let found = found.filter(|invitation| invitation.right.scope == scope).or_not_found(&here)?;
        invitations::revoke(&app.store, &found.id, &by, now).await.or_ours(&here)?;
        "retire".to_owned()
    } else {
        return Ok(Redirect::to(&here.url(&format!("/personnes/{scope}"))).into_response());
    };
    Ok(Redirect::to(&here.url(&format!("/personnes/{scope}?dit={said}"))).into_response())
}

/// Said to whoever would give a right to themselves.
pub fn own_right() -> Text {
    Text::new(
        "Personne ne se donne un droit : demandez-le à qui gère aussi ce périmètre.",
        "Nobody gives themselves a right: ask somebody else who manages this scope.",
    )
}

#[derive(Template)]
#[template(path = "people/link.html")]
struct Link {
    page: Page,
    base: String,
    name: String,
    link: String,
}

/// Only where no mail can be sent, and only for whoever manages the accounts of all: it opens the account.
pub async fn reset_link(State(app): State<App>, here: Here, actor: Actor, At(scope): At<String>, typed: Typed) -> Result<Response> {
    let scope = allowed(&app, &here, &actor, Action::ManagePeople, &scope).await?;
    let person = match PersonId::parse(typed.get("person")) {
        Some(id) => people::find(&app.store, &id).await.or_ours(&here)?,
        None => people::find_by_email(&app.store, typed.get("email")).await.or_ours(&here)?,
    };
    let person = person.filter(|person| person.closed_at.is_none() && scope == Scope::National && app.doors.mail.is_none());
    let person = person.or_not_found(&here)?;
    let token = reset::link(&app, &person, &actor.signature()).await.or_ours(&here)?;
    let lang = accounts::lang_of(&app.store, &person.id).await.or_ours(&here)?;
    let page = here.page(Nav::None, crate::i18n::say(here.lang, "people-reset-title", &[("n", &RESET_HOURS.to_string())])).private();
    let base = here.url(&format!("/personnes/{scope}"));
    answer::private(&here, StatusCode::OK, &Link { page, base, name: person.name, link: letters::reset_address(&app, lang, &token) })
}
