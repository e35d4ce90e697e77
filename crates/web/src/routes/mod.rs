//! The addresses of the product. French at the root, English under `/en`; API and downloads have one address.

pub mod about;
pub mod api;
pub mod calls;
pub mod health;
pub mod home;
pub mod measures;
pub mod news;
pub mod operator;
pub mod projects;
pub mod search;
pub mod sites;
pub mod territories;

use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use crate::permissions::Action;
use crate::registry::Registry;
use crate::{assets, security};
use axum::Router;

/// Pages, in each language.
fn pages() -> Registry {
    Registry::default()
        .merge(home::routes())
        .merge(sites::routes())
        .merge(territories::routes())
        .merge(projects::routes())
        .merge(measures::routes())
        .merge(calls::routes())
        .merge(news::routes())
        .merge(about::routes())
        .merge(search::routes())
        .merge(operator::routes())
}

/// Addresses without language.
fn plain() -> Registry {
    Registry::default()
        .get("/assets/{version}/{name}", Action::ReadPublic, assets::serve)
        .get("/assets/{version}/fonts/{file}", Action::ReadPublic, assets::font)
        .merge(health::routes())
        .merge(api::routes())
}

/// Every route of the product, once.
pub fn registry() -> Registry {
    pages().merge(plain())
}

pub fn router(app: App) -> Router {
    let lost = |here: Here| async { Failure::NotFound(here) };
    let english = pages().router.fallback(lost);
    let router = registry().router.nest("/en", english).fallback(lost);
    security::harden(router, app)
}
