//! Payment of the State's investment grants (décret 2018-514, art. 12): advance, instalments, balance; and what is due
//! when the real spend is below the forecast.

use crate::say::say;
use crate::{Line, Payment, PaymentKind};
use domain::{Cents, Date, Funder, Instrument, LineState, Rate};
use jiff::Span;
use programmes::state_aid::StateGrantRule;

/// The most that may be paid before the balance (cents).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub advance: Cents,
    /// With a first-demand guarantee, when a source gives it.
    pub advance_guaranteed: Option<Cents>,
    /// Advance and instalments together, when a source gives it.
    pub cumulated: Option<Cents>,
}

/// Limits for a grant of `grant` at most and a planned duration in months.
pub fn limits(rule: &StateGrantRule, grant: Cents, months: u32) -> Limits {
    Limits {
        advance: grant.share(rule.advance),
        advance_guaranteed: rule.advance_guaranteed.map(|rate| grant.share(rate)),
        cumulated: cumulated(rule, months).map(|rate| grant.share(rate)),
    }
}

fn cumulated(rule: &StateGrantRule, months: u32) -> Option<Rate> {
    match rule.long_months {
        Some(long) if months > long => rule.cumulated_long.or(rule.cumulated),
        _ => rule.cumulated,
    }
}

/// Grant finally due: its rate applied to the real spend, at most the forecast (pro-rata clause of the convention,
/// general knowledge). The difference with `grant` is withdrawn from the commitment.
pub fn due(grant: Cents, eligible: Cents, spent: Cents) -> Cents {
    if eligible.0 <= 0 {
        return Cents::ZERO;
    }
    grant.prorata(spent.max(Cents::ZERO).min(eligible), eligible)
}

/// Lines that décret 2018-514 pays: grants of the State in money, but for those of the CGCT, which are funders of their own.
pub fn is_state_grant(line: &Line) -> bool {
    line.funder == Funder::State && line.instrument == Instrument::Grant && line.state != LineState::Refused && line.amount > Cents::ZERO
}

/// Calendar of one line. Assumption, said in each payment: works advance evenly, so that half of the grant is justified
/// at mid-term and the largest cumulated share when as much of the time has passed. Empty when the rule gives no shares.
/// `own` is the largest advance that the measure itself sets, never above that of the rule.
pub fn calendar(rule: &StateGrantRule, own: Option<Rate>, line: usize, grant: Cents, start: Date, months: u32) -> Vec<Payment> {
    let Some(rate) = cumulated(rule, months) else { return Vec::new() };
    let at =
        |share: Rate| start.checked_add(Span::new().months((i64::from(months) * i64::from(share.0) + 5_000) / 10_000)).unwrap_or(start);
    let own = own.filter(|own| *own < rule.advance);
    let first = own.unwrap_or(rule.advance);
    let mut paid = grant.share(first);
    let mut payments = vec![Payment {
        date: start,
        line,
        kind: PaymentKind::Advance,
        amount: paid,
        because: match own {
            Some(own) => say!(
                "Avance : au plus {r} de la subvention, au commencement, d’après les règles de la mesure.",
                "Advance: at most {r} of the grant, at the start, by the rules of the measure.",
                r = own
            ),
            None => say!(
                "Avance : au plus {r} de la subvention, au commencement.",
                "Advance: at most {r} of the grant, at the start.",
                r = first
            ),
        },
    }];
    for share in [Rate::percent(50), rate] {
        let instalment = grant.share(share.min(rate)).minus_or_zero(paid);
        if instalment.is_zero() {
            continue;
        }
        paid += instalment;
        payments.push(Payment {
            date: at(share),
            line,
            kind: PaymentKind::Instalment,
            amount: instalment,
            because: say!(
                "Acompte selon l’avancement, {s} en cumul (au plus {r}). Hypothèse : avancement régulier.",
                "Instalment as works advance, {s} cumulated (at most {r}). Assumption: even progress.",
                s = share.min(rate),
                r = rate
            ),
        });
    }
    payments.push(Payment {
        date: at(Rate::percent(100)),
        line,
        kind: PaymentKind::Balance,
        amount: grant - paid,
        because: say!(
            "Solde sur justification, recalculé si la dépense réelle est inférieure. Hypothèse : fin des travaux à la date prévue.",
            "Balance on justification, computed again if the real spend is lower. Assumption: works end on the planned date."
        ),
    });
    payments.retain(|payment| !payment.amount.is_zero());
    payments
}
