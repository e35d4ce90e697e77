//! Open geographic data: filters, pages, tiles. One binary: a file put straight into `tests/` is linked alone, with all that
//! it stands on, which takes time and disk.

mod filters;
mod oracle;
mod pages;
mod tiles;
mod town;
