//! Every application can end: from wherever histories lead, what the service and the committee may do brings it to a last state.
//! Its holder may have gone, its call may have one wave; nothing is claimed back but what was paid beyond the real spend.

use crate::histories::{drawn, tries};
use crate::{Walk, advice, day};
use applications::{Application, Party, PaymentKind, State, Step};
use domain::Cents;
use proptest::prelude::*;

/// What a service that ends the file does next; `spent` is what it retains where nobody reported.
fn toward_the_end(life: &Application, spent: Cents) -> (Party, Step) {
    let on = day("2023-01-11");
    let (reason, session) = ("Fin du dossier".to_owned(), "PV 9".to_owned());
    let (due, over) = (life.balance_due(), life.overpaid());
    let step = match life.state {
        State::Filed | State::Incomplete | State::Completed => Step::FindInadmissible { reason },
        State::Admissible => Step::AskAdvice { services: vec!["DREETS".into()] },
        State::Advice => match life.advices.iter().find(|advice| advice.opinion.is_none()) {
            Some(open) => advice(&open.service),
            None => Step::Present { proposed: life.form.asked.unwrap_or_default(), without: String::new() },
        },
        State::Committee | State::Waiting => return (Party::Committee, Step::Disfavour { reason, session }),
        State::Postponed => Step::TakeUp { reason },
        State::Favourable | State::Conditional | State::Unfavourable => Step::Notify { on },
        State::Notified => Step::Lapse { reason, on },
        State::Contracted | State::Paying => Step::Report { spent, note: reason },
        State::Reported | State::Balanced if over.0 > 0 => Step::ClaimBack { amount: over, reason },
        State::Reported | State::Balanced if due.0 > 0 => {
            Step::Pay { kind: PaymentKind::Balance, amount: due, proof: "Rapport".into(), on }
        }
        State::Repayment => Step::TakeBack { on },
        _ => Step::Close { on },
    };
    (Party::Instructor, step)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("REBOND_LONG").is_some() { 5_000 } else { 500 }))]
    #[test]
    fn from_wherever_a_history_leads_the_file_can_end(tries in tries(), spent in 0i64..60) {
        let mut walk = Walk::asking(500_000);
        for (which, who, n) in tries {
            let step = drawn(&walk, which, who, n);
            let _ = walk.take(step.parties()[0], step);
            // A draft is its holder’s alone: nobody waits for it.
            if walk.0.state == State::Draft {
                continue;
            }
            let mut end = Walk(walk.0.clone());
            let mut taken = vec![];
            while !end.0.state.is_final() {
                let (party, step) = toward_the_end(&end.0, Cents::euros(spent * 20_000));
                let from = end.0.state;
                let done = end.take(party, step.clone());
                prop_assert!(done.is_ok(), "{from:?} {step:?}: {done:?}");
                taken.push(from);
                prop_assert!(taken.len() < 12, "it never ends: {taken:?}");
            }
            // What is kept is what the real spend gives right to, or less when the project stopped before.
            if let (Some(contract), Some(spent), State::Closed) = (&end.0.contract, end.0.spent, end.0.state) {
                prop_assert!(end.0.kept_paid() <= contract.due_on(spent));
            }
        }
    }
}
