//! Portfolios: by hand, and against what solvers proved. One binary: a file put straight into `tests/` is linked alone, with
//! all that it stands on, which takes time and disk.

mod common;
mod example;
mod oracles;
mod stories;
