//! What a territory should attract or bring back, and where an activity is in France.

mod calls;
mod draw;
mod files;
mod index;
mod map;
mod place;
mod products;
mod report;
mod sector;
mod suppliers;
mod territory;
mod waiting;
mod weights;
mod zones;

pub use place::{drawn, perimeter};
pub use sector::{SHOWN, diagnosis as of_activity, is_class, largest, told};
pub use territory::{Ask, diagnosis, new_project};
pub use waiting::file as study;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    let read = Action::ReadPublic;
    Registry::default()
        .get("/filieres", read, index::index)
        .get("/filieres/territoires/{phase}/{code}", read, territory::territory)
        .get("/filieres/territoires/{phase}/{code}/{file}", read, files::territory)
        .get("/filieres/epci/{siren}", read, territory::epci)
        .get("/filieres/epci/{siren}/{file}", read, files::epci)
        .get("/filieres/departements/{code}", read, territory::department)
        .get("/filieres/departements/{code}/{file}", read, files::department)
        .get("/filieres/regions/{code}", read, territory::region)
        .get("/filieres/regions/{code}/{file}", read, files::region)
        .get("/filieres/zones", read, zones::list)
        .get("/filieres/zones.csv", read, zones::csv)
        .get("/filieres/zones.xlsx", read, zones::xlsx)
        .get("/filieres/zones/{code}", read, territory::zone)
        .get("/filieres/zones/{code}/{file}", read, files::zone)
        .get("/filieres/donnees.csv", read, index::file)
        .get("/filieres/donnees.xlsx", read, index::file)
        .get("/filieres/communes", read, territory::communes)
        .get("/filieres/communes/{file}", read, files::communes)
        .get("/filieres/{naf}", read, sector::show)
        .get("/filieres/{naf}/{file}", read, sector::file)
}
