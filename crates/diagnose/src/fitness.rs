//! Complexity without an average: one undemanding place is enough to show that an activity is undemanding.

use crate::Presence;
use crate::presence::Lists;

/// Each divided by its mean at every step, so 1 is the average; no unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitness {
    pub places: Vec<f64>,
    pub activities: Vec<f64>,
    pub updates: usize,
}

/// Fitness–complexity (Tacchella, Cristelli, Caldarelli, Gabrielli, Pietronero 2012), from ones, `updates` times both sides
/// at once: `F_c = Σ_p M_cp Q_p`, `Q_p = 1 / Σ_c (M_cp / F_c)`. The number of updates is part of the result: the fitness of
/// some places tends to 0 and never settles (Pugliese, Zaccaria, Pietronero 2016). R `economiccomplexity` does 19.
pub fn fitness(presence: &Presence, updates: usize) -> Fitness {
    let mut places = vec![1.0; presence.places.len()];
    let mut activities = vec![1.0; presence.activities.len()];
    for _ in 0..updates {
        let next: Vec<f64> = sums(presence.by_place(), |p| activities[p]);
        let harder = sums(presence.by_activity(), |c| 1.0 / places[c]);
        // An activity found nowhere demands nothing that can be known: 0, as its sum is over nobody.
        activities = harder.into_iter().map(|sum| if sum > 0.0 { 1.0 / sum } else { 0.0 }).collect();
        places = next;
        over_mean(&mut places);
        over_mean(&mut activities);
    }
    Fitness { places, activities, updates }
}

fn sums(lists: &Lists, value: impl Fn(usize) -> f64) -> Vec<f64> {
    (0..lists.len()).map(|i| lists.row(i).iter().map(|j| value(*j as usize)).sum()).collect()
}

fn over_mean(values: &mut [f64]) {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    if mean > 0.0 {
        // Kept off zero: a fitness too small to be written would make the next complexity 0 / 0.
        values.iter_mut().for_each(|v| *v = if *v > 0.0 { (*v / mean).max(f64::MIN_POSITIVE) } else { 0.0 });
    }
}
