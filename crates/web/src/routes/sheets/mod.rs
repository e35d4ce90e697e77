//! One action sheet: read, edited part by part, decided on, discussed, brought back, taken to a call.

mod apply;
mod decide;
pub mod edit;
pub mod found;
pub mod history;
mod prefill;
mod show;
mod talk;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        // Everybody may read one that was published.
        .get("/fiches/{id}", Action::ReadPublic, show::show)
        .get("/fiches/{id}/modifier/{group}", Action::EditContract, edit::form)
        .post("/fiches/{id}/modifier/{group}", Action::EditContract, edit::save)
        .get("/fiches/{id}/decider", Action::DecideContract, decide::form)
        .post("/fiches/{id}/decider", Action::DecideContract, decide::record)
        .get("/fiches/{id}/candidater", Action::EditContract, apply::list)
        .get("/fiches/{id}/preremplir/{form}", Action::EditContract, prefill::show)
        .get("/fiches/{id}/historique", Action::ReadContract, history::list)
        .post("/fiches/{id}/historique", Action::EditContract, history::restore)
        .get("/fiches/{id}/historique.csv", Action::ReadContract, history::csv)
        .get("/fiches/{id}/historique.xlsx", Action::ReadContract, history::xlsx)
        .post("/fiches/{id}/commentaires", Action::CommentContract, talk::add)
        .post("/fiches/{id}/commentaires/{comment}/retirer", Action::CommentContract, talk::withdraw)
}
