//! What the page and its files say of each application: in or out, why, what would change it, and where the second weights move it.

use super::held::{Held, Waiting};
use super::propose::Proposed;
use crate::app::App;
use crate::page::Page;
use crate::routes::applications::all_themes;
use domain::Cents;
use std::collections::BTreeMap;
use steer::{Cause, Change, Refused, Why};

/// One application, in words.
pub struct Row {
    pub number: String,
    /// Address without language.
    pub path: String,
    pub title: String,
    pub call: String,
    pub region: String,
    pub themes: String,
    pub asked: Cents,
    pub envelope: String,
    pub retained: bool,
    pub points: i64,
    /// Empty when it is retained, like the two below.
    pub why: String,
    pub change: String,
    /// What its place is worth, where it has one.
    pub price: Option<i64>,
    /// Where the second weights move it, and why; empty when it stays or nothing is compared.
    pub moved: String,
    pub moved_why: String,
    /// Its points under the second weights, when it moves.
    pub after: Option<i64>,
}

pub fn rows(app: &App, page: &Page, held: &Held, found: &Proposed) -> Vec<Row> {
    let themes = all_themes(&app.rulebook, page.lang());
    let calls: BTreeMap<&str, String> =
        app.rulebook.programmes.iter().flat_map(|p| &p.calls).map(|call| (call.id.as_str(), page.x(&call.name))).collect();
    let refused: BTreeMap<&str, &Refused> = found.refused.iter().map(|refused| (refused.project.as_str(), refused)).collect();
    let titles: BTreeMap<&str, &str> = held.waiting.iter().map(|w| (w.number.as_str(), w.title.as_str())).collect();
    let scores: BTreeMap<&str, i64> =
        found.portfolio.projects.iter().map(|project| (project.id.as_str(), found.scenario.score(project))).collect();
    let row = |waiting: &Waiting| {
        let refused = refused.get(waiting.number.as_str());
        let moved = found.moves.iter().find(|moved| moved.project == waiting.number);
        let told = themes.iter().filter(|(id, _)| waiting.themes.contains(id)).map(|(_, name)| name.as_str());
        let envelope = held.purses.get(&waiting.envelope).map_or_else(String::new, |purse| page.x(&purse.name));
        Row {
            number: waiting.number.clone(),
            path: waiting.path.clone(),
            title: waiting.title.clone(),
            call: calls.get(waiting.call.as_str()).unwrap_or(&waiting.call).clone(),
            region: app.reference.region_name(&waiting.region).unwrap_or(&waiting.region).to_owned(),
            themes: told.collect::<Vec<_>>().join(", "),
            asked: waiting.asked,
            retained: refused.is_none(),
            points: scores.get(waiting.number.as_str()).copied().unwrap_or_default(),
            why: refused.map_or_else(String::new, |refused| why(page, refused, &envelope)),
            change: refused.map_or_else(String::new, |refused| change(page, refused, &envelope)),
            price: refused.and_then(|refused| refused.price),
            moved: moved.map_or_else(String::new, |moved| page.t(if moved.enters { "selection-enters" } else { "selection-leaves" })),
            moved_why: moved.map_or_else(String::new, |moved| cause(page, &moved.cause, &titles)),
            after: moved.map(|moved| moved.after),
            envelope,
        }
    };
    held.waiting.iter().map(row).collect()
}

fn why(page: &Page, refused: &Refused, envelope: &str) -> String {
    match &refused.why {
        Why::NotFundable { most } => page.t2("selection-alone", "most", page.money(&Cents(*most)), "name", envelope),
        Why::BringsNothing => page.t("selection-nothing"),
        Why::Full { tight } => {
            let left = tight.first().map_or(0, |tight| tight.left);
            page.t2("selection-full", "left", page.money(&Cents(left)), "name", envelope)
        }
        Why::Fits => page.t("selection-fits"),
        // Nothing of the page sets an application aside, excludes it or ties it to another.
        Why::SetAside | Why::Rival { .. } | Why::Missing { .. } => String::new(),
    }
}

fn change(page: &Page, refused: &Refused, envelope: &str) -> String {
    match &refused.change {
        Some(Change::Raise { by, .. }) => page.t2("selection-raise", "by", page.money(&Cents(*by)), "name", envelope),
        Some(Change::Several) | None => String::new(),
    }
}

fn cause(page: &Page, cause: &Cause, titles: &BTreeMap<&str, &str>) -> String {
    match cause {
        Cause::Priorities => page.t("selection-priorities"),
        Cause::Others { projects } => {
            let names: Vec<&str> = projects.iter().map(|id| titles.get(id.as_str()).copied().unwrap_or(id)).collect();
            page.t1("selection-others", "names", names.join(", "))
        }
        Cause::Settled | Cause::Elsewhere => page.t("selection-elsewhere"),
    }
}
