//! The filters of the list of calls, in the address: the page and its files answer the same question.

use super::CallLine;
use crate::app::App;
use crate::ask::query;
use crate::routes::measures::words;
use domain::{Lang, Territory, name};
use serde::Deserialize;

/// What the address keeps of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub q: String,
    /// Kind of one of the measures it gives, as [`words::code`] writes it.
    pub kind: String,
    pub operator: String,
    pub programme: String,
    /// "2:ti-2704": the calls of the phase of this territory.
    pub territory: String,
    /// "oui": those open today only.
    pub open: String,
}

impl Filter {
    /// The territory of the address, when there is one.
    pub fn place<'a>(&self, app: &'a App) -> Option<&'a Territory> {
        let (phase, code) = self.territory.split_once(':')?;
        app.reference.territory(phase.parse().ok()?, code)
    }

    /// The lines it keeps, in their order.
    pub fn keep(&self, app: &App, lines: Vec<CallLine>, lang: Lang) -> Vec<CallLine> {
        let wanted = name::fold(&self.q);
        let phase = self.place(app).map(|territory| territory.phase);
        let said = |line: &CallLine| name::fold(&format!("{} {} {}", line.name.get(lang), line.operator, line.wave.get(lang)));
        let keeps = |line: &CallLine| {
            (self.kind.is_empty() || line.kinds.iter().any(|kind| words::code(*kind) == self.kind))
                && (self.operator.is_empty() || line.operator == self.operator)
                && (self.programme.is_empty() || line.programme == self.programme)
                && phase.is_none_or(|phase| line.phase == phase)
                && (self.open != "oui" || line.is_open())
                && (wanted.is_empty() || said(line).contains(&wanted))
        };
        lines.into_iter().filter(keeps).collect()
    }

    /// The query string of this filter, for links to the same lines in another form.
    pub fn query(&self) -> String {
        query([
            ("q", self.q.as_str()),
            ("kind", self.kind.as_str()),
            ("operator", self.operator.as_str()),
            ("programme", self.programme.as_str()),
            ("territory", self.territory.as_str()),
            ("open", self.open.as_str()),
        ])
    }
}
