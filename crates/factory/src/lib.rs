//! The order of the stations: a project enters, a dossier leaves. Same input, same bytes.

pub mod dossier;

pub use dossier::*;
