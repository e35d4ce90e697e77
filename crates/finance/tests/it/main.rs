//! The plan of a project: stories, properties, and the vectors of the law. One binary: a file put straight into `tests/` is
//! linked alone, with all that it stands on, which takes time and disk.

mod given;
mod plans;
mod properties;
mod vectors;
