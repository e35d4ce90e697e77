//! The Territoires d'industrie of both phases: the list, and one territory with its places, sites, calls and envelopes.

mod board;
mod export;

use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::registry::Registry;
use crate::routes::calls::{self, CallLine};
use crate::routes::envelopes::view::Row;
use crate::routes::projects::shared::{self, Found};
use crate::routes::synergies;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use board::Board;
use domain::place::Member;
use domain::rights::Scope;
use domain::{Audience, Epci, Position, Sharing, Site, Territory, name};
use reference::Reference;
use serde::Deserialize;

/// Calls told on the page of a territory; the others are one click away.
const CALLS: usize = 5;

pub fn routes() -> Registry {
    Registry::default()
        .get("/territoires", Action::ReadPublic, list)
        .get("/territoires/territoires.csv", Action::ReadPublic, export::csv)
        .get("/territoires/territoires.xlsx", Action::ReadPublic, export::xlsx)
        .get("/territoires/{phase}/{code}", Action::ReadPublic, show)
        .get("/territoires/{phase}/{code}/membres.csv", Action::ReadPublic, export::members_csv)
        .get("/territoires/{phase}/{code}/membres.xlsx", Action::ReadPublic, export::members_xlsx)
}

/// What the address keeps of the list.
#[derive(Deserialize)]
#[serde(default)]
pub struct Filter {
    q: String,
    phase: u8,
    region: String,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter { q: String::new(), phase: 2, region: String::new() }
    }
}

impl Filter {
    /// The territories it keeps, by name.
    fn keep<'a>(&self, reference: &'a Reference) -> Vec<&'a Territory> {
        let wanted = name::fold(&self.q);
        let holds = |t: &Territory| {
            wanted.is_empty()
                || name::fold(&format!("{} {} {}", t.name, t.code, t.departments.join(" "))).contains(&wanted)
                || t.members.iter().any(|m| name::fold(&m.name).contains(&wanted))
        };
        let all = reference.territories().iter();
        let mut found: Vec<&Territory> =
            all.filter(|t| t.phase == self.phase && (self.region.is_empty() || t.region == self.region) && holds(t)).collect();
        found.sort_by_key(|t| name::fold(&t.name));
        found
    }

    /// The query string of this filter, for links to the same territories in another form.
    fn query(&self) -> String {
        query([("q", self.q.as_str()), ("phase", &self.phase.to_string()), ("region", &self.region)])
    }
}

#[derive(Template)]
#[template(path = "territories/list.html")]
struct List<'a> {
    page: Page,
    filter: Filter,
    query: String,
    regions: Vec<&'a str>,
    found: Vec<&'a Territory>,
    map: MapView<'a>,
}

async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    let all = app.reference.territories();
    let found = filter.keep(&app.reference);
    let mut regions: Vec<&str> = all.iter().map(|t| t.region.as_str()).collect();
    regions.sort_unstable_by_key(|r| name::fold(r));
    regions.dedup();
    let page = here.page(Nav::Territories, here.t("territories-title"));
    // The middle of the member communes, computed once for the open data.
    let middles = app.open_data.find("territories", &app.reference, &app.sites());
    let middle = |id: &str| match middles.as_ref()?.find(id)?.geometry.as_ref()? {
        geo::Geometry::Point(point) => Some(Position { lat: point.y(), lon: point.x(), approximate: true }),
        _ => None,
    };
    let place = |t: &&Territory| {
        let id = format!("{}-{}", t.phase, t.code);
        let position = middle(&id);
        (id, format!("{} ({})", t.name, t.region), position, page.url(format!("/territoires/{}/{}", t.phase, t.code)))
    };
    let map = map::places(&app.reference, found.iter().map(place));
    html(&here, &List { query: filter.query(), page, filter, regions, found, map })
}

#[derive(Template)]
#[template(path = "territories/show.html")]
struct Show<'a> {
    page: Page,
    territory: &'a Territory,
    members: Vec<(&'a Member, Option<&'a Epci>)>,
    population: u64,
    communes: usize,
    sites: Vec<&'a Site>,
    map: MapView<'a>,
    /// Territories of the other phase that share a member: the thread between phases is the SIREN.
    related: Vec<&'a Territory>,
    /// Projects that their holders opened to the territory; None to whoever may not read them.
    shared: Option<Vec<Found>>,
    /// Where its action sheets stand; None when its programme has no contract.
    board: Option<Board>,
    /// Calls of its phase, those that are open first.
    calls: Vec<CallLine>,
    envelopes: Vec<Row<'a>>,
    /// What its realised synergies save each year, unit by unit.
    realised: Vec<String>,
}

async fn show(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let reference = &app.reference;
    let territory = reference.territory(phase, &code).or_not_found(&here)?;
    let all = app.sites();
    let inside = |site: &&Site| {
        let commune = site.commune.as_deref().and_then(|c| reference.commune(c));
        commune.is_some_and(|c| reference.territories_of(c).iter().any(|t| t.phase == phase && t.code == code))
    };
    let sites: Vec<&Site> = all.iter().filter(inside).collect();
    let members: Vec<_> = territory.members.iter().map(|m| (m, reference.epci(&m.siren))).collect();
    let shares = |t: &&Territory| t.phase != phase && t.members.iter().any(|m| territory.members.iter().any(|n| n.siren == m.siren));
    let scope = Scope::Territory { phase, code: code.clone() };
    let reads = can(&actor, Action::ReadProject, &Object::SharedProject(Sharing([Audience::Within(scope.clone())].into())));
    let shared = if reads { Some(shared::within(&app, &here, &actor, &scope, 20).await?) } else { None };
    let mut page = here.page(Nav::Territories, territory.name.clone());
    let board = board::of(&app, &page, &actor, territory).await?;
    let place = Place { phase, code: code.clone(), region: reference.region_code(&territory.region).unwrap_or_default().to_owned() };
    let follows = synergies::reads(&actor, &place);
    page.private = reads || follows || board.as_ref().is_some_and(|board| board.whole);
    let realised = store::synergies::realised(&app.store, phase, &code).await.or_ours(&here)?;
    let realised = realised.iter().map(|total| synergies::told(&page, total, follows)).collect();
    let lines = calls::found(&app, &here).await?.into_iter().filter(|line| line.phase == phase).take(CALLS).collect();
    let view = Show {
        population: members.iter().filter_map(|(_, e)| e.map(|e| u64::from(e.population))).sum(),
        communes: members.iter().map(|(m, e)| e.map_or(usize::from(m.is_commune), |e| e.members.len())).sum(),
        map: map::view(reference, sites.iter().map(|s| (*s, None)), &page),
        shared,
        board,
        calls: calls::left::told(&app, &here, lines).await?,
        envelopes: board::envelopes(&app, &here, &actor, territory).await?,
        realised,
        related: reference.territories().iter().filter(shares).collect(),
        page,
        territory,
        members,
        sites,
    };
    html(&here, &view)
}
