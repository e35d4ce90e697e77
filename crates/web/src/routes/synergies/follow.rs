//! A lead that somebody follows: from what was detected to what it saves each year, or to why it stopped. Most leads are lost after
//! they are found, so each step keeps its day, its words and its author.

use super::list::Reason;
use super::seen::{leads, reads, seen};
use super::title::{self, Begun, title};
use super::typed::{natural, number, price, written};
use crate::answer;
use crate::app::App;
use crate::ask::{At, query};
use crate::error::{Failure, OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::i18n;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{Held, held, names, opened};
use crate::routes::contracts::targets::largest;
use crate::routes::projects::origin::{self, Opened};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connect::{Flow, Kind as Way, Milli, Unit, quantity_told, substance_told};
use domain::calendar::read_date;
use domain::{Answer, SynergyState, Text};
use serde::Deserialize;
use store::projects::Origin;
use store::synergies::{self, Detected, Moved, Synergy};
use store::{SheetId, SynergyId};

const LONGEST: usize = 4_000;

/// The lead as it was when it began to be followed.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Was {
    km: Option<f64>,
    points: u32,
    checks: Vec<WasCheck>,
    missing: Vec<Text>,
}

#[derive(Deserialize)]
struct WasCheck {
    answer: Answer,
    reason: Text,
}

#[derive(Template)]
#[template(path = "synergies/synergy.html")]
struct Show<'a> {
    page: Page,
    held: Held<'a>,
    one: Synergy,
    state: String,
    declared: String,
    verified: String,
    gain: String,
    km: String,
    points: u32,
    reasons: Vec<Reason>,
    missing: Vec<String>,
    /// (when, who, state, words, verified)
    steps: Vec<(String, String, String, String, String)>,
    sheet: String,
    /// Where a project of it is opened.
    project: String,
    /// Projects that were opened from it.
    opened: Vec<Opened>,
    may_edit: bool,
    form: Form,
}

/// Begins to follow a lead that the page shows now.
pub async fn begin(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    typed: Typed,
) -> Result<Response> {
    opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let seen = seen(&app, &here, &actor, phase, &code).await?;
    let (supply, demand) = (typed.get("supply").to_owned(), typed.get("demand").to_owned());
    let wanted = move |one: &Flow, other: &Flow| one.id == supply && other.id == demand;
    let all = leads(&app, &here, &seen, wanted, 0..1).await?;
    let Some(found) = all.first() else {
        let why = Text::new(
            "Cette piste n’est plus là : un des deux flux a changé. Relire la page des synergies.",
            "This lead is no longer there: one of the two flows changed. Read the page of synergies again.",
        );
        return Err(Failure::Bad(here, why));
    };
    // Whoever leads a territory may also speak for a company: what its flow holds is not given to the others who read synergies.
    let private = |id: &str| {
        let closed = |declared: &store::flows::Declared| !declared.shared && !declared.organisation.is_empty();
        seen.flows.iter().any(|kept| kept.id.as_str() == id && closed(&kept.declared))
    };
    if private(&found.supply.id) || private(&found.demand.id) {
        let why = Text::new(
            "Un des deux flux est privé : l’ouvrir d’abord au territoire, sur cette page.",
            "One of the two flows is private: open it to the territory first, on this page.",
        );
        return Err(Failure::Bad(here, why));
    }
    let what = substance_told(&found.supply.substance, app.connect.on(app.today()));
    let unit = found.lead.usable.map(|(_, unit)| unit).or_else(|| natural(&found.supply.substance));
    let detected = Detected {
        phase,
        code: code.clone(),
        region: seen.place.region.clone(),
        kind: if found.lead.kind == Way::Sharing { "sharing" } else { "substitution" }.to_owned(),
        title: title::written(&what, &found.supply.party.name, &found.demand.party.name),
        supply: found.supply.id.clone(),
        demand: found.demand.id.clone(),
        found: serde_json::to_string(&Begun { lead: &found.lead, what: &what }).or_ours(&here)?,
        unit: unit.map_or("", |unit| unit.id()).to_owned(),
        // What could be exchanged is not what is: the quantity of a synergy is told by those who follow it.
        declared: None,
    };
    let id = synergies::follow(&app.store, &detected, app.today(), &actor.signature(), app.now()).await.or_stored(&here)?;
    Ok(Redirect::to(&here.url(&format!("/synergies/{id}"))).into_response())
}

async fn found<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str) -> Result<(Held<'a>, Synergy)> {
    let missing = || Failure::NotFound(here.clone());
    let id = SynergyId::parse(id).ok_or_else(missing)?;
    let one = synergies::find(&app.store, &id).await.or_ours(here)?.ok_or_else(missing)?;
    let held = held(app, here, one.detected.phase, &one.detected.code)?;
    if !reads(actor, &held.place) {
        return Err(missing());
    }
    Ok((held, one))
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let (held, one) = found(&app, &here, &actor, &id).await?;
    let form = form(&app, &here, &one);
    drawn(&app, &here, &actor, held, one, form, StatusCode::OK).await
}

fn form(app: &App, here: &Here, one: &Synergy) -> Form {
    let states = SynergyState::ALL.into_iter().filter(|state| one.state.leads_to(*state));
    let states = states.map(|state| (state.code().to_owned(), state.label().get(here.lang).to_owned())).collect();
    let figure = |thousandths: Option<i64>| thousandths.map(|amount| Milli(amount).as_units().to_string()).unwrap_or_default();
    let text = |id: &'static str, key: &str| Input::new(id, here.t(key), Kind::Text);
    let unit = Unit::of(&one.detected.unit);
    let hint = unit.map_or_else(String::new, |unit| i18n::say(here.lang, "synergy-unit", &[("unit", unit.symbol())]));
    let told = |id: &'static str, key: &str| text(id, key).hint(hint.clone());
    let mut body = text("body", "synergy-words").hint(here.t("synergy-words-hint"));
    body.most = LONGEST;
    let inputs = vec![
        Input::new("state", here.t("state"), Kind::Select(states)).value(one.state.code()),
        Input::new("on", here.t("synergy-on"), Kind::Date).value(app.today().to_string()),
        body,
        text("animator", "synergy-animator").value(one.animator.clone()),
        told("declared", "synergy-declared").value(figure(one.detected.declared)),
        told("verified", "synergy-verified").value(figure(one.verified)),
        text("gain", "synergy-gain").hint(here.t("synergy-gain-hint")).value(one.gain.map(written).unwrap_or_default()),
        text("sheet", "synergy-sheet")
            .hint(here.t("synergy-sheet-hint"))
            .value(one.sheet.as_ref().map(|sheet| sheet.to_string()).unwrap_or_default()),
    ];
    Form::new(here.t("save"), inputs)
}

async fn drawn(app: &App, here: &Here, actor: &Actor, held: Held<'_>, one: Synergy, form: Form, status: StatusCode) -> Result<Response> {
    let page = here.page(Nav::Territories, title(&one.detected, here.lang)).private();
    let steps = synergies::steps(&app.store, &one.id).await.or_ours(here)?;
    let names = names(app, here, steps.iter().map(|step| step.author.as_str())).await?;
    let unit = Unit::of(&one.detected.unit);
    let amount =
        |thousandths: Option<i64>| thousandths.zip(unit).map(|(n, unit)| page.say(quantity_told(Milli(n), unit))).unwrap_or_default();
    let step = |step: synergies::Step| {
        let who = names.get(&step.author).cloned().unwrap_or_default();
        (page.short_date(&step.on), who, page.say(step.state.label()), step.body, amount(step.verified))
    };
    let origin = Origin::Synergy(one.id.clone());
    let opened = origin::opened(app, here, actor, &origin).await?;
    let (commune, origin) = (largest(app, &held), origin.to_string());
    let start = query([("commune", commune.as_str()), ("title", &page.title), ("origin", &origin)]);
    let was: Was = serde_json::from_str(&one.detected.found).unwrap_or_default();
    let view = Show {
        steps: steps.into_iter().map(step).collect(),
        state: page.say(one.state.label()),
        declared: amount(one.detected.declared),
        verified: amount(one.verified),
        gain: one.gain.map(|cents| page.money(&domain::Cents(cents))).unwrap_or_default(),
        km: was.km.map(|km| format!("{}\u{a0}km", page.number(&km, 1))).unwrap_or_default(),
        points: was.points,
        reasons: was
            .checks
            .iter()
            .map(|check| Reason { answer: check.answer, words: page.x(&check.reason), source: String::new() })
            .collect(),
        missing: was.missing.iter().map(|text| page.x(text)).collect(),
        sheet: one.sheet.as_ref().map(|sheet| page.url(format!("/fiches/{sheet}"))).unwrap_or_default(),
        project: page.url(format!("/projets/nouveau?{start}")),
        opened,
        may_edit: held.may(actor, Action::EditContract),
        page,
        held,
        one,
        form,
    };
    answer::private(here, status, &view)
}

pub async fn step(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, typed: Typed) -> Result<Response> {
    let (held, one) = found(&app, &here, &actor, &id).await?;
    held.allowed(&actor, Action::EditContract, &here)?;
    let mut form = form(&app, &here, &one).filled(&typed);
    let moved = read(&app, &here, &held, &one, &typed, &mut form).await?;
    let expected = typed.get("version").parse().unwrap_or(one.version);
    let Some(moved) = moved.filter(|_| !form.is_wrong()) else {
        return drawn(&app, &here, &actor, held, one, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let done = synergies::step(&app.store, &one.id, expected, &moved, &actor.signature(), app.now()).await;
    match done.or_stored(&here)? {
        true => Ok(Redirect::to(&here.url(&format!("/synergies/{}", one.id))).into_response()),
        false => {
            form.refuse("", here.t("synergy-moved"));
            let one = synergies::find(&app.store, &one.id).await.or_ours(&here)?.unwrap_or(one);
            drawn(&app, &here, &actor, held, one, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// The step as it was typed; none when its state is not one, and what is wrong is told in the form.
async fn read(app: &App, here: &Here, held: &Held<'_>, one: &Synergy, typed: &Typed, form: &mut Form) -> Result<Option<Moved>> {
    let sheet = typed.get("sheet").trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let sheet = match SheetId::parse(sheet) {
        Some(id) => {
            let there = store::sheets::find(&app.store, &id).await.or_ours(here)?;
            let own =
                there.is_some_and(|there| (there.place.phase, there.place.code.as_str()) == (held.place.phase, held.place.code.as_str()));
            if !own {
                form.refuse("sheet", here.t("synergy-no-sheet"));
            }
            own.then_some(id)
        }
        None => {
            if !sheet.is_empty() {
                form.refuse("sheet", here.t("synergy-no-sheet"));
            }
            None
        }
    };
    let mut wrong = |id: &str, why: Text| form.refuse(id, why.get(here.lang));
    let state = SynergyState::parse(typed.get("state"));
    let Some(state) = state.filter(|state| one.state.leads_to(*state)) else {
        wrong("state", Text::new("choisir où elle en est", "choose where it stands"));
        return Ok(None);
    };
    let body = typed.get("body").replace('\0', "");
    match body.chars().count() {
        0 if state == SynergyState::Dropped => wrong("body", Text::new("dire pourquoi elle s’arrête", "say why it stops")),
        n if n > LONGEST => wrong("body", Text::new(format!("{LONGEST} caractères au plus"), format!("{LONGEST} characters at most"))),
        _ => {}
    }
    let on = read_date(typed.get("on")).and_then(|on| match on > app.today() {
        true => Err(Text::new("cette date est dans l’avenir", "this date is in the future")),
        false => Ok(on),
    });
    let on = on.map_err(|why| wrong("on", why)).unwrap_or(app.today());
    let mut figure = |id: &'static str| match number(typed.get(id)).map(|number| number.map(Milli::units)) {
        Ok(None) => None,
        Ok(Some(Some(amount))) => Some(amount.0),
        Ok(Some(None)) => {
            wrong(id, Text::new("une quantité est positive", "a quantity is positive"));
            None
        }
        Err(why) => {
            wrong(id, why);
            None
        }
    };
    let (declared, verified) = (figure("declared"), figure("verified"));
    let gain = price(typed.get("gain")).map_err(|why| wrong("gain", why)).ok().flatten();
    let animator = typed.get("animator").replace('\0', "");
    Ok(Some(Moved { state, on, body, animator, sheet, declared, verified, gain }))
}
