//! The portfolio of those who steer: every sheet of their region or of the country, and territories side by side.
//!
//! Opened by [`Action::ReadPortfolio`]: a regional pilot reads the contracts of the region, a national one all of them. Whoever
//! leads one contract has its own table, and is told so.

mod ask;
mod compare;
mod file;
mod kept;
mod list;
mod sums;
mod territories;
mod territories_file;

pub use kept::Kept;

use super::scope::region_code;
use crate::app::App;
use crate::error::{Failure, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, can};
use crate::registry::Registry;
use domain::Text;
use store::portfolio::Within;

pub fn routes() -> Registry {
    Registry::default()
        .get("/pilotage/fiches", Action::ReadPortfolio, list::show)
        .get("/pilotage/fiches/fiches.csv", Action::ReadPortfolio, file::csv)
        .get("/pilotage/fiches/fiches.xlsx", Action::ReadPortfolio, file::xlsx)
        .get("/pilotage/territoires", Action::ReadPortfolio, territories::show)
        .get("/pilotage/territoires/comparer", Action::ReadPortfolio, compare::show)
        .get("/pilotage/territoires/territoires.csv", Action::ReadPortfolio, territories_file::csv)
        .get("/pilotage/territoires/territoires.xlsx", Action::ReadPortfolio, territories_file::xlsx)
}

/// The regions whose contracts this actor reads, by name: (code, name).
pub fn regions(app: &App, actor: &Actor) -> Vec<(String, String)> {
    let own = |code: &str| can(actor, Action::ReadPortfolio, &Object::Region(code.to_owned()));
    app.reference.regions().filter(|(code, _)| own(code)).map(|(code, name)| (code.to_owned(), name.to_owned())).collect()
}

/// "2:ti-2704".
pub fn territory(key: &str) -> Option<(u8, String)> {
    let (phase, code) = key.split_once(':')?;
    Some((phase.parse().ok()?, code.to_owned()))
}

/// "Grand Chalon"; the code of a territory that the reference does not hold.
pub fn territory_name(app: &App, phase: u8, code: &str) -> String {
    app.reference.territory(phase, code).map_or_else(|| code.to_owned(), |territory| territory.name.clone())
}

/// What an address shows to this actor: the territory or the region it names; else the country, or the first of their regions.
///
/// # Errors
/// A sentence, to whoever steers neither.
pub fn within(app: &App, here: &Here, actor: &Actor, region: &str, place: &str) -> Result<Within> {
    let own = |code: &str| can(actor, Action::ReadPortfolio, &Object::Region(code.to_owned()));
    let refused = || {
        let why = Text::new(
            "Ces fiches se lisent avec un compte de leur région ou de l’État. Qui mène un territoire a le tableau de son contrat.",
            "These sheets are read with an account of their region or of the State. Whoever leads a territory has the table of its contract.",
        );
        Failure::Refused(here.clone(), why)
    };
    if !place.is_empty() {
        let (phase, code) = territory(place).or_not_found(here)?;
        return match region_code(app, phase, &code) {
            Some(of) if own(&of) => Ok(Within::Territory(phase, code)),
            _ => Err(refused()),
        };
    }
    if !region.is_empty() {
        return if own(region) { Ok(Within::Region(region.to_owned())) } else { Err(refused()) };
    }
    if can(actor, Action::ReadPortfolio, &Object::Country) {
        return Ok(Within::Country);
    }
    regions(app, actor).into_iter().next().map(|(code, _)| Within::Region(code)).ok_or_else(refused)
}
