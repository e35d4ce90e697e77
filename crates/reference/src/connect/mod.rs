//! Public services asked while a site or a company is being described. One client for all: patient, bounded, cached on
//! disk, and every answer says where and when it was read.

mod answers;
mod client;
pub mod risks;

pub use answers::{Company, GeoCommune, Parcel, Zone, communes, companies, parcels, zones};
pub use client::{Answered, Client, Service};
