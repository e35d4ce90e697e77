//! What people say of a sheet; "@Name" calls somebody who may read it.

use super::found::{Found, found};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::{Here, Nav};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{names, people};
use crate::routes::projects::form::typed;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use contracts::mention::{self, Piece};
use domain::Text;
use store::idempotency::Key;
use store::{CommentId, PersonId, comments};

const LONGEST: usize = 4_000;

/// A comment as it is shown.
pub struct Said {
    pub id: String,
    pub who: String,
    pub at: String,
    /// (text, calls somebody): escaped by the template.
    pub pieces: Vec<(String, bool)>,
    pub withdrawn: bool,
    pub mine: bool,
}

pub async fn of(app: &App, here: &Here, actor: &Actor, found: &Found<'_>, people: &[(String, String)]) -> Result<Vec<Said>> {
    let comments = comments::of_sheet(&app.store, &found.id).await.or_ours(here)?;
    let names = names(app, here, comments.iter().map(|c| c.author.as_str())).await?;
    let page = here.page(Nav::Territories, "");
    let said = |c: comments::Comment| {
        let withdrawn = c.withdrawn_at.is_some();
        let piece = |p: Piece<'_>| match p {
            Piece::Text(text) => (text.to_owned(), false),
            Piece::Call(_, text) => (text.to_owned(), true),
        };
        Said {
            id: c.id.to_string(),
            who: names.get(&c.author).cloned().unwrap_or_default(),
            at: page.moment(&c.at),
            pieces: if withdrawn { vec![] } else { mention::pieces(&c.body, people).into_iter().map(piece).collect() },
            mine: !withdrawn && c.author == actor.signature(),
            withdrawn,
        }
    };
    Ok(comments.into_iter().map(said).collect())
}

pub async fn add(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::CommentContract).await?;
    let typed = typed(&body);
    let key = typed.get("key").map(|key| Key::new(key));
    let said = typed.get("body").map(|b| b.replace("\r\n", "\n").replace('\0', "").trim().to_owned()).unwrap_or_default();
    if said.is_empty() || said.chars().count() > LONGEST {
        let what = Text::new(
            format!("Un commentaire a de 1 à {LONGEST} caractères : revenir en arrière, le texte y est encore."),
            format!("A comment has 1 to {LONGEST} characters: go back, the text is still there."),
        );
        return Err(Failure::Bad(here, what));
    }
    let people = people(&app, &here, &found.held.place).await?;
    let called: Vec<PersonId> = mention::called_in(&said, &people).into_iter().filter_map(PersonId::parse).collect();
    let added = comments::add(&app.store, &found.id, &said, &called, &actor.signature(), key.as_ref(), app.now()).await;
    let added = added.or_stored(&here)?.or_not_found(&here)?;
    Ok(Redirect::to(&here.url(&format!("{}#commentaire-{added}", found.path()))).into_response())
}

pub async fn withdraw(State(app): State<App>, here: Here, actor: Actor, At((id, comment)): At<(String, String)>) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::CommentContract).await?;
    let comment = CommentId::parse(&comment).or_not_found(&here)?;
    let done = comments::withdraw(&app.store, &found.id, &comment, &actor.signature(), app.now()).await.or_ours(&here)?;
    if !done {
        let why = Text::new("Un commentaire se reprend par son auteur, une fois.", "A comment is taken back by its author, once.");
        return Err(Failure::Refused(here, why));
    }
    Ok(Redirect::to(&here.url(&format!("{}#commentaires", found.path()))).into_response())
}
