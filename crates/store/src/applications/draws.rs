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

/// Where the first money of an application is looked for, so that the transaction that takes it looks again.
#[derive(Clone, Debug)]
pub(crate) struct Near {
    root: EnvelopeId,
    territory: Option<String>,
    region: Option<String>,
}

impl Near {
    pub fn drawn(&self, all: &BTreeMap<EnvelopeId, Envelope>) -> EnvelopeId {
        ledger::drawn(all, &self.root, self.territory.as_deref(), self.region.as_deref())
    }
    /// The envelopes that tell which one it is.
    pub fn looked_for(&self) -> Vec<EnvelopeId> {
        let mut all = ledger::nearer(&self.root, self.territory.as_deref(), self.region.as_deref());
        all.push(self.root.clone());
        all
    }
}

/// None when the call draws on nothing, or on what nobody opened.
pub async fn draws_on(store: &Store, record: &Record) -> Result<Option<Drawn>> {
    Ok(found(store, record).await?.map(|(drawn, _)| drawn))
}

/// Each envelope that these applications draw on, with how many of them do.
pub async fn shared(store: &Store, records: &[&Record]) -> Result<BTreeMap<EnvelopeId, (Envelope, usize)>> {
    let acts = call_envelopes::in_force(store).await?;
    let numbers: Vec<&str> = records.iter().map(|record| record.number.as_str()).collect();
    let mut awards: BTreeMap<String, Award> =
        book::awards_of(store, &numbers).await?.into_iter().map(|(id, award)| (id.to_string(), award)).collect();
    let all: BTreeMap<EnvelopeId, Envelope> = book::envelopes(store).await?.into_iter().collect();
    let mut shared: BTreeMap<EnvelopeId, (Envelope, usize)> = BTreeMap::new();
    for record in records {
        if let Some((drawn, _)) = chosen(record, awards.remove(&record.number), root_of(&acts, record), &all)? {
            shared.entry(drawn.id).or_insert((drawn.envelope, 0)).1 += 1;
        }
    }
    Ok(shared)
}

/// The root of the tree it draws on before any money is taken: the own envelope of its measure, which no act on the call moves; else
/// that of the act in force, else that of its file.
pub async fn root(store: &Store, record: &Record) -> Result<Option<EnvelopeId>> {
    Ok(root_of(&call_envelopes::in_force(store).await?, record))
}

fn root_of(acts: &BTreeMap<String, EnvelopeId>, record: &Record) -> Option<EnvelopeId> {
    let own = record.life.form.measure.as_ref().and_then(|measure| measure.draws.as_deref()).and_then(EnvelopeId::parse);
    own.or_else(|| acts.get(&record.call).cloned()).or_else(|| record.envelope.as_deref().and_then(EnvelopeId::parse))
}

/// The envelope, with where it was looked for when no money was taken yet.
pub(super) async fn found(store: &Store, record: &Record) -> Result<Option<(Drawn, Option<Near>)>> {
    let award = book::award(store, &record.number).await?;
    let root = if award.is_some() { None } else { root(store, record).await? };
    let all = book::envelopes(store).await?.into_iter().collect();
    chosen(record, award, root, &all)
}

fn chosen(
    record: &Record,
    award: Option<Award>,
    root: Option<EnvelopeId>,
    all: &BTreeMap<EnvelopeId, Envelope>,
) -> Result<Option<(Drawn, Option<Near>)>> {
    let near = match (&award, root) {
        (Some(_), _) => None,
        // Signed while its call drew on nothing: no line is there to pay or to take back, and it ends as it began.
        (None, _) if record.life.contract.is_some() => return Ok(None),
        (None, root) => root.filter(|root| all.contains_key(root)).map(|root| Near {
            root,
            territory: record.territory().map(str::to_owned),
            region: record.place.as_ref().map(|place| place.region.clone()),
        }),
    };
    let id = match (&award, &near) {
        (Some(award), _) => award.envelope.clone(),
        (None, Some(near)) => near.drawn(all),
        (None, None) => return Ok(None),
    };
    let envelope = all.get(&id).cloned().ok_or_else(|| StoreError::unreadable("envelope", &id))?;
    Ok(Some((Drawn { id, envelope, award }, near)))
}
