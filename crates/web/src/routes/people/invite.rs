//! Inviting somebody to a role within a scope: only the roles that fit it, in the name of an organisation that exists or
//! is added on the way. The link goes by mail, or is shown once to whoever invites.

use super::{INVITATION_DAYS, allowed};
use crate::accounts::letters::{self, Offered};
use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::people::organisations::{kinds, read_number};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Lang;
use domain::calendar::paris_time;
use domain::rights::{Right, Role, Scope};
use jiff::SignedDuration;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::invitations::{self, Offer};
use store::{OrganisationId, Token, holders, organisations, people};

#[derive(Template)]
#[template(path = "people/invite.html")]
struct Invite {
    page: Page,
    base: String,
    name: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "people/invited.html")]
struct Invited {
    page: Page,
    base: String,
    name: String,
    email: String,
    /// Shown this once, when no mail went.
    link: String,
    failed: bool,
    until: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Query {
    role: String,
}

/// What the form offers: the roles of the scope, and the organisations that are likely.
struct Choices {
    roles: Vec<Role>,
    organisations: BTreeMap<String, String>,
    /// The scope is an organisation: nothing to choose.
    fixed: Option<OrganisationId>,
}

async fn choices(app: &App, here: &Here, actor: &Actor, scope: &Scope) -> Result<Choices> {
    let roles = Role::ALL.into_iter().filter(|role| role.fits(scope)).collect();
    if let Scope::Organisation(id) = scope {
        return Ok(Choices { roles, organisations: BTreeMap::new(), fixed: OrganisationId::parse(id) });
    }
    let mut known = BTreeMap::new();
    for held in holders::in_scope(&app.store, scope).await.or_ours(here)? {
        known.insert(held.given.right.organisation.clone(), held.organisation);
    }
    for right in actor.person().map(|person| person.rights.as_slice()).unwrap_or_default() {
        if let Some(id) = OrganisationId::parse(&right.organisation)
            && let Some(found) = organisations::find(&app.store, &id).await.or_ours(here)?
        {
            known.insert(right.organisation.clone(), found.name);
        }
    }
    Ok(Choices { roles, organisations: known, fixed: None })
}

fn inputs(here: &Here, choices: &Choices) -> Form {
    let role = |role: &Role| {
        let hint = here.t(&format!("role-{}-hint", role.code().replace('_', "-")));
        (role.code().to_owned(), scopes::role(here.lang, *role), hint)
    };
    let languages = vec![("fr".to_owned(), "Français".to_owned()), ("en".to_owned(), "English".to_owned())];
    let mut inputs = vec![
        Input::new("email", here.t("invite-email"), Kind::Email).hint(here.t("invite-email-hint")),
        Input::new("name", here.t("invite-name"), Kind::Text),
        Input::new("role", here.t("right-role"), Kind::Radio(choices.roles.iter().map(role).collect()))
            .value(choices.roles.first().map(|role| role.code()).unwrap_or_default()),
    ];
    if choices.fixed.is_none() {
        let mut known: Vec<(String, String)> = choices.organisations.iter().map(|(id, name)| (id.clone(), name.clone())).collect();
        known.sort_by_key(|(_, name)| domain::name::fold(name));
        known.push((String::new(), here.t("invite-another-organisation")));
        let first = known[0].0.clone();
        inputs.extend([
            Input::new("organisation", here.t("right-organisation"), Kind::Select(known)).value(first),
            Input::new("organisation-name", here.t("invite-organisation-name"), Kind::Text).hint(here.t("invite-organisation-hint")),
            Input::new("organisation-kind", here.t("organisation-kind"), Kind::Select(kinds(here))),
            Input::new("organisation-number", here.t("organisation-number"), Kind::Text).hint(here.t("organisation-number-hint")),
        ]);
    }
    inputs.push(Input::new("lang", here.t("invite-lang"), Kind::Select(languages)).value(here.lang.code()));
    Form::new(here.t("invite-submit"), inputs)
}

async fn page(app: &App, here: &Here, scope: &Scope, status: StatusCode, form: Form) -> Result<Response> {
    let name = scopes::name(app, here, scope).await?;
    let page = here.page(Nav::None, here.t("invite-title")).private();
    answer::private(here, status, &Invite { page, base: here.url(&format!("/personnes/{scope}")), name, form })
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At(scope): At<String>, Asked(query): Asked<Query>) -> Result<Response> {
    let scope = allowed(&app, &here, &actor, Action::ManagePeople, &scope).await?;
    let choices = choices(&app, &here, &actor, &scope).await?;
    let mut form = inputs(&here, &choices);
    if choices.roles.iter().any(|role| role.code() == query.role)
        && let Some(input) = form.inputs.iter_mut().find(|input| input.id == "role")
    {
        input.value = query.role;
    }
    page(&app, &here, &scope, StatusCode::OK, form).await
}

/// The organisation chosen, or added; None when what was typed cannot be read, and the form says why.
async fn organisation(
    app: &App,
    here: &Here,
    actor: &Actor,
    choices: &Choices,
    typed: &Typed,
    form: &mut Form,
) -> Result<Option<OrganisationId>> {
    if let Some(fixed) = &choices.fixed {
        return Ok(Some(fixed.clone()));
    }
    if choices.organisations.contains_key(typed.get("organisation")) {
        return Ok(OrganisationId::parse(typed.get("organisation")));
    }
    form.require(here, &["organisation-name"]);
    let number = read_number(typed.get("organisation-number"));
    if let Err(why) = &number {
        form.refuse("organisation-number", why.get(here.lang));
    }
    let kind = organisations::Kind::parse(typed.get("organisation-kind"));
    if kind.is_none() {
        form.refuse("organisation-kind", here.t("form-required"));
    }
    let (Some(kind), Ok(number), false) = (kind, number, form.is_wrong()) else { return Ok(None) };
    let name: String = typed.get("organisation-name").chars().take(200).collect();
    let added = organisations::add(&app.store, kind, &name, number.as_deref(), &actor.signature(), app.now()).await;
    added.map(Some).or_ours(here)
}

pub async fn invite(State(app): State<App>, here: Here, actor: Actor, At(scope): At<String>, typed: Typed) -> Result<Response> {
    let (scope, now) = (allowed(&app, &here, &actor, Action::ManagePeople, &scope).await?, app.now());
    let choices = choices(&app, &here, &actor, &scope).await?;
    let mut form = inputs(&here, &choices).filled(&typed);
    form.require_email(&here, "email");
    let role = Role::parse(typed.get("role")).filter(|role| choices.roles.contains(role));
    if role.is_none() {
        form.refuse("role", here.t("form-required"));
    }
    let organisation = match form.is_wrong() {
        true => None,
        false => organisation(&app, &here, &actor, &choices, &typed, &mut form).await?,
    };
    let (Some(role), Some(organisation)) = (role, organisation) else {
        return page(&app, &here, &scope, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let right = Right { role, scope: scope.clone(), organisation: organisation.to_string() };
    let email = people::normal_email(typed.get("email"));
    let known = people::find_by_email(&app.store, &email).await.or_ours(&here)?;
    if known.as_ref().is_some_and(|known| actor.person().is_some_and(|me| me.id == known.id.as_str())) {
        form.refuse("email", super::change::own_right().get(here.lang));
        return page(&app, &here, &scope, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    if let Some(known) = known
        && people::rights(&app.store, &known.id).await.or_ours(&here)?.iter().any(|given| given.right == right)
    {
        form.refuse("email", here.t("invite-already"));
        return page(&app, &here, &scope, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    let secret = Token::random();
    let offer = Offer {
        email: email.clone(),
        name: typed.get("name").chars().take(200).collect(),
        right,
        lang: Lang::parse(typed.get("lang")).unwrap_or(here.lang),
        expires_at: now + SignedDuration::from_hours(24 * INVITATION_DAYS),
    };
    invitations::create(&app.store, &secret.hash(), &offer, &actor.signature(), now).await.or_ours(&here)?;
    let sent = send(&app, &here, &actor, &offer, &organisation, &secret).await?;
    let page = here.page(Nav::None, here.t("invited-title")).private();
    let shown = Invited {
        base: here.url(&format!("/personnes/{scope}")),
        name: scopes::name(&app, &here, &scope).await?,
        email,
        link: if sent == Sent::Gone { String::new() } else { letters::invitation_address(&app, offer.lang, &secret) },
        failed: sent == Sent::Failed,
        until: page.date(&paris_time(offer.expires_at).date()),
        page,
    };
    answer::private(&here, StatusCode::OK, &shown)
}

#[derive(PartialEq)]
enum Sent {
    Gone,
    Failed,
    NoServer,
}

/// In the language of whoever is invited, whatever that of the inviter.
async fn send(app: &App, here: &Here, actor: &Actor, offer: &Offer, organisation: &OrganisationId, secret: &Token) -> Result<Sent> {
    let Some(mail) = &app.doors.mail else { return Ok(Sent::NoServer) };
    let there = Here { lang: offer.lang, ..here.clone() };
    let organisation = organisations::find(&app.store, organisation).await.or_ours(here)?;
    let by = actor.person().map_or_else(|| there.t("by-operator"), |person| person.name.clone());
    let offered = Offered {
        email: &offer.email,
        name: &offer.name,
        role: &scopes::role(offer.lang, offer.right.role),
        scope: &scopes::name(app, &there, &offer.right.scope).await?,
        organisation: organisation.as_ref().map_or("", |o| &o.name),
        by: &by,
        until: &domain::format::date(paris_time(offer.expires_at).date(), offer.lang),
    };
    Ok(match mail.send(letters::invitation(app, offer.lang, &offered, secret)).await {
        Ok(()) => Sent::Gone,
        Err(cause) => {
            tracing::error!(%cause, "an invitation could not be sent; its link is shown to whoever invites");
            Sent::Failed
        }
    })
}
