//! What whoever keeps a site says of it: what was anticipated, with its source, the labels that a favourable decision gave, the
//! risks accepted from a public service. The catalogue, the calendars and the rankings follow at once.

use super::catalogue::attribute_label;
use super::found::kept;
use super::labels::{call_name, decisions, label};
use super::risks;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::contracts::place::names;
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::read_date;
use domain::site::Scope;
use domain::{Anticipation, AnticipationState, Date, Mark, Site, Source, Status, wave_said};
use serde::Deserialize;
use store::applications::Record;
use store::site_said::{self, About, Kept, Kind, Said, Word};

pub type Errors = Vec<(&'static str, String)>;

/// As written in a form, and the message of each.
const STATES: [(&str, AnticipationState, &str); 5] = [
    ("not_needed", AnticipationState::NotNeeded, "anticipation-not-needed"),
    ("to_do", AnticipationState::ToDo, "anticipation-to-do"),
    ("filed", AnticipationState::Filed, "anticipation-filed"),
    ("obtained", AnticipationState::Obtained, "anticipation-obtained"),
    ("waived", AnticipationState::Waived, "anticipation-waived"),
];
const REGIMES: [&str; 6] = ["none", "declaration", "registration", "authorisation", "seveso_low", "seveso_high"];

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// Group of procedures that is written.
    p: String,
    /// "ok" after something was written.
    fait: String,
    /// "georisques": the service is asked.
    demander: String,
}

/// One group of procedures, as it stands.
struct Line {
    subject: String,
    name: String,
    /// Empty when nothing is known.
    state: String,
    expires: String,
    source: String,
    /// Of the keeper’s word; 0 when only lists speak, or nobody.
    version: i64,
    /// The keeper’s word stands.
    own: bool,
}

/// A decision that gives a label, which nobody brought to a site yet.
struct Proposal {
    number: String,
    title: String,
    call: String,
    decided: String,
    wave: String,
}

#[derive(Template)]
#[template(path = "sites/keep.html")]
struct Show {
    page: Page,
    site: Site,
    lines: Vec<Line>,
    /// Labels that decisions gave: (wave, source, version)
    labels: Vec<(String, String, i64)>,
    proposals: Vec<Proposal>,
    /// What Géorisques says, once asked.
    found: Option<risks::Found>,
    may_ask: bool,
    accepted: Vec<risks::Own>,
    /// (when, who, what, its source)
    past: Vec<(String, String, String, String)>,
    /// The group that is written, by its identifier and its name.
    editing: Option<(String, String)>,
    values: Typed,
    errors: Errors,
    flash: bool,
}

impl Show {
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str()).unwrap_or_default()
    }
    fn states(&self) -> [(&'static str, String); 5] {
        STATES.map(|(code, _, key)| (code, self.page.t(key)))
    }
    fn regimes(&self) -> [(&'static str, String); 6] {
        REGIMES.map(|code| (code, self.page.t(&format!("keep-icpe-{}", code.replace('_', "-")))))
    }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let site = kept(&app, &here, &actor, &id)?;
    let words = site_said::of_site(&app.store, &site.id).await.or_ours(&here)?;
    let values = filled(&site, &words, &ask.p);
    let found = if ask.demander == "georisques" { risks::ask(&app, &here, &site).await? } else { None };
    page(&app, &here, &actor, site, words, (ask.p, values, vec![], found), ask.fait == "ok").await
}

/// What the word of the keeper, or else a list, says of this group.
fn filled(site: &Site, words: &[Kept], subject: &str) -> Typed {
    let version = words.iter().find(|k| k.about.kind == Kind::Anticipation && k.about.subject == subject).map_or(0, |k| k.version);
    let mut values: Typed = [("version".to_owned(), version.to_string()), ("state".to_owned(), "obtained".to_owned())].into();
    if let Some(a) = site.anticipations.iter().find(|a| a.procedure == subject) {
        let state = STATES.iter().find(|(_, state, _)| *state == a.state).map_or("", |(code, _, _)| *code);
        let day = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
        let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
        for (name, value) in [
            ("state", state.to_owned()),
            ("date", day(a.date)),
            ("expires", day(a.expires)),
            ("area", number(a.scope.area_ha)),
            ("icpe", a.scope.icpe.clone().unwrap_or_default()),
            ("power", number(a.scope.power_mva)),
            ("source", a.source.title.clone()),
            ("url", a.source.url.clone().unwrap_or_default()),
        ] {
            values.insert(name.to_owned(), value);
        }
    }
    values
}

pub async fn write(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let site = kept(&app, &here, &actor, &id)?;
    let values = typed(&body);
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    if text("do") == "risks" {
        return accepted(&app, &here, &actor, site, values).await;
    }
    let subject = text("p").to_owned();
    let expected: i64 = text("version").parse().unwrap_or(-1);
    let word = match text("do") {
        "anticipation" => read(&app, &here, &values, &subject).map(|own| Word {
            site: site.id.clone(),
            about: About { kind: Kind::Anticipation, subject: subject.clone() },
            said: Some(Said::Anticipation(own)),
            application: String::new(),
        }),
        "label" => label(&app, &here, &actor, &site, &values).await?,
        "unsay" => {
            let kind = Kind::parse(text("kind")).or_not_found(&here)?;
            let about = About { kind, subject: subject.clone() };
            Ok(Word { site: site.id.clone(), about, said: None, application: String::new() })
        }
        _ => Err(vec![("p", here.t("keep-what"))]),
    };
    // A label that was taken back is confirmed again on top of what took it back.
    let expected = match &word {
        Ok(word) if text("do") == "label" => {
            let words = site_said::of_site(&app.store, &site.id).await.or_ours(&here)?;
            words.iter().find(|kept| kept.about == word.about).map_or(0, |kept| kept.version)
        }
        _ => expected,
    };
    let errors = match word {
        Ok(word) => {
            let done = site_said::say(&app.store, word, expected, &actor.signature(), app.now()).await;
            if done.or_stored(&here)? {
                return saved(&app, &here, &id).await;
            }
            vec![("p", here.t("keep-moved"))]
        }
        Err(errors) => errors,
    };
    let words = site_said::of_site(&app.store, &site.id).await.or_ours(&here)?;
    // What was typed stays; it is sent again on top of what stands now.
    let now = filled(&site, &words, &subject).remove("version").unwrap_or_default();
    let editing = if text("do") == "anticipation" { subject.clone() } else { String::new() };
    let mut values = values;
    values.insert("version".to_owned(), now);
    page(&app, &here, &actor, site, words, (editing, values, errors, None), false).await
}

async fn saved(app: &App, here: &Here, id: &str) -> Result<Response> {
    app.refresh_sites().await.or_ours(here)?;
    Ok(Redirect::to(&here.url(&format!("/sites/{id}/tenue?fait=ok"))).into_response())
}

async fn accepted(app: &App, here: &Here, actor: &Actor, site: Site, values: Typed) -> Result<Response> {
    let errors = risks::accept(app, here, actor, &site, &values).await?;
    if errors.is_empty() {
        return saved(app, here, &site.id).await;
    }
    let words = site_said::of_site(&app.store, &site.id).await.or_ours(here)?;
    let found = risks::ask(app, here, &site).await?;
    page(app, here, actor, site, words, (String::new(), values, errors, found), false).await
}

fn read(app: &App, here: &Here, values: &Typed, subject: &str) -> Result<Anticipation, Errors> {
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    let mut errors: Errors = vec![];
    if app.rulebook.procedures.group(subject).is_none() {
        errors.push(("p", here.t("keep-what")));
    }
    let mut date = |field: &'static str| match text(field) {
        "" => None,
        typed => read_date(typed).map_err(|why| errors.push((field, here.x(&why)))).ok(),
    };
    let [on, expires] = ["date", "expires"].map(&mut date);
    let mut number = |field: &'static str| match text(field) {
        "" => None,
        typed => match typed.replace(',', ".").parse::<f64>() {
            Ok(n) if n.is_finite() && n > 0.0 && n <= 100_000.0 => Some(n),
            _ => {
                errors.push((field, here.t("keep-number")));
                None
            }
        },
    };
    let [area_ha, power_mva] = ["area", "power"].map(&mut number);
    let state = STATES.iter().find(|(code, _, _)| *code == text("state")).map(|(_, state, _)| *state);
    if on.is_some_and(|on| on > app.today()) {
        errors.push(("date", here.t("article-future")));
    }
    if let (Some(on), Some(expires)) = (on, expires)
        && expires < on
    {
        errors.push(("expires", here.t("keep-expires-before")));
    }
    let (title, url) = (text("source"), text("url"));
    // Nothing is said without saying where it is written.
    if title.is_empty() || title.chars().count() > 300 {
        errors.push(("source", here.t("keep-source-needed")));
    }
    if !url.is_empty() && !["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)) {
        errors.push(("url", here.t("keep-url-wrong")));
    }
    let icpe = REGIMES.iter().find(|regime| **regime == text("icpe")).map(|regime| (*regime).to_owned());
    let (Some(state), true) = (state, errors.is_empty()) else {
        if errors.is_empty() {
            errors.push(("state", here.t("form-required")));
        }
        return Err(errors);
    };
    Ok(Anticipation {
        procedure: subject.to_owned(),
        state,
        date: on,
        expires,
        scope: Scope { area_ha, icpe, power_mva },
        status: Status::Declared,
        source: Source { url: Some(url.to_owned()).filter(|url| !url.is_empty()), ..Source::new(title, Mark::General) },
    })
}

async fn page(
    app: &App,
    here: &Here,
    actor: &Actor,
    site: Site,
    words: Vec<Kept>,
    (asked, values, errors, found): (String, Typed, Errors, Option<reference::standard::Risks>),
    flash: bool,
) -> Result<Response> {
    let page = here.page(Nav::Sites, here.t("site-keep")).private();
    let line = |group: &programmes::procedure::Group| {
        let own = words.iter().find(|k| k.about.kind == Kind::Anticipation && k.about.subject == group.id);
        let known = site.anticipations.iter().find(|a| a.procedure == group.id);
        let state =
            |a: &Anticipation| STATES.iter().find(|(_, state, _)| *state == a.state).map_or(String::new(), |(_, _, key)| page.t(key));
        Line {
            subject: group.id.clone(),
            name: page.x(&group.name),
            state: known.map(state).unwrap_or_default(),
            expires: known.and_then(|a| a.expires).map(|d| page.short_date(&d)).unwrap_or_default(),
            source: known.map(|a| a.source.title.clone()).unwrap_or_default(),
            version: own.map_or(0, |k| k.version),
            own: own.is_some_and(|k| k.said.is_some()),
        }
    };
    let given = |kept: &Kept| match &kept.said {
        Some(Said::Label(label)) => Some((label.wave.clone(), label.source.title.clone(), kept.version)),
        _ => None,
    };
    let proposal = |(record, decided): (Record, Date)| Proposal {
        title: record.life.form.title.clone(),
        call: page.x(&call_name(app, &record.call)),
        decided: page.date(&decided),
        wave: decided.year().to_string(),
        number: record.number,
    };
    let words_said = site_said::past(&app.store, &site.id).await.or_ours(here)?;
    let names = names(app, here, words_said.iter().map(|p| p.author.as_str())).await?;
    let told = |p: site_said::Past| {
        let group = app.rulebook.procedures.group(&p.about.subject).map(|group| page.x(&group.name));
        let source = match &p.said {
            Some(Said::Anticipation(a)) => a.source.title.clone(),
            _ => String::new(),
        };
        let what = match &p.about.kind {
            Kind::Label => format!("{} {}", page.t("label"), page.say(wave_said(&p.about.subject))),
            Kind::Anticipation => group.unwrap_or(p.about.subject),
            Kind::Characteristic => attribute_label(&p.about.subject, here.lang),
        };
        let what = if p.said.is_some() { what } else { page.t1("keep-taken-back", "what", what) };
        (page.moment(&p.at), names.get(&p.author).cloned().unwrap_or_default(), what, source)
    };
    let past = words_said.into_iter().map(told).collect();
    let lines: Vec<Line> = app.rulebook.procedures.groups.iter().map(line).collect();
    let labels = words.iter().filter_map(given).collect();
    let proposals = decisions(app, here, actor, &site).await?.into_iter().map(proposal).collect();
    let editing = lines.iter().find(|line| line.subject == asked).map(|line| (line.subject.clone(), line.name.clone()));
    let (accepted, may_ask) = (risks::own(&words, &page), app.services.is_some());
    let found = found.map(|found| risks::Found::of(found, &site, &page));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    answer::private(
        here,
        status,
        &Show { lines, labels, proposals, found, may_ask, accepted, past, editing, page, site, values, errors, flash },
    )
}
