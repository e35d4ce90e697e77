//! A territory that will not accelerate or reorient a sheet says so, and why. Saying yes is recording the decision of its committee.

use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::routes::projects::form::typed;
use crate::routes::sheets::found::found;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Text;
use store::{ProposalId, orientations};

const LONGEST: usize = 2_000;

pub async fn decline(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, proposal)): At<(String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let sheet = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let missing = || Failure::NotFound(here.clone());
    let proposal = ProposalId::parse(&proposal).ok_or_else(missing)?;
    let made = orientations::of_sheet(&app.store, &sheet.id).await.or_ours(&here)?;
    if !made.iter().any(|one| one.id == proposal) {
        return Err(missing());
    }
    let words = typed(&body).get("answer").map(|words| words.trim().replace('\0', "")).unwrap_or_default();
    if !(1..=LONGEST).contains(&words.chars().count()) {
        let why = Text::new(
            "Dire pourquoi la proposition n’est pas suivie : revenir en arrière, le texte y est encore.",
            "Say why the proposal is not followed: go back, the text is still there.",
        );
        return Err(Failure::Bad(here, why));
    }
    let done = orientations::decline(&app.store, &sheet.id, &proposal, &words, &actor.signature(), app.now()).await;
    if done.or_stored(&here)? {
        return Ok(Redirect::to(&here.url(&format!("{}#propositions", sheet.path()))).into_response());
    }
    let why = Text::new(
        "Cette proposition a déjà sa réponse, ou vient d’être retirée : la page de la fiche dit où elle en est.",
        "This proposal already has its answer, or was just taken back: the page of the sheet tells how it stands.",
    );
    Err(Failure::Bad(here, why))
}
