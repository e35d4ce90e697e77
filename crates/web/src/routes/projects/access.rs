//! From an address to a project: what it opens, and how a change is saved.

use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Link, Object, can};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::{Project, Text};
use serde::Deserialize;
use store::projects::{self, Saved, Stored};
use store::{ProjectId, Token, shares, sharing};

/// A project as held by whoever asks.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: ProjectId,
    pub token: String,
    pub version: i64,
    pub project: Project,
}

#[derive(Clone, Debug)]
pub enum Access {
    Owner(Held),
    Reader(Held),
    /// Open to whoever asks by their right: the identifier stands in the place of the address.
    Shared(Held),
    /// A public example of the repository.
    Example,
}

impl Access {
    pub fn writes(&self) -> bool {
        matches!(self, Access::Owner(_))
    }
    fn link(&self) -> Link {
        if self.writes() { Link::Owner } else { Link::Reader }
    }
    /// The held project; an example is not held.
    pub fn held(&self) -> Option<&Held> {
        match self {
            Access::Owner(held) | Access::Reader(held) | Access::Shared(held) => Some(held),
            Access::Example => None,
        }
    }
}

#[derive(Deserialize)]
struct Address {
    token: String,
}

impl FromRequestParts<App> for Access {
    type Rejection = Failure;

    /// Finds the project of the address. Nothing tells an unknown address from a withdrawn one.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Access> {
        let Ok(here) = Here::from_request_parts(parts, app).await;
        let At(Address { token }) = At::from_request_parts(parts, app).await?;
        if let Some(id) = ProjectId::parse(&token) {
            let actor = parts.extensions.get::<Actor>().cloned().unwrap_or(Actor::Visitor);
            let found = shared(app, &here, &actor, &id).await?.or_not_found(&here)?;
            return Ok(Access::Shared(found));
        }
        let parsed = Token::parse(&token).or_not_found(&here)?;
        let held = |found: Stored, token| Held { id: found.id, token, version: found.version, project: found.project };
        if let Some(found) = projects::find_by_token(&app.store, &parsed.hash()).await.or_ours(&here)? {
            return Ok(Access::Owner(held(found, token)));
        }
        match shares::find_by_token(&app.store, &parsed.hash(), app.now()).await.or_ours(&here)? {
            Some((_, found)) => Ok(Access::Reader(held(found, token))),
            None => Err(Failure::NotFound(here)),
        }
    }
}

/// The project of this identifier, when its holder opened it to whoever asks.
pub async fn shared(app: &App, here: &Here, actor: &Actor, id: &ProjectId) -> Result<Option<Held>> {
    let object = Object::SharedProject(sharing::sharing(&app.store, id).await.or_ours(here)?);
    if !can(actor, Action::ReadProject, &object) {
        return Ok(None);
    }
    let found = projects::find(&app.store, id).await.or_ours(here)?;
    Ok(found.map(|found| Held { token: id.to_string(), id: found.id, version: found.version, project: found.project }))
}

/// What somebody pastes the address of opens, or the identifier of a project that is shared with them.
pub async fn reached(app: &App, here: &Here, actor: &Actor, text: &str) -> Result<Option<Access>> {
    let last = text.trim().rsplit("/projets/").next().unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
    if let Some(id) = ProjectId::parse(last) {
        return Ok(shared(app, here, actor, &id).await?.map(Access::Shared));
    }
    let Some(token) = Token::parse(last) else { return Ok(None) };
    let held = |found: Stored| Held { token: last.to_owned(), id: found.id, version: found.version, project: found.project };
    if let Some(found) = projects::find_by_token(&app.store, &token.hash()).await.or_ours(here)? {
        return Ok(Some(Access::Owner(held(found))));
    }
    let found = shares::find_by_token(&app.store, &token.hash(), app.now()).await.or_ours(here)?;
    Ok(found.map(|(_, found)| Access::Reader(held(found))))
}

/// The project itself, however it is reached.
pub async fn pasted(app: &App, here: &Here, actor: &Actor, text: &str) -> Result<Option<Held>> {
    Ok(reached(app, here, actor, text).await?.and_then(|access| access.held().cloned()))
}

/// The held project, if this address allows the action.
pub fn allowed(access: &Access, actor: &Actor, action: Action, here: &Here) -> Result<Held> {
    let held = access.held().filter(|_| can(actor, action, &Object::Project(access.link())));
    held.cloned().ok_or_else(|| {
        let why = Text::new(
            "Cette adresse permet de lire le projet, pas de le changer.",
            "This address allows reading the project, not changing it.",
        );
        Failure::Refused(here.clone(), why)
    })
}

pub enum Saving {
    Saved,
    /// Somebody saved in between: the project as it stands, and its version.
    Conflict(Box<Held>),
}

/// Who changes a project, in its history: until accounts exist, whoever holds its address.
pub const HOLDER: &str = "holder";

/// Saves a new version, on top of version `base`.
pub async fn save(app: &App, here: &Here, held: &Held, base: i64, project: &Project) -> Result<Saving> {
    let outcome = projects::save(&app.store, &held.id, base, project, HOLDER, None, app.now()).await;
    saving(outcome.or_ours(here)?, held, here)
}

pub fn saving(outcome: Saved, held: &Held, here: &Here) -> Result<Saving> {
    match outcome {
        Saved::Saved(_) => Ok(Saving::Saved),
        Saved::Conflict { current, .. } => {
            Ok(Saving::Conflict(Box::new(Held { version: current.version, project: current.project, ..held.clone() })))
        }
        Saved::Gone => Err(Failure::NotFound(here.clone())),
    }
}
