//! One line of the journal asked on a page or by a program: written, refused with its rule, or kept until a second person approves it.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::form::{Input, Kind};
use crate::page::Here;
use domain::Date;
use jiff::SignedDuration;
use ledger::{Entry, Refusal, Rule};
use store::idempotency::Key;
use store::ledger::{Decided, Receipt, decide, propose};

/// What nobody approved by then is dropped.
pub const PROPOSAL_DAYS: i64 = 14;

pub enum Wrote {
    Written(Receipt),
    Proposed,
    Refused(Refusal),
}

/// The end of every act: its date, and the decision it rests on.
pub fn dated(here: &Here, today: Date) -> [Input; 2] {
    let date = Input::new("date", here.t("decide-date"), Kind::Date).value(today.to_string());
    let mut decision = Input::new("decision", here.t("decide-decision"), Kind::Text).hint(here.t("act-decision-hint"));
    decision.most = 400;
    [date, decision]
}

pub async fn write(app: &App, here: &Here, entry: &Entry, key: &str) -> Result<Wrote> {
    let (key, now) = (Key::new(key), app.now());
    match decide(&app.store, entry, &key, now).await.or_stored(here)? {
        Decided::Written(receipt) => Ok(Wrote::Written(receipt)),
        Decided::Refused(refusal) if refusal.rule == Rule::FourEyes => {
            let until = now + SignedDuration::from_hours(24 * PROPOSAL_DAYS);
            propose(&app.store, entry, &key, until, now).await.or_stored(here)?;
            Ok(Wrote::Proposed)
        }
        Decided::Refused(refusal) => Ok(Wrote::Refused(refusal)),
    }
}
