//! What changed in the last seven days, of what everybody may read: waves of calls that opened or closed, sites that lists
//! brought in, projects that their holders showed to all. Nothing else of the store is looked at.

use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::{Here, Page};
use crate::routes::calls::CallLine;
use domain::calendar::paris_time;
use domain::{Audience, Date};
use programmes::WaveState;
use store::sharing;

const DAYS: i32 = 7;
/// Lines on the first page, and public projects looked through for them.
const MOST: usize = 8;
const PROJECTS: u32 = 20;

pub struct Change {
    pub on: Date,
    pub words: String,
    /// In the reader's language.
    pub link: String,
}

/// The latest first.
pub async fn told(app: &App, here: &Here, page: &Page, lines: &[CallLine]) -> Result<Vec<Change>> {
    let today = app.today();
    let within = |on: &Date| *on <= today && on.until(today).is_ok_and(|span| span.get_days() < DAYS);
    let mut changes = vec![];
    for line in lines {
        let (name, wave) = (page.x(&line.name), page.x(&line.wave));
        let name = if wave.is_empty() { name.to_owned() } else { format!("{name} · {wave}") };
        let opened = line.opens.filter(|_| matches!(line.state, WaveState::Open | WaveState::Closed));
        let closed = line.closes.filter(|_| line.state == WaveState::Closed);
        for (on, key) in [(opened, "week-call-opened"), (closed, "week-call-closed")] {
            if let Some(on) = on.filter(within) {
                changes.push(Change { on, words: page.t1(key, "name", &name), link: page.url(format!("/appels/{}", line.call)) });
            }
        }
    }
    for (on, n) in app.arrivals().iter().filter(|day| within(day.0)) {
        changes.push(Change { on: *on, words: page.t1("week-sites", "n", n), link: page.url("/sites") });
    }
    let shown = sharing::shown_to(&app.store, &Audience::Public, PROJECTS).await.or_ours(here)?;
    for shown in shown {
        let on = paris_time(shown.since).date();
        if within(&on) {
            let link = page.url(format!("/projets/publics/{}", shown.stored.id));
            changes.push(Change { on, words: page.t1("week-project", "title", &shown.stored.project.title), link });
        }
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.on));
    changes.truncate(MOST);
    Ok(changes)
}
