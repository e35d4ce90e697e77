//! What a project was opened from: told by its name to those who read it, by its territory alone to the others; and, the other way,
//! the projects that were opened from a target or a synergy, by their titles when their holders opened them.

use super::access::shared;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::i18n::say;
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::routes::synergies;
use domain::calendar::paris_time;
use domain::format;
use store::projects::{self, Origin, opened_from};
use store::{ProjectId, targets};

/// Projects told on the page of a target or of a synergy.
const MOST: u32 = 20;

/// A target or a synergy that stands.
struct Named {
    place: Place,
    territory: String,
    name: String,
    /// Address without language.
    path: String,
}

pub struct Told {
    pub words: String,
    /// Empty, with its link, for whoever may not read it.
    pub name: String,
    pub link: String,
}

pub struct Opened {
    pub on: String,
    /// Empty, with its link, when its holder did not open it to whoever asks.
    pub title: String,
    pub link: String,
}

async fn named(app: &App, here: &Here, origin: &Origin) -> Result<Option<Named>> {
    let found = match origin {
        Origin::Target(id) => targets::find(&app.store, id).await.or_ours(here)?.map(|kept| {
            let path = format!("/territoires/{}/{}/contrat/cibles/{id}", kept.phase, kept.code);
            (kept.phase, kept.code, kept.target.name, path)
        }),
        Origin::Synergy(id) => store::synergies::find(&app.store, id).await.or_ours(here)?.map(|one| {
            let name = synergies::title(&one.detected, here.lang);
            (one.detected.phase, one.detected.code, name, format!("/synergies/{id}"))
        }),
    };
    let Some((phase, code, name, path)) = found else { return Ok(None) };
    let Some(territory) = app.reference.territory(phase, &code) else { return Ok(None) };
    let region = app.reference.region_code(&territory.region).unwrap_or_default().to_owned();
    Ok(Some(Named { place: Place { phase, code, region }, territory: territory.name.clone(), name, path }))
}

fn reads(actor: &Actor, origin: &Origin, place: &Place) -> bool {
    match origin {
        Origin::Target(_) => can(actor, Action::ReadContract, &Object::Contract(place.clone())),
        Origin::Synergy(_) => synergies::reads(actor, place),
    }
}

/// What this address names, for whoever may read it: nobody else opens a project from it.
pub async fn known(app: &App, here: &Here, actor: &Actor, text: &str) -> Result<Option<Origin>> {
    let Some(origin) = Origin::parse(text) else { return Ok(None) };
    let named = named(app, here, &origin).await?;
    Ok(named.is_some_and(|named| reads(actor, &origin, &named.place)).then_some(origin))
}

/// What a project was opened from; none for most, and for what was removed since.
pub async fn told(app: &App, here: &Here, actor: &Actor, project: &ProjectId) -> Result<Option<Told>> {
    let origin = projects::origin(&app.store, project).await.or_ours(here)?;
    let Some(origin) = origin else { return Ok(None) };
    let Some(named) = named(app, here, &origin).await? else { return Ok(None) };
    let (own, of) = match origin {
        Origin::Target(_) => ("origin-target", "origin-target-of"),
        Origin::Synergy(_) => ("origin-synergy", "origin-synergy-of"),
    };
    Ok(Some(match reads(actor, &origin, &named.place) {
        true => Told { words: here.t(own), name: named.name, link: here.url(&named.path) },
        false => {
            let words = say(here.lang, of, &[("territory", &named.territory)]);
            Told { words, name: String::new(), link: String::new() }
        }
    }))
}

/// The projects that were opened from it.
pub async fn opened(app: &App, here: &Here, actor: &Actor, origin: &Origin) -> Result<Vec<Opened>> {
    let mut opened = vec![];
    for (id, at) in opened_from(&app.store, origin, MOST).await.or_ours(here)? {
        let held = shared(app, here, actor, &id).await?;
        let link = held.as_ref().map(|_| here.url(&format!("/projets/{id}"))).unwrap_or_default();
        let day = format::short_date(paris_time(at).date(), here.lang);
        let on = say(here.lang, "origin-opened-on", &[("day", &day)]);
        opened.push(Opened { on, title: held.map(|held| held.project.title).unwrap_or_default(), link });
    }
    Ok(opened)
}
