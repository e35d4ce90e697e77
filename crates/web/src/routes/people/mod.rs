//! Who may do what where: the scopes one manages, who holds what in each, invitations, and the organisations people speak
//! for. Rights are given by people, in their own scope; every gift and taking back is kept.

mod change;
mod index;
mod invite;
mod organisations;
mod scope;

use crate::accounts::scopes;
use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::Here;
use crate::permissions::Action::{AddOrganisation, ManagePeople, ReadPeople};
use crate::permissions::{Action, Actor, can};
use crate::registry::Registry;
use domain::Text;
use domain::rights::Scope;

/// How long an invitation can be accepted.
pub const INVITATION_DAYS: i64 = 14;

pub fn routes() -> Registry {
    Registry::default()
        .get("/personnes", ReadPeople, index::index)
        .get("/personnes/personnes.csv", ReadPeople, index::csv)
        .get("/personnes/personnes.xlsx", ReadPeople, index::xlsx)
        .get("/personnes/{scope}", ReadPeople, scope::show)
        .get("/personnes/{scope}/inviter", ManagePeople, invite::form)
        .post("/personnes/{scope}/inviter", ManagePeople, invite::invite)
        .post("/personnes/{scope}/droits", ManagePeople, change::change)
        .post("/personnes/{scope}/lien", ManagePeople, change::reset_link)
        .get("/personnes/{scope}/{file}", ReadPeople, scope::file)
        .get("/organisations", AddOrganisation, organisations::list)
        .post("/organisations", AddOrganisation, organisations::add)
        .get("/organisations/{file}", AddOrganisation, organisations::file)
}

/// The scope of an address, if it names something here and this actor may do that there.
async fn allowed(app: &App, here: &Here, actor: &Actor, action: Action, scope: &str) -> Result<Scope> {
    let refused = || {
        let why = Text::new("Vous ne gérez pas les personnes de ce périmètre.", "You do not manage the people of this scope.");
        Failure::Refused(here.clone(), why)
    };
    let found = match scope.parse::<Scope>() {
        Ok(scope) => scopes::object(app, here, &scope).await?.map(|object| (scope, object)),
        Err(_) => None,
    };
    match found {
        Some((scope, object)) if can(actor, action, &object) => Ok(scope),
        Some(_) => Err(refused()),
        // Whoever manages nothing does not learn what exists.
        None if actor.person().is_none() && *actor != Actor::Operator => Err(refused()),
        None => Err(Failure::NotFound(here.clone())),
    }
}
