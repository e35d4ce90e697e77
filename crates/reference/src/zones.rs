//! What a commune's place alone says of the rules that apply: overseas, regional-aid zone.

use crate::labels::Labels;
use domain::{Commune, Date, Source};
use jiff::civil::date;

/// Départements and collectivités of overseas have codes of 97 and 98.
pub fn is_overseas(commune: &Commune) -> bool {
    commune.department.starts_with("97") || commune.department.starts_with("98")
}

/// The regional-aid zone, as a choice of the fact `place.afr_zone`, when it can be told without the list of communes:
/// the five overseas départements, outermost regions of the Union, are "a" zones as a whole. Elsewhere the answer needs
/// the list annexed to the decree, which the project does not hold: none.
pub fn afr_zone(commune: &Commune, on: Date, labels: &Labels) -> Option<(String, Source)> {
    const OUTERMOST: [&str; 5] = ["971", "972", "973", "974", "976"];
    if !OUTERMOST.contains(&commune.department.as_str()) {
        return None;
    }
    let source = if on >= date(2014, 7, 1) && on < date(2022, 1, 1) {
        labels.source("outermost_2014")
    } else if on >= date(2022, 1, 1) && on < date(2028, 1, 1) {
        labels.source("outermost_2022")
    } else {
        return None;
    };
    Some(("a".to_owned(), source))
}
