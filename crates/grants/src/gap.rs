//! What a standard requires and a grant does not know: the column, and what to do about it.

use domain::Text;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Name of the column in the standard.
    pub field: &'static str,
    /// What is missing, and how to mend it.
    pub mend: Text,
}

impl Gap {
    pub(crate) fn new(field: &'static str, fr: &str, en: &str) -> Gap {
        Gap { field, mend: Text::new(fr, en) }
    }
}
