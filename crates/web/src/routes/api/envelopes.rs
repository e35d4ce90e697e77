//! Envelopes and decisions on them, as JSON. Amounts are whole cents, or whole places.

use crate::app::App;
use crate::ask::{At, Given};
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::routes::envelopes::refused;
use crate::routes::envelopes::view::{self, Row};
use crate::routes::envelopes::write::{PROPOSAL_DAYS, Wrote, write};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::{Source, Text};
use ledger::{AwardId, Entry, EnvelopeId, Kind, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use store::ledger::Written;

#[derive(Serialize, JsonSchema)]
pub struct Envelopes {
    pub total: usize,
    pub items: Vec<Envelope>,
}

/// Cents, or places: `unit` says. `opened = delegated + reserved + committed + lapsed + remaining`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LedgerEnvelope")]
pub struct Envelope {
    pub id: String,
    pub name: Text,
    pub programme: Option<String>,
    pub parent: Option<String>,
    /// "money" (cents of euro) or "places".
    pub unit: &'static str,
    pub opened: i64,
    pub delegated: i64,
    pub reserved: i64,
    pub committed: i64,
    pub lapsed: i64,
    pub remaining: i64,
    pub liquidated: i64,
    pub paid: i64,
    pub repaid: i64,
    pub payment_credits: Vec<Credits>,
    pub opened_on: String,
    /// The last day on which anything is reserved or committed there: its own or that of an envelope above, by an act or a source.
    pub until: Option<String>,
    pub closed_on: Option<String>,
    pub note: Text,
    pub sources: Vec<Source>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PaymentCredits")]
pub struct Credits {
    pub year: i16,
    pub opened: i64,
    pub delegated: i64,
    pub paid: i64,
}

#[derive(Serialize, JsonSchema)]
pub struct Journal {
    pub envelope: Envelope,
    /// Newest first, a hundred at most. Lines on files are given to those who decide on the envelope.
    pub lines: Vec<Line>,
    pub chain: Chain,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LedgerLine")]
pub struct Line {
    pub line: i64,
    /// SHA-256 of this line and of all before it.
    pub digest: String,
    pub kind: &'static str,
    pub amount: i64,
    pub date: String,
    pub decision: String,
    /// File, year or other envelope, by the kind.
    pub about: String,
}

/// Head of the whole journal.
#[derive(Serialize, JsonSchema)]
pub struct Chain {
    pub lines: i64,
    pub digest: String,
}

/// A decision, sent with an `Idempotency-Key`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// "reservation", "release", "commitment", "withdrawal", "liquidation", "payment", "repayment", "award_closing",
    /// "raise", "payment_credits", "delegation", "delegation_return", "transfer", "recycling", "four_eyes" (amount: the
    /// threshold), "last_day" (amount: 0), "closing".
    pub kind: String,
    /// Cents or places.
    pub amount: i64,
    /// Day of the decision, YYYY-MM-DD.
    pub date: String,
    /// Reference of the decision.
    pub decision: String,
    /// Number of the file, for decisions on one.
    pub award: Option<String>,
    /// Whom the file is for: wanted with the first "reservation" or "commitment" of a file. Not for the number of an application,
    /// whose money moves by its steps alone.
    pub beneficiary: Option<String>,
    /// The other envelope, for "delegation" and "transfer".
    pub to: Option<String>,
    /// For "payment_credits".
    pub year: Option<i16>,
    /// YYYY-MM-DD: for "last_day" the last day on which anything is reserved or committed, or null to lift the one that was set; for
    /// "reservation" the day after which it is not committed any more, if there is one.
    #[serde(default, deserialize_with = "told")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Option<String>>,
    /// Payments foreseen by year, for "commitment"; the whole in the year of the decision when absent.
    #[serde(default)]
    pub schedule: BTreeMap<String, i64>,
}

/// Where the decision is, on disk.
#[derive(Serialize, JsonSchema)]
pub struct Receipt {
    pub line: i64,
    pub digest: String,
}

/// Above the threshold of the envelope: nothing is decided until a second person approves.
#[derive(Serialize, JsonSchema)]
pub struct Proposed {
    /// After so many days nobody can approve it any more.
    pub days: i64,
    /// Where the second person approves it.
    pub page: String,
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor) -> Result<Json<Envelopes>> {
    let items: Vec<Envelope> = view::rows(&app, &here, &actor).await?.iter().map(envelope).collect();
    Ok(Json(Envelopes { total: items.len(), items }))
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Json<Journal>> {
    let row = view::found(&app, &here, &actor, &id).await?.remove(0);
    let lines = view::lines(&app, &here, &actor, &row.id, view::ON_A_PAGE).await?;
    let head = store::chain::ledger_head(&app.store).await.or_ours(&here)?;
    let chain = Chain { lines: head.entries, digest: head.digest };
    Ok(Json(Journal { envelope: envelope(&row), lines: lines.iter().map(line).collect(), chain }))
}

pub async fn decide(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(id): At<String>,
    headers: HeaderMap,
    Given(asked): Given<Decision>,
) -> Result<Response> {
    let envelope = EnvelopeId::parse(&id).or_not_found(&here)?;
    let on_files = view::may(&app, &here, &actor, Action::DecideMoney, &envelope).await?;
    if !on_files && !view::shares(&actor, &id) && !view::credits(&actor, view::above(&app, &here, &envelope).await?.as_ref()) {
        return Err(refused(&here));
    }
    let bad = |text: Text| Failure::Bad(here.clone(), text);
    let entry = asked.entry(envelope, actor.signature()).ok_or_else(|| {
        bad(Text::new(
            "La décision n’est pas complète : kind, date AAAA-MM-JJ, et selon le cas award, to, year, until, schedule.",
            "The decision is not complete: kind, date YYYY-MM-DD, and as the case may be award, to, year, until, schedule.",
        ))
    })?;
    let may = match entry.kind.award() {
        Some(_) => on_files,
        None => view::may_act(&actor, &entry, view::above(&app, &here, &entry.envelope).await?.as_ref()),
    };
    if !may {
        return Err(refused(&here));
    }
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).filter(|key| !key.trim().is_empty());
    let key = key.ok_or_else(|| {
        bad(Text::new(
            "Il manque l’en-tête Idempotency-Key : un texte unique par décision, le même à chaque nouvel envoi.",
            "The header Idempotency-Key is missing: a text of its own for each decision, the same each time it is sent.",
        ))
    })?;
    match write(&app, &here, &entry, key).await? {
        Wrote::Written(receipt) => Ok(Json(Receipt { line: receipt.entry, digest: receipt.digest }).into_response()),
        Wrote::Proposed => {
            let page = format!("{}{}", app.base_url, here.url(&format!("/enveloppes/{id}#propositions")));
            Ok((StatusCode::ACCEPTED, Json(Proposed { days: PROPOSAL_DAYS, page })).into_response())
        }
        Wrote::Refused(refusal) => {
            let error = format!("{} {}", refusal.what.get(here.lang), refusal.mend.get(here.lang));
            let body = serde_json::json!({ "status": 409, "error": error, "refusal": refusal });
            Ok((StatusCode::CONFLICT, Json(body)).into_response())
        }
    }
}

/// A field that is there, be it null: one that is not stays `None`.
fn told<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl Decision {
    /// None when something is missing or cannot be read.
    fn entry(&self, envelope: EnvelopeId, actor: String) -> Option<Entry> {
        let date: domain::Date = self.date.parse().ok()?;
        let award = || AwardId::parse(self.award.as_deref()?);
        let to = || EnvelopeId::parse(self.to.as_deref()?);
        // Told and not a date: nothing is guessed.
        let until = self.until.iter().flatten().next().map(|day| day.parse::<domain::Date>()).transpose().ok();
        let kind = match self.kind.as_str() {
            "reservation" => Kind::Reservation { award: award()?, until: until?, beneficiary: self.beneficiary.clone() },
            "release" => Kind::Release { award: award()? },
            "commitment" => Kind::Commitment { award: award()?, schedule: self.schedule(date)?, beneficiary: self.beneficiary.clone() },
            "withdrawal" => Kind::Withdrawal { award: award()? },
            "liquidation" => Kind::Liquidation { award: award()? },
            "payment" => Kind::Payment { award: award()? },
            "repayment" => Kind::Repayment { award: award()? },
            "award_closing" => Kind::AwardClosing { award: award()? },
            "raise" => Kind::Raise,
            "payment_credits" => Kind::PaymentCredits { year: self.year? },
            "delegation" => Kind::Delegation { to: to()? },
            "delegation_return" => Kind::DelegationReturn,
            "transfer" => Kind::Transfer { to: to()? },
            "recycling" => Kind::Recycling,
            "four_eyes" => Kind::FourEyes,
            // A day that is forgotten lifts nothing: only one told to be null does.
            "last_day" => {
                self.until.as_ref()?;
                Kind::LastDay { until: until? }
            }
            "closing" => Kind::Closing,
            _ => return None,
        };
        Some(Entry { envelope, kind, amount: self.amount, date, decision: self.decision.clone(), actor, approver: None })
    }

    fn schedule(&self, date: domain::Date) -> Option<BTreeMap<i16, i64>> {
        if self.schedule.is_empty() {
            return Some(BTreeMap::from([(date.year(), self.amount)]));
        }
        self.schedule.iter().map(|(year, amount)| Some((year.parse().ok()?, *amount))).collect()
    }
}

fn envelope(row: &Row) -> Envelope {
    let e = &row.envelope;
    Envelope {
        id: row.id.to_string(),
        name: e.name.clone(),
        programme: row.programme.map(|p| p.id.clone()),
        parent: e.parent.as_ref().map(ToString::to_string),
        unit: if e.unit == Unit::Money { "money" } else { "places" },
        opened: e.opened,
        delegated: e.delegated,
        reserved: e.reserved,
        committed: e.committed,
        lapsed: e.lapsed,
        remaining: e.available(),
        liquidated: e.liquidated,
        paid: e.paid,
        repaid: e.repaid,
        payment_credits: e
            .credits
            .iter()
            .map(|(year, c)| Credits { year: *year, opened: c.opened, delegated: c.delegated, paid: c.paid })
            .collect(),
        opened_on: e.opened_on.to_string(),
        until: row.until.map(|day| day.to_string()),
        closed_on: e.closed_on.map(|day| day.to_string()),
        note: row.described.map(|d| d.note.clone()).unwrap_or_default(),
        sources: row.described.map(|d| d.sources.clone()).unwrap_or_default(),
    }
}

fn line(line: &Written) -> Line {
    Line {
        line: line.place.entries,
        digest: line.place.digest.clone(),
        kind: line.entry.kind.code(),
        amount: line.entry.amount,
        date: line.entry.date.to_string(),
        decision: line.entry.decision.clone(),
        about: view::about(line),
    }
}
