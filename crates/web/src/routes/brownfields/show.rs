//! One brownfield of the inventory, studied for an industrial reuse. What the inventory says is taken as it is; what the
//! reader supposes besides is in the address, and is kept nowhere.

use super::catalogue::{self, NATURE, POLLUTION, STATUS};
use super::study::{self, Choice, Row, Study, study};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrNotFound, Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::routes::projects::form::{self, Control, Field};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use brownfield::{Balance, Inaction, Mutability};
use domain::{Cents, Datum, Facts, Mark, Site, Source, Status, Value};
use serde::Deserialize;

/// What the grid asks.
const PLACE: [&str; 17] = [
    "brownfield.area_m2",
    "brownfield.built_m2",
    "brownfield.motorway_km",
    "brownfield.power_mva",
    "brownfield.dwellings_m",
    "brownfield.rural",
    "site.industrial_use",
    "brownfield.pollution",
    "brownfield.building_state",
    "brownfield.owners",
    "brownfield.rail",
    "brownfield.networks",
    "brownfield.flood",
    "brownfield.technological_risk",
    "brownfield.natural_area",
    "brownfield.heritage",
    "brownfield.town_agrees",
];
/// What the reuse costs and brings.
const REUSE: [&str; 10] = [
    "brownfield.purchase",
    "brownfield.demolish_m2",
    "brownfield.asbestos_m2",
    "brownfield.polluted_m2",
    "brownfield.deseal_m2",
    "brownfield.other_costs",
    "brownfield.revenue",
    "brownfield.other_aid",
    "project.jobs_created",
    "brownfield.co2_avoided_t",
];

#[derive(Template)]
#[template(path = "brownfields/show.html")]
struct Show<'a> {
    page: Page,
    site: &'a Site,
    /// Words of the inventory: nature, status, soil.
    said: Vec<(String, String)>,
    area: Option<f64>,
    map: MapView<'a>,
    errors: Vec<(String, String)>,
    groups: Vec<(String, Vec<Field>)>,
    supposed: bool,
    versions: Vec<(String, bool)>,
    mutability: Mutability,
    rows: Vec<Row>,
    inaction: Inaction,
    balance: Balance,
    missing: Vec<(String, String)>,
    total_aid: Cents,
    declared_deficit: Option<Cents>,
    /// Where an unknown fact is answered, before its key.
    answers: Option<String>,
    files: String,
    query: String,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
pub struct Which {
    id: String,
    #[serde(default)]
    file: String,
}

/// What can be told of the place: what the grids ask, in the order above, then what only a grid of the operator asks.
fn about_place(app: &App) -> Vec<String> {
    let mut keys: Vec<String> = PLACE.iter().map(|k| (*k).to_owned()).collect();
    for criterion in app.brownfield.grids.iter().flat_map(|g| &g.criteria) {
        if !keys.contains(&criterion.fact) {
            keys.push(criterion.fact.clone());
        }
    }
    keys
}

struct Asking {
    facts: Facts,
    typed: form::Typed,
    /// Key of the fact, what is wrong with what was typed.
    wrong: Vec<(String, String)>,
}

/// What the inventory says, then what the address supposes.
fn asking(app: &App, here: &Here, site: &Site, query: &str) -> Asking {
    let mut facts = brownfield::known_of(site);
    if let Some(commune) = site.commune.as_deref().and_then(|code| app.reference.commune(code))
        && let Some(people) = commune.population
    {
        let source = Source::new("Population de la commune (code officiel géographique)", Mark::Verified);
        let datum = Datum { value: Value::Number(f64::from(people)), status: Status::Verified, source: Some(source) };
        facts.set("place.population", datum);
    }
    let typed = form::typed(query.as_bytes());
    let mut wrong = Vec::new();
    let place = about_place(app);
    for key in place.iter().map(String::as_str).chain(REUSE) {
        let (Some(spec), Some(text)) = (app.rulebook.dictionary.get(key), typed.get(key)) else { continue };
        match form::read(app, spec, text) {
            Ok(Some(value)) => facts.set(key, Datum { value, status: Status::Assumed, source: None }),
            Ok(None) => {}
            Err(why) => wrong.push((key.to_owned(), here.x(&why))),
        }
    }
    Asking { facts, typed, wrong }
}

fn found<'a>(here: &Here, sites: &'a [Site], id: &str) -> Result<&'a Site> {
    sites.iter().find(|s| s.id == id && catalogue::is_brownfield(s)).or_not_found(here)
}

pub async fn show(
    State(app): State<App>,
    here: Here,
    At(Which { id, .. }): At<Which>,
    Asked(choice): Asked<Choice>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let sites = app.sites();
    let site = found(&here, &sites, &id)?;
    let asked = asking(&app, &here, site, query.as_deref().unwrap_or_default());
    let done = study(&app, &here, &asked.facts, Some(site), &choice, app.today())?;
    let page = here.page(Nav::Sites, site.name.clone());
    let inventory = brownfield::known_of(site);
    let field = |key: &str| {
        let spec = app.rulebook.dictionary.get(key)?;
        let value = asked.typed.get(key).cloned().unwrap_or_default();
        let error = asked.wrong.iter().find(|(k, _)| k == key).map(|(_, why)| why.clone()).unwrap_or_default();
        let mut field = form::field(spec, value, error, false, &page);
        if let Some(known) = inventory.get(key) {
            field.hint = page.t1("fallow-says", "value", spec.show(&known.value, page.lang()));
        }
        Some(field)
    };
    let word = |label: &str, field: &str| Some((page.t(label), page.listed(catalogue::word(site, field)?).to_owned()));
    let wrong = !asked.wrong.is_empty();
    let place = about_place(&app);
    // Only what this page can be told is asked here.
    let can_tell = |(key, _): &(String, String)| place.contains(key) || REUSE.contains(&key.as_str());
    let view = Show {
        said: [("fallow-nature", NATURE), ("fallow-status", STATUS), ("fallow-pollution", POLLUTION), ("fallow-buildings", "bati_etat")]
            .into_iter()
            .filter_map(|(label, field)| word(label, field))
            .collect(),
        area: catalogue::area(site),
        map: map::brownfields(&app.reference, [site], &page),
        errors: asked.wrong.clone(),
        groups: vec![
            (page.t("fallow-about-place"), place.iter().filter_map(|key| field(key)).collect()),
            (page.t("fallow-about-reuse"), REUSE.into_iter().filter_map(&field).collect()),
        ],
        supposed: asked.facts.0.values().any(|d| d.status == Status::Assumed),
        versions: study::versions(&app, &done),
        rows: study::rows(&app, &done, &page),
        missing: study::missing(&app, &done, &page).into_iter().filter(can_tell).collect(),
        total_aid: study::other_aid(&done),
        declared_deficit: None,
        answers: Some("#".to_owned()),
        files: here.url(&format!("/friches/{}/bilan", site.id)),
        query: kept(&asked.typed),
        mutability: done.mutability,
        inaction: done.inaction,
        balance: done.balance,
        sources: vec![site.source.clone()],
        site,
        page,
    };
    let mut response = html(&here, &view)?;
    if wrong {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

/// What was typed, without what was left empty: short addresses.
fn kept(typed: &form::Typed) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    typed.iter().filter(|(_, v)| !v.trim().is_empty()).for_each(|(k, v)| {
        out.append_pair(k, v);
    });
    out.finish()
}

pub async fn file(
    State(app): State<App>,
    here: Here,
    At(Which { id, file }): At<Which>,
    Asked(choice): Asked<Choice>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let sites = app.sites();
    let site = found(&here, &sites, &id)?;
    let asked = asking(&app, &here, site, query.as_deref().unwrap_or_default());
    if let Some((key, why)) = asked.wrong.first() {
        let why = domain::Text::same(format!("{key}{}{why}", here.colon()));
        return Err(Failure::Bad(here, why));
    }
    let done: Study = study(&app, &here, &asked.facts, Some(site), &choice, app.today())?;
    study::file(&here, &file, &done)
}
