//! The parameters of a decision: criteria with their direction, weights, thresholds and vetoes.

use super::File;
use crate::methods::{Bound, Preference, Sense, Veto, weightings};
use domain::{Problem, Text};
use serde::Deserialize;
use serde_json::{Map, Value};

pub struct Params {
    pub criteria: Vec<String>,
    pub senses: Vec<Sense>,
    /// Their sum is 1.
    pub weights: Vec<f64>,
    pub preferences: Option<Vec<Preference>>,
    pub vetoes: Vec<Veto>,
    /// Least and most share of each weight drawn.
    pub bounds: Vec<(f64, f64)>,
    pub draws: usize,
    pub seed: u64,
}

/// A weight is a number, or a number written as text so that no decimal is lost on the way.
#[derive(Deserialize)]
#[serde(untagged)]
enum Figure {
    Number(f64),
    Text(String),
}

impl Figure {
    fn value(&self) -> Option<f64> {
        match self {
            Figure::Number(value) => Some(*value),
            Figure::Text(text) => text.trim().parse().ok(),
        }
    }
}

#[derive(Deserialize)]
struct Raw {
    criteria: Vec<String>,
    sense: Vec<i64>,
    weights: Option<Vec<Figure>>,
    weights_raw: Option<Vec<Figure>>,
    promethee_q: Option<Vec<f64>>,
    promethee_p: Option<Vec<f64>>,
    #[serde(default)]
    vetoes: Map<String, Value>,
    weights_min: Option<Vec<f64>>,
    weights_max: Option<Vec<f64>>,
    smaa_samples: Option<usize>,
    seed: Option<u64>,
}

/// Weightings drawn when the parameters say nothing.
const DRAWS: usize = 1_000;
const SEED: u64 = 20_200_720;
/// More draws than anyone needs: an error of typing would otherwise fill the memory.
const MOST_DRAWS: usize = 1_000_000;

pub fn read(file: File) -> Result<Params, Vec<Problem>> {
    let raw: Raw = serde_json::from_str(file.text).map_err(|why| {
        let what = Text::new(format!("paramètres illisibles : {why}"), format!("unreadable parameters: {why}"));
        let mend = Text::new(
            "un objet JSON avec « criteria », « sense » et « weights_raw »",
            "a JSON object with “criteria”, “sense” and “weights_raw”",
        );
        vec![Problem::at(file.name, why.line(), why.column(), "", what, mend)]
    })?;
    let mut found = Reader { file: file.name, count: raw.criteria.len(), problems: Vec::new() };
    let params = found.params(raw);
    match params {
        Some(params) if found.problems.is_empty() => Ok(params),
        _ => Err(found.problems),
    }
}

struct Reader<'f> {
    file: &'f str,
    count: usize,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn tell(&mut self, field: &str, what: Text, mend: Text) {
        self.problems.push(Problem::at(self.file, 0, 0, field, what, mend));
    }

    fn length(&mut self, field: &str, length: usize) {
        if length != self.count {
            let count = self.count;
            self.tell(
                field,
                Text::new(format!("{length} valeurs pour {count} critères"), format!("{length} values for {count} criteria")),
                Text::new("une valeur par critère, dans le même ordre", "one value per criterion, in the same order"),
            );
        }
    }

    fn params(&mut self, raw: Raw) -> Option<Params> {
        let mut names = raw.criteria.clone();
        names.sort_unstable();
        names.dedup();
        if self.count == 0 || names.len() != self.count {
            self.tell(
                "criteria",
                Text::new("aucun critère, ou deux fois le même", "no criterion, or twice the same"),
                Text::new("nommez chaque critère une fois, comme dans la matrice", "name each criterion once, as in the matrix"),
            );
        }
        self.length("sense", raw.sense.len());
        let senses = raw.sense.iter().enumerate().map(|(at, sense)| self.sense(at, *sense)).collect();
        let weights = self.weights(raw.weights_raw.map(|w| ("weights_raw", w)).or(raw.weights.map(|w| ("weights", w))));
        let preferences = match (raw.promethee_q, raw.promethee_p) {
            (Some(q), Some(p)) => Some(self.preferences(&q, &p)),
            (None, None) => None,
            _ => {
                let both = Text::new("donnez les deux, ou aucun", "give both, or none");
                self.tell(
                    "promethee_q",
                    Text::new("« promethee_q » et « promethee_p » vont ensemble", "“promethee_q” and “promethee_p” go together"),
                    both,
                );
                None
            }
        };
        let vetoes = raw.vetoes.iter().filter_map(|(name, rule)| self.veto(&raw.criteria, name, rule)).collect();
        let draws = raw.smaa_samples.unwrap_or(DRAWS);
        if draws == 0 || draws > MOST_DRAWS {
            self.tell(
                "smaa_samples",
                Text::new("nombre de tirages invraisemblable", "implausible number of draws"),
                Text::new("de 1 à 1 000 000", "from 1 to 1,000,000"),
            );
        }
        let bounds = self.bounds(raw.weights_min, raw.weights_max);
        let seed = raw.seed.unwrap_or(SEED);
        Some(Params { criteria: raw.criteria, senses, weights: weights?, preferences, vetoes, bounds, draws, seed })
    }

    /// Anything where no bound is given.
    fn bounds(&mut self, least: Option<Vec<f64>>, most: Option<Vec<f64>>) -> Vec<(f64, f64)> {
        let mut read = |field: &str, given: Option<Vec<f64>>, otherwise: f64| match given {
            Some(given) => {
                self.length(field, given.len());
                given
            }
            None => vec![otherwise; self.count],
        };
        let (least, most) = (read("weights_min", least, 0.0), read("weights_max", most, 1.0));
        let bounds: Vec<(f64, f64)> = least.into_iter().zip(most).collect();
        if bounds.len() == self.count && self.count > 0 && weightings(&bounds, 1, SEED).is_none() {
            self.tell(
                "weights_min",
                Text::new("aucune pondération de somme 1 ne tient entre ces bornes", "no weighting of sum 1 fits these bounds"),
                Text::new(
                    "des parts de 0 à 1, les moindres sous 1 en tout, les plus grandes au-dessus",
                    "shares from 0 to 1, the least below 1 in all, the most above",
                ),
            );
        }
        bounds
    }

    fn sense(&mut self, at: usize, sense: i64) -> Sense {
        if sense.abs() != 1 {
            self.tell(
                &format!("sense[{at}]"),
                Text::new(format!("{sense} n’est pas un sens"), format!("{sense} is no direction")),
                Text::new("1 : plus vaut mieux ; −1 : moins vaut mieux", "1: more is better; −1: less is better"),
            );
        }
        if sense < 0 { Sense::Cost } else { Sense::Benefit }
    }

    fn weights(&mut self, given: Option<(&str, Vec<Figure>)>) -> Option<Vec<f64>> {
        let mend = || {
            Text::new(
                "des nombres positifs ou nuls, dont un au moins n’est pas nul",
                "numbers of zero or more, one of them at least above zero",
            )
        };
        let Some((field, given)) = given else {
            self.tell("weights_raw", Text::new("aucun poids", "no weights"), mend());
            return None;
        };
        self.length(field, given.len());
        let values: Vec<f64> = given.iter().map(|f| f.value().filter(|v| v.is_finite() && *v >= 0.0).unwrap_or(f64::NAN)).collect();
        let total: f64 = values.iter().sum();
        for (at, _) in values.iter().enumerate().filter(|(_, v)| v.is_nan()) {
            self.tell(&format!("{field}[{at}]"), Text::new("ce n’est pas un poids", "this is no weight"), mend());
        }
        if total == 0.0 {
            self.tell(field, Text::new("tous les poids sont nuls", "all weights are zero"), mend());
        }
        Some(values.into_iter().map(|w| w / total).collect())
    }

    fn preferences(&mut self, q: &[f64], p: &[f64]) -> Vec<Preference> {
        self.length("promethee_q", q.len());
        self.length("promethee_p", p.len());
        for (at, (q, p)) in q.iter().zip(p).enumerate() {
            if !(0.0..=*p).contains(q) {
                self.tell(
                    &format!("promethee_q[{at}]"),
                    Text::new(format!("seuil d’indifférence {q} et de préférence {p}"), format!("indifference {q} and preference {p}")),
                    Text::new(
                        "0 ≤ indifférence ≤ préférence, dans l’unité du critère",
                        "0 ≤ indifference ≤ preference, in the unit of the criterion",
                    ),
                );
            }
        }
        q.iter().zip(p).map(|(q, p)| Preference::Linear { indifference: *q, preference: *p }).collect()
    }

    fn veto(&mut self, criteria: &[String], name: &str, rule: &Value) -> Option<Veto> {
        let column = criteria.iter().position(|c| c == name);
        let bound = match (rule[0].as_str(), rule[1].as_f64()) {
            (Some("min"), Some(least)) => Some(Bound::AtLeast(least)),
            (Some("max"), Some(most)) => Some(Bound::AtMost(most)),
            _ => None,
        };
        match (column, bound) {
            (Some(column), Some(bound)) => Some(Veto { column, bound }),
            _ => {
                self.tell(
                    &format!("vetoes.{name}"),
                    Text::new(format!("veto illisible : {rule}"), format!("unreadable veto: {rule}")),
                    Text::new(
                        "un critère de la liste, et [\"min\", nombre] ou [\"max\", nombre]",
                        "a criterion of the list, and [\"min\", number] or [\"max\", number]",
                    ),
                );
                None
            }
        }
    }
}
