//! A site of the catalogue given back as records of the standard, strictly: a field without a known value stays empty,
//! and what is required and unknown is told by `cnig::strict`, never filled in.

use super::names::{CLASS, ID, LABELS, characteristic, field_of, icpe_word};
use crate::Reference;
use cnig::{Class, Field, Record, Shape, Value as Cnig, value};
use domain::{AnticipationState, Datum, SITE_HOLDERS, Site, SiteRole, Status, Value};

/// Counted around the sites from other tables: what we reckon is not given back as what somebody declares.
const RECKONED: [&str; 3] = ["population_", "labour_", "suppliers_"];

/// The records of one site.
pub struct Given {
    /// SITE-ECO, or Friches for a brownfield that came from that table.
    pub site: Record,
    /// Our extension, when something is to be said in it.
    pub more: Vec<Record>,
}

pub fn give(site: &Site, reference: &Reference) -> Given {
    let brownfield = code(site, CLASS) == Some(Class::Brownfield.name());
    let class = if brownfield { Class::Brownfield } else { Class::Site };
    let mut record = described(class, site);
    let mut text = |name: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            record.set(name, Some(Cnig::Text(text.to_owned())));
        }
    };
    let id = code(site, ID).unwrap_or(&site.id);
    text("site_id", Some(id));
    text("site_nom", Some(&site.name));
    let (insee, named) = if brownfield { ("comm_insee", "comm_nom") } else { ("site_comm_insee", "site_comm_nom") };
    text(insee, site.commune.as_deref());
    text(named, Some(&site.commune_name));
    let holders = site.holders();
    let held = |role: SiteRole| holders.iter().find(|h| h.role == role).map(|h| h.names.join("|"));
    // A role that the table has no field for is not written under another.
    for (role, field) in SITE_HOLDERS {
        text(field, held(role).as_deref());
    }
    // Whoever is named without a role stands where the table names one holder, unless somebody is said to be that one.
    let (role, field) = if brownfield { (SiteRole::Owner, "proprio_nom") } else { (SiteRole::Manager, "site_moa_nom") };
    text(field, held(role).or_else(|| held(SiteRole::OwnerOrManager)).as_deref());
    // The intercommunality of a commune is a fact of the official geographic code, not a guess.
    if let Some(epci) = site.commune.as_deref().and_then(|c| reference.commune(c)).and_then(|c| reference.epci(c.epci.as_deref()?))
        && !brownfield
    {
        if record.get("site_epci_siren").is_none() {
            record.set("site_epci_siren", Some(Cnig::Text(epci.siren.clone())));
        }
        if record.get("site_epci_nom").is_none() {
            record.set("site_epci_nom", Some(Cnig::Text(epci.name.clone())));
        }
    }
    if record.get("source_producteur").is_none() {
        record.set("source_producteur", Some(Cnig::Text(site.source.title.clone())));
    }
    let centre = if brownfield { "geompoint" } else { "site_geompoint" };
    // The centre of the commune stands in for a site on the map; it is not the centre of the site.
    let stand_in = reference.site_position(site.commune.as_deref());
    if let Some(p) = site.position.filter(|p| !p.approximate && Some(*p) != stand_in && record.get(centre).is_none()) {
        let shape = Shape::new(geo_types::Point::new(p.lon, p.lat).into());
        record.set(centre, shape.ok().map(Cnig::Shape));
    }
    let mut more: Vec<Record> = Vec::new();
    let extension = extension(site, id, &record);
    if extension.values().any(|(f, v)| v.is_some() && f.name != "site_id") {
        more.push(extension);
    }
    more.extend(procedures(site, id));
    Given { site: record, more }
}

fn code<'s>(site: &'s Site, key: &str) -> Option<&'s str> {
    match &site.attributes.get(key)?.value {
        Value::Code(text) | Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Every characteristic that has a field in the table.
fn described(class: Class, site: &Site) -> Record {
    let mut record = Record::new(class, 0);
    for field in class.fields() {
        let datum = characteristic(class, &field.name).and_then(|key| site.attributes.get(key));
        if let Some(found) = datum.and_then(|d| converted(field, d)) {
            record.set(&field.name, Some(found));
        }
    }
    record
}

/// The same for our extension, which is wider than what any site tells: looked up from what is known.
fn extended(site: &Site) -> Record {
    let mut record = Record::new(Class::Extension, 0);
    let told = |(key, datum): &(&String, &Datum)| datum.status != Status::Computed || !RECKONED.iter().any(|begin| key.starts_with(begin));
    for (key, datum) in site.attributes.iter().filter(told) {
        let name = field_of(key);
        let Some(field) = Class::Extension.fields().iter().find(|f| f.name == name) else { continue };
        // "site_id" and the like stand elsewhere in a site.
        if characteristic(Class::Extension, &field.name) == Some(key.as_str())
            && let Some(found) = converted(field, datum)
        {
            record.set(name, Some(found));
        }
    }
    record
}

fn converted(field: &Field, datum: &Datum) -> Option<Cnig> {
    match &datum.value {
        Value::Number(number) => value(field, &number.to_string()),
        Value::Money(cents) => Some(Cnig::Money(*cents)),
        Value::Date(date) => value(field, &date.to_string()),
        Value::Bool(yes) => value(field, if *yes { "oui" } else { "non" }),
        Value::Code(text) | Value::Text(text) => value(field, text),
        Value::Codes(codes) => value(field, &codes.join("|")),
    }
}

fn extension(site: &Site, id: &str, national: &Record) -> Record {
    let mut record = extended(site);
    record.set("site_id", Some(Cnig::Text(id.to_owned())));
    let word = code(site, "icpe_max").and_then(icpe_word);
    record.set("ext_icpe_max", word.map(|w| Cnig::Text(w.to_owned())));
    for (column, issuer) in LABELS {
        let of_issuer = site.labels.iter().filter(|label| label.issuer == issuer);
        let waves: Vec<String> = of_issuer.map(|label| label.wave.clone()).collect();
        if !waves.is_empty() {
            record.set(column, Some(Cnig::List(waves)));
        }
    }
    if record.values().any(|(f, v)| v.is_some() && f.name != "site_id") {
        record.set("ext_source", Some(Cnig::Text(site.source.title.clone())));
        if record.get("ext_actu_date").is_none() {
            let date = national.date("site_actu_date").or(site.source.date);
            record.set("ext_actu_date", date.map(Cnig::Date));
        }
    }
    record
}

fn procedures<'s>(site: &'s Site, id: &'s str) -> impl Iterator<Item = Record> + 's {
    site.anticipations.iter().map(move |a| {
        let state = match a.state {
            AnticipationState::NotNeeded => "non nécessaire",
            AnticipationState::ToDo => "à faire",
            AnticipationState::Filed => "déposée",
            AnticipationState::Obtained => "obtenue",
            AnticipationState::Waived => "renonciation",
        };
        let text = |t: &str| Some(Cnig::Text(t.to_owned()));
        let mut record = Record::new(Class::Procedure, 0);
        record.set("site_id", text(id));
        record.set("proc_type", text(&a.procedure));
        record.set("proc_etat", text(state));
        record.set("proc_date", a.date.map(Cnig::Date));
        record.set("proc_expire", a.expires.map(Cnig::Date));
        record.set("proc_surface", a.scope.area_ha.map(Cnig::Number));
        record.set("proc_icpe", a.scope.icpe.as_deref().and_then(icpe_word).and_then(text));
        record.set("proc_puissance_mva", a.scope.power_mva.map(Cnig::Number));
        record.set("proc_source", text(&a.source.title));
        record
    })
}
