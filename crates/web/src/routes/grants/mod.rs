//! Grants as open data: who gave what to whom, through which call and wave, in the formats that the law and the standards ask.

mod files;
mod held;
mod list;

pub use files::{GrantItem, Grants, LICENCE, api, api_one};
pub use held::Held;

use crate::permissions::Action;
use crate::registry::Registry;

/// Files of every grant, in the order they are offered: (name, media type, standard it follows).
pub const FILES: [(&str, &str, &str); 5] = [
    ("subventions-scdl.csv", "text/csv", "https://schema.data.gouv.fr/scdl/subventions/2.1.1"),
    ("subventions-scdl-complement.csv", "text/csv", ""),
    ("donnees-essentielles.csv", "text/csv", "https://github.com/etalab/format-subventions"),
    ("360giving.json", "application/json", "https://standard.threesixtygiving.org/"),
    ("360giving.csv", "text/csv", "https://standard.threesixtygiving.org/"),
];

pub fn routes() -> Registry {
    Registry::default()
        .get("/subventions", Action::ReadPublic, list::list)
        .get("/subventions/fichiers/{file}", Action::ReadPublic, files::file)
        .get("/subventions/subventions.csv", Action::ReadPublic, list::csv)
        .get("/subventions/subventions.xlsx", Action::ReadPublic, list::xlsx)
        .get("/subventions/{id}", Action::ReadPublic, list::show)
}
