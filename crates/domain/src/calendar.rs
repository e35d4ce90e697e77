//! Dates as people write them, French working days, public holidays, and closing instants in Europe/Paris.

use crate::Text;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A date as people write it: "2020-09-15" or "15/09/2020".
///
/// # Errors
/// That it is not a date, with an example.
pub fn read_date(text: &str) -> Result<Date, Text> {
    let text = text.trim();
    let french = || {
        let mut parts = text.split('/').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let known = parts.next().is_none() && year >= 1000;
        known.then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()).flatten()
    };
    let iso = || (text.len() == 10).then(|| text.parse().ok()).flatten();
    iso().or_else(french).ok_or_else(|| {
        Text::new(
            format!("« {text} » : date illisible ; écrire 15/09/2020 ou 2020-09-15"),
            format!("“{text}”: unreadable date; write 15/09/2020 or 2020-09-15"),
        )
    })
}

/// Easter Sunday (Gregorian computus, Meeus/Jones/Butcher).
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, month as i8, day as i8).expect("the computus gives a day of March or April")
}

/// Public holidays of metropolitan France (code du travail, L3133-1). Alsace-Moselle has two more, not counted here.
pub fn is_holiday(date: Date) -> bool {
    const FIXED: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    if FIXED.contains(&(date.month(), date.day())) {
        return true;
    }
    let easter = easter(date.year());
    [1, 39, 50].iter().any(|days| easter.checked_add(Span::new().days(*days)).is_ok_and(|d| d == date))
}

pub fn is_working_day(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(date)
}

/// The date itself when it is a working day, otherwise the next one: a legal time limit that ends on a day off is
/// carried over (code de procédure civile, art. 642; règlement 1182/71, art. 3).
pub fn next_working_day(mut date: Date) -> Date {
    while !is_working_day(date) {
        date = date.tomorrow().expect("dates of projects stay far from the end of the calendar");
    }
    date
}

/// A closing time as calls give it ("17 h 00, heure de Paris") to an instant. In the hour that the autumn change
/// repeats, the first occurrence is meant; in the hour that spring skips, the clock is moved forward.
pub fn paris_instant(local: DateTime) -> Timestamp {
    paris().to_ambiguous_zoned_datetime(local).compatible().expect("a civil time of this century").timestamp()
}

/// What a clock in Paris shows at that instant.
pub fn paris_time(instant: Timestamp) -> DateTime {
    instant.to_zoned_datetime(paris()).datetime()
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").expect("the time-zone database is bundled in the program")
}
