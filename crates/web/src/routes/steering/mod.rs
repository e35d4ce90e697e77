//! Steering: how much was asked, granted, contracted and paid, by whom and where; how long it took; why it was refused.
//!
//! Whoever steers sees their own perimeter; anyone sees totals in which no file can be read back.

mod chart;
mod export;
mod landing;
pub mod orientations;
mod portfolio;
mod purses;
mod report;
mod scope;
mod selection;
mod statistics;

pub use report::Reports;
pub use statistics::{Statistics, api as statistics_api};

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/pilotage", Action::ReadPublic, landing::show)
        .get("/pilotage/entonnoir.csv", Action::ReadPublic, export::csv)
        .get("/pilotage/entonnoir.xlsx", Action::ReadPublic, export::xlsx)
        .get("/pilotage/delais.csv", Action::ReadPublic, export::delays)
        .get("/pilotage/delais.xlsx", Action::ReadPublic, export::delays)
        .get("/pilotage/motifs.csv", Action::ReadPublic, export::reasons)
        .get("/pilotage/motifs.xlsx", Action::ReadPublic, export::reasons)
        .merge(portfolio::routes())
        .merge(orientations::routes())
        .merge(selection::routes())
        .get("/statistiques", Action::ReadPublic, statistics::show)
        .get("/statistiques/statistiques.csv", Action::ReadPublic, statistics::csv)
        .get("/statistiques/statistiques.xlsx", Action::ReadPublic, statistics::xlsx)
}
