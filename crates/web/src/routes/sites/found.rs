//! A site for whoever asks: one that is open to all, or one whose page is restricted and theirs to read.

use crate::accounts::scopes::region_code;
use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use domain::{Project, Site, Territory, Text};

/// # Errors
/// Not found, whether no site has this identifier or its page is not for this actor: the answer tells nothing.
pub fn find(app: &App, here: &Here, actor: &Actor, id: &str) -> Result<Site> {
    let lost = || Failure::NotFound(here.clone());
    if let Some(site) = app.sites().iter().find(|s| s.id == id) {
        return Ok(site.clone());
    }
    let restricted = app.restricted_sites();
    let site = restricted.iter().find(|s| s.id == id).ok_or_else(lost)?;
    if may_read(app, actor, site) { Ok(site.clone()) } else { Err(lost()) }
}

/// Who reads the restricted page of a site: who keeps it, and who reads the contract of its territory.
pub fn may_read(app: &App, actor: &Actor, site: &Site) -> bool {
    keeps(app, actor, site)
        || can(actor, Action::ReadPortfolio, &Object::Country)
        || places(app, site).into_iter().any(|place| can(actor, Action::ReadContract, &Object::Contract(place)))
}

/// The territories of a site, as rights know them.
pub fn places(app: &App, site: &Site) -> Vec<Place> {
    let place = |t: &Territory| {
        let region = region_code(app, &t.region).unwrap_or_default().to_owned();
        Place { phase: t.phase, code: t.code.clone(), region }
    };
    territories(app, site.commune.as_deref()).into_iter().map(place).collect()
}

fn territories<'a>(app: &'a App, commune: Option<&str>) -> Vec<&'a Territory> {
    commune.and_then(|code| app.reference.commune(code)).map(|c| app.reference.territories_of(c)).unwrap_or_default()
}

/// Who keeps this site.
pub fn keeps(app: &App, actor: &Actor, site: &Site) -> bool {
    can(actor, Action::KeepSite, &Object::Site(places(app, site)))
}

/// The site, for who keeps it.
///
/// # Errors
/// Those of [`find`]; a sentence for who may read the page and not do this.
pub fn kept(app: &App, here: &Here, actor: &Actor, id: &str) -> Result<Site> {
    let site = find(app, here, actor, id)?;
    if keeps(app, actor, &site) {
        return Ok(site);
    }
    let why = Text::each(|lang| crate::i18n::say(lang, "site-keeps", &[]));
    Err(Failure::Refused(here.clone(), why))
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
