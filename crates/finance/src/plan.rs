//! What the station answers: sources and uses that balance, checks that name their article, the amount that would pass.

use domain::{AidRegime, Answer, Cents, Date, Funder, Instrument, LineState, Rate, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    #[schemars(with = "String")]
    pub judged_on: Date,
    /// Total cost; none while the project has not told it, and then the plan is empty.
    pub cost: Option<Cents>,
    pub eligible: Option<Cents>,
    pub size: Size,
    pub lines: Vec<Line>,
    /// Sum of the lines; equal to the cost when `balanced`.
    pub total: Cents,
    pub balanced: bool,
    /// What no line covers yet (cost − total, never negative).
    pub gap: Cents,
    /// Every rule looked at; one that is not met names the amount that would pass.
    pub checks: Vec<Check>,
    /// Met when every check is met; unknown when one cannot be decided.
    pub legal: Answer,
    /// Aid (in grant equivalent), its share of the eligible cost, and the most the rules allow.
    pub aid: Cents,
    pub intensity: Option<Rate>,
    pub ceiling: Option<Cents>,
    pub payments: Vec<Payment>,
    /// Facts that would settle what is unknown (keys of the dictionary).
    pub missing: Vec<String>,
    /// Remarks worth a committee's attention: the 50 M€ cliff, a measure left out and why.
    pub notes: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    pub label: Text,
    pub funder: Funder,
    pub instrument: Instrument,
    pub regime: AidRegime,
    pub state: LineState,
    pub measure: Option<String>,
    pub amount: Cents,
    /// Grant equivalent counted as aid; zero for own funds and market loans.
    pub aid: Cents,
    /// Given by the holder, or proposed by the line within the law.
    pub proposed: bool,
    pub because: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// "de_minimis", "regional_ceiling", "own_share_L1111_10", "incentive_effect", "cumulation"…
    pub rule: String,
    pub name: Text,
    pub answer: Answer,
    /// With the figures: limit, read value, what would pass.
    pub because: Text,
    /// Largest amount (of aid, or smallest of own share) that passes, when the rule gives one.
    pub would_pass: Option<Cents>,
    pub source: Source,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    Micro,
    Small,
    Medium,
    MidCap,
    Large,
    /// Not a company, or headcount and accounts not known.
    #[default]
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Payment {
    #[schemars(with = "String")]
    pub date: Date,
    /// Index of the line in `Plan::lines`.
    pub line: usize,
    pub kind: PaymentKind,
    pub amount: Cents,
    pub because: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    Advance,
    Instalment,
    Balance,
}
