//! The tree of envelopes that a call draws on, as it stands in the ledger.

use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use ledger::{Envelope, EnvelopeId};
use programmes::Call;
use std::collections::BTreeMap;

pub struct Tree {
    pub id: EnvelopeId,
    root: Envelope,
    all: BTreeMap<EnvelopeId, Envelope>,
}

impl Tree {
    /// The envelope at the top.
    pub fn root(&self) -> &Envelope {
        &self.root
    }
    /// What nobody took yet, wherever in the tree it was delegated.
    pub fn held(&self) -> i64 {
        ledger::held(&self.all, &self.id)
    }
}

/// None when the call draws on no envelope, or on one that nobody opened.
pub async fn tree(app: &App, here: &Here, call: &Call) -> Result<Option<Tree>, Failure> {
    let root = store::call_envelopes::root(&app.store, &call.id, call.envelope.as_deref()).await;
    let Some(id) = root.map_err(|e| Failure::ours(here, e))? else { return Ok(None) };
    let all: BTreeMap<_, _> = store::ledger::envelopes(&app.store).await.map_err(|e| Failure::ours(here, e))?.into_iter().collect();
    Ok(all.get(&id).cloned().map(|root| Tree { id, root, all }))
}
