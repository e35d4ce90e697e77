//! What the planning document says at the place of a site, from the public service that publishes these documents: a
//! characteristic like any other, with the document, its date of validity and the day it was read.

use crate::connect::{Answered, zones};
use domain::{Datum, Mark, Site, Source, Status, Value};
use std::collections::BTreeMap;

/// The site with nothing said of it but its zone; none when no zone is given, or zones of two kinds meet there.
pub fn zoned(site: &Site, answer: &Answered) -> Option<Site> {
    let zones = zones(&answer.json);
    let first = zones.first().filter(|first| zones.iter().all(|zone| zone.kind == first.kind))?;
    let title = format!("{}, zone {} du document {}, valable au {}", answer.source.title, first.label, first.document, first.valid);
    let source = Source { title, mark: Mark::Verified, ..answer.source.clone() };
    let datum = Datum { value: Value::Text(first.kind.clone()), status: Status::Verified, source: Some(source.clone()) };
    Some(Site {
        labels: Vec::new(),
        owner: None,
        position: None,
        attributes: BTreeMap::from([("urba_zone_type".to_owned(), datum)]),
        anticipations: Vec::new(),
        note: String::new(),
        source,
        ..site.clone()
    })
}
