//! Grants, from a line asked to what is published. One binary: a file put straight into `tests/` is linked alone, with all
//! that it stands on, which takes time and disk.

mod given;
mod lines;
mod standards;
