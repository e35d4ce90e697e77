//! The documents of a site (studies, plans, deliberations) and who reads its page. Whoever keeps the site writes;
//! whoever reads the page reads the documents.

use super::found::{self, kept};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::attachments::{Kept, Shown, act as act_on, asked, download, keep, listed, piece};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, OriginalUri, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Site, Text};
use store::attachments::{self, Attachment};
use store::site_pages;

/// Whose quota the documents of a site count in: its territory’s, so that nobody fills that of another.
fn owner(app: &App, site: &Site) -> String {
    found::places(app, site).first().map_or_else(|| "sites".to_owned(), |place| format!("sites:{}:{}", place.phase, place.code))
}

#[derive(Template)]
#[template(path = "sites/documents.html")]
struct Show {
    page: Page,
    site: Site,
    lines: Vec<Shown>,
    removed: Vec<Shown>,
    keeps: bool,
    restricted: bool,
    error: Option<(String, String)>,
}

fn object(site: &Site) -> String {
    format!("site:{}", site.id)
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let site = found::find(&app, &here, &actor, &id)?;
    page(&app, &here, &actor, site, None).await
}

/// `pieces.csv` and `.xlsx`.
pub async fn file(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let site = found::find(&app, &here, &actor, &id)?;
    let files = attachments::of_object(&app.store, &object(&site)).await.or_ours(&here)?;
    let name = if uri.path().ends_with(".xlsx") { "pieces.xlsx" } else { "pieces.csv" };
    listed(&here, name, &files, None)
}

async fn page(app: &App, here: &Here, actor: &Actor, site: Site, error: Option<(Text, Text)>) -> Result<Response> {
    let files = attachments::of_object(&app.store, &object(&site)).await.or_ours(here)?;
    let page = here.page(Nav::Sites, here.t("site-documents"));
    let shown = |f: &Attachment| Shown::of(&page, f);
    let of = |removed: bool| files.iter().filter(|f| f.removed_at.is_some() == removed).map(shown).collect::<Vec<_>>();
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = Show {
        lines: of(false),
        removed: of(true),
        keeps: found::keeps(app, actor, &site),
        restricted: app.restricted_sites().iter().any(|s| s.id == site.id),
        error: error.map(|(what, mend)| (page.x(&what), page.x(&mend))),
        site,
        page,
    };
    let mut response = html(here, &view)?;
    *response.status_mut() = status;
    Ok(response)
}

pub async fn add(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(id): At<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let site = kept(&app, &here, &actor, &id)?;
    // First the right, then the form.
    let mut parts = parts.map_err(|e| Failure::unread(&here, e.status()))?;
    match keep(&app, &here, &actor, &object(&site), &owner(&app, &site), &mut parts).await? {
        Kept::Added | Kept::Same => Ok(Redirect::to(&here.url(&format!("/sites/{id}/pieces"))).into_response()),
        Kept::Refused(what, mend) => page(&app, &here, &actor, site, Some((what, mend))).await,
    }
}

pub async fn give(State(app): State<App>, here: Here, actor: Actor, At((id, wanted)): At<(String, String)>) -> Result<Response> {
    let site = found::find(&app, &here, &actor, &id)?;
    let found = piece(&app, &here, &object(&site), &wanted).await?;
    download(&app, &here, &found).await
}

pub async fn act(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, wanted)): At<(String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let site = kept(&app, &here, &actor, &id)?;
    let found = piece(&app, &here, &object(&site), &wanted).await?;
    act_on(&app, &here, &actor, &found, &body).await?;
    Ok(Redirect::to(&here.url(&format!("/sites/{id}/pieces"))).into_response())
}

/// Restricts the page, or opens it: the catalogue, the map, the open data and the rankings follow at once.
pub async fn readers(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let site = kept(&app, &here, &actor, &id)?;
    let restricted = match asked(&body).as_str() {
        "restreindre" => true,
        "ouvrir" => false,
        other => return Err(Failure::Bad(here, Text::same(other))),
    };
    site_pages::restrict(&app.store, &site.id, restricted, &actor.signature(), app.now()).await.or_ours(&here)?;
    app.refresh_sites().await.or_ours(&here)?;
    Ok(Redirect::to(&here.url(&format!("/sites/{id}/pieces"))).into_response())
}
