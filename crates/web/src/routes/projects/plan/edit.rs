//! One change of the plan, told by what it changes and not by where it stands: two people may edit at once.

use crate::routes::projects::form::Typed;
use domain::{AidRegime, Cents, FinancingLine, Funder, Instrument, LineState, PastAid, Project, Siren};
use serde::de::DeserializeOwned;

pub enum Edit {
    Add(FinancingLine),
    Remove(FinancingLine),
    AddPast(PastAid),
    RemovePast(PastAid),
    PastIsComplete(bool),
}

impl Edit {
    /// Reads a form sent from a page that showed `seen`; an error is the key of its sentence.
    pub fn read(typed: &Typed, seen: &Project) -> Result<Edit, &'static str> {
        let text = |name: &str| typed.get(name).map(|v| v.trim()).unwrap_or_default();
        let at = || text("line").parse::<usize>().map_err(|_| "error-400-what");
        match text("do") {
            "add" => read_line(&text).map(Edit::Add),
            "remove" => seen.financing.get(at()?).cloned().map(Edit::Remove).ok_or("error-400-what"),
            "add-past" => read_past(&text).map(Edit::AddPast),
            "remove-past" => seen.past_aid.get(at()?).cloned().map(Edit::RemovePast).ok_or("error-400-what"),
            "complete" => Ok(Edit::PastIsComplete(text("complete") == "oui")),
            _ => Err("error-400-what"),
        }
    }

    /// A line that somebody else removed in between stays removed.
    pub fn apply(&self, project: &mut Project) {
        match self {
            Edit::Add(line) => project.financing.push(line.clone()),
            Edit::Remove(line) => remove(&mut project.financing, line),
            Edit::AddPast(aid) => project.past_aid.push(aid.clone()),
            Edit::RemovePast(aid) => remove(&mut project.past_aid, aid),
            Edit::PastIsComplete(complete) => project.past_aid_complete = *complete,
        }
    }
}

fn remove<T: PartialEq>(list: &mut Vec<T>, item: &T) {
    if let Some(at) = list.iter().position(|other| other == item) {
        list.remove(at);
    }
}

/// A choice by the name it has in files and in the API.
fn choice<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// In a form a bare number means euros.
fn amount(text: &str) -> Option<Cents> {
    text.parse::<Cents>().ok().filter(|a| a.0 > 0 && a.0 <= 2_000_000_000_000)
}

fn read_line<'a>(text: &impl Fn(&str) -> &'a str) -> Result<FinancingLine, &'static str> {
    let label = text("label");
    if label.is_empty() || label.chars().count() > 120 {
        return Err("plan-bad-label");
    }
    Ok(FinancingLine {
        label: label.to_owned(),
        funder: choice::<Funder>(text("funder")).ok_or("error-400-what")?,
        instrument: choice::<Instrument>(text("instrument")).ok_or("error-400-what")?,
        amount: amount(text("amount")).ok_or("plan-bad-amount")?,
        regime: choice::<AidRegime>(text("regime")).unwrap_or_default(),
        state: choice::<LineState>(text("state")).unwrap_or_default(),
        measure: None,
        grant_equivalent: None,
        base: None,
        source: None,
    })
}

fn read_past<'a>(text: &impl Fn(&str) -> &'a str) -> Result<PastAid, &'static str> {
    let siren = match text("siren") {
        "" => None,
        typed => Some(Siren::parse(typed).map_err(|_| "plan-bad-siren")?.0),
    };
    Ok(PastAid {
        siren,
        granted_on: programmes::read_date(text("granted_on")).map_err(|_| "plan-bad-date")?,
        amount: amount(text("amount")).ok_or("plan-bad-amount")?,
        regime: choice::<AidRegime>(text("regime")).unwrap_or_default(),
    })
}
