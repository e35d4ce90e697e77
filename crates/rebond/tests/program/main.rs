//! The program as its users meet it: started from a shell, with files in and out; and what its repository promises: the
//! direction of its crates, its documents.

mod analysis;
mod direction;
mod documents;
mod dossiers;
mod downloads;
mod keeping;
mod ranking;
mod readers;
mod running;
mod steering;
mod studies;
mod survives;
