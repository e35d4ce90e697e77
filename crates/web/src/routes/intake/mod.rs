//! The table that a territory keeps of its action sheets, taken in: the file, its columns, what would be written, the
//! writing, and its undoing. Each step has its address, so that one can leave and come back, on any server of several.

mod columns;
mod export;
mod found;
mod job;
mod report;
mod show;
mod start;
mod work;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/territoires/{phase}/{code}/contrat/import", Action::EditContract, start::form)
        .post("/territoires/{phase}/{code}/contrat/import", Action::EditContract, start::give)
        .get("/territoires/{phase}/{code}/contrat/import.csv", Action::EditContract, start::file)
        .get("/territoires/{phase}/{code}/contrat/import.xlsx", Action::EditContract, start::file)
        .get("/territoires/{phase}/{code}/contrat/import/{id}", Action::EditContract, show::show)
        .get("/territoires/{phase}/{code}/contrat/import/{id}/colonnes", Action::EditContract, columns::form)
        .post("/territoires/{phase}/{code}/contrat/import/{id}/colonnes", Action::EditContract, columns::choose)
        .post("/territoires/{phase}/{code}/contrat/import/{id}/valider", Action::EditContract, work::commit)
        .post("/territoires/{phase}/{code}/contrat/import/{id}/annuler", Action::EditContract, work::undo)
        .get("/territoires/{phase}/{code}/contrat/import/{id}/{file}", Action::EditContract, report::file)
        .get("/territoires/{phase}/{code}/contrat/import/modele/{file}", Action::ReadContract, export::file)
}
