//! What is within reach of a site by road: people, communes, industry; the communes reached drawn when a route was computed,
//! a ring with its range when it was only estimated.

use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::sectors;
use crate::study::{self, State as Known};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use diagnose::National;
use domain::{Site, Text, format};
use factory::{Access, cited, origin};
use locate::travel::{Estimated, Minutes, Place, Quality, Reach, Ring, sum};
use roads::times::Times;
use serde::Deserialize;
use std::time::Duration;

/// Minutes within which people are counted, and industry.
const PEOPLE: [f64; 3] = [30.0, 45.0, 60.0];
const INDUSTRY: [f64; 2] = [60.0, 120.0];
/// Communes drawn are reached within the first; shades change at the others.
const DRAWN: f64 = 60.0;
const SHADES: [f64; 2] = [30.0, 45.0];
/// Communes of the page; the files hold them all.
const SHOWN: usize = 30;
/// A reader waits this long for the jobs to be read.
const PATIENCE: Duration = Duration::from_millis(300);
/// Divisions of manufacturing (NAF section C).
const MANUFACTURING: std::ops::RangeInclusive<u32> = 10..=33;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// Division of the NAF whose establishments are counted; all of manufacturing when empty.
    naf: String,
}

#[derive(Template)]
#[template(path = "sites/access.html")]
struct Show<'a> {
    page: Page,
    site: &'a Site,
    quality: Text,
    estimated: bool,
    synthetic: bool,
    source: String,
    on: String,
    instead: Option<Text>,
    /// Communes whose time is an interval although a route was computed: off the network, or placed roughly.
    unsure: usize,
    people: Vec<Reach>,
    industry: Industry,
    rings: Vec<(f64, Ring)>,
    map: MapView<'a>,
    view: String,
    dots: Vec<Dot>,
    rows: Vec<Row>,
    all: usize,
}

struct Dot {
    x: String,
    y: String,
    class: &'static str,
    title: String,
}

struct Row {
    name: String,
    code: String,
    people: u32,
    minutes: Minutes,
}

enum Industry {
    Absent,
    Waiting,
    Known(Counted),
}

struct Counted {
    year: i16,
    source: String,
    synthetic: bool,
    /// Division counted, empty for all of manufacturing; and those to choose from.
    naf: String,
    divisions: Vec<(String, String)>,
    establishments: Vec<Reach>,
    jobs: Vec<Reach>,
}

pub fn nowhere(here: &Here) -> Failure {
    Failure::Absent(here.clone(), Text::each(|lang| crate::i18n::say(lang, "access-nowhere", &[])))
}

pub fn people(access: &Access, times: &Times) -> Vec<Reach> {
    let people = times.to.iter().map(|(code, minutes)| (*minutes, u64::from(access.people(code))));
    sum(people, &PEOPLE, times.quality, &times.source)
}

/// True when the times come from an invented network.
pub fn synthetic(access: &Access, times: &Times) -> bool {
    times.quality == Quality::Graph && access.network().is_some_and(|held| held.synthetic)
}

fn found(app: &App, here: &Here, actor: &Actor, id: &str) -> Result<(Site, Place)> {
    let site = super::found::find(app, here, actor, id)?;
    origin(&site, &app.reference).map(|from| (site, from)).ok_or_else(|| nowhere(here))
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let (site, from) = found(&app, &here, &actor, &id)?;
    let site = &site;
    let access = app.travel.access();
    let times = access.times(&from);
    let page = here.page(Nav::Sites, here.page(Nav::Sites, String::new()).t1("access-title", "name", &site.name));
    let industry = match study::within(&app, PATIENCE).await {
        Known::Ready(study) => Industry::Known(counted(&app, &here, &study.national, &times, &ask.naf)?),
        Known::Working(_) => Industry::Waiting,
        Known::Absent | Known::Failed(_) => Industry::Absent,
    };
    let estimated = times.quality == Quality::Estimated;
    let dots = if estimated { vec![] } else { dots(&app, &times, &page) };
    let map = map::view(&app.reference, [(site, None)], &page);
    let map = if estimated { map.with_ring(Some(from.position), Estimated::ring(45.0)) } else { map };
    let view = viewed(&map, &dots);
    let rows = rows(&app, &access, &times);
    let show = Show {
        quality: times.quality.label(),
        estimated,
        synthetic: synthetic(&access, &times),
        source: cited(times.quality, &times.source).title,
        on: times.on.as_ref().map(|d| page.date(d)).unwrap_or_default(),
        instead: times.instead.clone(),
        unsure: if estimated { 0 } else { times.to.iter().filter(|(_, m)| m.low != m.high).count() },
        people: people(&access, &times),
        industry,
        rings: PEOPLE.map(|minutes| (minutes, Estimated::ring(minutes))).to_vec(),
        map,
        view,
        dots,
        all: rows.len(),
        rows: rows.into_iter().take(SHOWN).collect(),
        page,
        site,
    };
    html(&here, &show)
}

/// Communes reached, nearest in time first.
fn rows(app: &App, access: &Access, times: &Times) -> Vec<Row> {
    let mut rows: Vec<Row> = times
        .to
        .iter()
        .map(|(code, minutes)| {
            let name = app.reference.commune(code).map_or_else(|| code.clone(), |c| c.name.clone());
            Row { name, code: code.clone(), people: access.people(code), minutes: *minutes }
        })
        .collect();
    rows.sort_by(|a, b| (a.minutes.high + a.minutes.low).total_cmp(&(b.minutes.high + b.minutes.low)).then_with(|| a.code.cmp(&b.code)));
    rows
}

/// The isochrone: the communes reached, as points; never for an estimate.
fn dots(app: &App, times: &Times, page: &Page) -> Vec<Dot> {
    let dot = |(code, minutes): &(String, Minutes)| {
        if minutes.high > DRAWN {
            return None;
        }
        let commune = app.reference.commune(code)?;
        let (x, y) = app.reference.outlines().point(commune.position?)?;
        let class = match SHADES.iter().filter(|shade| minutes.high > **shade).count() {
            0 => "near",
            1 => "mid",
            _ => "far",
        };
        let title = format!("{} – {} min", commune.name, page.number(&minutes.high, 0));
        Some(Dot { x: format!("{x:.2}"), y: format!("{y:.2}"), class, title })
    };
    times.to.iter().filter_map(dot).collect()
}

/// The part of the map where there is something to see: a square around the points, or the whole map.
fn viewed(map: &MapView, dots: &[Dot]) -> String {
    let whole = format!("0 0 {} {}", map.outlines.width, map.outlines.height);
    let at = |text: &String| text.parse::<f64>().ok();
    let places: Vec<(f64, f64)> = dots.iter().filter_map(|d| at(&d.x).zip(at(&d.y))).collect();
    if places.is_empty() {
        return whole;
    }
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        places.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    };
    let ((left, right), (top, bottom)) = (bounds(|p| p.0), bounds(|p| p.1));
    let side = (right - left).max(bottom - top).max(10.0) * 1.1;
    format!("{:.1} {:.1} {side:.1} {side:.1}", (left + right - side) / 2.0, (top + bottom - side) / 2.0)
}

/// The division of an activity: "25.62B" and "25" are both of division 25.
fn division(activity: &str) -> Option<u32> {
    activity.get(..2)?.parse().ok()
}

fn counted(app: &App, here: &Here, national: &National, times: &Times, naf: &str) -> Result<Counted> {
    let typed = naf.trim();
    let all = &national.establishments.activities;
    let mut codes: Vec<u32> = all.iter().chain(&national.jobs.activities).filter_map(|a| division(a)).collect();
    codes.sort_unstable();
    codes.dedup();
    let chosen = match typed {
        "" => None,
        text => Some(text.parse::<u32>().ok().filter(|d| text.len() == 2 && codes.contains(d)).ok_or_else(|| {
            let why = Text::new(
                format!("naf : « {text} » n’est pas une division présente dans les données (deux chiffres, par exemple 25)"),
                format!("naf: “{text}” is not a division of the data held (two figures, for instance 25)"),
            );
            Failure::Bad(here.clone(), why)
        })?),
    };
    let kept = |activity: &str| {
        let of = division(activity);
        chosen.map_or_else(|| of.is_some_and(|d| MANUFACTURING.contains(&d)), |wanted| of == Some(wanted))
    };
    let count = |table: &diagnose::Table| {
        let wanted: Vec<bool> = table.activities.iter().map(|a| kept(a)).collect();
        let here = times.to.iter().filter_map(|(code, minutes)| {
            let (columns, values) = table.row(table.place(code)?);
            let total: f64 = columns.iter().zip(values).filter(|(column, _)| wanted[**column as usize]).map(|(_, v)| v).sum();
            Some((*minutes, total.round() as u64))
        });
        sum(here, &INDUSTRY, times.quality, &times.source)
    };
    let label = |code: &str| sectors::told(code, app.reference.naf_label(code).unwrap_or_default(), here.lang).0.to_owned();
    Ok(Counted {
        year: national.year,
        source: national.source.title.clone(),
        synthetic: national.synthetic,
        naf: typed.to_owned(),
        divisions: codes.into_iter().map(|code| format!("{code:02}")).map(|code| (code.clone(), label(&code))).collect(),
        establishments: count(&national.establishments),
        jobs: count(&national.jobs),
    })
}

pub async fn csv(state: State<App>, here: Here, actor: Actor, id: At<String>) -> Result<Response> {
    file(state, here, &actor, id, "acces.csv")
}

pub async fn xlsx(state: State<App>, here: Here, actor: Actor, id: At<String>) -> Result<Response> {
    file(state, here, &actor, id, "acces.xlsx")
}

/// Every commune reached within two hours, with how its time was found.
fn file(State(app): State<App>, here: Here, actor: &Actor, At(id): At<String>, name: &str) -> Result<Response> {
    let (site, from) = found(&app, &here, actor, &id)?;
    let site = &site;
    let access = app.travel.access();
    let times = access.times(&from);
    let minutes = |value: f64| format::number(value, 1, here.lang);
    let source = cited(times.quality, &times.source).title;
    let quality = times.quality.label().get(here.lang).to_owned();
    let rows: Vec<Vec<String>> = rows(&app, &access, &times)
        .into_iter()
        .map(|r| {
            let people = r.people.to_string();
            vec![r.code, r.name, minutes(r.minutes.low), minutes(r.minutes.high), people, quality.clone(), source.clone()]
        })
        .collect();
    let heads = ["access-code", "commune", "access-least", "access-most", "reach-people", "reach-quality", "source"].map(|k| here.t(k));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table::answer(&here, name, &site.name, &heads, &rows)
}

/// A count, written for the reader; used by the template.
fn whole(page: &Page, count: &u64) -> String {
    page.number(&(*count as f64), 0)
}

fn real(count: &u32) -> f64 {
    f64::from(*count)
}
