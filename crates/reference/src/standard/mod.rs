//! Sites between the national standard (crate `cnig`) and the catalogue: imported records become sites, sites of the
//! catalogue are given back as records, with what the standard lacks in our extension.

mod complete;
mod extension;
mod give;
mod names;
mod plots;
mod take;

pub use complete::complete;
pub use extension::columns as extension_columns;
pub use give::{Given, give};
pub use names::field_of;
pub use take::take;
