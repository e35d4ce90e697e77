//! Real dates of the formalities of projects: recorded by whoever holds the project, counted for everybody unless they
//! say no.

use crate::conn::{Result, Row, cells};
use crate::{ProjectId, Store, StoreError, audit, projects};
use domain::Date;
use domain::followed::{Followed, Outcome};
use jiff::Timestamp;
use serde_json::json;

/// A line as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub followed: Followed,
    /// Counted in the public statistics.
    pub counted: bool,
    /// From 1; send it back with the next save.
    pub version: i64,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    Saved(i64),
    /// Somebody recorded in between: nothing was written, and this is what they wrote.
    Conflict(Option<Box<Kept>>),
    /// No such project, or it was deleted.
    Gone,
}

const ALIVE: &str = "UPDATE project SET deleted_at = deleted_at WHERE id = $1 AND deleted_at IS NULL";
const ADD: &str = "INSERT INTO followed (project_id, procedure_id, department, site_id, filed_on, complete_on, legal_on, promised_on, \
     decided_on, outcome, counted, version, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13) \
     ON CONFLICT DO NOTHING";
/// The guard: of those who started from the same version, one row is touched once.
const CHANGE: &str = "UPDATE followed SET department = $3, site_id = $4, filed_on = $5, complete_on = $6, legal_on = $7, promised_on = $8, \
     decided_on = $9, outcome = $10, counted = $11, version = version + 1, author = $12, at = $13 \
     WHERE project_id = $1 AND procedure_id = $2 AND version = $14";
const REMOVE: &str = "DELETE FROM followed WHERE project_id = $1 AND procedure_id = $2 AND version = $3";
const OF_PROJECT: &str = "SELECT procedure_id, department, site_id, filed_on, complete_on, legal_on, promised_on, decided_on, outcome, \
     counted, version, at FROM followed WHERE project_id = $1 ORDER BY filed_on, procedure_id";
const ONE: &str = "SELECT procedure_id, department, site_id, filed_on, complete_on, legal_on, promised_on, decided_on, outcome, \
     counted, version, at FROM followed WHERE project_id = $1 AND procedure_id = $2";
const COUNTED: &str = "SELECT f.procedure_id, f.department, f.site_id, f.filed_on, f.complete_on, f.legal_on, f.promised_on, f.decided_on, \
     f.outcome, f.counted, f.version, f.at FROM followed f JOIN project p ON p.id = f.project_id \
     WHERE f.counted = 1 AND p.deleted_at IS NULL ORDER BY f.procedure_id, f.department, f.filed_on, f.project_id";

/// Records a line of a project: a new one when `expected` is 0, else on top of that version.
pub async fn record(
    store: &Store,
    project: &ProjectId,
    expected: i64,
    followed: &Followed,
    counted: bool,
    author: &str,
    now: Timestamp,
) -> Result<Recorded> {
    let (project, f, author) = (project.clone(), followed.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(ALIVE, cells![project.as_str()]).await? == 0 {
                    return Ok(Recorded::Gone);
                }
                let text = |date: Option<Date>| date.map(|d| d.to_string());
                let dates = [text(f.complete), text(f.legal), text(f.promised), text(f.decided)];
                let [complete, legal, promised, decided] = dates;
                let (filed, outcome, counts) = (f.filed.to_string(), f.outcome.code(), i64::from(counted));
                let (id, procedure) = (project.as_str(), &f.procedure);
                let mut line = cells![
                    id,
                    procedure,
                    &f.department,
                    f.site.clone(),
                    filed,
                    complete,
                    legal,
                    promised,
                    decided,
                    outcome,
                    counts,
                    &author,
                    now
                ];
                let touched = if expected == 0 {
                    conn.execute(ADD, line).await?
                } else {
                    line.extend(cells![expected]);
                    conn.execute(CHANGE, line).await?
                };
                if touched == 0 {
                    let kept = conn.row(ONE, cells![id, procedure], read).await?;
                    return Ok(Recorded::Conflict(kept.map(Box::new)));
                }
                let version = expected + 1;
                let detail = json!({ "procedure": procedure, "version": version, "counted": counted });
                audit::append(conn, now, &author, "followed.record", &projects::object(&project), detail).await?;
                Ok(Recorded::Saved(version))
            })
        })
        .await
}

/// Takes a line away. False when it is not there at that version.
pub async fn remove(store: &Store, project: &ProjectId, procedure: &str, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let (project, procedure, author) = (project.clone(), procedure.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(REMOVE, cells![project.as_str(), &procedure, expected]).await? == 1;
                if done {
                    let detail = json!({ "procedure": procedure });
                    audit::append(conn, now, &author, "followed.remove", &projects::object(&project), detail).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// The lines of a project, oldest filing first.
pub async fn of_project(store: &Store, project: &ProjectId) -> Result<Vec<Kept>> {
    store.reader().await?.rows(OF_PROJECT, cells![project.as_str()], read).await
}

/// Every line that counts in the statistics, without its project.
pub async fn counted(store: &Store) -> Result<Vec<Followed>> {
    store.reader().await?.rows(COUNTED, vec![], |row| read(row).map(|kept| kept.followed)).await
}

fn read(row: &Row) -> Result<Kept> {
    let date = |column: &'static str| -> Result<Option<Date>> {
        let text = row.maybe_text(column)?;
        text.map(|text| text.parse::<Date>().map_err(|e| StoreError::unreadable(column, e))).transpose()
    };
    let outcome = row.text("outcome")?;
    Ok(Kept {
        followed: Followed {
            procedure: row.text("procedure_id")?,
            department: row.text("department")?,
            site: row.maybe_text("site_id")?,
            filed: date("filed_on")?.ok_or_else(|| StoreError::unreadable("filed_on", "null"))?,
            complete: date("complete_on")?,
            legal: date("legal_on")?,
            promised: date("promised_on")?,
            decided: date("decided_on")?,
            outcome: Outcome::parse(&outcome).ok_or_else(|| StoreError::unreadable("outcome", outcome))?,
        },
        counted: row.whole("counted")? == 1,
        version: row.whole("version")?,
        at: row.time("at")?,
    })
}
