//! Invitations: one right offered to one address, by a link that is used once and can be taken back.
//!
//! The link alone makes an account when its address has none. When it has one, the link *and* a session of that account
//! are both needed: whoever once made an account under another's address is not given what is offered to the other.

use crate::conn::{Conn, Result, Row, cells};
use crate::people::{self, Person};
use crate::{InvitationId, OrganisationId, PersonId, Store, StoreError, TokenHash, accounts, audit};
use domain::Lang;
use domain::rights::{Right, Role};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub id: InvitationId,
    /// Lowercase.
    pub email: String,
    /// As the inviter wrote it; may be empty.
    pub name: String,
    pub right: Right,
    pub lang: Lang,
    pub invited_at: Timestamp,
    /// Signature of who invited.
    pub invited_by: String,
    pub expires_at: Timestamp,
}

/// What is offered, and to whom.
#[derive(Clone, Debug)]
pub struct Offer {
    pub email: String,
    pub name: String,
    pub right: Right,
    pub lang: Lang,
    pub expires_at: Timestamp,
}

/// What became of an invitation that somebody accepts.
#[derive(Clone, Debug, PartialEq)]
pub enum Accepted {
    By(PersonId),
    /// It was used, taken back or is over.
    Gone,
    /// An account has this address: its owner signs in first.
    SignInFirst,
}

const CREATE: &str = "INSERT INTO invitation (id, token_hash, email, name, organisation_id, role, scope, lang, invited_at, invited_by, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const BY_TOKEN: &str = "SELECT id, email, name, organisation_id, role, scope, lang, invited_at, invited_by, expires_at FROM invitation \
     WHERE token_hash = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2";
const BY_ID: &str = "SELECT id, email, name, organisation_id, role, scope, lang, invited_at, invited_by, expires_at FROM invitation \
     WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL";
const PENDING_IN: &str = "SELECT id, email, name, organisation_id, role, scope, lang, invited_at, invited_by, expires_at FROM invitation \
     WHERE scope = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2 ORDER BY invited_at, id";
const PENDING_FOR: &str = "SELECT id, email, name, organisation_id, role, scope, lang, invited_at, invited_by, expires_at FROM invitation \
     WHERE email = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2 ORDER BY invited_at, id";
/// The guard: of all those who open the link at once, one is let in.
const ACCEPT: &str = "UPDATE invitation SET accepted_at = $2, accepted_by = $3 \
     WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2";
/// In the same job as the guard, when the account turns out to be there.
const UNACCEPT: &str = "UPDATE invitation SET accepted_at = NULL, accepted_by = NULL WHERE id = $1 AND accepted_by = $2";
const REVOKE: &str = "UPDATE invitation SET revoked_at = $2 WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL";
/// A second invitation to the same thing replaces the first: its link stops working.
const REPLACE: &str = "UPDATE invitation SET revoked_at = $5 WHERE email = $1 AND organisation_id = $2 AND role = $3 AND scope = $4 \
     AND accepted_at IS NULL AND revoked_at IS NULL";

/// Offers a right by the link whose digest is `token`; an earlier offer of the same is taken back.
pub async fn create(store: &Store, token: &TokenHash, offer: &Offer, author: &str, now: Timestamp) -> Result<InvitationId> {
    let (token, offer, author) = (token.0.clone(), offer.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = InvitationId::fresh(now);
                let (email, role, scope) = (people::normal_email(&offer.email), offer.right.role.code(), offer.right.scope.to_string());
                conn.execute(REPLACE, cells![&email, &offer.right.organisation, role, &scope, now]).await?;
                let cells = cells![
                    id.as_str(),
                    token,
                    email,
                    offer.name,
                    &offer.right.organisation,
                    role,
                    &scope,
                    offer.lang.code(),
                    now,
                    &author,
                    offer.expires_at
                ];
                conn.execute(CREATE, cells).await?;
                let detail = json!({ "role": role, "scope": scope, "organisation": offer.right.organisation });
                audit::append(conn, now, &author, "invitation.create", &object(&id), detail).await?;
                Ok(id)
            })
        })
        .await
}

/// The invitation behind a link, if it stands at `now`.
pub async fn find_by_token(store: &Store, token: &TokenHash, now: Timestamp) -> Result<Option<Invitation>> {
    store.reader().await?.row(BY_TOKEN, cells![&token.0, now], read).await
}

/// An invitation that was neither accepted nor taken back.
pub async fn find(store: &Store, id: &InvitationId) -> Result<Option<Invitation>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// What is offered within exactly this scope and awaits an answer.
pub async fn pending_in(store: &Store, scope: &domain::rights::Scope, now: Timestamp) -> Result<Vec<Invitation>> {
    store.reader().await?.rows(PENDING_IN, cells![scope.to_string(), now], read).await
}

/// What is offered to this address and awaits an answer.
pub async fn pending_for(store: &Store, email: &str, now: Timestamp) -> Result<Vec<Invitation>> {
    store.reader().await?.rows(PENDING_FOR, cells![people::normal_email(email), now], read).await
}

/// Takes an invitation back. False when it was accepted or taken back already.
pub async fn revoke(store: &Store, id: &InvitationId, author: &str, now: Timestamp) -> Result<bool> {
    let (id, author) = (id.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(REVOKE, cells![id.as_str(), now]).await? == 1;
                if done {
                    audit::append(conn, now, &author, "invitation.revoke", &object(&id), json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// Accepts by making the account of its address, with a name and the digest of a password.
pub async fn accept_as_new(store: &Store, token: &TokenHash, name: &str, password: &str, now: Timestamp) -> Result<Accepted> {
    let (token, name, password) = (token.0.clone(), name.to_owned(), password.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(invitation) = conn.row(BY_TOKEN, cells![token, now], read).await? else { return Ok(Accepted::Gone) };
                let person = PersonId::fresh(now);
                // First the guard, which keeps the invitation to this job until it ends.
                if conn.execute(ACCEPT, cells![invitation.id.as_str(), now, person.as_str()]).await? == 0 {
                    return Ok(Accepted::Gone);
                }
                if !accounts::create(conn, &person, &invitation.email, &name, invitation.lang, now).await? {
                    conn.execute(UNACCEPT, cells![invitation.id.as_str(), person.as_str()]).await?;
                    return Ok(Accepted::SignInFirst);
                }
                accounts::set_password(conn, &person, &password).await?;
                settle(conn, &invitation, &person, now).await?;
                Ok(Accepted::By(person))
            })
        })
        .await
}

/// Accepts in the account whose session this is; it must have the address that was invited.
pub async fn accept_as(store: &Store, token: &TokenHash, person: &Person, now: Timestamp) -> Result<Accepted> {
    let (token, person) = (token.0.clone(), person.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(invitation) = conn.row(BY_TOKEN, cells![token, now], read).await? else { return Ok(Accepted::Gone) };
                if invitation.email != person.email {
                    return Ok(Accepted::SignInFirst);
                }
                if conn.execute(ACCEPT, cells![invitation.id.as_str(), now, person.id.as_str()]).await? == 0 {
                    return Ok(Accepted::Gone);
                }
                settle(conn, &invitation, &person.id, now).await?;
                Ok(Accepted::By(person.id))
            })
        })
        .await
}

/// Accepts everything offered to an address that an identity provider has verified, in the account it vouches for, which
/// is made when it is not there. None when nothing is offered to this address: rights are given by people.
pub async fn accept_vouched(store: &Store, email: &str, name: &str, identity: &str, now: Timestamp) -> Result<Option<PersonId>> {
    let (email, name, identity) = (people::normal_email(email), name.to_owned(), identity.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let offered = conn.rows(PENDING_FOR, cells![&email, now], read).await?;
                let Some(lang) = offered.first().map(|first| first.lang) else { return Ok(None) };
                let person = match accounts::by_email(conn, &email).await? {
                    Some(person) if person.closed_at.is_some() => return Ok(None),
                    Some(person) => person.id,
                    None => PersonId::fresh(now),
                };
                let mut taken = vec![];
                for invitation in offered {
                    if conn.execute(ACCEPT, cells![invitation.id.as_str(), now, person.as_str()]).await? == 1 {
                        taken.push(invitation);
                    }
                }
                if taken.is_empty() {
                    return Ok(None);
                }
                // Already there when the address has an account: nothing is made twice.
                accounts::create(conn, &person, &email, &name, lang, now).await?;
                accounts::vouch(conn, &person, &identity, now).await?;
                for invitation in &taken {
                    settle(conn, invitation, &person, now).await?;
                }
                Ok(Some(person))
            })
        })
        .await
}

/// Gives what an invitation that was just marked offered.
async fn settle(conn: &mut Conn, invitation: &Invitation, person: &PersonId, now: Timestamp) -> Result<()> {
    people::give_in(conn, person, &invitation.right, &invitation.invited_by, now).await?;
    audit::append(conn, now, &people::object(person), "invitation.accept", &object(&invitation.id), json!({})).await
}

fn object(id: &InvitationId) -> String {
    format!("invitation:{id}")
}

fn read(row: &Row) -> Result<Invitation> {
    let (role, scope) = (row.text("role")?, row.text("scope")?);
    Ok(Invitation {
        id: InvitationId(row.text("id")?),
        email: row.text("email")?,
        name: row.text("name")?,
        right: Right {
            role: Role::parse(&role).ok_or_else(|| StoreError::unreadable("role", role))?,
            scope: scope.parse().map_err(|why| StoreError::unreadable("scope", why))?,
            organisation: OrganisationId(row.text("organisation_id")?).to_string(),
        },
        lang: accounts::lang(&row.text("lang")?),
        invited_at: row.time("invited_at")?,
        invited_by: row.text("invited_by")?,
        expires_at: row.time("expires_at")?,
    })
}
