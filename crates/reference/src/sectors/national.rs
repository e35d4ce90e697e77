//! From the files held to the plain values that the methods of `diagnose` take.

use super::shelf::{self, Held};
use super::{cells, urssaf};
use diagnose::entry::SPAN;
use diagnose::{National, Withheld};
use domain::{Mark, Source, Text};
use std::path::Path;

/// The last year, and the one five years before, or the oldest held since.
pub fn read_national(dir: &Path, held: &Held) -> Result<National, Text> {
    let Some(last) = held.years.last().copied() else {
        return Err(shelf::damaged(&held.path(dir), &"aucune année / no year"));
    };
    let earlier = held.years.iter().copied().find(|y| *y >= last - SPAN && *y < last);
    let both = std::thread::scope(|scope| {
        let other = earlier.map(|year| scope.spawn(move || national_of(dir, held, year)));
        let national = national_of(dir, held, last);
        (national, other.map(std::thread::ScopedJoinHandle::join))
    });
    let mut national = both.0?;
    if let Some(earlier) = both.1 {
        let stopped = |_| Err(shelf::damaged(&held.path(dir), &"lecture interrompue / reading stopped"));
        national.earlier = Some(Box::new(earlier.unwrap_or_else(stopped)?));
    }
    Ok(national)
}

/// One year of a national source.
pub fn national_of(dir: &Path, held: &Held, year: i16) -> Result<National, Text> {
    let read = cells::read(&held.path(dir).join(urssaf::file_of(year)))?;
    let (source, mark) = (&held.provenance, if held.synthetic { Mark::Assumed } else { Mark::Verified });
    Ok(National {
        year,
        jobs: read.jobs,
        establishments: read.establishments,
        withheld: read.withheld.into_iter().map(|(place, activity)| Withheld { place, activity }).collect(),
        synthetic: held.synthetic,
        source: Source {
            title: format!("{}, {} ({year})", source.producer, source.dataset.fr),
            date: Some(held.on),
            ..Source::new("", mark)
        },
        scope: held.scope.clone(),
        sizes: Vec::new(),
        earlier: None,
    })
}
