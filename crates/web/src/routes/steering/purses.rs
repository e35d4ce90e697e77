//! What remains in the envelopes of a perimeter, beside the funnel of its money: the ledger says it, nothing is computed again here.

use super::scope::Ask;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Page;
use crate::permissions::Actor;
use crate::routes::envelopes::view::{self, Acts, Row};
use domain::name;
use ledger::EnvelopeId;
use std::collections::BTreeSet;

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
pub async fn of(app: &App, page: &Page, actor: &Actor, ask: &Ask) -> Result<Vec<Purse>> {
    let head = store::chain::ledger_head(&app.store).await.or_ours(&page.here)?;
    // An act that gives a call its envelope is no line of the ledger.
    let acts = store::call_envelopes::in_force(&app.store).await.or_ours(&page.here)?;
    let asked = format!("{} {actor:?} {} {} {acts:?}", page.lang().code(), app.today().year(), ask.query("par", ""));
    let kept = app.reports.portfolio().purses(head.entries, asked, read(app, page, actor, ask, &acts)).await?;
    Ok(kept.to_vec())
}

async fn read(app: &App, page: &Page, actor: &Actor, ask: &Ask, acts: &Acts) -> Result<Vec<Purse>> {
    let rows = view::rows(app, &page.here, actor).await?;
    // The trees that the calls of this programme and of this operator draw on: by their files, by their measures, or by an act.
    let asked = !ask.programme.is_empty() || !ask.operateur.is_empty();
    let drawn_on = |root: &EnvelopeId| {
        let programmes = app.rulebook.programmes.iter().filter(|p| ask.programme.is_empty() || p.id == ask.programme);
        let mut calls = programmes.flat_map(|p| &p.calls).filter(|c| ask.operateur.is_empty() || name::slug(&c.operator) == ask.operateur);
        calls.any(|call| view::draws(acts, call, root))
    };
    let described = |row: &Row| ask.operateur.is_empty() && row.programme.is_some_and(|programme| programme.id == ask.programme);
    let kept = |row: &Row| !asked || described(row) || drawn_on(&row.id);
    let roots: BTreeSet<EnvelopeId> = rows.iter().filter(|row| row.depth == 0 && kept(row)).map(|row| row.id.clone()).collect();
    // An envelope bears the names of those it was delegated to: "fonds-friches.region-27.ti-2704".
    let part = |row: &Row, wanted: &str| row.id.as_str().split('.').skip(1).any(|part| part == wanted);
    let region = format!("region-{}", ask.region);
    let code = ask.territoire.split_once(':').map(|(_, code)| code);
    let concerns = |row: &Row| {
        row.envelope.closed_on.is_none()
            && match code {
                Some(code) => part(row, code),
                None if !ask.region.is_empty() => part(row, &region),
                None => row.depth <= DEEPEST,
            }
    };
    let (lang, year) = (page.lang(), app.today().year());
    let purse = |row: Row| Purse {
        id: row.id.to_string(),
        name: page.x(&row.envelope.name),
        depth: row.depth.min(3),
        opened: row.say(row.envelope.opened, lang),
        delegated: row.say(row.envelope.delegated, lang),
        reserved: row.say(row.envelope.reserved, lang),
        committed: row.say(row.envelope.committed, lang),
        available: row.say(row.envelope.available(), lang),
        credits: row.envelope.credits.iter().filter(|(of, _)| **of >= year).map(|(of, c)| (*of, row.say(c.available(), lang))).collect(),
    };
    // Each tree begins with its root.
    let mut above: Option<EnvelopeId> = None;
    let of_those = |row: &Row| {
        if row.depth == 0 {
            above = Some(row.id.clone());
        }
        above.as_ref().is_some_and(|root| roots.contains(root))
    };
    Ok(rows.into_iter().filter(of_those).filter(concerns).map(purse).collect())
}
