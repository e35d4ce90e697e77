//! Pages, API, feeds and downloads. A file of `routes/` is found from its address: `/sites/{id}` is `routes/sites/show.rs`.
//!
//! Every route is declared with the action it performs ([`registry`]), and every action is decided by one function
//! ([`permissions::can`]). A page, its JSON and its CSV are made from the same value.

pub mod accept;
pub mod accounts;
pub mod answer;
pub mod app;
pub mod ask;
pub mod assets;
pub mod digest;
pub mod envelopes;
pub mod error;
pub mod form;
pub mod i18n;
pub mod icons;
pub mod judge;
pub mod map;
pub mod notices;
pub mod openapi;
pub mod page;
pub mod paging;
pub mod permissions;
pub mod registers;
pub mod registry;
pub mod rounds;
pub mod routes;
pub mod security;
pub mod study;
pub mod table;
pub mod travel;
pub mod upload;

pub use app::{App, Setup};
pub use routes::router;
