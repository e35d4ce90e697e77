//! Journeys over HTTP, against the real router on a database of their own.

mod addresses;
mod api;
mod exports;
mod feeds;
mod headers;
mod projects;
mod rights;
mod server;
