//! The program as its users meet it: started from a shell, with files in and out.

mod analysis;
mod dossiers;
mod downloads;
mod ranking;
mod running;
mod survives;
