//! What establishments of a territory could exchange or share: declared flows, the leads between them with their reasons, and what
//! becomes of each lead that somebody follows.

mod declare;
mod export;
mod files;
mod follow;
mod list;
pub mod seen;
mod title;
mod typed;

pub use list::{LeadRow, label, lead_row, told};
pub use seen::reads;
pub use title::title;

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/territoires/{phase}/{code}/synergies", Action::ReadPublic, list::show)
        .get("/territoires/{phase}/{code}/synergies/synergies.csv", Action::ReadPublic, export::csv)
        .get("/territoires/{phase}/{code}/synergies/synergies.xlsx", Action::ReadPublic, export::xlsx)
        .get("/territoires/{phase}/{code}/synergies/flux.csv", Action::ReadPublic, files::flows)
        .get("/territoires/{phase}/{code}/synergies/flux.xlsx", Action::ReadPublic, files::flows)
        .get("/territoires/{phase}/{code}/synergies/suivies.csv", Action::ReadContract, files::followed)
        .get("/territoires/{phase}/{code}/synergies/suivies.xlsx", Action::ReadContract, files::followed)
        .get("/territoires/{phase}/{code}/synergies/declarer", Action::WriteFlow, declare::ask)
        .post("/territoires/{phase}/{code}/synergies/declarer", Action::WriteFlow, declare::keep)
        .post("/territoires/{phase}/{code}/synergies/suivre", Action::EditContract, follow::begin)
        .post("/flux/{id}", Action::WriteFlow, declare::change)
        .get("/synergies/{id}", Action::ReadContract, follow::show)
        .post("/synergies/{id}", Action::EditContract, follow::step)
}
