//! The days by which somebody is to act on an application. Only those that a text, a letter or a contract gives: where none
//! does, there is no day, and nobody is late.

use crate::{Application, State};
use domain::Date;
use domain::calendar::paris_time;
use jiff::Span;

impl Application {
    /// By when the service says whether it is admissible: two months after the request (décret 2018-514), for a call that gives
    /// money. A file that was completed keeps the clock of its request: no source says that the clock stops.
    pub fn admissibility_due(&self) -> Option<Date> {
        let waits = self.in_money && matches!(self.state, State::Filed | State::Completed);
        let filed = self.filed_at.filter(|_| waits)?;
        Some(paris_time(filed).date().saturating_add(Span::new().months(2)))
    }

    /// By when the final report is awaited: the end of the months that the contract gives, counted from its signature.
    pub fn report_due(&self) -> Option<Date> {
        let runs = matches!(self.state, State::Contracted | State::Paying);
        let contract = self.contract.as_ref().filter(|_| runs)?;
        Some(contract.signed_on.saturating_add(Span::new().months(i64::from(contract.months))))
    }

    /// The day that counts where it stands now, past which it is late.
    pub fn due(&self) -> Option<Date> {
        match self.state {
            State::Incomplete => self.missing_until,
            _ => self.admissibility_due().or_else(|| self.report_due()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Contract, Form, PaymentRules};
    use domain::Cents;

    fn filed(at: &str) -> Application {
        let mut life = Application::draft("unique", true, Form::default());
        (life.state, life.filed_at) = (State::Filed, Some(at.parse().expect("an instant")));
        life
    }

    #[test]
    fn admissibility_is_told_within_two_months_of_the_request_on_the_calendar_of_paris() {
        // Half past eleven at night in London is the day after in Paris; December has thirty-one days, February has not.
        let life = filed("2026-12-30T23:30:00Z");
        assert_eq!(life.admissibility_due(), Some(Date::constant(2027, 2, 28)));
        assert_eq!(Application { state: State::Completed, ..life.clone() }.due(), Some(Date::constant(2027, 2, 28)));
        // Nothing says that a label is answered within two months.
        assert_eq!(Application { in_money: false, ..life.clone() }.due(), None);
        assert_eq!(Application { state: State::Admissible, ..life }.due(), None);
    }

    #[test]
    fn what_is_missing_and_the_report_have_their_day() {
        let mut life = filed("2026-01-05T09:00:00Z");
        (life.state, life.missing_until) = (State::Incomplete, Some(Date::constant(2026, 2, 1)));
        assert_eq!(life.due(), Some(Date::constant(2026, 2, 1)));
        let signed_on = Date::constant(2026, 3, 15);
        let (amount, eligible, rules) = (Cents::euros(10), Cents::euros(20), PaymentRules::State);
        life.contract = Some(Contract { amount, eligible, months: 18, guarantee: false, rules, advance: None, signed_on });
        life.state = State::Paying;
        assert_eq!(life.due(), Some(Date::constant(2027, 9, 15)));
        life.state = State::Reported;
        assert_eq!(life.due(), None);
    }
}
