//! Records of the standard become sites of the catalogue: declared, with their source and its date.

use super::attach::attach;
use super::beside::beside;
use super::catalogue::Catalogue;
use super::names::{CLASS, ID, LABELS, characteristic, icpe_code};
use super::plots;
use crate::Reference;
use crate::site_list::{SiteList, places};
use cnig::{Class, Reading, Record, Value as Cnig, written};
use domain::{Anticipation, AnticipationState, Datum, Label, Mark, Position, Problem, Scope, Site, Source, Status, Text, Value, name};
use std::collections::{BTreeMap, BTreeSet};

/// Farther than this from its commune, a position is not believed (km). The widest commune is 60 km across.
const FAR_KM: f64 = 40.0;

/// Takes the sites and brownfields of a reading, and what comes without them for a site already known; corrections and refusals are
/// added to the list.
pub fn take(file: &str, reading: &Reading, reference: &Reference, known: &Catalogue<'_>, list: &mut SiteList) {
    list.rejected.extend(reading.rejected.iter().cloned());
    list.corrections.extend(reading.corrections.iter().map(|c| c.problem()));
    if reading.more_corrections > 0 {
        let n = reading.more_corrections;
        let what = Text::new(format!("{n} corrections de plus, du même ordre"), format!("{n} more corrections of the same kind"));
        list.corrections.push(Problem::at(file, 0, 0, "", what, Text::default()));
    }
    list.tables = reading.seen.iter().map(|s| (s.class.name().to_owned(), s.rows)).collect();
    list.unread = reading.seen.iter().flat_map(|s| s.unread.iter().cloned()).collect();
    let mut more: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in &reading.records {
        if let (Class::Plot | Class::Extension | Class::Procedure | Class::Lead, Some(site)) = (record.class, record.text("site_id")) {
            more.entry(site).or_default().push(record);
        }
    }
    let (mut taken, mut refused): (BTreeSet<&str>, BTreeSet<&str>) = Default::default();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for record in &reading.records {
        if !matches!(record.class, Class::Site | Class::Brownfield) {
            continue;
        }
        let own = record.text("site_id").and_then(|id| more.get(id)).map_or(&[][..], Vec::as_slice);
        let mut taker = Taker { file, reference, known, corrections: Vec::new() };
        match taker.site(record, own) {
            Ok(mut site) => {
                // Two rows of one file are two sites, whatever their names.
                if !ids.insert(site.id.clone()) {
                    site.id = name::slug(record.text("site_id").unwrap_or_default());
                }
                list.corrections.append(&mut taker.corrections);
                list.accepted.push(site);
                taken.extend(record.text("site_id"));
            }
            Err((field, (what, mend))) => {
                list.rejected.push(Problem::at(file, record.line, 0, field, what, mend));
                refused.extend(record.text("site_id"));
            }
        }
    }
    more.retain(|site, _| !taken.contains(site));
    attach(file, &more, &refused, known, list);
    beside(file, reading, list);
}

/// What the tables beside that of the sites say of one.
pub fn kept(site: &mut Site, more: &[&Record], source: &Source) {
    for extension in more.iter().filter(|r| r.class == Class::Extension) {
        site.attributes.extend(attributes(extension, source));
        extended(extension, source, &mut site.attributes);
    }
    plots::summary(more, source, &mut site.attributes);
    site.labels.extend(labels(more, source));
    site.anticipations.extend(more.iter().filter_map(|r| anticipation(r, source)));
}

struct Taker<'a> {
    file: &'a str,
    reference: &'a Reference,
    known: &'a Catalogue<'a>,
    corrections: Vec<Problem>,
}

type Refused = (&'static str, (Text, Text));

impl Taker<'_> {
    fn correct(&mut self, record: &Record, field: &str, what: Text, mend: Text) {
        self.corrections.push(Problem::at(self.file, record.line, 0, field, what, mend));
    }

    fn site(&mut self, record: &Record, more: &[&Record]) -> Result<Site, Refused> {
        let brownfield = record.class == Class::Brownfield;
        let (code, named) = match brownfield {
            true => (record.text("comm_insee"), record.text("comm_nom")),
            false => (record.text("site_comm_insee"), record.text("site_comm_nom")),
        };
        let site_name = record.text("site_nom").filter(|n| !name::fold(n).is_empty());
        let site_name = site_name.ok_or_else(|| {
            ("site_nom", (Text::new("le site n’a pas de nom", "the site has no name"), Text::new("nommez-le", "name it")))
        })?;
        if record.text("site_statut") == Some("friche reconvertie") {
            let what =
                Text::new("friche déjà reconvertie : plus un site à proposer", "brownfield already converted: no longer a site to offer");
            return Err(("site_statut", (what, Text::default())));
        }
        let found = places::commune(code.unwrap_or_default(), named.unwrap_or_default(), "", self.reference)?;
        for (field, what, mend) in found.corrections {
            self.correct(record, field, what, mend);
        }
        let commune = found.commune;
        let cnig_id = record.text("site_id").unwrap_or_default();
        // A site that the catalogue knows keeps its identity: the import completes it.
        let id = self.known.identity(cnig_id, site_name, &commune.code).map_or_else(|| name::slug(cnig_id), str::to_owned);
        let source = source(self.file, record, more);
        let owner = if brownfield { self.owner(record) } else { record.text("site_moa_nom").map(str::to_owned) };
        let position = self.position(record, commune.position).or_else(|| self.reference.site_position(Some(&commune.code)));
        let mut attributes = attributes(record, &source);
        let mut set = |key: &str, value: Value, status: Status| {
            attributes.insert(key.to_owned(), Datum { value, status, source: Some(source.clone()) });
        };
        set(CLASS, Value::Code(record.class.name().into()), Status::Computed);
        set(ID, Value::Code(cnig_id.into()), Status::Declared);
        if brownfield {
            set("brownfield", Value::Bool(true), Status::Declared);
            if let Some(names) = &owner {
                set("proprio_nom", Value::Text(names.clone()), Status::Declared);
            }
            if let Some(square_metres) = record.number("unite_fonciere_surface") {
                set("area_ha", Value::Number(square_metres / 10_000.0), Status::Declared);
            }
        }
        let mut site = Site {
            id,
            name: site_name.to_owned(),
            commune: Some(commune.code.clone()),
            commune_name: commune.name.clone(),
            department: commune.department.clone(),
            region: self.reference.region_name(&commune.region).unwrap_or_default().to_owned(),
            labels: Vec::new(),
            owner,
            position,
            attributes,
            anticipations: Vec::new(),
            note: String::new(),
            source: source.clone(),
        };
        kept(&mut site, more, &source);
        Ok(site)
    }

    /// The standard gives the names of legal persons only; a name beside a natural person is left out.
    fn owner(&mut self, record: &Record) -> Option<String> {
        let owner = record.text("proprio_nom")?;
        if record.list("proprio_personne").iter().any(|p| p == "personne physique") {
            let what = Text::new("nom d’une personne physique : non repris", "name of a natural person: not taken over");
            self.correct(record, "proprio_nom", what, Text::default());
            return None;
        }
        Some(owner.to_owned())
    }

    /// Centre given, or else middle of the perimeter; the one near the commune when they disagree.
    fn position(&mut self, record: &Record, commune: Option<Position>) -> Option<Position> {
        let middle = |name: &str| record.shape(name).and_then(|s| s.middle()).map(|p| (name.to_owned(), p));
        let given: Vec<(String, Position)> =
            ["site_geompoint", "geompoint", "site_geomsurf", "geomsurf"].into_iter().filter_map(middle).collect();
        let Some(commune) = commune else { return given.first().map(|(_, p)| *p) };
        let mut near = None;
        for (field, position) in given {
            let away = position.distance_km(commune);
            if away > FAR_KM {
                let (fr, en) = (domain::format::number(away, 0, domain::Lang::Fr), domain::format::number(away, 0, domain::Lang::En));
                let what = Text::new(
                    format!("position à {fr} km de la commune : non retenue"),
                    format!("position {en} km away from the commune: not kept"),
                );
                self.correct(
                    record,
                    &field,
                    what,
                    Text::new("vérifiez la commune et les coordonnées", "check the commune and the coordinates"),
                );
            } else if near.is_none() {
                near = Some(position);
            }
        }
        near
    }
}

pub fn source(file: &str, record: &Record, more: &[&Record]) -> Source {
    let extension = more.iter().find(|r| r.class == Class::Extension);
    let title =
        record.text("source_producteur").or_else(|| record.text("source_nom")).or_else(|| extension.and_then(|e| e.text("ext_source")));
    // The name of the file, not where it lies on somebody's machine.
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let mut source = Source::new(title.unwrap_or(file), Mark::Partial);
    let plots = || more.iter().filter_map(|r| r.date("terr_actu_date")).max();
    source.date = record.date("site_actu_date").or_else(|| extension.and_then(|e| e.date("ext_actu_date"))).or_else(plots);
    source
}

fn attributes(record: &Record, source: &Source) -> BTreeMap<String, Datum> {
    let mut attributes = BTreeMap::new();
    for (field, value) in record.values() {
        let (Some(value), Some(key)) = (value, characteristic(record.class, &field.name)) else { continue };
        let value = match value {
            Cnig::Number(number) => Value::Number(*number),
            Cnig::Money(cents) => Value::Money(*cents),
            Cnig::Date(date) => Value::Date(*date),
            Cnig::Yes(yes) => Value::Bool(*yes),
            Cnig::List(values) => Value::Codes(values.clone()),
            Cnig::Text(text) => Value::Text(text.clone()),
            Cnig::Year(_) | Cnig::Shape(_) => Value::Code(written(field, value)),
        };
        attributes.insert(key.to_owned(), Datum { value, status: Status::Declared, source: Some(source.clone()) });
    }
    attributes
}

/// What the extension says in words and the ranking reads as codes, or as yes or no where no column of its own says it.
fn extended(record: &Record, source: &Source, attributes: &mut BTreeMap<String, Datum>) {
    let mut set = |key: &str, value: Value, status: Status| {
        attributes.entry(key.to_owned()).or_insert(Datum { value, status, source: Some(source.clone()) });
    };
    if let Some(code) = record.text("ext_icpe_max").and_then(icpe_code) {
        set("icpe_max", Value::Code(code.into()), Status::Declared);
    }
    if record.number("ext_eau_m3h").is_some_and(|flow| flow > 0.0) {
        set("process_water", Value::Bool(true), Status::Computed);
    }
    let risks = record.list("ext_risques");
    if risks.iter().any(|r| r == "PPRT") {
        set("pprt", Value::Bool(true), Status::Declared);
    }
    if risks.iter().any(|r| r == "PPRI" || r == "inondation") {
        set("flood", Value::Bool(true), Status::Declared);
    }
    // "No known risk" is an answer when nothing else contradicts it; a risk that a list leaves out stays unknown.
    if risks == ["aucun connu"] {
        set("pprt", Value::Bool(false), Status::Declared);
        set("flood", Value::Bool(false), Status::Declared);
    }
}

fn labels(more: &[&Record], source: &Source) -> Vec<Label> {
    let of = |(column, issuer)| {
        let waves = more.iter().flat_map(move |record| record.list(column));
        waves.map(move |wave: &String| Label { wave: wave.clone(), issuer, source: source.clone() })
    };
    LABELS.into_iter().flat_map(of).collect()
}

fn anticipation(record: &Record, source: &Source) -> Option<Anticipation> {
    if record.class != Class::Procedure {
        return None;
    }
    let state = match record.text("proc_etat")? {
        "non nécessaire" => AnticipationState::NotNeeded,
        "déposée" => AnticipationState::Filed,
        "obtenue" => AnticipationState::Obtained,
        "renonciation" => AnticipationState::Waived,
        _ => AnticipationState::ToDo,
    };
    Some(Anticipation {
        procedure: record.text("proc_type")?.to_owned(),
        state,
        date: record.date("proc_date"),
        expires: record.date("proc_expire"),
        scope: Scope {
            area_ha: record.number("proc_surface"),
            icpe: record.text("proc_icpe").and_then(icpe_code).map(str::to_owned),
            power_mva: record.number("proc_puissance_mva"),
        },
        status: Status::Declared,
        source: record.text("proc_source").map_or_else(|| source.clone(), |title| Source::new(title, Mark::Partial)),
    })
}
