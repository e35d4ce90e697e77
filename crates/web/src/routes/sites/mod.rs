//! The sites: catalogue, map, one site, lists in and out.

pub mod catalogue;
mod export;
mod import;
mod list;
mod show;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/sites", Action::ReadPublic, list::list)
        .get("/sites/sites.csv", Action::ReadPublic, export::csv)
        .get("/sites/sites.xlsx", Action::ReadPublic, export::xlsx)
        .get("/sites/import", Action::PreviewSites, import::form)
        .post("/sites/import", Action::PreviewSites, import::preview)
        .post("/sites/import/valider", Action::ImportSites, import::commit)
        .get("/sites/{id}", Action::ReadPublic, show::show)
}
