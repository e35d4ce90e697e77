//! Size of a firm in the European sense, with partial facts: a headcount of 300 settles "not an SME" alone, a headcount
//! of 40 does not settle "small" before the accounts are known.

use crate::Size;
use crate::say::say;
use domain::{Answer, Cents, Date, Facts, Text};
use programmes::StateAid;
use programmes::state_aid::{SizeStep, in_force};

/// What can be said of the size of a holder.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeJudgement {
    pub size: Size,
    /// Sizes that the known facts leave open, smallest first; one only when `size` is known.
    pub possible: Vec<Size>,
    pub missing: Vec<String>,
    pub because: Text,
}

/// How State-aid rules see a firm: a micro firm is small, a mid-cap is large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Small,
    Medium,
    Large,
}

impl SizeJudgement {
    /// The State-aid classes that remain possible, without repetition.
    pub fn classes(&self) -> Vec<Class> {
        let mut classes: Vec<Class> = self.possible.iter().filter_map(|s| class(*s)).collect();
        classes.dedup();
        classes
    }
}

pub fn class(size: Size) -> Option<Class> {
    match size {
        Size::Micro | Size::Small => Some(Class::Small),
        Size::Medium => Some(Class::Medium),
        Size::MidCap | Size::Large => Some(Class::Large),
        Size::Unknown => None,
    }
}

const ALL: [Size; 5] = [Size::Micro, Size::Small, Size::Medium, Size::MidCap, Size::Large];

fn named(id: &str) -> Option<Size> {
    ["micro", "small", "medium", "mid_cap", "large"].iter().position(|known| *known == id).map(|i| ALL[i])
}

fn label(size: Size) -> Text {
    match size {
        Size::Micro => Text::new("microentreprise", "micro firm"),
        Size::Small => Text::new("petite entreprise", "small firm"),
        Size::Medium => Text::new("entreprise moyenne", "medium firm"),
        Size::MidCap => Text::new("entreprise de taille intermédiaire (grande au sens des aides d’État)", "mid-cap (large for State aid)"),
        Size::Large => Text::new("grande entreprise", "large firm"),
        Size::Unknown => Text::new("taille inconnue", "size unknown"),
    }
}

/// Size from headcount (people), turnover and balance sheet (cents), group included (recommendation 2003/361/EC: headcount
/// below the step, and turnover or balance sheet within it). Without any of them, a size already known is trusted.
pub fn judge(facts: &Facts, rules: &StateAid, on: Date) -> SizeJudgement {
    let (headcount, turnover, balance) =
        (facts.number("holder.headcount"), facts.money("holder.turnover"), facts.money("holder.balance_sheet"));
    let told = facts.str("holder.size").and_then(named);
    let steps = in_force(&rules.size, on).map(|rule| rule.steps.as_slice()).unwrap_or_default();
    let mut possible: Vec<Size> = Vec::new();
    let mut smaller = Answer::NotMet;
    for step in steps {
        let Some(size) = named(&step.size) else { continue };
        let within = Answer::all([within(headcount, step), accounts(turnover, balance, step)]);
        if within != Answer::NotMet && smaller != Answer::Met {
            possible.push(size);
        }
        smaller = Answer::any([smaller, within]);
    }
    if smaller != Answer::Met {
        possible.push(Size::Large);
    }
    if steps.is_empty() {
        possible = ALL.to_vec();
    }
    if let Some(told) = told.filter(|told| possible.len() > 1 && possible.contains(told)) {
        possible = vec![told];
    }
    let size = if let [only] = possible[..] { only } else { Size::Unknown };
    let unknown = |known: bool, key: &str| (!known && size == Size::Unknown).then(|| key.to_owned());
    let missing = [
        unknown(headcount.is_some(), "holder.headcount"),
        unknown(turnover.is_some(), "holder.turnover"),
        unknown(balance.is_some(), "holder.balance_sheet"),
    ];
    let because = match size {
        Size::Unknown => say!(
            "Taille indécise : effectif, chiffre d’affaires et bilan du groupe la fixeront.",
            "Size undecided: headcount, turnover and balance sheet of the group will settle it."
        ),
        size => say!("Le porteur est une {x}.", "The holder is a {x}.", x = label(size)),
    };
    SizeJudgement { size, possible, missing: missing.into_iter().flatten().collect(), because }
}

/// The size alone; `Unknown` when the facts leave it open.
pub fn size(facts: &Facts, rules: &StateAid, on: Date) -> Size {
    judge(facts, rules, on).size
}

fn within(headcount: Option<f64>, step: &SizeStep) -> Answer {
    headcount.map_or(Answer::Unknown, |h| Answer::from(h < f64::from(step.headcount_below)))
}

fn accounts(turnover: Option<Cents>, balance: Option<Cents>, step: &SizeStep) -> Answer {
    let at_most = |value: Option<Cents>, limit: Cents| value.map_or(Answer::Unknown, |v| Answer::from(v <= limit));
    Answer::any([at_most(turnover, step.turnover), at_most(balance, step.balance_sheet)])
}
