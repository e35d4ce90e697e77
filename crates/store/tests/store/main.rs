//! Every story is told on both engines, with the same words: see `engines`.

mod accounts;
mod backup;
mod chain;
mod engines;
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
mod site_lists;
mod versions;
mod writes;
