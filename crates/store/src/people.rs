//! People with an account, and what they may do where.

use crate::conn::{Conn, Result, Row, cells};
use crate::{OrganisationId, PersonId, RightId, Store, StoreError, audit};
use domain::rights::{Right, Role, Scope};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// Lowercase.
    pub email: String,
    pub name: String,
    pub created_at: Timestamp,
    /// The account is closed: nobody signs in with it; histories keep its name.
    pub closed_at: Option<Timestamp>,
}

/// A right as it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub id: RightId,
    pub person: PersonId,
    pub right: Right,
    pub given_at: Timestamp,
    /// Signature of who gave it.
    pub given_by: String,
}

const ADD: &str = "INSERT INTO person (id, email, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING";
const BY_ID: &str = "SELECT id, email, name, created_at, closed_at FROM person WHERE id = $1";
const BY_EMAIL: &str = "SELECT id, email, name, created_at, closed_at FROM person WHERE email = $1";
const IN_SCOPE: &str = "SELECT DISTINCT p.id, p.email, p.name, p.created_at, p.closed_at FROM person p \
     JOIN person_right r ON r.person_id = p.id WHERE r.scope = $1 AND r.taken_back_at IS NULL AND p.closed_at IS NULL ORDER BY p.name, p.id";
const GIVE: &str = "INSERT INTO person_right (id, person_id, organisation_id, role, scope, given_at, given_by) \
     SELECT $1, p.id, $3, $4, $5, $6, $7 FROM person p WHERE p.id = $2 AND p.closed_at IS NULL AND NOT EXISTS \
     (SELECT 1 FROM person_right r WHERE r.person_id = $2 AND r.organisation_id = $3 AND r.role = $4 AND r.scope = $5 AND r.taken_back_at IS NULL)";
const TAKE_BACK: &str = "UPDATE person_right SET taken_back_at = $2, taken_back_by = $3 WHERE id = $1 AND taken_back_at IS NULL";
const HELD_BY: &str = "SELECT person_id FROM person_right WHERE id = $1";
const RIGHTS: &str = "SELECT id, person_id, organisation_id, role, scope, given_at, given_by FROM person_right \
     WHERE person_id = $1 AND taken_back_at IS NULL ORDER BY given_at, id";
const RIGHTS_IN: &str = "SELECT id, person_id, organisation_id, role, scope, given_at, given_by FROM person_right \
     WHERE scope = $1 AND taken_back_at IS NULL ORDER BY given_at, id";

/// The address as accounts are told apart.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Adds somebody; whoever already has this address is given back, unchanged.
pub async fn add(store: &Store, email: &str, name: &str, author: &str, now: Timestamp) -> Result<PersonId> {
    let (email, name, author) = (normal_email(email), name.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = PersonId::fresh(now);
                if conn.execute(ADD, cells![id.as_str(), &email, &name, now]).await? == 0 {
                    let there = conn.row(BY_EMAIL, cells![email], read).await?;
                    return Ok(there.map_or(id, |person| person.id));
                }
                audit::append(conn, now, &author, "person.add", &object(&id), json!({})).await?;
                Ok(id)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &PersonId) -> Result<Option<Person>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

pub async fn find_by_email(store: &Store, email: &str) -> Result<Option<Person>> {
    store.reader().await?.row(BY_EMAIL, cells![normal_email(email)], read).await
}

/// Whoever holds a right within exactly this scope, by name.
pub async fn in_scope(store: &Store, scope: &Scope) -> Result<Vec<Person>> {
    store.reader().await?.rows(IN_SCOPE, cells![scope.to_string()], read).await
}

/// Gives a right, effective at the next request; None when the person already holds it, or is not there.
pub async fn give(store: &Store, person: &PersonId, right: &Right, author: &str, now: Timestamp) -> Result<Option<RightId>> {
    let (person, right, author) = (person.clone(), right.clone(), author.to_owned());
    store.write(move |conn| Box::pin(async move { give_in(conn, &person, &right, &author, now).await })).await
}

/// The same, in a job that does more.
pub(crate) async fn give_in(conn: &mut Conn, person: &PersonId, right: &Right, author: &str, now: Timestamp) -> Result<Option<RightId>> {
    let id = RightId::fresh(now);
    let (role, scope) = (right.role.code(), right.scope.to_string());
    let cells = cells![id.as_str(), person.as_str(), &right.organisation, role, &scope, now, author];
    if conn.execute(GIVE, cells).await? == 0 {
        return Ok(None);
    }
    let detail = json!({ "right": id.as_str(), "role": role, "scope": scope });
    audit::append(conn, now, author, "right.give", &object(person), detail).await?;
    Ok(Some(id))
}

/// Takes a right back, effective at the next request. False when it was not held.
pub async fn take_back(store: &Store, right: &RightId, author: &str, now: Timestamp) -> Result<bool> {
    let (right, author) = (right.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(TAKE_BACK, cells![right.as_str(), now, &author]).await? == 1;
                if done && let Some(person) = conn.row(HELD_BY, cells![right.as_str()], |row| row.text("person_id").map(PersonId)).await? {
                    let detail = json!({ "right": right.as_str() });
                    audit::append(conn, now, &author, "right.take_back", &object(&person), detail).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// What somebody holds now.
pub async fn rights(store: &Store, person: &PersonId) -> Result<Vec<Given>> {
    store.reader().await?.rows(RIGHTS, cells![person.as_str()], given).await
}

/// What is held now within exactly this scope.
pub async fn rights_in(store: &Store, scope: &Scope) -> Result<Vec<Given>> {
    store.reader().await?.rows(RIGHTS_IN, cells![scope.to_string()], given).await
}

/// How this person signs in histories and in the audit.
pub fn signature(id: &PersonId) -> String {
    object(id)
}

pub(crate) fn object(id: &PersonId) -> String {
    format!("person:{id}")
}

pub(crate) fn read(row: &Row) -> Result<Person> {
    Ok(Person {
        id: PersonId(row.text("id")?),
        email: row.text("email")?,
        name: row.text("name")?,
        created_at: row.time("created_at")?,
        closed_at: row.maybe_time("closed_at")?,
    })
}

pub(crate) fn given(row: &Row) -> Result<Given> {
    let (role, scope) = (row.text("role")?, row.text("scope")?);
    let right = Right {
        role: Role::parse(&role).ok_or_else(|| StoreError::unreadable("role", role))?,
        scope: scope.parse().map_err(|why| StoreError::unreadable("scope", why))?,
        organisation: OrganisationId(row.text("organisation_id")?).to_string(),
    };
    Ok(Given {
        id: RightId(row.text("id")?),
        person: PersonId(row.text("person_id")?),
        right,
        given_at: row.time("given_at")?,
        given_by: row.text("given_by")?,
    })
}
