//! The inventory of brownfields: list, map and files under the same filters; one brownfield studied for an industrial
//! reuse before anybody opens a project on it. The study itself is shared with the page of a project.

pub mod catalogue;
mod list;
mod show;
pub mod study;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/friches", Action::ReadPublic, list::list)
        .get("/friches/friches.csv", Action::ReadPublic, list::file)
        .get("/friches/friches.xlsx", Action::ReadPublic, list::file)
        .get("/friches/friches.geojson", Action::ReadPublic, list::geojson)
        .get("/friches/{id}", Action::ReadPublic, show::show)
        .get("/friches/{id}/{file}", Action::ReadPublic, show::file)
}
