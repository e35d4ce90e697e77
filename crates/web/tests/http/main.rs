//! Journeys over HTTP, against the real router on a database of their own.

mod addresses;
mod api;
mod applications;
mod choosing;
mod envelopes;
mod exports;
mod feeds;
mod headers;
mod intake;
mod ogc;
mod plan;
mod projects;
mod rights;
mod sectors;
mod server;
mod standard;
