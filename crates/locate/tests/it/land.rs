//! Sites to tell stories with. Synthetic: true of no place.
#![allow(dead_code)]

use domain::{Anticipation, AnticipationState, Date, Datum, Facts, Issuer, Label, Mark, Position, Scope, Site, Source, Status, Value};
use locate::{Options, Ranking, Weights, rank};

pub fn day(text: &str) -> Date {
    text.parse().expect("a date of the tests")
}

pub fn at(lat: f64, lon: f64) -> Position {
    Position { lat, lon, approximate: false }
}

/// About 111 km per degree of latitude: a site so many kilometres north of the origin.
pub const ORIGIN: Position = Position { lat: 46.78, lon: 4.85, approximate: false };

pub fn north(km: f64) -> Position {
    at(ORIGIN.lat + km / 111.195, ORIGIN.lon)
}

pub fn number(value: f64) -> Value {
    Value::Number(value)
}

pub fn site(id: &str, position: Option<Position>, attributes: &[(&str, Value)]) -> Site {
    Site {
        id: id.into(),
        name: format!("Site {id}"),
        commune: None,
        commune_name: String::new(),
        department: "71".into(),
        region: String::new(),
        labels: vec![],
        owner: None,
        position,
        attributes: attributes.iter().map(|(k, v)| ((*k).to_owned(), Datum::declared(v.clone()))).collect(),
        anticipations: vec![],
        note: String::new(),
        source: Source::new("synthétique", Mark::Assumed),
    }
}

pub fn labelled(mut site: Site, wave: &str) -> Site {
    site.labels.push(Label { wave: wave.into(), issuer: Issuer::State, source: Source::default() });
    site
}

pub fn done(mut site: Site, procedure: &str, status: Status, expires: Option<&str>, scope: Scope) -> Site {
    site.anticipations.push(Anticipation {
        procedure: procedure.into(),
        state: AnticipationState::Obtained,
        date: None,
        expires: expires.map(day),
        scope,
        status,
        source: Source::default(),
    });
    site
}

pub fn need(values: &[(&str, Value)]) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in values {
        facts.set(key, Datum::declared(value.clone()));
    }
    facts
}

pub fn options() -> Options {
    Options { draws: 500, seed: 7, margin: None, on: day("2020-09-15"), ..Options::default() }
}

pub fn ranked(facts: &Facts, sites: &[Site]) -> Ranking {
    rank(facts, Some(ORIGIN), sites, &Weights::default(), options())
}
