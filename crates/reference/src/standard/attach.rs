//! Rows that come without the table of their site: plots, procedures, leads, and the columns of our extension. They are attached to
//! the site of the catalogue that bears their identifier; the others are told one by one, never lost in silence.

use super::catalogue::Catalogue;
use super::names::ID;
use super::take::{kept, source};
use crate::site_list::SiteList;
use cnig::{Class, Record};
use domain::{Problem, Site, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Attaches what `more` holds by identifier of site; `refused` are the sites of this very file that were refused.
pub fn attach(file: &str, more: &BTreeMap<&str, Vec<&Record>>, refused: &BTreeSet<&str>, known: &Catalogue<'_>, list: &mut SiteList) {
    let mut places: BTreeMap<String, usize> = list.accepted.iter().enumerate().map(|(at, site)| (site.id.clone(), at)).collect();
    for (id, records) in more {
        if refused.contains(id) {
            // The columns of our extension may stand in the row that was refused: it is told once.
            let others = records.iter().filter(|record| record.class != Class::Extension);
            list.rejected.extend(others.map(|record| orphan(file, id, record)));
            continue;
        }
        let Some(site) = known.named(id) else {
            list.rejected.extend(records.iter().map(|record| orphan(file, id, record)));
            continue;
        };
        let place = *places.entry(site.id.clone()).or_insert_with(|| {
            list.accepted.push(bare(site.clone(), file, records));
            list.accepted.len() - 1
        });
        let source = source(file, records[0], records);
        kept(&mut list.accepted[place], records, &source);
    }
}

/// The site with nothing said of it but its name: what a list does not tell, the catalogue keeps.
fn bare(site: Site, file: &str, records: &[&Record]) -> Site {
    let own: BTreeMap<_, _> = site.attributes.into_iter().filter(|(key, _)| key == ID).collect();
    Site {
        labels: Vec::new(),
        owner: None,
        position: None,
        attributes: own,
        anticipations: Vec::new(),
        note: String::new(),
        source: source(file, records[0], records),
        ..site
    }
}

fn orphan(file: &str, id: &str, record: &Record) -> Problem {
    let table = record.class.name();
    let what = Text::new(
        format!("{table} : aucun site « {id} » n’est pris de ce fichier, ni connu du catalogue"),
        format!("{table}: no site “{id}” is taken from this file, nor known to the catalogue"),
    );
    let mend = Text::new("joignez la table des sites, ou corrigez l’identifiant", "add the table of the sites, or mend the identifier");
    Problem::at(file, record.line, 0, "site_id", what, mend)
}
