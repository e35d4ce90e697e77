//! What a committee, an accountant and another program receive from the same dossier.

mod json;
mod pdf;
mod sample;
mod xlsx;
