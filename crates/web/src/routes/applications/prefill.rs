//! The form of the State's platform that a call names, prepared from an application by its holder.

use super::visit::Visit;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, Result};
use crate::i18n::say;
use crate::page::Nav;
use crate::routes::prefill::{Ask, From, page, siret, text};
use axum::response::Response;
use demarches::Field;
use domain::Text;

pub async fn show(Asked(ask): Asked<Ask>, visit: Visit) -> Result<Response> {
    let Visit { app, here, .. } = &visit;
    let opened = visit.application().await?;
    if !opened.sees.own {
        return Err(Failure::Refused(here.clone(), Text::each(|lang| say(lang, "prefill-own", &[]))));
    }
    let holder = store::organisations::find(&app.store, &opened.record.organisation).await.or_ours(&visit.here)?;
    let form = &opened.record.life.form;
    let value = |key: &str| match key {
        "title" => text(&form.title),
        "need" => text(&form.need),
        "funding.asked" => form.asked.map(Field::Money),
        "project.eligible_cost" => form.cost.map(Field::Money),
        "holder.name" => holder.as_ref().and_then(|holder| text(&holder.name)),
        "holder.siret" => holder.as_ref().and_then(|holder| siret(holder.number.as_deref())),
        _ => None,
    };
    let title = if form.title.is_empty() { &opened.record.number } else { &form.title };
    let from = From { nav: Nav::Calls, path: &opened.address(), title };
    page(app, here, from, visit.part("form"), &ask, value).await
}
