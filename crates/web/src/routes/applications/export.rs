//! The same rows and the same file, to take away: what a page does not tell, a file does not either.

use super::access::name;
use super::list::{self, Filter};
use super::told;
use super::visit::Visit;
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::table;
use axum::response::{IntoResponse, Response};
use domain::{Cents, Lang, format};
use store::OrganisationId;

pub async fn csv(Asked(filter): Asked<Filter>, visit: Visit) -> Result<Response> {
    file(&visit, &filter, "candidatures.csv").await
}

pub async fn xlsx(Asked(filter): Asked<Filter>, visit: Visit) -> Result<Response> {
    file(&visit, &filter, "candidatures.xlsx").await
}

async fn file(visit: &Visit, filter: &Filter, file: &str) -> Result<Response> {
    let here = &visit.here;
    let heads = match here.lang {
        Lang::Fr => ["numero", "projet", "porteur", "vague", "etat", "deposee_le", "demande", "decide", "paye", "priorites"],
        Lang::En => ["number", "project", "holder", "wave", "state", "filed_at", "asked", "decided", "paid", "priorities"],
    };
    let rows: Vec<[String; 10]> = list::all(visit, filter)
        .await?
        .into_iter()
        .map(|row| {
            [
                row.number,
                row.title,
                row.holder,
                row.wave,
                row.state.name().get(here.lang).to_owned(),
                row.filed_at.map(|at| at.to_string()).unwrap_or_default(),
                plain(row.asked),
                plain(row.decided),
                plain(Some(row.paid)),
                row.served.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "),
            ]
        })
        .collect();
    table::answer(here, file, &here.t("applications-title"), &heads, &rows).map(answer::unkept)
}

/// Euros with two decimals, for files.
pub fn plain(amount: Option<Cents>) -> String {
    amount.map(format::euros).unwrap_or_default()
}

pub async fn holder_name(app: &App, here: &Here, id: &OrganisationId) -> Result<String> {
    let found = store::organisations::find(&app.store, id).await.or_ours(here)?;
    Ok(found.map(|organisation| organisation.name).unwrap_or_default())
}

pub async fn json(visit: Visit) -> Result<Response> {
    let Visit { app, here, .. } = &visit;
    let opened = visit.application().await?;
    let steps = store::applications::steps(&app.store, &opened.record.id).await.or_ours(&visit.here)?;
    let holder = holder_name(app, here, &opened.record.organisation).await?;
    let mut told = told::told(&opened.record, holder, &steps, opened.sees);
    for line in &mut told.history {
        if let Some(who) = &mut line.who {
            *who = name(app, who).await;
        }
        if let Some(who) = &mut line.approver {
            *who = name(app, who).await;
        }
    }
    Ok(answer::unkept(axum::Json(told).into_response()))
}
