//! What a committee, an accountant and another program receive from the same dossier.

mod json;
mod pdf;
// Data laid out by hand: one value a line would take twice the room.
#[rustfmt::skip]
mod sample;
mod sectors;
mod xlsx;
