//! A site as a project sees it. What is foreseen stands beside what the site tells, so that thousands of sites are not copied to write
//! a few figures into each.

use domain::{Datum, Site, Value};

/// A site, and the figures that the other stations give of it for one project.
#[derive(Clone, Debug)]
pub struct Seen<'s> {
    pub site: &'s Site,
    /// By key of an attribute; what the site tells itself stands before it.
    pub foreseen: Vec<(&'static str, Datum)>,
}

impl<'s> From<&'s Site> for Seen<'s> {
    fn from(site: &'s Site) -> Seen<'s> {
        Seen { site, foreseen: Vec::new() }
    }
}

impl Seen<'_> {
    pub fn get(&self, key: &str) -> Option<&Datum> {
        self.site.attributes.get(key).or_else(|| self.foreseen.iter().find(|(of, _)| *of == key).map(|(_, datum)| datum))
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
