//! What the stories of these tests share: the rules of the repository, projects and sites.

use domain::{Anticipation, AnticipationState, Date, Datum, Facts, Scope, Site, Source, Status, Value};
use programmes::Procedures;
use schedule::{Calendar, Options, Task};
use std::path::Path;

pub fn date(text: &str) -> Date {
    text.parse().expect("a date of the test")
}

/// The files of `rules/procedures`, as (name, text).
pub fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/procedures");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder of the rules")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read_to_string(&path).expect("a rules file"))
        })
        .collect();
    files.sort();
    files
}

pub fn rules() -> Procedures {
    let files = files();
    Procedures::gather(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).expect("the rules of the repository are right")
}

/// An ICPE under authorisation, not allowed by the local plan, no clearing, no excavation; everything else known and small.
pub fn plant(power_mva: f64) -> Facts {
    let mut facts = Facts::default();
    for (key, value) in [
        ("project.kind", Value::Code("new_plant".into())),
        ("site.icpe", Value::Code("authorisation".into())),
        ("site.plu_conform", Value::Bool(false)),
        ("site.plu_procedure", Value::Code("declaration".into())),
        ("site.urban_zone", Value::Bool(false)),
        ("site.permit_commission", Value::Bool(false)),
        ("site.excavation", Value::Bool(false)),
        ("site.protected_species", Value::Bool(false)),
        ("site.natura2000", Value::Bool(false)),
        ("site.clearing", Value::Bool(false)),
        ("site.public_building", Value::Bool(false)),
        ("site.area_ha", Value::Number(4.0)),
        ("site.floor_m2", Value::Number(8000.0)),
        ("site.wetland_m2", Value::Number(0.0)),
        ("site.power_mva", Value::Number(power_mva)),
    ] {
        facts.set(key, Datum::declared(value));
    }
    facts
}

pub fn anticipation(group: &str) -> Anticipation {
    Anticipation {
        procedure: group.into(),
        state: AnticipationState::Obtained,
        date: None,
        expires: None,
        scope: Scope::default(),
        status: Status::Declared,
        source: Source::default(),
    }
}

pub fn site(anticipations: Vec<Anticipation>) -> Site {
    Site {
        id: "saoneor-71076".into(),
        name: "SaôneOr".into(),
        commune: None,
        commune_name: String::new(),
        department: "71".into(),
        region: "Bourgogne-Franche-Comté".into(),
        labels: Vec::new(),
        owner: None,
        position: None,
        attributes: Default::default(),
        anticipations,
        note: String::new(),
        source: Source::default(),
    }
}

pub fn with(groups: &[&str]) -> Site {
    site(groups.iter().map(|g| anticipation(g)).collect())
}

/// A day of the field season, so that nothing waits; the rules of 2024 apply.
pub const SPRING: &str = "2026-03-02";

pub fn few() -> Options {
    Options { draws: 400, seed: 7 }
}

pub fn run(facts: &Facts, site: Option<&Site>, start: &str) -> Calendar {
    schedule::calendar(facts, site, &rules(), date(start), few())
}

pub fn task<'a>(calendar: &'a Calendar, id: &str) -> &'a Task {
    calendar.tasks.iter().find(|t| t.id == id).unwrap_or_else(|| panic!("{id} is in the network"))
}

pub fn has(calendar: &Calendar, id: &str) -> bool {
    calendar.tasks.iter().any(|t| t.id == id)
}

pub fn told(calendar: &Calendar, words: &str) -> bool {
    calendar.notes.iter().any(|n| n.fr.contains(words))
}

/// As figures of months are written, to a tenth.
pub fn near(months: f64, expected: f64) -> bool {
    (months - expected).abs() < 0.05
}
