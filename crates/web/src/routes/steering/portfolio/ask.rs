//! The filters of the list of sheets, in the address.

use crate::app::App;
use crate::ask::query;
use crate::page::Page;
use contracts::DecisionKind;
use domain::Date;
use serde::Deserialize;
use store::portfolio::{Filter, Order, Within};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub q: String,
    /// INSEE code.
    pub region: String,
    /// "2:ti-2704".
    pub territoire: String,
    /// "1", "2"; every phase when empty.
    pub phase: String,
    /// Identifier of a state.
    pub etat: String,
    /// Identifier of an axis.
    pub axe: String,
    /// "new", "accelerated", "reoriented", "dropped".
    pub decision: String,
    /// "1": what is late.
    pub retard: String,
    /// "1": what waits for the answer to a blocking point.
    pub bloquee: String,
    /// "1": without those that are closed.
    pub ouverte: String,
    /// "territoire", "echeance", "modifiee".
    pub tri: String,
    /// Where the page before ended.
    pub apres: String,
}

/// Decisions that steering looks for; a plain change of state is told by the state.
pub const KINDS: [DecisionKind; 4] = [DecisionKind::New, DecisionKind::Accelerated, DecisionKind::Reoriented, DecisionKind::Dropped];

impl Ask {
    pub fn filter(&self, within: Within, today: Date) -> Filter {
        Filter {
            within,
            phase: self.phase.parse().unwrap_or_default(),
            state: self.etat.clone(),
            axis: self.axe.clone(),
            text: self.q.clone(),
            late_on: (self.retard == "1").then_some(today),
            open: self.ouverte == "1",
            decision: DecisionKind::parse(&self.decision).filter(|kind| KINDS.contains(kind)),
            blocked: self.bloquee == "1",
        }
    }

    pub fn order(&self) -> Order {
        match self.tri.as_str() {
            "echeance" => Order::Due,
            "modifiee" => Order::Changed,
            _ => Order::Place,
        }
    }

    /// The address with these filters, from the first page on or from `after`.
    pub fn at(&self, path: &str, after: &str) -> String {
        let own: [(&str, &str); 12] = [
            ("q", &self.q),
            ("region", &self.region),
            ("territoire", &self.territoire),
            ("phase", &self.phase),
            ("etat", &self.etat),
            ("axe", &self.axe),
            ("decision", &self.decision),
            ("retard", &self.retard),
            ("bloquee", &self.bloquee),
            ("ouverte", &self.ouverte),
            ("tri", &self.tri),
            ("apres", after),
        ];
        let query = query(own);
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Something is left out of the perimeter.
    pub fn is_filtered(&self) -> bool {
        self.filter(Within::Country, Date::constant(2000, 1, 1)) != Filter::default() || !self.territoire.is_empty()
    }
}

/// What the form of filters offers: (value, words).
pub struct Choices {
    pub regions: Vec<(String, String)>,
    pub territories: Vec<(String, String)>,
    pub phases: Vec<(String, String)>,
    pub states: Vec<(String, String)>,
    pub axes: Vec<(String, String)>,
    pub kinds: Vec<(String, String)>,
}

impl Choices {
    pub fn of(app: &App, page: &Page, regions: Vec<(String, String)>, region: &str) -> Choices {
        let mut choices = Choices { regions, territories: vec![], phases: vec![], states: vec![], axes: vec![], kinds: vec![] };
        for (phase, lifecycle) in &app.rulebook.lifecycles {
            choices.phases.push((phase.to_string(), page.t1("phase", "n", phase)));
            for state in &lifecycle.states {
                if !choices.states.iter().any(|(id, _)| *id == state.id) {
                    choices.states.push((state.id.clone(), page.x(&state.name)));
                }
            }
            for axis in &lifecycle.axes {
                if !choices.axes.iter().any(|(id, _)| *id == axis.id) {
                    choices.axes.push((axis.id.clone(), page.x(&axis.name)));
                }
            }
        }
        let steered: Vec<&str> =
            choices.regions.iter().filter(|(code, _)| region.is_empty() || code == region).map(|(_, name)| name.as_str()).collect();
        let mut territories: Vec<_> = app.reference.territories().iter().filter(|t| steered.contains(&t.region.as_str())).collect();
        territories.sort_by_key(|t| (std::cmp::Reverse(t.phase), domain::name::fold(&t.name)));
        for territory in territories {
            let name = format!("{} ({})", territory.name, page.t1("phase", "n", territory.phase));
            choices.territories.push((format!("{}:{}", territory.phase, territory.code), name));
        }
        choices.kinds = KINDS.iter().map(|kind| (kind.code().to_owned(), page.x(&kind.name()))).collect();
        choices
    }
}
