//! When a project can open on a site: the network of procedures, its critical path and its uncertainty.
//!
//! `formalities` chooses and orders the procedures, `anticipation` judges what the site did beforehand, `progress` what
//! is already under way, `path` and `monte_carlo` compute, `station` dates and explains. Nothing here reads a file or a clock.

mod anticipation;
pub mod beta_pert;
pub mod calendar;
mod condition;
pub mod delays;
mod formalities;
mod gains;
pub mod monte_carlo;
mod notes;
mod outlook;
pub mod path;
mod progress;
mod promise;
mod station;
pub mod window;

pub use anticipation::expires;
pub use calendar::*;
pub use gains::carried;
pub use outlook::{Months, Outlook};
pub use progress::{Progress, Stage};
pub use promise::{Promise, promise};
pub use station::{Options, calendar, calendar_from};
