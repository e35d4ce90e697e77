//! Signing in through the identity provider: leaving for it, and coming back. It says who somebody is; what they may do is
//! given here, by people.

use crate::accounts::identity::Vouched;
use crate::accounts::session::{self, safe_return};
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav, Page};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::Lang;
use jiff::SignedDuration;
use serde::Deserialize;
use store::errands::{self, Errand};
use store::{OrganisationId, Token, accounts, invitations, organisations};

const ERRAND_COOKIE: &str = "rebond_errand";
const MINUTES: i64 = 10;

#[derive(Template)]
#[template(path = "accounts/refused.html")]
struct Refused {
    page: Page,
    provider: String,
    why: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Departure {
    retour: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Return {
    code: String,
    state: String,
    error: String,
}

/// Where the provider sends people back: one address, whatever the language.
fn back(app: &App) -> String {
    format!("{}/connexion/retour", app.base_url)
}

pub async fn leave(State(app): State<App>, here: Here, jar: CookieJar, Asked(asked): Asked<Departure>) -> Result<Response> {
    // A link kept from when there was one: the other door is still there.
    let Some(provider) = &app.doors.identity else { return Ok(Redirect::to(&here.url("/connexion")).into_response()) };
    let leaving = match provider.leave(back(&app)).await {
        Ok(leaving) => leaving,
        Err(cause) => {
            tracing::error!(%cause, "the identity provider does not answer");
            return refuse(&app, &here, StatusCode::BAD_GATEWAY, here.t("identity-silent"));
        }
    };
    let token = Token::random();
    let home = here.url("/mon-travail");
    let errand = Errand {
        state: leaving.state,
        nonce: leaving.nonce,
        verifier: leaving.verifier,
        back: safe_return(&asked.retour).unwrap_or(&home).to_owned(),
    };
    let until = app.now() + SignedDuration::from_mins(MINUTES);
    errands::leave(&app.store, &token.hash(), &errand, until).await.or_ours(&here)?;
    let cookie = Cookie::build((ERRAND_COOKIE, token.expose().to_owned()))
        .path("/connexion")
        .http_only(true)
        // The provider's page leads back here: a stricter cookie would not come.
        .same_site(SameSite::Lax)
        .max_age(time::Duration::minutes(MINUTES))
        .secure(app.base_url.starts_with("https://"));
    Ok((jar.add(cookie), Redirect::to(&leaving.address)).into_response())
}

pub async fn back_again(
    State(app): State<App>,
    here: Here,
    jar: CookieJar,
    headers: HeaderMap,
    Asked(asked): Asked<Return>,
) -> Result<Response> {
    let Some(provider) = app.doors.identity.clone() else { return Ok(Redirect::to(&here.url("/connexion")).into_response()) };
    let token = jar.get(ERRAND_COOKIE).and_then(|cookie| Token::parse(cookie.value()));
    let jar = jar.remove(Cookie::build(ERRAND_COOKIE).path("/connexion"));
    let errand = match token {
        Some(token) => errands::take(&app.store, &token.hash(), app.now()).await.or_ours(&here)?,
        None => None,
    };
    let Some(errand) = errand.filter(|errand| !asked.state.is_empty() && errand.state == asked.state) else {
        return refuse(&app, &here, StatusCode::BAD_REQUEST, here.t("identity-lost"));
    };
    // The address one comes back to has no language: that of the page one left says it.
    let here = Here { lang: if errand.back.starts_with("/en") { Lang::En } else { here.lang }, ..here };
    if !asked.error.is_empty() || asked.code.is_empty() {
        return refuse(&app, &here, StatusCode::FORBIDDEN, here.t("identity-declined"));
    }
    let vouched = match provider.vouched(back(&app), asked.code, errand.nonce, errand.verifier).await {
        Ok(vouched) => vouched,
        Err(cause) => {
            tracing::error!(%cause, "what the identity provider answered was not accepted");
            return refuse(&app, &here, StatusCode::BAD_GATEWAY, here.t("identity-wrong"));
        }
    };
    let person = match accounts::find_by_identity(&app.store, &vouched.identity).await.or_ours(&here)? {
        Some(person) => person.id,
        None => match invited(&app, &here, &vouched).await? {
            Ok(person) => person,
            Err(why) => return refuse(&app, &here, StatusCode::FORBIDDEN, why),
        },
    };
    let opened = session::open(&app, jar, &headers, &person, Some(&vouched.id_token), app.now()).await;
    match opened.or_ours(&here)? {
        Some(jar) => Ok((jar, Redirect::to(&errand.back)).into_response()),
        None => refuse(&app, &here, StatusCode::FORBIDDEN, here.t("sign-in-closed")),
    }
}

/// Accepts what is offered to the address that was verified; or says whom to ask.
async fn invited(app: &App, here: &Here, vouched: &Vouched) -> Result<Result<store::PersonId, String>> {
    let say = |key: &str, values: &[(&str, &str)]| crate::i18n::say(here.lang, key, values);
    let Some(email) = &vouched.email else { return Ok(Err(here.t("identity-no-email"))) };
    let siret = vouched.siret.as_deref().unwrap_or_default();
    for offered in invitations::pending_for(&app.store, email, app.now()).await.or_ours(here)? {
        let Some(id) = OrganisationId::parse(&offered.right.organisation) else { continue };
        let named = organisations::find(&app.store, &id).await.or_ours(here)?;
        if let Some(named) = named.filter(|o| o.number.as_deref().is_some_and(|number| !siret.is_empty() && !same_company(number, siret))) {
            let theirs = organisations::find_by_siret(&app.store, siret).await.or_ours(here)?;
            let theirs = theirs.map_or_else(|| siret.to_owned(), |o| format!("{} ({siret})", o.name));
            return Ok(Err(say("identity-other-organisation", &[("invited", &named.name), ("theirs", &theirs)])));
        }
    }
    let accepted = invitations::accept_vouched(&app.store, email, &vouched.name, &vouched.identity, app.now()).await.or_ours(here)?;
    Ok(accepted.ok_or_else(|| say("identity-nothing", &[("email", email)])))
}

/// A SIREN, or a SIRET of the same company.
fn same_company(number: &str, siret: &str) -> bool {
    number.get(..9).is_some_and(|siren| siret.starts_with(siren))
}

fn refuse(app: &App, here: &Here, status: StatusCode, why: String) -> Result<Response> {
    let page = here.page(Nav::None, here.t("identity-refused")).private();
    let provider = app.doors.identity.as_ref().map(|provider| provider.name().to_owned()).unwrap_or_default();
    answer::private(here, status, &Refused { page, provider, why })
}
