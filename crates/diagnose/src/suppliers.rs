//! Whom to call: establishments that do the activity, or something near it. The main activity declared says little of what a
//! plant can make, so each is a candidate, to be qualified.

use crate::learned::Learned;
use domain::format::number;
use domain::{Lang, Position, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An employer of the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Establishment {
    pub siret: String,
    pub name: Option<String>,
    /// The person asked the register not to show who they are.
    #[serde(default)]
    pub hidden: bool,
    pub commune: String,
    pub activity: String,
    /// Least and most employees of the size band; `most` absent for the last band, or when not told.
    pub least: u32,
    pub most: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Supplier {
    pub establishment: Establishment,
    /// 1 for the activity itself, else `φ_pq`, in [0, 1].
    pub similarity: f64,
    /// As the crow flies; `None` when either place is not located.
    pub kilometres: Option<f64>,
    /// Always: “candidate, to be qualified”.
    pub label: Text,
    pub why: Text,
}

#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// From where distances are measured.
    pub origin: Option<Position>,
    /// Where communes are.
    pub positions: Option<&'a BTreeMap<String, Position>>,
    /// Least proximity of an activity that is not the one wanted.
    pub nearness: f64,
    /// Beyond this distance, left out; those not located stay.
    pub within_km: Option<f64>,
    /// Least number of employees of the band, to leave out those that employ nobody.
    pub least_size: u32,
    pub shown: usize,
}

impl Default for Search<'_> {
    fn default() -> Self {
        Search { origin: None, positions: None, nearness: 0.4, within_km: None, least_size: 1, shown: 100 }
    }
}

/// The activity wanted, then those near to it, nearest first, with their proximity: whose establishments to look for. Only
/// the activity itself when the matrix does not hold it.
pub fn related(learned: &Learned, wanted: &str, nearness: f64) -> Vec<(String, f64)> {
    let mut near = vec![(wanted.to_owned(), 1.0)];
    if let Some(p) = learned.activity(wanted) {
        let others = learned.proximity.row(p).iter().zip(&learned.activities);
        near.extend(others.filter(|(phi, id)| **phi >= nearness && *id != wanted).map(|(phi, id)| (id.clone(), *phi)));
    }
    near.sort_by(|a, b| (b.0 == wanted).cmp(&(a.0 == wanted)).then(b.1.total_cmp(&a.1)).then_with(|| a.0.cmp(&b.0)));
    near
}

/// Most similar first, then the nearer, then the larger, then by SIRET; and how many there are, shown or not. Establishments of
/// other activities are passed over.
pub fn candidates<'a>(
    learned: &Learned,
    wanted: &str,
    establishments: impl IntoIterator<Item = &'a Establishment>,
    search: &Search,
) -> (Vec<Supplier>, usize) {
    let similar: BTreeMap<String, f64> = related(learned, wanted, search.nearness).into_iter().collect();
    // Jobs counted by division name divisions; the register names what they hold.
    let similarity = |activity: &str| similar.get(activity).or_else(|| similar.get(activity.get(..2)?)).copied();
    let place = |commune: &str| search.positions.and_then(|positions| positions.get(commune)).copied();
    let mut found: Vec<(f64, Option<f64>, &Establishment)> = establishments
        .into_iter()
        .filter(|e| e.least >= search.least_size)
        .filter_map(|e| Some((similarity(&e.activity)?, search.origin.zip(place(&e.commune)).map(|(a, b)| a.distance_km(b)), e)))
        .filter(|(_, km, _)| search.within_km.is_none_or(|within| km.is_none_or(|km| km <= within)))
        .collect();
    let far = |km: Option<f64>| km.unwrap_or(f64::INFINITY);
    found.sort_by(|a, b| {
        let size = b.2.least.cmp(&a.2.least);
        b.0.total_cmp(&a.0).then(far(a.1).total_cmp(&far(b.1))).then(size).then_with(|| a.2.siret.cmp(&b.2.siret))
    });
    let told = |(similarity, kilometres, e): (f64, Option<f64>, &Establishment)| Supplier {
        why: Text::each(|lang| why(lang, wanted, similarity, kilometres, e)),
        label: Text::new("candidat, à qualifier", "candidate, to be qualified"),
        establishment: e.clone(),
        similarity,
        kilometres,
    };
    let all = found.len();
    (found.into_iter().take(search.shown).map(told).collect(), all)
}

fn why(lang: Lang, wanted: &str, similarity: f64, kilometres: Option<f64>, e: &Establishment) -> String {
    let phi = number(similarity, 2, lang);
    let activity = match (lang, e.activity.starts_with(wanted)) {
        (Lang::Fr, true) => format!("même activité principale déclarée ({})", e.activity),
        (Lang::En, true) => format!("same main activity declared ({})", e.activity),
        (Lang::Fr, false) => format!("activité proche ({}, proximité {phi})", e.activity),
        (Lang::En, false) => format!("near activity ({}, proximity {phi})", e.activity),
    };
    let size = match (lang, e.most) {
        (Lang::Fr, Some(most)) => format!("{} à {most} salariés", e.least),
        (Lang::Fr, None) => format!("{} salariés ou plus", e.least),
        (Lang::En, Some(most)) => format!("{} to {most} employees", e.least),
        (Lang::En, None) => format!("{} employees or more", e.least),
    };
    let distance = match (lang, kilometres) {
        (_, Some(km)) => format!("{} km", number(km, 0, lang)),
        (Lang::Fr, None) => "distance inconnue".to_owned(),
        (Lang::En, None) => "distance unknown".to_owned(),
    };
    format!("{activity} ; {size} ; {distance}").replace(" ; ", if lang == Lang::Fr { "\u{202f}; " } else { "; " })
}
