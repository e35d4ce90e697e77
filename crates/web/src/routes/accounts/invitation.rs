//! Accepting an invitation: choosing a name and a password, or signing in to the account one has already.

use crate::accounts::{password, scopes, session};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::calendar::paris_time;
use domain::password::check;
use store::invitations::{self, Accepted, Invitation};
use store::{PersonId, Token, holders, organisations, people};

#[derive(Template)]
#[template(path = "accounts/invitation.html")]
struct Shown {
    page: Page,
    stage: Stage,
    form: Form,
    address: String,
    email: String,
    role: String,
    scope: String,
    organisation: String,
    by: String,
    until: String,
}

#[derive(PartialEq)]
enum Stage {
    /// The link opens nothing, or nothing any more.
    Over,
    /// The address has no account: choose a name and a password.
    New,
    /// It has one, and this browser is signed in to it.
    Accept,
    /// It has one: sign in first.
    SignIn,
    /// This browser is signed in to another account.
    Another,
}

fn inputs(here: &Here, invitation: &Invitation) -> Form {
    let name = Input::new("name", here.t("account-name"), Kind::Text).hint(here.t("account-name-hint"));
    let password = Input::new("password", here.t("account-new-password"), Kind::Password).hint(here.t("account-password-hint"));
    let again = Input::new("password-again", here.t("account-password-again"), Kind::Password);
    Form::new(
        here.t("invitation-submit"),
        vec![
            name.autocomplete("name").value(invitation.name.clone()),
            password.autocomplete("new-password"),
            again.autocomplete("new-password"),
        ],
    )
}

async fn found(app: &App, here: &Here, secret: &str) -> Result<Option<(Token, Invitation)>> {
    let Some(token) = Token::parse(secret) else { return Ok(None) };
    let found = invitations::find_by_token(&app.store, &token.hash(), app.now()).await.or_ours(here)?;
    Ok(found.map(|invitation| (token, invitation)))
}

async fn stage(app: &App, here: &Here, actor: &Actor, invitation: &Invitation) -> Result<Stage> {
    let account = people::find_by_email(&app.store, &invitation.email).await.or_ours(here)?;
    Ok(match (account, actor.person()) {
        (Some(account), Some(person)) if account.id.as_str() == person.id => Stage::Accept,
        (_, Some(_)) => Stage::Another,
        (Some(_), None) => Stage::SignIn,
        (None, None) => Stage::New,
    })
}

async fn page(
    app: &App,
    here: &Here,
    status: StatusCode,
    secret: &str,
    stage: Stage,
    invitation: &Invitation,
    form: Form,
) -> Result<Response> {
    let page = here.page(Nav::None, here.t("invitation-title")).private();
    let organisation = store::OrganisationId::parse(&invitation.right.organisation);
    let organisation = match organisation {
        Some(id) => organisations::find(&app.store, &id).await.or_ours(here)?.map(|o| o.name).unwrap_or_default(),
        None => String::new(),
    };
    let names = holders::names(&app.store, [invitation.invited_by.as_str()]).await.or_ours(here)?;
    let by = names.get(&invitation.invited_by).cloned().unwrap_or_else(|| here.t("by-operator"));
    let shown = Shown {
        stage,
        form,
        address: here.url(&format!("/invitations/{secret}")),
        email: invitation.email.clone(),
        role: scopes::role(here.lang, invitation.right.role),
        scope: scopes::name(app, here, &invitation.right.scope).await?,
        organisation,
        by,
        until: page.date(&paris_time(invitation.expires_at).date()),
        page,
    };
    answer::private(here, status, &shown)
}

fn over(here: &Here) -> Result<Response> {
    let page = here.page(Nav::None, here.t("invitation-title")).private();
    let none = String::new;
    let shown = Shown {
        page,
        stage: Stage::Over,
        form: Form::new(none(), vec![]),
        address: none(),
        email: none(),
        role: none(),
        scope: none(),
        organisation: none(),
        by: none(),
        until: none(),
    };
    answer::private(here, StatusCode::NOT_FOUND, &shown)
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At(secret): At<String>) -> Result<Response> {
    let Some((_, invitation)) = found(&app, &here, &secret).await? else { return over(&here) };
    let stage = stage(&app, &here, &actor, &invitation).await?;
    page(&app, &here, StatusCode::OK, &secret, stage, &invitation, inputs(&here, &invitation)).await
}

pub async fn accept(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    jar: CookieJar,
    headers: HeaderMap,
    At(secret): At<String>,
    typed: Typed,
) -> Result<Response> {
    let Some((token, invitation)) = found(&app, &here, &secret).await? else { return over(&here) };
    let now = app.now();
    let at = stage(&app, &here, &actor, &invitation).await?;
    let accepted = match (&at, actor.person().and_then(|person| PersonId::parse(&person.id))) {
        (Stage::Accept, Some(id)) => {
            let person = people::find(&app.store, &id).await.or_ours(&here)?;
            match person {
                Some(person) => invitations::accept_as(&app.store, &token.hash(), &person, now).await.or_ours(&here)?,
                None => Accepted::SignInFirst,
            }
        }
        (Stage::New, _) => {
            let mut form = inputs(&here, &invitation).filled(&typed);
            form.require(&here, &["name"]);
            let password = typed.get("password");
            if let Err(why) = check(password, &invitation.email, typed.get("name")) {
                form.refuse("password", why.get(here.lang));
            } else if password != typed.get("password-again") {
                form.refuse("password-again", here.t("account-password-differs"));
            }
            if form.is_wrong() {
                return page(&app, &here, StatusCode::UNPROCESSABLE_ENTITY, &secret, at, &invitation, form).await;
            }
            let hash = password::hash(password).await.or_ours(&here)?;
            let name = typed.get("name");
            invitations::accept_as_new(&app.store, &token.hash(), name, &hash, now).await.or_ours(&here)?
        }
        _ => Accepted::SignInFirst,
    };
    match accepted {
        Accepted::Gone => over(&here),
        Accepted::SignInFirst => {
            let stage = if at == Stage::Another { at } else { Stage::SignIn };
            page(&app, &here, StatusCode::CONFLICT, &secret, stage, &invitation, inputs(&here, &invitation)).await
        }
        Accepted::By(_) if at == Stage::Accept => Ok(Redirect::to(&here.url("/mon-travail")).into_response()),
        Accepted::By(person) => {
            let jar = session::open(&app, jar, &headers, &person, None, now).await.or_ours(&here)?;
            match jar {
                Some(jar) => Ok((jar, Redirect::to(&here.url("/mon-travail"))).into_response()),
                None => Ok(Redirect::to(&here.url("/connexion")).into_response()),
            }
        }
    }
}
