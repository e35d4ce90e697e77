//! What the page of a territory tells besides its places: where its action sheets stand, and the envelopes it may draw on.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::{Here, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::held;
use crate::routes::envelopes::view::{self, Row};
use domain::Territory;
use store::sheets::{self, Filter};
use store::targets;

/// Where the sheets of the contract stand.
pub struct Board {
    /// Every sheet, for whoever reads the contract; to anybody else, those that were published.
    pub whole: bool,
    pub lines: Vec<Line>,
    pub total: usize,
    /// Some of them were invented to try the pages.
    pub synthetic: bool,
    /// Targets by stage, for whoever reads the contract.
    pub targets: Vec<(String, usize)>,
}

/// One state of the life of a sheet.
pub struct Line {
    pub state: String,
    pub count: usize,
    /// The table of those, for whoever reads it; empty otherwise.
    pub link: String,
}

/// None when no programme says how the sheets of this phase live.
pub async fn of(app: &App, page: &Page, actor: &Actor, territory: &Territory) -> Result<Option<Board>> {
    let here = &page.here;
    let Ok(held) = held(app, here, territory.phase, &territory.code) else { return Ok(None) };
    let whole = held.may(actor, Action::ReadContract);
    let kept = Filter { published: !whole, ..Filter::default() };
    let counts = sheets::counts(&app.store, territory.phase, &territory.code, &kept).await.or_ours(here)?;
    let count = |id: &str| counts.iter().find(|(state, _)| state == id).map_or(0, |(_, n)| *n);
    let link = |id: &str| if whole { page.url(format!("{}/tableau?etat={id}", held.path())) } else { String::new() };
    let states = held.lifecycle.states.iter().filter(|state| count(&state.id) > 0);
    let line = |state: &contracts::State| Line { state: page.x(&state.name), count: count(&state.id), link: link(&state.id) };
    let lines: Vec<Line> = states.map(line).collect();
    let total: usize = counts.iter().map(|(_, n)| n).sum();
    let synthetic = sheets::has_synthetic(&app.store, territory.phase, &territory.code).await.or_ours(here)?;
    let counts = if whole { targets::counts(&app.store, territory.phase, &territory.code).await.or_ours(here)? } else { vec![] };
    let targets = counts.into_iter().map(|(stage, n)| (page.say(stage.label()), n)).collect();
    Ok(Some(Board { whole, lines, total, synthetic, targets }))
}

/// Envelopes that `actor` may see, of the programmes of this phase: the country's that serve this region, those delegated to the region that steers the
/// territory, and to the territory itself.
pub async fn envelopes<'a>(app: &'a App, here: &Here, actor: &Actor, territory: &Territory) -> Result<Vec<Row<'a>>> {
    let region = app.reference.region_code(&territory.region);
    let own = format!(".{}", territory.code);
    let concerns = |row: &Row| {
        let id = row.id.as_str();
        // What no programme describes is opened for the territories of today.
        row.programme.map_or(2, |programme| programme.phase) == territory.phase
            && row.envelope.closed_on.is_none()
            && (row.depth == 0 && !elsewhere(row, region) || id.ends_with(&own) || region.is_some() && view::region(id) == region)
    };
    Ok(view::rows(app, here, actor).await?.into_iter().filter(concerns).collect())
}

/// Whether every measure that draws on this envelope is for projects of other regions.
fn elsewhere(row: &Row, region: Option<&str>) -> bool {
    let measures = row.programme.iter().flat_map(|programme| &programme.measures);
    let mut drawing = measures.filter(|measure| measure.envelope.as_deref() == Some(row.id.as_str())).peekable();
    let of_others = |asked: &programmes::model::Condition| {
        asked.fact.as_deref() == Some("place.region")
            && !asked.one_of.is_empty()
            && region.is_some_and(|code| asked.one_of.iter().all(|one| one != code))
    };
    drawing.peek().is_some() && drawing.all(|measure| measure.conditions.iter().any(of_others))
}
