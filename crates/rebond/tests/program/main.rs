//! The program as its users meet it: started from a shell, with files in and out.

mod analysis;
mod dossiers;
mod downloads;
mod keeping;
mod ranking;
mod readers;
mod running;
mod steering;
mod studies;
mod survives;
