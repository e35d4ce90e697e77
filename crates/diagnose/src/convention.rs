//! The packages do not agree on the last step of the same formula: each way of doing it is named, never mixed.

/// Who else gets these numbers. The binary matrix, the minimum proximity, the eigenvectors and the sign are the same in the
/// three; the table says what differs (read in the code of the packages, versions in `docs/decisions/0008-…`).
///
/// | | `Atlas` | `Datawheel` | `R` |
/// |---|---|---|---|
/// | package | ecomplexity 0.5.3 (Growth Lab), Stata | economic-complexity 0.3.0 (OEC) | economiccomplexity 2.0.0 |
/// | ECI | z-score, sd over n | z-score, sd over n − 1 | z-score, sd over n − 1 |
/// | PCI | mean and sd **of the ECI** | its own z-score, n − 1 | its own z-score, n − 1 |
/// | `φ_pp` in the density | 1 | 0 | 1 |
/// | COI | z-score, sd over n | in units of PCI | in units of PCI |
/// | COG | raw PCI, divided by the sd of the ECI | in units of PCI | in units of PCI |
///
/// `Datawheel` here is its normalisation on the true eigenvectors: its own method of reflections is a truncated power
/// iteration, wrong by 0.04 sd at its default of 20 steps and noise after 60, and is not reproduced. Its "opportunity gain"
/// is another quantity than the COG of the two others, and is not computed either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Convention {
    #[default]
    Atlas,
    Datawheel,
    R,
}

/// Whether an activity counts as its own neighbour in the density.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Diagonal {
    /// `φ_pp` as it is: 1 for the proximities that have 1 there.
    Kept,
    /// `φ_pp = 0`, above and below the fraction.
    Zero,
}

impl Convention {
    pub const ALL: [Convention; 3] = [Convention::Atlas, Convention::Datawheel, Convention::R];

    /// The name of the option: "atlas", "datawheel", "r".
    pub fn name(self) -> &'static str {
        match self {
            Convention::Atlas => "atlas",
            Convention::Datawheel => "datawheel",
            Convention::R => "r",
        }
    }
    pub fn parse(name: &str) -> Option<Convention> {
        Convention::ALL.into_iter().find(|c| c.name() == name)
    }
    pub fn diagonal(self) -> Diagonal {
        match self {
            Convention::Atlas | Convention::R => Diagonal::Kept,
            Convention::Datawheel => Diagonal::Zero,
        }
    }
    /// What is taken off the number of values in the standard deviation.
    pub fn lost_degrees(self) -> usize {
        match self {
            Convention::Atlas => 0,
            Convention::Datawheel | Convention::R => 1,
        }
    }
}

/// Mean and standard deviation of what is standardised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub mean: f64,
    pub sd: f64,
}

impl Spread {
    /// `lost`: 0 divides by n, 1 by n − 1. The deviation is 0 when there are not more values than that.
    pub fn of(values: &[f64], lost: usize) -> Spread {
        let n = values.len();
        let mean = if n == 0 { 0.0 } else { values.iter().sum::<f64>() / n as f64 };
        let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
        let sd = if n > lost { (squares / (n - lost) as f64).sqrt() } else { 0.0 };
        Spread { mean, sd }
    }

    /// `(value − mean) / sd`; 0 when nothing varies, as no value then stands out.
    pub fn standardise(self, value: f64) -> f64 {
        if self.sd > 0.0 { (value - self.mean) / self.sd } else { 0.0 }
    }
}
