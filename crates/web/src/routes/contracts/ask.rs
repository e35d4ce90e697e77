//! The filters of the board and of the table: the same, in the address.

use crate::page::Page;
use crate::routes::contracts::place::Held;
use domain::Date;
use serde::Deserialize;
use store::sheets::{Filter, Order};

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub q: String,
    /// Identifier of a state.
    pub etat: String,
    /// Identifier of an axis.
    pub axe: String,
    /// Key of an owner.
    pub responsable: String,
    /// "1": what is late.
    pub retard: String,
    /// "1": what is accelerated.
    pub acceleree: String,
    /// "numero", "echeance", "modifiee".
    pub tri: String,
    /// Where the page before ended.
    pub apres: String,
    /// What was just done, told once.
    pub fait: String,
}

impl Ask {
    pub fn filter(&self, today: Date) -> Filter {
        Filter {
            state: self.etat.clone(),
            axis: self.axe.clone(),
            owner: self.responsable.clone(),
            text: self.q.clone(),
            late_on: (self.retard == "1").then_some(today),
            accelerated: self.acceleree == "1",
            ..Filter::default()
        }
    }

    pub fn order(&self) -> Order {
        match self.tri.as_str() {
            "echeance" => Order::Due,
            "modifiee" => Order::Changed,
            _ => Order::Number,
        }
    }

    /// The address with these filters, without the place in the list; `changed` replaces some of them.
    pub fn with(&self, path: &str, changed: &[(&str, &str)]) -> String {
        let own = [
            ("q", &self.q),
            ("etat", &self.etat),
            ("axe", &self.axe),
            ("responsable", &self.responsable),
            ("retard", &self.retard),
            ("acceleree", &self.acceleree),
            ("tri", &self.tri),
        ];
        let kept = own.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        let pairs = kept.map(|(name, value)| (*name, value.as_str())).chain(changed.iter().copied()).filter(|(_, value)| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The address with these filters.
    pub fn at(&self, path: impl AsRef<str>) -> String {
        self.with(path.as_ref(), &[])
    }

    pub fn is_filtered(&self) -> bool {
        self.filter(Date::constant(2000, 1, 1)) != Filter::default()
    }
}

/// What the form of filters offers.
pub struct Choices {
    /// (identifier, name)
    pub states: Vec<(String, String)>,
    pub axes: Vec<(String, String)>,
    /// (key, name)
    pub owners: Vec<(String, String)>,
}

impl Choices {
    pub fn of(held: &Held, owners: Vec<(String, String, usize)>, page: &Page) -> Choices {
        Choices {
            states: held.lifecycle.states.iter().map(|s| (s.id.clone(), page.x(&s.name))).collect(),
            axes: held.lifecycle.axes.iter().map(|a| (a.id.clone(), page.x(&a.name))).collect(),
            owners: owners.into_iter().map(|(key, name, n)| (key, format!("{name} ({n})"))).collect(),
        }
    }
}
