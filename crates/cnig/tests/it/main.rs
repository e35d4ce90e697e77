//! The national standard of sites, read and written. One binary: a file put straight into `tests/` is linked alone, with all
//! that it stands on, which takes time and disk.

mod fuzz;
mod official;
mod reading;
