//! An import found by its address, for somebody who may write the contract it belongs to.

use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{Held, opened};
use intake::{Defaults, Known, Layout};
use serde::{Deserialize, Serialize};
use store::sheet_imports::{self, SheetImport};
use store::{SheetImportId, sheets};
use tabular::Table;

/// What the address names, as the routes read it.
pub type Asked = (u8, String, String);

pub struct Job<'a> {
    pub held: Held<'a>,
    pub import: SheetImport,
}

impl Job<'_> {
    /// "/territoires/2/ti-2704/contrat/import/ID".
    pub fn path(&self) -> String {
        format!("{}/import/{}", self.held.path(), self.import.id)
    }
    /// None until somebody has said how to read the file.
    pub fn layout(&self) -> Option<Layout> {
        serde_json::from_str(&self.import.layout).ok()
    }
}

pub async fn job<'a>(app: &'a App, here: &Here, actor: &Actor, (phase, code, id): &Asked) -> Result<Job<'a>> {
    let held = opened(app, here, actor, (*phase, code), Action::EditContract)?;
    let id = SheetImportId::parse(id).or_not_found(here)?;
    let import = sheet_imports::find(&app.store, &id).await.or_ours(here)?;
    // An import of another territory is not there.
    let import = import.filter(|i| i.phase == *phase && i.code == *code).or_not_found(here)?;
    Ok(Job { held, import })
}

/// What an open sheet must have and the rows may not say, as it is kept with the import.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unsaid {
    pub owner: String,
    /// Account of the owner, when the name is that of one person of the territory.
    pub person: Option<String>,
    pub next_action: String,
    pub due: String,
}

impl Unsaid {
    pub fn defaults(&self) -> Option<Defaults> {
        Some(Defaults {
            owner: contracts::Owner { person: self.person.clone(), ..contracts::Owner::named(&self.owner)? },
            next_action: Some(self.next_action.trim().to_owned()).filter(|t| !t.is_empty())?,
            due: domain::calendar::read_date(&self.due).ok()?,
        })
    }
}

/// The tables of the file, read on another thread.
pub async fn tables(app: &App, here: &Here, import: &SheetImport) -> Result<Vec<Table>> {
    let bytes = sheet_imports::bytes(&app.store, &import.file.id).await.or_ours(here)?;
    let bytes = bytes.or_not_found(here)?;
    let read = tokio::task::spawn_blocking(move || tabular::tables(&bytes)).await.or_ours(here)?;
    // It was readable when it was given.
    read.map_err(|(what, _)| Failure::Bad(here.clone(), what))
}

/// The sheets of the contract, to compare rows with.
pub async fn known(app: &App, phase: u8, code: &str) -> Result<Vec<Known>, store::StoreError> {
    let all = sheets::all(&app.store, phase, code).await?;
    Ok(all.into_iter().map(|s| Known { id: s.id.to_string(), version: s.version, sheet: s.sheet }).collect())
}
