//! What remains in the envelopes of a perimeter, beside the funnel of its money: the ledger says it, nothing is computed again here.

use super::scope::Ask;
use crate::app::App;
use crate::error::Failure;
use crate::page::Page;
use crate::permissions::Actor;
use crate::routes::envelopes::view::{self, Row};
use domain::name;

/// An envelope, in words.
#[derive(Clone)]
pub struct Purse {
    pub id: String,
    pub name: String,
    /// How far below a root, as the styles draw it.
    pub depth: usize,
    pub opened: String,
    pub delegated: String,
    pub reserved: String,
    pub committed: String,
    pub available: String,
    /// Payment credits that are left: (year, amount), from this year on.
    pub credits: Vec<(i16, String)>,
}

/// Regions and territories below them are a page of their own for the whole country.
const DEEPEST: usize = 1;

/// The open envelopes of what the address looks at, read again once the ledger has moved.
pub async fn of(app: &App, page: &Page, actor: &Actor, ask: &Ask) -> Result<Vec<Purse>, Failure> {
    let head = store::chain::ledger_head(&app.store).await.map_err(|e| Failure::ours(&page.here, e))?;
    let asked = format!("{} {actor:?} {} {}", page.lang().code(), app.today().year(), ask.query("par", ""));
    let kept = app.reports.portfolio().purses(head.entries, asked, read(app, page, actor, ask)).await?;
    Ok(kept.to_vec())
}

async fn read(app: &App, page: &Page, actor: &Actor, ask: &Ask) -> Result<Vec<Purse>, Failure> {
    let calls = || app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    let drawn_on = |row: &Row| {
        let of_operator = calls().filter(|call| name::slug(&call.operator) == ask.operateur);
        of_operator.filter_map(|call| call.envelope.as_deref()).any(|root| root == view::stem(&row.id))
    };
    // An envelope bears the names of those it was delegated to: "fonds-friches.region-27.ti-2704".
    let part = |row: &Row, wanted: &str| row.id.as_str().split('.').skip(1).any(|part| part == wanted);
    let region = format!("region-{}", ask.region);
    let code = ask.territoire.split_once(':').map(|(_, code)| code);
    let concerns = |row: &Row| {
        row.envelope.closed_on.is_none()
            && (ask.programme.is_empty() || row.programme.is_some_and(|programme| programme.id == ask.programme))
            && (ask.operateur.is_empty() || drawn_on(row))
            && match code {
                Some(code) => part(row, code),
                None if !ask.region.is_empty() => part(row, &region),
                None => row.depth <= DEEPEST,
            }
    };
    let (lang, year) = (page.lang(), app.today().year());
    let purse = |row: Row| Purse {
        id: row.id.to_string(),
        name: page.x(&row.envelope.name).to_owned(),
        depth: row.depth.min(3),
        opened: row.say(row.envelope.opened, lang),
        delegated: row.say(row.envelope.delegated, lang),
        reserved: row.say(row.envelope.reserved, lang),
        committed: row.say(row.envelope.committed, lang),
        available: row.say(row.envelope.available(), lang),
        credits: row.envelope.credits.iter().filter(|(of, _)| **of >= year).map(|(of, c)| (*of, row.say(c.available(), lang))).collect(),
    };
    Ok(view::rows(app, &page.here, actor).await?.into_iter().filter(concerns).map(purse).collect())
}
