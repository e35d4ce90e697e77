//! The ledger of envelopes: what may be decided, and where every euro and every place is.
//!
//! Pure: a journal of [`Entry`] is applied to [`Balances`] one after the other, each accepted whole or refused with
//! the rule and the amount that would pass. The database stores the same journal and the same counters; this crate is
//! what it decides with, what it is replayed by, and what it is tested against.
//!
//! Invariants, after every prefix of every journal ([`breaches`] looks for them all):
//! - I1 `delegated + reserved + committed + lapsed ≤ opened` for every envelope, and the delegated part of an envelope
//!   is exactly what its children have opened, so the bound holds for every sub-tree (LOLF, art. 8);
//! - I2 payments of a year stay within the payment credits opened for it;
//! - I3 per award, `repaid ≤ paid ≤ liquidated ≤ committed`;
//! - I4 per award, the schedule of payments sums to what is committed; closing withdraws `committed − paid`;
//! - I5 every entry has a decision, an actor and a date; a correction is a new entry;
//! - I6 replaying the journal gives the balances shown ([`replay`]);
//! - I7 one client key, one entry: kept by whoever stores the journal.

mod apply;
mod awards;
mod balances;
mod draw;
mod entry;
mod envelopes;
mod fresh;
mod ids;
mod invariants;
mod refusal;
mod words;

pub use apply::replay;
pub use balances::{Award, Balances, Credits, Envelope};
pub use draw::{drawn, held, last_day, nearer};
pub use entry::{Entry, Kind, MOST, Unit};
pub use fresh::{come, named, of_an_application, opened_by_two, timely, within};
pub use ids::{AwardId, EnvelopeId};
pub use invariants::{Breach, breaches};
pub use refusal::{Refusal, Rule};
pub use words::quantity;
