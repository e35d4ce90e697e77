//! The order of the methods on one table, from specialisation to complexity, with what was left out on the way.

use crate::proximity::{ProximityKind, proximity};
use crate::{Complexity, Convention, Dropped, Presence, Proximity, Refusal, Table, complexity, specialisation, threads};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnalysisOptions {
    pub convention: Convention,
    pub proximity: ProximityKind,
    /// RCA from which a place counts as specialised; 1 by custom.
    pub threshold: f64,
    /// 0 for the caller's pool.
    pub threads: usize,
}

impl Default for AnalysisOptions {
    fn default() -> Self {
        AnalysisOptions { convention: Convention::Atlas, proximity: ProximityKind::Minimum, threshold: 1.0, threads: 0 }
    }
}

/// Everything that one table says; places and activities are those of `table`, in its order. The density, COI and COG
/// squares are not kept: see [`crate::outlook`].
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    pub options: AnalysisOptions,
    /// The table without what was dropped.
    pub table: Table,
    /// One per cell of the table. Shares are of the whole table given, before anything was dropped.
    pub rca: Vec<f64>,
    pub presence: Presence,
    pub proximity: Proximity,
    pub complexity: Complexity,
    /// Empty places and activities, and those without a specialisation at this threshold.
    pub dropped: Dropped,
}

impl Analysis {
    pub fn new(table: Table, options: AnalysisOptions) -> Result<Analysis, Refusal> {
        threads::run(options.threads, || {
            let rca = specialisation::rca(&table);
            let (presence, dropped) = Presence::above(&table, &rca, options.threshold).without_empty();
            let (table, rca) = if dropped.is_empty() { (table, rca) } else { kept(&table, &rca, &presence) };
            let (complexity, proximity) = both(&presence, options.convention, options.proximity);
            let complexity = complexity?;
            Ok(Analysis { options, table, rca, presence, proximity, complexity, dropped })
        })
    }
}

/// Complexity and proximity, which ask nothing of each other, on the threads of the caller's pool: the many short steps of the
/// first leave threads free, which the second fills.
pub fn both(presence: &Presence, convention: Convention, kind: ProximityKind) -> (Result<Complexity, Refusal>, Proximity) {
    rayon::join(|| complexity::eci_pci(presence, convention, 0), || proximity(presence, kind, 0))
}

/// The cells of the places and activities that the presence kept; both lists are in the table's order.
fn kept(table: &Table, rca: &[f64], presence: &Presence) -> (Table, Vec<f64>) {
    let marks = |all: &[String], some: &[String]| -> Vec<bool> {
        let mut some = some.iter().peekable();
        all.iter().map(|name| some.next_if_eq(&name).is_some()).collect()
    };
    let (places, activities) = (marks(&table.places, &presence.places), marks(&table.activities, &presence.activities));
    let of_row = |i: usize| {
        let cells = table.start[i]..table.start[i + 1];
        cells.filter(|at| activities[table.column[*at] as usize]).map(|at| rca[at])
    };
    let rca = (0..table.places.len()).filter(|i| places[*i]).flat_map(of_row).collect();
    (table.keep(&places, &activities).0, rca)
}
