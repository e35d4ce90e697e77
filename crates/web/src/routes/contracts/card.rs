//! One sheet as a card or a row shows it.

use super::place::Held;
use crate::page::Page;
use domain::Date;
use store::sheets::Line;

pub struct Card {
    pub id: String,
    pub version: i64,
    pub number: String,
    pub title: String,
    pub holder: String,
    pub state: String,
    pub axes: String,
    pub owner: String,
    pub next_action: String,
    pub due: String,
    pub cost: String,
    pub late: bool,
    /// How many days late.
    pub days_late: i64,
    pub open: bool,
    pub accelerated: bool,
    pub published: bool,
    pub synthetic: bool,
}

pub fn of(line: Line, today: Date, held: &Held, page: &Page) -> Card {
    let state = held.lifecycle.state(&line.state).map_or_else(|| line.state.clone(), |s| page.x(&s.name));
    let axis = |id: &String| held.lifecycle.axis(id).map_or_else(|| id.clone(), |a| page.x(&a.name));
    let days_late = line.due.map_or(0, |due| i64::from(days(due, today)));
    Card {
        id: line.id.to_string(),
        version: line.version,
        state,
        axes: line.axes.iter().map(axis).collect::<Vec<_>>().join(", "),
        due: line.due.map_or_else(String::new, |due| page.short_date(&due)),
        cost: line.total_cost.map_or_else(String::new, |cost| page.money(&cost)),
        late: days_late > 0,
        days_late,
        number: line.number,
        title: line.title,
        holder: line.holder,
        owner: line.owner_name,
        next_action: line.next_action,
        open: line.open,
        accelerated: line.accelerated,
        published: line.published,
        synthetic: line.synthetic,
    }
}

/// Days from one day to another; negative when the second comes first.
pub fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
