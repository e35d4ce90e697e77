//! What a site tells, brought to what the calendar asks: the power it declares is a connection already anticipated, the zone of its
//! plan answers a question of the project. What the project says, and what the site says of the procedure itself, stand.

use domain::followed::{Followed, Outcome};
use domain::{Anticipation, AnticipationState, Date, Datum, Facts, Scope, Site, Source, Status, Text, Value};
use programmes::procedure::Procedures;
use schedule::{Progress, Stage};
use std::borrow::Cow;

/// Group of the rules that a connection belongs to.
const GRID: &str = "grid";

/// The power that a site declares.
pub struct Power<'s> {
    pub mva: Option<f64>,
    /// Day when it is there; none when it is not told.
    pub on: Option<Date>,
    pub status: Status,
    pub source: &'s Source,
}

impl Power<'_> {
    pub fn of(site: &Site) -> Option<Power<'_>> {
        let on = site.attributes.get("ext_puissance_date");
        // Of an interval, only what is sure is counted on.
        let mva = site.attributes.get("power_mva").or_else(|| site.attributes.get("power_mva_low"));
        let datum = mva.or(on)?;
        Some(Power {
            mva: mva.and_then(number).filter(|mva| *mva > 0.0),
            on: match on.map(|datum| &datum.value) {
                Some(Value::Date(date)) => Some(*date),
                _ => None,
            },
            status: datum.status,
            source: datum.source.as_ref().unwrap_or(&site.source),
        })
    }
}

fn number(datum: &Datum) -> Option<f64> {
    match datum.value {
        Value::Number(number) if number.is_finite() => Some(number),
        _ => None,
    }
}

/// The site with the connection that its declared power amounts to, and what is under way there.
pub fn ahead<'s>(site: &'s Site, facts: &Facts, procedures: &Procedures, start: Date) -> (Cow<'s, Site>, Vec<Progress>) {
    let (connection, progress) = connection(site, facts, procedures, start);
    let site = match connection {
        None => Cow::Borrowed(site),
        Some(connection) => {
            let mut connected = site.clone();
            connected.anticipations.push(connection);
            Cow::Owned(connected)
        }
    };
    (site, progress)
}

/// The connection that the declared power of a site amounts to, or what is under way: a power announced for later is waited for until
/// that day.
pub fn connection(site: &Site, facts: &Facts, procedures: &Procedures, start: Date) -> (Option<Anticipation>, Vec<Progress>) {
    let untold = || (None, Vec::new());
    if site.anticipations.iter().any(|a| a.procedure == GRID) {
        return untold();
    }
    let Some(power) = Power::of(site) else { return untold() };
    let Some(mva) = power.mva else { return untold() };
    match power.on.filter(|on| *on > start) {
        // More is needed than will be there: the announced day is of no help.
        Some(_) if facts.number("site.power_mva").is_some_and(|needed| needed > mva) => untold(),
        Some(on) => {
            let of_grid = procedures.procedures.iter().filter(|p| p.group.as_deref() == Some(GRID));
            let announced = |id: &String| Progress { procedure: id.clone(), stage: Stage::Expected { on }, of_site: true };
            (None, of_grid.map(|p| announced(&p.id)).collect())
        }
        None => {
            let connected = Anticipation {
                procedure: GRID.to_owned(),
                state: AnticipationState::Obtained,
                date: power.on,
                expires: None,
                scope: Scope { power_mva: Some(mva), ..Scope::default() },
                status: power.status,
                source: power.source.clone(),
            };
            (Some(connected), Vec::new())
        }
    }
}

/// The facts of the project, with what the site answers, and how that is told.
pub fn answered(facts: &Facts, site: Option<&Site>) -> (Facts, Vec<Text>) {
    let mut facts = facts.clone();
    let zone = site.and_then(|site| {
        let datum = site.attributes.get("urba_zone_type")?;
        let (Value::Text(zone) | Value::Code(zone)) = &datum.value else { return None };
        Some((urban(zone)?, zone, datum))
    });
    let Some((urban, zone, datum)) = zone.filter(|_| facts.get("site.urban_zone").is_none()) else { return (facts, Vec::new()) };
    let source = datum.source.as_ref().map(|s| s.title.clone()).unwrap_or_default();
    let told = Text::new(
        format!("zone {zone} du plan local d’urbanisme, d’après {source}"),
        format!("zone {zone} of the local urban plan, according to {source}"),
    );
    facts.set("site.urban_zone", Datum { value: Value::Bool(urban), status: datum.status, source: datum.source.clone() });
    (facts, vec![told])
}

/// Whether a zone of the standard *Friches* is a zone U of a plan; a municipal map or no plan at all answers nothing.
fn urban(zone: &str) -> Option<bool> {
    match zone {
        "U" => Some(true),
        "AUc" | "AUs" | "A" | "N" => Some(false),
        _ => None,
    }
}

/// The dates that a project recorded, as the calendar counts them; a file refused or taken back is to be done again.
pub fn recorded(followed: &[Followed]) -> Vec<Progress> {
    let stage = |f: &Followed| match (f.outcome, f.decided) {
        (Outcome::Granted | Outcome::Tacit, Some(on)) => Some(Stage::Done { on }),
        (Outcome::Pending, None) => Some(Stage::Filed { on: f.filed, counted: f.complete.unwrap_or(f.filed), legal: f.legal }),
        _ => None,
    };
    followed.iter().filter_map(|f| Some(Progress { procedure: f.procedure.clone(), stage: stage(f)?, of_site: false })).collect()
}
