//! A project on the line: a title, the date it is judged at, the facts known of it, and its money.

use crate::{Cents, Facts, Source, Text};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Project {
    pub title: String,
    #[serde(default)]
    pub summary: Text,
    /// The rules in force at this date decide.
    #[schemars(with = "String")]
    pub judged_on: Date,
    pub facts: Facts,
    /// Lines of the financing plan the holder already has in mind or in hand.
    #[serde(default)]
    pub financing: Vec<FinancingLine>,
    /// De minimis and other aid already granted to the same single undertaking.
    #[serde(default)]
    pub past_aid: Vec<PastAid>,
    /// True once the holder has said that `past_aid` is the whole list, even when it is empty.
    #[serde(default)]
    pub past_aid_complete: bool,
    #[serde(default)]
    pub sources: Vec<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Instrument {
    OwnFunds,
    Equity,
    Loan,
    SubordinatedLoan,
    Leasing,
    Grant,
    /// Engineering paid by the operator: no money crosses the holder's accounts.
    InKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Funder {
    Holder,
    State,
    /// A grant of the State to a local authority under the CGCT (DETR, DSIL): décret 2018-514 does not govern it.
    Dotation,
    Region,
    Department,
    Epci,
    Commune,
    Europe,
    /// Bpifrance, Banque des Territoires, ADEME, Cnam…
    Operator,
    Bank,
    Private,
}

impl Funder {
    /// Public persons, in the sense of CGCT L1111-10 III.
    pub fn is_public(self) -> bool {
        !matches!(self, Funder::Holder | Funder::Bank | Funder::Private)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AidRegime {
    /// Not State aid, or a public holder outside the market.
    #[default]
    None,
    DeMinimis,
    /// Regional investment aid (GBER art. 14, regional aid map).
    Regional,
    /// Aid to SMEs outside the regional-aid map (GBER art. 17).
    Sme,
    /// Covered by another scheme, named in the line.
    Other,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    #[default]
    Considered,
    Asked,
    Granted,
    Contracted,
    Paid,
    Refused,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FinancingLine {
    pub label: String,
    pub funder: Funder,
    pub instrument: Instrument,
    pub amount: Cents,
    #[serde(default)]
    pub regime: AidRegime,
    #[serde(default)]
    pub state: LineState,
    /// Measure of the programme this line comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Gross grant equivalent of a loan or guarantee, when it differs from the amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant_equivalent: Option<Cents>,
    /// Costs the aid bears on, when they are not the whole eligible cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Aid granted before: it counts on the day the right was conferred, whenever it was paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PastAid {
    /// SIREN of the company that received it; it may be a sister of the holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siren: Option<String>,
    #[schemars(with = "String")]
    pub granted_on: Date,
    pub amount: Cents,
    pub regime: AidRegime,
}
