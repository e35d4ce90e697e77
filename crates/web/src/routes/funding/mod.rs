//! The money of an action sheet: its financing lines from asked to paid, those that follow an application among them, the rules
//! that bind them, and who wrote what.

mod attached;
pub mod checks;
mod edit;
mod export;
mod fields;
mod history;
mod holder;
mod json;
mod lines;
mod names;
mod read;
mod show;

pub use export::{cells, heads};
pub use lines::{Row, lines, readable};
pub use names::Names;

use crate::app::App;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::registry::Registry;
use domain::Text;
use store::sheets::Stored;
use store::{SheetId, sheets};

pub fn routes() -> Registry {
    Registry::default()
        .get("/fiches/{id}/financement", Action::ReadContract, show::show)
        .post("/fiches/{id}/financement", Action::EditContract, edit::add)
        .get("/fiches/{id}/financement/ajouter", Action::EditContract, edit::new)
        .get("/fiches/{id}/financement/historique", Action::ReadContract, history::list)
        .get("/fiches/{id}/financement/porteur", Action::EditContract, holder::form)
        .post("/fiches/{id}/financement/porteur", Action::EditContract, holder::save)
        .get("/fiches/{id}/financement/lignes.csv", Action::ReadContract, export::csv)
        .get("/fiches/{id}/financement/lignes.xlsx", Action::ReadContract, export::xlsx)
        .get("/fiches/{id}/financement/lignes.json", Action::ReadContract, json::file)
        .post("/fiches/{id}/financement/candidatures", Action::EditContract, attached::change)
        .get("/fiches/{id}/financement/{line}", Action::EditContract, edit::form)
        .post("/fiches/{id}/financement/{line}", Action::EditContract, edit::save)
}

pub(crate) fn place(sheet: &Stored) -> Place {
    Place { phase: sheet.place.phase, code: sheet.place.code.clone(), region: sheet.place.region.clone() }
}

/// The sheet, for whoever may do this to its contract. To anyone else nothing is there; who reads and may not write is told.
async fn sheet(app: &App, here: &Here, actor: &Actor, action: Action, id: &str) -> Result<Stored> {
    let lost = || Failure::NotFound(here.clone());
    let id = SheetId::parse(id).ok_or_else(lost)?;
    let sheet = sheets::find(&app.store, &id).await.or_ours(here)?.ok_or_else(lost)?;
    let contract = Object::Contract(place(&sheet));
    if can(actor, action, &contract) {
        return Ok(sheet);
    }
    if !can(actor, Action::ReadContract, &contract) {
        return Err(lost());
    }
    let why = Text::new(
        "Votre rôle permet de lire ce contrat, pas d’en changer les lignes de financement.",
        "Your role allows to read this contract, not to change its financing lines.",
    );
    Err(Failure::Refused(here.clone(), why))
}
