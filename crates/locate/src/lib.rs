//! Which sites suit a project, why, and how sure that is.

pub mod methods;
pub mod ranking;

pub use ranking::*;
