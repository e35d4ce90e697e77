//! The ranking of sites: its methods, its laws, its stories. One binary: a file put straight into `tests/` is linked alone,
//! with all that it stands on, which takes time and disk.

mod ahp;
mod land;
mod laws;
mod methods;
mod ranking;
mod travel;
