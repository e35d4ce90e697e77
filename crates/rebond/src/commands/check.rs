//! `rebond check`: every mistake of a file, with its place and its mending.

use super::{Outcome, list};
use crate::Data;
use clap::Args;
use domain::Text;
use programmes::{LookUps, Rulebook};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Check {
    /// A file, a folder of `programmes/`, a project file, or a checkout; the program's own files when absent.
    path: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
}

impl Check {
    pub fn run(self) -> Outcome {
        let path = self.path.unwrap_or_default();
        // Places and sites of project files are looked up when the reference data are there, and only then.
        let mut problems = match self.data.reference() {
            Err(_) => programmes::check(&path),
            Ok(reference) => {
                let site = |id: &str| reference.site(id).map(|s| s.id.clone()).ok_or_else(|| unknown_site(id));
                programmes::check_with(
                    &path,
                    &LookUps {
                        commune: &|t| reference.find_commune(t).map(|c| c.code.clone()),
                        naf: &|t| reference.find_naf(t),
                        site: &site,
                    },
                )
            }
        };
        // A checkout also holds the grids of brownfields.
        match super::brownfield_in(&path) {
            Ok(None) => {}
            Ok(Some(rules)) => {
                if let Ok(rulebook) = Rulebook::load(Some(&path)) {
                    problems.extend(rules.check_facts(&rulebook.dictionary));
                }
            }
            Err(found) => problems.extend(found),
        }
        // And the thresholds of import vulnerability.
        problems.extend(reference::vulnerability::of_checkout(&path).err());
        // And the rules by which flows are matched.
        if let Err(found) = super::connect_in(&path) {
            problems.extend(found);
        }
        for notice in notices(&path) {
            println!("⚠ {} / {}", notice.fr, notice.en);
        }
        if problems.is_empty() {
            println!("✓ aucun problème / no problem");
            return Ok(());
        }
        Err(format!("{}\n{} problème(s) / problem(s)", list(&problems), problems.len()))
    }
}

/// What deserves a word in a whole that can be read: warnings are no problems.
fn notices(path: &Path) -> Vec<Text> {
    let whole = match path.as_os_str().is_empty() {
        true => Rulebook::load(None),
        false => Rulebook::load(Some(path)),
    };
    whole.map(|rulebook| rulebook.notices()).unwrap_or_default()
}

pub fn unknown_site(id: &str) -> Text {
    Text::new(
        format!("« {id} » : aucun site du catalogue n’a cet identifiant"),
        format!("“{id}”: no site of the catalogue has this identifier"),
    )
}

pub fn schema(kind: &str) -> Outcome {
    let known = || format!("✕ « {kind} » : {}, {}", programmes::schema::KINDS.join(", "), steer::KINDS.join(", "));
    let schema = programmes::schema(kind).or_else(|| steer::schema(kind)).ok_or_else(known)?;
    println!("{schema:#}");
    Ok(())
}
