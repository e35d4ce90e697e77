//! The tables of the standard, and ours beside them.

use crate::field::{Field, fields};

/// A table of records. The first five are national; the others say what the national ones lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Economic pole: several sites together.
    Pole,
    /// Economic site: what L318-8-2 of the town-planning code asks intercommunalities to list.
    Site,
    /// Plot of a site.
    Plot,
    /// Establishment on a plot.
    Establishment,
    /// Brownfield.
    Brownfield,
    /// Ours, one row per site: power, gas, water, effluent, risks, price, labels.
    Extension,
    /// Ours, several rows per site: permits and studies, with scope and expiry.
    Procedure,
    /// Ours, several rows per site: companies that came to see, and what became of it.
    Lead,
}

impl Class {
    pub const ALL: [Class; 8] =
        [Class::Pole, Class::Site, Class::Plot, Class::Establishment, Class::Brownfield, Class::Extension, Class::Procedure, Class::Lead];

    /// Name of the table: file, layer or sheet.
    pub fn name(self) -> &'static str {
        match self {
            Class::Pole => "pole-eco",
            Class::Site => "site-eco",
            Class::Plot => "terrain-eco",
            Class::Establishment => "etablissement",
            Class::Brownfield => "friches",
            Class::Extension => "site-extension",
            Class::Procedure => "site-procedure",
            Class::Lead => "site-piste",
        }
    }

    pub fn fields(self) -> &'static [Field] {
        fields(self)
    }

    /// Place of a field in the table.
    pub fn at(self, name: &str) -> Option<usize> {
        self.fields().iter().position(|f| f.name == name)
    }

    /// Fields that tell one record from another.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Class::Pole => &["pole_id"],
            Class::Plot => &["terr_id"],
            Class::Establishment => &["SIRET"],
            Class::Site | Class::Brownfield | Class::Extension => &["site_id"],
            Class::Procedure => &["site_id", "proc_type"],
            Class::Lead => &["piste_id"],
        }
    }

    /// Separator of the official example of the table.
    pub fn separator(self) -> u8 {
        if self == Class::Brownfield { b',' } else { b';' }
    }
}
