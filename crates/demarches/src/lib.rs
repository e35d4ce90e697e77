//! The State's form platform (*démarches*): files read through its GraphQL API, and the values that prefill a form.
//!
//! Reading is patient and resumable: pages follow a cursor that is also a place in time, each page is kept before the next
//! one is asked, a page that times out is asked again smaller, and a later pull takes only what changed. A [`Mapping`] is
//! data: which answer of which form is which field of ours. [`prefill`] goes the other way, and tells what remains to be
//! typed: nobody but the holder can file, the platform has no way to file for them.

mod answer;
mod client;
mod failure;
mod mapping;
pub mod prefill;
mod pull;
mod query;

pub use answer::{Champ, Descriptor, Dossier, Gone, Page, State};
pub use client::{Client, PUBLIC, Patience};
pub use failure::Failure;
pub use mapping::{Field, Kind, Mapped, Mapping, MappingField};
pub use pull::{Checkpoint, Pulled, pull};
