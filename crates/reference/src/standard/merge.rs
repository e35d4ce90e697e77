//! The catalogue: the sites of the project's own table, then what each list says of them, oldest first. A site that several
//! sources name is one site. Of each characteristic the newest source has the word, by its own date or else by the day it was
//! received; what a newer source does not tell is kept, and what it replaces stays in the history of the lists.

use domain::{Date, Datum, Site, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A site, and since when each of its figures is known; no date is older than any.
struct Growing {
    site: Site,
    since: BTreeMap<String, Option<Date>>,
    whole: Option<Date>,
    own: bool,
}

/// Sites of the table keep their place, those of lists come after, sorted by identifier. `lists` are the sites
/// of every list that stands, with the day it was received, oldest first.
pub fn merge(own: &[Site], lists: impl IntoIterator<Item = (Date, Site)>) -> Vec<Site> {
    let mut all: Vec<Growing> = own.iter().map(Growing::own).collect();
    let mut places: BTreeMap<String, usize> = all.iter().enumerate().map(|(at, g)| (g.site.id.clone(), at)).collect();
    for (received, site) in lists {
        match places.get(&site.id) {
            Some(at) => all[*at].complete(&site, received),
            None => {
                places.insert(site.id.clone(), all.len());
                all.push(Growing::read(site, received));
            }
        }
    }
    let mut sites: Vec<Site> = all.into_iter().map(|growing| growing.site).collect();
    sites[own.len()..].sort_by(|a, b| a.id.cmp(&b.id));
    sites
}

/// A figure and its bounds are one thing said: a newer figure leaves no older bound beside it.
fn figure(key: &str) -> &str {
    key.strip_suffix("_low").or_else(|| key.strip_suffix("_high")).unwrap_or(key)
}

fn dated(datum: &Datum) -> Option<Date> {
    datum.source.as_ref().and_then(|source| source.date)
}

/// Last day of the year or first of the month of the latest wave: what the table says was said for that label.
fn of_label(site: &Site) -> Option<Date> {
    let day = |wave: &str| {
        let mut parts = wave.split('-');
        let year: i16 = parts.next()?.parse().ok()?;
        match parts.next() {
            Some(month) => Date::new(year, month.parse().ok()?, 1).ok(),
            None => Date::new(year, 12, 31).ok(),
        }
    };
    site.waves().filter_map(day).max()
}

impl Growing {
    fn own(site: &Site) -> Growing {
        let label = of_label(site);
        Growing { own: true, ..Growing::new(site.clone(), label) }
    }

    fn read(site: Site, received: Date) -> Growing {
        Growing::new(site, Some(received))
    }

    fn new(site: Site, otherwise: Option<Date>) -> Growing {
        let mut since: BTreeMap<String, Option<Date>> = BTreeMap::new();
        for (key, datum) in &site.attributes {
            let on = dated(datum).or(otherwise);
            let known = since.entry(figure(key).to_owned()).or_insert(on);
            *known = (*known).max(on);
        }
        let whole = site.source.date.or(otherwise);
        Growing { site, since, whole, own: false }
    }

    fn complete(&mut self, said: &Site, received: Date) {
        let newer = Growing::read(said.clone(), received);
        for (figure, on) in newer.since {
            // Told the same day, the list received last has the word.
            if self.since.get(&figure).is_some_and(|known| on < *known) {
                continue;
            }
            self.site.attributes.retain(|key, _| self::figure(key) != figure);
            let told = said.attributes.iter().filter(|(key, _)| self::figure(key) == figure);
            self.site.attributes.extend(told.map(|(key, datum)| (key.clone(), datum.clone())));
            self.since.insert(figure, on);
        }
        for label in &said.labels {
            if !self.site.labels.iter().any(|l| (&l.wave, l.issuer) == (&label.wave, label.issuer)) {
                self.site.labels.push(label.clone());
            }
        }
        let last = newer.whole >= self.whole;
        self.anticipations(said, last);
        self.site.owner = match last {
            true => said.owner.clone().or_else(|| self.site.owner.take()),
            false => self.site.owner.take().or_else(|| said.owner.clone()),
        };
        if let Some(position) = said.position.filter(|p| !p.approximate) {
            self.site.position = Some(position);
        }
        if !self.own && last {
            self.renamed(said);
        }
        if self.site.note.is_empty() || (!self.own && last && !said.note.is_empty()) {
            self.site.note.clone_from(&said.note);
        }
        self.whole = self.whole.max(newer.whole);
    }

    /// A site that only lists name goes by the words of the latest.
    fn renamed(&mut self, said: &Site) {
        self.site.name.clone_from(&said.name);
        self.site.commune.clone_from(&said.commune);
        self.site.commune_name.clone_from(&said.commune_name);
        self.site.department.clone_from(&said.department);
        self.site.region.clone_from(&said.region);
        self.site.source = said.source.clone();
        if said.position.is_some() && self.site.position.is_none() {
            self.site.position = said.position;
        }
    }

    /// What the label's definition lets suppose gives way to what somebody declares of this very site; of two that cover the same,
    /// the latest stays.
    fn anticipations(&mut self, said: &Site, last: bool) {
        let declared: BTreeSet<&str> = said.anticipations.iter().map(|a| a.procedure.as_str()).collect();
        self.site.anticipations.retain(|a| !declared.contains(a.procedure.as_str()) || a.status != Status::Assumed);
        for anticipation in &said.anticipations {
            let same = self.site.anticipations.iter_mut().find(|a| a.procedure == anticipation.procedure && a.scope == anticipation.scope);
            match same {
                Some(known) if last => *known = anticipation.clone(),
                Some(_) => {}
                None => self.site.anticipations.push(anticipation.clone()),
            }
        }
    }
}
