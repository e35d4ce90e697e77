//! The verdict of the measure asked for, on the project an application began from: computed once, when it is filed, and kept with
//! what was filed. Without a project there is none: nobody guesses it.

use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use applications::{Frozen, Ground};
use domain::{Project, Text};
use qualify::{Reason, Verdict};
use store::applications::Record;

/// None when the application began from no project, or from one that is there no more.
pub async fn frozen(app: &App, here: &Here, record: &Record, measure: &str) -> Result<Option<Frozen>, Failure> {
    let Some(id) = &record.project else { return Ok(None) };
    let found = store::projects::find(&app.store, id).await.map_err(|e| Failure::ours(here, e))?;
    Ok(found.and_then(|found| judged(app, found.project, measure)))
}

/// Under the rules of today: the day of the filing is the one that counts.
fn judged(app: &App, mut project: Project, measure: &str) -> Option<Frozen> {
    project.judged_on = app.today();
    factory::derive(&mut project, &app.reference, &app.rulebook.state_aid);
    let rules = &app.rulebook;
    let all = qualify::qualify(&project.facts, &rules.programmes, &rules.dictionary, project.judged_on);
    let verdict: Verdict = all.verdicts.into_iter().find(|verdict| &*verdict.measure == measure)?;
    let mut grounds = vec![];
    for reason in &verdict.reasons {
        ground(reason, false, &mut grounds);
    }
    Some(Frozen { on: project.judged_on, answer: verdict.answer, grounds })
}

/// A condition, then the parts of it when it is a group.
fn ground(reason: &Reason, part: bool, grounds: &mut Vec<Ground>) {
    let fact = reason.used.as_ref().and_then(|used| Some((used.label.clone(), used.value.clone()?)));
    grounds.push(Ground {
        answer: reason.answer,
        label: reason.label.clone(),
        because: reason.because.clone(),
        status: reason.used.as_ref().and_then(|used| used.status).filter(|_| fact.is_some()),
        fact,
        source: reason.source.as_ref().map(|source| source.title.clone()).unwrap_or_default(),
        told_only: reason.priority || reason.judged,
        part,
    });
    for inner in &reason.parts {
        ground(inner, true, grounds);
    }
}

/// "7 remplies, 1 non remplie, 2 à établir".
pub fn said(frozen: &Frozen) -> Text {
    let [met, unmet, unknown] = frozen.counts();
    Text::new(
        format!("conditions remplies : {met} ; non remplies : {unmet} ; à établir : {unknown}"),
        format!("conditions met: {met}; not met: {unmet}; to be established: {unknown}"),
    )
}
