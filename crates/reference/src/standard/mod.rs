//! Sites between the national standard (crate `cnig`) and the catalogue: imported records become sites, sites of the
//! catalogue are given back as records, with what the standard lacks in our extension.

mod attach;
mod beside;
mod catalogue;
mod extension;
mod give;
mod merge;
mod names;
mod plots;
mod risks;
mod take;
mod zoning;

pub use beside::{Held, Inventory};
pub use catalogue::Catalogue;
pub use extension::columns as extension_columns;
pub use give::{Given, give};
pub use merge::merge;
pub use names::{field_of, icpe_word};
pub use risks::{Proposal, Risks, risks_at};
pub use take::take;
pub use zoning::zoned;
