//! Scopes of rights in words, and as the object that `permissions::can` decides upon.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::Object;
use domain::Lang;
use domain::rights::{Role, Scope};
use std::collections::BTreeMap;
use store::{OrganisationId, organisations};

/// The operators that the programme files name, by slug.
pub fn operators(app: &App) -> BTreeMap<String, String> {
    let programmes = &app.rulebook.programmes;
    let measures = programmes.iter().flat_map(|p| p.measures.iter().flat_map(|m| m.operators.iter()));
    let calls = programmes.iter().flat_map(|p| p.calls.iter().map(|c| &c.operator));
    measures.chain(calls).filter(|name| !name.is_empty()).map(|name| (domain::name::slug(name), name.clone())).collect()
}

/// INSEE code of the region of this name.
pub fn region_code<'a>(app: &'a App, name: &str) -> Option<&'a str> {
    app.reference.regions().find(|(_, known)| *known == name).map(|(code, _)| code)
}

/// What there is to decide upon; None when the scope names nothing here. An organisation for which nobody speaks yet is
/// an object of its own.
pub async fn object(app: &App, here: &Here, scope: &Scope) -> Result<Option<Object>> {
    let people = |region: Option<&str>| Object::People { scope: scope.clone(), region: region.map(str::to_owned) };
    Ok(match scope {
        Scope::National => Some(people(None)),
        Scope::Region(code) => app.reference.region_name(code).map(|_| people(Some(code))),
        Scope::Territory { phase, code } => {
            app.reference.territory(*phase, code).map(|territory| people(region_code(app, &territory.region)))
        }
        Scope::Operator(slug) => operators(app).contains_key(slug).then(|| people(None)),
        // Kept by whoever keeps those of the operator: the region steers, it does not choose who examines.
        Scope::OperatorIn { operator, region } => {
            (operators(app).contains_key(operator) && app.reference.region_name(region).is_some()).then(|| people(None))
        }
        Scope::Organisation(id) => {
            let Some(id) = OrganisationId::parse(id) else { return Ok(None) };
            if organisations::find(&app.store, &id).await.or_ours(here)?.is_none() {
                return Ok(None);
            }
            match store::holders::spoken_for(&app.store, app.now()).await.or_ours(here)?.contains(id.as_str()) {
                true => Some(people(None)),
                false => Some(Object::Unclaimed),
            }
        }
    })
}

/// "Grand Chalon (phase 2)", "Bretagne", "Bpifrance", "le pays".
pub async fn name(app: &App, here: &Here, scope: &Scope) -> Result<String> {
    Ok(match scope {
        Scope::National => here.t("scope-national"),
        Scope::Region(code) => app.reference.region_name(code).unwrap_or(code).to_owned(),
        Scope::Territory { phase, code } => {
            let name = app.reference.territory(*phase, code).map_or(code.as_str(), |territory| territory.name.as_str());
            format!("{name} ({})", crate::i18n::say(here.lang, "phase", &[("n", &phase.to_string())]))
        }
        Scope::Operator(slug) => operators(app).remove(slug).unwrap_or_else(|| slug.clone()),
        Scope::OperatorIn { operator, region } => {
            let service = operators(app).remove(operator).unwrap_or_else(|| operator.clone());
            format!("{service} – {}", app.reference.region_name(region).unwrap_or(region))
        }
        Scope::Organisation(id) => match OrganisationId::parse(id) {
            Some(known) => {
                let found = organisations::find(&app.store, &known).await.or_ours(here)?;
                found.map_or_else(|| id.clone(), |organisation| organisation.name)
            }
            None => id.clone(),
        },
    })
}

/// "chef de projet".
pub fn role(lang: Lang, role: Role) -> String {
    crate::i18n::say(lang, &format!("role-{}", role.code().replace('_', "-")), &[])
}
