//! One envelope: its counters, what is below it, the acts and the lines of its journal, the head of the chain.

use super::view::{self, Row};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::{Award, AwardId, Refusal, Unit};
use std::borrow::Borrow;
use store::ledger::Written;

#[derive(Template)]
#[template(path = "envelopes/show.html")]
struct Show<'a> {
    page: Page,
    row: Row<'a>,
    below: Vec<Row<'a>>,
    lines: Vec<Written>,
    awards: Vec<(AwardId, Award)>,
    head: store::chain::Head,
    may_decide: bool,
    /// Acts too, not only files.
    acts: bool,
    /// Drawn once for the form: sent twice, it decides once.
    key: String,
    typed: super::decide::Typed,
    refusal: Option<Refusal>,
}

impl Show<'_> {
    fn say(&self, amount: impl Borrow<i64>) -> String {
        self.row.say(amount, self.page.lang())
    }
    fn kind(&self, line: &Written) -> String {
        line.entry.kind.name().get(self.page.lang()).to_owned()
    }
    fn rule(&self, refusal: &Refusal) -> String {
        refusal.rule.name().get(self.page.lang()).to_owned()
    }
    fn counters(&self) -> Vec<(&'static str, String)> {
        let e = &self.row.envelope;
        let mut counters = vec![
            ("envelope-opened", e.opened),
            ("envelope-delegated", e.delegated),
            ("envelope-reserved", e.reserved),
            ("envelope-committed", e.committed),
            ("envelope-lapsed", e.lapsed),
            ("envelope-available", e.available()),
        ];
        if e.unit == Unit::Money {
            counters.extend([("envelope-liquidated", e.liquidated), ("envelope-paid", e.paid), ("envelope-repaid", e.repaid)]);
        }
        counters.into_iter().map(|(key, amount)| (key, self.say(amount))).collect()
    }
}

pub async fn show(State(app): State<App>, here: Here, Extension(actor): Extension<Actor>, At(id): At<String>) -> Result<Response, Failure> {
    page(&app, &here, &actor, &id, super::decide::Typed::default(), None).await
}

/// The page, with what was typed and why it was refused, if something was.
pub async fn page(
    app: &App,
    here: &Here,
    actor: &Actor,
    id: &str,
    typed: super::decide::Typed,
    refusal: Option<Refusal>,
) -> Result<Response, Failure> {
    let mut rows = view::found(app, here, actor, id).await?;
    let row = rows.remove(0);
    let lines = view::lines(app, here, actor, &row.id, view::ON_A_PAGE).await?;
    let may = async |action| view::may(app, here, actor, action, &row.id).await;
    let (may_read, may_decide) = (may(Action::ReadMoney).await?, may(Action::DecideMoney).await?);
    let awards = match may_read {
        true => store::ledger::awards(&app.store, &row.id, view::ON_A_PAGE).await.map_err(|e| Failure::ours(here, e))?,
        false => vec![],
    };
    let head = store::chain::ledger_head(&app.store).await.map_err(|e| Failure::ours(here, e))?;
    let refused = refusal.is_some();
    let page = here.page(Nav::Steering, row.envelope.name.get(here.lang));
    let shown = Show {
        page,
        row,
        below: rows,
        lines,
        awards,
        head,
        may_decide,
        acts: view::acts(actor),
        key: store::Token::random().expose().to_owned(),
        typed,
        refusal,
    };
    let mut response = html(here, &shown)?;
    if refused {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}
