//! Whether the trades of each activity are held here: counted, when the source of local occupations is given, else estimated
//! from what the territory already employs.

use super::Study;
use crate::skills::{coverage, quotients};
use domain::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Occupations named as lacking.
const LACKING: usize = 3;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Staffing {
    /// `S_cp`, in [0, 1].
    pub share: f64,
    pub lacking: Vec<Lack>,
}

/// An occupation that the activity needs and that is rarer here than in the country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lack {
    pub code: String,
    pub label: Text,
    /// Its share in the jobs of the activity.
    pub share: f64,
    /// Its location quotient here.
    pub quotient: f64,
}

/// One per activity asked for; and why there is none at all.
pub(super) fn staffing(study: &Study, activities: impl Iterator<Item = usize>) -> (Vec<Option<Staffing>>, Option<Text>) {
    let country = study.country;
    let Some(occupations) = study.options.occupations else {
        let why = Text::new(
            "aucun profil de métiers par activité n’est importé (« rebond import occupations FICHIER » lit un tableau activité ; métier ; emplois)",
            "no profile of occupations by activity is imported (“rebond import occupations FILE” reads a table of activity; occupation; jobs)",
        );
        return (activities.map(|_| None).collect(), Some(why));
    };
    let stock = |jobs: &[f64]| occupations.stock(country.activities.iter().map(String::as_str).zip(jobs.iter().copied()));
    let quotients = match study.options.local_occupations {
        Some(counted) => quotients(&counted.here, &counted.whole),
        None => quotients(&stock(&study.local.jobs), &stock(&country.jobs)),
    };
    let one = |p: usize| {
        let coverage = coverage(occupations.profile(&country.activities[p])?, &quotients)?;
        let lack = |(o, share, quotient): &(u32, f64, f64)| Lack {
            code: occupations.codes[*o as usize].clone(),
            label: occupations.labels.get(*o as usize).cloned().unwrap_or_default(),
            share: *share,
            quotient: *quotient,
        };
        Some(Staffing { share: coverage.share, lacking: coverage.lacking.iter().take(LACKING).map(lack).collect() })
    };
    (activities.map(one).collect(), None)
}

/// How the people of each occupation are known, in a sentence; none without profiles.
pub(super) fn counted(study: &Study) -> Option<Text> {
    let occupations = study.options.occupations?;
    let profiles = &occupations.source.title;
    Some(match study.options.local_occupations {
        Some(counted) => Text::new(
            format!(
                "Compétences : profils de métiers de {profiles} ({}) ; gens du métier comptés ici par {} ({}). Un métier aussi courant ici qu’ailleurs compte comme couvert ; rien ne dit si ces gens cherchent un emploi.",
                occupations.year, counted.source.title, counted.year
            ),
            format!(
                "Skills: profiles of occupations of {profiles} ({}); people of the trade counted here by {} ({}). An occupation as common here as elsewhere counts as covered; nothing tells whether these people look for a job.",
                occupations.year, counted.source.title, counted.year
            ),
        ),
        None => Text::new(
            format!(
                "Compétences : profils de métiers de {profiles} ({}) ; les gens du métier ne sont pas comptés ici mais estimés, comme si chaque activité d’ici employait le profil national (« rebond import local-occupations FICHIER » les donne).",
                occupations.year
            ),
            format!(
                "Skills: profiles of occupations of {profiles} ({}); people of the trade are not counted here but estimated, as if each activity here employed its national profile (“rebond import local-occupations FILE” gives them).",
                occupations.year
            ),
        ),
    })
}
