//! Taking an orientation: written, then seen at work on the sheets of the perimeter, then taken. What is taken is what was seen:
//! axes or themes that changed since are shown again first.

use super::split::{Part, split};
use super::{orients, perimeter, told};
use crate::answer;
use crate::app::App;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::projects::form::{Typed, typed};
use crate::routes::steering::portfolio::regions;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Orientation, Slip};
use domain::calendar::read_date;
use domain::{Date, Text};
use store::idempotency::Key;
use store::{Token, orientations};

/// Titles that a preview lists on each side; the page of the orientation lists them all.
const LISTED: usize = 60;

/// What an orientation would do.
struct Preview {
    favoured: usize,
    others: usize,
    /// Made up, among each.
    invented: (usize, usize),
    parts: Vec<Part>,
    /// (identifier, title)
    some_favoured: Vec<(String, String)>,
    some_others: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "orientations/take.html")]
struct Take {
    page: Page,
    typed: Typed,
    errors: Vec<(String, String)>,
    /// Where this actor orients: (code, name), the country with an empty code.
    perimeters: Vec<(String, String)>,
    /// (identifier, name, ticked)
    axes: Vec<(String, String, bool)>,
    preview: Option<Preview>,
    /// What was previewed, to be sent back with the form.
    seen: String,
    key: String,
    listed: usize,
}

impl Take {
    fn value(&self, key: &str) -> &str {
        self.typed.get(key).map_or("", String::as_str)
    }
    fn error(&self, key: &str) -> &str {
        self.errors.iter().find(|(field, _)| field == key).map_or("", |(_, text)| text.as_str())
    }
    fn is(&self, key: &str, value: &str) -> bool {
        self.value(key) == value
    }
    /// What describes a field, for those who hear the page.
    fn described(&self, key: &str) -> String {
        let error = if self.error(key).is_empty() { String::new() } else { format!(" {key}-error") };
        format!("{key}-hint{error}")
    }
}

fn perimeters(app: &App, here: &Here, actor: &Actor) -> Vec<(String, String)> {
    let country = orients(actor, "").then(|| (String::new(), perimeter(app, here, "")));
    let own = regions(app, actor).into_iter().filter(|(code, _)| orients(actor, code));
    country.into_iter().chain(own).collect()
}

/// Identifiers of the axes of every life cycle, the newest first.
fn axes(app: &App) -> Vec<&str> {
    let mut all: Vec<&str> = vec![];
    for axis in app.rulebook.lifecycles.iter().rev().flat_map(|(_, lifecycle)| &lifecycle.axes) {
        if !all.contains(&axis.id.as_str()) {
            all.push(&axis.id);
        }
    }
    all
}

fn listed(text: &str) -> Vec<String> {
    text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What was typed, with the dates that could not be read.
fn read(typed: &Typed, today: Date) -> (Orientation, Vec<Slip>) {
    let get = |key: &str| typed.get(key).map(|value| value.trim().replace('\0', "")).unwrap_or_default();
    let mut slips = vec![];
    let mut day = |key: &str| {
        let text = get(key);
        if text.is_empty() {
            return None;
        }
        read_date(&text).map_err(|what| slips.push(Slip { field: key.to_owned(), what })).ok()
    };
    let (from, until) = (day("from").unwrap_or(today), day("until"));
    let orientation = Orientation {
        title: get("title"),
        axes: listed(&get("axes")),
        themes: listed(&get("themes")),
        reason: get("reason"),
        source: get("source"),
        link: get("link"),
        from,
        until,
    };
    (orientation, slips)
}

/// What a preview depends on.
fn shape(region: &str, orientation: &Orientation) -> String {
    format!("{region}|{}|{}", orientation.axes.join(","), orientation.themes.join(","))
}

/// Where this actor orients, or a sentence.
fn allowed(app: &App, here: &Here, actor: &Actor) -> Result<Vec<(String, String)>> {
    let perimeters = perimeters(app, here, actor);
    if perimeters.is_empty() {
        let why = Text::new(
            "Une orientation se prend avec un compte de pilote, de la région ou de l’État.",
            "An orientation is taken with the account of a pilot, of the region or of the State.",
        );
        return Err(Failure::Refused(here.clone(), why));
    }
    Ok(perimeters)
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    let perimeters = allowed(&app, &here, &actor)?;
    let typed = Typed::from([("from".to_owned(), app.today().to_string())]);
    page(&app, &here, perimeters, typed, vec![], None, StatusCode::OK)
}

fn page(
    app: &App,
    here: &Here,
    perimeters: Vec<(String, String)>,
    typed: Typed,
    slips: Vec<Slip>,
    preview: Option<(Preview, String)>,
    status: StatusCode,
) -> Result<Response> {
    let page = here.page(Nav::Steering, here.t("orientation-new")).private();
    let ticked = listed(typed.get("axes").map_or("", String::as_str));
    let axis = |id: &str| (id.to_owned(), told::axis(app, &page, id), ticked.iter().any(|one| one == id));
    let (preview, seen) = preview.map_or((None, String::new()), |(preview, seen)| (Some(preview), seen));
    let view = Take {
        axes: axes(app).into_iter().map(axis).collect(),
        errors: slips.into_iter().map(|slip| (slip.field, page.x(&slip.what))).collect(),
        key: typed.get("key").cloned().unwrap_or_else(|| Token::random().expose().to_owned()),
        listed: LISTED,
        perimeters,
        preview,
        seen,
        typed,
        page,
    };
    answer::private(here, status, &view)
}

pub async fn take(State(app): State<App>, here: Here, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let perimeters = allowed(&app, &here, &actor)?;
    let typed = typed(&body);
    let get = |key: &str| typed.get(key).map(|value| value.trim().to_owned()).unwrap_or_default();
    // A single perimeter is not asked.
    let region = if perimeters.len() == 1 { perimeters[0].0.clone() } else { get("region") };
    if !perimeters.iter().any(|(code, _)| *code == region) {
        let why = Text::new("Ce périmètre n’est pas le vôtre.", "This perimeter is not yours.");
        return Err(Failure::Refused(here, why));
    }
    let (orientation, mut slips) = read(&typed, app.today());
    slips.extend(orientation.slips(&axes(&app)));
    if !slips.is_empty() {
        return page(&app, &here, perimeters, typed, slips, None, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let shape = shape(&region, &orientation);
    if get("do") != "take" || get("seen") != shape {
        let preview = preview(&app, &here, &region, &orientation).await?;
        return page(&app, &here, perimeters, typed, vec![], Some((preview, shape)), StatusCode::OK);
    }
    let key = typed.get("key").map(|key| Key::new(key));
    let taken = orientations::take(&app.store, &region, &orientation, &actor.signature(), key.as_ref(), app.now()).await;
    let id = taken.or_stored(&here)?;
    Ok(Redirect::to(&here.url(&format!("/pilotage/orientations/{id}?fait=prise"))).into_response())
}

async fn preview(app: &App, here: &Here, region: &str, orientation: &Orientation) -> Result<Preview> {
    let page = here.page(Nav::Steering, "");
    let split = split(app, region, orientation).await.or_ours(here)?;
    let title = |sheet: &orientations::Candidate| (sheet.id.to_string(), sheet.title.clone());
    Ok(Preview {
        favoured: split.favoured().len(),
        others: split.others().len(),
        invented: split.invented(),
        parts: split.parts(app, &page),
        some_favoured: split.favoured().take(LISTED).map(title).collect(),
        some_others: split.others().take(LISTED).map(title).collect(),
    })
}
