//! The reference in memory: opened once, then only read.

use crate::find::Index;
use crate::find_naf::{self, dotted};
use crate::labels::{Labels, StateCommitment, Wave, WaveCoverage};
use crate::map::Outlines;
use crate::sectors::zonings::{Watched, Zonings};
use crate::tables::{self, CommuneRow, DepartmentRow, EpciMemberRow, EpciRow, FormerRow, NamedRow, Provenance};
use crate::{sites, territories, vulnerability, zones};
use diagnose::vulnerability::Method;
use domain::{Commune, Date, Epci, Position, Site, Source, Territory, Text, name};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Rows of a reference folder. Tests and small demonstrations can build one by hand.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub communes: Vec<CommuneRow>,
    pub former: Vec<FormerRow>,
    pub epci: Vec<EpciRow>,
    pub epci_members: Vec<EpciMemberRow>,
    pub departments: Vec<DepartmentRow>,
    pub regions: Vec<NamedRow>,
    pub naf: Vec<NamedRow>,
    pub outlines: Outlines,
    pub departments_map: String,
    pub neighbours_map: String,
    pub provenance: Vec<Provenance>,
}

/// Communes, EPCI, territories, sites, NAF and map, with their provenance.
#[derive(Clone)]
pub struct Reference {
    /// Sorted by code.
    pub(crate) communes: Vec<Commune>,
    pub(crate) index: Index,
    pub(crate) former: Vec<FormerRow>,
    pub(crate) departments: Vec<DepartmentRow>,
    pub(crate) regions: Vec<NamedRow>,
    /// Those that have communes in an intercommunality, by name.
    pub(crate) peopled_regions: Vec<NamedRow>,
    /// Sorted by code; sections are letters. With the words each is found by.
    pub(crate) naf: Vec<(NamedRow, String)>,
    pub(crate) epci: HashMap<String, Epci>,
    /// SIREN of an EPCI, EPT or commune → places of the territories it is a member of.
    memberships: HashMap<String, Vec<usize>>,
    pub(crate) commune_siren: HashMap<String, String>,
    /// Commune → EPT: they lie inside the Métropole du Grand Paris, which is the EPCI.
    ept_of: HashMap<String, Vec<String>>,
    territories: Vec<Territory>,
    sites: Vec<Site>,
    pub(crate) labels: Labels,
    outlines: Outlines,
    departments_map: String,
    neighbours_map: String,
    provenance: Vec<Provenance>,
    zonings: Watched,
    /// Methods of import vulnerability in force.
    methods: Arc<Vec<Method>>,
}

impl Reference {
    /// Reads a folder written by [`crate::load`]. The error says which command to run.
    pub fn open(dir: &Path) -> Result<Reference, Text> {
        Ok(Reference::assemble(Tables {
            provenance: tables::read_json(&dir.join(tables::PROVENANCE))?,
            communes: tables::read(&dir.join(tables::COMMUNES))?,
            former: tables::read(&dir.join(tables::FORMER))?,
            epci: tables::read(&dir.join(tables::EPCI))?,
            epci_members: tables::read(&dir.join(tables::EPCI_MEMBERS))?,
            departments: tables::read(&dir.join(tables::DEPARTMENTS))?,
            regions: tables::read(&dir.join(tables::REGIONS))?,
            naf: tables::read(&dir.join(tables::NAF))?,
            outlines: tables::read_json(&dir.join(tables::OUTLINES))?,
            departments_map: tables::read_text(&dir.join(tables::DEPARTMENTS_MAP))?,
            neighbours_map: tables::read_text(&dir.join(tables::NEIGHBOURS_MAP))?,
        })
        .with_zonings(dir))
    }

    /// The same, with the zonings of communes that `dir` holds now and later.
    pub fn with_zonings(mut self, dir: &Path) -> Reference {
        self.zonings = Watched::of(dir);
        self
    }

    /// The same, with other methods of import vulnerability than those of the binary.
    pub fn with_methods(mut self, methods: Vec<Method>) -> Reference {
        self.methods = Arc::new(methods);
        self
    }

    /// The published methods of import vulnerability, side by side.
    pub fn methods(&self) -> &[Method] {
        &self.methods
    }

    pub fn assemble(mut tables: Tables) -> Reference {
        tables.communes.sort_by(|a, b| a.code.cmp(&b.code));
        tables.departments.sort_by(|a, b| a.code.cmp(&b.code));
        tables.naf.sort_by(|a, b| a.code.cmp(&b.code));
        let (mut communes, mut commune_siren) = (Vec::new(), HashMap::new());
        for row in tables.communes {
            let (commune, siren) = row.commune();
            commune_siren.insert(commune.code.clone(), siren);
            communes.push(commune);
        }
        let mut epci: HashMap<String, Epci> = HashMap::new();
        for row in tables.epci {
            let value = Epci { siren: row.siren.clone(), name: row.name, kind: row.kind, population: row.population, members: Vec::new() };
            epci.insert(row.siren, value);
        }
        let mut ept_of: HashMap<String, Vec<String>> = HashMap::new();
        for row in tables.epci_members {
            if let Some(group) = epci.get_mut(&row.siren) {
                if group.kind == "EPT" {
                    ept_of.entry(row.commune.clone()).or_default().push(row.siren.clone());
                }
                group.members.push(row.commune);
            }
        }
        let labels = Labels::embedded();
        let territories = territories::territories(&labels);
        let mut memberships: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, territory) in territories.iter().enumerate() {
            for member in &territory.members {
                memberships.entry(member.siren.clone()).or_default().push(place);
            }
        }
        let mut reference = Reference {
            index: Index::new(&communes, &tables.former),
            former: tables.former,
            departments: tables.departments,
            peopled_regions: peopled(&tables.regions, &communes),
            communes,
            regions: tables.regions,
            naf: tables.naf.into_iter().map(|row| (row.clone(), find_naf::words(&row))).collect(),
            epci,
            memberships,
            commune_siren,
            ept_of,
            territories,
            sites: sites::sites(&labels),
            labels,
            outlines: tables.outlines,
            departments_map: tables.departments_map,
            neighbours_map: tables.neighbours_map,
            provenance: tables.provenance,
            zonings: Watched::default(),
            methods: Arc::new(vulnerability::methods()),
        };
        let positions: Vec<_> = reference.sites.iter().map(|s| reference.site_position(s.commune.as_deref())).collect();
        for (site, position) in reference.sites.iter_mut().zip(positions) {
            site.position = position;
        }
        reference
    }

    /// A site whose own coordinates are not known stands at its commune, and is approximate.
    pub(crate) fn site_position(&self, commune: Option<&str>) -> Option<Position> {
        let position = self.commune(commune?)?.position?;
        Some(Position { approximate: true, ..position })
    }

    /// The commune of a current INSEE code.
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.communes.binary_search_by(|c| c.code.as_str().cmp(code)).ok().map(|i| &self.communes[i])
    }

    /// Every commune, by code.
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    /// An EPCI (or an EPT of Greater Paris) by SIREN.
    pub fn epci(&self, siren: &str) -> Option<&Epci> {
        self.epci.get(siren)
    }

    pub fn department_name(&self, code: &str) -> Option<&str> {
        let found = self.departments.binary_search_by(|d| d.code.as_str().cmp(code)).ok()?;
        Some(&self.departments[found].name)
    }

    pub fn region_name(&self, code: &str) -> Option<&str> {
        self.regions.iter().find(|r| r.code == code).map(|r| r.name.as_str())
    }

    /// INSEE code of a region by its name, with or without its accents.
    pub fn region_code(&self, region: &str) -> Option<&str> {
        let wanted = name::fold(region);
        self.regions.iter().find(|r| name::fold(&r.name) == wanted).map(|r| r.code.as_str())
    }

    /// Label of a NAF rev. 2 code at any level: "C", "25", "25.6", "25.62", "25.62B" (also written "2562B").
    pub fn naf_label(&self, code: &str) -> Option<&str> {
        let code = dotted(code);
        self.naf.binary_search_by(|(row, _)| row.code.as_str().cmp(&code)).ok().map(|i| self.naf[i].0.name.as_str())
    }

    /// Every NAF rev. 2 code, all levels, sorted.
    pub fn naf_codes(&self) -> impl Iterator<Item = &str> {
        self.naf.iter().map(|(row, _)| row.code.as_str())
    }

    /// Labelled territories of both phases, by (phase, code).
    pub fn territories(&self) -> &[Territory] {
        &self.territories
    }

    /// The key is (phase, code): most codes of phase 1 mean another territory in phase 2.
    pub fn territory(&self, phase: u8, code: &str) -> Option<&Territory> {
        self.territories.binary_search_by(|t| (t.phase, t.code.as_str()).cmp(&(phase, code))).ok().map(|i| &self.territories[i])
    }

    /// Territories a commune is part of, through its EPCI, its EPT or by itself, by (phase, code).
    pub fn territories_of(&self, commune: &Commune) -> Vec<&Territory> {
        let epts = self.ept_of.get(&commune.code).into_iter().flatten();
        let sirens = commune.epci.iter().chain(self.commune_siren.get(&commune.code)).chain(epts);
        let mut places: Vec<usize> = sirens.filter_map(|s| self.memberships.get(s)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|i| &self.territories[i]).collect()
    }

    /// Turnkey sites named one by one, by identifier. Incomplete: see [`Reference::coverage`].
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    pub fn site(&self, id: &str) -> Option<&Site> {
        self.sites.binary_search_by(|s| s.id.as_str().cmp(id)).ok().map(|i| &self.sites[i])
    }

    /// How many labelled sites are named, out of how many announced, by year.
    pub fn coverage(&self) -> Vec<WaveCoverage> {
        self.labels.coverage(&self.sites)
    }

    pub fn waves(&self) -> Vec<Wave> {
        self.labels.waves(&self.sites)
    }

    pub fn state_commitment(&self) -> StateCommitment {
        self.labels.commitment()
    }

    pub fn is_overseas(&self, commune: &Commune) -> bool {
        zones::is_overseas(commune)
    }

    /// Choice of `place.afr_zone` on a date; none when it is not known.
    pub fn afr_zone(&self, commune: &Commune, on: Date) -> Option<(String, Source)> {
        zones::afr_zone(commune, on, &self.labels)
    }

    /// Paths of the small map.
    pub fn outlines(&self) -> &Outlines {
        &self.outlines
    }

    /// GeoJSON of the départements (properties `code`, `name`, `region`), WGS 84.
    pub fn departments_geojson(&self) -> &str {
        &self.departments_map
    }

    /// GeoJSON of the neighbouring countries, clipped around France.
    pub fn neighbours_geojson(&self) -> &str {
        &self.neighbours_map
    }

    /// Employment areas and other zonings of communes: a data set apart, imported or not.
    pub fn zonings(&self) -> Arc<Zonings> {
        self.zonings.get()
    }

    pub fn provenance(&self) -> &[Provenance] {
        &self.provenance
    }
}

fn peopled(regions: &[NamedRow], communes: &[Commune]) -> Vec<NamedRow> {
    let codes: std::collections::BTreeSet<&str> = communes.iter().filter(|c| c.epci.is_some()).map(|c| c.region.as_str()).collect();
    let mut kept: Vec<NamedRow> = regions.iter().filter(|r| codes.contains(r.code.as_str())).cloned().collect();
    kept.sort_by_key(|r| name::fold(&r.name));
    kept
}
