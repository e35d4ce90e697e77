//! From an address to the contract of a territory, and to what whoever asks may do there.

use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use contracts::{Lifecycle, Owner};
use domain::rights::Scope;
use domain::{Territory, Text, name};
use std::collections::BTreeMap;

/// A contract as it is found.
#[derive(Clone)]
pub struct Held<'a> {
    pub territory: &'a Territory,
    pub place: Place,
    pub lifecycle: &'a Lifecycle,
}

impl Held<'_> {
    /// "/territoires/2/ti-2704/contrat".
    pub fn path(&self) -> String {
        format!("/territoires/{}/{}/contrat", self.place.phase, self.place.code)
    }
    pub fn may(&self, actor: &Actor, action: Action) -> bool {
        can(actor, action, &Object::Contract(self.place.clone()))
    }
    /// # Errors
    /// A sentence: somebody who may read is told what they may not do, anyone else that an account is needed.
    pub fn allowed(&self, actor: &Actor, action: Action, here: &Here) -> Result<()> {
        if self.may(actor, action) {
            return Ok(());
        }
        let why = if self.may(actor, Action::ReadContract) {
            Text::new(
                "Votre droit permet de lire ce contrat, pas de faire cela.",
                "Your right allows reading this contract, not doing this.",
            )
        } else {
            Text::new(
                "Cette page du contrat se lit avec un compte qui a un droit dans ce territoire, sa région ou l’État.",
                "This page of the contract is read with an account that has a right in this territory, its region or the State.",
            )
        };
        Err(Failure::Refused(here.clone(), why))
    }
    pub fn stored(&self) -> store::sheets::Place {
        store::sheets::Place { phase: self.place.phase, code: self.place.code.clone(), region: self.place.region.clone() }
    }
}

pub fn held<'a>(app: &'a App, here: &Here, phase: u8, code: &str) -> Result<Held<'a>> {
    let territory = app.reference.territory(phase, code).or_not_found(here)?;
    let lifecycle = app.rulebook.lifecycle(phase).ok_or_else(|| {
        let why = Text::new(
            "Le programme de cette phase ne dit pas comment vivent ses fiches action : ajouter lifecycle.toml à son dossier.",
            "The programme of this phase does not say how its action sheets live: add lifecycle.toml to its folder.",
        );
        Failure::Absent(here.clone(), why)
    })?;
    let region = app.reference.region_code(&territory.region).unwrap_or_default().to_owned();
    Ok(Held { territory, place: Place { phase, code: code.to_owned(), region }, lifecycle })
}

/// The contract, for whoever may do this there.
pub fn opened<'a>(app: &'a App, here: &Here, actor: &Actor, (phase, code): (u8, &str), action: Action) -> Result<Held<'a>> {
    let held = held(app, here, phase, code)?;
    held.allowed(actor, action, here)?;
    Ok(held)
}

/// Those who may read a contract: in the territory, in its region, for the State. (identifier, name), by name.
pub async fn people(app: &App, here: &Here, place: &Place) -> Result<Vec<(String, String)>> {
    let scopes = [Scope::Territory { phase: place.phase, code: place.code.clone() }, Scope::Region(place.region.clone()), Scope::National];
    let mut people: BTreeMap<String, String> = BTreeMap::new();
    for scope in scopes {
        for person in store::people::in_scope(&app.store, &scope).await.or_ours(here)? {
            people.insert(person.id.to_string(), person.name);
        }
    }
    let mut people: Vec<(String, String)> = people.into_iter().collect();
    people.sort_by_key(|(_, who)| name::fold(who));
    Ok(people)
}

/// A name that one person of the scope alone bears is theirs; any other stays a name.
pub fn owner(typed: &str, people: &[(String, String)]) -> Option<Owner> {
    let mut owner = Owner::named(typed)?;
    let wanted = name::fold(&owner.name);
    let mut same = people.iter().filter(|(_, who)| name::fold(who) == wanted);
    if let (Some((id, who)), None) = (same.next(), same.next()) {
        owner = Owner { name: who.clone(), person: Some(id.clone()) };
    }
    Some(owner)
}

/// Names of those who signed, by signature; "operator" and what names nobody stay as they are.
pub async fn names<'a>(app: &App, here: &Here, signatures: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for signature in signatures {
        if names.contains_key(signature) {
            continue;
        }
        let id = signature.strip_prefix("person:").and_then(store::PersonId::parse);
        let found = match id {
            Some(id) => store::people::find(&app.store, &id).await.or_ours(here)?.map(|p| p.name),
            None => None,
        };
        names.insert(signature.to_owned(), found.unwrap_or_else(|| signature.to_owned()));
    }
    Ok(names)
}
