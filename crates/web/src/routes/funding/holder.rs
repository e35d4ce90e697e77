//! What the rules of State aid need of the holder of a sheet: kind, size, the aid its group already received. With it, the
//! ceiling of de minimis aid is judged for a sheet that has no project on the line.

use super::sheet;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::read_date;
use domain::{AidRegime, Cents, PastAid, Siren};
use store::sheet_holders::{self, Holder, Saved};
use store::sheets::Stored;

const REGIMES: [&str; 4] = ["de_minimis", "regional", "sme", "other"];
/// Empty rows after those that are filled.
const MORE: usize = 3;
const MOST: usize = 60;

struct Row {
    /// In ISO, as a browser sends it, once it could be read.
    granted_on: String,
    amount: String,
    siren: String,
    regime: String,
}

impl Row {
    fn empty() -> Row {
        Row { granted_on: String::new(), amount: String::new(), siren: String::new(), regime: REGIMES[0].into() }
    }
    fn of(aid: &PastAid) -> Row {
        Row {
            granted_on: aid.granted_on.to_string(),
            amount: programmes::euro::write(aid.amount),
            siren: aid.siren.clone().unwrap_or_default(),
            regime: code(aid.regime),
        }
    }
    fn is_empty(&self) -> bool {
        self.granted_on.is_empty() && self.amount.is_empty() && self.siren.is_empty()
    }
}

fn code(regime: AidRegime) -> String {
    serde_json::to_value(regime).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "funding/holder.html")]
struct Form {
    page: Page,
    base: String,
    title: String,
    /// (field, sentence)
    errors: Vec<(String, String)>,
    /// What somebody else told in between.
    moved: Vec<String>,
    kinds: Vec<(String, String)>,
    sizes: Vec<(String, String)>,
    kind: String,
    size: String,
    rows: Vec<Row>,
    complete: bool,
    version: i64,
}

impl Form {
    fn wrong(&self, field: &str, row: &usize) -> bool {
        self.errors.iter().any(|(name, _)| *name == format!("{field}-{row}"))
    }
}

fn choices(app: &App, here: &Here, key: &str) -> Vec<(String, String)> {
    let said = |choice: &domain::dictionary::Choice| if here.lang == domain::Lang::Fr { choice.fr.clone() } else { choice.en.clone() };
    let spec = app.rulebook.dictionary.get(key);
    spec.into_iter().flat_map(|spec| &spec.choices).map(|choice| (choice.id.clone(), said(choice))).collect()
}

fn form_page(app: &App, here: &Here, sheet: &Stored, holder: &Holder, version: i64) -> Form {
    let mut rows: Vec<Row> = holder.past_aid.iter().map(Row::of).collect();
    rows.extend((0..MORE).map(|_| Row::empty()));
    Form {
        page: here.page(Nav::Territories, format!("{} – {}", here.t("holder-title"), sheet.sheet.title)).private(),
        base: here.url(&format!("/fiches/{}", sheet.id)),
        title: sheet.sheet.title.clone(),
        errors: vec![],
        moved: vec![],
        kinds: choices(app, here, "holder.kind"),
        sizes: choices(app, here, "holder.size"),
        kind: holder.kind.clone(),
        size: holder.size.clone(),
        rows,
        complete: holder.complete,
        version,
    }
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    let stored = sheet_holders::find(&app.store, &sheet.id).await.or_ours(&here)?;
    let (holder, version) = stored.map(|stored| (stored.holder, stored.version)).unwrap_or_default();
    answer::private(&here, StatusCode::OK, &form_page(&app, &here, &sheet, &holder, version))
}

pub async fn save(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    let typed = typed(&body);
    let (holder, rows, errors) = read(&app, &here, &typed);
    let version = typed.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let again = |errors: Vec<(String, String)>, version: i64| {
        let mut form = form_page(&app, &here, &sheet, &holder, version);
        form.rows = rows;
        form.rows.extend((0..MORE).map(|_| Row::empty()));
        Form { errors, ..form }
    };
    if !errors.is_empty() {
        return answer::private(&here, StatusCode::UNPROCESSABLE_ENTITY, &again(errors, version));
    }
    let saved = sheet_holders::save(&app.store, &sheet.id, version, &holder, &actor.signature(), app.now()).await;
    match saved.or_ours(&here)? {
        Saved::Saved(_) => Ok(Redirect::to(&here.url(&format!("/fiches/{}/financement?fait=porteur#porteur", sheet.id))).into_response()),
        Saved::Conflict(None) => Err(Failure::NotFound(here)),
        // What was typed stays in the fields; what the other told is shown above, and saving again is a choice.
        Saved::Conflict(Some(stands)) => {
            let mut form = again(vec![], stands.version);
            form.moved = moved(&form.page, &stands.holder);
            answer::private(&here, StatusCode::CONFLICT, &form)
        }
    }
}

fn moved(page: &Page, theirs: &Holder) -> Vec<String> {
    let aid = |aid: &PastAid| format!("{}{}{}", page.date(&aid.granted_on), page.colon(), page.money(&aid.amount));
    let state = page.t(if theirs.complete { "past-aid-complete" } else { "past-aid-open" });
    theirs.past_aid.iter().map(aid).chain(std::iter::once(state)).collect()
}

/// What was typed: the holder as far as it can be read, the rows as typed, and what is wrong.
fn read(app: &App, here: &Here, typed: &Typed) -> (Holder, Vec<Row>, Vec<(String, String)>) {
    let get = |name: &str| typed.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let (mut rows, mut aids, mut errors) = (vec![], vec![], vec![]);
    for at in 0..MOST {
        let of = |name: &str| get(&format!("{name}-{at}"));
        let mut row = Row { granted_on: of("granted_on"), amount: of("amount"), siren: of("siren"), regime: of("regime") };
        if row.is_empty() {
            continue;
        }
        // Rows are numbered anew: an error names the row where it is shown.
        let mut wrong = |field: &str, key: &str| {
            errors.push((
                format!("{field}-{}", rows.len()),
                format!("{} {}{}{}", here.t("holder-row"), rows.len() + 1, here.colon(), here.t(key)),
            ))
        };
        let granted_on = read_date(&row.granted_on).map_err(|_| wrong("granted_on", "plan-bad-date")).ok();
        let amount = row.amount.parse::<Cents>().ok().filter(|amount| amount.0 > 0);
        if amount.is_none() {
            wrong("amount", "plan-bad-amount");
        }
        let siren = match row.siren.as_str() {
            "" => None,
            text => Siren::parse(text).map_err(|_| wrong("siren", "plan-bad-siren")).ok().map(|siren| siren.0),
        };
        let regime = serde_json::from_value(serde_json::Value::String(row.regime.clone())).unwrap_or(AidRegime::DeMinimis);
        if let Some(day) = granted_on {
            row.granted_on = day.to_string();
        }
        if let (Some(granted_on), Some(amount)) = (granted_on, amount) {
            aids.push(PastAid { siren, granted_on, amount, regime });
        }
        rows.push(row);
    }
    let known = |key: &str, name: &str| {
        let value = get(name);
        let fits = app.rulebook.dictionary.get(key).is_some_and(|spec| spec.choices.iter().any(|choice| choice.id == value));
        if fits { value } else { String::new() }
    };
    let holder = Holder {
        kind: known("holder.kind", "kind"),
        size: known("holder.size", "size"),
        past_aid: aids,
        complete: typed.contains_key("complete"),
    };
    (holder, rows, errors)
}
