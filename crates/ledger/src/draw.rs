//! Which envelope of a tree a file of some place draws on, until when, and what a whole tree still holds. One rule for whoever
//! reserves, tells what remains, or closes a call because nothing does: a file never reserves where it was told that nothing is left,
//! nor the reverse.

use crate::{Envelope, EnvelopeId};
use domain::Date;
use std::collections::BTreeMap;

/// The envelope opened in the tree of `root` for this territory, else for this region, else the root. `territory` is a code of the
/// phase of the programme ("ti-2702"): the other phase gives the same codes to other territories. What is closed is passed over.
pub fn drawn(all: &BTreeMap<EnvelopeId, Envelope>, root: &EnvelopeId, territory: Option<&str>, region: Option<&str>) -> EnvelopeId {
    let mut near = nearer(root, territory, region).into_iter();
    near.find(|id| all.get(id).is_some_and(|envelope| envelope.closed_on.is_none()) && within(all, root, id))
        .unwrap_or_else(|| root.clone())
}

/// What an envelope nearer than the root would be named, the nearest first.
pub fn nearer(root: &EnvelopeId, territory: Option<&str>, region: Option<&str>) -> Vec<EnvelopeId> {
    let stem = root.as_str().split('.').next().unwrap_or_default();
    let names = [territory.map(|code| format!("{stem}.{code}")), region.map(|code| format!("{stem}.region-{code}"))];
    names.into_iter().flatten().filter_map(|name| EnvelopeId::parse(&name)).collect()
}

/// What nobody took in the tree of `root`: what was delegated is not gone, it is elsewhere in it.
pub fn held(all: &BTreeMap<EnvelopeId, Envelope>, root: &EnvelopeId) -> i64 {
    all.iter()
        .filter(|(id, envelope)| envelope.closed_on.is_none() && within(all, root, id))
        .map(|(_, envelope)| envelope.available())
        .sum()
}

/// The last day on which something may be reserved or committed in this envelope: the earliest of its own and of those above it. The
/// day of each is that of its act; without one, what its file tells (`told`).
pub fn last_day(all: &BTreeMap<EnvelopeId, Envelope>, id: &EnvelopeId, told: &BTreeMap<EnvelopeId, Date>) -> Option<Date> {
    let mut last: Option<Date> = None;
    let mut at = Some(id);
    while let Some(id) = at {
        let envelope = all.get(id);
        let own = envelope.and_then(|envelope| envelope.until).or_else(|| told.get(id).copied());
        last = last.into_iter().chain(own).min();
        at = envelope.and_then(|envelope| envelope.parent.as_ref());
    }
    last
}

/// Whether `id` is `root` or somewhere below it.
fn within(all: &BTreeMap<EnvelopeId, Envelope>, root: &EnvelopeId, id: &EnvelopeId) -> bool {
    let mut at = id;
    while at != root {
        match all.get(at).and_then(|envelope| envelope.parent.as_ref()) {
            Some(parent) => at = parent,
            None => return false,
        }
    }
    true
}
