//! The life of an application to a call: what may be done next, by whom, with what evidence, and why not.
//!
//! Pure: no clock, no database. An [`Application`] takes a [`Step`] from a [`Party`] at an instant, whole, or refuses it
//! with a sentence and its mending, and has not moved. Money is decided in the ledger of envelopes; what this crate
//! holds is the order of things (nothing is paid without a contract, nothing is decided without advice) and the
//! payment rules of the State's investment grants.

mod advice;
mod backplan;
mod clock;
mod committee;
mod counted;
mod form;
mod grid;
mod kind;
mod law;
mod life;
mod measure;
mod money;
mod payment;
mod prefill;
mod ranking;
mod refusal;
mod state;
mod step;
mod verdict;
mod window;

pub use advice::{Advice, Opinion};
pub use backplan::{Start, backplan};
pub use committee::{Recusal, Session, may_decide, may_score};
pub use counted::{Cause, Counted, Lost, Told};
pub use form::{Document, Elsewhere, Form, Seat};
pub use grid::{Criterion, Grid, Points};
pub use kind::InKind;
pub use law::{Judged, Ordered, Ruled};
pub use life::{Application, Waits};
pub use measure::Chosen;
pub use payment::{Contract, Payment, PaymentKind, PaymentRules};
pub use prefill::Known;
pub use ranking::{Mark, Ranked, Ranking, rank};
pub use refusal::Refusal;
pub use state::State;
pub use step::{Party, Step};
pub use verdict::{Frozen, Ground};
pub use window::{Standing, Window, instant};
