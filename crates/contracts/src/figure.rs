//! The figure of an indicator, exact to the hundredth: jobs, hectares, tonnes, euros. No float touches it.

use domain::{Lang, Text, format};
use serde::{Deserialize, Serialize};

/// In hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figure(pub i64);

impl Figure {
    /// Reads "12", "12,5", "1 250.75". A lone separator before exactly three digits is refused, as for amounts: it
    /// means a thousand in one country and a decimal in another.
    ///
    /// # Errors
    /// What was read, and how to write it.
    pub fn parse(text: &str) -> Result<Figure, Text> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let refuse = || {
            Text::new(
                format!("« {} » : nombre illisible ; écrire par exemple 12, 12,5 ou 1 250", text.trim()),
                format!("“{}”: unreadable number; write for example 12, 12.5 or 1250", text.trim()),
            )
        };
        let (negative, digits) = match compact.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, compact.as_str()),
        };
        let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, ""));
        let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 15 || decimals.len() > 2 || !number(whole) || !number(decimals) {
            return Err(refuse());
        }
        let hundredths =
            whole.parse::<i64>().map_err(|_| refuse())? * 100 + format!("{decimals:0<2}").parse::<i64>().map_err(|_| refuse())?;
        Ok(Figure(if negative { -hundredths } else { hundredths }))
    }

    /// As a form holds it: "1250,5" in French, "1250.5" in English.
    pub fn input(self, lang: Lang) -> String {
        let (sign, abs) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let point = if lang == Lang::Fr { ',' } else { '.' };
        match (abs / 100, abs % 100) {
            (whole, 0) => format!("{sign}{whole}"),
            (whole, part) if part % 10 == 0 => format!("{sign}{whole}{point}{}", part / 10),
            (whole, part) => format!("{sign}{whole}{point}{part:02}"),
        }
    }

    pub fn show(self, lang: Lang) -> String {
        format::number(self.0 as f64 / 100.0, 2, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_in_either_country_or_refused() {
        for (text, hundredths) in [("12", 1_200), ("12,5", 1_250), ("1 250.75", 125_075), ("-3", -300), ("0,05", 5)] {
            assert_eq!(Figure::parse(text), Ok(Figure(hundredths)), "{text}");
        }
        for text in ["", "1,250", "1.250", "12,345", "douze", "1,2,3", "99999999999999999"] {
            assert!(Figure::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_form_holds_is_read_back() {
        for hundredths in [0, 5, 50, 100, 125_075, -340] {
            for lang in [Lang::Fr, Lang::En] {
                assert_eq!(Figure::parse(&Figure(hundredths).input(lang)), Ok(Figure(hundredths)));
            }
        }
    }
}
