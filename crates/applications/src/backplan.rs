//! From the closing date back: when each document must be started to be ready in time.

use crate::Document;
use domain::{Date, Text, calendar::is_working_day};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub document: Text,
    pub days: u32,
    /// Last working day on which it can be started.
    pub on: Date,
    /// That day is before today: it will be late unless it takes less.
    pub late: bool,
}

/// The documents that are not ready, most urgent first. All are to be ready the working day before the closing day, so
/// that a failed sending can be mended.
pub fn backplan(documents: &[Document], closing: Date, today: Date) -> Vec<Start> {
    let mut starts: Vec<Start> = documents
        .iter()
        .filter(|document| !document.ready)
        .map(|document| {
            let on = before(closing, document.days + 1);
            Start { document: document.name.clone(), days: document.days, on, late: on < today }
        })
        .collect();
    starts.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.document.fr.cmp(&b.document.fr)));
    starts
}

/// `days` working days before `date`.
fn before(mut date: Date, days: u32) -> Date {
    let mut left = days.min(2_000);
    while left > 0 {
        let Ok(earlier) = date.yesterday() else { return date };
        date = earlier;
        if is_working_day(date) {
            left -= 1;
        }
    }
    date
}
