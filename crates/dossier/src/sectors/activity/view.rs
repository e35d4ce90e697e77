//! The study of an activity as paper reads it: one language, every figure already written. The template only lays out.

use super::super::view::{Cited, Figure};
use super::{Company, Imports};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct ActivityView {
    pub title: String,
    /// Code, jobs, year, and the territory that wants it.
    pub subtitle: String,
    pub year: String,
    pub synthetic: bool,
    /// What the study stands on: matrix, year, convention, zones, secrecy.
    pub basis: Vec<(String, String)>,
    pub figures: Vec<Figure>,
    pub zones: Vec<ZoneLine>,
    /// Said when the workbook holds more zones.
    pub others: String,
    pub departments: Vec<DepartmentRow>,
    /// Jobs that no département holds, in a sentence; empty when all are placed.
    pub elsewhere: String,
    /// None when no trade is held.
    pub imports: Option<Imports>,
    /// What is known of the activity besides.
    pub known: Vec<(String, String)>,
    /// What the activity is for the territory that wants it, in sentences.
    pub here: Vec<String>,
    pub calls: Vec<Call>,
    pub near: Vec<NearRow>,
    pub limits: Vec<String>,
    /// What is not imported, and which file would give it.
    pub missing: Vec<String>,
    pub sources: Vec<Cited>,
}

/// A zone where the activity weighs more than in the country.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ZoneLine {
    pub rank: String,
    pub name: String,
    /// "× 4,2".
    pub times: String,
    pub jobs: String,
    pub establishments: String,
    /// It hangs on few establishments.
    pub hangs: bool,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct DepartmentRow {
    pub name: String,
    pub jobs: String,
    pub share: String,
}

/// One road of relocation: whom to call.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Call {
    pub title: String,
    pub text: String,
    pub rows: Vec<Company>,
    /// Said when there is nobody.
    pub none: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct NearRow {
    pub code: String,
    pub name: String,
    pub proximity: String,
}
