//! How applications and their steps are read.

use super::{Place, Record, Taking};
use crate::conn::{Result, Row};
use crate::{ApplicationId, OrganisationId, ProjectId, SheetId, StoreError};
use applications::State;

macro_rules! records {
    ($rest:expr) => {
        concat!(
            "SELECT id, number, call, operator, envelope, organisation, phase, territory, region, life, version, proposal, created_at, \
             created_by, filed_at, receipt, sheet, project, call_phase, changed_at FROM application ",
            $rest
        )
    };
}
pub(super) use records;

pub(super) const BY_ID: &str = records!("WHERE id = $1");
pub(super) const BY_NUMBER: &str = records!("WHERE number = $1");

pub(super) fn record(row: &Row) -> Result<Record> {
    let place = match (row.maybe_whole("phase")?, row.maybe_text("territory")?, row.maybe_text("region")?) {
        (Some(phase), Some(code), Some(region)) => Some(Place { phase: phase as u8, code, region }),
        _ => None,
    };
    let proposal = match row.maybe_text("proposal")? {
        Some(text) => Some(serde_json::from_str(&text).map_err(|error| StoreError::unreadable("proposal", error))?),
        None => None,
    };
    Ok(Record {
        id: ApplicationId(row.text("id")?),
        number: row.text("number")?,
        call: row.text("call")?,
        operator: row.text("operator")?,
        call_phase: row.maybe_whole("call_phase")?.map(|phase| phase as u8),
        envelope: row.maybe_text("envelope")?,
        organisation: OrganisationId(row.text("organisation")?),
        place,
        life: row.json("life")?,
        version: row.whole("version")?,
        proposal,
        created_at: row.time("created_at")?,
        created_by: row.text("created_by")?,
        filed_at: row.maybe_time("filed_at")?,
        receipt: row.maybe_text("receipt")?,
        sheet: row.maybe_text("sheet")?.map(SheetId),
        project: row.maybe_text("project")?.map(ProjectId),
        changed_at: row.time("changed_at")?,
    })
}

pub(super) fn taking(row: &Row) -> Result<Taking> {
    Ok(Taking {
        version: row.whole("version")?,
        at: row.time("at")?,
        who: row.text("who")?,
        approver: row.maybe_text("approver")?,
        step: row.json("step")?,
        before: state(row.text("before")?)?,
        after: state(row.text("after")?)?,
        wave: row.text("wave")?,
    })
}

pub(super) fn state(code: String) -> Result<State> {
    State::parse(&code).ok_or_else(|| StoreError::unreadable("state", code))
}
