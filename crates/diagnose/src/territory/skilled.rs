//! Whether the trades of each activity are held here, estimated from what the territory already employs.

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
        let why = Text::new("aucun profil de métiers par activité n’est importé", "no profile of occupations by activity is imported");
        return (activities.map(|_| None).collect(), Some(why));
    };
    let stock = |jobs: &[f64]| occupations.stock(country.activities.iter().map(String::as_str).zip(jobs.iter().copied()));
    let quotients = quotients(&stock(&study.local.jobs), &stock(&country.jobs));
    let one = |p: usize| {
        let coverage = coverage(occupations.profiles.get(&country.activities[p])?, &quotients)?;
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
