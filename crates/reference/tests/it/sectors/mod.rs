//! The data of the sector studies, as they come: exact public files, damaged ones, the same twice, half an import.

mod downloads;
mod exchanges;
mod hostile;
mod mangled;
mod occupations;
mod others;
mod place;
mod register;
mod register_layout;
mod stock_parquet;
mod urssaf;
mod zones;
