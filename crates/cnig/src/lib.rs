//! The national standard of economic sites and brownfields (CNIG *Sites économiques* v2024-10, *Friches* v1.0.6), and
//! what it lacks: a tolerant reader whose every correction is a line of a report, a strict writer that the public Table
//! Schemas accept.
//!
//! Pure: bytes in, records and a report out. One table of fields (`fields.csv`) drives reading, checking and writing; another
//! (`values.csv`) says the values of its lists in English.

mod align;
mod cell;
mod class;
mod columns;
mod field;
mod located;
mod read;
mod record;
mod report;
mod shape;
mod sheet;
mod strict;
mod told;
mod units;
pub mod write;

pub use cell::{value, written};
pub use class::Class;
pub use columns::recognise;
pub use field::{Field, Kind, List, field_named};
pub use located::located;
pub use read::{Reading, Seen, read};
pub use record::{Record, Value};
pub use report::{Correction, MOST_CORRECTIONS};
pub use shape::{Form, MOST_VERTICES, Refusal, Shape, parse as parse_shape};
pub use sheet::sheets;
pub use strict::{Strict, faults, strict};
pub use tabular::{MOST_BYTES, MOST_ROWS, Mark, Rows, Sheet, marks, number, unknown};
pub use told::told;
