//! A site named in the project's own table and described in an imported list is one site: what was read one by one keeps
//! its place, what it lacked comes from the list.

use domain::{Site, Status};

pub fn complete(own: &mut Site, imported: &Site) {
    for (key, datum) in &imported.attributes {
        own.attributes.entry(key.clone()).or_insert_with(|| datum.clone());
    }
    for label in &imported.labels {
        if !own.labels.iter().any(|l| l.wave == label.wave) {
            own.labels.push(label.clone());
        }
    }
    // What the label's definition lets suppose gives way to what somebody declares of this very site.
    for anticipation in &imported.anticipations {
        own.anticipations.retain(|a| a.procedure != anticipation.procedure || a.status != Status::Assumed);
    }
    for anticipation in &imported.anticipations {
        if !own.anticipations.iter().any(|a| a.procedure == anticipation.procedure && a.scope == anticipation.scope) {
            own.anticipations.push(anticipation.clone());
        }
    }
    own.owner = own.owner.take().or_else(|| imported.owner.clone());
    if let Some(position) = imported.position.filter(|p| !p.approximate) {
        own.position = Some(position);
    }
}
