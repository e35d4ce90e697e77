//! `rebond rank`: a table of sites and criteria ranked by a published method, files in, file out.

use super::{Outcome, list, read_file, write_file};
use clap::{Args, ValueEnum};
use locate::decision::{self, File, Method};
use std::path::PathBuf;

#[derive(Args)]
pub struct Rank {
    /// CSV: `id`, then a column per criterion, a row per site.
    #[arg(long)]
    matrix: PathBuf,
    /// JSON: `criteria`, `sense`, `weights_raw`, `promethee_q`, `promethee_p`, `vetoes`, `weights_min`, `weights_max` (shares),
    /// `smaa_samples`, `seed`.
    #[arg(long)]
    params: PathBuf,
    /// CSV of weightings, a column per criterion: for smaa; drawn from the seed when absent.
    #[arg(long)]
    weights: Option<PathBuf>,
    #[arg(long)]
    method: Name,
    /// CSV to write.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Name {
    /// Closeness to the best imaginable site, under both usual normalisations.
    Topsis,
    /// Net outranking flows, linear and usual preference.
    Promethee2,
    /// Weighted sum of min-max utilities, with vetoes.
    Wsm,
    /// How often each site reaches each rank over many weightings.
    Smaa,
}

impl Rank {
    pub fn run(self) -> Outcome {
        let (matrix, params) = (read_file(&self.matrix)?, read_file(&self.params)?);
        let (matrix_name, params_name) = (self.matrix.display().to_string(), self.params.display().to_string());
        let decision = decision::read(File { name: &matrix_name, text: &matrix }, File { name: &params_name, text: &params })
            .map_err(|problems| list(&problems))?;
        if !decision.ignored.is_empty() {
            let names = decision.ignored.join(", ");
            eprintln!("  colonnes sans critère, non comptées / columns without a criterion, not counted: {names}");
        }
        let method = match self.method {
            Name::Topsis => Method::Topsis,
            Name::Promethee2 => Method::Promethee2,
            Name::Wsm => Method::Wsm,
            Name::Smaa => Method::Smaa,
        };
        let weightings = match &self.weights {
            Some(path) if method == Method::Smaa => {
                let (name, text) = (path.display().to_string(), read_file(path)?);
                Some(decision::read_weightings(File { name: &name, text: &text }, &decision.criteria).map_err(|problems| list(&problems))?)
            }
            Some(_) => {
                eprintln!("  --weights ne sert qu’à smaa / --weights serves smaa only");
                None
            }
            None => None,
        };
        let result = decision::rank(&decision, method, weightings.as_deref()).map_err(|problems| list(&problems))?;
        write_file(&self.out, result)?;
        println!("{}", self.out.display());
        Ok(())
    }
}
