//! The verdict of the measure asked for, on the project an application began from: computed once, when it is filed, and kept with
//! what was filed. Without a project there is none: nobody guesses it. Whoever files sends on what is theirs to send: the facts of a
//! project they hold; of one that its holder shared with them, the answers alone; of one they may no longer read, nothing.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Link, Object, can};
use crate::routes::projects::access;
use applications::{Frozen, Ground};
use domain::{Project, Text};
use qualify::{Reason, Verdict};
use store::applications::Record;
use store::projects;

/// The project an application began from, for whoever files it now.
pub enum Source {
    /// It began from none.
    None,
    /// They hold it: its address was known when the application began.
    Held(Project),
    /// Its holder opened it to a right of theirs, and has not closed it since.
    Shared(Project),
    /// Its holder took it back, or it is there no more.
    Closed,
}

impl Source {
    /// What the page of the draft says of it.
    pub fn key(&self) -> Option<&'static str> {
        match self {
            Source::None => None,
            Source::Held(_) => Some("ap-verdict-draft"),
            Source::Shared(_) => Some("ap-verdict-draft-shared"),
            Source::Closed => Some("ap-verdict-draft-closed"),
        }
    }
}

/// Asked again each time: what was open when the application began may be closed.
pub async fn source(app: &App, here: &Here, actor: &Actor, record: &Record) -> Result<Source> {
    let Some(id) = &record.project else { return Ok(Source::None) };
    if record.life.form.owned && can(actor, Action::ReadProject, &Object::Project(Link::Owner)) {
        let found = projects::find(&app.store, id).await.or_ours(here)?;
        return Ok(found.map_or(Source::Closed, |found| Source::Held(found.project)));
    }
    Ok(access::shared(app, here, actor, id).await?.map_or(Source::Closed, |held| Source::Shared(held.project)))
}

/// None when the application began from no project, or from one that whoever files may not read.
pub async fn frozen(app: &App, here: &Here, actor: &Actor, record: &Record, measure: &str) -> Result<Option<Frozen>> {
    Ok(match source(app, here, actor, record).await? {
        Source::None | Source::Closed => None,
        Source::Held(project) => judged(app, project, measure),
        Source::Shared(project) => judged(app, project, measure).map(without_facts),
    })
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
    Some(Frozen { on: project.judged_on, answer: verdict.answer, shared: false, grounds })
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

/// The answers and the conditions they answer. A reason that was drawn from a fact tells it ("11 200 000 € ≥ 400 000 €"): it goes
/// with the fact.
fn without_facts(mut frozen: Frozen) -> Frozen {
    frozen.shared = true;
    for ground in &mut frozen.grounds {
        ground.status = None;
        if ground.fact.take().is_some() {
            ground.because = Text::default();
        }
    }
    frozen
}

/// "7 remplies, 1 non remplie, 2 à établir".
pub fn said(frozen: &Frozen) -> Text {
    let [met, unmet, unknown] = frozen.counts();
    Text::new(
        format!("conditions remplies : {met} ; non remplies : {unmet} ; à établir : {unknown}"),
        format!("conditions met: {met}; not met: {unmet}; to be established: {unknown}"),
    )
}
