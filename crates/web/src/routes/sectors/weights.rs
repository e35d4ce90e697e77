//! The weights of the five figures, moved by a plain form; the address keeps them.

use crate::page::Page;
use diagnose::score::Weights;
use std::collections::BTreeMap;

/// Identifiers of the figures, in their order.
pub const FIGURES: [&str; 5] = ["need", "proximity", "skills", "reception", "returns"];

/// The weights of the address, in whole percentages; all at zero says nothing, and even weights stand.
pub fn read(asked: &BTreeMap<String, String>) -> Weights {
    let given = FIGURES.map(|id| asked.get(&format!("w-{id}")).and_then(|t| t.parse::<f64>().ok()).filter(|w| (0.0..=100.0).contains(w)));
    if given.iter().all(Option::is_none) || given.iter().flatten().sum::<f64>() <= 0.0 {
        return Weights::default();
    }
    let [need, proximity, skills, reception, returns] = given.map(|w| w.unwrap_or(20.0));
    Weights { need, proximity, skills, reception, returns }
}

/// (identifier, name, whole percentage of the slider).
pub fn sliders(weights: &Weights, page: &Page) -> Vec<(String, String, u32)> {
    let sum: f64 = weights.list().iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let names = dossier::sectors::figure_names(page.lang());
    let whole = |w: f64| (w / sum * 100.0).round() as u32;
    FIGURES.iter().zip(names).zip(weights.list()).map(|((id, name), w)| ((*id).to_owned(), name, whole(w))).collect()
}

/// The query that keeps these weights: "w-need=40&w-proximity=20…", or nothing when they are even.
pub fn query(weights: &Weights) -> String {
    if *weights == Weights::default() {
        return String::new();
    }
    FIGURES.iter().zip(weights.list()).map(|(id, w)| format!("w-{id}={w}")).collect::<Vec<_>>().join("&")
}
