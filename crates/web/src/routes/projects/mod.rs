//! A project on the line, behind an address that cannot be guessed: create it with five answers, answer the questions
//! that unlock most, watch the stations fill, take the dossier away.

pub mod access;
mod agenda;
mod audience;
pub mod brownfield;
mod charts;
mod delete;
mod door;
mod downloads;
mod drawn;
mod examples;
mod facts;
pub mod follow;
pub mod form;
mod gantt;
mod history;
mod merge;
mod new;
pub mod origin;
mod plan;
mod plan_bar;
mod planning;
mod prefill;
mod published;
mod questions;
mod share;
pub mod shared;
mod show;
pub mod sites;
pub mod view;

pub use examples::Example;

use crate::permissions::Action;
use crate::registry::Registry;

/// How long a deleted project can be brought back; then the server erases it for good.
pub const KEPT_DAYS: u32 = 30;

pub fn routes() -> Registry {
    use Action::{CreateProject, DeleteProject, EditProject, OwnAccount, ReadProject, ReadPublic, ShareProject};
    Registry::default()
        .get("/projets", ReadPublic, door::door)
        .post("/projets/retrouver", ReadPublic, door::find)
        .get("/projets/nouveau", CreateProject, new::form)
        .post("/projets", CreateProject, new::create)
        .get("/projets/exemples/{id}", ReadPublic, examples::show)
        .get("/projets/exemples/{id}/{file}", ReadPublic, examples::download)
        .get("/projets/publics", ReadPublic, published::list)
        .get("/projets/publics/{id}", ReadPublic, published::show)
        .get("/projets/publics/fichiers/{file}", ReadPublic, published::file)
        .get("/projets/partages", OwnAccount, shared::list)
        .get("/projets/partages/fichiers/{file}", OwnAccount, shared::file)
        .get("/projets/{token}", ReadProject, show::show)
        .get("/projets/{token}/questions/{key}", EditProject, questions::form)
        .post("/projets/{token}/questions/{key}", EditProject, questions::answer)
        .get("/projets/{token}/faits", EditProject, facts::form)
        .post("/projets/{token}/faits", EditProject, facts::save)
        .get("/projets/{token}/plan", EditProject, plan::form)
        .post("/projets/{token}/plan", EditProject, plan::change)
        .get("/projets/{token}/preremplir/{form}", EditProject, prefill::show)
        .get("/projets/{token}/sites", ReadProject, sites::rank)
        .post("/projets/{token}/sites", EditProject, sites::choose)
        .get("/projets/{token}/sites/poids", ReadProject, sites::weigh)
        .get("/projets/{token}/sites/comparer", ReadProject, sites::compare::project)
        .get("/projets/{token}/sites/{file}", ReadProject, sites::file)
        .get("/projets/{token}/friche", ReadProject, brownfield::show)
        .get("/projets/{token}/friche/{file}", ReadProject, brownfield::file)
        .get("/projets/{token}/suivi", ReadProject, follow::show)
        .post("/projets/{token}/suivi", EditProject, follow::record)
        .get("/projets/{token}/suivi.csv", ReadProject, follow::file)
        .get("/projets/{token}/suivi.xlsx", ReadProject, follow::file)
        .get("/projets/{token}/partage", ShareProject, share::list)
        .post("/projets/{token}/partage", ShareProject, share::change)
        .post("/projets/{token}/partage/choix", ShareProject, share::choose)
        .get("/projets/{token}/historique", EditProject, history::list)
        .post("/projets/{token}/historique", EditProject, history::restore)
        .get("/projets/{token}/historique.csv", EditProject, history::file)
        .get("/projets/{token}/historique.xlsx", EditProject, history::file)
        .get("/projets/{token}/supprimer", DeleteProject, delete::ask)
        .post("/projets/{token}/supprimer", DeleteProject, delete::delete)
        .post("/projets/{token}/retablir", DeleteProject, delete::restore)
        .get("/projets/{token}/{file}", ReadProject, downloads::download)
}
