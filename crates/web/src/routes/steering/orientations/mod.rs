//! Priorities that change: an orientation is taken by the State or a region, shown on the contracts and the sheets it concerns, and
//! from it decisions are proposed to territories. Nothing here decides of a sheet: its territory does, with its committee.

mod answer;
mod file;
mod list;
mod show;
mod split;
mod take;
mod told;
mod write;

pub use told::{Said, Told, covering, kind, proposals};

use crate::app::App;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, can};
use crate::registry::Registry;
use store::OrientationId;
use store::orientations::{self, Stored};

pub fn routes() -> Registry {
    Registry::default()
        .get("/pilotage/orientations", Action::ReadPortfolio, list::show)
        .get("/pilotage/orientations/nouvelle", Action::Orient, take::form)
        .post("/pilotage/orientations/nouvelle", Action::Orient, take::take)
        .get("/pilotage/orientations/{id}", Action::ReadPortfolio, show::show)
        .get("/pilotage/orientations/{id}/{file}", Action::ReadPortfolio, file::file)
        .post("/pilotage/orientations/{id}/propositions", Action::Orient, write::propose)
        .post("/pilotage/orientations/{id}/retirer", Action::Orient, write::withdraw)
        .post("/fiches/{id}/propositions/{proposal}", Action::EditContract, answer::decline)
}

/// Whether this actor orients a region, or the country when empty.
pub fn orients(actor: &Actor, region: &str) -> bool {
    let object = if region.is_empty() { Object::Country } else { Object::Region(region.to_owned()) };
    can(actor, Action::Orient, &object)
}

/// An orientation, and the perimeter in which this actor looks at it.
pub struct Found {
    pub stored: Stored,
    /// INSEE code of the region looked at; empty for the whole country.
    pub region: String,
}

impl Found {
    pub fn path(&self) -> String {
        format!("/pilotage/orientations/{}", self.stored.id)
    }
    /// Whoever took it, and for one of the country each region in its own sheets.
    pub fn may_propose(&self, actor: &Actor) -> bool {
        let own = self.stored.region.is_empty() && !self.region.is_empty() && orients(actor, &self.region);
        own || orients(actor, &self.stored.region)
    }
    pub fn may_withdraw(&self, actor: &Actor) -> bool {
        orients(actor, &self.stored.region)
    }
}

/// The orientation of an address, for whoever steers a region that it covers; `asked` is the region they want to look at.
pub async fn found(app: &App, here: &Here, actor: &Actor, id: &str, asked: &str) -> Result<Found> {
    let missing = || Failure::NotFound(here.clone());
    let id = OrientationId::parse(id).ok_or_else(missing)?;
    let stored = orientations::find(&app.store, &id).await.or_ours(here)?.ok_or_else(missing)?;
    let reads = |region: &str| can(actor, Action::ReadPortfolio, &Object::Region(region.to_owned()));
    let region = match (stored.region.as_str(), asked) {
        ("", "") if can(actor, Action::ReadPortfolio, &Object::Country) => String::new(),
        ("", "") => app.reference.regions().map(|(code, _)| code).find(|code| reads(code)).ok_or_else(missing)?.to_owned(),
        ("", asked) => asked.to_owned(),
        (own, _) => own.to_owned(),
    };
    if region.is_empty() || reads(&region) { Ok(Found { stored, region }) } else { Err(missing()) }
}

/// "Tout le pays", "Bretagne".
pub fn perimeter(app: &App, here: &Here, region: &str) -> String {
    if region.is_empty() { here.t("steering-country") } else { app.reference.region_name(region).unwrap_or(region).to_owned() }
}
