//! Every envelope on one table, by programme, with what remains.

use super::proposals;
use super::view::{self, Row};
use crate::app::App;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Date;
use programmes::Programme;

#[derive(Template)]
#[template(path = "envelopes/list.html")]
struct List<'a> {
    page: Page,
    groups: Vec<(Option<&'a Programme>, Vec<Row<'a>>)>,
    head: store::chain::Head,
    /// Opens envelopes.
    acts: bool,
    /// For those who do: how many wait to be opened by a second person.
    openings: usize,
    today: Date,
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    let mut groups: Vec<(Option<&Programme>, Vec<Row>)> = vec![];
    for row in view::rows(&app, &here, &actor).await? {
        match groups.last_mut() {
            Some((programme, rows)) if programme.map(|p| &p.id) == row.programme.map(|p| &p.id) => rows.push(row),
            _ => groups.push((row.programme, vec![row])),
        }
    }
    let head = store::chain::ledger_head(&app.store).await.or_ours(&here)?;
    let acts = view::acts(&actor);
    let openings = if acts { proposals::openings(&app, &here, &actor).await?.len() } else { 0 };
    html(&here, &List { page: here.page(Nav::Steering, here.t("envelopes-title")), groups, head, acts, openings, today: app.today() })
}
