//! One envelope: its counters, what is below it, the acts and the lines of its journal, the head of the chain.

use super::proposals::{self, Waiting};
use super::view::{self, Row};
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, Result, html};
use crate::form::{Form, Kind};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Date;
use ledger::{Award, AwardId, EnvelopeId, Refusal, Unit};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use store::applications::Euros;
use store::ledger::Written;

#[derive(Template)]
#[template(path = "envelopes/show.html")]
struct Show<'a> {
    page: Page,
    row: Row<'a>,
    below: Vec<Row<'a>>,
    /// Identifier and name of the one right above.
    above: Option<(EnvelopeId, String)>,
    lines: Vec<Written>,
    awards: Vec<(AwardId, Award)>,
    /// Of places, for those who read its money: what their files were given in euros.
    euros: Option<Euros>,
    head: store::chain::Head,
    may_decide: bool,
    /// Acts too, not only files.
    acts: bool,
    /// An envelope below it.
    opens: bool,
    /// Drawn once for the form: sent twice, it decides once.
    key: String,
    form: Form,
    waiting: Vec<Waiting>,
    /// By signature, for those who read who decided.
    names: BTreeMap<String, String>,
    refusal: Option<Refusal>,
    today: Date,
}

impl Show<'_> {
    fn say(&self, amount: impl Borrow<i64>) -> String {
        self.row.say(amount, self.page.lang())
    }
    /// What a line is and says besides: an envelope below by its name.
    fn said(&self, line: &Written) -> String {
        use ledger::Kind;
        let kind = &line.entry.kind;
        let known = match kind {
            Kind::Delegation { to } | Kind::Transfer { to } => self.below.iter().find(|row| row.id == *to),
            _ => None,
        };
        let named = |row: &Row| format!("{} {}", self.page.say(kind.name()), self.page.x(&row.envelope.name));
        known.map_or_else(|| view::said(&self.page.here, kind), named)
    }
    fn name(&self, signature: &str) -> String {
        self.names.get(signature).cloned().unwrap_or_else(|| signature.to_owned())
    }
    fn rule(&self, refusal: &Refusal) -> String {
        self.page.say(refusal.rule.name())
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

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    page(&app, &here, &actor, &id, None, None).await
}

/// The page, with what was typed and why it was refused, if something was.
pub async fn page(app: &App, here: &Here, actor: &Actor, id: &str, form: Option<Form>, refusal: Option<Refusal>) -> Result<Response> {
    let mut rows = view::found(app, here, actor, id).await?;
    let row = rows.remove(0);
    let lines = view::lines(app, here, actor, &row.id, view::ON_A_PAGE).await?;
    let may = async |action| view::may(app, here, actor, action, &row.id).await;
    let (may_read, may_decide) = (may(Action::ReadMoney).await?, may(Action::DecideMoney).await?);
    let awards = match may_read {
        true => store::ledger::awards(&app.store, &row.id, view::ON_A_PAGE).await.or_ours(here)?,
        false => vec![],
    };
    let euros = match may_read && !row.in_money() {
        true => Some(store::applications::euros(&app.store, &row.id).await.or_ours(here)?),
        false => None,
    };
    let head = store::chain::ledger_head(&app.store).await.or_ours(here)?;
    let acts = view::shares(actor, row.id.as_str()) || view::credits(actor, row.envelope.parent.as_ref());
    let waiting = match may_decide || acts {
        true => proposals::waiting(app, here, actor, &row.id, row.envelope.unit).await?,
        false => vec![],
    };
    let names = if may_decide || may_read { view::signers(app, here, actor, &lines).await? } else { BTreeMap::new() };
    let above = match &row.envelope.parent {
        Some(id) => store::ledger::envelope(&app.store, id).await.or_ours(here)?,
        None => None,
    };
    let status = match (&refusal, form.as_ref().is_some_and(Form::is_wrong)) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let form = form.unwrap_or_else(|| super::decide::form(here, row.envelope.unit, app.today()));
    let page = here.page(Nav::Steering, here.x(&row.envelope.name));
    let shown = Show {
        page,
        above: row.envelope.parent.clone().zip(above.map(|above| here.x(&above.name))),
        acts,
        opens: view::shares(actor, row.id.as_str()) && row.envelope.closed_on.is_none(),
        row,
        below: rows,
        lines,
        awards,
        euros: euros.filter(|euros| euros.files > 0),
        head,
        may_decide,
        key: store::Token::random().expose().to_owned(),
        form,
        waiting,
        names,
        refusal,
        today: app.today(),
    };
    let mut response = html(here, &shown)?;
    *response.status_mut() = status;
    Ok(response)
}

/// What a refusal says, in one go.
pub fn sentence(refusal: &Refusal, here: &Here) -> String {
    format!("{}. {} {}", here.x(&refusal.rule.name()), here.x(&refusal.what), here.x(&refusal.mend))
}
