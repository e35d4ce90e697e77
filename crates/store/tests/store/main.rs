//! Every story is told on both engines, with the same words: see `engines`.

mod accounts;
mod application_documents;
mod application_lines;
mod applications;
mod backup;
mod blockings;
mod chain;
mod committees;
mod copy;
mod desks;
mod engines;
mod files;
mod followed;
mod funding;
#[path = "../../../ledger/tests/journal/history.rs"]
mod history;
mod kill;
mod kill_applications;
mod kill_imports;
mod kill_ledger;
mod leads;
mod ledger;
mod migrations;
mod opening;
mod operators;
mod projects;
mod retries;
mod shares;
mod sharing;
mod sheet_holders;
mod sheet_imports;
mod sheets;
mod site_lists;
mod site_pages;
mod versions;
mod writes;
