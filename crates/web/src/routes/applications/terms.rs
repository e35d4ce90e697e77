//! What a step that waits for a second person would do, term by term: nobody approves an amount, a day or a rule they did not read.

use crate::page::Here;
use applications::{Application, Step};
use domain::{Cents, Date, format};

/// Label and value of each, as the form that asked for the step names them. A file in kind has no amount to tell.
pub fn of(here: &Here, life: &Application, step: &Step) -> Vec<(String, String)> {
    let mut terms = vec![];
    let mut tell = |key: &str, value: String| {
        if !value.is_empty() {
            terms.push((here.t(key), value));
        }
    };
    let money = |amount: &Cents| if life.in_money { format::money(*amount, here.lang) } else { String::new() };
    let day = |on: &Date| format::date(*on, here.lang);
    let reason = here.x(&step.reason());
    match step {
        Step::Favour { amount, session, on, .. } => {
            tell("amount", money(amount));
            tell("ap-session-reference", session.clone());
            tell("decide-date", day(on));
            tell("ap-reason-or-reservations", reason);
        }
        Step::Sign { amount, eligible, months, guarantee, rules, on, .. } => {
            tell("ap-contract-amount", money(amount));
            tell("ap-form-cost", money(eligible));
            tell("ap-sign-months", months.to_string());
            let mut paid = here.x(&rules.name());
            if *guarantee {
                paid = format!("{paid} – {}", here.t("ap-sign-guarantee"));
            }
            tell("ap-sign-rules", paid);
            tell("decide-date", day(on));
            tell("ap-reason", reason);
        }
        Step::Pay { kind, amount, on, .. } => {
            tell("decide-kind", kind.name().get(here.lang).to_owned());
            tell("amount", money(amount));
            tell("decide-date", day(on));
            tell("ap-pay-proof", reason);
        }
        Step::TakeBack { on } => {
            tell("amount", money(&life.claimed));
            tell("decide-date", day(on));
        }
        Step::ClaimBack { amount, .. } => {
            tell("amount", money(amount));
            tell("ap-reason", reason);
        }
        Step::Report { spent, .. } | Step::Correct { spent, .. } => {
            tell("ap-spent", money(spent));
            tell("ap-reason", reason);
        }
        Step::Notify { on } | Step::Close { on } | Step::Lapse { on, .. } => {
            tell("decide-date", day(on));
            tell("ap-reason", reason);
        }
        _ => tell("ap-reason", reason),
    }
    terms
}
