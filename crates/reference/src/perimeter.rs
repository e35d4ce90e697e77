//! A set of communes under a name, which is what a study of sectors is about: a labelled territory, an
//! intercommunality, an employment area, a département, a region, or a list drawn by hand.

use crate::book::Reference;
use diagnose::{ZoneLevel, Zones};
use domain::{Insee, Text, name};
use std::collections::BTreeSet;

/// What names a perimeter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PerimeterKey {
    /// A Territoire d'industrie: the key is (phase, code).
    Territory(u8, String),
    /// SIREN of an intercommunality.
    Epci(String),
    /// INSEE code of a département.
    Department(String),
    /// INSEE code of a region.
    Region(String),
    /// An employment area, or a zone of another zoning of communes: see [`crate::sectors::Zone::key`].
    Zone(String),
    /// INSEE codes of communes, drawn by hand.
    Communes(Vec<Insee>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perimeter {
    pub key: PerimeterKey,
    pub name: Text,
    pub communes: BTreeSet<Insee>,
    /// Who says which communes it holds, under which licence, when that is not the official list of the reference.
    pub notice: Option<Text>,
}

impl Reference {
    /// The communes of a perimeter; none when nothing has this key. A commune of a drawn list that does not exist is
    /// left out: [`Reference::find_commune`] says why.
    pub fn perimeter(&self, key: &PerimeterKey) -> Option<Perimeter> {
        let of = |wanted: &dyn Fn(&domain::Commune) -> bool| {
            self.communes().iter().filter(|c| wanted(c)).map(|c| c.code.clone()).collect::<BTreeSet<_>>()
        };
        let mut notice = None;
        let (name, communes) = match key {
            PerimeterKey::Territory(phase, code) => {
                let territory = self.territory(*phase, code)?;
                let sirens: BTreeSet<&str> = territory.members.iter().map(|m| m.siren.as_str()).collect();
                let groups = sirens.iter().filter_map(|siren| self.epci(siren)).flat_map(|e| e.members.iter().cloned());
                let single = self.commune_siren.iter().filter(|(_, siren)| sirens.contains(siren.as_str())).map(|(code, _)| code.clone());
                (Text::same(&territory.name), groups.chain(single).collect())
            }
            PerimeterKey::Epci(siren) => {
                let epci = self.epci(siren)?;
                (Text::same(&epci.name), epci.members.iter().cloned().collect())
            }
            PerimeterKey::Department(code) => (Text::same(self.department_name(code)?), of(&|c| c.department == *code)),
            PerimeterKey::Region(code) => (Text::same(self.region_name(code)?), of(&|c| c.region == *code)),
            PerimeterKey::Zone(key) => {
                let zonings = self.zonings();
                let zone = zonings.zone(key)?;
                notice = Some(zonings.notice(zone));
                (Text::same(&zone.name), zone.communes.clone())
            }
            PerimeterKey::Communes(codes) => {
                let known: Vec<_> = codes.iter().filter_map(|code| self.commune(code)).collect();
                let names: Vec<&str> = known.iter().map(|c| c.name.as_str()).collect();
                let name = match names.as_slice() {
                    [] => return None,
                    [first, second, more @ ..] if more.len() > 1 => Text::new(
                        format!("{first}, {second} et {} autres communes", more.len()),
                        format!("{first}, {second} and {} other communes", more.len()),
                    ),
                    few => Text::same(few.join(", ")),
                };
                (name, known.into_iter().map(|c| c.code.clone()).collect())
            }
        };
        Some(Perimeter { key: key.clone(), name, communes, notice })
    }

    /// Perimeters whose name, code or members hold the words, accents and case apart: territories of both phases (latest
    /// first), intercommunalities, zones, départements, regions. At most `limit` of each kind.
    pub fn search_perimeters(&self, query: &str, limit: usize) -> Vec<(PerimeterKey, String)> {
        let wanted = name::fold(query);
        if wanted.is_empty() {
            return vec![];
        }
        let has = |text: &str| name::fold(text).contains(&wanted);
        let mut territories: Vec<_> = self
            .territories()
            .iter()
            .filter(|t| has(&t.name) || t.code == query.trim() || t.members.iter().any(|m| has(&m.name)))
            .map(|t| (!has(&t.name), std::cmp::Reverse(t.phase), name::fold(&t.name), t))
            .collect();
        territories.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        let mut epcis: Vec<_> = self.epci.values().filter(|e| has(&e.name) || e.siren == query.trim()).collect();
        epcis.sort_by_key(|e| (std::cmp::Reverse(e.population), e.siren.clone()));
        let code = query.trim().to_uppercase();
        let departments = self.departments.iter().filter(|d| has(&d.name) || d.code == code);
        let regions = self.regions.iter().filter(|r| has(&r.name));
        let territories = territories.into_iter().map(|(.., t)| (PerimeterKey::Territory(t.phase, t.code.clone()), t.name.clone()));
        let epcis = epcis.into_iter().map(|e| (PerimeterKey::Epci(e.siren.clone()), e.name.clone()));
        let departments = departments.map(|d| (PerimeterKey::Department(d.code.clone()), d.name.clone()));
        let regions = regions.map(|r| (PerimeterKey::Region(r.code.clone()), r.name.clone()));
        let zonings = self.zonings();
        let zones: Vec<_> = zonings.search(query).take(limit).map(|z| (PerimeterKey::Zone(z.key.clone()), z.name.clone())).collect();
        territories.take(limit).chain(epcis.take(limit)).chain(zones).chain(departments.take(limit)).chain(regions.take(limit)).collect()
    }

    /// The one perimeter a person means on a command line: `2/ti-2704`, a SIREN, the code of a département, `R27`,
    /// `Z2607`, communes between commas, or a name. The error says why not one.
    pub fn find_perimeter(&self, text: &str) -> Result<Perimeter, Text> {
        let text = text.trim();
        let lost = || Text::new(format!("« {text} » : territoire inconnu"), format!("“{text}”: unknown territory"));
        if let Some((phase, code)) = text.split_once('/') {
            let phase = phase.parse().map_err(|_| lost())?;
            return self.perimeter(&PerimeterKey::Territory(phase, code.to_owned())).ok_or_else(lost);
        }
        if text.contains(',') {
            let codes = text.split(',').map(|c| self.find_commune(c).map(|c| c.code.clone())).collect::<Result<Vec<_>, _>>()?;
            return self.perimeter(&PerimeterKey::Communes(codes)).ok_or_else(lost);
        }
        let region = text.strip_prefix(['R', 'r']).map(|code| PerimeterKey::Region(code.to_owned()));
        let zone = text.strip_prefix(['Z', 'z']).map(|key| PerimeterKey::Zone(key.to_uppercase()));
        let plain = [PerimeterKey::Epci(text.to_owned()), PerimeterKey::Department(text.to_uppercase())];
        if let Some(found) = plain.iter().chain(&region).chain(&zone).find_map(|key| self.perimeter(key)) {
            return Ok(found);
        }
        if let Some(commune) = self.commune(text) {
            return self.perimeter(&PerimeterKey::Communes(vec![commune.code.clone()])).ok_or_else(lost);
        }
        let mut found = self.search_perimeters(text, 8);
        // A name written whole is meant alone; so is the only one that holds it.
        let exact: Vec<_> = found.iter().filter(|(_, n)| name::fold(n) == name::fold(text)).cloned().collect();
        if exact.len() == 1 {
            found = exact;
        }
        match found.as_slice() {
            [] => Err(lost()),
            [(key, _)] => self.perimeter(key).ok_or_else(lost),
            several => {
                let list: Vec<String> = several.iter().map(|(key, name)| format!("{} ({name})", key.written())).collect();
                Err(Text::new(
                    format!("« {text} » désigne plusieurs territoires : {}", list.join(" ; ")),
                    format!("“{text}” means several territories: {}", list.join("; ")),
                ))
            }
        }
    }
}

/// Of a hundred communes that an intercommunality holds, how many a table of employment areas must hold for relatedness to be
/// learned on it: one of a single region says nothing of the others, and a table of another year misses few.
const WHOLE: usize = 90;

impl PerimeterKey {
    /// What a zone that something was learned on is, to study it.
    pub fn of_zone(level: ZoneLevel, id: &str) -> PerimeterKey {
        match level {
            ZoneLevel::Intercommunalities => PerimeterKey::Epci(id.to_owned()),
            ZoneLevel::EmploymentAreas => PerimeterKey::Zone(id.to_owned()),
        }
    }

    /// As [`Reference::find_perimeter`] reads it.
    pub fn written(&self) -> String {
        match self {
            PerimeterKey::Territory(phase, code) => format!("{phase}/{code}"),
            PerimeterKey::Epci(code) | PerimeterKey::Department(code) => code.clone(),
            PerimeterKey::Region(code) => format!("R{code}"),
            PerimeterKey::Zone(key) => format!("Z{key}"),
            PerimeterKey::Communes(codes) => codes.join(","),
        }
    }
}

impl Reference {
    /// (code, name) of the regions that have communes in an intercommunality, by name.
    pub fn regions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.peopled_regions.iter().map(|r| (r.code.as_str(), r.name.as_str()))
    }

    /// The zones to learn a proximity on: employment areas, which are labour markets, once a table of the whole country is
    /// imported; the intercommunalities until then.
    pub fn learning_zones(&self) -> Zones {
        let epci = self.intercommunalities();
        let whole = |areas: &Zones| areas.of_commune.len() * 100 >= epci.of_commune.len() * WHOLE;
        self.zonings().employment_areas().filter(whole).unwrap_or(epci)
    }

    /// The intercommunalities as zones: the widest partition of the communes that is always held. A commune of no
    /// intercommunality is of no zone.
    pub fn intercommunalities(&self) -> Zones {
        let mut sirens: Vec<&str> = self.communes().iter().filter_map(|c| c.epci.as_deref()).collect();
        sirens.sort_unstable();
        sirens.dedup();
        let number = |siren: &str| sirens.binary_search(&siren).ok().and_then(|i| u32::try_from(i).ok());
        let of_commune = self.communes().iter().filter_map(|c| Some((c.code.clone(), number(c.epci.as_deref()?)?))).collect();
        let name = |siren: &&str| Text::same(self.epci(siren).map_or(*siren, |e| e.name.as_str()));
        let ids = sirens.iter().map(|s| (*s).to_owned()).collect();
        Zones { names: sirens.iter().map(name).collect(), ids, of_commune, ..Zones::default() }
    }
}
