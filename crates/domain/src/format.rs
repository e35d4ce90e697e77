//! Figures as each language writes them: 1 234,50 € (narrow no-break spaces) and €1,234.50.

use crate::{Cents, Lang, Rate};
use jiff::civil::{Date, DateTime, Time};

const MONTHS_FR: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn grouped(digits: &str, separator: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(c);
    }
    out
}

/// Euros; the cents are written only when there are some.
pub fn money(amount: Cents, lang: Lang) -> String {
    let (sign, abs) = if amount.0 < 0 { ("−", amount.0.unsigned_abs()) } else { ("", amount.0 as u64) };
    let (euros, cents) = ((abs / 100).to_string(), abs % 100);
    match (lang, cents) {
        (Lang::Fr, 0) => format!("{sign}{}\u{a0}€", grouped(&euros, "\u{202f}")),
        (Lang::Fr, c) => format!("{sign}{},{c:02}\u{a0}€", grouped(&euros, "\u{202f}")),
        (Lang::En, 0) => format!("{sign}€{}", grouped(&euros, ",")),
        (Lang::En, c) => format!("{sign}€{}.{c:02}", grouped(&euros, ",")),
    }
}

/// "150000.50", "-0.05": euros with a point and always two decimals, whatever the language. What every spreadsheet reads, and
/// [`Cents`] reads back without a doubt: never a lone mark before three digits.
pub fn euros(amount: Cents) -> String {
    let (sign, abs) = (if amount.0 < 0 { "-" } else { "" }, amount.0.unsigned_abs());
    format!("{sign}{}.{:02}", abs / 100, abs % 100)
}

/// What separates thousands, and what opens the decimals.
fn marks(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Fr => ("\u{202f}", ","),
        Lang::En => (",", "."),
    }
}

/// A number with at most `decimals` decimals, trailing zeros removed.
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let (thousands, point) = marks(lang);
    let zero = fraction.is_empty() && whole.bytes().all(|b| b == b'0');
    let sign = if value < 0.0 && !zero { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { point };
    format!("{sign}{}{point}{fraction}", grouped(whole, thousands))
}

pub fn percent(rate: Rate, lang: Lang) -> String {
    // Hundredths of a per cent are whole numbers: writing them needs no float.
    let (whole, hundredths) = (rate.0 / 100, rate.0 % 100);
    let (thousands, point) = marks(lang);
    let whole = grouped(&whole.to_string(), thousands);
    let figure = match (hundredths, hundredths % 10) {
        (0, _) => whole,
        (_, 0) => format!("{whole}{point}{}", hundredths / 10),
        _ => format!("{whole}{point}{hundredths:02}"),
    };
    match lang {
        Lang::Fr => format!("{figure}\u{a0}%"),
        Lang::En => format!("{figure}%"),
    }
}

/// "15 septembre 2020", "1er octobre 2020"; "15 September 2020".
pub fn date(date: Date, lang: Lang) -> String {
    let day = match (lang, date.day()) {
        (Lang::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    format!("{day}\u{a0}{} {}", month_name(date.month(), lang), date.year())
}

/// "septembre 2020".
pub fn month(date: Date, lang: Lang) -> String {
    format!("{} {}", month_name(date.month(), lang), date.year())
}

pub fn month_name(month: i8, lang: Lang) -> &'static str {
    let index = (month - 1).clamp(0, 11) as usize;
    match lang {
        Lang::Fr => MONTHS_FR[index],
        Lang::En => MONTHS_EN[index],
    }
}

/// "15/09/2020"; "15 Sep 2020".
pub fn short_date(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
        Lang::En => format!("{} {} {}", date.day(), &month_name(date.month(), lang)[..3], date.year()),
    }
}

/// "14 h 05", whose spaces never end a line; "14:05".
pub fn hour(time: Time, lang: Lang) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match lang {
        Lang::Fr => format!("{hour:02}\u{a0}h\u{a0}{minute:02}"),
        Lang::En => format!("{hour:02}:{minute:02}"),
    }
}

/// "28 novembre 2026, 14 h 05"; "28 November 2026, 14:05".
pub fn moment(at: DateTime, lang: Lang) -> String {
    format!("{}, {}", date(at.date(), lang), hour(at.time(), lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_of_a_file_keep_their_sign_and_are_read_back() {
        for (cents, written) in [(0, "0.00"), (-5, "-0.05"), (5, "0.05"), (-105, "-1.05"), (100_000, "1000.00")] {
            assert_eq!(euros(Cents(cents)), written);
        }
        for cents in [-123_456, -99, -1, 0, 1, 99, 100, 123_456] {
            assert_eq!(euros(Cents(cents)).parse::<Cents>(), Ok(Cents(cents)));
        }
    }

    #[test]
    fn a_moment_is_written_as_each_language_writes_hours() {
        let at = jiff::civil::date(2026, 11, 28).at(9, 5, 59, 0);
        assert_eq!(moment(at, Lang::Fr), "28\u{a0}novembre 2026, 09\u{a0}h\u{a0}05");
        assert_eq!(moment(at, Lang::En), "28\u{a0}November 2026, 09:05");
    }
}
