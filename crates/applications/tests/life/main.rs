//! The life of an application, as stories of the trade and as random histories against a plain model.

mod committees;
mod counted;
mod endings;
mod histories;
mod law;
mod measures;
mod payments;
mod stories;
mod windows;

use applications::{Application, Document, Form, Opinion, Party, PaymentKind, PaymentRules, Refusal, Step, Window};
use domain::{Cents, Date, Text};
use jiff::Timestamp;

/// Who takes most steps here: the holder, the service that examines, the committee.
pub const H: Party = Party::Holder;
pub const I: Party = Party::Instructor;
pub const C: Party = Party::Committee;

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn open() -> Window {
    Window { opens: Some(at("2020-07-20T00:00:00Z")), closes: Some(at("2021-06-25T22:00:00Z")), rolling: false, exhausted: false }
}

pub fn form(asked: i64) -> Form {
    Form {
        title: "Presse 800 t".into(),
        need: "Relocaliser l’emboutissage".into(),
        cost: Some(Cents::euros(1_000_000)),
        asked: Some(Cents::euros(asked)),
        documents: vec![Document { name: Text::new("Devis", "Quotes"), ready: true, days: 10 }],
        ..Form::default()
    }
}

pub struct Walk(pub Application);

impl Walk {
    pub fn asking(euros: i64) -> Walk {
        Walk(Application::draft("vague-1", true, form(euros)))
    }
    pub fn take(&mut self, party: Party, step: Step) -> Result<(), Refusal> {
        self.0.take(&step, party, "person:1", at("2020-10-01T10:00:00Z"), &open())
    }
    pub fn must(mut self, party: Party, step: Step) -> Walk {
        self.take(party, step).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        self
    }
    /// Filed, admissible, advised, before the committee.
    pub fn to_committee(self, proposed: i64) -> Walk {
        self.must(Party::Holder, Step::File)
            .must(Party::Instructor, Step::FindAdmissible)
            .must(Party::Instructor, Step::AskAdvice { services: vec!["DREETS".into()] })
            .must(Party::Instructor, advice("DREETS"))
            .must(Party::Instructor, Step::Present { proposed: Cents::euros(proposed), without: String::new() })
    }
    pub fn to_contract(self, euros: i64, months: u16, guarantee: bool) -> Walk {
        self.to_committee(euros)
            .must(Party::Committee, favour(euros))
            .must(Party::Instructor, Step::Notify { on: day("2020-12-20") })
            .must(Party::Instructor, sign(euros, months, guarantee))
    }
}

pub fn advice(service: &str) -> Step {
    Step::GiveAdvice { service: service.into(), opinion: Opinion::Favourable, text: "Emplois solides.".into() }
}

pub fn favour(euros: i64) -> Step {
    Step::Favour { amount: Cents::euros(euros), reservations: String::new(), session: "PV 3".into(), on: day("2020-12-15") }
}

pub fn sign(euros: i64, months: u16, guarantee: bool) -> Step {
    Step::Sign {
        amount: Cents::euros(euros),
        eligible: Cents::euros(1_000_000),
        months,
        guarantee,
        rules: PaymentRules::State,
        lifted: String::new(),
        because: String::new(),
        law: None,
        on: day("2021-01-10"),
    }
}

pub fn pay(kind: PaymentKind, euros: i64) -> Step {
    Step::Pay { kind, amount: Cents::euros(euros), proof: "État récapitulatif".into(), on: day("2021-02-01") }
}
