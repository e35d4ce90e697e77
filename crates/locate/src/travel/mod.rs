//! How long from a site to other places, whoever computes it: an estimate from distances, a road graph, or an external
//! service. Each answer says which, so that no figure is taken for better than it is.

mod estimated;
mod pool;

pub use estimated::{DEGREE_KM, Estimated, Ring};
pub use pool::{Reach, pool, sum};

use domain::{Position, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a travel time was found, from the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// From the distance as the crow flies: an interval, never a route.
    Estimated,
    /// Shortest path on a road graph loaded here, without traffic.
    Graph,
    /// Told by another service.
    External,
}

/// A place that time is measured from or to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub position: Position,
    /// How far the true place can be from this position, km.
    pub doubt_km: f64,
    /// Places of different landmasses are never joined by road: an island, an overseas département, the mainland.
    pub landmass: u16,
}

/// Minutes by road; both ends are the same when a route was computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minutes {
    pub low: f64,
    pub high: f64,
}

/// The mainland, for [`Place::landmass`].
pub const MAINLAND: u16 = 0;

pub trait TravelTime {
    fn quality(&self) -> Quality;

    /// Who computed it, from what.
    fn source(&self) -> Source;

    /// Minutes from a place to each of `to`; none when it is surely beyond `cutoff` minutes, or cannot be reached by road.
    /// The error is a provider that does not answer: the caller falls back on another and says so.
    fn one_to_many(&self, from: Place, to: &[Place], cutoff: f64) -> Result<Vec<Option<Minutes>>, Text>;
}

impl Quality {
    pub fn label(self) -> Text {
        match self {
            Quality::Estimated => Text::new("estimé d’après la distance", "estimated from the distance"),
            Quality::Graph => Text::new("calculé sur un réseau routier, sans trafic", "computed on a road network, without traffic"),
            Quality::External => Text::new("donné par un service d’itinéraires", "given by a routing service"),
        }
    }
}
