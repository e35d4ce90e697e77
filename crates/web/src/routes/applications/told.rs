//! What is told of an application, and to whom: the one place that hides.
//!
//! The holder, the lead of their territory and the region read states, dates, amounts once notified, reasons. Advice,
//! proposals, scores, ranks and the committee's opinion before its notification stay inside.

use super::access::Sees;
use applications::{Application, Contract, Payment, State};
use domain::{Cents, Text};
use jiff::Timestamp;
use serde::Serialize;
use store::applications::{Record, Taking};

#[derive(Serialize)]
pub struct Told {
    pub number: String,
    pub call: String,
    pub wave: String,
    pub holder: String,
    pub title: String,
    pub state: &'static str,
    pub state_name: Text,
    pub cost_cents: Option<i64>,
    pub asked_cents: Option<i64>,
    pub decided_cents: Option<i64>,
    pub contract: Option<Contract>,
    pub payments: Vec<Payment>,
    pub paid_cents: i64,
    pub filed_at: Option<Timestamp>,
    pub receipt: Option<String>,
    pub missing: Vec<String>,
    pub waiting: Option<Text>,
    pub history: Vec<Line>,
}

/// One step, as it may be read.
#[derive(Serialize)]
pub struct Line {
    pub at: Timestamp,
    pub step: Text,
    pub reason: Text,
    pub wave: String,
    /// Signature, for those inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
}

/// Where it stands, for these eyes.
pub fn state(life: &Application, sees: Sees) -> State {
    if sees.inside() { life.state } else { life.state.as_told_to_the_holder() }
}

/// A decision is told once it is notified; inside, at once.
pub fn decided(life: &Application, sees: Sees) -> Option<Cents> {
    life.decided.filter(|_| sees.inside() || life.notified_on.is_some())
}

pub fn lines(steps: &[Taking], life: &Application, sees: Sees) -> Vec<Line> {
    let notified = life.notified_on.is_some();
    let told = |step: &&Taking| {
        let opinion = matches!(step.step, applications::Step::Favour { .. } | applications::Step::Disfavour { .. });
        sees.inside() || !step.step.is_inside() || (opinion && notified && (life.session == session(step)))
    };
    // The amounts of the envelope are the service's: the holder reads that the file waits.
    let amounts = |step: &Taking| matches!(step.step, applications::Step::Wait { .. }) && !sees.inside();
    let line = |step: &Taking| Line {
        at: step.at,
        step: step.step.name(),
        reason: if amounts(step) { Text::default() } else { step.step.reason() },
        wave: step.wave.clone(),
        who: sees.inside().then(|| step.who.clone()),
        approver: step.approver.clone().filter(|_| sees.inside()),
    };
    steps.iter().filter(told).map(line).collect()
}

fn session(step: &Taking) -> &str {
    match &step.step {
        applications::Step::Favour { session, .. } | applications::Step::Disfavour { session, .. } => session,
        _ => "",
    }
}

pub fn told(record: &Record, holder: String, steps: &[Taking], sees: Sees) -> Told {
    let (life, state) = (&record.life, state(&record.life, sees));
    Told {
        number: record.number.clone(),
        call: record.call.clone(),
        wave: life.wave.clone(),
        holder,
        title: life.form.title.clone(),
        state: state.code(),
        state_name: state.name(),
        cost_cents: life.form.cost.map(|amount| amount.0),
        asked_cents: life.form.asked.map(|amount| amount.0),
        decided_cents: decided(life, sees).map(|amount| amount.0),
        contract: life.contract.clone(),
        payments: life.payments.clone(),
        paid_cents: life.paid().0,
        filed_at: record.filed_at,
        receipt: record.receipt.clone(),
        missing: life.missing.clone(),
        waiting: life.waiting.as_ref().map(|waits| waits.reason.clone()).filter(|_| sees.inside()),
        history: lines(steps, life, sees),
    }
}
