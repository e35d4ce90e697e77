//! Acts on an envelope, each dated and referenced: raised, its payment credits opened by year, shared out below, returned
//! above, transferred beside, its threshold of two persons and its last day set, closed.

use super::view::{self, Row};
use super::write::{Wrote, dated, write};
use super::{proposals, refused, show};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{OrNotFound, Result, html};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::read_date;
use ledger::{Entry, EnvelopeId, Kind as Act};

/// Words of an act are "act-CODE", its explanation "act-CODE-hint".
const KINDS: [&str; 9] =
    ["raise", "payment-credits", "delegation", "delegation-return", "transfer", "recycling", "four-eyes", "last-day", "closing"];

#[derive(Template)]
#[template(path = "envelopes/acts.html")]
struct Acts<'a> {
    page: Page,
    row: Row<'a>,
    form: Form,
    key: String,
}

/// What the region does with what was delegated to it.
const SHARED: [&str; 2] = ["delegation", "delegation-return"];

/// Whether `actor` may write such an act here: a region gives its territories payment credits too, out of its own.
fn may(actor: &Actor, row: &Row, code: &str) -> bool {
    match code {
        "payment-credits" => view::credits(actor, row.envelope.parent.as_ref()),
        code if SHARED.contains(&code) => view::shares(actor, row.id.as_str()),
        _ => view::acts(actor),
    }
}

fn form(here: &Here, actor: &Actor, row: &Row, others: Vec<(String, String)>, today: domain::Date) -> Form {
    let root = row.envelope.parent.is_none();
    let fits = |code: &&&str| match **code {
        code if !may(actor, row, code) => false,
        "raise" => root,
        "delegation-return" => !root,
        "payment-credits" => row.in_money(),
        "delegation" | "transfer" => !others.is_empty(),
        _ => true,
    };
    let kinds: Vec<_> = KINDS
        .iter()
        .filter(fits)
        .map(|code| ((*code).to_owned(), here.t(&format!("act-{code}")), here.t(&format!("act-{code}-hint"))))
        .collect();
    let first = kinds.first().map(|(code, ..)| code.clone()).unwrap_or_default();
    let mut inputs = vec![Input::new("kind", here.t("act-kind"), Kind::Radio(kinds)).value(first)];
    if !others.is_empty() {
        let none = (String::new(), here.t("act-to-none"));
        let choices = std::iter::once(none).chain(others).collect();
        inputs.push(Input::new("to", here.t("act-to"), Kind::Select(choices)).hint(here.t("act-to-hint")));
    }
    let amount = if row.in_money() { "amount" } else { "act-places" };
    inputs.push(Input::new("amount", here.t(amount), Kind::Text).hint(here.t("act-amount-hint")));
    if row.in_money() {
        inputs.push(Input::new("year", here.t("credits-year"), Kind::Text).hint(here.t("act-year-hint")));
    }
    if view::acts(actor) {
        inputs.push(Input::new("until", here.t("act-until"), Kind::Date).hint(here.t("act-until-hint")));
    }
    inputs.extend(dated(here, today));
    Form::new(here.t("decide-do"), inputs)
}

/// The envelope, and those an act may name: right below it, or beside it for whoever may transfer.
async fn found<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str) -> Result<(Row<'a>, Vec<(String, String)>)> {
    let rows = view::rows(app, here, actor).await?;
    let own = rows.iter().find(|row| row.id.as_str() == id).map(|row| row.envelope.parent.clone());
    if !view::shares(actor, id) && !view::credits(actor, own.as_ref().and_then(Option::as_ref)) {
        return Err(refused(here));
    }
    let above = own.or_not_found(here)?;
    let near = |row: &&Row| {
        let beside = view::acts(actor) && row.envelope.parent == above && row.id.as_str() != id;
        let below = row.envelope.parent.as_ref().is_some_and(|parent| parent.as_str() == id);
        row.envelope.closed_on.is_none() && (beside || below)
    };
    let mut others: Vec<_> =
        rows.iter().filter(near).map(|row| (row.id.to_string(), format!("{} ({})", here.x(&row.envelope.name), row.id))).collect();
    others.sort_by_key(|(_, name)| domain::name::fold(name));
    let row = rows.into_iter().find(|row| row.id.as_str() == id).or_not_found(here)?;
    Ok((row, others))
}

fn page(here: &Here, row: Row, form: Form, key: &str) -> Result<Response> {
    let title = format!("{} – {}", here.t("acts-title"), here.x(&row.envelope.name));
    let key = if key.is_empty() { store::Token::random().expose().to_owned() } else { key.to_owned() };
    let wrong = form.is_wrong();
    let view = Acts { page: here.page(Nav::Steering, title).private(), row, form, key };
    if wrong { answer::private(here, StatusCode::UNPROCESSABLE_ENTITY, &view) } else { html(here, &view) }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let (row, others) = found(&app, &here, &actor, &id).await?;
    let form = form(&here, &actor, &row, others, app.today());
    page(&here, row, form, "")
}

pub async fn act(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, typed: Typed) -> Result<Response> {
    let (row, others) = found(&app, &here, &actor, &id).await?;
    let mut form = form(&here, &actor, &row, others.clone(), app.today()).filled(&typed);
    let unit = row.envelope.unit;
    // Closing takes exactly what remains, and a last day brings nothing: left empty, it is that.
    let amount = match (typed.get("amount"), typed.get("kind")) {
        ("", "closing") => Some(row.envelope.available()),
        ("", "last-day") => Some(0),
        (text, _) => view::amount(text, unit).map_err(|why| form.refuse("amount", why.get(here.lang))).ok(),
    };
    let date = read_date(typed.get("date")).map_err(|why| form.refuse("date", why.get(here.lang))).ok();
    form.require(&here, &["decision"]);
    let kind = kind(&here, &typed, &mut form, &others, &row);
    let (Some(kind), Some(amount), Some(date), false) = (kind, amount, date, form.is_wrong()) else {
        return page(&here, row, form, typed.get("key"));
    };
    let (envelope, above, actor_name) = (row.id.clone(), row.envelope.parent.clone(), actor.signature());
    let entry = Entry { envelope, kind, amount, date, decision: typed.get("decision").into(), actor: actor_name, approver: None };
    if !view::may_act(&actor, &entry, above.as_ref()) {
        return Err(refused(&here));
    }
    match write(&app, &here, &entry, typed.get("key")).await? {
        Wrote::Written(receipt) => Ok(proposals::line(&here, &id, receipt.entry)),
        Wrote::Proposed => Ok(proposals::told(&here, &id)),
        Wrote::Refused(refusal) => {
            form.wrong = show::sentence(&refusal, &here);
            answer::private(
                &here,
                StatusCode::CONFLICT,
                &Acts { page: here.page(Nav::Steering, here.t("acts-title")).private(), row, form, key: typed.get("key").to_owned() },
            )
        }
    }
}

fn kind(here: &Here, typed: &Typed, form: &mut Form, others: &[(String, String)], row: &Row) -> Option<Act> {
    let to = || EnvelopeId::parse(typed.get("to")).filter(|to| others.iter().any(|(id, _)| id == to.as_str()));
    let needed = |form: &mut Form, to: Option<EnvelopeId>| {
        if to.is_none() {
            form.refuse("to", here.t("act-to-needed"));
        }
        to
    };
    Some(match typed.get("kind") {
        "raise" => Act::Raise,
        "payment-credits" if row.in_money() => match typed.get("year").parse() {
            Ok(year) => Act::PaymentCredits { year },
            Err(_) => {
                form.refuse("year", here.t("act-year-needed"));
                return None;
            }
        },
        "delegation" => Act::Delegation { to: needed(form, to())? },
        "delegation-return" => Act::DelegationReturn,
        "transfer" => Act::Transfer { to: needed(form, to())? },
        "recycling" => Act::Recycling,
        "four-eyes" => Act::FourEyes,
        "last-day" => match typed.get("until") {
            // Forgotten rather than lifted, where there is none to lift.
            "" if row.envelope.until.is_none() => {
                form.refuse("until", here.t("act-until-needed"));
                return None;
            }
            "" => Act::LastDay { until: None },
            text => Act::LastDay { until: Some(read_date(text).map_err(|why| form.refuse("until", why.get(here.lang))).ok()?) },
        },
        "closing" => Act::Closing,
        _ => {
            form.refuse("kind", here.t("form-required"));
            return None;
        }
    })
}
