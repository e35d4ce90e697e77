//! The journal: decisions as committees take them, and random histories.

mod histories;
mod history;
mod stories;
