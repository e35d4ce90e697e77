//! The methods of the studies: by hand, by their laws, and against other programs. One binary: a file put straight into
//! `tests/` is linked alone, with all that it stands on, which takes time and disk.

mod by_hand;
mod country;
mod instructions;
mod known;
mod laws;
mod methods;
mod oracle;
mod stories;
mod territory;
mod trade;
