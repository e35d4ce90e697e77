//! Size bands of Sirene (variable `trancheEffectifsEtablissement`): the only thing the register tells of headcounts.

/// A band, in the order of sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Band(pub u8);

/// Code of the register, least and most employees. General knowledge of the register (INSEE, Sirene documentation).
const BANDS: [(&str, u32, Option<u32>); 17] = [
    // No code: neither employer nor known to be none.
    ("", 0, None),
    // Does not employ: no employee at the reference year, nor at 31 December.
    ("NN", 0, Some(0)),
    ("00", 0, Some(0)),
    ("01", 1, Some(2)),
    ("02", 3, Some(5)),
    ("03", 6, Some(9)),
    ("11", 10, Some(19)),
    ("12", 20, Some(49)),
    ("21", 50, Some(99)),
    ("22", 100, Some(199)),
    ("31", 200, Some(249)),
    ("32", 250, Some(499)),
    ("41", 500, Some(999)),
    ("42", 1000, Some(1999)),
    ("51", 2000, Some(4999)),
    ("52", 5000, Some(9999)),
    ("53", 10_000, None),
];

impl Band {
    pub const COUNT: usize = BANDS.len();

    /// The band of a code of the register.
    pub fn of(code: &[u8]) -> Option<Band> {
        BANDS.iter().position(|(known, ..)| known.as_bytes() == code).map(|at| Band(at as u8))
    }

    pub fn code(self) -> &'static str {
        BANDS.get(usize::from(self.0)).map_or("", |band| band.0)
    }

    /// Least number of employees.
    pub fn least(self) -> u32 {
        BANDS.get(usize::from(self.0)).map_or(0, |band| band.1)
    }

    /// Greatest number of employees; none when the band is open, or not told.
    pub fn most(self) -> Option<u32> {
        BANDS.get(usize::from(self.0)).and_then(|band| band.2)
    }

    /// At least one employee, for sure.
    pub fn employs(self) -> bool {
        self.least() > 0
    }
}
