//! Public services asked while a site or a company is being described. One client for all: patient, bounded, cached on
//! disk, and every answer says where and when it was read.

mod answers;
mod client;

pub use answers::{Company, GeoCommune, Zone, communes, companies, zones};
pub use client::{Answered, Client, Service};
