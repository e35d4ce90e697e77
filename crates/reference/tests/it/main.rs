//! The reference: built, imported, found, written back. One binary: a file put straight into `tests/` is linked alone, with
//! all that it stands on, which takes time and disk.

mod connect;
mod extension;
mod finding;
mod full_load;
mod installations;
mod invented_sites;
mod loading;
mod own_tables;
mod perimeter;
mod sectors;
mod site_list;
mod standard;
mod stub;
mod support;
