//! The addresses of the product. French at the root, English under `/en`; API and downloads have one address.

pub mod about;
pub mod accounts;
pub mod api;
pub mod applications;
pub mod attachments;
pub mod blockings;
pub mod brownfields;
pub mod calls;
pub mod contracts;
pub mod delays;
pub mod envelopes;
pub mod funding;
pub mod grants;
pub mod health;
pub mod home;
pub mod intake;
pub mod measures;
pub mod news;
pub mod ogc;
pub mod operator;
pub mod people;
pub mod prefill;
pub mod projects;
pub mod search;
pub mod sectors;
pub mod sheets;
pub mod sites;
pub mod steering;
pub mod synergies;
pub mod territories;
pub mod work;

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
        .merge(brownfields::routes())
        .merge(delays::routes())
        .merge(territories::routes())
        .merge(synergies::routes())
        .merge(contracts::routes())
        .merge(sheets::routes())
        .merge(intake::routes())
        .merge(attachments::routes())
        .merge(blockings::routes())
        .merge(projects::routes())
        .merge(measures::routes())
        .merge(envelopes::routes())
        .merge(funding::routes())
        .merge(steering::routes())
        .merge(grants::routes())
        .merge(calls::routes())
        .merge(applications::routes())
        .merge(news::routes())
        .merge(about::routes())
        .merge(search::routes())
        .merge(sectors::routes())
        .merge(ogc::routes())
        .merge(operator::routes())
        .merge(accounts::routes())
        .merge(people::routes())
        .merge(work::routes())
}

/// Addresses without language.
fn plain() -> Registry {
    Registry::default()
        .get("/assets/{version}/{name}", Action::ReadPublic, assets::serve)
        .get("/assets/{version}/fonts/{file}", Action::ReadPublic, assets::font)
        .merge(health::routes())
        .merge(api::routes())
        .merge(ogc::catalogue_routes())
}

/// Every route of the product, once.
pub fn registry() -> Registry {
    pages().merge(plain())
}

pub fn router(app: App) -> Router {
    let lost = |here: Here| async { Failure::NotFound(here) };
    let method = |here: Here| async { Failure::Method(here) };
    let english = pages().router.fallback(lost).method_not_allowed_fallback(method);
    let router = registry().router.nest("/en", english).fallback(lost).method_not_allowed_fallback(method);
    security::harden(router, app)
}
