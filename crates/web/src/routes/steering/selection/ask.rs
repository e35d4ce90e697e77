//! Two sets of weights, in the address: whoever may read the page finds the same proposal there.

use crate::ask::query;
use crate::error::{Failure, Result};
use crate::page::Here;
use domain::Text;
use std::collections::BTreeMap;

pub const PATH: &str = "/pilotage/portefeuille";
/// The criterion that every application meets, whatever priorities it serves.
pub const ANY: &str = "dossier";
/// More would not say more.
pub const HEAVIEST: i64 = 100;

pub type Weights = BTreeMap<String, i64>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// INSEE code.
    pub region: String,
    /// An application counts by what it asks; else each counts alike, and small ones come first.
    pub by_amount: bool,
    /// By criterion; one that is not typed weighs 1.
    pub first: Weights,
    pub second: Weights,
    /// The second set is compared with the first.
    pub compared: bool,
}

impl Ask {
    /// # Errors
    /// A sentence, for a weight that is not a whole number from 0 to 100.
    pub fn parse(here: &Here, text: &str) -> Result<Ask> {
        let mut ask = Ask::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            match name.as_ref() {
                "region" => ask.region = value.into_owned(),
                "par" => ask.by_amount = &*value == "montant",
                "comparer" => ask.compared = &*value == "1",
                name => {
                    let (weights, criterion) = match (name.strip_prefix("a-"), name.strip_prefix("b-")) {
                        (Some(criterion), _) => (&mut ask.first, criterion),
                        (None, Some(criterion)) => (&mut ask.second, criterion),
                        (None, None) => continue,
                    };
                    if value.is_empty() {
                        continue;
                    }
                    let weight = value.trim().parse::<i64>().ok().filter(|weight| (0..=HEAVIEST).contains(weight));
                    weights.insert(criterion.to_owned(), weight.ok_or_else(|| unreadable(here, &value))?);
                }
            }
        }
        Ok(ask)
    }

    /// The same address, of the page or of one of its files.
    pub fn at(&self, path: &str) -> String {
        let mut parts: Vec<(String, String)> = vec![("region".to_owned(), self.region.clone())];
        let mut flag = |name: &str, value: &str, told: bool| {
            if told {
                parts.push((name.to_owned(), value.to_owned()));
            }
        };
        flag("par", "montant", self.by_amount);
        flag("comparer", "1", self.compared);
        for (letter, weights) in [("a", &self.first), ("b", &self.second)] {
            parts.extend(weights.iter().map(|(criterion, weight)| (format!("{letter}-{criterion}"), weight.to_string())));
        }
        let query = query(parts.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// How much a criterion weighs.
pub fn weight(weights: &Weights, criterion: &str) -> i64 {
    weights.get(criterion).copied().unwrap_or(1)
}

fn unreadable(here: &Here, value: &str) -> Failure {
    let why = Text::new(
        format!("« {value} » n’est pas un poids : donnez un nombre entier de 0 à {HEAVIEST}."),
        format!("“{value}” is not a weight: give a whole number from 0 to {HEAVIEST}."),
    );
    Failure::Bad(here.clone(), why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_back_the_weights_it_was_made_of() {
        let here = Here::of(PATH);
        let ask = Ask::parse(&here, "region=27&par=montant&comparer=1&a-skills=3&b-skills=&b-land=0&x=9").unwrap_or_default();
        assert_eq!((weight(&ask.first, "skills"), weight(&ask.second, "skills"), weight(&ask.second, "land")), (3, 1, 0));
        let address = ask.at(PATH);
        assert_eq!(address, "/pilotage/portefeuille?region=27&par=montant&comparer=1&a-skills=3&b-land=0");
        let query = address.split_once('?').map_or("", |(_, query)| query);
        assert_eq!(Ask::parse(&here, query).unwrap_or_default(), ask);
        for wrong in ["a-skills=-1", "b-land=101", "a-skills=beaucoup"] {
            assert!(Ask::parse(&here, wrong).is_err(), "{wrong}");
        }
    }
}
