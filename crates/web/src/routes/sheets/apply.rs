//! From an action sheet to an application: the calls that are open or announced, each with the draft that begins with the
//! sheet.

use super::found::{Found, found};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::Result;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::applications::waves;
use crate::routes::prefill::{Offer, of_call, of_measures, offers};
use applications::Standing;
use askama::Template;
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
    /// Forms of the State's platform that can be prepared from it.
    offers: Vec<Offer>,
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let page = here.page(Nav::Territories, here.t("sheet-apply-title")).private();
    let (mut open, mut coming) = (vec![], vec![]);
    for call in app.rulebook.programmes.iter().flat_map(|programme| &programme.calls) {
        for wave in waves::lines(&app, &here, call).await? {
            let line = || (call.id.clone(), page.x(&call.name), call.operator.clone(), page.say(wave.said()));
            match wave.standing {
                Standing::Open(_) => open.push(line()),
                Standing::Upcoming(_) => coming.push(line()),
                Standing::Unknown | Standing::Closed(_) | Standing::Exhausted => {}
            }
        }
    }
    open.append(&mut coming);
    let offers = named(&app, &here, &actor, &found, &open).await?;
    answer::private(&here, StatusCode::OK, &Apply { page, found, lines: open, offers })
}

/// The forms of the calls that are listed, and of the measures and calls that the financing lines of the sheet name.
async fn named(
    app: &App,
    here: &Here,
    actor: &Actor,
    found: &Found<'_>,
    listed: &[(String, String, String, String)],
) -> Result<Vec<Offer>> {
    let lines = crate::routes::funding::lines(app, here, actor, &found.id).await?;
    let lines: Vec<_> = lines.iter().filter(|line| line.stored.removed_at.is_none()).map(|line| &line.stored.line).collect();
    let measures: Vec<&str> = lines.iter().filter_map(|line| line.measure.as_deref()).collect();
    let calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    let calls: Vec<_> = calls
        .filter(|call| listed.iter().any(|(id, ..)| *id == call.id) || lines.iter().any(|line| line.call.as_ref() == Some(&call.id)))
        .collect();
    offers(app, here, |form| of_measures(app, form, &measures) || calls.iter().any(|call| of_call(form, call))).await
}
