//! The promise of the turnkey-site label: a building permit in 3 months, an environmental authorisation in 9. Each is
//! compared with the calendar computed, counted from its start.

use crate::Calendar;
use crate::window::months_until;
use domain::{Lang, Mark, Source, Text, format};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Promise {
    /// Procedure that ends it, as in `rules/procedures`.
    pub task: String,
    pub promised_months: f64,
    /// Expected months from the start of the calendar to the decision.
    pub computed_months: f64,
    pub kept: bool,
    /// The comparison in words.
    pub text: Text,
    pub source: Source,
}

/// Variants of the permit, then the decision on the authorisation.
const PROMISES: [(&[&str], f64); 2] = [(&["PC", "PC_ERP", "PC_DEF", "PC_EE", "PC_EP"], 3.0), (&["AE_DECISION"], 9.0)];

/// How each promise fares; one that the project does not need, or that the site already fulfilled, is left out.
pub fn promise(calendar: &Calendar) -> Vec<Promise> {
    let compare = |(ids, promised): &(&[&str], f64)| {
        let task = calendar.tasks.iter().find(|t| ids.contains(&t.id.as_str()) && t.anticipated.is_none())?;
        let computed = months_until(calendar.start, task.earliest_finish);
        // The calendar counts whole days and carries ends over days off: three days are not a broken promise.
        let kept = computed <= promised + 0.1;
        let text = Text::each(|lang| {
            let (promised, computed) = (format::number(*promised, 1, lang), format::number(computed, 1, lang));
            match (lang, kept) {
                (Lang::Fr, true) => format!("{}\u{a0}: {computed} mois attendus, la promesse de {promised} mois est tenue", task.name.fr),
                (Lang::Fr, false) => format!("{}\u{a0}: {computed} mois attendus pour {promised} promis", task.name.fr),
                (Lang::En, true) => format!("{}: {computed} months expected, the promise of {promised} months is kept", task.name.en),
                (Lang::En, false) => format!("{}: {computed} months expected against {promised} promised", task.name.en),
            }
        });
        let source = Source::new("Ministère de l’Économie, communiqué sur les sites industriels clés en main", Mark::Verified);
        Some(Promise { task: task.id.clone(), promised_months: *promised, computed_months: computed, kept, text, source })
    };
    PROMISES.iter().filter_map(compare).collect()
}
