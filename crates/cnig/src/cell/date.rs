//! Dates: the standard wants 2023-08-29, people type 29/08/2023, spreadsheets add an hour.

use super::Found;
use crate::record::Value;
use domain::{Date, Text, name};

const MONTHS: [&str; 12] =
    ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

pub(super) fn date(cell: &str) -> Found {
    if let Ok(date) = cell.parse::<Date>()
        && cell.len() == 10
    {
        return plausible(cell, date, None);
    }
    match loose(cell) {
        Some(date) => plausible(cell, date, Some(Text::new("date remise à la forme AAAA-MM-JJ", "date put in the form YYYY-MM-DD"))),
        None => Found::Lost(
            Text::new(format!("« {cell} » n’est pas une date"), format!("“{cell}” is not a date")),
            Text::new("écrivez par exemple 2023-08-29", "write for example 2023-08-29"),
        ),
    }
}

fn plausible(cell: &str, date: Date, why: Option<Text>) -> Found {
    if (1800..=2100).contains(&date.year()) {
        return Found::from_mended(Value::Date(date), why);
    }
    Found::Lost(
        Text::new(format!("« {cell} » : année improbable"), format!("“{cell}”: unlikely year")),
        Text::new("vérifiez la date", "check the date"),
    )
}

/// "29/08/2023", "29.8.2023", "2023/08/29", "20230829", "2023-08-29T00:00:00", "29 août 2023".
fn loose(cell: &str) -> Option<Date> {
    let day = cell.split(['T', ' ']).next().filter(|first| first.matches(['-', '/', '.']).count() == 2).unwrap_or(cell);
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return made(day.get(..4)?, day.get(4..6)?, day.get(6..)?);
    }
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    if let [a, b, c] = parts.as_slice() {
        return match (a.len(), c.len()) {
            (4, _) => made(a, b, c),
            // Day first; month first only where the figures leave no choice.
            (_, 4) => made(c, b, a).or_else(|| made(c, a, b)),
            _ => None,
        };
    }
    let folded = name::fold(cell);
    match folded.split(' ').collect::<Vec<_>>().as_slice() {
        [day, month, year] => {
            let month = MONTHS.iter().position(|m| m == month)? + 1;
            made(year, &month.to_string(), day.trim_end_matches("er"))
        }
        _ => None,
    }
}

fn made(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

pub(super) fn year(cell: &str) -> Found {
    let plain = cell.len() == 4 && cell.bytes().all(|b| b.is_ascii_digit());
    let year: Option<i16> = match plain {
        true => cell.parse().ok(),
        false => cell
            .strip_suffix(".0")
            .and_then(|y| y.parse().ok())
            .or_else(|| cell.parse::<Date>().ok().or_else(|| loose(cell)).map(|d| d.year())),
    };
    match year.filter(|y| (1700..=2100).contains(y)) {
        Some(year) if plain => Found::Kept(Value::Year(year)),
        Some(year) => Found::Mended(Value::Year(year), Text::new("l’année seule est gardée", "the year alone is kept")),
        None => Found::Lost(
            Text::new(format!("« {cell} » n’est pas une année"), format!("“{cell}” is not a year")),
            Text::new("écrivez quatre chiffres, par exemple 2015", "write four figures, for example 2015"),
        ),
    }
}
