//! A decision typed by the operator on the page of an envelope. The API takes the same and more.

use super::show;
use crate::app::App;
use crate::ask::At;
use crate::error::Failure;
use crate::page::Here;
use crate::permissions::{Action, Actor};
use axum::Extension;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Cents, Text};
use ledger::{AwardId, Entry, EnvelopeId, Kind, Unit};
use std::collections::BTreeMap;
use store::idempotency::Key;
use store::ledger::Decided;

/// What was typed, to be shown again.
#[derive(Clone, Default)]
pub struct Typed {
    pub kind: String,
    pub award: String,
    pub amount: String,
    pub date: String,
    pub decision: String,
}

/// The decisions of the form, by code and word.
pub const KINDS: [(&str, &str); 7] = [
    ("reservation", "decide-reservation"),
    ("release", "decide-release"),
    ("commitment", "decide-commitment"),
    ("withdrawal", "decide-withdrawal"),
    ("liquidation", "decide-liquidation"),
    ("payment", "decide-payment"),
    ("payment_credits", "decide-payment-credits"),
];

pub async fn decide(
    State(app): State<App>,
    here: Here,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    let envelope = EnvelopeId::parse(&id).ok_or_else(|| Failure::NotFound(here.clone()))?;
    if !super::view::may(&app, &here, &actor, Action::DecideMoney, &envelope).await? {
        return Err(refused(&here));
    }
    let field = |name: &str| {
        form_urlencoded::parse(&body).find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let typed =
        Typed { kind: field("kind"), award: field("award"), amount: field("amount"), date: field("date"), decision: field("decision") };
    let bad = |text: Text| Failure::Bad(here.clone(), text);
    let known = store::ledger::envelope(&app.store, &envelope).await.map_err(|e| Failure::ours(&here, e))?;
    let unit = known.ok_or_else(|| Failure::NotFound(here.clone()))?.unit;
    let amount = match unit {
        Unit::Money => typed.amount.parse::<Cents>().map(|cents| cents.0).map_err(|error| bad(Text::same(error.to_string())))?,
        Unit::Places => typed
            .amount
            .replace(['\u{202f}', '\u{a0}', ' '], "")
            .parse()
            .map_err(|_| bad(Text::new("Le nombre de places est un nombre entier.", "The number of places is a whole number.")))?,
    };
    let date: domain::Date =
        typed.date.parse().map_err(|_| bad(Text::new("La date s’écrit AAAA-MM-JJ.", "The date is written YYYY-MM-DD.")))?;
    let award = AwardId::parse(&typed.award);
    let kind = kind(&typed.kind, award, amount, date, unit).ok_or_else(|| {
        bad(Text::new(
            "Donnez le numéro du dossier : lettres sans accent, chiffres, tirets, points.",
            "Give the number of the file: letters without accents, digits, dashes, dots.",
        ))
    })?;
    if kind.award().is_none() && !super::view::acts(&actor) {
        return Err(refused(&here));
    }
    let entry = Entry { envelope, kind, amount, date, decision: typed.decision.clone(), actor: actor.signature(), approver: None };
    match store::ledger::decide(&app.store, &entry, &Key::new(&field("key")), app.now()).await {
        Ok(Decided::Written(receipt)) => {
            Ok(Redirect::to(&here.url(&format!("/enveloppes/{id}#ecriture-{}", receipt.entry))).into_response())
        }
        Ok(Decided::Refused(refusal)) => show::page(&app, &here, &actor, &id, typed, Some(refusal)).await,
        Err(error @ (store::StoreError::KeyReused | store::StoreError::Unstorable { .. })) => Err(bad(error.message())),
        Err(error) => Err(Failure::ours(&here, error)),
    }
}

pub fn refused(here: &Here) -> Failure {
    Failure::Refused(
        here.clone(),
        Text::new(
            "Sur une enveloppe décident l’exploitant de ce serveur et les instructeurs des appels qu’elle finance. Connectez-vous.",
            "On an envelope decide the operator of this server and the instructors of the calls it funds. Sign in.",
        ),
    )
}

/// A whole commitment is foreseen for the year of its decision; the API takes another schedule.
fn kind(code: &str, award: Option<AwardId>, amount: i64, date: domain::Date, unit: Unit) -> Option<Kind> {
    if code == "payment_credits" {
        return Some(Kind::PaymentCredits { year: date.year() });
    }
    let award = award?;
    Some(match code {
        "reservation" => Kind::Reservation { award, until: None },
        "release" => Kind::Release { award },
        "commitment" => {
            let schedule = if unit == Unit::Money { BTreeMap::from([(date.year(), amount)]) } else { BTreeMap::new() };
            Kind::Commitment { award, schedule }
        }
        "withdrawal" => Kind::Withdrawal { award },
        "liquidation" => Kind::Liquidation { award },
        "payment" => Kind::Payment { award },
        _ => return None,
    })
}
