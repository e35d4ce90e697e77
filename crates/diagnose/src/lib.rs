//! What a territory does more than others, what is near what it does, and what it could bring back.
//!
//! Methods of economic geography as plain functions on plain values, one file per method, named as the literature names
//! it: no file, no clock, no network. Every result says its convention and what was left out of it; none is ever NaN.
//!
//! Notation, the same in every file: `x_cp` is what place `c` has in activity `p` (jobs, euros), `x_c`, `x_p` and `x` are
//! its totals, `M_cp` is 1 when the place is specialised in the activity, `d_c = Σ_p M_cp` is the diversity of the place,
//! `u_p = Σ_c M_cp` the ubiquity of the activity.

// The kernels, in the order in which they run.
pub mod analysis;
pub mod complexity;
pub mod components;
pub mod convention;
pub mod density;
pub mod external;
pub mod fitness;
mod lanczos;
mod memory;
pub mod outlook;
pub mod presence;
pub mod proximity;
pub mod relative;
pub mod significance;
pub mod simd;
pub mod specialisation;
pub mod table;
mod threads;

// The studies, which read the kernels for one territory or one sector.
pub mod basis;
pub mod branches;
pub mod bridge;
pub mod concentration;
pub mod country;
pub mod employer;
pub mod entry;
pub mod input_output;
pub mod learned;
mod lu;
pub mod national;
pub mod quadrant;
pub mod score;
pub mod sector;
pub mod shift_share;
pub mod skills;
pub mod suppliers;
pub mod territory;
pub mod variety;
pub mod vulnerability;

pub use basis::Basis;
pub use bridge::{Bridge, Link, Reliability};
pub use learned::{Floor, LearnOptions, Learned, Route, Trade};
pub use national::{INVENTED, Largest, National, Withheld, ZoneLevel, Zones};
pub use sector::SectorDiagnosis;
pub use territory::{TerritoryDiagnosis, TerritoryOptions};

pub use analysis::{Analysis, AnalysisOptions};
pub use complexity::{Complexity, Refusal};
pub use convention::{Convention, Diagonal};
pub use presence::Presence;
pub use proximity::{Proximity, ProximityKind};
pub use table::{Dropped, Gathered, Table};
