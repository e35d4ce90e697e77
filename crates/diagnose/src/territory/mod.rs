//! The study of one territory: what it does more than others, what is near, what it should attract, and why.
//!
//! Any set of communes is a territory. Ranks inside it use relative relatedness, as raw density ranks by diversity; one
//! workshop is no specialisation; what is withheld stays unknown, with its bounds; what is missing is said, not replaced.

mod profile;
mod prospects;
mod skilled;
mod strengths;
mod words;

pub use profile::{ActivityChange, Change, Profile};
pub use prospects::{Bounds, Part, Prospect};
pub use skilled::{Lack, Staffing};
pub use strengths::{Hangs, Strength};

use crate::National;
use crate::basis::Basis;
use crate::country::{Country, Local};
use crate::input_output::{Gap, InputOutput, Multiplier};
use crate::learned::{Floor, Learned};
use crate::score::Weights;
use crate::skills::{LocalOccupations, Occupations};
use crate::vulnerability::Needs;
use domain::{Date, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What the caller knows besides the matrix; what is `None` leaves its figure unknown, and the answer says so.
#[derive(Clone, Debug)]
pub struct TerritoryOptions<'a> {
    /// Day of the study, written on it.
    pub on: Date,
    pub weights: Weights,
    pub floor: Floor,
    pub considered: Considered,
    /// Random weightings of the robustness figures.
    pub draws: usize,
    pub seed: u64,
    /// Lines given in each list; all are ranked.
    pub shown: usize,
    pub needs: Option<&'a Needs>,
    pub occupations: Option<&'a Occupations>,
    /// People of each occupation counted in the territory; estimated from its activities when absent.
    pub local_occupations: Option<&'a LocalOccupations>,
    /// Activity → what the sites of the territory can receive.
    pub reception: Option<&'a BTreeMap<String, Reception>>,
    pub input_output: Option<&'a InputOutput>,
    /// The jobs are those of a part of the country. Nothing then tells how much of the output of a branch is here, nor how the
    /// territory differs from the whole: the table of branches is not brought down.
    pub partial: bool,
    /// Part of the inhabitants of the country who live in the territory, in [0, 1]: what shares its final demand.
    pub residents: Option<f64>,
    /// Who says which communes are meant, when a licence wants it said.
    pub composition: Option<&'a Text>,
    /// Names of activities, for the sentences; codes stand in for what is missing.
    pub labels: Option<&'a BTreeMap<String, Text>>,
}

impl TerritoryOptions<'_> {
    pub fn on(on: Date) -> Self {
        TerritoryOptions {
            on,
            weights: Weights::default(),
            floor: Floor::default(),
            considered: Considered::Manufacturing,
            draws: 1_000,
            seed: 20_200_720,
            shown: 40,
            needs: None,
            occupations: None,
            local_occupations: None,
            reception: None,
            input_output: None,
            partial: false,
            residents: None,
            composition: None,
            labels: None,
        }
    }

    /// The table of branches, when it can be brought down to the territory.
    pub(crate) fn branches(&self) -> Option<&InputOutput> {
        self.input_output.filter(|_| !self.partial)
    }

    /// Where each of the data given comes from, besides the jobs, and what was learned on: trade, zones.
    pub(crate) fn sources(&self, learned: &Learned) -> Vec<Source> {
        let given = [
            self.needs.map(|n| &n.source),
            self.branches().map(|io| &io.source),
            self.occupations.map(|o| &o.source),
            self.local_occupations.map(|o| &o.source),
        ];
        let mut sources: Vec<Source> = Vec::new();
        let learned_on = learned.trade_sources.iter().chain(&learned.zones.source);
        for source in learned_on.chain(given.into_iter().flatten()).filter(|source| !source.title.is_empty()) {
            if !sources.iter().any(|held| held.title == source.title) {
                sources.push(source.clone());
            }
        }
        sources
    }

    /// Some of what is given was made by a program.
    pub(crate) fn synthetic(&self) -> bool {
        self.needs.is_some_and(|n| n.synthetic)
            || self.occupations.is_some_and(|o| o.synthetic)
            || self.local_occupations.is_some_and(|o| o.synthetic)
            || self.branches().is_some_and(|io| io.synthetic)
    }
}

/// Which activities may be proposed. All of them count in what the territory does, and in what is near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Considered {
    /// Divisions 10 to 33 of the NAF: what can be brought back or attracted as a plant.
    #[default]
    Manufacturing,
    All,
}

impl Considered {
    pub fn holds(self, activity: &str) -> bool {
        let division = activity.get(..2).and_then(|digits| digits.parse::<u32>().ok());
        self == Considered::All || division.is_some_and(|division| (10..=33).contains(&division))
    }
}

/// What the sites of a territory can receive of one activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reception {
    /// 0 to 100.
    pub score: f64,
    /// False while nothing says what activities ask of a site: the score is then the same for all, tells none from another, and is
    /// shown without counting in the total.
    pub counts: bool,
    /// Sites that fit.
    pub sites: usize,
    pub why: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TerritoryDiagnosis {
    pub name: Text,
    pub basis: Basis,
    pub communes: usize,
    /// Communes of which the source says nothing.
    pub absent: Vec<String>,
    pub jobs: f64,
    pub establishments: f64,
    /// Cells of the territory whose jobs are withheld.
    pub withheld: usize,
    pub profile: Profile,
    /// What the territory does more than others, most marked first.
    pub strengths: Vec<Strength>,
    /// How many there are, shown or not.
    pub strengths_found: usize,
    /// Activities that are not here, best total first.
    pub prospects: Vec<Prospect>,
    pub prospects_ranked: usize,
    pub weights: Weights,
    /// Why a figure is unknown for every line; weights are then shared over the others.
    pub missing: Vec<Text>,
    pub draws: usize,
    pub seed: u64,
    /// By branch: what the territory buys elsewhere for want of suppliers, greatest first, by branches and final demand together.
    /// Empty without a table that can be brought down: `without_gaps` says why.
    pub gaps: Vec<BranchGap>,
    #[serde(default)]
    pub without_gaps: Option<Text>,
    /// What they come from: the table, its year, what it counts, the parameter.
    #[serde(default)]
    pub gaps_from: Option<Text>,
    /// What to keep in mind, in plain words.
    pub limits: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BranchGap {
    pub branch: String,
    /// Its name when the branch is one division, else its code.
    pub label: Text,
    /// Purchases of the branches here outside the territory over a year; an interval over delta.
    pub gap: Gap,
    /// The same of final demand (households, government, investment), exports excluded, apart; none when nothing tells it.
    #[serde(default)]
    pub unmet: Option<Gap>,
    pub multiplier: Multiplier,
}

/// What every part of the study reads.
struct Study<'a> {
    national: &'a National,
    learned: &'a Learned,
    country: &'a Country,
    local: &'a Local,
    options: &'a TerritoryOptions<'a>,
}

/// `learned` must come from `national` for its totals to be used as they are; totals are made again when it does not.
pub fn diagnose(
    national: &National,
    learned: &Learned,
    communes: &BTreeSet<String>,
    name: Text,
    options: &TerritoryOptions,
) -> TerritoryDiagnosis {
    let country = of(national, learned);
    let local = country.local(national, communes);
    let study = Study { national, learned, country: &country, local: &local, options };
    let found = strengths::find(&study);
    let regional = prospects::regional(&study);
    let (prospects, ranked, missing) = prospects::rank(&study, &found, regional.as_ref());
    let strengths = strengths::told(&study, &found);
    TerritoryDiagnosis {
        name,
        basis: Basis {
            composition: options.composition.cloned(),
            other_sources: options.sources(learned),
            ..Basis::of(national, learned, options.on, options.floor, options.synthetic())
        },
        communes: communes.len(),
        absent: local.absent.clone(),
        jobs: local.total,
        establishments: local.establishments.iter().sum(),
        withheld: local.withheld,
        profile: profile::profile(&study, &found, communes),
        strengths_found: found.list.len(),
        strengths,
        prospects_ranked: ranked,
        prospects,
        weights: options.weights,
        missing,
        draws: options.draws,
        seed: options.seed,
        gaps_from: options.branches().filter(|_| regional.is_some()).map(InputOutput::named),
        without_gaps: regional.is_none().then(|| words::without_gaps(options)),
        gaps: regional.map(|regional| prospects::gaps(options, &regional)).unwrap_or_default(),
        limits: words::limits(&study, &found),
    }
}

/// The totals kept with what was learned, or those of another national table.
pub(crate) fn of<'a>(national: &National, learned: &'a Learned) -> Cow<'a, Country> {
    if learned.country.is_of(national) { Cow::Borrowed(&learned.country) } else { Cow::Owned(Country::of(national)) }
}
