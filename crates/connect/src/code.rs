//! The codes that flows are compared by: waste (decision 2000/532/CE) and activities (NACE, which the NAF refines).

use std::fmt;

/// "07 07 08*": six digits, and whether the waste is hazardous; none when neither the file nor the list said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WasteCode {
    number: u32,
    pub hazardous: Option<bool>,
}

impl WasteCode {
    /// Reads "07 07 08*", "070708", "07.07.08 *". A star says hazardous; without one nothing is said.
    pub fn parse(text: &str) -> Option<WasteCode> {
        let star = text.contains('*');
        let mut number = 0;
        let mut digits = 0;
        for c in text.chars().filter(|c| !matches!(c, '*' | '.' | '-' | '_') && !c.is_whitespace()) {
            number = number * 10 + c.to_digit(10)?;
            digits += 1;
            if digits > 6 {
                return None;
            }
        }
        (digits == 6).then_some(WasteCode { number, hazardous: star.then_some(true) })
    }

    /// The same, completed by what the official list says; a star that was read stays.
    pub fn known(self, hazardous: Option<bool>) -> WasteCode {
        WasteCode { hazardous: self.hazardous.or(hazardous), ..self }
    }

    pub fn number(self) -> u32 {
        self.number
    }
    /// The first four digits.
    pub fn section(self) -> u32 {
        self.number / 100
    }
    /// The first two digits.
    pub fn chapter(self) -> u32 {
        self.number / 10_000
    }
}

impl fmt::Display for WasteCode {
    /// As the decision writes it: "07 07 08*".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.hazardous == Some(true) { "*" } else { "" };
        write!(f, "{:02} {:02} {:02}{star}", self.chapter(), self.section() % 100, self.number % 100)
    }
}

/// A class of the NACE, "25.50", or a division alone, "25".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nace(u16);

impl Nace {
    /// Reads "25.50B", "2550", "C25.50", "25.5", "25". Digits beyond the class, and the letter of the NAF, are left out.
    pub fn parse(text: &str) -> Option<Nace> {
        let text = text.trim();
        let text = text.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(text);
        let text = text.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(text);
        // "1.41", which a spreadsheet took for a number, is 01.41 and not the group 14.1.
        let lost = text.find('.') == Some(1);
        let digits: String = lost.then_some('0').into_iter().chain(text.chars().filter(|c| !matches!(c, '.' | ' '))).collect();
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: u16 = digits.parse().ok()?;
        match digits.len() {
            2 => Some(number * 100),
            3 => Some(number * 10),
            4 => Some(number),
            _ => None,
        }
        .filter(|number| *number >= 100)
        .map(Nace)
    }

    pub fn division(self) -> u16 {
        self.0 / 100
    }
    /// False for a division alone.
    pub fn is_class(self) -> bool {
        !self.0.is_multiple_of(100)
    }
    pub(crate) fn number(self) -> u16 {
        self.0
    }
    pub(crate) fn same_class(self, other: Nace) -> bool {
        self.is_class() && self == other
    }
}

impl fmt::Display for Nace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_class() {
            true => write!(f, "{:02}.{:02}", self.division(), self.0 % 100),
            false => write!(f, "{:02}", self.division()),
        }
    }
}
