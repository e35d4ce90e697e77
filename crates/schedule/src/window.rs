//! When a step may start: seasons of each year and fixed dates, as stretches of months counted from the start.

use domain::Date;
use jiff::Span;
use programmes::procedure::Procedure;

/// Mean length of a month of the Gregorian calendar, in days: 365.25 / 12.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// Seasons are laid out over this many years; a network that runs longer is no longer a forecast.
const HORIZON_YEARS: i16 = 40;

/// The day that lies so many months after the start.
pub fn day(start: Date, months: f64) -> Date {
    let days = (months * DAYS_PER_MONTH).round().clamp(0.0, 365_250.0) as i64;
    start.checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}

/// Months between the start and a day; negative before the start.
pub fn months_until(start: Date, day: Date) -> f64 {
    let days = start.until(day).map_or(0, |span| span.get_days());
    f64::from(days) / DAYS_PER_MONTH
}

/// Half-open stretches [opens, closes) in which a step may start; none: at any time. After the last stretch nothing is
/// known, so nothing is imposed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Openings(Vec<(f64, f64)>);

impl Openings {
    pub fn new(mut stretches: Vec<(f64, f64)>) -> Openings {
        stretches.retain(|(opens, closes)| opens < closes && *closes > 0.0);
        stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
        Openings(stretches)
    }

    /// The seasons and windows of a procedure, counted in months from `start`.
    pub fn of(procedure: &Procedure, start: Date) -> Openings {
        let mut stretches: Vec<(f64, f64)> = Vec::new();
        if let Some(season) = &procedure.season {
            let first = start.first_of_month();
            let mut month = first;
            for _ in 0..HORIZON_YEARS * 12 {
                let Ok(next) = month.checked_add(Span::new().months(1)) else { break };
                if season.start_months.contains(&month.month()) {
                    let (opens, closes) = (months_until(start, month), months_until(start, next));
                    match stretches.last_mut() {
                        Some(last) if last.1 == opens => last.1 = closes,
                        _ => stretches.push((opens, closes)),
                    }
                }
                month = next;
            }
        }
        for window in &procedure.windows {
            let after = window.until.tomorrow().unwrap_or(window.until);
            stretches.push((months_until(start, window.from), months_until(start, after)));
        }
        Openings::new(stretches)
    }

    /// The first time from `ready` on at which the step may start.
    #[inline]
    pub fn next(&self, ready: f64) -> f64 {
        match self.0.iter().find(|(_, closes)| ready < *closes) {
            Some((opens, _)) => ready.max(*opens),
            None => ready,
        }
    }

    /// The latest time at which the step can be ready and still start at `by` or before.
    pub fn latest(&self, by: f64) -> f64 {
        let Some((_, last)) = self.0.last() else { return by };
        if by >= *last {
            return by;
        }
        // The last instant of a closed stretch; `closes` itself would already wait for the next one.
        self.0.iter().rev().find(|(opens, _)| *opens <= by).map_or(by, |(_, closes)| by.min(closes.next_down()))
    }
}
