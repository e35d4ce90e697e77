//! Writes strict records: CSV by table, GeoJSON, XLSX. A GeoPackage is a database and is written by crate `geopackage`.

mod csv;
mod geojson;
mod xlsx;

pub use csv::csv;
pub use geojson::geojson;
pub use xlsx::{Report, xlsx};
