//! From an action sheet to an application: the calls that are open or announced, each with the draft that begins with the
//! sheet.

use super::found::{Found, found};
use crate::app::App;
use crate::ask::At;
use crate::error::Failure;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::applications::waves;
use crate::routes::contracts::place::shown;
use applications::Standing;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

#[derive(Template)]
#[template(path = "sheets/apply.html")]
struct Apply<'a> {
    page: Page,
    found: Found<'a>,
    /// (call, name, operator, where its wave stands), open ones first.
    lines: Vec<(String, String, String, String)>,
}

pub async fn list(State(app): State<App>, here: Here, Extension(actor): Extension<Actor>, At(id): At<String>) -> Result<Response, Failure> {
    let found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let page = here.page(Nav::Territories, here.t("sheet-apply-title")).private();
    let (mut open, mut coming) = (vec![], vec![]);
    for call in app.rulebook.programmes.iter().flat_map(|programme| &programme.calls) {
        for wave in waves::lines(&app, &here, call).await? {
            let line = || (call.id.clone(), page.x(&call.name).to_owned(), call.operator.clone(), page.say(wave.said()));
            match wave.standing {
                Standing::Open(_) => open.push(line()),
                Standing::Upcoming(_) => coming.push(line()),
                Standing::Unknown | Standing::Closed(_) | Standing::Exhausted => {}
            }
        }
    }
    open.append(&mut coming);
    shown(&here, StatusCode::OK, &Apply { page, found, lines: open })
}
