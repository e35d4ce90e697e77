//! With whom a place can exchange: by-products, heat, steam, water, and what can be shared.
//!
//! A supply meets a demand when nothing known forbids it: codes, hazard, temperature, lots, dates, distance, each in three
//! values, as what is not known is listed and refuses nothing. Every lead is explained, down to the exchanges observed
//! elsewhere. Ranges, weights and costs are dated data (`rules/connect`). Money and quantities are integers.

mod allocate;
mod code;
mod distance;
mod evidence;
mod explain;
mod flow;
mod grid;
mod hazard;
mod matcher;
mod predict;
mod quantity;
mod rules;
mod words;

pub use allocate::{Allocation, Given, Method, Taker, allocate};
pub use code::{Nace, WasteCode};
pub use evidence::{Evidence, Exchange, Knowledge};
pub use explain::{Check, Kind, Lead, Topic, explain};
pub use flow::{Available, Flow, Party, Shared, Side, Substance};
pub use hazard::received;
pub use matcher::{Candidate, Matcher};
pub use predict::{Figures, Grain, Predictor, leave_one_case_out, receivers};
pub use quantity::{Milli, Quantity, Rhythm, Unit, Usable, usable};
pub use rules::{FOLDER, Level, Matching, Material, Points, Rules};
pub use words::{quantity_told, substance_told};
