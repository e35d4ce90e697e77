//! The long part: reading every row, then writing. It goes on when the reader leaves; its place is in the database, so
//! that any server can show it, and another can take over what a dead one left.

use super::found::{Found, Wrote};
use super::job::{Asked, Unsaid, job, known};
use super::show;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::contracts::place::{Held, held};
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Lang, Text};
use intake::{Fate, Intake, Known, Layout, Plan, plan};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use store::sheet_imports::{self, Batch, SheetImport, State as Stage, Written};
use store::{SheetId, SheetImportId};
use tabular::Table;

/// A reader waits this long before being shown a count.
const PATIENCE: Duration = Duration::from_millis(900);
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// Starts the reading, and waits a moment for it: a table of the usual size is read before the page answers.
pub async fn start_reading(app: &App, id: &SheetImportId) {
    let (app, id) = (app.clone(), id.clone());
    let task = tokio::spawn(async move {
        if let Err(why) = reading(&app, &id, false).await {
            give_up(&app, &id, &why).await;
        }
    });
    // Too long for this page is not too long: the work goes on.
    let _ = tokio::time::timeout(PATIENCE, task).await;
}

async fn give_up(app: &App, id: &SheetImportId, why: &str) {
    tracing::error!(%why, "import of action sheets failed");
    if let Err(error) = sheet_imports::fail(&app.store, id, "{}", app.now()).await {
        tracing::error!(%error, "and could not say so");
    }
}

/// Reads every row and keeps what was found.
async fn reading(app: &App, id: &SheetImportId, again: bool) -> Result<(), String> {
    let import = find(app, id).await?;
    let (plan, known) = planned(app, &import).await?;
    let found = Found { again, ..Found::of(&plan, &known) };
    let text = serde_json::to_string(&found).map_err(|e| e.to_string())?;
    sheet_imports::found(&app.store, id, &text, app.now()).await.map_err(|e| e.to_string()).map(drop)
}

async fn find(app: &App, id: &SheetImportId) -> Result<SheetImport, String> {
    sheet_imports::find(&app.store, id).await.map_err(|e| e.to_string())?.ok_or_else(|| "no such import".to_owned())
}

/// Everything the plan needs, then the plan, on a thread of its own, with a sign of life every second.
pub async fn planned(app: &App, import: &SheetImport) -> Result<(Plan, Vec<Known>), String> {
    let done = Arc::new(AtomicUsize::new(0));
    let (counted, owned, work) = (done.clone(), app.clone(), import.clone());
    let bytes = sheet_imports::bytes(&app.store, &import.file.id).await.map_err(|e| e.to_string())?.ok_or("the file is gone")?;
    let known = known(app, import.phase, &import.code).await.map_err(|e| e.to_string())?;
    let mut task = tokio::task::spawn_blocking(move || {
        let tables = tabular::tables(&bytes).map_err(|(what, _)| what.en.to_string())?;
        let plan = on_tables(&owned, &work, &tables, &known, &counted)?;
        Ok::<_, String>((plan, known))
    });
    loop {
        tokio::select! {
            ended = &mut task => return ended.map_err(|e| e.to_string())?,
            () = tokio::time::sleep(SIGN_OF_LIFE) => {
                let count = done.load(Ordering::Relaxed) as i64;
                sheet_imports::progress(&app.store, &import.id, count, app.now()).await.map_err(|e| e.to_string())?;
            }
        }
    }
}

/// The plan of a file already read.
pub fn on_tables(app: &App, import: &SheetImport, tables: &[Table], known: &[Known], done: &AtomicUsize) -> Result<Plan, String> {
    let here = Here { lang: Lang::Fr, ..Here::of("") };
    let held = held(app, &here, import.phase, &import.code).map_err(|_| "the contract is gone")?;
    let layout: Layout = serde_json::from_str(&import.layout).map_err(|e| e.to_string())?;
    let unsaid: Unsaid = serde_json::from_str(&import.defaults).map_err(|e| e.to_string())?;
    let defaults = unsaid.defaults().ok_or("no defaults")?;
    let intake = Intake {
        file: &import.file.name,
        tables,
        layout: &layout,
        lifecycle: held.lifecycle,
        known,
        defaults: &defaults,
        communes: &|name| commune(app, &held, name),
    };
    Ok(plan(&intake, |n| done.store(n, Ordering::Relaxed)))
}

/// A commune by its name: the only one in the country, or the only one in the territory's départements.
fn commune(app: &App, held: &Held, name: &str) -> Result<String, Text> {
    let anywhere = app.reference.find_commune(name);
    let near = || held.territory.departments.iter().find_map(|department| app.reference.find_named(name, Some(department)).ok());
    match anywhere {
        Ok(found) => Ok(found.code.clone()),
        Err(why) => near().map(|found| found.code.clone()).ok_or(why),
    }
}

pub async fn commit(State(app): State<App>, here: Here, actor: Actor, At(asked): At<Asked>, RawForm(body): RawForm) -> Result<Response> {
    let job = job(&app, &here, &actor, &asked).await?;
    let partial = form_urlencoded::parse(&body).any(|(k, v)| k == "mode" && v == "bonnes");
    let found = show::found(&job.import);
    if job.import.state == Stage::Ready && !found.all_good() && !partial {
        let why = Text::each(|lang| crate::i18n::say(lang, "intake-not-all-good", &[]));
        return Err(Failure::Refused(here, why));
    }
    // Of two clicks, one writes; the other finds it written.
    if job.import.state == Stage::Ready
        && found.something()
        && sheet_imports::begin(&app.store, &job.import.id, app.now()).await.or_ours(&here)?
    {
        let (owned, id, author, place) = (app.clone(), job.import.id.clone(), actor.signature(), job.held.stored());
        let task = tokio::spawn(async move {
            if let Err(why) = writing(&owned, &id, &place, partial, &author).await {
                give_up(&owned, &id, &why).await;
            }
        });
        let _ = tokio::time::timeout(PATIENCE, task).await;
    }
    Ok(Redirect::to(&here.url(&job.path())).into_response())
}

/// Writes what was looked at, or makes the preview again when the sheets have changed since.
async fn writing(app: &App, id: &SheetImportId, place: &store::sheets::Place, partial: bool, author: &str) -> Result<(), String> {
    let import = find(app, id).await?;
    let looked_at = show::found(&import);
    let (plan, known) = planned(app, &import).await?;
    let now_found = Found::of(&plan, &known);
    if now_found.digest != looked_at.digest {
        return look_again(app, &import).await;
    }
    let mut batch = Batch::default();
    for row in plan.rows {
        match row.fate {
            Fate::New(sheet) => batch.created.push(*sheet),
            Fate::Changed { at, after, .. } => {
                let id = SheetId::parse(&known[at].id).ok_or("a sheet without identifier")?;
                batch.changed.push((id, known[at].version, *after));
            }
            Fate::Same { .. } | Fate::Left | Fate::Refused(_) => {}
        }
    }
    let wrote = Wrote { created: batch.created.len(), changed: batch.changed.len(), partial };
    let result = serde_json::to_string(&Found { written: Some(wrote), ..now_found }).map_err(|e| e.to_string())?;
    match sheet_imports::write(&app.store, id, place, batch, &result, author, app.now()).await.map_err(|e| e.to_string())? {
        Written::Written { .. } | Written::Past => Ok(()),
        Written::Moved(_) => look_again(app, &import).await,
    }
}

async fn look_again(app: &App, import: &SheetImport) -> Result<(), String> {
    let said = |e: store::StoreError| e.to_string();
    sheet_imports::again(&app.store, &import.id, app.now()).await.map_err(said)?;
    let layout: Layout = serde_json::from_str(&import.layout).map_err(|e| e.to_string())?;
    let same = sheet_imports::Reading {
        layout: import.layout.clone(),
        headings: intake::fingerprint(&layout),
        defaults: import.defaults.clone(),
        rows: import.total,
    };
    let current = find(app, &import.id).await?;
    if sheet_imports::read(&app.store, &current, same, &import.author, app.now()).await.map_err(said)? {
        reading(app, &import.id, true).await?;
    }
    Ok(())
}

pub async fn undo(State(app): State<App>, here: Here, actor: Actor, At(asked): At<Asked>) -> Result<Response> {
    let job = job(&app, &here, &actor, &asked).await?;
    let lifecycle = job.held.lifecycle.clone();
    let judge = move |sheet: &contracts::Sheet| contracts::admit(&lifecycle, sheet).ok();
    let told = sheet_imports::undo(&app.store, &job.import.id, judge, &actor.signature(), app.now()).await.or_ours(&here)?;
    let query = told.map_or(String::new(), |u| format!("?retirees={}&rendues={}&laissees={}", u.removed, u.restored, u.left.len()));
    Ok(Redirect::to(&here.url(&format!("{}{query}", job.path()))).into_response())
}
