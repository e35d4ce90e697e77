//! The lines of one sheet, added up. What is counted and what remains always make the cost, to the cent.

use crate::{Line, Step};
use domain::Cents;

/// Sums of some lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What the plan counts on.
    pub counted: Cents,
    pub asked: Cents,
    pub granted: Cents,
    pub contracted: Cents,
    pub paid: Cents,
    /// What was asked and refused, or granted and lost.
    pub refused: Cents,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub cost: Option<Cents>,
    pub totals: Totals,
    /// Of which public persons, the holder apart.
    pub public: Totals,
    /// Cost − counted: what remains to be financed when positive, what is counted twice when negative. None while the
    /// cost is not told.
    pub gap: Option<Cents>,
}

impl Totals {
    fn add(&mut self, line: &Line) {
        let amount = |step| line.stage(step).map_or(Cents::ZERO, |stage| stage.amount);
        self.counted += line.counted();
        self.asked += amount(Step::Asked);
        match line.refused {
            Some(_) => self.refused += line.granted.as_ref().or(line.asked.as_ref()).map_or(line.planned, |stage| stage.amount),
            None => {
                self.granted += amount(Step::Granted);
                self.contracted += amount(Step::Contracted);
                self.paid += amount(Step::Paid);
            }
        }
    }
}

impl Plan {
    pub fn new<'a>(cost: Option<Cents>, lines: impl IntoIterator<Item = &'a Line>) -> Plan {
        let (mut totals, mut public) = (Totals::default(), Totals::default());
        for line in lines {
            totals.add(line);
            if line.funder.is_public() {
                public.add(line);
            }
        }
        Plan { cost, totals, public, gap: cost.map(|cost| cost - totals.counted) }
    }
}
