//! The life cycle of the sheets of a programme: `programmes/<programme>/lifecycle.toml`, read by `programmes`.
//!
//! No national list of states was found: each programme, and each installation, may have its own.

use crate::DecisionKind;
use domain::{Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// `lifecycle.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// In the order of the columns of the board; the first is that of a new sheet.
    #[schemars(length(min = 2))]
    pub states: Vec<State>,
    /// Who decides.
    #[schemars(length(min = 1))]
    pub committees: Vec<Committee>,
    #[schemars(length(min = 1))]
    pub transitions: Vec<Transition>,
    /// Stakes of the programme: a sheet serves one or several.
    #[schemars(length(min = 1))]
    pub axes: Vec<Axis>,
    /// The same indicators and definitions for every territory.
    pub indicators: Vec<IndicatorSpec>,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    pub id: String,
    pub name: Text,
    /// What is true of a sheet in this state.
    pub about: Text,
    /// Somebody still has something to do: an owner and a dated next action are asked.
    pub open: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    pub id: String,
    pub name: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    pub id: String,
    pub name: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSpec {
    pub id: String,
    pub name: Text,
    pub unit: Text,
    /// What is counted, so that two territories count the same.
    pub definition: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    pub decision: DecisionKind,
    #[schemars(length(min = 1))]
    pub from: Vec<String>,
    /// The state afterwards; absent when the sheet stays where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The committees, or the people, who may decide it.
    #[schemars(length(min = 1))]
    pub decided_by: Vec<String>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub id: String,
    pub name: Text,
}

/// What is wrong in a life cycle, at a path of its file ("transitions[2].from[1]", counted from 1).
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    pub path: String,
    pub what: Text,
    pub mend: Text,
}

impl Lifecycle {
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|s| s.id == id)
    }
    /// The state of a new sheet.
    pub fn first(&self) -> &str {
        self.states.first().map_or("", |s| &s.id)
    }
    pub fn is_open(&self, state: &str) -> bool {
        self.state(state).is_some_and(|s| s.open)
    }
    pub fn committee(&self, id: &str) -> Option<&Committee> {
        self.committees.iter().find(|c| c.id == id)
    }
    pub fn axis(&self, id: &str) -> Option<&Axis> {
        self.axes.iter().find(|a| a.id == id)
    }
    pub fn indicator(&self, id: &str) -> Option<&IndicatorSpec> {
        self.indicators.iter().find(|i| i.id == id)
    }
    /// What can be decided of a sheet in this state.
    pub fn from(&self, state: &str) -> impl Iterator<Item = &Transition> {
        self.transitions.iter().filter(move |t| t.from.iter().any(|from| from == state))
    }
    /// The transition of this kind; `to` tells apart those that lead to several states.
    pub fn transition(&self, kind: DecisionKind, from: &str, to: Option<&str>) -> Option<&Transition> {
        self.from(from).find(|t| t.decision == kind && (to.is_none() || t.to.as_deref() == to))
    }

    /// Identifiers given twice, names that lead nowhere, states that no sheet can reach or leave.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = vec![];
        let ids = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let states = ids(&self.states.iter().map(|s| s.id.as_str()).collect::<Vec<_>>());
        let committees = ids(&self.committees.iter().map(|c| c.id.as_str()).collect::<Vec<_>>());
        let axes = ids(&self.axes.iter().map(|a| a.id.as_str()).collect::<Vec<_>>());
        let indicators = ids(&self.indicators.iter().map(|i| i.id.as_str()).collect::<Vec<_>>());
        for (table, ids) in [("states", &states), ("committees", &committees), ("axes", &axes), ("indicators", &indicators)] {
            twice(table, ids, &mut flaws);
        }
        for (i, transition) in self.transitions.iter().enumerate() {
            let at = format!("transitions[{}]", i + 1);
            for (j, from) in transition.from.iter().enumerate() {
                unknown(from, &states, format!("{at}.from[{}]", j + 1), &mut flaws);
            }
            for (j, who) in transition.decided_by.iter().enumerate() {
                unknown(who, &committees, format!("{at}.decided_by[{}]", j + 1), &mut flaws);
            }
            if let Some(to) = &transition.to {
                unknown(to, &states, format!("{at}.to"), &mut flaws);
            } else if transition.decision != DecisionKind::Accelerated {
                flaws.push(Flaw {
                    path: at,
                    what: Text::new("cette décision ne mène nulle part", "this decision leads nowhere"),
                    mend: Text::new("donner « to », l’état d’arrivée", "give “to”, the state it leads to"),
                });
            }
        }
        if let Some(first) = self.states.first()
            && !first.open
        {
            flaws.push(Flaw {
                path: "states[1].open".into(),
                what: Text::new("l’état d’une fiche nouvelle est clos", "the state of a new sheet is closed"),
                mend: Text::new("mettre d’abord un état ouvert (open = true)", "put an open state first (open = true)"),
            });
        }
        let reached: BTreeSet<&str> = self.transitions.iter().filter_map(|t| t.to.as_deref()).collect();
        for (i, state) in self.states.iter().enumerate() {
            let leaves = self.from(&state.id).any(|t| t.to.as_deref().is_some_and(|to| to != state.id));
            if i > 0 && !reached.contains(state.id.as_str()) {
                flaws.push(Flaw {
                    path: format!("states[{}]", i + 1),
                    what: Text::new(format!("aucune décision ne mène à « {} »", state.id), format!("no decision leads to “{}”", state.id)),
                    mend: Text::new("ajouter une transition vers cet état, ou l’ôter", "add a transition to this state, or remove it"),
                });
            }
            if state.open && !leaves {
                flaws.push(Flaw {
                    path: format!("states[{}]", i + 1),
                    what: Text::new(
                        format!("une fiche ne sortirait jamais de « {} », qui est ouvert", state.id),
                        format!("a sheet would never leave “{}”, which is open", state.id),
                    ),
                    mend: Text::new(
                        "ajouter une transition depuis cet état, ou écrire open = false",
                        "add a transition from this state, or write open = false",
                    ),
                });
            }
        }
        flaws
    }
}

fn twice(table: &str, ids: &[String], flaws: &mut Vec<Flaw>) {
    let mut seen = BTreeSet::new();
    for (i, id) in ids.iter().enumerate() {
        let well_formed = !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
        let path = format!("{table}[{}].id", i + 1);
        if !well_formed {
            flaws.push(Flaw {
                path,
                what: Text::new(format!("« {id} » n’est pas un identifiant"), format!("“{id}” is not an identifier")),
                mend: Text::new("minuscules, chiffres et tirets seulement", "lower-case letters, digits and dashes only"),
            });
        } else if !seen.insert(id) {
            flaws.push(Flaw {
                path,
                what: Text::new(format!("l’identifiant « {id} » est donné deux fois"), format!("the identifier “{id}” is given twice")),
                mend: Text::new("en choisir un autre", "choose another one"),
            });
        }
    }
}

fn unknown(id: &str, known: &[String], path: String, flaws: &mut Vec<Flaw>) {
    if known.iter().any(|k| k == id) {
        return;
    }
    let all = known.join(", ");
    let mend = match domain::dictionary::nearest(id, known.iter().map(String::as_str)) {
        Some(near) => Text::new(format!("était-ce « {near} » ?"), format!("was it “{near}”?")),
        None => Text::new(format!("choix : {all}"), format!("choices: {all}")),
    };
    flaws.push(Flaw {
        path,
        what: Text::new(format!("« {id} » n’est pas défini plus haut"), format!("“{id}” is not defined above")),
        mend,
    });
}
