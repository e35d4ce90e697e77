//! A table of sites and criteria given in files, ranked by a published method: what `rebond rank` does. Text in, text
//! out; the caller reads and writes the files.

mod cells;
mod params;
mod results;

use crate::methods::{Preference, Table, Veto};
use domain::{Problem, Text};

pub use results::{Method, rank};

/// Problems told at once; a file of another kind would have one per cell.
const MOST_PROBLEMS: usize = 50;

/// A text and the name its problems are told under.
#[derive(Clone, Copy)]
pub struct File<'t> {
    pub name: &'t str,
    pub text: &'t str,
}

/// Sites by rows, criteria by columns, and the parameters of every method.
#[derive(Clone, Debug)]
pub struct Decision {
    pub ids: Vec<String>,
    pub criteria: Vec<String>,
    /// Weights brought to a sum of 1.
    pub table: Table,
    /// Linear preferences of PROMETHEE II, in the unit of each criterion; absent when the parameters give none.
    pub preferences: Option<Vec<Preference>>,
    pub vetoes: Vec<Veto>,
    /// Least and most share of each weight, when weightings are drawn.
    pub bounds: Vec<(f64, f64)>,
    /// Weightings to draw when none are given, and their seed.
    pub draws: usize,
    pub seed: u64,
    /// Columns of the matrix that no criterion names: they count for nothing.
    pub ignored: Vec<String>,
}

/// Reads a matrix (CSV: `id`, then a column per criterion) and its parameters (JSON: `criteria`, `sense`, `weights_raw` or
/// `weights`, `promethee_q`, `promethee_p`, `vetoes`, `weights_min`, `weights_max`, `smaa_samples`, `seed`), or tells every
/// problem with its place.
pub fn read(matrix: File, params: File) -> Result<Decision, Vec<Problem>> {
    let params = params::read(params)?;
    let grid = cells::read(matrix, Some("id"), &params.criteria)?;
    if grid.keys.is_empty() {
        let what = Text::new("la matrice n’a aucune ligne", "the matrix has no row");
        return Err(vec![Problem::at(matrix.name, 0, 0, "", what, Text::new("une ligne par site", "one row per site"))]);
    }
    Ok(Decision {
        ids: grid.keys,
        table: Table { columns: grid.columns, senses: params.senses, weights: params.weights },
        criteria: params.criteria,
        preferences: params.preferences,
        vetoes: params.vetoes,
        bounds: params.bounds,
        draws: params.draws,
        seed: params.seed,
        ignored: grid.ignored,
    })
}

/// Weightings (CSV: a column per criterion, a row per weighting), taken as they are written: their sum must be 1 to a
/// thousandth, and is not brought to it.
pub fn read_weightings(file: File, criteria: &[String]) -> Result<Vec<Vec<f64>>, Vec<Problem>> {
    let grid = cells::read(file, None, criteria)?;
    let mut problems = Vec::new();
    let weightings: Vec<Vec<f64>> = (0..grid.lines.len()).map(|row| grid.columns.iter().map(|c| c[row]).collect()).collect();
    if weightings.is_empty() {
        let what = Text::new("aucune pondération dans le fichier", "no weighting in the file");
        problems.push(Problem::at(file.name, 0, 0, "", what, Text::new("une ligne par pondération", "one row per weighting")));
    }
    for (weights, line) in weightings.iter().zip(&grid.lines) {
        let sum: f64 = weights.iter().sum();
        let wrong = (sum - 1.0).abs() > 1e-3 || weights.iter().any(|w| *w < -1e-5);
        if wrong && problems.len() < MOST_PROBLEMS {
            let what = Text::new(
                format!("poids négatif, ou de somme {sum:.6} au lieu de 1"),
                format!("negative weight, or weights that sum to {sum:.6} instead of 1"),
            );
            let mend = Text::new("divisez chaque poids par leur somme", "divide each weight by their sum");
            problems.push(Problem::at(file.name, *line, 0, "", what, mend));
        }
    }
    if problems.is_empty() { Ok(weightings) } else { Err(problems) }
}
