//! What the clear cells of a column tell about the doubtful ones: the decimal mark, and whether the month comes first.

use crate::figure::{Mark, figure};
use crate::{Cell, Row, Sheet};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// The decimal mark that every clear figure of the column bears; none when there is none, or two.
    pub mark: Option<Mark>,
    /// A date of the column can only be read with the month first.
    pub month_first: bool,
    /// Figures that could be read in two ways.
    pub doubtful: usize,
}

/// Looks at a column (from 0) of rows.
pub fn habit(rows: &[Row], column: usize) -> Habit {
    habit_of(rows.iter().filter_map(|row| match row.cells.get(column) {
        Some(Cell::Text(text)) => Some(&**text),
        _ => None,
    }))
}

/// The decimal mark of each column of a table whose cells are text.
pub fn marks(sheet: &Sheet) -> Vec<Option<Mark>> {
    let column = |at: usize| habit_of(sheet.rows.iter().filter_map(move |(_, cells)| cells.get(at)).map(String::as_str)).mark;
    (0..sheet.header.len()).map(column).collect()
}

fn habit_of<'a>(cells: impl Iterator<Item = &'a str>) -> Habit {
    let mut habit = Habit::default();
    let (mut comma, mut point) = (0, 0);
    for text in cells {
        let bare = text.trim_matches(|c: char| !c.is_ascii_digit());
        if bare.is_empty() {
            continue;
        }
        match figure(bare, None) {
            Ok(_) => match clear(bare) {
                Some(Mark::Comma) => comma += 1,
                Some(Mark::Point) => point += 1,
                None => {}
            },
            Err(crate::figure::Doubt::Either(..)) => habit.doubtful += 1,
            Err(crate::figure::Doubt::Unreadable) => habit.month_first |= month_led(bare),
        }
    }
    habit.mark = match (comma, point) {
        (1.., 0) => Some(Mark::Comma),
        (0, 1..) => Some(Mark::Point),
        _ => None,
    };
    habit
}

/// The decimal mark that a figure shows beyond doubt: "12,5", "1.234,56", "1,234,567".
fn clear(figure: &str) -> Option<Mark> {
    let marks: Vec<char> = figure.chars().filter(|c| matches!(c, ',' | '.')).collect();
    let last = *marks.last()?;
    let repeated = marks.iter().filter(|m| **m == last).count() > 1;
    match (last, repeated) {
        (',', false) | ('.', true) => Some(Mark::Comma),
        _ => Some(Mark::Point),
    }
}

/// "12/31/2020": thirty-one is no month.
fn month_led(text: &str) -> bool {
    let parts: Vec<u32> = text.split(['/', '-', '.']).map_while(|p| p.parse().ok()).collect();
    matches!(parts.as_slice(), [1..=12, 13..=31, _])
}
