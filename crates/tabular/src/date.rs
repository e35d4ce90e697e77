//! A day of a cell: the habits of French files, and those of workbooks that lost the form of their dates.

use crate::amount::broken;
use crate::{Cell, Read, Refusal, unknown};
use domain::{Date, Text, name};
use jiff::ToSpan;

const MONTHS: [(&str, &str, &str); 12] = [
    ("janvier", "january", "janv"),
    ("fevrier", "february", "fevr"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr"),
    ("mai", "may", "mai"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
];

/// Days of a workbook that this program takes for dates: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;

/// Reads a day. `month_first`: another cell of the column can only be read with the month first, so that "01/02/2021"
/// is a question here.
///
/// # Errors
/// With the question or the reason.
pub fn date(cell: &Cell, month_first: bool) -> Result<Read<Date>, Refusal> {
    match cell {
        Cell::Empty => Ok(Read::Nothing),
        Cell::Date(date) => plausible(&date.to_string(), *date, None),
        Cell::Number { value, epoch_1904 } => counted(*value, *epoch_1904),
        Cell::Text(text) => typed(text, month_first),
        Cell::Error(error) => Err(broken(error)),
        Cell::Bool(_) => Err(unreadable(&cell.text())),
    }
}

fn of_serial(value: f64, epoch_1904: bool) -> Option<Date> {
    // Excel counts a 29 February 1900 that never was: from March on, day 1 is 31 December 1899.
    let start = if epoch_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    start.checked_add((value.floor() as i64).days()).ok()
}

/// A number in a column of dates: the workbook knows from where it counts days.
fn counted(value: f64, epoch_1904: bool) -> Result<Read<Date>, Refusal> {
    match of_serial(value, epoch_1904).filter(|_| SERIALS.contains(&value)) {
        Some(date) => {
            let why = Text::new(
                format!("{value} est le {date} du calendrier du classeur"),
                format!("{value} is {date} in the calendar of the workbook"),
            );
            plausible(&value.to_string(), date, Some(why))
        }
        None => Err(unreadable(&value.to_string())),
    }
}

fn typed(text: &str, month_first: bool) -> Result<Read<Date>, Refusal> {
    let text = text.trim();
    if unknown(text) || matches!(text, "-" | "–" | "—" | "/") {
        return Ok(Read::Nothing);
    }
    let day = match text.split_once(['T', ' ']) {
        Some((day, hour)) if hour.contains(':') => day,
        _ => text,
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = day.split(['/', '-', '.']).map(str::trim).collect();
    if let [a, b, c] = parts.as_slice()
        && [a, b, c].iter().all(|p| digits(p))
    {
        return numbers(text, a, b, c, month_first);
    }
    if digits(text) {
        return bare(text);
    }
    let folded = name::fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    // "mardi 31 décembre 2020", "31 déc. 2020", "31-déc-20", "December 31 2020".
    let words = if words.len() == 4 { &words[1..] } else { &words[..] };
    if let [a, b, c] = words {
        let (day, month) = if digits(a.trim_end_matches("er")) { (*a, *b) } else { (*b, *a) };
        let month = month_of(month).ok_or_else(|| unreadable(text))?;
        let day = day.trim_end_matches("er").parse().map_err(|_| unreadable(text))?;
        let (year, short) = year(c).ok_or_else(|| unreadable(text))?;
        let date = Date::new(year, month, day).map_err(|_| absent(text))?;
        return plausible(text, date, short.then(|| century(text, date)));
    }
    if let [month, year] = words
        && month_of(month).is_some()
        && digits(year)
    {
        return Err((
            Text::new(format!("« {text} » : quel jour ?"), format!("“{text}”: which day?")),
            Text::new("écrivez le jour aussi, par exemple 31/12/2020", "write the day as well, for example 2020-12-31"),
        ));
    }
    Err(unreadable(text))
}

fn month_of(word: &str) -> Option<i8> {
    let at = MONTHS
        .iter()
        .position(|(fr, en, short)| word == *fr || word == *en || word == *short || (word.len() == 3 && en.starts_with(word)))?;
    Some(at as i8 + 1)
}

/// A year of four digits, or of two: of this century.
fn year(text: &str) -> Option<(i16, bool)> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some((year, false)),
        2 => Some((2_000 + year, true)),
        _ => None,
    }
}

fn century(text: &str, date: Date) -> Text {
    Text::new(format!("« {text} » lu {date}"), format!("“{text}” read as {date}"))
}

fn numbers(text: &str, a: &str, b: &str, c: &str, month_first: bool) -> Result<Read<Date>, Refusal> {
    let n = |s: &str| s.parse::<i8>().map_err(|_| absent(text));
    if a.len() == 4 {
        let date = Date::new(a.parse().map_err(|_| absent(text))?, n(b)?, n(c)?).map_err(|_| absent(text))?;
        return plausible(text, date, None);
    }
    let (year, short) = year(c).ok_or_else(|| unreadable(text))?;
    let (first, second) = (n(a)?, n(b)?);
    let day_first = Date::new(year, second, first).ok();
    let month_led = Date::new(year, first, second).ok();
    match (day_first, month_led) {
        (Some(date), other) => {
            if month_first && other.is_some_and(|other| other != date) {
                let other = other.unwrap_or(date);
                return Err((
                    Text::new(format!("« {text} » : {date} ou {other} ?"), format!("“{text}”: {date} or {other}?")),
                    Text::new(
                        "d’autres dates de la colonne ont le mois en premier : écrivez AAAA-MM-JJ",
                        "other dates of the column have the month first: write YYYY-MM-DD",
                    ),
                ));
            }
            plausible(text, date, short.then(|| century(text, date)))
        }
        // The figures leave no choice.
        (None, Some(date)) => {
            let why = Text::new(
                format!("« {text} » lu {date} : le mois est en premier"),
                format!("“{text}” read as {date}: the month comes first"),
            );
            plausible(text, date, Some(why))
        }
        (None, None) => Err(absent(text)),
    }
}

/// Digits alone: "20201231", "44196" or "2020".
fn bare(text: &str) -> Result<Read<Date>, Refusal> {
    let n = |s: &str| s.parse::<i16>().unwrap_or(0);
    match text.len() {
        8 => {
            let date = Date::new(n(&text[..4]), n(&text[4..6]) as i8, n(&text[6..]) as i8).map_err(|_| absent(text))?;
            plausible(text, date, Some(century(text, date)))
        }
        4 if (1900..=2100).contains(&n(text)) => Err((
            Text::new(format!("« {text} » : quel jour de l’année ?"), format!("“{text}”: which day of the year?")),
            Text::new("écrivez le jour aussi, par exemple 31/12/2020", "write the day as well, for example 2020-12-31"),
        )),
        5 => {
            let value: f64 = text.parse().unwrap_or(0.0);
            let (Some(usual), Some(apple)) = (of_serial(value, false), of_serial(value, true)) else { return Err(unreadable(text)) };
            // A text file does not say from where its days are counted.
            Err((
                Text::new(
                    format!("« {text} » : {usual} (jours comptés depuis 1900) ou {apple} (depuis 1904) ?"),
                    format!("“{text}”: {usual} (days counted from 1900) or {apple} (from 1904)?"),
                ),
                Text::new("mettez la colonne au format date avant d’enregistrer", "set the column to the format date before saving"),
            ))
        }
        _ => Err(unreadable(text)),
    }
}

fn plausible(text: &str, date: Date, why: Option<Text>) -> Result<Read<Date>, Refusal> {
    if !(1950..=2100).contains(&date.year()) {
        return Err((
            Text::new(format!("« {text} » : année improbable"), format!("“{text}”: unlikely year")),
            Text::new("vérifiez la date", "check the date"),
        ));
    }
    Ok(match why {
        Some(why) => Read::Mended(date, why),
        None => Read::Kept(date),
    })
}

fn absent(text: &str) -> Refusal {
    (
        Text::new(format!("« {text} » n’est pas un jour du calendrier"), format!("“{text}” is not a day of the calendar")),
        Text::new("écrivez par exemple 31/12/2020", "write for example 2020-12-31"),
    )
}

fn unreadable(text: &str) -> Refusal {
    (
        Text::new(format!("« {text} » n’est pas une date"), format!("“{text}” is not a date")),
        Text::new("écrivez par exemple 31/12/2020", "write for example 2020-12-31"),
    )
}
