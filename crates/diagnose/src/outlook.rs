//! What is within reach and worth it: complexity outlook of a place (COI), and what each activity would open (COG).

use crate::convention::Spread;
use crate::density::Kernel;
use crate::lanczos::dot;
use crate::{Complexity, Convention, Presence, Proximity, memory, threads};
use rayon::prelude::*;
use std::ops::Range;

/// Units follow the convention of the complexity they were computed with ([`Convention`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    pub convention: Convention,
    /// `places × activities`, a share in [0, 1].
    pub density: Vec<f64>,
    /// One per place.
    pub coi: Vec<f64>,
    /// `places × activities`; 0 where the place already does the activity.
    pub cog: Vec<f64>,
}

/// Density, `COI_c = Σ_p (1 − M_cp) ω_cp PCI_p` and `COG_cp = (1 − M_cp) Σ_q (1 − M_cq) φ_pq / (Σ_r φ_qr) PCI_q` (Hausmann,
/// Hidalgo et al., Atlas 2013) in one reading of the proximity. All three must come from the same presence.
pub fn outlook(presence: &Presence, proximity: &Proximity, complexity: &Complexity, threads: usize) -> Outlook {
    threads::run(threads, || {
        let pci = in_its_unit(complexity);
        let kernel = Kernel::new(presence, proximity, complexity.convention.diagonal(), Some(&pci));
        let square = || memory::zeros_at_hand(presence.places.len() * proximity.n);
        let (mut density, mut cog) = rayon::join(square, square);
        kernel.blocks(&mut density, &mut cog);
        let n = proximity.n.max(1);
        let coi = density.par_chunks_exact(n).enumerate().map(|(c, row)| reach(presence.activities_of(c), row, &pci)).collect();
        Outlook { convention: complexity.convention, density, coi: as_shown(coi, complexity.convention), cog }
    })
}

/// COI alone; the density is read place by place and forgotten. One value per place.
pub fn coi(presence: &Presence, proximity: &Proximity, complexity: &Complexity, threads: usize) -> Vec<f64> {
    threads::run(threads, || {
        let pci = in_its_unit(complexity);
        let kernel = Kernel::new(presence, proximity, complexity.convention.diagonal(), None);
        let coi = kernel.each_place(0..presence.places.len(), |c, density, _| reach(presence.activities_of(c), density, &pci));
        as_shown(coi, complexity.convention)
    })
}

/// COG alone, `places × activities`.
pub fn cog(presence: &Presence, proximity: &Proximity, complexity: &Complexity, threads: usize) -> Vec<f64> {
    outlook(presence, proximity, complexity, threads).cog
}

/// Rows of density and COG made when they are asked for and then forgotten: for tables whose squares would not fit in
/// memory. Costs one pass over the proximity to prepare.
pub struct Rows<'a>(Kernel<'a>);

impl<'a> Rows<'a> {
    pub fn new(presence: &'a Presence, proximity: &'a Proximity, complexity: &Complexity) -> Rows<'a> {
        Rows(Kernel::new(presence, proximity, complexity.convention.diagonal(), Some(&in_its_unit(complexity))))
    }

    /// Gives `answer` each of the places with its rows of density and COG, on the threads of the caller's pool; answers come
    /// back in the order of places.
    pub fn each<T: Send>(&self, places: Range<usize>, answer: impl Fn(usize, &[f64], &[f64]) -> T + Sync) -> Vec<T> {
        self.0.each_place(places, answer)
    }
}

/// The PCI that the formulas take: for the atlas, the raw one over the spread of the ECI, without taking its mean off.
fn in_its_unit(complexity: &Complexity) -> Vec<f64> {
    match complexity.convention {
        Convention::Atlas => complexity.raw_pci.iter().map(|v| v / complexity.raw_eci_spread.sd).collect(),
        Convention::Datawheel | Convention::R => complexity.pci.clone(),
    }
}

fn reach(present: &[u32], density: &[f64], pci: &[f64]) -> f64 {
    dot(density, pci) - present.iter().map(|p| density[*p as usize] * pci[*p as usize]).sum::<f64>()
}

fn as_shown(mut coi: Vec<f64>, convention: Convention) -> Vec<f64> {
    if convention == Convention::Atlas {
        let spread = Spread::of(&coi, 0);
        coi.iter_mut().for_each(|v| *v = spread.standardise(*v));
    }
    coi
}
