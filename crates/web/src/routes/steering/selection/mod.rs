//! `/pilotage/portefeuille`: which of the applications that wait could be retained within what is left in envelopes, under the
//! weights that the pilot gives to priorities, and how another set of weights would change it. It proposes; it decides nothing.

mod ask;
mod file;
mod held;
mod propose;
mod rows;
mod show;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/pilotage/portefeuille", Action::ReadPortfolio, show::show)
        .get("/pilotage/portefeuille/portefeuille.csv", Action::ReadPortfolio, file::csv)
        .get("/pilotage/portefeuille/portefeuille.xlsx", Action::ReadPortfolio, file::xlsx)
}
