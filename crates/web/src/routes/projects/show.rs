//! The line of a project.

use super::access::Access;
use super::{origin, view};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, OrNotFound, Result};
use crate::judge;
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::prefill::{of_measures, offers};
use axum::extract::State;
use axum::response::Response;
use domain::Answer;
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Flash {
    nouveau: String,
    enregistre: String,
}

pub async fn show(State(app): State<App>, here: Here, access: Access, actor: Actor, Asked(flash): Asked<Flash>) -> Result<Response> {
    let held = access.held().or_not_found(&here)?.clone();
    let followed = judge::followed(&app, &held.id).await.or_ours(&here)?;
    let seen = judge::seen_by(&app, &actor, held.project.clone(), followed).await.or_ours(&here)?;
    let said = match (!flash.nouveau.is_empty(), !flash.enregistre.is_empty()) {
        (true, _) => Some(here.t("flash-created")),
        (_, true) => Some(here.t("saved")),
        _ => None,
    };
    // A form is prepared by whoever writes the project, for what it may still ask for.
    let verdicts = seen.dossier.qualification.verdicts.iter().filter(|verdict| verdict.answer != Answer::NotMet);
    let measures: Vec<&str> = verdicts.map(|verdict| &*verdict.measure).collect();
    let offers = match access.writes() {
        true => offers(&app, &here, |form| of_measures(&app, form, &measures)).await?,
        false => vec![],
    };
    let origin = origin::told(&app, &here, &actor, &held.id).await?;
    let besides = view::Besides { flash: said, offers, origin };
    view::page(&app, &here, &seen.dossier, seen.among.restricted, &access, &format!("/projets/{}", held.token), besides)
}
