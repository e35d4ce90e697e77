//! Which absent activities are near, for this very place: density with the place's own level taken out.

use crate::convention::Spread;

/// `(ω_cp − mean) / sd` over the activities **absent** from the place (Pinheiro et al.; Datawheel `relative_relatedness`);
/// `None` for those present. In standard deviations, over n. `density` is one row, `present` its rising activity numbers.
/// Diverse places have a high density everywhere: this is what ranks inside a place, density what compares places.
pub fn relative_relatedness(density: &[f64], present: &[u32]) -> Vec<Option<f64>> {
    let mut absent = vec![true; density.len()];
    present.iter().for_each(|p| absent[*p as usize] = false);
    let among: Vec<f64> = density.iter().zip(&absent).filter(|(_, absent)| **absent).map(|(d, _)| *d).collect();
    let spread = Spread::of(&among, 0);
    density.iter().zip(&absent).map(|(d, absent)| absent.then(|| spread.standardise(*d))).collect()
}
