//! From the products of trade to the activities of the NAF: a bridge of nomenclatures, and how far it can be walked on.

use crate::Proximity;
use domain::{Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bridge {
    /// "SH 2017", "CTCI rév. 2".
    pub from: String,
    /// "NAF rév. 2".
    pub to: String,
    pub links: Vec<Link>,
    /// Activities whose part of the products is only known together with others; the rest have theirs alone.
    pub undivided: BTreeMap<String, Undivided>,
    pub source: Source,
}

/// The level at which amounts are known, when it holds several activities: each of them is given the whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Undivided {
    /// “classe 2599 de la CITI rév. 4”, “division 25 de la NAF”.
    pub level: Text,
    /// All the activities of the level, the one asked for among them.
    pub activities: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    pub product: String,
    pub activity: String,
    /// Part of the product that belongs to the activity, or to the activities it is not divided from, in ]0, 1].
    pub share: f64,
}

/// How well the bridge reaches one activity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reliability {
    pub products: usize,
    /// Of the products that lead here, the part that leads nowhere else (nor out of the activities that amounts are not divided
    /// between), in [0, 1]: 1 is a clean correspondence.
    pub exclusive: f64,
    /// Activities reached by exactly the same products: the data cannot tell them apart.
    pub alike: Vec<String>,
}

impl Bridge {
    /// The activities reached, each with its products and their shares, both sorted. Links given twice are summed.
    pub fn by_activity(&self) -> BTreeMap<&str, BTreeMap<&str, f64>> {
        let mut reached: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
        for link in self.links.iter().filter(|link| link.share > 0.0) {
            *reached.entry(&link.activity).or_default().entry(&link.product).or_default() += link.share;
        }
        reached
    }

    pub fn reliability(&self) -> BTreeMap<String, Reliability> {
        let reached = self.by_activity();
        let level = |activity: &str| self.undivided.get(activity).map_or_else(|| activity.to_owned(), |with| with.level.fr.to_string());
        let mut leads: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut twins: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
        for (activity, products) in &reached {
            products.keys().for_each(|product| {
                leads.entry(product).or_default().insert(level(activity));
            });
            twins.entry(products.keys().copied().collect()).or_default().push(activity);
        }
        let one = |(activity, products): (&&str, &BTreeMap<&str, f64>)| {
            let alone = products.keys().filter(|product| leads.get(**product).is_some_and(|levels| levels.len() == 1)).count();
            let key: Vec<&str> = products.keys().copied().collect();
            let alike = twins.get(&key).into_iter().flatten().filter(|twin| *twin != activity).map(|twin| (*twin).to_owned()).collect();
            let exclusive = alone as f64 / products.len() as f64;
            ((*activity).to_owned(), Reliability { products: products.len(), exclusive, alike })
        };
        reached.iter().map(one).collect()
    }

    /// Brings a proximity of products to activities: `φ_pq = Σ_a Σ_b w_pa w_qb φ_ab`, `w_p` the shares of the products of `p`
    /// brought to a sum of 1; `φ_pp = 1` for a proximity that has 1 there. Activities without a known product are left out.
    /// Gives the sorted activities, their square, and a PCI by the same weights.
    pub fn carry(&self, products: &[String], proximity: &Proximity, pci: &[Option<f64>]) -> (Vec<String>, Proximity, Vec<Option<f64>>) {
        let number: BTreeMap<&str, usize> = products.iter().map(String::as_str).zip(0..).collect();
        let weights = |products: &BTreeMap<&str, f64>| -> Vec<(usize, f64)> {
            let known: Vec<(usize, f64)> = products.iter().filter_map(|(id, share)| Some((*number.get(id)?, *share))).collect();
            let sum: f64 = known.iter().map(|(_, share)| share).sum();
            known.into_iter().map(|(at, share)| (at, share / sum)).collect()
        };
        let reached = self.by_activity();
        let rows: Vec<(&str, Vec<(usize, f64)>)> =
            reached.iter().map(|(id, products)| (*id, weights(products))).filter(|(_, weights)| !weights.is_empty()).collect();
        let n = rows.len();
        let mut phi = vec![0.0; n * n];
        let mut mixed = vec![0.0; proximity.n];
        for (p, (_, of_p)) in rows.iter().enumerate() {
            mixed.fill(0.0);
            for (a, weight) in of_p {
                mixed.iter_mut().zip(proximity.row(*a)).for_each(|(out, phi)| *out += weight * phi);
            }
            // Each pair is computed once, so that the square is symmetric to the last bit.
            for (q, (_, of_q)) in rows.iter().enumerate().skip(p) {
                let value = of_q.iter().map(|(b, weight)| weight * mixed[*b]).sum();
                (phi[p * n + q], phi[q * n + p]) = (value, value);
            }
            if of_p.iter().any(|(a, _)| proximity.get(*a, *a) > 0.0) {
                phi[p * n + p] = 1.0;
            }
        }
        let complexity = rows.iter().map(|(_, of)| of.iter().map(|(a, w)| Some(w * pci[*a]?)).sum()).collect();
        let names = rows.into_iter().map(|(id, _)| id.to_owned()).collect();
        (names, Proximity { kind: proximity.kind, n, phi }, complexity)
    }
}
