//! A site for whoever asks: one that is open to all, or one whose page is restricted and theirs to read.

use crate::accounts::scopes::region_code;
use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use domain::{Project, Site, Territory};

/// # Errors
/// Not found, whether no site has this identifier or its page is not for this actor: the answer tells nothing.
pub fn find(app: &App, here: &Here, actor: &Actor, id: &str) -> Result<Site, Failure> {
    let lost = || Failure::NotFound(here.clone());
    if let Some(site) = app.sites().iter().find(|s| s.id == id) {
        return Ok(site.clone());
    }
    let restricted = app.restricted_sites();
    let site = restricted.iter().find(|s| s.id == id).ok_or_else(lost)?;
    if may_read(app, actor, site) { Ok(site.clone()) } else { Err(lost()) }
}

/// Who reads the restricted page of a site: who keeps the catalogue, and who reads the contract of its territory.
pub fn may_read(app: &App, actor: &Actor, site: &Site) -> bool {
    let of_territory = |t: &domain::Territory| {
        let region = region_code(app, &t.region).unwrap_or_default().to_owned();
        can(actor, Action::ReadContract, &Object::Contract(Place { phase: t.phase, code: t.code.clone(), region }))
    };
    keeps(actor)
        || can(actor, Action::ReadPortfolio, &Object::Country)
        || territories(app, site.commune.as_deref()).into_iter().any(of_territory)
}

fn territories<'a>(app: &'a App, commune: Option<&str>) -> Vec<&'a Territory> {
    commune.and_then(|code| app.reference.commune(code)).map(|c| app.reference.territories_of(c)).unwrap_or_default()
}

/// Who keeps the catalogue.
pub fn keeps(actor: &Actor) -> bool {
    can(actor, Action::ImportSites, &Object::SiteLists)
}

/// The restricted sites that this actor reads and that lie in a territory of this project: ranked for it when this actor looks,
/// whoever holds the project. An address without an account opens none of them.
pub fn of_project(app: &App, actor: &Actor, project: &Project) -> Vec<Site> {
    let own = territories(app, project.facts.str("project.commune"));
    let near = |site: &Site| {
        territories(app, site.commune.as_deref()).iter().any(|t| own.iter().any(|o| (o.phase, &o.code) == (t.phase, &t.code)))
    };
    app.restricted_sites().iter().filter(|site| near(site) && may_read(app, actor, site)).cloned().collect()
}

/// The restricted sites that this actor reads.
pub fn restricted(app: &App, actor: &Actor) -> Vec<Site> {
    app.restricted_sites().iter().filter(|site| may_read(app, actor, site)).cloned().collect()
}
