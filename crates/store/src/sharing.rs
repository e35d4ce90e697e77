//! Whom the holder of a project shows it to, besides whoever has its address: what stands, what is opened and closed.

use crate::conn::{Result, Row, cells};
use crate::projects::{Stored, object, stored};
use crate::{ProjectId, Store, StoreError, audit};
use domain::{Audience, Sharing};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// A project as one audience finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub stored: Stored,
    pub since: Timestamp,
}

/// What a change did: nothing that stood already is opened again, nothing that was closed is closed twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed {
    pub opened: Vec<Audience>,
    pub closed: Vec<Audience>,
}

const OF: &str = "SELECT s.audience, s.since FROM project_sharing s JOIN project p ON p.id = s.project_id \
     WHERE s.project_id = $1 AND p.deleted_at IS NULL ORDER BY s.audience";
const OPEN: &str = "INSERT INTO project_sharing (project_id, audience, since) SELECT p.id, $2, $3 FROM project p \
     WHERE p.id = $1 AND p.deleted_at IS NULL ON CONFLICT (project_id, audience) DO NOTHING";
const CLOSE: &str = "DELETE FROM project_sharing WHERE project_id = $1 AND audience = $2";
const SHOWN_TO: &str = "SELECT p.id, p.version, v.project, p.created_at, p.changed_at, p.deleted_at, s.since FROM project_sharing s \
     JOIN project p ON p.id = s.project_id JOIN project_version v ON v.project_id = p.id AND v.version = p.version \
     WHERE s.audience = $1 AND p.deleted_at IS NULL ORDER BY s.since DESC, p.id DESC LIMIT $2";
/// Those that are public are not: subtracting what everybody reads would leave the others bare.
const COUNTED: &str = "SELECT p.id, p.version, v.project, p.created_at, p.changed_at, p.deleted_at FROM project_sharing s \
     JOIN project p ON p.id = s.project_id JOIN project_version v ON v.project_id = p.id AND v.version = p.version \
     WHERE s.audience = 'counted' AND p.deleted_at IS NULL AND NOT EXISTS \
     (SELECT 1 FROM project_sharing o WHERE o.project_id = s.project_id AND o.audience = 'public') ORDER BY p.id";

/// What a project is open to now, and since when; nothing of one that was deleted.
pub async fn of(store: &Store, project: &ProjectId) -> Result<BTreeMap<Audience, Timestamp>> {
    let read = |row: &Row| {
        let text = row.text("audience")?;
        Ok((text.parse().map_err(|why| StoreError::unreadable("audience", why))?, row.time("since")?))
    };
    Ok(store.reader().await?.rows(OF, cells![project.as_str()], read).await?.into_iter().collect())
}

/// The same, as what rights are decided on.
pub async fn sharing(store: &Store, project: &ProjectId) -> Result<Sharing> {
    Ok(Sharing(of(store, project).await?.into_keys().collect()))
}

/// Opens and closes, in one transaction that the audit tells; effective at the next request.
pub async fn change(
    store: &Store,
    project: &ProjectId,
    open: &[Audience],
    close: &[Audience],
    author: &str,
    now: Timestamp,
) -> Result<Changed> {
    let (project, open, close, author) = (project.clone(), open.to_vec(), close.to_vec(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let mut changed = Changed::default();
                for audience in close {
                    if conn.execute(CLOSE, cells![project.as_str(), audience.to_string()]).await? == 1 {
                        changed.closed.push(audience);
                    }
                }
                for audience in open {
                    if conn.execute(OPEN, cells![project.as_str(), audience.to_string(), now]).await? == 1 {
                        changed.opened.push(audience);
                    }
                }
                if changed != Changed::default() {
                    let text = |all: &[Audience]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
                    let detail = json!({ "opened": text(&changed.opened), "closed": text(&changed.closed) });
                    audit::append(conn, now, &author, "project.sharing", &object(&project), detail).await?;
                }
                Ok(changed)
            })
        })
        .await
}

/// The projects shown to one audience, the last shown first.
pub async fn shown_to(store: &Store, audience: &Audience, most: u32) -> Result<Vec<Shown>> {
    let read = |row: &Row| Ok(Shown { stored: stored(row)?, since: row.time("since")? });
    store.reader().await?.rows(SHOWN_TO, cells![audience.to_string(), i64::from(most)], read).await
}

/// The projects that are counted without a name.
pub async fn counted(store: &Store) -> Result<Vec<Stored>> {
    store.reader().await?.rows(COUNTED, vec![], stored).await
}

/// What was opened and closed, the last first: (when, opened, closed).
pub async fn history(store: &Store, project: &ProjectId, most: usize) -> Result<Vec<(Timestamp, Changed)>> {
    let told = audit::of_object(store, &object(project), 500).await?;
    let audiences = |entry: &audit::Entry, key: &str| -> Vec<Audience> {
        let all = entry.detail.get(key).and_then(|value| value.as_array()).into_iter().flatten();
        all.filter_map(|value| value.as_str()?.parse().ok()).collect()
    };
    let change = |entry: &audit::Entry| Changed { opened: audiences(entry, "opened"), closed: audiences(entry, "closed") };
    let own = told.iter().filter(|entry| entry.what == "project.sharing");
    Ok(own.take(most).map(|entry| (entry.at, change(entry))).collect())
}
