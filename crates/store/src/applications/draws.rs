//! The envelope an application draws on, read when its money is: a share that was delegated meanwhile counts.

use super::Record;
use crate::conn::Result;
use crate::{Store, StoreError, call_envelopes, ledger as book};
use ledger::{Award, Envelope, EnvelopeId};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub id: EnvelopeId,
    pub envelope: Envelope,
    /// What the ledger already holds of the application: its money stays where it was reserved.
    pub award: Option<Award>,
}

/// None when the call draws on nothing.
pub async fn draws_on(store: &Store, record: &Record) -> Result<Option<Drawn>> {
    let award = book::award(store, &record.number).await?;
    let root = call_envelopes::root(store, &record.call, record.envelope.as_deref()).await?;
    let mut all: BTreeMap<EnvelopeId, Envelope> = book::envelopes(store).await?.into_iter().collect();
    let id = match (&award, root) {
        (Some(award), _) => award.envelope.clone(),
        (None, Some(root)) => ledger::drawn(&all, &root, record.territory(), record.place.as_ref().map(|place| place.region.as_str())),
        (None, None) => return Ok(None),
    };
    let envelope = all.remove(&id).ok_or_else(|| StoreError::unreadable("envelope", &id))?;
    Ok(Some(Drawn { id, envelope, award }))
}
