//! Open geographic data as the OGC describes them: collections in memory, questions asked of them (a box, a date, a CQL2
//! filter), answers as GeoJSON and as vector tiles. Pure: no address, no network, no clock; `web` gives them their pages.
//!
//! Sources: OGC 17-069r4 (Features, part 1), 18-058r1 (part 2, reference systems), 19-079r2 (part 3, filters), 21-065r2
//! (CQL2), 20-057 (Tiles), Mapbox Vector Tile 2.1, RFC 7946 (GeoJSON).

pub mod collection;
pub mod cql2;
pub mod crs;
pub mod fold;
pub mod geometry;
pub mod json;
pub mod query;
pub mod schema;
pub mod tile;

pub use collection::{About, Collection, Feature, Kind, Property, Value};
pub use cql2::{Filter, Language};
pub use crs::Crs;
pub use query::{Bbox, Page, Period, Query};
