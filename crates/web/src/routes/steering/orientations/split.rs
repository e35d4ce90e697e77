//! Which sheets of a perimeter an orientation favours, and which it does not: by territory, and one by one.

use crate::app::App;
use crate::page::Page;
use crate::routes::steering::portfolio::territory_name;
use contracts::{DecisionKind, Orientation};
use std::sync::Arc;
use store::StoreError;
use store::orientations::Candidate;

/// The open sheets of a perimeter, told apart.
pub struct Split {
    all: Arc<Vec<Candidate>>,
    /// Places in `all`.
    favoured: Vec<usize>,
    others: Vec<usize>,
}

/// One territory: how many of its open sheets are favoured, how many are not.
pub struct Part {
    pub name: String,
    pub favoured: usize,
    pub others: usize,
}

/// A sheet, in words.
pub struct Row {
    pub id: String,
    pub territory: String,
    pub number: String,
    pub title: String,
    pub holder: String,
    pub axes: String,
    pub state: String,
    pub accelerated: bool,
    pub invented: bool,
    /// How the last proposal stands, in words; empty without any.
    pub proposed: String,
}

/// Of one region, or of the country when empty.
pub async fn split(app: &App, region: &str, orientation: &Orientation) -> Result<Split, StoreError> {
    let all = app.reports.portfolio().candidates(app, region).await?;
    let (favoured, others) = (0..all.len()).partition(|at| orientation.favours(&all[*at].axes, &all[*at].folded));
    Ok(Split { all, favoured, others })
}

impl Split {
    pub fn favoured(&self) -> impl ExactSizeIterator<Item = &Candidate> {
        self.favoured.iter().map(|at| &self.all[*at])
    }
    pub fn others(&self) -> impl ExactSizeIterator<Item = &Candidate> {
        self.others.iter().map(|at| &self.all[*at])
    }
    /// Those made up to try the pages: among the favoured, among the others.
    pub fn invented(&self) -> (usize, usize) {
        (self.favoured().filter(|sheet| sheet.invented).count(), self.others().filter(|sheet| sheet.invented).count())
    }
    /// By territory, in the order of the sheets.
    pub fn parts(&self, app: &App, page: &Page) -> Vec<Part> {
        let mut parts: Vec<((u8, &str), Part)> = vec![];
        let mut at = 0;
        for (place, sheet) in self.all.iter().enumerate() {
            let key = (sheet.phase, sheet.code.as_str());
            if parts.last().is_none_or(|(last, _)| *last != key) {
                let name = format!("{} ({})", territory_name(app, sheet.phase, &sheet.code), page.t1("phase", "n", sheet.phase));
                parts.push((key, Part { name, favoured: 0, others: 0 }));
            }
            // Both lists are in the order of the sheets.
            let favoured = self.favoured.get(at) == Some(&place);
            at += usize::from(favoured);
            if let Some((_, part)) = parts.last_mut() {
                if favoured { part.favoured += 1 } else { part.others += 1 }
            }
        }
        parts.into_iter().map(|(_, part)| part).collect()
    }
}

/// Whether the life cycle of this sheet lets its territory decide so from where it stands.
pub fn decidable(app: &App, sheet: &Candidate, kind: DecisionKind) -> bool {
    let done = kind == DecisionKind::Accelerated && sheet.accelerated;
    let lifecycle = app.rulebook.lifecycle(sheet.phase);
    !done && lifecycle.is_some_and(|lifecycle| lifecycle.transition(kind, &sheet.state, None).is_some())
}

pub fn row(app: &App, page: &Page, sheet: &Candidate, proposed: String) -> Row {
    let lifecycle = app.rulebook.lifecycle(sheet.phase);
    let axis = |id: &String| lifecycle.and_then(|l| l.axis(id)).map_or_else(|| id.clone(), |axis| page.x(&axis.name));
    Row {
        id: sheet.id.to_string(),
        territory: territory_name(app, sheet.phase, &sheet.code),
        number: sheet.number.clone(),
        title: sheet.title.clone(),
        holder: sheet.holder.clone(),
        axes: sheet.axes.iter().map(axis).collect::<Vec<_>>().join(", "),
        state: lifecycle.and_then(|l| l.state(&sheet.state)).map_or_else(|| sheet.state.clone(), |state| page.x(&state.name)),
        accelerated: sheet.accelerated,
        invented: sheet.invented,
        proposed,
    }
}
