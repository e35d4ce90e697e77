//! All grids and constants, of the repository or of the folder that replaces them: every version, oldest first.

use crate::costs::Costs;
use crate::grid::{Grid, in_force};
use domain::{Date, Dictionary, Problem, Text};

/// Inside a checkout.
pub const FOLDER: &str = "rules/brownfield";
const EMBEDDED: [(&str, &str); 2] = [
    ("rules/brownfield/industry-1.toml", include_str!("../../../rules/brownfield/industry-1.toml")),
    ("rules/brownfield/costs-2026-08.toml", include_str!("../../../rules/brownfield/costs-2026-08.toml")),
];

#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    pub grids: Vec<Grid>,
    costs: Vec<Costs>,
}

impl Rules {
    /// Those of the repository.
    pub fn embedded() -> Rules {
        Rules::gather(EMBEDDED).expect("embedded, and read by a test")
    }

    /// From the files of a folder, as (path, text): those named `costs-…` hold constants, the others a grid each.
    ///
    /// # Errors
    /// Every mistake of every file: all of it is taken or nothing.
    pub fn gather<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Rules, Vec<Problem>> {
        let (mut grids, mut costs, mut problems) = (Vec::<(&str, Grid)>::new(), Vec::<Costs>::new(), Vec::new());
        for (path, text) in files {
            let name = path.rsplit('/').next().unwrap_or(path);
            if name.starts_with("costs-") {
                match Costs::read(path, text) {
                    Ok(read) => costs.push(read),
                    Err(problem) => problems.push(problem),
                }
            } else {
                match Grid::read(path, text) {
                    Ok(read) => grids.push((path, read)),
                    Err(found) => problems.extend(found),
                }
            }
        }
        let problem = |file: &str, field: &str, what: Text| Problem::at(file, 0, 0, field, what, Text::default());
        grids.sort_by_key(|(_, grid)| grid.valid_from);
        costs.sort_by_key(|costs| costs.valid_from);
        for (at, (path, grid)) in grids.iter().enumerate() {
            if grids[..at].iter().any(|(_, other)| other.version == grid.version) {
                let what =
                    Text::new(format!("deux grilles ont la version {}", grid.version), format!("two grids have version {}", grid.version));
                problems.push(problem(path, "version", what));
            }
        }
        if problems.is_empty() && (grids.is_empty() || costs.is_empty()) {
            let what = Text::new(
                "il faut au moins une grille et un fichier de constantes costs-….toml",
                "at least one grid and one file of constants costs-….toml are needed",
            );
            problems.push(problem(FOLDER, "", what));
        }
        let grids = grids.into_iter().map(|(_, grid)| grid).collect();
        if problems.is_empty() { Ok(Rules { grids, costs }) } else { Err(problems) }
    }

    /// Criteria that ask for a fact that no dictionary has: they could never be answered.
    pub fn check_facts(&self, dictionary: &Dictionary) -> Vec<Problem> {
        let unknown = |grid: &Grid| {
            let version = grid.version.clone();
            let lost = grid.criteria.iter().filter(|c| dictionary.get(&c.fact).is_none()).map(|c| c.fact.clone()).collect::<Vec<_>>();
            lost.into_iter().map(move |fact| {
                let what = Text::new(
                    format!("grille {version} : aucun fait du dictionnaire ne s’appelle ainsi"),
                    format!("grid {version}: no fact of the dictionary has this name"),
                );
                let mend =
                    Text::new("le déclarer dans rules/facts.toml, ou corriger son nom", "declare it in rules/facts.toml, or mend its name");
                Problem::at(FOLDER, 0, 0, fact, what, mend)
            })
        };
        self.grids.iter().flat_map(unknown).collect()
    }

    /// The grid in force on a date.
    pub fn grid(&self, on: Date) -> Option<&Grid> {
        in_force(&self.grids, on)
    }

    /// The constants in force on a date: the last valid by then, or the first there are.
    pub fn costs(&self, on: Date) -> &Costs {
        self.costs.iter().rfind(|c| c.valid_from <= on).unwrap_or(&self.costs[0])
    }
}
