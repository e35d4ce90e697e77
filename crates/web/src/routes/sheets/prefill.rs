//! A form of the State's platform, prepared from an action sheet by whoever writes it.

use super::found::found;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::permissions::{Action, Actor};
use crate::routes::prefill::{Ask, From, page, siret, text};
use axum::extract::State;
use axum::response::Response;
use demarches::Field;

pub async fn show(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, form)): At<(String, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let sheet = &found.stored.sheet;
    let code = |code: &str| Some(code).filter(|code| !code.is_empty()).map(|code| Field::Code(code.to_owned()));
    let value = |key: &str| match key {
        "title" => text(&sheet.title),
        "need" => text(&sheet.context),
        "project.cost" => sheet.total_cost.map(Field::Money),
        "project.eligible_cost" => sheet.eligible_base.map(Field::Money),
        "project.naf" => code(&sheet.naf),
        // Of several communes, none is the one.
        "project.commune" => match sheet.communes.as_slice() {
            [only] => code(only),
            _ => None,
        },
        "holder.name" => text(&sheet.holder),
        "holder.siret" => siret(sheet.holder_number.as_deref()),
        _ => None,
    };
    let from = From { nav: Nav::Territories, path: &found.path(), title: &sheet.title };
    page(&app, &here, from, &form, &ask, value).await
}
