//! Money in integer cents and rates in basis points: no float ever touches an amount.

use crate::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in euro cents. Serialised as an integer number of cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// A proportion in basis points: 10 000 is 100 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Rate(pub u32);

impl Cents {
    pub const ZERO: Cents = Cents(0);

    pub const fn euros(euros: i64) -> Cents {
        Cents(euros * 100)
    }
    pub fn max(self, other: Cents) -> Cents {
        Ord::max(self, other)
    }
    pub fn min(self, other: Cents) -> Cents {
        Ord::min(self, other)
    }
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
    /// Never below zero: what remains once `other` is taken.
    pub fn minus_or_zero(self, other: Cents) -> Cents {
        Cents((self.0 - other.0).max(0))
    }
    /// `self × rate`, rounded down to the cent: a ceiling must never be exceeded by rounding.
    pub fn share(self, rate: Rate) -> Cents {
        Cents((self.0 as i128 * rate.0 as i128).div_euclid(10_000) as i64)
    }
    /// `self × num / den` rounded down to the cent. `den` must not be zero.
    pub fn prorata(self, num: Cents, den: Cents) -> Cents {
        Cents((self.0 as i128 * num.0 as i128).div_euclid(den.0 as i128) as i64)
    }
    /// This amount as a proportion of `whole`, rounded down to the basis point; `None` when `whole` is not positive.
    pub fn rate_of(self, whole: Cents) -> Option<Rate> {
        (whole.0 > 0 && self.0 >= 0).then(|| Rate((self.0 as i128 * 10_000 / whole.0 as i128) as u32))
    }
}

impl Rate {
    pub const fn percent(percent: u32) -> Rate {
        Rate(percent * 100)
    }
    pub fn as_fraction(self) -> f64 {
        self.0 as f64 / 10_000.0
    }
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0.checked_add(other.0).expect("an amount beyond 92 million billion euros"))
    }
}
impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0.checked_sub(other.0).expect("an amount beyond 92 million billion euros"))
    }
}
impl Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(-self.0)
    }
}
impl AddAssign for Cents {
    fn add_assign(&mut self, other: Cents) {
        *self = *self + other;
    }
}
impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Cents) {
        *self = *self - other;
    }
}
impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(iter: I) -> Cents {
        iter.fold(Cents::ZERO, Add::add)
    }
}

/// Why an amount could not be read; the caller adds where. Written out it is in both languages, as the command line speaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", both(.0))]
pub struct AmountError(pub String);

impl AmountError {
    /// For a page, which speaks one.
    pub fn words(&self) -> Text {
        let typed = &self.0;
        Text::new(
            format!("« {typed} » : montant illisible ; écrire par exemple 1 250 000 €, 1,25 M€ ou 480 k€"),
            format!("“{typed}”: unreadable amount; write for example 1250000\u{a0}€, 1.25\u{a0}M€ or 480\u{a0}k€"),
        )
    }
}

fn both(typed: &str) -> String {
    let words = AmountError(typed.to_owned()).words();
    format!("{} / {}", words.fr, words.en)
}

/// "12millionsd’euros" → "12m€": the units that people write in words, as the short ones. The currency is asked for.
fn in_short(compact: &str) -> String {
    let currency = ["d’euros", "d'euros", "euros", "€"].iter().find_map(|currency| compact.strip_suffix(currency));
    let scaled = currency.and_then(|figure| {
        let words = [("milliards", "md€"), ("milliard", "md€"), ("millions", "m€"), ("million", "m€")];
        words.iter().find_map(|(word, unit)| figure.strip_suffix(word).map(|figure| format!("{figure}{unit}")))
    });
    scaled.unwrap_or_else(|| compact.to_owned())
}

impl std::str::FromStr for Cents {
    type Err = AmountError;

    /// Reads "1 250 000", "1 250 000,50 €", "1.25 M€", "480 k€", "2 Md€", "12 millions d’euros", "1,000,000.00 EUR".
    ///
    /// A lone separator followed by exactly three digits ("1,250" or "1.250") is refused: it means a thousand in one
    /// country and a decimal in another, and no amount may be guessed.
    fn from_str(text: &str) -> Result<Cents, AmountError> {
        let bad = || AmountError(text.trim().to_owned());
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let lower = in_short(&compact.to_lowercase());
        let (digits, scale) = ["md€", "mdeur", "m€", "meur", "k€", "keur", "€", "eur", "euros"]
            .iter()
            .zip([1e9 as i128, 1e9 as i128, 1_000_000, 1_000_000, 1_000, 1_000, 1, 1, 1])
            .find_map(|(suffix, scale)| lower.strip_suffix(suffix).map(|d| (d.to_owned(), scale)))
            .unwrap_or((lower, 1));
        let (negative, digits) = match digits.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.to_owned()),
            None => (false, digits),
        };
        let separators: Vec<(usize, char)> = digits.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let kinds: std::collections::BTreeSet<char> = separators.iter().map(|s| s.1).collect();
        let decimal_at = match (separators.len(), kinds.len()) {
            (0, _) => None,
            // One separator: a decimal mark, unless it could be a thousands mark.
            (1, _) => {
                let after = digits.len() - separators[0].0 - 1;
                if after == 3 && scale == 1 {
                    return Err(bad());
                }
                Some(separators[0].0)
            }
            // "1.250.000" or "1,250,000": thousands only.
            (_, 1) => None,
            // "1.250.000,50" or "1,250,000.50": the last one is the decimal mark.
            _ => separators.last().map(|s| s.0),
        };
        let (whole, fraction) = match decimal_at {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits.as_str(), ""),
        };
        let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        let is_number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 15 || fraction.len() > 9 || !is_number(&whole) || !is_number(fraction) {
            return Err(bad());
        }
        let mut units: i128 = whole.parse::<i128>().map_err(|_| bad())? * 100 * scale;
        if !fraction.is_empty() {
            let ten = 10_i128.pow(fraction.len() as u32);
            let cents = fraction.parse::<i128>().map_err(|_| bad())? * 100 * scale;
            // More precise than a cent: nothing is rounded behind the reader's back.
            if cents % ten != 0 {
                return Err(bad());
            }
            units += cents / ten;
        }
        i64::try_from(if negative { -units } else { units }).map(Cents).map_err(|_| bad())
    }
}
