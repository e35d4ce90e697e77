//! Flows that meet, told as stories and against every pair. One binary: a file put straight into `tests/` is linked alone,
//! with all that it stands on, which takes time and disk.

mod country;
mod stories;
