//! The journal: decisions as committees take them, and random histories.

mod draws;
mod histories;
mod history;
mod stories;
