//! What a project was opened from: a target that a territory follows, or a synergy. Knowing it opens neither.

use crate::conn::{Result, Row, cells};
use crate::{ProjectId, Store, StoreError, SynergyId, TargetId};
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Target(TargetId),
    Synergy(SynergyId),
}

impl Origin {
    /// None for what no page gave.
    pub fn parse(text: &str) -> Option<Origin> {
        match text.split_once(':')? {
            ("target", id) => TargetId::parse(id).map(Origin::Target),
            ("synergy", id) => SynergyId::parse(id).map(Origin::Synergy),
            _ => None,
        }
    }
}

/// As kept, and as written in an address.
impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Target(id) => write!(f, "target:{id}"),
            Origin::Synergy(id) => write!(f, "synergy:{id}"),
        }
    }
}

const OF: &str = "SELECT origin FROM project WHERE id = $1 AND origin <> ''";
const OPENED: &str = "SELECT id, created_at FROM project WHERE origin = $1 AND deleted_at IS NULL ORDER BY created_at, id LIMIT $2";

/// What a project was opened from; none for most.
pub async fn origin(store: &Store, id: &ProjectId) -> Result<Option<Origin>> {
    let read = |row: &Row| {
        let text = row.text("origin")?;
        Origin::parse(&text).ok_or_else(|| StoreError::unreadable("origin", text))
    };
    store.reader().await?.row(OF, cells![id.as_str()], read).await
}

/// The projects opened from it that stand, the first opened first, at most so many.
pub async fn opened_from(store: &Store, origin: &Origin, most: u32) -> Result<Vec<(ProjectId, Timestamp)>> {
    let read = |row: &Row| Ok((ProjectId(row.text("id")?), row.time("created_at")?));
    store.reader().await?.rows(OPENED, cells![origin.to_string(), i64::from(most)], read).await
}
