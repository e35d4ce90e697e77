//! What was found in a table, as it is kept with the import: counts, and the first of each kind to be looked at.

use crate::page::Page;
use domain::{Problem, Text};
use intake::{Fate, Known, Plan};
use serde::{Deserialize, Serialize};
use store::sheet_imports::State;

/// Of each kind, how many are kept to be shown; all refused rows are in the file to mend.
const SHOWN: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub left: usize,
    pub refused: usize,
    /// The table holds more rows than one may.
    pub cut: bool,
    /// (line, title)
    pub news: Vec<(usize, String)>,
    pub changes: Vec<Changed>,
    pub refusals: Vec<Problem>,
    /// What was mended or left out in rows that are taken.
    pub told: Vec<Problem>,
    /// The same plan has the same digest: what is written is what was looked at.
    pub digest: String,
    /// Sheets changed since the preview: it was made again.
    pub again: bool,
    pub written: Option<Wrote>,
}

/// A known sheet that a row changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    pub line: usize,
    pub id: String,
    pub title: String,
    /// (field, before, after)
    pub fields: Vec<(Text, Text, Text)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wrote {
    pub created: usize,
    pub changed: usize,
    /// Refused rows were left out; otherwise there was none.
    pub partial: bool,
}

impl Found {
    pub fn of(plan: &Plan, known: &[Known]) -> Found {
        let mut found = Found { cut: plan.cut, ..Found::default() };
        let mut whole = String::new();
        for row in &plan.rows {
            found.told.extend(
                row.notes.iter().filter(|_| !matches!(row.fate, Fate::Refused(_))).take(SHOWN - found.told.len().min(SHOWN)).cloned(),
            );
            match &row.fate {
                Fate::New(sheet) => {
                    found.new += 1;
                    whole += &json(sheet);
                    if found.news.len() < SHOWN {
                        found.news.push((row.line, row.title.clone()));
                    }
                }
                Fate::Changed { at, after, changes } => {
                    found.changed += 1;
                    whole += &format!("{}:{}", known[*at].id, known[*at].version);
                    whole += &json(after);
                    if found.changes.len() < SHOWN {
                        let fields = changes.iter().map(|c| (c.label.clone(), c.before.clone(), c.after.clone())).collect();
                        found.changes.push(Changed { line: row.line, id: known[*at].id.clone(), title: row.title.clone(), fields });
                    }
                }
                Fate::Same { .. } => found.same += 1,
                Fate::Left => found.left += 1,
                Fate::Refused(problems) => {
                    found.refused += 1;
                    found.refusals.extend(problems.iter().take(SHOWN - found.refusals.len().min(SHOWN)).cloned());
                }
            }
            whole.push('\n');
        }
        found.digest = store::sha256(whole.as_bytes());
        found
    }

    pub fn all_good(&self) -> bool {
        self.refused == 0 && !self.cut
    }
    pub fn something(&self) -> bool {
        self.new + self.changed > 0
    }

    /// "12 fiches créées, 3 modifiées".
    pub fn summary(&self, page: &Page) -> String {
        let (new, changed) = self.written.as_ref().map_or((self.new, self.changed), |w| (w.created, w.changed));
        format!("{}, {}", page.t1("intake-n-new", "n", new), page.t1("intake-n-changed", "n", changed))
    }
}

/// The whole sheet, to be digested.
fn json(sheet: &contracts::Sheet) -> String {
    serde_json::to_string(sheet).unwrap_or_default()
}

pub fn say_state(page: &Page, state: State) -> String {
    match state {
        State::Draft => page.t("intake-state-draft"),
        State::Reading => page.t("intake-state-reading"),
        State::Ready => page.t("intake-state-ready"),
        State::Writing => page.t("intake-state-writing"),
        State::Done => page.t("intake-state-done"),
        State::Undone => page.t("intake-state-undone"),
        State::Failed => page.t("intake-state-failed"),
    }
}
