//! The one value that pages, PDF, spreadsheet and JSON are made of.

use domain::{Commune, Project, Site, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// Version of this shape.
    pub format: u32,
    /// The project as told, completed with the facts derived from its place (region, territory, size).
    pub project: Project,
    pub place: Option<Place>,
    pub qualification: qualify::Qualification,
    /// Absent when the project needs no site.
    pub ranking: Option<locate::Ranking>,
    /// The chosen site, or the first of the ranking.
    pub site: Option<Site>,
    /// Absent when the project builds nothing.
    pub calendar: Option<schedule::Calendar>,
    pub plan: finance::Plan,
    pub stations: Vec<Station>,
    /// What is missing for the dossier to be filed, ordered by what it unlocks.
    pub missing: Vec<Missing>,
    /// Every source used, once.
    pub sources: Vec<Source>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    pub commune: Commune,
    pub department_name: String,
    pub region_name: String,
    pub epci_name: Option<String>,
    /// "ti-2704 Grand Chalon", with the phase.
    pub territories: Vec<TerritoryRef>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TerritoryRef {
    pub phase: u8,
    pub code: String,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StationId {
    Qualify,
    Locate,
    Schedule,
    Finance,
    Connect,
    Assemble,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StationState {
    /// Answered.
    Done,
    /// Answered in part: questions remain.
    Open,
    /// Nothing to do for this project.
    NotNeeded,
}

/// The line as drawn at the top of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Station {
    pub id: StationId,
    pub state: StationState,
    /// "7 mesures, 3 à préciser".
    pub summary: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// Key of the fact dictionary, when a fact is missing; none for a document.
    pub key: Option<String>,
    pub label: Text,
    pub because: Text,
}
