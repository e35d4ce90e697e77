//! A decision on a file, typed on the page of its envelope. Refused, the page keeps what was typed and tells the rule and the
//! amount that would pass; above the threshold of the envelope it waits for another person.

use super::view;
use super::write::{Wrote, write};
use super::{proposals, show};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::form::{Form, Input, Kind as Of, Typed};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use axum::extract::State;
use axum::response::Response;
use domain::calendar::read_date;
use domain::{Date, Text};
use ledger::{AwardId, Entry, EnvelopeId, Kind, Unit};
use std::collections::BTreeMap;

/// The decisions of the form, by code and word.
const KINDS: [(&str, &str); 8] = [
    ("reservation", "decide-reservation"),
    ("release", "decide-release"),
    ("commitment", "decide-commitment"),
    ("withdrawal", "decide-withdrawal"),
    ("liquidation", "decide-liquidation"),
    ("payment", "decide-payment"),
    ("repayment", "decide-repayment"),
    ("award_closing", "decide-award-closing"),
];

/// The form, empty.
pub fn form(here: &Here, unit: Unit, today: Date) -> Form {
    let money = |code: &str| unit == Unit::Money || !["liquidation", "payment", "repayment"].contains(&code);
    let kinds = KINDS.iter().filter(|(code, _)| money(code)).map(|(code, word)| ((*code).to_owned(), here.t(word))).collect();
    let mut inputs = vec![
        Input::new("kind", here.t("decide-kind"), Of::Select(kinds)),
        Input::new("award", here.t("decide-award"), Of::Text).hint(here.t("decide-award-hint")),
        Input::new("beneficiary", here.t("decide-beneficiary"), Of::Text).hint(here.t("decide-beneficiary-hint")),
        Input::new("amount", here.t(if unit == Unit::Money { "amount" } else { "act-places" }), Of::Text),
        Input::new("date", here.t("decide-date"), Of::Date).value(today.to_string()),
        Input::new("decision", here.t("decide-decision"), Of::Text),
    ];
    if unit == Unit::Money {
        inputs.push(Input::new("schedule", here.t("decide-schedule"), Of::Text).hint(here.t("decide-schedule-hint")));
    }
    inputs.push(Input::new("until", here.t("decide-until"), Of::Date).hint(here.t("decide-until-hint")));
    for input in &mut inputs {
        input.most = 400;
    }
    Form::new(here.t("decide-do"), inputs)
}

pub async fn decide(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, typed: Typed) -> Result<Response> {
    let envelope = EnvelopeId::parse(&id).or_not_found(&here)?;
    if !view::may(&app, &here, &actor, Action::DecideMoney, &envelope).await? {
        return Err(refused(&here));
    }
    let known = store::ledger::envelope(&app.store, &envelope).await.or_ours(&here)?;
    let unit = known.or_not_found(&here)?.unit;
    let mut form = form(&here, unit, app.today()).filled(&typed);
    let amount = view::amount(typed.get("amount"), unit).map_err(|why| form.refuse("amount", why.get(here.lang))).ok();
    let date = read_date(typed.get("date")).map_err(|why| form.refuse("date", why.get(here.lang))).ok();
    form.require(&here, &["decision"]);
    let award = AwardId::parse(typed.get("award"));
    if award.is_none() {
        form.refuse("award", here.t("decide-award-wrong"));
    }
    let kind = match (award, amount, date) {
        (Some(award), Some(amount), Some(date)) => kind(&here, &typed, &mut form, award, amount, date, unit),
        _ => None,
    };
    let (Some(kind), Some(amount), Some(date), false) = (kind, amount, date, form.is_wrong()) else {
        return show::page(&app, &here, &actor, &id, Some(form), None).await;
    };
    let entry = Entry { envelope, kind, amount, date, decision: typed.get("decision").into(), actor: actor.signature(), approver: None };
    match write(&app, &here, &entry, typed.get("key")).await? {
        Wrote::Written(receipt) => Ok(proposals::line(&here, &id, receipt.entry)),
        Wrote::Proposed => Ok(proposals::told(&here, &id)),
        Wrote::Refused(refusal) => show::page(&app, &here, &actor, &id, Some(form), Some(refusal)).await,
    }
}

pub fn refused(here: &Here) -> Failure {
    Failure::Refused(
        here.clone(),
        Text::new(
            "Sur une enveloppe décident les instructeurs des appels qu’elle finance ; l’État l’ouvre, l’abonde et la partage, une région partage ce qui lui a été délégué. La clé du serveur n’y décide rien. Connectez-vous.",
            "On an envelope decide the instructors of the calls it funds; the State opens, raises and shares it out, a region shares out what was delegated to it. The key of the server decides nothing there. Sign in.",
        ),
    )
}

/// The decision, or None and the form says which field is wrong.
fn kind(here: &Here, typed: &Typed, form: &mut Form, award: AwardId, amount: i64, date: Date, unit: Unit) -> Option<Kind> {
    // Whom the file is for: asked of its first line by the ledger, and kept where it is told.
    let beneficiary = Some(typed.get("beneficiary").to_owned()).filter(|name| !name.is_empty());
    Some(match typed.get("kind") {
        "reservation" => {
            let until = match typed.get("until") {
                "" => None,
                text => Some(read_date(text).map_err(|why| form.refuse("until", why.get(here.lang))).ok()?),
            };
            Kind::Reservation { award, until, beneficiary }
        }
        "release" => Kind::Release { award },
        "commitment" if unit == Unit::Places => Kind::Commitment { award, schedule: BTreeMap::new(), beneficiary },
        "commitment" => match schedule(typed.get("schedule"), amount, date.year()) {
            Ok(schedule) => Kind::Commitment { award, schedule, beneficiary },
            Err(why) => {
                form.refuse("schedule", why.get(here.lang));
                return None;
            }
        },
        "withdrawal" => Kind::Withdrawal { award },
        "liquidation" => Kind::Liquidation { award },
        "payment" => Kind::Payment { award },
        "repayment" => Kind::Repayment { award },
        "award_closing" => Kind::AwardClosing { award },
        _ => {
            form.refuse("kind", here.t("form-required"));
            return None;
        }
    })
}

/// "2026 : 300 000 ; 2027 : 700 000"; the whole in the year of the decision when nothing is typed.
fn schedule(text: &str, amount: i64, year: i16) -> Result<BTreeMap<i16, i64>, Text> {
    if text.is_empty() {
        return Ok(BTreeMap::from([(year, amount)]));
    }
    let mut schedule = BTreeMap::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let read = part.split_once([':', '=']).and_then(|(year, amount)| {
            let amount = view::amount(amount.trim(), Unit::Money).ok()?;
            Some((year.trim().parse::<i16>().ok()?, amount))
        });
        let Some((year, amount)) = read else {
            return Err(Text::new(
                format!("« {part} » ne se lit pas : écrivez l’année, deux points, le montant."),
                format!("“{part}” cannot be read: write the year, a colon, the amount."),
            ));
        };
        *schedule.entry(year).or_default() += amount;
    }
    Ok(schedule)
}
