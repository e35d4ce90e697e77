//! The sites: catalogue, map, one site, lists in and out.

pub mod access;
pub mod catalogue;
pub mod clock;
mod documents;
mod export;
pub mod found;
mod history;
mod import;
mod inside;
mod installations;
mod keep;
mod labels;
mod leads;
mod list;
mod mapping;
mod risks;
mod show;
mod standard;

use crate::permissions::Action;
use crate::registry::Registry;
use crate::routes::projects::sites::compare;

pub fn routes() -> Registry {
    Registry::default()
        .get("/sites", Action::ReadPublic, list::list)
        .get("/sites/sites.csv", Action::ReadPublic, export::csv)
        .get("/sites/sites.xlsx", Action::ReadPublic, export::xlsx)
        .get("/sites/sites-cnig.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig.geojson", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig.gpkg", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig.xlsx", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-friches.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-extension.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-procedures.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-poles.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-terrains.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-etablissements.csv", Action::ReadPublic, standard::file)
        .get("/sites/sites-cnig-manques.csv", Action::ReadPublic, standard::file)
        .get("/sites/import", Action::PreviewSites, import::form)
        .post("/sites/import", Action::PreviewSites, import::preview)
        .post("/sites/import/valider", Action::ImportSites, import::commit)
        .get("/sites/comparer", Action::ReadPublic, compare::public)
        .get("/sites/comparer.csv", Action::ReadPublic, compare::public_csv)
        .get("/sites/comparer.xlsx", Action::ReadPublic, compare::public_xlsx)
        .get("/sites/{id}/installations.csv", Action::ReadPublic, installations::csv)
        .get("/sites/{id}/installations.xlsx", Action::ReadPublic, installations::xlsx)
        .get("/sites/{id}/procedures.csv", Action::ReadPublic, show::file)
        .get("/sites/{id}/procedures.xlsx", Action::ReadPublic, show::file)
        .get("/sites/{id}/acces", Action::ReadPublic, access::show)
        .get("/sites/{id}/acces.csv", Action::ReadPublic, access::csv)
        .get("/sites/{id}/acces.xlsx", Action::ReadPublic, access::xlsx)
        .get("/sites/{id}/demandes", Action::ReadPublic, leads::show)
        .post("/sites/{id}/demandes", Action::KeepSite, leads::write)
        .get("/sites/{id}/demandes.csv", Action::ReadPublic, leads::file)
        .get("/sites/{id}/demandes.xlsx", Action::ReadPublic, leads::file)
        .get("/sites/{id}/historique", Action::ReadPublic, history::show)
        .get("/sites/{id}/historique.csv", Action::ReadPublic, history::file)
        .get("/sites/{id}/historique.xlsx", Action::ReadPublic, history::file)
        .get("/sites/{id}/pieces", Action::ReadPublic, documents::show)
        .post("/sites/{id}/pieces", Action::KeepSite, documents::add)
        .get("/sites/{id}/pieces.csv", Action::ReadPublic, documents::file)
        .get("/sites/{id}/pieces.xlsx", Action::ReadPublic, documents::file)
        .get("/sites/{id}/pieces/{piece}", Action::ReadPublic, documents::give)
        .post("/sites/{id}/pieces/{piece}", Action::KeepSite, documents::act)
        .post("/sites/{id}/lecteurs", Action::KeepSite, documents::readers)
        .get("/sites/{id}/tenue", Action::KeepSite, keep::show)
        .post("/sites/{id}/tenue", Action::KeepSite, keep::write)
        .get("/sites/{id}", Action::ReadPublic, show::show)
}
