//! The study of one territory, whatever names it: weights and road in the address, the reasons in place.

use super::draw::{self, Draw, Drawn};
use super::sector::is_class;
use super::{calls, place, waiting, weights};
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::contracts::targets;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use diagnose::TerritoryDiagnosis;
use domain::Text;
use dossier::sectors::{Ink, Road, TerritoryView};
use factory::sectors::Study;
use form_urlencoded::Serializer;
use reference::{Perimeter, PerimeterKey};
use std::collections::BTreeMap;
use std::sync::Arc;

pub type Ask = BTreeMap<String, String>;

/// The second road of relocation, as the address names it; the first needs no name.
pub const SUPPLIERS: &str = "fournisseurs";
/// Lists that can be drawn again commune by commune.
const REDRAWN: usize = 120;

pub async fn territory(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    show(&app, &here, &actor, PerimeterKey::Territory(phase, code), ask, None).await
}

pub async fn epci(State(app): State<App>, here: Here, actor: Actor, At(siren): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    show(&app, &here, &actor, PerimeterKey::Epci(siren), ask, None).await
}

pub async fn department(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(code): At<String>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    show(&app, &here, &actor, PerimeterKey::Department(code), ask, None).await
}

pub async fn region(State(app): State<App>, here: Here, actor: Actor, At(code): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    show(&app, &here, &actor, PerimeterKey::Region(code), ask, None).await
}

pub async fn zone(State(app): State<App>, here: Here, actor: Actor, At(code): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    show(&app, &here, &actor, PerimeterKey::Zone(code), ask, None).await
}

#[derive(Template)]
#[template(path = "sectors/communes.html")]
struct Communes {
    page: Page,
    draw: Draw,
}

pub async fn communes(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let page = here.page(Nav::Sectors, here.t("sectors-drawn-title"));
    let given = |name: &str| ask.get(name).map(String::as_str).unwrap_or_default();
    let key = place::drawn(&app, &here, given("c"))?;
    let PerimeterKey::Communes(codes) = &key else { return Err(Failure::NotFound(here)) };
    match draw::draw(&app, codes, given("ajouter"), given("retirer"), &page) {
        Drawn::To(address) => Ok(Redirect::to(&address).into_response()),
        Drawn::Draw(draw) if codes.is_empty() => html(&here, &Communes { page, draw }),
        Drawn::Draw(draw) => show(&app, &here, &actor, key, ask, Some(draw)).await,
    }
}

#[derive(Template)]
#[template(path = "sectors/territory.html")]
struct Show {
    page: Page,
    view: TerritoryView,
    kind: String,
    /// Page of the territory itself, for a Territoire d'industrie.
    territory: Option<String>,
    draw: Option<Draw>,
    picture: String,
    /// The commune a project opened from here is put in.
    commune: String,
    action: String,
    /// Codes of a drawn list, kept by the form of the weights.
    codes: String,
    sliders: Vec<(String, String, u32)>,
    reset: String,
    road: String,
    /// What relatedness is learned on, and by which convention: name, address, whether it is shown; and as the form of the
    /// weights keeps both.
    routes: Vec<(String, String, bool)>,
    conventions: Vec<(String, String, bool)>,
    learning: Vec<(&'static str, String)>,
    /// What the address of an activity keeps of this study, and the same by the road shown.
    asking: String,
    by_road: String,
    /// Whom to call first, for each line of the road shown.
    calls: Vec<String>,
    tabs: Vec<(String, String, bool)>,
    shown_road: Option<Road>,
    missing: Vec<Text>,
    files_more: Vec<(&'static str, String)>,
    files_near: Vec<(&'static str, String)>,
    files_change: Vec<(&'static str, String)>,
    files_gaps: Vec<(&'static str, String)>,
    /// Why what the territory buys elsewhere is not told.
    without_gaps: Option<Text>,
    /// What it comes from.
    gaps_from: Option<Text>,
    files: Vec<(String, String)>,
    redraw: Option<String>,
    /// Where whoever asks follows targets: the address that adds one, the name of the territory.
    follows: Vec<(String, String)>,
}

async fn show(app: &App, here: &Here, actor: &Actor, key: PerimeterKey, ask: Ask, draw: Option<Draw>) -> Result<Response> {
    let perimeter = place::perimeter(app, here, &key)?;
    let study = match waiting::page(app, here, perimeter.name.get(here.lang)).await? {
        Ok(study) => study,
        Err(page) => return Ok(page),
    };
    let weights = weights::read(&ask);
    let made = diagnosis(app, &study, &perimeter, &ask).await.or_ours(here)?;
    let title = here.page(Nav::Sectors, String::new()).t1("sectors-study-of", "name", perimeter.name.get(here.lang));
    let page = here.page(Nav::Sectors, title);
    let kind = place::kind(&key, &page);
    let view = dossier::sectors::territory_view(&made, &kind, page.lang());
    let spots = dossier::sectors::spots(&made, page.lang());
    let learning = calls::learning(&ask);
    let learned = query(learning.iter().map(|(name, value)| (*name, value.as_str())));
    let kept = [weights::query(&weights), learned].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
    let to = |file: &str, more: &str| {
        let asked = [kept.as_str(), more].into_iter().filter(|q| !q.is_empty()).collect::<Vec<_>>().join("&");
        page.url(place::asked(&key, file, &asked))
    };
    let both = |stem: &str| vec![("CSV", to(&format!("{stem}.csv"), "")), ("XLSX", to(&format!("{stem}.xlsx"), ""))];
    let road = ask.get("voie").filter(|v| *v == SUPPLIERS).cloned().unwrap_or_default();
    let second = usize::from(!road.is_empty());
    let shown_road = view.roads.get(second).cloned();
    let calls = match &shown_road {
        Some(shown) => calls::first(app, &study, &perimeter, shown, second == 1, &page).await.or_ours(here)?,
        None => vec![],
    };
    let with = |name: &str, value: &str| {
        let weights = weights::query(&weights);
        let others = learning.iter().filter(|(other, _)| *other != name).map(|(name, value)| (*name, value.as_str()));
        let asked = query([(name, value), ("voie", road.as_str())].into_iter().chain(others));
        page.url(place::asked(&key, "", &if weights.is_empty() { asked } else { format!("{weights}&{asked}") })) + "#donnees"
    };
    let largest = perimeter.communes.iter().filter_map(|c| app.reference.commune(c)).max_by_key(|c| c.population);
    let view = Show {
        picture: dossier::sectors::picture(&spots, &page.t("sectors-near"), "", page.lang(), Ink::Classes),
        kind,
        territory: match &key {
            PerimeterKey::Territory(phase, code) => Some(page.url(format!("/territoires/{phase}/{code}"))),
            _ => None,
        },
        draw,
        commune: largest.map(|c| c.code.clone()).unwrap_or_default(),
        action: page.url(place::address(&key, "").split('?').next().unwrap_or_default()),
        codes: match &key {
            PerimeterKey::Communes(codes) => codes.join(","),
            _ => String::new(),
        },
        sliders: weights::sliders(&weights, &page),
        reset: {
            let kept = learning.iter().map(|(name, value)| (*name, value.as_str()));
            page.url(place::asked(&key, "", &query(std::iter::once(("voie", road.as_str())).chain(kept))))
        },
        tabs: vec![
            (page.t("sectors-tab-return"), to("", "") + "#relocaliser", second == 0),
            (page.t("sectors-tab-bring"), to("", "voie=fournisseurs") + "#relocaliser", second == 1),
        ],
        asking: calls::of_territory(&key, &ask, ""),
        by_road: calls::of_territory(&key, &ask, &road) + "#relocaliser",
        routes: calls::routes(&study, &ask, &page, &|route| with(calls::ROUTE, route)),
        conventions: calls::conventions(&ask, &|convention| with(calls::CONVENTION, convention)),
        learning,
        shown_road,
        calls,
        road,
        missing: study.sectors.missing.clone(),
        files_more: both("points-forts"),
        files_near: [both("pistes"), vec![("SVG", to("dessin.svg", ""))]].concat(),
        files_change: both("evolution"),
        files_gaps: both("achats"),
        without_gaps: made.without_gaps.clone(),
        gaps_from: made.gaps_from.clone(),
        files: vec![
            (page.t("sectors-pdf"), to("etude.pdf", "")),
            ("XLSX".to_owned(), to("etude.xlsx", "")),
            ("JSON".to_owned(), to("etude.json", "")),
        ],
        redraw: (!matches!(key, PerimeterKey::Communes(_)) && perimeter.communes.len() <= REDRAWN)
            .then(|| page.url(place::address(&PerimeterKey::Communes(perimeter.communes.iter().cloned().collect()), ""))),
        follows: targets::follows(app, here, actor),
        view,
        page,
    };
    html(here, &view)
}

/// The study of a perimeter with the weights that are asked, off the threads that answer.
pub async fn diagnosis(app: &App, study: &Arc<Study>, perimeter: &Perimeter, ask: &Ask) -> Result<TerritoryDiagnosis, String> {
    let (app, study, perimeter, weights, how) = (app.clone(), study.clone(), perimeter.clone(), weights::read(ask), calls::how(ask));
    let work = move || study.territory(&perimeter, &app.sites(), weights, how, app.today());
    tokio::task::spawn_blocking(work).await.map_err(|e| e.to_string())
}

/// Width of a bar of a hundred units.
fn width(part: &f64) -> i64 {
    (part * 100.0).round().clamp(0.0, 100.0) as i64
}

/// A new plant of this activity here.
fn project(page: &Page, code: &str, name: &str, commune: &str) -> String {
    new_project(page, code, name, commune, "new_plant")
}

/// The same from the list of a road: a relocation, or the investment of a supplier.
fn relocation(page: &Page, code: &str, name: &str, commune: &str, road: &str) -> String {
    new_project(page, code, name, commune, if road == SUPPLIERS { "new_plant" } else { "relocation" })
}

pub fn new_project(page: &Page, code: &str, name: &str, commune: &str, kind: &str) -> String {
    let title = page.t1(if kind == "relocation" { "sectors-title-relocation" } else { "sectors-title-plant" }, "name", name);
    let query =
        Serializer::new(String::new()).extend_pairs([("activity", code), ("commune", commune), ("kind", kind), ("title", &title)]).finish();
    page.url(format!("/projets/nouveau?{query}"))
}
