//! What every page of this folder starts from: who asks, in which language, what the address names, what was typed. One
//! extractor, so that finding a call, an application or a session, and the right to act on it, is written once.

use super::access::{self, Called, Opened};
use super::forms::Fields;
use crate::app::App;
use crate::ask::At;
use crate::error::Failure;
use crate::page::Here;
use crate::permissions::{Action, Actor};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Text;
use std::collections::BTreeMap;
use store::committees::Session;

pub struct Visit {
    pub app: App,
    pub here: Here,
    pub actor: Actor,
    /// What was typed; nothing when a page is only read.
    pub fields: Fields,
    /// Parts of the address: "id" is the call's, "number" the application's.
    named: BTreeMap<String, String>,
}

impl FromRequest<App> for Visit {
    type Rejection = Failure;
    async fn from_request(request: Request, app: &App) -> Result<Visit, Failure> {
        let (mut parts, body) = request.into_parts();
        let here = match Here::from_request_parts(&mut parts, app).await {
            Ok(here) => here,
            Err(never) => match never {},
        };
        let actor = parts.extensions.get::<Actor>().cloned().unwrap_or(Actor::Visitor);
        let At(named) = At::from_request_parts(&mut parts, app).await?;
        let body = Bytes::from_request(Request::from_parts(parts, body), app).await;
        let body = body.map_err(|why| Failure::unread(&here, why.status()))?;
        Ok(Visit { app: app.clone(), here, actor, fields: Fields::read(&body), named })
    }
}

impl Visit {
    pub fn part(&self, name: &str) -> &str {
        self.named.get(name).map_or("", String::as_str)
    }
    /// The call, whoever asks.
    pub fn any_call(&self) -> Result<Called<'_>, Failure> {
        access::called(&self.app, &self.here, self.part("id"))
    }
    /// The call, for whoever may do `action` with it.
    pub fn call(&self, action: Action) -> Result<Called<'_>, Failure> {
        let called = self.any_call()?;
        called.allowed(&self.here, &self.actor, action)?;
        Ok(called)
    }
    /// The application, for whoever may know of it.
    pub async fn application(&self) -> Result<Opened<'_>, Failure> {
        access::opened(&self.app, &self.here, &self.actor, self.part("id"), self.part("number")).await
    }
    /// The session, for those who sit in it or run it.
    pub async fn session(&self) -> Result<(Called<'_>, Session), Failure> {
        access::seated(&self.app, &self.here, &self.actor, self.part("id"), self.part("session")).await
    }
    /// Whoever acts, by their account.
    pub fn who(&self) -> Result<String, Failure> {
        access::signed(&self.here, &self.actor)
    }
    /// Somewhere else, in the same language.
    pub fn to(&self, path: &str) -> Response {
        Redirect::to(&self.here.url(path)).into_response()
    }
    pub fn missing(&self) -> Failure {
        Failure::NotFound(self.here.clone())
    }
    pub fn ours(&self, error: impl std::fmt::Display) -> Failure {
        Failure::ours(&self.here, error)
    }
    pub fn bad(&self, why: Text) -> Failure {
        Failure::Bad(self.here.clone(), why)
    }
}
