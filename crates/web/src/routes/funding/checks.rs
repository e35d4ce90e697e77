//! The lines of a sheet before the station of finance: what the sheet tells becomes a project, the same rules judge it, and
//! each check comes back with its article and the amount that would pass.

use crate::app::App;
use domain::{Date, Datum, Facts, FinancingLine, Mark, PastAid, Project, Source, Status, Text, Value};
use grants::{Line, Step};
use serde::Deserialize;
use store::projects::Stored as StoredProject;
use store::sheet_holders::Holder;
use store::sheets::Stored;

/// What the rules need and a sheet does not hold: kept with the sheet, and told otherwise in the address to see what would be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Kind of holder: a choice of the dictionary.
    pub porteur: String,
    /// Size of a company.
    pub taille: String,
    /// Judged on this day.
    pub jour: String,
}

/// The plan of the lines that stand, without anything proposed beside them.
pub fn plan(app: &App, sheet: &Stored, lines: &[Line], project: Option<&StoredProject>, holder: &Holder, told: &Told) -> finance::Plan {
    let mut project = made(app, sheet, lines, project.map(|stored| &stored.project), holder, told);
    factory::derive(&mut project, &app.reference, &app.rulebook.state_aid);
    finance::plan(&project, &[], &app.rulebook.state_aid)
}

/// Aid is judged on the day the right is given: the last grant, else today.
fn day(app: &App, lines: &[Line], told: &Told) -> Date {
    let granted = lines.iter().filter(|line| line.refused.is_none()).filter_map(|line| line.stage(Step::Granted)).map(|stage| stage.on);
    told.jour.parse().ok().or_else(|| granted.max()).unwrap_or_else(|| app.today())
}

/// The sheet as a project, with what the one it was made from tells.
pub fn made(app: &App, sheet: &Stored, lines: &[Line], from: Option<&Project>, holder: &Holder, told: &Told) -> Project {
    let (facts, mut past_aid, complete) = match from {
        Some(project) => (project.facts.clone(), project.past_aid.clone(), project.past_aid_complete),
        None => (Facts::default(), Vec::<PastAid>::new(), false),
    };
    // The project tells some, the sheet others: an aid that both tell counts once.
    for aid in &holder.past_aid {
        if !past_aid.contains(aid) {
            past_aid.push(aid.clone());
        }
    }
    let complete = complete || holder.complete;
    let mut project = Project {
        title: sheet.sheet.title.clone(),
        summary: Text::default(),
        judged_on: day(app, lines, told),
        facts,
        financing: lines.iter().map(Line::as_financing).collect::<Vec<FinancingLine>>(),
        past_aid,
        past_aid_complete: complete,
        sources: vec![],
    };
    let source = Source::new("Fiche action", Mark::Computed);
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            project.facts.set(key, Datum { value, status: Status::Declared, source: Some(source.clone()) });
        }
    };
    let s = &sheet.sheet;
    set("project.cost", s.total_cost.map(Value::Money));
    set("project.eligible_cost", s.eligible_base.map(Value::Money));
    set("project.start", s.starts.map(Value::Date));
    set("project.commune", s.communes.first().cloned().map(Value::Code));
    let asked = lines.iter().filter_map(|line| line.stage(Step::Asked)).map(|stage| stage.on).min();
    // Works begun before the first request: most aids are lost.
    set("project.started", s.first_commitment.zip(asked).map(|(first, asked)| Value::Bool(first < asked)));
    let months = s.starts.zip(s.ends).and_then(|(from, to)| from.until(to).ok()).map(|span| f64::from(span.get_days()) / 30.4375);
    set("project.duration_months", months.filter(|months| *months > 0.0).map(Value::Number));
    let kind = known_kind(app, s.holder_number.as_deref());
    set("holder.kind", kind.map(|kind| Value::Code(kind.to_owned())));
    let choice = |key: &str, code: &str| {
        let known = app.rulebook.dictionary.get(key).is_some_and(|spec| spec.choices.iter().any(|choice| choice.id == code));
        known.then(|| Value::Code(code.to_owned()))
    };
    for (kind, size) in [(&holder.kind, &holder.size), (&told.porteur, &told.taille)] {
        set("holder.kind", choice("holder.kind", kind));
        set("holder.size", choice("holder.size", size));
    }
    project
}

/// An intercommunality is known by its SIREN; what else a number is, nobody says here.
fn known_kind(app: &App, number: Option<&str>) -> Option<&'static str> {
    let siren = number?.get(..9)?;
    app.reference.epci(siren).map(|_| "epci")
}
