//! The tables that territories keep of their action sheets, taken in and given back.
//!
//! Pure: a table that `tabular` read, a [`Layout`] (which sheet of the workbook, which column is which field) and the
//! sheets already known become a [`Plan`]: each row is a new sheet, a change to a known one with its difference, the
//! same, or refused with what is wrong and how to mend it. Nothing is guessed: what can be read in two ways is refused
//! with its question, and a row that names a known sheet never makes a copy of it.

mod columns;
mod export;
mod heading;
mod layout;
mod matching;
mod plan;
mod read;
mod rejected;

pub use columns::{Target, named, targets};
pub use export::{Export, export};
pub use layout::{Column, Decimal, Layout, fingerprint};
pub use plan::{Defaults, Fate, Intake, Known, Plan, Planned, plan};
pub use rejected::{TO_MEND, rejected};

use domain::Text;

/// What is wrong, and how to mend it.
pub type Refusal = (Text, Text);
