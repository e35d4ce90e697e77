//! One financing line of an action sheet: who is asked, under which measure, call and wave, and how far it went, each
//! stage with its amount, its day and its proof.

use crate::{Period, Terms};
use domain::{AidRegime, Cents, Date, FinancingLine, Funder, Instrument, LineState, Rate, Siret, Status};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub funder: Funder,
    /// "Région Bourgogne-Franche-Comté".
    pub funder_name: String,
    pub funder_siret: Option<Siret>,
    /// Slug of the operator that instructs, as rights write it: "bpifrance".
    pub operator: Option<String>,
    pub programme: Option<String>,
    pub measure: Option<String>,
    pub call: Option<String>,
    pub wave: Option<String>,
    pub instrument: Instrument,
    pub regime: AidRegime,
    /// Costs the aid bears on, when they are not the whole eligible cost.
    pub base: Option<Cents>,
    pub rate: Option<Rate>,
    /// What the plan counts on while nothing further is known.
    pub planned: Cents,
    pub asked: Option<Stage>,
    pub granted: Option<Stage>,
    /// Why more was granted than asked.
    pub above_asked: Option<String>,
    pub contracted: Option<Stage>,
    /// What was paid in all, and when the last of it was.
    pub paid: Option<Stage>,
    pub refused: Option<Refusal>,
    /// Whose word it is: the territory's, or checked on the paper by somebody.
    pub status: Status,
    pub verified_by: Option<String>,
    pub verified_on: Option<Date>,
    /// Published as open data even where the law does not ask it.
    pub published: bool,
    /// What the act says the money is for; the title of the sheet when it says nothing.
    #[serde(default)]
    pub object: Option<String>,
    #[serde(default)]
    pub terms: Option<Terms>,
    /// When it is paid, as the agreement says.
    #[serde(default)]
    pub payment: Option<Period>,
    /// Number in the *Répertoire des aides aux entreprises*.
    #[serde(default)]
    pub rae: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub amount: Cents,
    pub on: Date,
    /// Reference of the paper: file number, letter, minutes, agreement, payment order.
    pub proof: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub on: Date,
    pub reason: Reason,
    /// In the words of the refusal.
    pub words: String,
}

/// Why nothing is, or will be, paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    NotEligible,
    Incomplete,
    Late,
    /// Works had begun before the request.
    Started,
    Exhausted,
    /// Ranked below the last one taken.
    Ranking,
    StateAid,
    /// The holder gave up, or took another aid.
    GivenUp,
    /// Granted, and lost: not begun or not finished in time.
    Lapsed,
    Other,
}

impl Reason {
    pub const ALL: [Reason; 10] = [
        Reason::NotEligible,
        Reason::Incomplete,
        Reason::Late,
        Reason::Started,
        Reason::Exhausted,
        Reason::Ranking,
        Reason::StateAid,
        Reason::GivenUp,
        Reason::Lapsed,
        Reason::Other,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Reason::NotEligible => "not_eligible",
            Reason::Incomplete => "incomplete",
            Reason::Late => "late",
            Reason::Started => "started",
            Reason::Exhausted => "exhausted",
            Reason::Ranking => "ranking",
            Reason::StateAid => "state_aid",
            Reason::GivenUp => "given_up",
            Reason::Lapsed => "lapsed",
            Reason::Other => "other",
        }
    }
    pub fn parse(code: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.code() == code)
    }
    /// What may happen to an aid that was granted.
    pub fn after_grant(self) -> bool {
        matches!(self, Reason::GivenUp | Reason::Lapsed | Reason::Other)
    }
}

/// The steps from asking to being paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Asked,
    Granted,
    Contracted,
    Paid,
}

impl Step {
    pub const ALL: [Step; 4] = [Step::Asked, Step::Granted, Step::Contracted, Step::Paid];

    pub fn code(self) -> &'static str {
        match self {
            Step::Asked => "asked",
            Step::Granted => "granted",
            Step::Contracted => "contracted",
            Step::Paid => "paid",
        }
    }
}

/// How far a line went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Planned,
    Step(Step),
    Refused,
}

impl Line {
    /// A line with nothing told but who pays, how, and how much is counted on.
    pub fn planned(funder: Funder, funder_name: impl Into<String>, instrument: Instrument, planned: Cents) -> Line {
        Line {
            funder,
            funder_name: funder_name.into(),
            funder_siret: None,
            operator: None,
            programme: None,
            measure: None,
            call: None,
            wave: None,
            instrument,
            regime: AidRegime::None,
            base: None,
            rate: None,
            planned,
            asked: None,
            granted: None,
            above_asked: None,
            contracted: None,
            paid: None,
            refused: None,
            status: Status::Declared,
            verified_by: None,
            verified_on: None,
            published: false,
            object: None,
            terms: None,
            payment: None,
            rae: None,
        }
    }

    /// A line that was verified and is changed since is only declared again, unless whoever changes it saw the papers.
    pub fn changed_from(mut self, before: &Line, seen_by: Option<(&str, Date)>) -> Line {
        (self.status, self.verified_by, self.verified_on) = match seen_by {
            Some((by, on)) => (Status::Verified, Some(by.to_owned()), Some(on)),
            None => (before.status, before.verified_by.clone(), before.verified_on),
        };
        if seen_by.is_none() && self != *before {
            (self.status, self.verified_by, self.verified_on) = (Status::Declared, None, None);
        }
        self
    }

    pub fn stage(&self, step: Step) -> Option<&Stage> {
        match step {
            Step::Asked => self.asked.as_ref(),
            Step::Granted => self.granted.as_ref(),
            Step::Contracted => self.contracted.as_ref(),
            Step::Paid => self.paid.as_ref(),
        }
    }

    pub fn reached(&self) -> Reached {
        if self.refused.is_some() {
            return Reached::Refused;
        }
        Step::ALL.into_iter().rev().find(|step| self.stage(*step).is_some()).map_or(Reached::Planned, Reached::Step)
    }

    /// What the plan counts: nothing when refused, what is agreed or granted, else what is asked, else what is planned.
    /// Help in kind crosses no account and is outside the totals.
    pub fn counted(&self) -> Cents {
        if self.refused.is_some() || self.instrument == Instrument::InKind {
            return Cents::ZERO;
        }
        [&self.contracted, &self.granted, &self.asked].into_iter().flatten().next().map_or(self.planned, |stage| stage.amount)
    }

    pub fn is_aid_in_kind_or_grant(&self) -> bool {
        matches!(self.instrument, Instrument::Grant | Instrument::InKind)
    }

    /// Whether both are one request: the same call, and the same wave of it when each names one.
    pub fn same_request(&self, other: &Line) -> bool {
        let waves = self.wave.as_ref().zip(other.wave.as_ref());
        self.call.is_some() && self.call == other.call && waves.is_none_or(|(mine, theirs)| mine == theirs)
    }

    /// As the station of finance takes it.
    pub fn as_financing(&self) -> FinancingLine {
        let state = match self.reached() {
            Reached::Planned => LineState::Considered,
            Reached::Refused => LineState::Refused,
            Reached::Step(Step::Asked) => LineState::Asked,
            Reached::Step(Step::Granted) => LineState::Granted,
            Reached::Step(Step::Contracted) => LineState::Contracted,
            Reached::Step(Step::Paid) => LineState::Paid,
        };
        let amount = if self.instrument == Instrument::InKind { self.planned } else { self.counted() };
        FinancingLine {
            label: self.funder_name.clone(),
            funder: self.funder,
            instrument: self.instrument,
            amount,
            regime: self.regime,
            state,
            measure: self.measure.clone(),
            grant_equivalent: None,
            base: self.base,
            source: None,
        }
    }

    /// Whole days between two steps, when both have their day.
    pub fn days(&self, from: Step, to: Step) -> Option<i64> {
        let (from, to) = (self.stage(from)?.on, self.stage(to)?.on);
        from.until(to).ok().map(|span| i64::from(span.get_days()))
    }
}
