//! Real reference data in memory, each row with its provenance: communes, EPCI, départements, NAF, map outlines
//! (built from installed packages by [`load`] into `var/reference`), and the tables the project keeps itself in
//! `reference/` (labelled territories, turnkey sites, waves of the label), embedded in the binary.

mod book;
mod commune_download;
mod commune_import;
pub mod connect;
mod find;
mod find_naf;
mod geonames;
mod installations;
mod invented_sites;
mod labels;
mod lambert;
mod landmass;
mod load;
mod map;
mod naf;
mod outline_import;
mod outlines;
mod own_tables;
mod packages;
mod perimeter;
mod positions;
pub mod sectors;
mod site_list;
mod sites;
pub mod standard;
mod tables;
mod territories;
mod topology;
pub mod vulnerability;
pub mod waste;
mod zones;

pub use book::{Reference, Tables};
pub use commune_download::{DEPARTMENTS_API, DownloadOptions, download_communes};
pub use commune_import::{ImportReport, import_communes};
pub use find::fold_commune;
pub use installations::{Installation, Installations, InstallationsReport, import_installations, import_rubrics, read_installations};
pub use invented_sites::invented_sites;
pub use labels::{StateCommitment, Wave, WaveCoverage};
pub use lambert::lambert93;
pub use landmass::landmass;
pub use load::{LoadReport, load};
pub use map::{Inset, Outlines, Shape};
pub use naf::section as naf_section;
pub use outline_import::{OutlinesReport, import_outlines};
pub use own_tables::{OwnTable, own_tables};
pub use perimeter::{Perimeter, PerimeterKey};
pub use site_list::{Mapping, SITE_FIELDS, SiteField, SiteList, hectares, read_site_list, read_site_sheets, read_site_sheets_beside};
pub use tables::{CommuneRow, DepartmentRow, EpciMemberRow, EpciRow, FormerRow, NamedRow, Provenance};
