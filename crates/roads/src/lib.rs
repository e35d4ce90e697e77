//! Travel times by road, computed or asked, never guessed without saying so: a road network imported from OpenStreetMap, a
//! routing service run elsewhere, and the times kept of either. Both answer through `locate::travel::TravelTime`.

mod build;
mod components;
mod nearest;
mod network;
mod pbf;
pub mod service;
mod shelf;
pub mod speeds;
pub mod synthetic;
pub mod times;

pub use build::{Graph, Node};
pub use network::Network;
pub use pbf::{MOST_REFS, Told};
pub use shelf::{FOLDER, Held, Import, Options, Report, held, import};
