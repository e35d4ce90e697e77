//! Lives and their money walked together, in memory: from wherever a history leads, the file can end, the ledger takes each of
//! the lines it asks for, and nothing stays reserved, or held in places, for a file that is over.

use super::Record;
use super::money::Desired;
use crate::{ApplicationId, OrganisationId};
use applications::{Application, Form, InKind, Opinion, Party, PaymentKind, PaymentRules, State, Step, Window};
use domain::{Cents, Date, Text};
use jiff::Timestamp;
use ledger::{Award, AwardId, Balances, Entry, EnvelopeId, Kind, Unit, breaches};
use proptest::prelude::*;

const ASKED: Cents = Cents::euros(10_000);

fn on() -> Date {
    Date::constant(2021, 3, 1)
}

struct Walk {
    record: Record,
    balances: Balances,
    unit: Unit,
}

impl Walk {
    /// Filed on an envelope of this unit; `in_money`: the call gives a sum.
    fn filed(unit: Unit, in_money: bool) -> Walk {
        let now = Timestamp::UNIX_EPOCH;
        let form = Form { title: "Presse".into(), need: "Produire".into(), cost: Some(ASKED), asked: Some(ASKED), ..Form::default() };
        let record = Record {
            id: ApplicationId("1".into()),
            number: "A-7K3F9Q2M".into(),
            call: "appel".into(),
            operator: "operateur".into(),
            call_phase: None,
            envelope: Some(envelope().to_string()),
            organisation: OrganisationId("1".into()),
            place: None,
            life: Application::draft("continu", in_money, form),
            version: 1,
            proposal: None,
            created_at: now,
            created_by: "person:1".into(),
            filed_at: None,
            receipt: None,
            sheet: None,
            project: None,
            changed_at: now,
        };
        let mut balances = Balances::default();
        let amount = if unit == Unit::Money { ASKED.0 } else { 1 };
        let opening = Kind::Opening { name: Text::same("Fonds"), parent: None, unit, four_eyes_from: None, until: None };
        balances.apply(&act(opening, amount)).expect("opened");
        if unit == Unit::Money {
            balances.apply(&act(Kind::PaymentCredits { year: on().year() }, amount)).expect("credits");
        }
        let mut walk = Walk { record, balances, unit };
        assert!(walk.take(Party::Holder, Step::File));
        walk
    }

    /// The step and the lines it asks for, together or not at all.
    fn take(&mut self, party: Party, step: Step) -> bool {
        let window = Window { opens: Some(Timestamp::UNIX_EPOCH), closes: None, rolling: true, exhausted: false };
        let mut life = self.record.life.clone();
        if life.take(&step, party, "person:1", Timestamp::UNIX_EPOCH, &window).is_err() {
            return false;
        }
        let desired = Desired {
            record: &self.record,
            envelope: envelope(),
            unit: self.unit,
            opened_on: on(),
            award: self.award().cloned(),
            who: "person:1",
            approver: None,
        };
        let mut balances = self.balances.clone();
        if desired.lines(&step).iter().any(|line| balances.apply(line).is_err()) {
            return false;
        }
        assert!(breaches(&balances).is_empty(), "{step:?}");
        (self.balances, self.record.life) = (balances, life);
        true
    }

    fn award(&self) -> Option<&Award> {
        self.balances.awards.get(&AwardId::parse(&self.record.number).expect("a number"))
    }
}

fn envelope() -> EnvelopeId {
    EnvelopeId::parse("fonds").expect("a name")
}

fn act(kind: Kind, amount: i64) -> Entry {
    Entry { envelope: envelope(), kind, amount, date: on(), decision: "Arrêté".into(), actor: "État".into(), approver: Some("2".into()) }
}

/// Everything the service and the committee may try.
fn step(which: u8, n: i64) -> (Party, Step) {
    let (reason, session, on) = ("Raison".to_owned(), "PV 1".to_owned(), on());
    let amount = Cents::euros(n * 1_000);
    let step = match which % 18 {
        0 => Step::FindAdmissible,
        1 => Step::AskAdvice { services: vec!["DREETS".into()] },
        2 => Step::GiveAdvice { service: "DREETS".into(), opinion: Opinion::Favourable, text: "Oui".into() },
        3 => Step::Present { proposed: amount, without: String::new() },
        4 => return (Party::Committee, Step::Favour { amount, reservations: String::new(), session, on }),
        5 => return (Party::Committee, Step::Postpone { reason, session }),
        6 => Step::TakeUp { reason },
        7 => Step::Notify { on },
        8 => {
            let rules = if n % 2 == 0 { PaymentRules::State } else { PaymentRules::LumpSum };
            Step::Sign {
                amount,
                eligible: ASKED,
                months: 12,
                guarantee: true,
                rules,
                lifted: reason,
                because: String::new(),
                law: None,
                on,
            }
        }
        9..=12 => Step::Pay { kind: PaymentKind::ALL[usize::from(which % 3)], amount, proof: "Facture".into(), on },
        13 => Step::Report { spent: amount, note: reason },
        14 => Step::Correct { spent: amount, reason },
        15 => Step::ClaimBack { amount, reason },
        16 => Step::TakeBack { on },
        _ => Step::Value { given: InKind { days: Some(3), ..InKind::default() } },
    };
    (Party::Instructor, step)
}

/// What a service that ends the file does next.
fn toward_the_end(life: &Application) -> (Party, Step) {
    let (reason, session, on) = ("Fin".to_owned(), "PV 9".to_owned(), on());
    let (due, over) = (life.balance_due(), life.overpaid());
    let step = match life.state {
        State::Filed => Step::FindInadmissible { reason },
        State::Admissible => Step::AskAdvice { services: vec!["DREETS".into()] },
        State::Advice if life.advices.iter().any(|advice| advice.opinion.is_none()) => step(2, 1).1,
        State::Advice => Step::Present { proposed: if life.in_money { ASKED } else { Cents::ZERO }, without: String::new() },
        State::Committee | State::Waiting => return (Party::Committee, Step::Disfavour { reason, session }),
        State::Postponed => Step::TakeUp { reason },
        State::Favourable | State::Conditional | State::Unfavourable => Step::Notify { on },
        State::Notified => Step::Lapse { reason, on },
        State::Contracted | State::Paying => Step::Report { spent: Cents::ZERO, note: reason },
        State::Reported | State::Balanced if over.0 > 0 => Step::ClaimBack { amount: over, reason },
        State::Reported | State::Balanced if due.0 > 0 => Step::Pay { kind: PaymentKind::Balance, amount: due, proof: reason, on },
        State::Repayment => Step::TakeBack { on },
        _ => Step::Close { on },
    };
    (Party::Instructor, step)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("REBOND_LONG").is_some() { 5_000 } else { 500 }))]
    #[test]
    fn from_wherever_life_and_money_lead_the_file_ends_and_holds_nothing(
        tries in prop::collection::vec((0u8..=255, 0i64..=10), 1..60),
        which in 0usize..3,
    ) {
        let (unit, in_money) = [(Unit::Money, true), (Unit::Places, true), (Unit::Places, false)][which];
        let mut walk = Walk::filed(unit, in_money);
        for (which, n) in tries {
            // Two times in three, a step that can be taken, so that histories go far.
            let possible: Vec<u8> = if which % 3 == 0 { vec![] } else {
                (0..18).filter(|one| walk.record.life.clone().take(&step(*one, n).1, step(*one, n).0, "p", Timestamp::UNIX_EPOCH, &Window::default()).is_ok()).collect()
            };
            let picked = if possible.is_empty() { which } else { possible[usize::from(which) % possible.len()] };
            let (party, step) = step(picked, n);
            walk.take(party, step);
        }
        for taken in 0.. {
            if walk.record.life.state.is_final() {
                break;
            }
            prop_assert!(taken < 12, "it never ends: {:?}", walk.record.life);
            let (party, step) = toward_the_end(&walk.record.life);
            prop_assert!(walk.take(party, step.clone()), "{:?} {step:?}", walk.record.life);
        }
        let kept = walk.record.life.kept_paid();
        let Some(award) = walk.award() else { return Ok(()) };
        prop_assert_eq!(award.reserved, 0);
        match (unit, in_money) {
            (Unit::Money, _) => prop_assert!(award.committed() == award.paid && award.paid - award.repaid == kept.0),
            (Unit::Places, true) => prop_assert_eq!(award.committed(), i64::from(kept.0 > 0), "one place for what remains paid"),
            (Unit::Places, false) => prop_assert!(award.committed() <= 1),
        }
    }
}
