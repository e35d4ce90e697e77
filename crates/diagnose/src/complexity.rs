//! How rare and demanding what a place does is: the economic complexity of places (ECI) and of activities (PCI).

use crate::components::{Component, components, connected};
use crate::convention::Spread;
use crate::lanczos::{Stop, dot, greatest};
use crate::presence::Lists;
use crate::{Convention, Dropped, Presence, threads};
use domain::Text;
use rayon::prelude::*;

/// Places and activities in the order of the presence; standardised as the convention says.
#[derive(Clone, Debug, PartialEq)]
pub struct Complexity {
    pub convention: Convention,
    pub eci: Vec<f64>,
    pub pci: Vec<f64>,
    /// PCI before standardisation, and the spread of the raw ECI (the mean raw PCI of each place): what COI and COG need.
    pub raw_pci: Vec<f64>,
    pub raw_eci_spread: Spread,
    /// The first three of `D_c⁻¹ M D_p⁻¹ Mᵀ`: 1, λ2, λ3.
    pub eigenvalues: [f64; 3],
    /// `λ2 − λ3`. When it is small, another direction explains as much and the ECI is not identified.
    pub gap: f64,
    /// `‖S v − λ2 v‖` of the eigenvector used.
    pub residual: f64,
}

/// Why there is no complexity to give; never a NaN instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Places or activities without a specialisation: take them out first ([`Presence::without_empty`]).
    Empty(Dropped),
    /// The matrix falls into parts that share nothing: each would need its own scale.
    Disconnected { components: Vec<Component> },
    /// Fewer than two places or two activities, or every place alike: nothing to tell them apart.
    Alike,
    /// The eigenvector was not reached.
    NotConverged { residual: f64 },
}

/// ECI and PCI (Hidalgo & Hausmann 2009) as the second eigenvector of `D_c⁻¹ M D_p⁻¹ Mᵀ` (Caldarelli et al. 2012), solved on
/// the symmetric `S = D^-½ M D⁻¹ Mᵀ D^-½` of the smaller side, where the first eigenvector `√d` is known and taken out. Sign:
/// ECI rises with diversity. `threads`: 0 for the caller's pool; the bits do not depend on it.
pub fn eci_pci(presence: &Presence, convention: Convention, threads: usize) -> Result<Complexity, Refusal> {
    threads::run(threads, || solve(presence, convention))
}

fn solve(presence: &Presence, convention: Convention) -> Result<Complexity, Refusal> {
    let (by_place, by_activity) = (presence.by_place(), presence.by_activity());
    let (diversity, ubiquity) = (floats(by_place), floats(by_activity));
    refuse_empty(presence, &diversity, &ubiquity)?;
    if !connected(presence) {
        return Err(Refusal::Disconnected { components: components(presence) });
    }
    let places_first = by_place.len() <= by_activity.len();
    let (near, far, near_degree, far_degree) = match places_first {
        true => (by_place, by_activity, &diversity, &ubiquity),
        false => (by_activity, by_place, &ubiquity, &diversity),
    };
    let n = near.len();
    if n < 2 {
        return Err(Refusal::Alike);
    }
    let scale: Vec<f64> = near_degree.iter().map(|d| 1.0 / d.sqrt()).collect();
    // Written over at each product: fresh room for 35 000 places would be asked from the system, and zeroed by it, a hundred times.
    let (mut scaled, mut across) = (vec![0.0; n], vec![0.0; far.len()]);
    let mut apply = |x: &[f64], y: &mut [f64]| {
        scaled.iter_mut().zip(x).zip(&scale).for_each(|((out, x), s)| *out = x * s);
        write_means(far, far_degree, &scaled, &mut across);
        sums(near, &across, y);
        y.iter_mut().zip(&scale).for_each(|(y, s)| *y *= s);
    };
    let first = trivial(near_degree);
    let mut image = vec![0.0; n];
    apply(&first, &mut image);
    let one = dot(&first, &image);
    let stop = Stop { residual: 2e-14, steps: 400 };
    let second = greatest(n, &[&first], stop, &mut apply).filter(|pair| pair.value > 1e-12).ok_or(Refusal::Alike)?;
    // Only the value of the third is used, and its error is the square of the residual over the gap.
    let third = greatest(n, &[&first, &second.vector], Stop { residual: 1e-7, steps: 400 }, &mut apply).map_or(0.0, |pair| pair.value);
    let gap = second.value - third;
    // The vector is wrong by the residual over the gap; a gap of nothing is reported, a residual that stays is refused.
    if second.residual > 1e-11 {
        return Err(Refusal::NotConverged { residual: second.residual });
    }
    let side: Vec<f64> = second.vector.iter().zip(&scale).map(|(v, s)| v * s).collect();
    let mut raw_pci = if places_first { means(by_activity, &ubiquity, &side) } else { side };
    let mut raw_eci = means(by_place, &diversity, &raw_pci);
    if falls_with(&raw_eci, &diversity) {
        raw_pci.iter_mut().chain(&mut raw_eci).for_each(|v| *v = -*v);
    }
    let lost = convention.lost_degrees();
    let raw_eci_spread = Spread::of(&raw_eci, lost);
    let pci_spread = match convention {
        Convention::Atlas => raw_eci_spread,
        Convention::Datawheel | Convention::R => Spread::of(&raw_pci, lost),
    };
    Ok(Complexity {
        convention,
        eci: raw_eci.iter().map(|v| raw_eci_spread.standardise(*v)).collect(),
        pci: raw_pci.iter().map(|v| pci_spread.standardise(*v)).collect(),
        raw_pci,
        raw_eci_spread,
        eigenvalues: [one, second.value, third],
        gap,
        residual: second.residual,
    })
}

fn refuse_empty(presence: &Presence, diversity: &[f64], ubiquity: &[f64]) -> Result<(), Refusal> {
    let none = |names: &[String], degree: &[f64]| -> Vec<String> {
        names.iter().zip(degree).filter(|(_, d)| **d == 0.0).map(|(name, _)| name.clone()).collect()
    };
    let dropped = Dropped { places: none(&presence.places, diversity), activities: none(&presence.activities, ubiquity) };
    if dropped.is_empty() { Ok(()) } else { Err(Refusal::Empty(dropped)) }
}

fn floats(lists: &Lists) -> Vec<f64> {
    lists.lengths().into_iter().map(f64::from).collect()
}

/// `√d / ‖√d‖`, the eigenvector of eigenvalue 1.
fn trivial(degree: &[f64]) -> Vec<f64> {
    let total: f64 = degree.iter().sum();
    degree.iter().map(|d| (d / total).sqrt()).collect()
}

fn sums(lists: &Lists, values: &[f64], out: &mut [f64]) {
    // Lists of the smaller side are long, and of very different lengths.
    out.par_iter_mut().enumerate().with_min_len(32).for_each(|(i, out)| *out = picked(lists.row(i), values));
}

fn means(lists: &Lists, degree: &[f64], values: &[f64]) -> Vec<f64> {
    let mut means = vec![0.0; lists.len()];
    write_means(lists, degree, values, &mut means);
    means
}

fn write_means(lists: &Lists, degree: &[f64], values: &[f64], out: &mut [f64]) {
    out.par_iter_mut().enumerate().with_min_len(128).for_each(|(i, out)| *out = picked(lists.row(i), values) / degree[i]);
}

/// Sum of the values listed, on four running sums so that an addition need not wait for the former.
fn picked(list: &[u32], values: &[f64]) -> f64 {
    let (fours, rest) = list.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for four in fours {
        (0..4).for_each(|k| lanes[k] += values[four[k] as usize]);
    }
    lanes.iter().sum::<f64>() + rest.iter().map(|j| values[*j as usize]).sum::<f64>()
}

fn falls_with(values: &[f64], other: &[f64]) -> bool {
    let (a, b) = (Spread::of(values, 0).mean, Spread::of(other, 0).mean);
    values.iter().zip(other).map(|(x, y)| (x - a) * (y - b)).sum::<f64>() < 0.0
}

impl Refusal {
    /// What stands in the way and what to do, in words.
    pub fn text(&self) -> Text {
        match self {
            Refusal::Empty(dropped) => Text::new(
                format!(
                    "sans aucune spécialisation : {} ; à retirer avant de calculer la complexité",
                    some(dropped.places.iter().chain(&dropped.activities))
                ),
                format!(
                    "without any specialisation: {}; take them out before computing complexity",
                    some(dropped.places.iter().chain(&dropped.activities))
                ),
            ),
            Refusal::Disconnected { components } => {
                let each: Vec<String> =
                    components.iter().take(5).map(|c| format!("[{} | {}]", some(&c.places), some(&c.activities))).collect();
                let (n, list) = (components.len(), each.join(" "));
                Text::new(
                    format!(
                        "{n} groupes de lieux ne partagent aucune activité et ne se comparent pas : {list}. Étudier chaque groupe seul, ou élargir le tableau."
                    ),
                    format!(
                        "{n} groups of places share no activity and cannot be compared: {list}. Study each group alone, or widen the table."
                    ),
                )
            }
            Refusal::Alike => Text::new(
                "tous les lieux ont le même profil, ou il y en a moins de deux : rien ne les distingue",
                "all places have the same profile, or there are fewer than two: nothing tells them apart",
            ),
            Refusal::NotConverged { residual } => Text::new(
                format!("le vecteur propre n’a pas été atteint (résidu {residual:.1e})"),
                format!("the eigenvector was not reached (residual {residual:.1e})"),
            ),
        }
    }
}

/// The first names of a list and how many more there are.
fn some<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    let shown = names.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 8 { format!("{shown}… ({})", names.len()) } else { shown }
}
