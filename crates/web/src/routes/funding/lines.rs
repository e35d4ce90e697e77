//! The lines of a sheet as whoever asks may read them: those that somebody typed, and those drawn from applications that they
//! may know of. Every page and file of the money of a sheet starts from here, so that none says more than another.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::routes::applications;
use std::collections::BTreeMap;
use store::applications::Record;
use store::funding::{self, Stored};
use store::{ApplicationId, SheetId};

/// A line, typed or drawn.
pub struct Row {
    pub stored: Stored,
    /// The application it is drawn from: its number and the address of its page.
    pub drawn: Option<(String, String)>,
    /// Number of the application that it gave way to.
    pub replaced_by: Option<String>,
}

/// The lines of a sheet, those taken away included, in the order they were added.
pub async fn lines(app: &App, here: &Here, actor: &Actor, sheet: &SheetId) -> Result<Vec<Row>> {
    let all = funding::of_sheet(&app.store, sheet).await.or_ours(here)?;
    readable(app, here, actor, all).await
}

/// Those of these lines that whoever asks may read. A drawn line is never taken away by hand: once its application left, it is
/// in the history alone.
pub async fn readable(app: &App, here: &Here, actor: &Actor, all: Vec<Stored>) -> Result<Vec<Row>> {
    let named: Vec<&ApplicationId> = all.iter().flat_map(|line| [&line.application, &line.replaced_by]).flatten().collect();
    let known = known(app, here, actor, named).await?;
    let mut rows = vec![];
    for stored in all {
        let drawn = match &stored.application {
            Some(_) if stored.removed_at.is_some() => continue,
            Some(id) => match known.get(id) {
                Some(record) => Some((record.number.clone(), here.url(&applications::address(record)))),
                None => continue,
            },
            None => None,
        };
        let replaced_by = stored.replaced_by.as_ref().and_then(|id| known.get(id)).map(|record| record.number.clone());
        rows.push(Row { stored, drawn, replaced_by });
    }
    Ok(rows)
}

/// Of these applications, those that whoever asks may know of.
pub async fn known(app: &App, here: &Here, actor: &Actor, mut wanted: Vec<&ApplicationId>) -> Result<BTreeMap<ApplicationId, Record>> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut known = BTreeMap::new();
    for id in wanted {
        let found = store::applications::find(&app.store, id).await.or_ours(here)?;
        if let Some(record) = found
            && applications::knows(app, here, actor, &record).await?
        {
            known.insert(id.clone(), record);
        }
    }
    Ok(known)
}

/// Whether whoever asks reads every application filed for this territory. To the others its plans say that some may be
/// missing, whether or not there are.
pub fn reads_applications(actor: &Actor, place: Place) -> bool {
    let any = Object::Application { operator: String::new(), organisation: String::new(), place: Some(place), members: vec![] };
    can(actor, Action::ReadApplication, &any)
}
