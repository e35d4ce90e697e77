//! The published grants on a page, one by one, and as the table of the screen.

use super::FILES;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::format::euros;
use domain::{Cents, Lang, name};
use grants::{Gap, Grant, THRESHOLD, scdl};
use serde::Deserialize;

const ON_A_PAGE: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    q: String,
    programme: String,
    page: usize,
}

impl Ask {
    fn keeps(&self, grant: &Grant) -> bool {
        let wanted = name::fold(&self.q);
        let to = grant.beneficiaries.iter().map(|b| b.party.name.as_str()).collect::<Vec<_>>().join(" ");
        let place = grant.place.as_ref().map_or("", |place| place.name.as_str());
        (self.programme.is_empty() || grant.programme.as_ref().is_some_and(|p| p.id == self.programme))
            && (wanted.is_empty() || name::fold(&format!("{} {to} {} {place}", grant.funder.name, grant.object)).contains(&wanted))
    }
    fn query(&self, page: impl std::borrow::Borrow<usize>) -> String {
        let page = *page.borrow();
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in [("q", &self.q), ("programme", &self.programme)] {
            if !value.is_empty() {
                query.append_pair(key, value);
            }
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        query.finish()
    }
}

#[derive(Template)]
#[template(path = "grants/list.html")]
struct List<'a> {
    page: Page,
    ask: Ask,
    found: usize,
    total: Cents,
    rows: Vec<&'a Grant>,
    /// Pages, from 1.
    at: usize,
    pages: usize,
    /// Grants that lack something the schema requires.
    incomplete: usize,
    programmes: Vec<(String, String)>,
    any: bool,
}

fn to(grant: &Grant) -> String {
    grant.beneficiaries.iter().map(|b| b.party.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn scheme(grant: &Grant) -> String {
    let named = [&grant.call, &grant.wave].into_iter().flatten().map(|n| n.name.as_str()).collect::<Vec<_>>();
    let named = if named.is_empty() { grant.measure.iter().map(|n| n.name.as_str()).collect() } else { named };
    named.join(", ")
}

pub async fn list(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response> {
    let all = app.grants.all(&app, &here).await?;
    let kept: Vec<&Grant> = all.iter().filter(|grant| ask.keeps(grant)).collect();
    let pages = kept.len().div_ceil(ON_A_PAGE).max(1);
    let at = ask.page.clamp(1, pages);
    let page = here.page(Nav::Steering, here.t("grants-title"));
    let view = List {
        found: kept.len(),
        total: kept.iter().map(|grant| grant.amount).sum(),
        rows: kept.iter().skip((at - 1) * ON_A_PAGE).take(ON_A_PAGE).copied().collect(),
        incomplete: all.iter().filter(|grant| !scdl::gaps(grant).is_empty()).count(),
        programmes: app.rulebook.programmes.iter().map(|p| (p.id.clone(), page.x(&p.name))).collect(),
        any: !all.is_empty(),
        at,
        pages,
        ask,
        page,
    };
    html(&here, &view)
}

#[derive(Template)]
#[template(path = "grants/show.html")]
struct Show<'a> {
    page: Page,
    grant: &'a Grant,
    gaps: Vec<Gap>,
}

pub async fn show(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Response> {
    let all = app.grants.all(&app, &here).await?;
    let grant = all.iter().find(|grant| grant.id == id).or_not_found(&here)?;
    html(&here, &Show { page: here.page(Nav::Steering, grant.object.clone()), grant, gaps: scdl::gaps(grant) })
}

pub async fn csv(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response> {
    table(&app, &here, &ask, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response> {
    table(&app, &here, &ask, "xlsx").await
}

async fn table(app: &App, here: &Here, ask: &Ask, ending: &str) -> Result<Response> {
    let all = app.grants.all(app, here).await?;
    let heads = match here.lang {
        Lang::Fr => {
            ["id", "financeur", "beneficiaire", "objet", "montant", "accorde_le", "signe_le", "dispositif", "territoire", "decision"]
        }
        Lang::En => ["id", "funder", "beneficiary", "object", "amount", "granted_on", "signed_on", "scheme", "territory", "decision"],
    };
    let row = |grant: &Grant| {
        [
            grant.id.clone(),
            grant.funder.name.clone(),
            to(grant),
            grant.object.clone(),
            euros(grant.amount),
            grant.granted_on.to_string(),
            grant.signed_on.map(|day| day.to_string()).unwrap_or_default(),
            grant.scheme().unwrap_or_default(),
            grant.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
            grant.decision.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<[String; 10]> = all.iter().filter(|grant| ask.keeps(grant)).map(row).collect();
    table::answer(here, &format!("subventions.{ending}"), &here.t("grants-title"), &heads, &rows)
}
