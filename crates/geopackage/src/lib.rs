//! GeoPackage (OGC 12-128r18): a SQLite database that holds layers. Alone in a crate, because a database engine must not
//! enter the pure crate `cnig`, which reads and writes everything else of the standard.
//!
//! The file never touches the disk: it is opened in memory, read-only, and its bytes are bounded.

mod blob;
mod read;
mod write;

pub use blob::{decode, encode};
pub use read::{is_geopackage, sheets};
pub use write::{Layer, Table, write};
