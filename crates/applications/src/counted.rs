//! What a financing plan may count of an application: the amounts its holder was told, each with its day. A decision counts
//! once it is notified, so that a plan says nothing of what the committee keeps inside.

use crate::{Application, State, Step};
use domain::calendar::paris_time;
use domain::{Cents, Date};
use jiff::Timestamp;

/// An amount and its day.
pub type Told = (Cents, Date);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub asked: Told,
    pub granted: Option<Told>,
    /// What the contract commits; once closed, what it came to.
    pub contracted: Option<Told>,
    /// In all, less what came back; the day of the last payment.
    pub paid: Option<Told>,
    pub lost: Option<Lost>,
}

/// Nothing is, or will be, paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    pub cause: Cause,
    pub on: Date,
    /// As whoever took the step wrote it.
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Inadmissible,
    /// Sent back with the list of what was missing, which never came.
    Incomplete,
    Refused,
    Withdrawn,
    Lapsed,
}

impl Application {
    /// `steps` are all those it took, in order. None before it is filed, and for a call that gives no amount.
    pub fn counted(&self, steps: &[(Step, Timestamp)]) -> Option<Counted> {
        let asked = self.form.asked.filter(|amount| self.in_money && amount.0 > 0)?;
        let filed = day(self.filed_at?);
        let some = |amount: Cents, on: Date| (amount.0 > 0).then_some((amount, on));
        let paid = self.kept_paid();
        let granted = self.decided.zip(self.notified_on).filter(|_| self.state != State::Declined);
        // Closing withdraws what is committed and not paid.
        let closed = self.state == State::Closed;
        let contracted = self.contract.as_ref().and_then(|c| some(if closed { paid } else { c.amount }, c.signed_on));
        Some(Counted {
            asked: (asked, filed),
            granted: granted.and_then(|(amount, on)| some(amount, on)),
            contracted,
            paid: self.payments.last().and_then(|payment| some(paid, payment.on)),
            lost: self.lost(steps, paid),
        })
    }

    fn lost(&self, steps: &[(Step, Timestamp)], paid: Cents) -> Option<Lost> {
        let (cause, on, words) = match self.state {
            State::Inadmissible => {
                let incomplete = matches!(steps, [.., (Step::FindIncomplete { .. }, _), (Step::FindInadmissible { .. }, _)]);
                let (on, words) = latest(steps, |step, at| match step {
                    Step::FindInadmissible { reason } => Some((at, reason.clone())),
                    _ => None,
                })?;
                (if incomplete { Cause::Incomplete } else { Cause::Inadmissible }, on, words)
            }
            State::Declined => {
                let words = latest(steps, |step, _| match step {
                    Step::Disfavour { reason, .. } => Some(reason.clone()),
                    _ => None,
                });
                (Cause::Refused, self.notified_on?, words.unwrap_or_default())
            }
            State::Withdrawn => {
                let (on, words) = latest(steps, |step, at| match step {
                    Step::Withdraw { reason } => Some((at, reason.clone())),
                    _ => None,
                })?;
                (Cause::Withdrawn, on, words)
            }
            // Closed with nothing left of what was paid, or nothing ever paid: the grant is lost like one that lapsed.
            State::Lapsed | State::Closed if paid.is_zero() => {
                let on = latest(steps, |step, _| match step {
                    Step::Lapse { on, .. } | Step::TakeBack { on } | Step::Close { on } => Some(*on),
                    _ => None,
                })?;
                let words = latest(steps, |step, _| match step {
                    Step::Lapse { reason, .. } | Step::ClaimBack { reason, .. } => Some(reason.clone()),
                    _ => None,
                });
                (Cause::Lapsed, on, words.unwrap_or_default())
            }
            _ => return None,
        };
        Some(Lost { cause, on, words })
    }
}

/// What the latest step of which `pick` takes something tells.
fn latest<T>(steps: &[(Step, Timestamp)], pick: impl Fn(&Step, Date) -> Option<T>) -> Option<T> {
    steps.iter().rev().find_map(|(step, at)| pick(step, day(*at)))
}

/// A day of the trade is a day of Paris.
fn day(at: Timestamp) -> Date {
    paris_time(at).date()
}
