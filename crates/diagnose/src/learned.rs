//! What is learned once and serves every territory: which activities go together, and how demanding each is.

use crate::bridge::Reliability;
use crate::country::Country;
use crate::entry::{EntryTest, Nearness, entry, entry_by};
use crate::{
    AnalysisOptions, Bridge, Dropped, INVENTED, National, Presence, Proximity, Table, ZoneLevel, Zones, analysis, specialisation, threads,
};
use domain::format::number;
use domain::{Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Below this a specialisation is not one: without it the first ranks go to one-workshop places (measured on world trade,
/// where islands lead the complexity ranking when no floor is set). The values are assumptions, shown with every answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Floor {
    /// Least number of jobs of the territory in the activity.
    pub jobs: f64,
    /// Under this number of establishments the answer warns that it hangs on them.
    pub establishments: f64,
    /// Under this number of specialised places the matrix says nothing sure of what goes with an activity: two activities
    /// found in one place only would be called as near as can be. Its nearness is then unknown.
    pub places: usize,
    /// Greatest share of false discoveries (Benjamini–Hochberg) among the specialisations of a territory; 1 tests nothing.
    pub discoveries: f64,
}

impl Default for Floor {
    fn default() -> Floor {
        Floor { jobs: 20.0, establishments: 2.0, places: 5, discoveries: 0.05 }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LearnOptions {
    pub analysis: AnalysisOptions,
    pub floor: Floor,
}

/// On which matrix relatedness was learned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// French zones × activities.
    #[default]
    Internal,
    /// World trade, countries × products, brought to activities by a bridge.
    External,
}

/// World exports, as the external route takes them.
#[derive(Clone, Debug)]
pub struct Trade<'a> {
    /// Countries × products.
    pub exports: &'a Table,
    pub bridge: &'a Bridge,
    /// None when whoever imported it did not say.
    pub year: Option<i16>,
    pub name: Text,
    pub source: Source,
    pub synthetic: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Learned {
    pub route: Route,
    /// The matrix, in words: "306 employment areas × 615 activities, Urssaf 2022".
    pub matrix: Text,
    /// Of the matrix; none when nobody said.
    pub year: Option<i16>,
    pub source: Source,
    pub synthetic: bool,
    pub options: LearnOptions,
    /// The activities of the proximity, sorted.
    pub activities: Vec<String>,
    pub proximity: Proximity,
    /// `Σ_q φ_pq` as the convention counts it.
    pub sums: Vec<f64>,
    /// `u_p`: how many places of the matrix are specialised in each activity; on the external route, in the most widespread of
    /// its products.
    pub ubiquity: Vec<u32>,
    /// One per activity, `None` where it is not known; `without_pci` says why when it is nowhere.
    pub pci: Vec<Option<f64>>,
    pub without_pci: Option<Text>,
    /// Where the PCI was learned, when elsewhere than the proximity.
    pub pci_matrix: Option<Text>,
    /// World trade and its bridge, when anything was learned on them.
    pub trade_sources: Vec<Source>,
    /// `λ2 − λ3`.
    pub gap: Option<f64>,
    pub dropped: Dropped,
    /// When the national table has an earlier year, and the matrix is not of a later one: whether what was near then has come
    /// since, and that year.
    pub entry: Option<(i16, EntryTest)>,
    /// How far the bridge from trade reaches each activity, for what was learned on trade: all of it on the external route, the
    /// complexity alone otherwise.
    pub reliability: BTreeMap<String, Reliability>,
    pub country: Country,
    /// The country some years before, when the national table has it.
    pub earlier: Option<Country>,
    pub zones: ZoneTables,
}

/// The country by zones, for "where in France".
#[derive(Clone, Debug, Default)]
pub struct ZoneTables {
    pub level: ZoneLevel,
    pub source: Option<Source>,
    pub jobs: Table,
    pub establishments: Table,
    pub names: Vec<Text>,
    /// Number of the zone of each commune of the establishments.
    pub of: Vec<Option<u32>>,
    /// Communes of no zone, left out.
    pub outside: usize,
}

impl Learned {
    /// The internal route: zones of France × activities, specialisations of at least `floor.jobs` jobs.
    pub fn learn(national: &National, zones: &Zones, options: LearnOptions) -> Learned {
        let tables = ZoneTables::of(national, zones);
        let presence = specialisation::specialised(&tables.jobs, options.floor.jobs, options.analysis.threshold);
        let matrix = Text::each(|lang| matrix_name(lang, &tables, national));
        let source = national.source.clone();
        let mut learned =
            Learned { year: Some(national.year), matrix, source, synthetic: national.synthetic, options, ..Learned::default() };
        learned.take(presence);
        learned.know(national);
        learned.entry = national.earlier.as_deref().and_then(|earlier| {
            let (before, _) = zones.gather(&earlier.jobs);
            Some((earlier.year, entry(&before, &tables.jobs, options.analysis, options.floor.jobs)?))
        });
        learned.zones = tables;
        learned
    }

    /// The external route: proximity and PCI of products learned on world trade, brought to activities by the bridge.
    /// Services, which are not in goods trade, have no place in it.
    pub fn from_trade(trade: &Trade, national: &National, zones: &Zones, options: LearnOptions) -> Learned {
        let presence = Presence::above(trade.exports, &specialisation::rca(trade.exports), options.analysis.threshold);
        let mut learned = Learned { route: Route::External, year: trade.year, matrix: trade.name.clone(), options, ..Learned::default() };
        (learned.source, learned.synthetic) = (trade.source.clone(), trade.synthetic);
        learned.take(presence);
        let (activities, proximity, pci) = trade.bridge.carry(&learned.activities, &learned.proximity, &learned.pci);
        let known: BTreeMap<&str, u32> = learned.activities.iter().map(String::as_str).zip(learned.ubiquity).collect();
        let widest = |products: &BTreeMap<&str, f64>| products.keys().filter_map(|id| known.get(id)).copied().max().unwrap_or(0);
        let reached = trade.bridge.by_activity();
        learned.ubiquity = activities.iter().map(|id| reached.get(id.as_str()).map_or(0, widest)).collect();
        learned.sums = proximity.sums_as(options.analysis.convention);
        (learned.activities, learned.proximity, learned.pci) = (activities, proximity, pci);
        learned.reliability = trade.bridge.reliability();
        learned.trade_sources = vec![trade.source.clone(), trade.bridge.source.clone()];
        learned.know(national);
        learned.zones = ZoneTables::of(national, zones);
        // Trade of a later year than the jobs before the entries would have seen what it announces.
        let before = national.earlier.as_deref().filter(|earlier| trade.year.is_some_and(|year| year <= earlier.year));
        learned.entry = before.and_then(|earlier| {
            let (before, _) = zones.gather(&earlier.jobs);
            let near = Nearness { activities: &learned.activities, proximity: &learned.proximity, sums: &learned.sums };
            Some((earlier.year, entry_by(&near, &before, &learned.zones.jobs, options.analysis, options.floor.jobs)?))
        });
        learned
    }

    /// Keeps the relatedness, takes the complexity of another matrix: PCI of world trade is easier to defend for a French
    /// territory than one learned on its zones. Activities that the other matrix does not hold have none.
    pub fn with_complexity_of(mut self, other: &Learned) -> Learned {
        self.pci = self.activities.iter().map(|id| other.activity(id).and_then(|at| other.pci[at])).collect();
        (self.without_pci, self.gap, self.pci_matrix) = (other.without_pci.clone(), other.gap, Some(other.matrix.clone()));
        (self.reliability, self.trade_sources) = (other.reliability.clone(), other.trade_sources.clone());
        self.synthetic |= other.synthetic;
        self
    }

    fn know(&mut self, national: &National) {
        self.country = Country::of(national);
        self.earlier = national.earlier.as_deref().map(Country::of);
    }

    fn take(&mut self, presence: Presence) {
        let (presence, dropped) = presence.without_empty();
        let options = self.options.analysis;
        let both = || analysis::both(&presence, options.convention, options.proximity);
        let (complexity, proximity) = threads::run(options.threads, both);
        self.sums = proximity.sums_as(options.convention);
        self.proximity = proximity;
        match complexity {
            Ok(complexity) => (self.pci, self.gap) = (complexity.pci.into_iter().map(Some).collect(), Some(complexity.gap)),
            Err(refusal) => (self.pci, self.without_pci) = (vec![None; presence.activities.len()], Some(refusal.text())),
        }
        self.ubiquity = presence.ubiquity();
        (self.activities, self.dropped) = (presence.activities, dropped);
    }

    pub fn activity(&self, id: &str) -> Option<usize> {
        self.activities.binary_search_by(|other| other.as_str().cmp(id)).ok()
    }
}

impl ZoneTables {
    fn of(national: &National, zones: &Zones) -> ZoneTables {
        let (jobs, outside) = zones.gather(&national.jobs);
        let (establishments, _) = zones.gather(&national.establishments);
        let of = national.establishments.places.iter().map(|commune| zones.of_commune.get(commune).copied()).collect();
        let (level, source) = (zones.level, zones.source.clone());
        ZoneTables { level, source, jobs, establishments, names: zones.names.clone(), of, outside: outside.len() }
    }
}

fn matrix_name(lang: domain::Lang, tables: &ZoneTables, national: &National) -> String {
    let (zones, activities, level) = (tables.jobs.places.len(), tables.jobs.activities.len(), tables.level.named());
    let named = level.get(lang);
    let (zones, activities) = (number(zones as f64, 0, lang), number(activities as f64, 0, lang));
    let synthetic = match (national.synthetic, lang) {
        (false, _) => "",
        (true, domain::Lang::Fr) => " (données synthétiques)",
        (true, domain::Lang::En) => " (synthetic data)",
    };
    // The title names its year.
    let title = &national.source.title;
    match lang {
        domain::Lang::Fr => format!("{zones} {named} × {activities} activités, {title}{synthetic}"),
        domain::Lang::En => {
            let title = title.replace(INVENTED[0], INVENTED[1]);
            format!("{zones} {named} × {activities} activities, {title}{synthetic}")
        }
    }
}
