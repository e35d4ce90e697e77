//! The tree of envelopes that a call, or one application to it, draws on, as it stands in the ledger.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use ledger::{Envelope, EnvelopeId};
use programmes::Call;
use std::collections::BTreeMap;
use store::applications::Record;

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
pub async fn tree(app: &App, here: &Here, call: &Call) -> Result<Option<Tree>> {
    let root = store::call_envelopes::root(&app.store, &call.id, call.envelope.as_deref()).await;
    Ok(match root.or_ours(here)? {
        Some(id) => rooted(id, all(app, here).await?),
        None => None,
    })
}

/// The tree that an application draws on: that of its measure, where it has its own, else that of its call.
pub async fn of(app: &App, here: &Here, record: &Record) -> Result<Option<Tree>> {
    let root = store::applications::root(&app.store, record).await;
    Ok(match root.or_ours(here)? {
        Some(id) => rooted(id, all(app, here).await?),
        None => None,
    })
}

/// Whether nothing is left for any measure of the call: one that has its own envelope goes on when that of the others is used up.
pub async fn exhausted(app: &App, here: &Here, call: &Call) -> Result<bool> {
    let root = store::call_envelopes::root(&app.store, &call.id, call.envelope.as_deref()).await;
    let (root, all) = (root.or_ours(here)?, all(app, here).await?);
    let own = |measure: &String| call.draws.get(measure).and_then(|id| EnvelopeId::parse(id)).or_else(|| root.clone());
    let roots: Vec<Option<EnvelopeId>> = match call.measures.is_empty() {
        true => vec![root.clone()],
        false => call.measures.iter().map(own).collect(),
    };
    Ok(roots.iter().all(|id| id.as_ref().is_some_and(|id| all.contains_key(id) && ledger::held(&all, id) == 0)))
}

async fn all(app: &App, here: &Here) -> Result<BTreeMap<EnvelopeId, Envelope>> {
    Ok(store::ledger::envelopes(&app.store).await.or_ours(here)?.into_iter().collect())
}

fn rooted(id: EnvelopeId, all: BTreeMap<EnvelopeId, Envelope>) -> Option<Tree> {
    all.get(&id).cloned().map(|root| Tree { id, root, all })
}
