//! The first page: what this is, three doors, the map of sites, calls that close soon, what changed this week, the news.

mod week;

use crate::app::App;
use crate::error::{OrFail, Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use crate::routes::calls::{self, CallLine};
use crate::routes::news::{self, Item};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use reference::WaveCoverage;

/// Days within which a call closes soon.
const SOON: i64 = 365;

pub fn routes() -> Registry {
    Registry::default().get("/", Action::ReadPublic, home)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    page: Page,
    map: MapView<'a>,
    coverage: Vec<WaveCoverage>,
    calls: Vec<CallLine>,
    /// True when no call closes soon and the last ones are shown instead.
    closed: bool,
    week: Vec<week::Change>,
    news: Vec<Item>,
}

async fn home(State(app): State<App>, here: Here) -> Result<Response> {
    let page = here.page(Nav::Home, here.t("home-title"));
    let sites = app.sites();
    let acts = store::calls::in_force(&app.store).await.or_ours(&here)?;
    let lines = calls::lines(&app.rulebook, &acts, app.now());
    let week = week::told(&app, &here, &page, &lines).await?;
    let soon = |line: &&CallLine| line.is_open() && line.days_left.is_some_and(|days| days <= SOON);
    let open: Vec<CallLine> = lines.iter().filter(soon).take(4).cloned().collect();
    let closed = open.is_empty();
    // Nothing closes soon: what is open for longer, the latest that closed, then those without dates.
    let latest = |lines: Vec<CallLine>| {
        let (dated, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|l| l.is_open() || l.closes.is_some());
        dated.into_iter().chain(others).take(4).collect()
    };
    let calls = calls::left::told(&app, &here, if closed { latest(lines) } else { open }).await?;
    let mut news = news::published(&app, &here, 4).await?;
    news.truncate(4);
    let view = Home {
        map: map::view(&app.reference, sites.iter().map(|s| (s, None)), &page),
        coverage: app.reference.coverage(),
        week,
        news,
        page,
        calls,
        closed,
    };
    html(&here, &view)
}
