//! How far a place is from the national mix, how much hangs on few activities, and whether an activity gathers in few places.

/// `K_c = Σ_p |x_cp/x_c − x_p/x|`, in [0, 2] (Krugman 1991, as EconGeo writes it): 0 when the place has the mix of the whole.
/// `place` and `whole` hold one value per activity, same order; `None` when either is empty of jobs. The specialisation
/// coefficient of the literature is half of it.
pub fn krugman(place: &[f64], whole: &[f64]) -> Option<f64> {
    let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
    (x_c > 0.0 && x > 0.0).then(|| place.iter().zip(whole).map(|(x_cp, x_p)| (x_cp / x_c - x_p / x).abs()).sum())
}

/// `Σ_p (x_p/x)²`, in [1/n, 1] (Herfindahl, Hirschman): 1 when all is in one. `None` without any value.
pub fn herfindahl(values: &[f64]) -> Option<f64> {
    let total: f64 = values.iter().sum();
    (total > 0.0).then(|| values.iter().map(|v| (v / total).powi(2)).sum())
}

/// `(HHI − 1/n) / (1 − 1/n)`, in [0, 1]: comparable between lists of different lengths. `n` counts the zeros too.
pub fn normalised_herfindahl(values: &[f64]) -> Option<f64> {
    let least = 1.0 / values.len() as f64;
    herfindahl(values).filter(|_| values.len() > 1).map(|h| ((h - least) / (1.0 - least)).clamp(0.0, 1.0))
}

/// `γ_p = [G_p − (1 − Σ_c s_c²) H_p] / [(1 − Σ_c s_c²)(1 − H_p)]` with `G_p = Σ_c (s_cp − s_c)²` (Ellison & Glaeser 1997):
/// positive when the activity gathers beyond what the size of its plants explains. `activity` and `all` hold the jobs of each
/// place in the activity and in all; `plants` is the Herfindahl index of the activity's plants, in [0, 1). `None` when the
/// activity is one plant, or when there is one place.
pub fn ellison_glaeser(activity: &[f64], all: &[f64], plants: f64) -> Option<f64> {
    let (x_p, x): (f64, f64) = (activity.iter().sum(), all.iter().sum());
    if x_p <= 0.0 || x <= 0.0 || !(0.0..1.0).contains(&plants) {
        return None;
    }
    let spread = 1.0 - all.iter().map(|x_c| (x_c / x).powi(2)).sum::<f64>();
    let gathered: f64 = activity.iter().zip(all).map(|(x_cp, x_c)| (x_cp / x_p - x_c / x).powi(2)).sum();
    (spread > 0.0).then(|| (gathered - spread * plants) / (spread * (1.0 - plants)))
}

/// The least and the greatest Herfindahl index of the plants of an activity when only the jobs and the number of plants of
/// each place are known (`cells`): plants of one size within each place, or all the jobs of a place in one. No unit. `None`
/// without jobs, or when a place has jobs and no plant.
pub fn plant_herfindahl(cells: &[(f64, f64)]) -> Option<(f64, f64)> {
    banded_plant_herfindahl(&cells.iter().map(|(jobs, plants)| (*jobs, *plants, 0.0, f64::INFINITY)).collect::<Vec<_>>())
}

/// The same when the largest plant of a place is known to lie between two sizes (`cells`: jobs, plants, least and greatest size
/// of the largest): at the least, one plant of the least size and the rest alike; at the most, as many as can be of the greatest
/// size. Sizes that contradict the jobs of the place are not used.
pub fn banded_plant_herfindahl(cells: &[(f64, f64, f64, f64)]) -> Option<(f64, f64)> {
    let total: f64 = cells.iter().map(|cell| cell.0).sum();
    if total <= 0.0 || cells.iter().any(|(jobs, plants, ..)| *jobs > 0.0 && *plants < 1.0) {
        return None;
    }
    let share = |jobs: f64| (jobs / total).powi(2);
    let (mut least, mut most) = (0.0, 0.0);
    for (jobs, plants, from, to) in cells.iter().filter(|cell| cell.0 > 0.0) {
        let mean = jobs / plants;
        let agrees = from <= jobs && *to >= mean && from <= to;
        let (from, to) = if agrees { (from.max(mean), to.min(*jobs)) } else { (mean, *jobs) };
        least += if from > mean && *plants > 1.0 {
            share(from) + (plants - 1.0) * share((jobs - from) / (plants - 1.0))
        } else {
            plants * share(mean)
        };
        let whole = (jobs / to).floor();
        most += whole * share(to) + share(jobs - whole * to);
    }
    Some((least, most))
}
