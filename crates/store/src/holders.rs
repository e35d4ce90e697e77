//! Who holds which right, with the names that a page shows: within a scope, of a person, now and before.

use crate::conn::{Result, Row, cells};
use crate::people::{self, Given};
use crate::{OrganisationId, PersonId, RightId, Store};
use domain::rights::Scope;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A right with the names around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    pub given: Given,
    pub name: String,
    /// As the account has it; "closed:…" when it is closed.
    pub email: String,
    pub organisation: String,
    pub taken_back_at: Option<Timestamp>,
    pub taken_back_by: Option<String>,
}

const IN_SCOPE: &str = "SELECT r.id, r.person_id, r.organisation_id, r.role, r.scope, r.given_at, r.given_by, r.taken_back_at, r.taken_back_by, \
     p.name, p.email, o.name AS organisation FROM person_right r JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = r.organisation_id \
     WHERE r.scope = $1 AND r.taken_back_at IS NULL ORDER BY r.given_at, r.id";
const EVER_IN_SCOPE: &str = "SELECT r.id, r.person_id, r.organisation_id, r.role, r.scope, r.given_at, r.given_by, r.taken_back_at, r.taken_back_by, \
     p.name, p.email, o.name AS organisation FROM person_right r JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = r.organisation_id \
     WHERE r.scope = $1 ORDER BY r.given_at DESC, r.id DESC LIMIT $2";
const OF_PERSON: &str = "SELECT r.id, r.person_id, r.organisation_id, r.role, r.scope, r.given_at, r.given_by, r.taken_back_at, r.taken_back_by, \
     p.name, p.email, o.name AS organisation FROM person_right r JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = r.organisation_id \
     WHERE r.person_id = $1 AND r.taken_back_at IS NULL ORDER BY r.given_at, r.id";
const ONE: &str = "SELECT r.id, r.person_id, r.organisation_id, r.role, r.scope, r.given_at, r.given_by, r.taken_back_at, r.taken_back_by, \
     p.name, p.email, o.name AS organisation FROM person_right r JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = r.organisation_id \
     WHERE r.id = $1";
const SCOPES: &str = "SELECT scope, COUNT(*) AS holders FROM person_right WHERE taken_back_at IS NULL GROUP BY scope ORDER BY scope";
/// Whoever leads a territory or instructs in its name speaks for an organisation as much as its contact does.
const SPOKEN_FOR: &str = "SELECT organisation_id FROM person_right \
     UNION SELECT organisation_id FROM invitation WHERE accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $1";
const NAME: &str = "SELECT name FROM person WHERE id = $1";

/// Who holds something within exactly this scope, first given first.
pub async fn in_scope(store: &Store, scope: &Scope) -> Result<Vec<Holder>> {
    store.reader().await?.rows(IN_SCOPE, cells![scope.to_string()], read).await
}

/// What was ever given within exactly this scope, last given first.
pub async fn ever_in_scope(store: &Store, scope: &Scope, limit: u32) -> Result<Vec<Holder>> {
    store.reader().await?.rows(EVER_IN_SCOPE, cells![scope.to_string(), i64::from(limit)], read).await
}

/// What somebody holds now.
pub async fn of_person(store: &Store, person: &PersonId) -> Result<Vec<Holder>> {
    store.reader().await?.rows(OF_PERSON, cells![person.as_str()], read).await
}

/// One right, held or taken back.
pub async fn find(store: &Store, right: &RightId) -> Result<Option<Holder>> {
    store.reader().await?.row(ONE, cells![right.as_str()], read).await
}

/// Every scope in which somebody holds something, with how many rights.
pub async fn scopes(store: &Store) -> Result<Vec<(Scope, i64)>> {
    let read = |row: &Row| {
        let scope = row.text("scope")?;
        Ok((scope.parse().map_err(|why| crate::StoreError::unreadable("scope", why))?, row.whole("holders")?))
    };
    store.reader().await?.rows(SCOPES, vec![], read).await
}

/// The organisations in whose name somebody ever held a right, whatever it was, or is invited to one.
pub async fn spoken_for(store: &Store, now: Timestamp) -> Result<BTreeSet<String>> {
    let ids = store.reader().await?.rows(SPOKEN_FOR, cells![now], |row| row.text("organisation_id")).await?;
    Ok(ids.into_iter().collect())
}

/// The names behind signatures ("person:ID"), by signature; those of nobody are left out.
pub async fn names<'a>(store: &Store, signatures: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<String, String>> {
    let asked: BTreeSet<&str> = signatures.into_iter().filter(|who| who.starts_with("person:")).collect();
    let mut names = BTreeMap::new();
    if asked.is_empty() {
        return Ok(names);
    }
    let mut conn = store.reader().await?;
    for who in asked {
        let id = who.trim_start_matches("person:");
        if let Some(name) = conn.row(NAME, cells![id], |row| row.text("name")).await? {
            names.insert(who.to_owned(), name);
        }
    }
    Ok(names)
}

fn read(row: &Row) -> Result<Holder> {
    Ok(Holder {
        given: people::given(row)?,
        name: row.text("name")?,
        email: row.text("email")?,
        organisation: row.text("organisation")?,
        taken_back_at: row.maybe_time("taken_back_at")?,
        taken_back_by: row.maybe_text("taken_back_by")?,
    })
}

impl Holder {
    pub fn organisation_id(&self) -> OrganisationId {
        OrganisationId(self.given.right.organisation.clone())
    }
}
