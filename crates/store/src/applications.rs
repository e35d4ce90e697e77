//! Applications to calls: what was typed, where each stands, every step it took, and the ledger behind its money.
//!
//! A step is judged by the pure crate `applications`, then written by a guarded update: of many people who start from
//! the same version, one is written and the others are told. A step that moves money is written by the desk of the
//! ledger, in the transaction that writes the lines of the journal: both or neither, so a crash leaves nothing to
//! repair (`docs/decisions/0019`).

mod attach;
mod awaited;
pub mod documents;
mod drawn;
mod draws;
#[cfg(test)]
mod endings;
mod lists;
mod money;
mod moves;
mod owner;
mod pages;
mod rank;
mod rows;
mod take;

pub use attach::{Attached, attach, detach};
pub use awaited::{of_holder, of_service, of_territory, proposed, to_score};
pub(crate) use drawn::{COUNTED_SINCE, count_what_was_before};
pub(crate) use draws::Near;
pub use draws::{Drawn, draws_on, root, shared};
pub use lists::{Euros, elsewhere_of, euros, granted, of_region, steps, unattached};
pub(crate) use moves::Move;
pub(crate) use owner::owner;
pub use pages::{After, Count, Inside, Reach, Sums, Wanted, before, before_session, counts, page, sums, themes};
pub(crate) use pages::{FOLDED_SINCE, fold_what_was_before};
pub use take::{Ask, PROPOSAL_DAYS, Taken, approve, reject, take, took};

use crate::conn::{Result, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::token::random_hex;
use crate::{ApplicationId, OrganisationId, ProjectId, SheetId, Store, audit};
use applications::{Application, Form, Party, Refusal, Step};
use grants::Line;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// An application as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub id: ApplicationId,
    /// What people say of it: "A-7K3F9Q2M". Also its number in the ledger.
    pub number: String,
    pub call: String,
    /// Slug of the operator.
    pub operator: String,
    /// Of the programme of the call, where it is known.
    pub call_phase: Option<u8>,
    /// The root of the tree that the call draws on; [`draws_on`] tells which envelope of it.
    pub envelope: Option<String>,
    pub organisation: OrganisationId,
    pub place: Option<Place>,
    pub life: Application,
    pub version: i64,
    pub proposal: Option<Proposal>,
    pub created_at: Timestamp,
    pub created_by: String,
    pub filed_at: Option<Timestamp>,
    /// SHA-256 of what was filed.
    pub receipt: Option<String>,
    /// The action sheet it counts in; of a draft, the one it was begun with.
    pub sheet: Option<SheetId>,
    /// The project of the line it was begun with.
    pub project: Option<ProjectId>,
    pub changed_at: Timestamp,
}

/// The territory whose project lead and region may see it: its holder named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub phase: u8,
    pub code: String,
    pub region: String,
}

impl Record {
    /// The code of its territory, when that is one of the phase of the call: the other phase gives the same codes to others.
    pub(crate) fn territory(&self) -> Option<&str> {
        self.place.as_ref().filter(|place| Some(place.phase) == self.call_phase).map(|place| place.code.as_str())
    }
}

/// A step that moves money above the threshold of the envelope, until somebody else approves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    pub step: Step,
    pub party: Party,
    pub who: String,
    pub at: Timestamp,
    pub key: String,
}

impl Proposal {
    /// Nobody approves it from this instant on; it can still be dropped.
    pub fn expires_at(&self) -> Timestamp {
        self.at + SignedDuration::from_hours(24 * PROPOSAL_DAYS)
    }
}

/// One step that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    pub version: i64,
    pub at: Timestamp,
    pub who: String,
    pub approver: Option<String>,
    pub step: Step,
    pub before: applications::State,
    pub after: applications::State,
    pub wave: String,
}

/// What an application is begun with.
#[derive(Clone, Debug)]
pub struct New {
    pub call: String,
    pub operator: String,
    /// Of the programme of the call.
    pub call_phase: Option<u8>,
    pub wave: String,
    pub envelope: Option<String>,
    pub organisation: OrganisationId,
    pub place: Option<Place>,
    pub in_money: bool,
    pub form: Form,
    /// The action sheet it is begun with: filed for the territory of that sheet, it counts in it.
    pub sheet: Option<SheetId>,
    /// The project of the line it is begun with: filed, it counts in the one sheet that was made from it.
    pub project: Option<ProjectId>,
    /// Who pays, under which measure and regime: what its line in a sheet holds before any step.
    pub pays: Option<Line>,
}

/// What became of a draft that was saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Done(Record),
    /// Somebody saved in between: this is theirs.
    Conflict(Record),
    Refused(Refusal),
}

const ADD: &str = "INSERT INTO application (id, number, call, operator, wave, envelope, organisation, phase, territory, region, title, \
     state, asked, paid, life, version, created_at, created_by, changed_at, sheet, project, pays, call_phase) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, 1, $15, $16, $15, $17, $18, $19, $20)";
const SAVE: &str = "UPDATE application SET version = version + 1, title = $3, asked = $4, life = $5, phase = $6, territory = $7, \
     region = $8, changed_at = $9 WHERE id = $1 AND version = $2 AND proposal IS NULL";

/// Begins a draft. The same key gives the same draft.
pub async fn create(store: &Store, new: New, author: &str, key: &Key, now: Timestamp) -> Result<ApplicationId> {
    let life = Application::draft(&new.wave, new.in_money, new.form);
    let text = to_json("life", &life)?;
    let pays = new.pays.as_ref().map(|pays| to_json("pays", pays)).transpose()?;
    let request = Request::new(key, "application.create", &[&new.call, new.organisation.as_str(), author]);
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(there) = idempotency::claim(conn, Some(&request), now).await? {
                    return Ok(ApplicationId(there));
                }
                let (id, number) = (ApplicationId::fresh(now), fresh_number());
                let (phase, code, region) = columns(new.place.as_ref());
                let cells = cells![
                    id.as_str(),
                    &number,
                    &new.call,
                    &new.operator,
                    &life.wave,
                    new.envelope,
                    new.organisation.as_str(),
                    phase,
                    code,
                    region,
                    &life.form.title,
                    life.state.code(),
                    life.form.asked.map(|asked| asked.0),
                    text,
                    now,
                    &author,
                    new.sheet.map(|sheet| sheet.to_string()),
                    new.project.map(|project| project.to_string()),
                    pays,
                    new.call_phase.map(i64::from)
                ];
                conn.execute(ADD, cells).await?;
                pages::fold(conn, id.as_str()).await?;
                let detail = json!({ "call": new.call, "number": number });
                audit::append(conn, now, &author, "application.create", &object(&id), detail).await?;
                idempotency::settle(conn, Some(&request), id.as_str()).await?;
                Ok(id)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &ApplicationId) -> Result<Option<Record>> {
    store.reader().await?.row(rows::BY_ID, cells![id.as_str()], rows::record).await
}

/// By what people say of it.
pub async fn find_by_number(store: &Store, number: &str) -> Result<Option<Record>> {
    store.reader().await?.row(rows::BY_NUMBER, cells![number], rows::record).await
}

/// Replaces what the holder typed, on top of `version`. Sent again, what stands is what was typed.
pub async fn save(
    store: &Store,
    id: &ApplicationId,
    version: i64,
    form: Form,
    place: Option<Place>,
    author: &str,
    now: Timestamp,
) -> Result<Option<Saved>> {
    let Some(record) = find(store, id).await? else { return Ok(None) };
    let mut life = record.life.clone();
    let edited = life.edit(form);
    if record.version != version {
        let same = edited.is_ok() && life == record.life && (record.filed_at.is_some() || record.place == place);
        return Ok(Some(if same { Saved::Done(record) } else { Saved::Conflict(record) }));
    }
    if let Err(refusal) = edited {
        return Ok(Some(Saved::Refused(refusal)));
    }
    let (text, author, id) = (to_json("life", &life)?, author.to_owned(), id.clone());
    // Whom a filed application is shown to was said when it was filed.
    let place = if record.filed_at.is_some() { record.place } else { place };
    let (wrote, now_there) = store
        .write(move |conn| {
            Box::pin(async move {
                let (phase, code, region) = columns(place.as_ref());
                let asked = life.form.asked.map(|asked| asked.0);
                let cells = cells![id.as_str(), version, &life.form.title, asked, text, phase, code, region, now];
                let wrote = conn.execute(SAVE, cells).await? == 1;
                if wrote {
                    pages::fold(conn, id.as_str()).await?;
                    audit::append(conn, now, &author, "application.save", &object(&id), json!({})).await?;
                }
                Ok((wrote, conn.row(rows::BY_ID, cells![id.as_str()], rows::record).await?))
            })
        })
        .await?;
    Ok(now_there.map(|record| if wrote { Saved::Done(record) } else { Saved::Conflict(record) }))
}

fn columns(place: Option<&Place>) -> (Option<i64>, Option<String>, Option<String>) {
    (place.map(|p| i64::from(p.phase)), place.map(|p| p.code.clone()), place.map(|p| p.region.clone()))
}

fn object(id: &ApplicationId) -> String {
    format!("application:{id}")
}

/// Forty random bits in the 32 letters and digits that are not taken for one another.
fn fresh_number() -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = u64::from_str_radix(&random_hex(5), 16).unwrap_or_default();
    let letters = (0..8).rev().map(|place| char::from(LETTERS[(bits >> (5 * place)) as usize & 31]));
    format!("{}{}", owner::PREFIX, letters.collect::<String>())
}
