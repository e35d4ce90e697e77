//! Public money of a project: its lines from asked to paid, and the open standards a grant is published in.
//!
//! Pure: no clock, no base. [`Line`] is one financing line of an action sheet with a date and a proof for each stage;
//! [`Plan`] adds lines up so that they always foot with the cost. [`Grant`] is what is published of a granted line:
//! [`scdl`] and [`essential`] are the French *données essentielles*, [`three_sixty`] the 360Giving standard. What a grant
//! does not know is absent, never invented; what a standard requires and is not known keeps the grant out of that file,
//! with the reason ([`Gap`]).

pub mod essential;
mod funnel;
mod gap;
mod grant;
mod line;
mod plan;
mod problems;
pub mod scdl;
mod table;
pub mod three_sixty;
mod words;

pub use funnel::{Delay, FEW, masked, quantiles};
pub use gap::Gap;
pub use grant::{Beneficiary, Grant, Named, Nature, Party, Period, Place, THRESHOLD, Terms, publishable};
pub use line::{Line, Reached, Reason, Refusal, Stage, Step};
pub use plan::{Plan, Totals};
pub use problems::problems;
