//! Every story is told on both engines, with the same words: see `engines`.

mod engines;
mod kill;
mod migrations;
mod opening;
mod operators;
mod projects;
mod retries;
mod shares;
mod site_lists;
mod versions;
mod writes;
