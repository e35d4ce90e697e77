//! A form of the State's platform, prepared from what is known here: where a prefilled file is opened, with which answers, and what
//! remains to be typed. Whoever runs the server says which forms are offered, and for which call or measure (`rebond demarches
//! offer`). Nothing is sent and nothing is filed: the platform gives back an address that the holder opens, completes and files.

use crate::answer;
use crate::app::App;
use crate::error::{Failure, OrFail, Result, html};
use crate::i18n::say;
use crate::page::{Here, Nav, Page};
use askama::Template;
use axum::response::Response;
use demarches::prefill::{Prefill, prefill};
use demarches::{Descriptor, Field, Mapping};
use domain::calendar::paris_time;
use domain::{Datum, Project, Text, Value};
use programmes::Call;
use serde::Deserialize;
use store::demarches::{Offered, all_offered, offered};

/// One form that a page offers to prefill.
pub struct Offer {
    pub demarche: i64,
    /// The call, or the measure, that it is the form of.
    pub name: String,
}

/// "f=json": the body of the request alone, to take away.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    pub f: String,
}

/// Whether a form is that of a call or of one of its measures.
pub fn of_call(offered: &Offered, call: &Call) -> bool {
    offered.call.as_ref().is_some_and(|id| *id == call.id) || offered.measure.as_ref().is_some_and(|id| call.measures.contains(id))
}

/// The forms that concern what a page shows.
pub async fn offers(app: &App, here: &Here, concerns: impl Fn(&Offered) -> bool) -> Result<Vec<Offer>> {
    let all = all_offered(&app.store).await.or_ours(here)?;
    let calls = || app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    let name = |form: &Offered| {
        let call = form.call.as_ref().and_then(|id| calls().find(|call| call.id == *id)).map(|call| &call.name);
        let measure = form.measure.as_ref().and_then(|id| app.rulebook.measure(id)).map(|measure| &measure.name);
        call.or(measure).map_or_else(String::new, |name| here.x(name))
    };
    Ok(all.iter().filter(|form| concerns(form)).map(|form| Offer { demarche: form.demarche, name: name(form) }).collect())
}

/// Whether a form is that of one of these measures, or of a call that gives one of them.
pub fn of_measures(app: &App, offered: &Offered, measures: &[&str]) -> bool {
    let calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    let mut of_call = calls.filter(|call| offered.call.as_ref() == Some(&call.id)).flat_map(|call| &call.measures);
    offered.measure.as_deref().is_some_and(|id| measures.contains(&id)) || of_call.any(|id| measures.contains(&id.as_str()))
}

#[derive(Template)]
#[template(path = "prefill.html")]
struct Show {
    page: Page,
    /// What it is prepared from: address and title.
    from: (String, String),
    address: String,
    payload: String,
    read_on: String,
    made: Prefill,
}

/// What a page is prepared from.
pub struct From<'a> {
    pub nav: Nav,
    /// Address without language, and title.
    pub path: &'a str,
    pub title: &'a str,
}

/// `value` tells an answer of ours by its key; `form` is the number of the address.
pub async fn page(
    app: &App,
    here: &Here,
    from: From<'_>,
    form: &str,
    ask: &Ask,
    value: impl Fn(&str) -> Option<Field>,
) -> Result<Response> {
    let missing = || Failure::Absent(here.clone(), Text::each(|lang| say(lang, "prefill-none", &[])));
    let number: i64 = form.parse().map_err(|_| missing())?;
    let found = offered(&app.store, number).await.or_ours(here)?.ok_or_else(missing)?;
    let mapping: Mapping = serde_json::from_str(&found.mapping).or_ours(here)?;
    let questions: Vec<Descriptor> = serde_json::from_str(&found.questions).or_ours(here)?;
    let made = prefill(&mapping, &questions, value, |_| None);
    let payload = serde_json::to_string_pretty(&made.body).or_ours(here)?;
    if ask.f == "json" {
        return Ok(answer::unkept(answer::file(&format!("demarche-{number}.json"), "application/json", payload)));
    }
    let page = here.page(from.nav, say(here.lang, "prefill-title", &[("n", &format!("n° {number}"))])).private();
    let view = Show {
        read_on: page.short_date(&paris_time(found.read_at).date()),
        from: (here.url(from.path), from.title.to_owned()),
        address: found.address,
        payload,
        made,
        page,
    };
    html(here, &view).map(answer::unkept)
}

/// A fact of a project of the line, or its title.
pub fn of_project(project: &Project, key: &str) -> Option<Field> {
    if key == "title" {
        return Some(Field::Text(project.title.clone()));
    }
    let Datum { value, .. } = project.facts.get(key)?;
    Some(match value {
        Value::Money(amount) => Field::Money(*amount),
        Value::Number(number) => Field::Number(*number),
        Value::Date(day) => Field::Date(*day),
        Value::Bool(yes) => Field::Bool(*yes),
        Value::Code(code) => Field::Code(code.clone()),
        Value::Text(text) => Field::Text(text.clone()),
        _ => return None,
    })
}

/// A text that says something.
pub fn text(words: &str) -> Option<Field> {
    Some(words.trim()).filter(|words| !words.is_empty()).map(|words| Field::Text(words.to_owned()))
}

/// A number of an organisation that is that of an establishment; a SIREN names no establishment.
pub fn siret(number: Option<&str>) -> Option<Field> {
    number.filter(|number| number.len() == 14).map(|number| Field::Code(number.to_owned()))
}
