//! A new envelope, by a dated act: at the top, for the money of a funder that no programme file describes; or below another,
//! for a region, a territory or anything with a name, with what is delegated to it in the same gesture.

use super::proposals::{self, Waiting};
use super::view::{self, Row};
use super::write::{Wrote, dated, write};
use super::{refused, show};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::Result;
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::read_date;
use domain::{Date, Text};
use ledger::{Entry, EnvelopeId, Kind as Act, Refusal, Unit};

#[derive(Template)]
#[template(path = "envelopes/open.html")]
struct Open<'a> {
    page: Page,
    above: Option<Row<'a>>,
    form: Form,
    key: String,
    /// At the top: the envelopes that wait for a second person to be opened.
    waiting: Vec<Waiting>,
}

/// Whom an envelope below may be for: "region-27", "ti-2704". A region shares out among its own territories.
fn places(app: &App, actor: &Actor, above: &Row) -> Vec<(String, String)> {
    let phase = above.programme.map_or(2, |programme| programme.phase);
    let all = view::acts(actor);
    let own = view::region(above.id.as_str()).and_then(|code| app.reference.region_name(code));
    let regions = app.reference.regions().filter(|_| all).map(|(code, name)| (format!("region-{code}"), name.to_owned()));
    let mut territories: Vec<_> = app
        .reference
        .territories()
        .iter()
        .filter(|territory| territory.phase == phase && (all || own == Some(territory.region.as_str())))
        .map(|territory| (territory.code.clone(), format!("{} ({})", territory.name, territory.region)))
        .collect();
    territories.sort_by_key(|(_, name)| domain::name::fold(name));
    regions.chain(territories).collect()
}

fn form(app: &App, here: &Here, actor: &Actor, above: Option<&Row>, today: Date) -> Form {
    let mut inputs = vec![];
    if let Some(above) = above {
        let other = (String::new(), here.t("open-other"));
        let choices = std::iter::once(other).chain(places(app, actor, above)).collect();
        inputs.push(Input::new("place", here.t("open-place"), Kind::Select(choices)).hint(here.t("open-place-hint")));
    }
    inputs.push(Input::new("name", here.t("open-name"), Kind::Text).hint(here.t(if above.is_some() {
        "open-name-hint"
    } else {
        "open-root-hint"
    })));
    let in_money = above.is_none_or(Row::in_money);
    if above.is_none() {
        let units = ["money", "places"].map(|code| (code.to_owned(), here.t(&format!("open-unit-{code}")))).into();
        inputs.push(Input::new("unit", here.t("open-unit"), Kind::Select(units)));
    }
    let label = if in_money { "amount" } else { "act-places" };
    let hint = if above.is_some() { "open-amount-hint" } else { "open-root-amount-hint" };
    inputs.push(Input::new("amount", here.t(label), Kind::Text).hint(here.t(hint)));
    inputs.push(Input::new("four-eyes", here.t("open-four-eyes"), Kind::Text).hint(here.t("open-four-eyes-hint")));
    inputs.push(Input::new("until", here.t("envelope-until"), Kind::Date).hint(here.t("open-until-hint")));
    inputs.extend(dated(here, today));
    Form::new(here.t("open-do"), inputs)
}

async fn above<'a>(app: &'a App, here: &Here, actor: &Actor, id: Option<&str>) -> Result<Option<Row<'a>>> {
    if !id.map_or(view::acts(actor), |id| view::shares(actor, id)) {
        return Err(refused(here));
    }
    match id {
        None => Ok(None),
        Some(id) => Ok(Some(view::found(app, here, actor, id).await?.remove(0))),
    }
}

async fn page(
    app: &App,
    here: &Here,
    actor: &Actor,
    above: Option<Row<'_>>,
    form: Form,
    key: &str,
    status: StatusCode,
) -> Result<Response> {
    let key = if key.is_empty() { store::Token::random().expose().to_owned() } else { key.to_owned() };
    let title = here.t(if above.is_some() { "open-below-title" } else { "open-title" });
    let waiting = if above.is_some() { vec![] } else { proposals::openings(app, here, actor).await? };
    answer::private(here, status, &Open { page: here.page(Nav::Steering, title).private(), above, form, key, waiting })
}

/// The page of what waits to be opened, with why an approval was refused.
pub async fn openings(app: &App, here: &Here, actor: &Actor, refusal: &Refusal) -> Result<Response> {
    let mut form = form(app, here, actor, None, app.today());
    form.wrong = show::sentence(refusal, here);
    page(app, here, actor, None, form, "", StatusCode::CONFLICT).await
}

pub async fn root_form(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    shown(&app, &here, &actor, None).await
}

pub async fn below_form(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    shown(&app, &here, &actor, Some(&id)).await
}

async fn shown(app: &App, here: &Here, actor: &Actor, id: Option<&str>) -> Result<Response> {
    let above = above(app, here, actor, id).await?;
    let form = form(app, here, actor, above.as_ref(), app.today());
    page(app, here, actor, above, form, "", StatusCode::OK).await
}

pub async fn root(State(app): State<App>, here: Here, actor: Actor, typed: Typed) -> Result<Response> {
    open(&app, &here, &actor, None, &typed).await
}

pub async fn below(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, typed: Typed) -> Result<Response> {
    open(&app, &here, &actor, Some(&id), &typed).await
}

/// What the form asks, once it can be read.
struct Asked {
    id: EnvelopeId,
    name: Text,
    unit: Unit,
    amount: i64,
    four_eyes_from: Option<i64>,
    until: Option<Date>,
    date: Date,
}

fn read(app: &App, here: &Here, actor: &Actor, above: Option<&Row>, form: &mut Form, typed: &Typed) -> Option<Asked> {
    let unit = match above {
        Some(row) => row.envelope.unit,
        None if typed.get("unit") == "places" => Unit::Places,
        None => Unit::Money,
    };
    let place = above.and_then(|row| places(app, actor, row).into_iter().find(|(code, _)| code == typed.get("place")));
    let name = match &place {
        Some((_, name)) if typed.get("name").is_empty() => name.clone(),
        _ => typed.get("name").to_owned(),
    };
    if name.is_empty() {
        form.refuse("name", here.t("form-required"));
    }
    let last = place.map_or_else(|| domain::name::slug(&name), |(code, _)| code);
    let id = match above {
        Some(row) => format!("{}.{last}", view::stem(&row.id)),
        None => last,
    };
    let id = EnvelopeId::parse(&id);
    if id.is_none() && !name.is_empty() {
        form.refuse("name", here.t("open-name-long"));
    }
    let amount = view::amount(typed.get("amount"), unit).map_err(|why| form.refuse("amount", why.get(here.lang))).ok();
    let four_eyes_from = match typed.get("four-eyes") {
        "" => None,
        text => view::amount(text, unit).map_err(|why| form.refuse("four-eyes", why.get(here.lang))).ok().filter(|from| *from > 0),
    };
    if let (Some(row), Some(amount)) = (above, amount)
        && amount > row.envelope.available()
    {
        let left = row.say(row.envelope.available(), here.lang);
        form.refuse("amount", format!("{} {left}", here.t("open-too-much")));
    }
    let until = match typed.get("until") {
        "" => None,
        text => read_date(text).map_err(|why| form.refuse("until", why.get(here.lang))).ok(),
    };
    let date = read_date(typed.get("date")).map_err(|why| form.refuse("date", why.get(here.lang))).ok();
    form.require(here, &["decision"]);
    let (id, amount, date) = (id?, amount?, date?);
    (!form.is_wrong()).then_some(Asked { id, name: Text::same(name), unit, amount, four_eyes_from, until, date })
}

async fn open(app: &App, here: &Here, actor: &Actor, id: Option<&str>, typed: &Typed) -> Result<Response> {
    let above = above(app, here, actor, id).await?;
    let mut form = form(app, here, actor, above.as_ref(), app.today()).filled(typed);
    let Some(asked) = read(app, here, actor, above.as_ref(), &mut form, typed) else {
        return page(app, here, actor, above, form, typed.get("key"), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let parent = above.as_ref().map(|row| row.id.clone());
    // Money that two persons decide on above is not decided on by one below.
    let four_eyes_from = match (asked.four_eyes_from, above.as_ref().and_then(|row| row.envelope.four_eyes_from)) {
        (Some(own), Some(above)) => Some(own.min(above)),
        (own, above) => own.or(above),
    };
    let kind = Act::Opening { name: asked.name.clone(), parent: parent.clone(), unit: asked.unit, four_eyes_from, until: asked.until };
    let decision = typed.get("decision").to_owned();
    let opening = Entry {
        envelope: asked.id.clone(),
        kind,
        amount: if parent.is_some() { 0 } else { asked.amount },
        date: asked.date,
        decision,
        actor: actor.signature(),
        approver: None,
    };
    let key = typed.get("key");
    match write(app, here, &opening, &format!("{key} opening")).await? {
        Wrote::Written(_) => {}
        // At the top only: below, an envelope opens empty.
        Wrote::Proposed => return Ok(proposals::told_of_openings(here)),
        Wrote::Refused(refusal) => {
            form.wrong = show::sentence(&refusal, here);
            return page(app, here, actor, above, form, key, StatusCode::CONFLICT).await;
        }
    }
    // Below, what it receives is delegated; the threshold of the envelope above may want a second person for that.
    if let Some(parent) = parent
        && asked.amount > 0
    {
        let delegation =
            Entry { envelope: parent.clone(), kind: Act::Delegation { to: asked.id.clone() }, amount: asked.amount, ..opening };
        match write(app, here, &delegation, &format!("{key} delegation")).await? {
            Wrote::Written(_) => {}
            Wrote::Proposed => return Ok(proposals::told(here, parent.as_str())),
            Wrote::Refused(refusal) => return show::page(app, here, actor, asked.id.as_str(), None, Some(refusal)).await,
        }
    }
    Ok(Redirect::to(&here.url(&format!("/enveloppes/{}", asked.id))).into_response())
}
