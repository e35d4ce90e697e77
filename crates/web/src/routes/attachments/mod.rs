//! Files attached to an action sheet: read by those who read the contract, added and removed by who writes it.

mod keep;
mod listed;
mod pages;

pub use keep::{Kept, QUOTA, act, asked, became, brought, download, keep, piece};
pub use listed::{Shown, listed};

use crate::permissions::Action;
use crate::registry::Registry;

pub fn routes() -> Registry {
    Registry::default()
        .get("/fiches/{id}/pieces", Action::ReadContract, pages::list)
        .post("/fiches/{id}/pieces", Action::EditContract, pages::add)
        .get("/fiches/{id}/pieces.csv", Action::ReadContract, pages::csv)
        .get("/fiches/{id}/pieces.xlsx", Action::ReadContract, pages::xlsx)
        .get("/fiches/{id}/pieces/{piece}", Action::ReadContract, pages::give)
        .post("/fiches/{id}/pieces/{piece}", Action::EditContract, pages::act)
}
