//! Every story is told on both engines, with the same words: see `engines`.

mod backup;
mod blockings;
mod chain;
mod engines;
mod funding;
#[path = "../../../ledger/tests/journal/history.rs"]
mod history;
mod kill;
mod kill_ledger;
mod ledger;
mod migrations;
mod opening;
mod operators;
mod projects;
mod retries;
mod shares;
mod sheets;
mod site_lists;
mod versions;
mod writes;
