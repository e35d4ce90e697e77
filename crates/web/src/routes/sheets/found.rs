//! From an address to a sheet, and to what whoever asks may do with it.

use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{Held, held};
use store::SheetId;
use store::sheets::{self, Stored};

/// A sheet with its contract.
pub struct Found<'a> {
    pub held: Held<'a>,
    pub id: SheetId,
    pub stored: Stored,
}

impl Found<'_> {
    /// "/fiches/0123…".
    pub fn path(&self) -> String {
        format!("/fiches/{}", self.id)
    }
}

/// The sheet, for whoever may do `action`. To anyone who may not read its contract nothing is there.
pub async fn found<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str, action: Action) -> Result<Found<'a>> {
    let found = any(app, here, id).await?;
    if !found.held.may(actor, Action::ReadContract) {
        return Err(Failure::NotFound(here.clone()));
    }
    found.held.allowed(actor, action, here)?;
    Ok(found)
}

/// The sheet, whoever asks: the caller decides what of it is shown.
pub async fn any<'a>(app: &'a App, here: &Here, id: &str) -> Result<Found<'a>> {
    let id = SheetId::parse(id).or_not_found(here)?;
    let stored = sheets::find(&app.store, &id).await.or_ours(here)?.or_not_found(here)?;
    let held = held(app, here, stored.place.phase, &stored.place.code)?;
    Ok(Found { held, id, stored })
}
