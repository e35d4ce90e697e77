//! The sites already known when a file is read: a site that the file names otherwise keeps the identity it has, and so does what
//! hangs on it: pages, leads, documents, choices of projects.

use super::names::ID;
use domain::{Site, Value, name};
use std::collections::HashMap;

/// Sites by identifier, by identifier of the national standard, by name and commune.
#[derive(Default)]
pub struct Catalogue<'s> {
    ids: HashMap<&'s str, &'s Site>,
    standard: HashMap<&'s str, &'s Site>,
    /// None when two sites of one commune bear one name.
    places: HashMap<(String, &'s str), Option<&'s Site>>,
}

/// Identifier of a site in the national standard.
pub(super) fn standard_id(site: &Site) -> Option<&str> {
    match site.attributes.get(ID).map(|datum| &datum.value) {
        Some(Value::Code(id) | Value::Text(id)) if !id.is_empty() => Some(id),
        _ => None,
    }
}

impl<'s> Catalogue<'s> {
    pub fn of(sites: impl IntoIterator<Item = &'s Site>) -> Catalogue<'s> {
        let mut catalogue = Catalogue::default();
        for site in sites {
            catalogue.ids.insert(&site.id, site);
            if let Some(id) = standard_id(site) {
                catalogue.standard.entry(id).or_insert(site);
            }
            if let Some(commune) = site.commune.as_deref() {
                let place = catalogue.places.entry((name::fold(&site.name), commune));
                place.and_modify(|same| *same = None).or_insert(Some(site));
            }
        }
        catalogue
    }

    /// The site that a file calls so: by its identifier in the standard, or by that of the catalogue, which our own exports give to
    /// a site that has no other.
    pub fn named(&self, id: &str) -> Option<&'s Site> {
        let own = |id: &str| self.ids.get(id).copied();
        self.standard.get(id).copied().or_else(|| own(id)).or_else(|| own(&name::slug(id)))
    }

    /// The one site of that name in that commune.
    pub fn placed(&self, site_name: &str, commune: &str) -> Option<&'s Site> {
        self.places.get(&(name::fold(site_name), commune)).copied().flatten()
    }

    /// Identity of a site of the standard: the one its identifier has, else that of the site of the same name and commune that no
    /// identifier of the standard tells apart.
    pub fn identity(&self, id: &str, site_name: &str, commune: &str) -> Option<&'s str> {
        let placed = || self.placed(site_name, commune).filter(|site| standard_id(site).is_none_or(|own| own == id));
        self.named(id).or_else(placed).map(|site| site.id.as_str())
    }
}
