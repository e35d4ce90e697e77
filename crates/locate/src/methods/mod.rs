//! Published methods of multi-criteria choice on a plain table of figures, each in its own file.
//!
//! `rank` uses a weighted sum with random weightings; these serve comparisons on request and the cross-check of the
//! figures against independent packages. Definitions: Hwang & Yoon 1981 (TOPSIS), Brans & Vincke 1985 (PROMETHEE),
//! Lahdelma & Salminen 2001 (SMAA-2). Every rank starts at 1; ties keep the order of the rows.

mod promethee;
mod smaa;
mod table;
mod topsis;
mod weightings;
mod wsm;

pub use promethee::{Flows, Preference, promethee2};
pub use smaa::{Acceptability, smaa};
pub use table::{Sense, Table, ranks};
pub use topsis::{Normalisation, topsis};
pub use weightings::weightings;
pub use wsm::{Bound, Veto, WeightedSum, wsm};
