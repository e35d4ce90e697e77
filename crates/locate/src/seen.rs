//! A site as a project sees it. What is foreseen stands beside what the site tells, so that thousands of sites are not copied to write
//! a few figures into each.

use domain::{Anticipation, Date, Datum, Site, Value};

/// A site, and the figures that the other stations give of it for one project.
#[derive(Clone, Debug)]
pub struct Seen<'s> {
    pub site: &'s Site,
    /// By key of an attribute; what the site tells itself stands before it.
    pub foreseen: Vec<(&'static str, Datum)>,
    /// The day each anticipation holds until, in their order, where the rules give one; empty when nobody read the rules.
    pub ends: Vec<Option<Date>>,
}

impl<'s> From<&'s Site> for Seen<'s> {
    fn from(site: &'s Site) -> Seen<'s> {
        Seen { site, foreseen: Vec::new(), ends: Vec::new() }
    }
}

impl Seen<'_> {
    pub fn get(&self, key: &str) -> Option<&Datum> {
        self.site.attributes.get(key).or_else(|| self.foreseen.iter().find(|(of, _)| *of == key).map(|(_, datum)| datum))
    }

    /// What was anticipated, and the day it holds until: the one told, else that of the rules.
    pub fn anticipations(&self) -> impl Iterator<Item = (&Anticipation, Option<Date>)> {
        let all = self.site.anticipations.iter().enumerate();
        all.map(move |(at, one)| (one, one.expires.or_else(|| self.ends.get(at).copied().flatten())))
    }

    /// Every key told or foreseen.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.site.attributes.keys().map(String::as_str).chain(self.foreseen.iter().map(|(key, _)| *key))
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn bool(&self, key: &str) -> Option<bool> {
        match self.get(key)?.value {
            Value::Bool(yes) => Some(yes),
            _ => None,
        }
    }
}
