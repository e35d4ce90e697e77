//! Who signs the contract of a territory, and when: added, removed, brought back. Names stay out of the audit.

use crate::conn::{Result, Row, cells};
use crate::removal::{self, Removal};
use crate::sheets::{Place, day, phase};
use crate::{SignatoryId, Store, StoreError, audit};
use contracts::{Quality, Signatory};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: SignatoryId,
    pub phase: u8,
    pub code: String,
    pub signatory: Signatory,
    /// From 1; send it back with what is done next.
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
    pub removed: bool,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, phase, code, organisation, quality, person, signed_on, version, author, at, removed_at FROM contract_signatory WHERE ",
            $end
        )
    };
}
/// The same organisation by the same person, in the same contract.
macro_rules! same {
    () => {
        "s.phase = contract_signatory.phase AND s.code = contract_signatory.code AND s.organisation = contract_signatory.organisation \
         AND s.person = contract_signatory.person"
    };
}
const BY_ID: &str = select!("id = $1");
/// Those who signed first on top, then those who have not signed.
const OF_CONTRACT: &str = select!("phase = $1 AND code = $2 ORDER BY COALESCE(signed_on, '9999'), id");
const SAME: &str = "SELECT id FROM contract_signatory WHERE phase = $1 AND code = $2 AND organisation = $3 AND person = $4 \
     AND removed_at IS NULL ORDER BY id LIMIT 1";
const ADD: &str = "INSERT INTO contract_signatory (id, phase, code, organisation, quality, person, signed_on, version, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)";
const REMOVE: &str = "UPDATE contract_signatory SET removed_at = $3, version = version + 1 \
     WHERE id = $1 AND version = $2 AND removed_at IS NULL";
const RESTORE: &str = concat!(
    "UPDATE contract_signatory SET removed_at = NULL, version = version + 1, at = $3 \
     WHERE id = $1 AND version = $2 AND removed_at IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM contract_signatory s WHERE s.removed_at IS NULL AND ",
    same!(),
    ")"
);

/// Adds a signatory; the same organisation by the same person is given back, so that a second click adds nothing.
pub async fn add(store: &Store, place: &Place, signatory: &Signatory, author: &str, now: Timestamp) -> Result<SignatoryId> {
    let (place, signatory, author) = (place.clone(), signatory.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Signatory { organisation, quality, person, signed_on } = &signatory;
                let at = i64::from(place.phase);
                audit::hold(conn).await?;
                if let Some(id) = conn.row(SAME, cells![at, &place.code, organisation, person], |row| row.text("id")).await? {
                    return Ok(SignatoryId(id));
                }
                let id = SignatoryId::fresh(now);
                let signed = signed_on.map(|day| day.to_string());
                conn.execute(ADD, cells![id.as_str(), at, &place.code, organisation, quality.code(), person, signed, &author, now]).await?;
                let detail = json!({ "phase": place.phase, "code": place.code, "quality": quality.code() });
                audit::append(conn, now, &author, "signatory.add", &object(&id), detail).await?;
                Ok(id)
            })
        })
        .await
}

/// Takes a signatory out of the list. False when it does not stand at that version.
pub async fn remove(store: &Store, id: &SignatoryId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: REMOVE, id: id.to_string(), expected, action: "signatory.remove", object: object(id) };
    removal::remove(store, removal, author, now).await
}

/// Brings a removed signatory back. False when it does not stand at that version, or was added again meanwhile.
pub async fn restore(store: &Store, id: &SignatoryId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: RESTORE, id: id.to_string(), expected, action: "signatory.restore", object: object(id) };
    removal::restore(store, removal, author, now).await
}

/// Removed or not.
pub async fn find(store: &Store, id: &SignatoryId) -> Result<Option<Kept>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// The signatories of a contract, those removed included, those who signed first on top.
pub async fn of_contract(store: &Store, phase: u8, code: &str) -> Result<Vec<Kept>> {
    store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code], read).await
}

/// What its documents and its audit are of: "signatory:ID".
pub fn object(id: &SignatoryId) -> String {
    format!("signatory:{id}")
}

fn read(row: &Row) -> Result<Kept> {
    let quality = row.text("quality")?;
    let signed_on = if row.maybe_text("signed_on")?.is_some() { Some(day(row, "signed_on")?) } else { None };
    Ok(Kept {
        id: SignatoryId(row.text("id")?),
        phase: phase(row)?,
        code: row.text("code")?,
        signatory: Signatory {
            organisation: row.text("organisation")?,
            quality: Quality::parse(&quality).ok_or_else(|| StoreError::unreadable("quality", quality))?,
            person: row.text("person")?,
            signed_on,
        },
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
        removed: row.maybe_time("removed_at")?.is_some(),
    })
}
