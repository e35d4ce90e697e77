//! Sheet of the calendar: one row per task, with the three durations and the legal clock.

use super::book::{Book, Cell, Column};
use crate::{RenderError, labels};
use factory::Dossier;

pub fn calendar(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 14] = [
        ("task", 44.0),
        ("task-state", 16.0),
        ("start", 13.0),
        ("finish", 13.0),
        ("duration-expected", 12.0),
        ("duration-min", 12.0),
        ("duration-max", 12.0),
        ("slack", 10.0),
        ("criticality", 11.0),
        ("waits", 34.0),
        ("anticipated", 40.0),
        ("status", 14.0),
        ("legal", 46.0),
        ("source", 46.0),
    ];
    let lang = book.lang;
    let rows = dossier.calendar.iter().flat_map(|c| &c.tasks).map(|t| {
        let done = t.anticipated.is_some() && t.expected == 0.0;
        let state = if done {
            "done"
        } else if t.critical {
            "task-critical"
        } else {
            "task-slack"
        };
        vec![
            book.text(&t.name),
            Cell::text(book.say(state)),
            Cell::Date(t.earliest_start),
            Cell::Date(t.earliest_finish),
            Cell::Number(t.expected, 2),
            Cell::Number(t.optimistic, 2),
            Cell::Number(t.pessimistic, 2),
            Cell::Number(t.float_months, 2),
            Cell::Share(t.criticality),
            t.waits_for.as_ref().map_or(Cell::Empty, |w| book.text(w)),
            t.anticipated.as_ref().or(t.under_way.as_ref()).map_or(Cell::Empty, |a| book.text(a)),
            Cell::maybe(t.anticipated_status.map(|s| labels::status(s, lang))),
            t.legal.as_ref().map_or(Cell::Empty, |l| book.text(l)),
            Cell::source(Some(&t.source)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    book.table("sheet-calendar", &COLUMNS, &rows)
}
