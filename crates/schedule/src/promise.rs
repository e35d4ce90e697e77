//! The promise of the turnkey-site label: a building permit in 3 months, an environmental authorisation in 9, counted from the
//! filing. Each is compared with the calendar computed.

use crate::window::months_until;
use crate::{Calendar, Progress, Stage, Task};
use domain::{Date, Lang, Source, Text, format};
use programmes::procedure::Procedures;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Promise {
    /// Procedure that ends it, as in `rules/procedures`.
    pub task: String,
    #[schemars(with = "String")]
    pub filed: Date,
    pub promised_months: f64,
    /// Expected months from the filing to the decision.
    pub computed_months: f64,
    pub kept: bool,
    /// The comparison in words.
    pub text: Text,
    pub source: Source,
}

/// How each promise fares; one that the project does not need, or that is fulfilled already, is left out. `promised` is the delay of
/// a procedure, in months, and `source` who says so.
pub fn promise(
    calendar: &Calendar,
    procedures: &Procedures,
    progress: &[Progress],
    promised: &dyn Fn(&str) -> Option<u32>,
    source: &Source,
) -> Vec<Promise> {
    let compare = |task: &Task| {
        let promised = f64::from(promised(&task.id).filter(|_| task.anticipated.is_none())?);
        let filed = filing(task, calendar, procedures, progress);
        let computed = months_until(filed, task.earliest_finish);
        // The calendar counts whole days and carries ends over days off: three days are not a broken promise.
        let kept = computed <= promised + 0.1;
        let text = Text::each(|lang| {
            let (promised, computed) = (format::number(promised, 1, lang), format::number(computed, 1, lang));
            let (name, on) = (task.name.get(lang), format::date(filed, lang));
            match (lang, kept) {
                (Lang::Fr, true) => {
                    format!("{name}\u{a0}: {computed} mois attendus depuis le dépôt ({on}), la promesse de {promised} mois est tenue")
                }
                (Lang::Fr, false) => format!("{name}\u{a0}: {computed} mois attendus depuis le dépôt ({on}), pour {promised} promis"),
                (Lang::En, true) => {
                    format!("{name}: {computed} months expected from the filing ({on}), the promise of {promised} months is kept")
                }
                (Lang::En, false) => format!("{name}: {computed} months expected from the filing ({on}), against {promised} promised"),
            }
        });
        let (task, source) = (task.id.clone(), source.clone());
        Some(Promise { task, filed, promised_months: promised, computed_months: computed, kept, text, source })
    };
    calendar.tasks.iter().filter_map(compare).collect()
}

/// The day the file was lodged, when the project recorded it; else the start of the first step that the file goes through: those of
/// the same group that are not done.
fn filing(task: &Task, calendar: &Calendar, procedures: &Procedures, progress: &[Progress]) -> Date {
    let group = |id: &str| procedures.get(id).and_then(|p| p.group.clone());
    let own = group(&task.id);
    let alike = |id: &str| id == task.id || (own.is_some() && group(id) == own);
    let recorded = progress.iter().filter(|p| alike(&p.procedure)).filter_map(|p| match p.stage {
        Stage::Filed { on, .. } => Some(on),
        Stage::Expected { .. } | Stage::Done { .. } => None,
    });
    let starts = calendar.tasks.iter().filter(|t| t.anticipated.is_none() && alike(&t.id)).map(|t| t.earliest_start);
    recorded.min().or_else(|| starts.min()).unwrap_or(task.earliest_start)
}
