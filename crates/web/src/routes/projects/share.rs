//! Who sees a project: the audiences its holder opens it to, and the reading addresses given by hand. Both are taken back at
//! once.

use super::access::{Access, HOLDER, Held, allowed};
use super::audience::{self, name, published, readers, territories};
use super::form::typed;
use crate::accounts::scopes;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::paris_time;
use domain::rights::Scope;
use domain::{Audience, Text};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{ShareId, shares, sharing};

#[derive(Template)]
#[template(path = "projects/share.html")]
struct Share {
    page: Page,
    title: String,
    base: String,
    said: String,
    /// What stands, in words; empty: private.
    standing: Vec<(String, String)>,
    territories: Vec<Choice>,
    operators: Vec<Choice>,
    counted: Choice,
    public: Choice,
    /// What the form was drawn from: a form left open opens nothing again that was closed since.
    was: String,
    /// What everybody would read.
    published: Vec<(String, String)>,
    summary: String,
    floor: usize,
    /// (when, what)
    history: Vec<(String, String)>,
    links: Vec<Row>,
    /// The address just made: it can be shown this once only.
    fresh: String,
}

struct Choice {
    value: String,
    name: String,
    hint: String,
    ticked: bool,
}

struct Row {
    id: String,
    label: String,
    since: String,
    revoked: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Said {
    dit: String,
}

pub async fn list(State(app): State<App>, here: Here, access: Access, actor: Actor, Asked(said): Asked<Said>) -> Result<Response> {
    let held = allowed(&access, &actor, Action::ShareProject, &here)?;
    let said = match said.dit.as_str() {
        "choix" => here.t("sharing-saved"),
        "ferme" => here.t("sharing-closed"),
        _ => String::new(),
    };
    page(&app, &here, &held, String::new(), said).await
}

async fn page(app: &App, here: &Here, held: &Held, fresh: String, said: String) -> Result<Response> {
    let page = here.page(Nav::Projects, here.t("share")).private();
    let open = sharing::of(&app.store, &held.id).await.or_ours(here)?;
    let mut standing = vec![];
    for (audience, since) in &open {
        standing.push((name(app, here, audience).await?, page.date(&paris_time(*since).date())));
    }
    let mut history = vec![];
    for (at, changed) in sharing::history(&app.store, &held.id, 20).await.or_ours(here)? {
        history.push((page.moment(&at), told(app, here, &changed).await?));
    }
    let links = shares::of_project(&app.store, &held.id).await.or_ours(here)?;
    let row = |s: shares::Share| Row {
        id: s.id.as_str().to_owned(),
        label: s.label,
        since: page.date(&paris_time(s.created_at).date()),
        revoked: s.revoked_at.is_some(),
    };
    let single = |audience: Audience, key: &str| Choice {
        ticked: open.contains_key(&audience),
        name: page.t(key),
        hint: page.t1(&format!("{key}-hint"), "n", domain::sharing::FLOOR),
        value: audience.to_string(),
    };
    let view = Share {
        territories: offered(app, here, territory_scopes(app, held), &open).await?,
        operators: offered(app, here, scopes::operators(app).into_keys().map(Scope::Operator).collect(), &open).await?,
        counted: single(Audience::Counted, "sharing-choose-counted"),
        public: single(Audience::Public, "sharing-choose-public"),
        was: open.keys().map(ToString::to_string).collect::<Vec<_>>().join(","),
        published: published(app, &page, &held.project),
        summary: page.x(&held.project.summary),
        floor: domain::sharing::FLOOR,
        links: links.into_iter().map(row).collect(),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        standing,
        history,
        fresh,
        said,
        page,
    };
    html(here, &view)
}

fn territory_scopes(app: &App, held: &Held) -> Vec<Scope> {
    let scope = |t: &domain::Territory| Scope::Territory { phase: t.phase, code: t.code.clone() };
    territories(app, &held.project).into_iter().map(scope).collect()
}

/// The scopes that can be chosen, and those that stand though they could no longer be: the commune has changed since.
async fn offered(app: &App, here: &Here, all: Vec<Scope>, open: &BTreeMap<Audience, Timestamp>) -> Result<Vec<Choice>> {
    let mut choices = vec![];
    let territory = |scope: &Scope| matches!(scope, Scope::Territory { .. });
    let of_territories = all.first().is_none_or(territory);
    let mut scopes: Vec<(Scope, bool)> = all.into_iter().map(|scope| (scope, true)).collect();
    for audience in open.keys() {
        if let Audience::Within(scope) = audience
            && territory(scope) == of_territories
            && !scopes.iter().any(|(known, _)| known == scope)
        {
            scopes.push((scope.clone(), false));
        }
    }
    for (scope, current) in scopes {
        let n = readers(app, here, &scope).await?;
        let hint = if current { crate::i18n::say(here.lang, "sharing-readers", &[("n", &n.to_string())]) } else { here.t("sharing-moved") };
        let name = scopes::name(app, here, &scope).await?;
        let audience = Audience::Within(scope);
        choices.push(Choice { ticked: open.contains_key(&audience), name, hint, value: audience.to_string() });
    }
    Ok(choices)
}

/// "Ouvert à Grand Chalon (phase 2) ; fermé à Bpifrance".
async fn told(app: &App, here: &Here, changed: &sharing::Changed) -> Result<String> {
    let mut parts = vec![];
    for (key, audiences) in [("sharing-was-opened", &changed.opened), ("sharing-was-closed", &changed.closed)] {
        let mut names = vec![];
        for audience in audiences {
            names.push(audience::name(app, here, audience).await?);
        }
        if !names.is_empty() {
            parts.push(crate::i18n::say(here.lang, key, &[("names", &names.join(", "))]));
        }
    }
    Ok(parts.join(" "))
}

/// Opens what was ticked and closes what was unticked, since the form was drawn.
pub async fn choose(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::ShareProject, &here)?;
    let typed = typed(&body);
    let read = |key: &str| -> Result<BTreeSet<Audience>> {
        let parts = typed.get(key).map_or("", String::as_str).split(',').filter(|part| !part.is_empty());
        parts
            .map(|part| {
                part.parse().map_err(|_| {
                    let why =
                        Text::new(format!("« {part} » : personne ne se nomme ainsi ici"), format!("“{part}”: nobody here is named so"));
                    Failure::Bad(here.clone(), why)
                })
            })
            .collect()
    };
    if typed.get("close").is_some_and(|close| close == "all") {
        let open: Vec<Audience> = sharing::of(&app.store, &held.id).await.or_ours(&here)?.into_keys().collect();
        sharing::change(&app.store, &held.id, &[], &open, HOLDER, app.now()).await.or_ours(&here)?;
        return Ok(Redirect::to(&here.url(&format!("/projets/{}/partage?dit=ferme", held.token))).into_response());
    }
    let (was, ticked) = (read("was")?, read("avec")?);
    let open: Vec<Audience> = ticked.difference(&was).cloned().collect();
    let close: Vec<Audience> = was.difference(&ticked).cloned().collect();
    let (own, operators) = (territory_scopes(&app, &held), scopes::operators(&app));
    let known = |audience: &Audience| match audience {
        Audience::Within(scope @ Scope::Territory { .. }) => own.contains(scope),
        Audience::Within(Scope::Operator(slug)) => operators.contains_key(slug),
        Audience::Within(_) => false,
        Audience::Counted | Audience::Public => true,
    };
    if let Some(stranger) = open.iter().find(|audience| !known(audience)) {
        let why = Text::new(
            format!("Ce projet ne peut pas être ouvert à « {stranger} » : ni un territoire de sa commune, ni un opérateur du programme"),
            format!("This project cannot be opened to “{stranger}”: neither a territory of its commune nor an operator of the programme"),
        );
        return Err(Failure::Bad(here, why));
    }
    sharing::change(&app.store, &held.id, &open, &close, HOLDER, app.now()).await.or_ours(&here)?;
    Ok(Redirect::to(&here.url(&format!("/projets/{}/partage?dit=choix", held.token))).into_response())
}

/// Makes a reading address, or takes one back.
pub async fn change(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::ShareProject, &here)?;
    let typed = typed(&body);
    if let Some(id) = typed.get("revoke") {
        let id = ShareId::parse(id).or_not_found(&here)?;
        shares::revoke(&app.store, &held.id, &id, HOLDER, app.now()).await.or_ours(&here)?;
        return Ok(Redirect::to(&here.url(&format!("/projets/{}/partage", held.token))).into_response());
    }
    let label: String = typed.get("label").map(|l| l.trim().chars().take(120).collect()).unwrap_or_default();
    let token = store::Token::random();
    shares::create(&app.store, &held.id, &token.hash(), &label, None, HOLDER, app.now()).await.or_ours(&here)?;
    let fresh = format!("{}{}", app.base_url, here.url(&format!("/projets/{}", token.expose())));
    page(&app, &here, &held, fresh, String::new()).await
}
