//! The order of the stations: a project enters, a dossier leaves. Same input, same bytes.
//!
//! Only this crate knows that places are derived before measures are judged, that the calendar needs the chosen site,
//! and that the financing plan draws on the measures that are met.

mod access;
mod assemble;
mod calls;
mod candidates;
mod derive;
pub mod dossier;
pub mod exchanges;
mod foreseen;
mod missing;
mod reach;
pub mod sectors;
mod sited;
mod sources;
mod stations;

pub use access::{Access, Filled, cited};
pub use assemble::{Setting, assemble, ranking};
pub use derive::{OWN_TRADE, SIZE_COMPUTED, derive};
pub use dossier::*;
pub use foreseen::foreseen;
pub use missing::PAST_AID;
pub use reach::{REACHES, origin, with_reach};
