//! When a project can open on a site: the network of procedures, its critical path and its uncertainty.

pub mod calendar;

pub use calendar::*;
