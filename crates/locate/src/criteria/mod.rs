//! The criteria, and which of them tell these sites apart for this need.

mod list;
mod read;

pub use list::ALL;
pub use read::{Measure, Read, TOTAL, measure, read};

use crate::need::Need;
use crate::ranking::Criterion;
use crate::seen::Seen;
use crate::weights::Weights;
use domain::Text;
use std::collections::HashSet;

/// One criterion: see `list`.
#[derive(Debug)]
pub struct Spec {
    pub id: &'static str,
    pub group: Group,
    pub label: (&'static str, &'static str),
    /// Attribute of a site, and its lower and upper bound when only an interval is known.
    pub keys: [&'static str; 3],
    pub unit: (&'static str, &'static str),
    pub reading: Reading,
    pub ask: Ask,
    /// Default weight, relative.
    pub weight: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Land,
    Power,
    Fluids,
    Telecom,
    Freight,
    Labour,
    Training,
    ValueChain,
    Rules,
    Time,
    Money,
    Brownfield,
    Society,
}

/// How a value becomes a utility between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// 0 at `worst`, 1 at `best`; `worst` may be above `best`.
    Line { worst: f64, best: f64 },
    /// Against the need only: one half when it just fits, 1 at twice.
    Room,
    /// 1 for yes.
    Yes,
    /// 1 for no.
    No,
    /// Free area, or the total that bounds it.
    Area,
    /// From the commune of the project.
    Distance,
    /// Of the procedures.
    Maturity,
}

/// The fact of a project that asks for it. What is asked for is compared even when no site tells, and, but for `Wanted`,
/// a known value that does not fit excludes the site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ask {
    Nothing,
    /// A number the site must reach.
    AtLeast(&'static str),
    /// A number the site must not exceed.
    AtMost(&'static str),
    /// Yes: the site must have it. No: it is not compared.
    Must(&'static str),
    /// Yes: compared, and excludes nobody. No: not compared.
    Wanted(&'static str),
}

/// A criterion kept for this ranking; `weight` is its share of the whole.
#[derive(Clone, Copy)]
pub struct Chosen {
    pub spec: &'static Spec,
    pub weight: f64,
    /// Where its share may be when weightings are drawn.
    pub interval: Option<(f64, f64)>,
}

impl Spec {
    pub fn label(&self) -> Text {
        Text::new(self.label.0, self.label.1)
    }

    /// What the project says of it: asked for (true), not wanted (false), not told.
    fn asked(&self, need: &Need) -> Option<bool> {
        match self.ask {
            _ if self.reading == Reading::Distance => need.origin.map(|_| true),
            Ask::Nothing => None,
            Ask::AtLeast(fact) | Ask::AtMost(fact) => need.number(fact).map(|_| true),
            // Asked for by the projects that use them; nobody ranks sites on them otherwise.
            Ask::Must("site.water" | "site.gas") => Some(need.bool_of(self.ask) == Some(true)),
            Ask::Must(_) | Ask::Wanted(_) => need.bool_of(self.ask),
        }
    }

    /// Meaningless without the need: the project is asked to say it.
    fn needs_need(&self) -> bool {
        matches!(self.reading, Reading::Area | Reading::Room | Reading::Distance)
    }
}

impl Chosen {
    pub fn shown(self) -> Criterion {
        Criterion {
            id: self.spec.id.into(),
            label: self.spec.label(),
            weight: self.weight,
            interval: self.interval,
            method: self.spec.method(),
        }
    }
}

/// The criteria that apply, their weights brought to a sum of 1; those that would apply and are weighed zero; and what was left out
/// with its reason.
pub fn choose<T>(need: &Need, sites: &[(&Seen, T)], weights: &Weights) -> (Vec<Chosen>, Vec<Chosen>, Vec<Text>) {
    let (mut chosen, mut limits, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    // Looked up once: most criteria are told by no site at all.
    let told: HashSet<&str> = sites.iter().flat_map(|(seen, _)| seen.keys()).collect();
    let told = |spec: &Spec| {
        matches!(spec.reading, Reading::Maturity | Reading::Distance | Reading::Area) || spec.keys.iter().any(|k| told.contains(k))
    };
    let some_site_tells = |spec: &Spec| told(spec) && sites.iter().any(|(seen, _)| read::known(spec, need, seen));
    for spec in &ALL {
        match spec.asked(need) {
            Some(true) => {}
            Some(false) => continue,
            None if spec.needs_need() && spec.id != "plot" => {
                limits.push(Text::new(
                    format!("« {} » n’est pas comparé : le projet ne dit pas encore ce qu’il lui faut.", spec.label.0),
                    format!("“{}” is not compared: the project does not say yet what it needs.", spec.label.1),
                ));
                continue;
            }
            None if some_site_tells(spec) => {}
            None => {
                silent.push(spec);
                continue;
            }
        }
        // One unknown plot would only repeat the unknown area.
        if spec.id == "plot" && !some_site_tells(spec) {
            silent.push(spec);
            continue;
        }
        chosen.push(Chosen { spec, weight: weights.of(spec), interval: weights.interval(spec) });
    }
    limits.extend(left_out(&silent));
    let total: f64 = chosen.iter().map(|c| c.weight).sum();
    let mut aside = Vec::new();
    if total > 0.0 {
        (chosen, aside) = chosen.into_iter().partition(|c: &Chosen| c.weight > 0.0);
        chosen.iter_mut().for_each(|c| c.weight /= total);
    } else {
        // Every weight at zero says nothing: all count the same.
        let share = 1.0 / chosen.len().max(1) as f64;
        chosen.iter_mut().for_each(|c| c.weight = share);
    }
    (chosen, aside, limits)
}

/// One sentence for all the criteria that no site gives and the project does not ask for.
fn left_out(silent: &[&Spec]) -> Option<Text> {
    if silent.is_empty() {
        return None;
    }
    let names = |quoted: &dyn Fn(&Spec) -> String| silent.iter().map(|s| quoted(s)).collect::<Vec<_>>().join(", ");
    Some(Text::new(
        format!(
            "Pas comparés, car aucun site ne les renseigne et le projet ne les demande pas : {}.",
            names(&|s| format!("« {} »", s.label.0))
        ),
        format!("Not compared, as no site gives them and the project does not ask for them: {}.", names(&|s| format!("“{}”", s.label.1))),
    ))
}
