//! Journeys over HTTP, against the real router on a database of their own.

mod accounts;
mod addresses;
mod api;
mod applications;
mod choosing;
mod contracts;
mod envelopes;
mod exports;
mod feeds;
mod following;
mod funding;
mod headers;
mod identity;
mod intake;
mod leads;
mod mail;
mod matrix;
mod ogc;
mod people;
mod plan;
mod projects;
mod reaching;
mod rights;
mod sectors;
mod server;
mod standard;
