//! Which sites suit a project, why, and how sure that is.
//!
//! Hard requirements exclude on known values only; what is not known is "to check", never a refusal. The sites left
//! are compared by a weighted sum that anyone can redo by hand, and the ranking says how it holds when the weights and
//! the unknown values move. No official scale exists: weights are the project's own, and editable.

pub mod ahp;
mod change;
pub mod compare;
mod criteria;
mod cross_checks;
pub mod decision;
mod maturity;
pub mod methods;
mod need;
pub mod ranking;
mod requirements;
mod robustness;
mod score;
mod seen;
pub mod travel;
mod utility;
mod weights;
mod words;

pub use criteria::{ALL as CRITERIA, Ask, Group, Reading, Spec};
pub use need::Need;
pub use ranking::*;
pub use seen::Seen;
pub use weights::{Options, Weights};

use domain::{Facts, Position};
use rayon::prelude::*;

/// Ranks the sites for the need read from the facts. `origin` is the place distances are measured from, usually the
/// commune of the project. Pure and deterministic: the same input and seed give the same ranking, whatever the order
/// of the sites; ties are broken by their id.
pub fn rank<'s>(
    facts: &Facts,
    origin: Option<Position>,
    sites: impl IntoIterator<Item = impl Into<Seen<'s>>>,
    weights: &Weights,
    options: Options,
) -> Ranking {
    let need = Need::read(facts, origin, options.on);
    let mut ordered: Vec<Seen> = sites.into_iter().map(Into::into).collect();
    ordered.sort_by(|a, b| a.site.id.cmp(&b.site.id));
    let (mut excluded, mut kept) = (Vec::new(), Vec::new());
    let asked = requirements::requirements(&need);
    // Each site alone, on all cores; what is said comes back in their order.
    let checked: Vec<requirements::Checks> = ordered.par_iter().map(|seen| requirements::check(&asked, seen)).collect();
    for (seen, checks) in ordered.iter().zip(checked) {
        if checks.failed.is_empty() {
            kept.push((seen, checks.to_check));
        } else {
            excluded.push(Exclusion { site: seen.site.id.clone(), name: seen.site.name.clone(), reasons: checks.failed });
        }
    }
    let (mut criteria, aside, mut limits) = criteria::choose(&need, &kept, weights);
    limits.extend(robustness::settle(&mut criteria, options.margin));
    let scored: Vec<score::Scored> = kept.into_par_iter().map(|(seen, to_check)| score::score(&need, seen, to_check, &criteria)).collect();
    limits.extend(words::limits(&criteria, &scored));
    let scored = score::sorted(scored);
    let robustness = robustness::robustness(&scored, &criteria, options);
    let changes = change::changes(&scored, &criteria);
    let ranked = scored
        .into_par_iter()
        .zip(robustness)
        .zip(changes)
        .enumerate()
        .map(|(i, ((scored, robustness), would_change))| scored.ranked(i + 1, robustness, would_change, &criteria, i < options.explained))
        .collect();
    Ranking {
        read: ordered.len(),
        criteria: criteria.into_iter().map(|c| c.shown()).collect(),
        aside: aside.into_iter().map(|c| c.shown()).collect(),
        excluded,
        ranked,
        draws: options.draws,
        seed: options.seed,
        margin: options.margin,
        limits,
    }
}
