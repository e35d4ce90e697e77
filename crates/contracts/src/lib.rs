//! The contract of a territory: its action sheets (*fiches action*), their life cycle, and what committees decide of them.
//!
//! Pure: a [`Sheet`] is changed by its fields ([`field`]) or by a [`Decision`], and becomes [`Sound`] once its life
//! cycle has admitted it; only a sound sheet is stored. What holds for every sound sheet:
//! - its state is one of the life cycle, its axes and indicators too;
//! - while that state is open, it has one owner and one next action with its date; in a closed state it has none;
//! - its state and its pace change by a decision only, and a decision that changes nothing is refused;
//! - an indicator says who stands behind it: verified needs a source, measured needs a date.

mod decide;
mod difference;
pub mod field;
mod figure;
mod invent;
mod lifecycle;
pub mod mention;
mod orientation;
mod sheet;
mod signatory;
mod sound;

pub use decide::{Decided, Decision, DecisionKind, Refusal, decide};
pub use difference::{Change, Merge, changed, difference, merge};
pub use field::{Field, Group, Kind};
pub use figure::Figure;
pub use invent::invent;
pub use lifecycle::{Axis, Committee, Evidence, Flaw, IndicatorSpec, Lifecycle, State, Transition};
pub use orientation::Orientation;
pub use sheet::{Indicator, Maturity, Milestone, Owner, Partner, PartnerRole, Sheet};
pub use signatory::{Quality, Signatory, awaited};
pub use sound::{Slip, Sound, admit, admit_edit};
