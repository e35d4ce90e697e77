//! The Territoires d'industrie of both phases: the list, and one territory with its places and sites.

use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::registry::Registry;
use crate::routes::projects::shared::{self, Found};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::place::Member;
use domain::rights::Scope;
use domain::{Audience, Epci, Sharing, Site, Territory, name};
use serde::Deserialize;

pub fn routes() -> Registry {
    Registry::default().get("/territoires", Action::ReadPublic, list).get("/territoires/{phase}/{code}", Action::ReadPublic, show)
}

#[derive(Deserialize)]
#[serde(default)]
struct Filter {
    q: String,
    phase: u8,
    region: String,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter { q: String::new(), phase: 2, region: String::new() }
    }
}

#[derive(Template)]
#[template(path = "territories/list.html")]
struct List<'a> {
    page: Page,
    filter: Filter,
    regions: Vec<&'a str>,
    found: Vec<&'a Territory>,
}

async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response, Failure> {
    let all = app.reference.territories();
    let wanted = name::fold(&filter.q);
    let holds = |t: &Territory| {
        wanted.is_empty()
            || name::fold(&format!("{} {} {}", t.name, t.code, t.departments.join(" "))).contains(&wanted)
            || t.members.iter().any(|m| name::fold(&m.name).contains(&wanted))
    };
    let mut found: Vec<&Territory> =
        all.iter().filter(|t| t.phase == filter.phase && (filter.region.is_empty() || t.region == filter.region) && holds(t)).collect();
    found.sort_by_key(|t| name::fold(&t.name));
    let mut regions: Vec<&str> = all.iter().map(|t| t.region.as_str()).collect();
    regions.sort_unstable_by_key(|r| name::fold(r));
    regions.dedup();
    let page = here.page(Nav::Territories, here.t("territories-title"));
    html(&here, &List { page, filter, regions, found })
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
}

async fn show(
    State(app): State<App>,
    here: Here,
    Extension(actor): Extension<Actor>,
    At((phase, code)): At<(u8, String)>,
) -> Result<Response, Failure> {
    let reference = &app.reference;
    let territory = reference.territory(phase, &code).ok_or_else(|| Failure::NotFound(here.clone()))?;
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
    page.private = reads;
    let view = Show {
        population: members.iter().filter_map(|(_, e)| e.map(|e| u64::from(e.population))).sum(),
        communes: members.iter().map(|(m, e)| e.map_or(usize::from(m.is_commune), |e| e.members.len())).sum(),
        map: map::view(reference, sites.iter().map(|s| (*s, None)), &page),
        shared,
        related: reference.territories().iter().filter(shares).collect(),
        page,
        territory,
        members,
        sites,
    };
    html(&here, &view)
}
