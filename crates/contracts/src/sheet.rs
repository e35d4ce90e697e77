//! An action sheet: one project as a territory follows it in its contract.
//!
//! The fields are the union of what contracts, calls and funders ask. Lines of money belong to the ledger of the sheet;
//! here stand only what it costs and what part of it is eligible.

use crate::Figure;
use domain::{Cents, Date, Status, name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    // Identity.
    /// As the contract writes it: "2.3".
    pub number: String,
    pub title: String,
    /// Identifiers of axes of the life cycle.
    pub axes: Vec<String>,
    /// Where the sheet comes from: "Contrat du 12/03/2024, annexe 2, p. 14".
    pub source: String,
    /// Everybody may read it (see [`crate::field::is_public`] for what).
    pub published: bool,
    /// Invented by the generator: said wherever it is shown.
    pub synthetic: bool,

    // Where it stands: changed by decisions only.
    /// Identifier of a state of the life cycle.
    pub state: String,
    pub accelerated: bool,

    // Who does what next.
    pub owner: Option<Owner>,
    pub next_action: String,
    pub due: Option<Date>,

    // Actors.
    pub holder: String,
    /// SIREN or SIRET, checked.
    pub holder_number: Option<String>,
    /// Who to call at the holder's: never published.
    pub contact: String,
    pub elected: String,
    pub industrial: String,
    pub partners: Vec<Partner>,

    // Content.
    pub context: String,
    pub objectives: String,
    pub actions: String,
    pub results: String,
    /// Link with the contract, SRDEII, CRTE, France 2030.
    pub links: String,
    /// INSEE codes.
    pub communes: Vec<String>,
    pub site: String,
    pub naf: String,
    pub sector: String,

    // Money.
    pub total_cost: Option<Cents>,
    pub eligible_base: Option<Cents>,

    // Time.
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub milestones: Vec<Milestone>,
    pub dependencies: String,
    /// First irreversible commitment: most aids must be asked before it.
    pub first_commitment: Option<Date>,

    // Maturity.
    pub maturity: Option<Maturity>,
    pub land: String,
    pub permits: String,
    pub readiness: String,

    // Obstacles.
    pub lock: String,
    pub derogation: String,
    pub needs: String,

    /// By identifier of the life cycle's indicators.
    pub indicators: BTreeMap<String, Indicator>,
}

/// Who must act: somebody with an account, or a name the contract gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub name: String,
    /// Identifier of the person, when they have an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

impl Owner {
    pub fn named(name: &str) -> Option<Owner> {
        let name = name.trim();
        (!name.is_empty()).then(|| Owner { name: name.into(), person: None })
    }
    /// What tells owners apart, in filters and in addresses: "person:ID", or the folded name.
    pub fn key(&self) -> String {
        match &self.person {
            Some(id) => format!("person:{id}"),
            None => name::slug(&self.name),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    pub name: String,
    pub role: PartnerRole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerRole {
    Funder,
    /// Makes the offer known.
    Distributor,
    Instructor,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub on: Date,
    pub what: String,
    #[serde(default)]
    pub done: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Maturity {
    Idea,
    Study,
    Ready,
    Engaged,
}

/// What the project should bring, and what was seen of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Indicator {
    pub target: Option<Figure>,
    pub measured: Option<Figure>,
    /// Day of the measure.
    pub on: Option<Date>,
    pub source: String,
    /// Declared or verified.
    pub status: Status,
}

impl Indicator {
    pub fn is_empty(&self) -> bool {
        *self == Indicator::default()
    }
}

impl Sheet {
    /// What makes a new sheet: five fields, the first state, and whoever writes it as owner.
    pub fn new(title: &str, holder: &str, axis: &str, owner: Owner, next_action: &str, due: Date, state: &str) -> Sheet {
        Sheet {
            title: title.trim().into(),
            holder: holder.trim().into(),
            axes: if axis.is_empty() { vec![] } else { vec![axis.into()] },
            owner: Some(owner),
            next_action: next_action.trim().into(),
            due: Some(due),
            state: state.into(),
            ..Sheet::default()
        }
    }

    /// What a search looks into: number, title and holder, without case or accents.
    pub fn folded(&self) -> String {
        name::fold(&format!("{} {} {}", self.number, self.title, self.holder))
    }

    /// Sorts "2.10" after "2.9": every run of digits is padded. Lowercase letters and digits only, so that every
    /// collation sorts alike. Sheets without a number come last.
    pub fn rank(&self) -> String {
        let padded = |word: &str| {
            let mut rank = String::new();
            for run in word.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
                let run = String::from_utf8_lossy(run);
                rank += &if run.starts_with(|c: char| c.is_ascii_digit()) { format!("{run:0>6}") } else { run.into_owned() };
            }
            rank
        };
        let rank: String = name::fold(&self.number).split(' ').map(padded).collect();
        if rank.is_empty() { "zzzzzz".into() } else { rank }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_sort_as_the_contract_numbers_them() {
        let rank = |number: &str| Sheet { number: number.into(), ..Sheet::default() }.rank();
        assert!(rank("2.9") < rank("2.10") && rank("2.10") < rank("10.1") && rank("10.1") < rank(""));
        assert!(rank("FA-2") < rank("FA-11"));
    }

    #[test]
    fn a_search_meets_the_holder_without_its_accents() {
        let sheet = Sheet { number: "4.2".into(), title: "École de production".into(), holder: "Saônéor".into(), ..Sheet::default() };
        assert_eq!(sheet.folded(), "4 2 ecole de production saoneor");
    }
}
