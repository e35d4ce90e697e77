//! The project as the rules see it: date, costs, size, ceilings; and its declared lines with the aid each one carries.

use crate::range::Range;
use crate::say::say;
use crate::size::SizeJudgement;
use crate::{Line, Size, de_minimis, regional, size, sme};
use domain::{AidRegime, Answer, Cents, Date, FinancingLine, Instrument, LineState, Project, Text};
use programmes::StateAid;
use programmes::state_aid::{DeMinimisRule, in_force};

pub(crate) struct Case<'a> {
    pub project: &'a Project,
    pub rules: &'a StateAid,
    pub on: Date,
    pub cost: Cents,
    /// Never above the cost.
    pub eligible: Option<Cents>,
    pub size: SizeJudgement,
    pub regional: Range,
    pub sme: Range,
    pub de_minimis: Option<&'a DeMinimisRule>,
    /// What the ceiling surely still leaves for this plan, past aid deducted.
    pub de_minimis_free: Cents,
    /// A public grant to this holder is State aid unless a regime says otherwise.
    pub is_firm: bool,
}

/// A line of the plan with what the published line does not say.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub line: Line,
    /// Costs that the aid bears on, when they are not the whole eligible cost.
    pub base: Option<Cents>,
    /// Aid that is certain; `line.aid` is the prudent bound when a grant equivalent is not known.
    pub low: Cents,
}

impl<'a> Case<'a> {
    pub fn new(project: &'a Project, cost: Cents, rules: &'a StateAid) -> Case<'a> {
        let (facts, on) = (&project.facts, project.judged_on);
        let kind = facts.str("holder.kind");
        let eligible = facts.money("project.eligible_cost").map(|e| e.min(cost).max(Cents::ZERO));
        let size = match kind {
            Some("epci" | "commune" | "region" | "public_body") => {
                SizeJudgement { size: Size::Unknown, possible: Vec::new(), missing: Vec::new(), because: Text::default() }
            }
            _ => size::judge(facts, rules, on),
        };
        let de_minimis = in_force(&rules.de_minimis, on);
        Case {
            project,
            rules,
            on,
            cost,
            eligible,
            regional: regional::ceiling(facts, &size, eligible, rules, on),
            sme: sme::ceiling(&size, eligible, rules, on),
            size,
            de_minimis,
            de_minimis_free: de_minimis.map_or(Cents::ZERO, |rule| de_minimis::sure(rule, facts, &project.past_aid, on)),
            is_firm: matches!(kind, Some("company" | "developer")),
        }
    }

    /// Base of whole-project aid: the eligible cost, or the whole cost while that is unknown.
    pub fn whole(&self) -> Cents {
        self.eligible.unwrap_or(self.cost)
    }

    /// Ceiling of a regime on the costs `base`: the intensity of the project on a part of it.
    pub fn range(&self, regime: AidRegime, base: Cents) -> Range {
        let whole = if regime == AidRegime::Regional { &self.regional } else { &self.sme };
        match self.eligible {
            Some(eligible) if base < eligible => whole.prorata(base, eligible),
            Some(eligible) if base > eligible && regime == AidRegime::Regional => {
                regional::ceiling(&self.project.facts, &self.size, Some(base), self.rules, self.on)
            }
            Some(eligible) if base > eligible => sme::ceiling(&self.size, Some(base), self.rules, self.on),
            _ => whole.clone(),
        }
    }

    /// Whether the own-share rule binds the holder.
    pub fn own_share_applies(&self) -> Answer {
        match in_force(&self.rules.own_share, self.on) {
            Some(rule) => crate::own_share::applies(rule, &self.project.facts),
            None => Answer::NotMet,
        }
    }
}

/// The holder's own lines, refused ones left out. In-kind help is listed with no money.
pub(crate) fn declared(project: &Project) -> Vec<Entry> {
    project.financing.iter().filter(|line| line.state != LineState::Refused).map(entry).collect()
}

fn entry(line: &FinancingLine) -> Entry {
    let (low, high) = aid(line);
    let in_kind = line.instrument == Instrument::InKind;
    let because = if in_kind {
        say!("Aide en nature ({x}) : hors des totaux.", "Help in kind ({x}): outside the totals.", x = line.amount)
    } else {
        say!("Indiqué par le porteur.", "Given by the holder.")
    };
    Entry {
        line: Line {
            label: Text::same(&line.label),
            funder: line.funder,
            instrument: line.instrument,
            regime: line.regime,
            state: line.state,
            measure: line.measure.clone(),
            amount: if in_kind { Cents::ZERO } else { line.amount },
            aid: high,
            proposed: false,
            because,
        },
        base: line.base,
        low,
    }
}

/// Least and most aid that a declared line can carry.
fn aid(line: &FinancingLine) -> (Cents, Cents) {
    let amount = line.amount;
    match (line.instrument, line.grant_equivalent) {
        (Instrument::OwnFunds, _) => (Cents::ZERO, Cents::ZERO),
        (_, Some(known)) => (known, known),
        (Instrument::Grant, None) if line.regime != AidRegime::None || line.funder.is_public() => (amount, amount),
        (Instrument::InKind, None) if line.regime != AidRegime::None => (amount, amount),
        (_, None) if line.regime != AidRegime::None => (Cents::ZERO, amount),
        _ => (Cents::ZERO, Cents::ZERO),
    }
}

/// Money that the holder brings or pays back itself: own funds and every kind of loan.
pub(crate) fn is_own(line: &Line) -> bool {
    line.funder == domain::Funder::Holder
        || matches!(line.instrument, Instrument::OwnFunds | Instrument::Loan | Instrument::SubordinatedLoan | Instrument::Leasing)
}

/// Money without any public support.
pub(crate) fn is_free_of_support(line: &Line) -> bool {
    line.aid.is_zero() && (!line.funder.is_public() || line.instrument == Instrument::OwnFunds)
}

pub(crate) fn sum(entries: &[Entry], keep: impl Fn(&Line) -> bool, value: impl Fn(&Entry) -> Cents) -> Cents {
    entries.iter().filter(|entry| keep(&entry.line)).map(value).sum()
}
