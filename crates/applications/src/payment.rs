//! What may be paid and when: décret 2018-514, articles 10 and 12, for the State's investment grants; what the contract
//! says for the others (a lump sum for a volunteer, a place in an accelerator).

use crate::Refusal;
use domain::{Cents, Date, Lang, Rate, Text, format};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// *Avance*, at the start.
    Advance,
    /// *Acompte*, as the project advances.
    Instalment,
    /// *Solde*, on the real spend.
    Balance,
}

impl PaymentKind {
    pub const ALL: [PaymentKind; 3] = [PaymentKind::Advance, PaymentKind::Instalment, PaymentKind::Balance];

    pub fn code(self) -> &'static str {
        match self {
            PaymentKind::Advance => "advance",
            PaymentKind::Instalment => "instalment",
            PaymentKind::Balance => "balance",
        }
    }
    pub fn parse(code: &str) -> Option<PaymentKind> {
        PaymentKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
    pub fn name(self) -> Text {
        match self {
            PaymentKind::Advance => Text::new("Avance", "Advance"),
            PaymentKind::Instalment => Text::new("Acompte", "Instalment"),
            PaymentKind::Balance => Text::new("Solde", "Balance"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentRules {
    /// Décret 2018-514: advance ≤ 30 %, ≤ 60 % with a first-demand guarantee; before the balance ≤ 80 %, ≤ 90 % when
    /// the project is to last more than 48 months.
    State,
    /// A lump sum that the contract pays at once, on proof.
    LumpSum,
}

impl PaymentRules {
    pub fn name(self) -> Text {
        match self {
            PaymentRules::State => {
                Text::new("avance, acomptes et solde du décret 2018-514", "advance, instalments and balance of décret 2018-514")
            }
            PaymentRules::LumpSum => Text::new("une somme forfaitaire, sur justificatif", "a lump sum, on proof"),
        }
    }
    pub fn code(self) -> &'static str {
        match self {
            PaymentRules::State => "state",
            PaymentRules::LumpSum => "lump_sum",
        }
    }
    pub fn parse(code: &str) -> Option<PaymentRules> {
        match code {
            "state" => Some(PaymentRules::State),
            "lump_sum" => Some(PaymentRules::LumpSum),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The most the grant can be.
    pub amount: Cents,
    /// Forecast eligible spend: the grant is a share of it.
    pub eligible: Cents,
    pub months: u16,
    /// A first-demand guarantee covers the advance.
    pub guarantee: bool,
    pub rules: PaymentRules,
    /// The largest advance that the measure itself sets, within the decree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<Rate>,
    pub signed_on: Date,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub kind: PaymentKind,
    pub amount: Cents,
    pub proof: String,
    pub on: Date,
}

impl Contract {
    /// Article 12 II, or less where the measure says so.
    pub fn most_advance(&self) -> Cents {
        let decree = match (self.rules, self.guarantee) {
            (PaymentRules::LumpSum, _) => self.amount,
            (PaymentRules::State, false) => self.amount.share(Rate::percent(30)),
            (PaymentRules::State, true) => self.amount.share(Rate::percent(60)),
        };
        self.own_advance().map_or(decree, |own| own.min(decree))
    }

    fn own_advance(&self) -> Option<Cents> {
        self.advance.filter(|_| self.rules == PaymentRules::State).map(|own| self.amount.share(own))
    }

    /// Article 12 I and III: advance and instalments together.
    pub fn most_before_balance(&self) -> Cents {
        match self.rules {
            PaymentRules::LumpSum => self.amount,
            PaymentRules::State if self.months > 48 => self.amount.share(Rate::percent(90)),
            PaymentRules::State => self.amount.share(Rate::percent(80)),
        }
    }

    /// The grant once the real spend is known: the same share of it, never more than was signed.
    pub fn due_on(&self, spent: Cents) -> Cents {
        match self.rules {
            PaymentRules::LumpSum => self.amount,
            PaymentRules::State if self.eligible.0 <= 0 => Cents::ZERO,
            PaymentRules::State => self.amount.prorata(spent, self.eligible).min(self.amount),
        }
    }

    /// The most that `kind` may be, given what was paid before and the real spend once it is reported.
    pub fn most(&self, kind: PaymentKind, paid: &[Payment], spent: Option<Cents>) -> Cents {
        let before: Cents = paid.iter().map(|payment| payment.amount).sum();
        match kind {
            PaymentKind::Advance => {
                let advanced: Cents = paid.iter().filter(|p| p.kind == PaymentKind::Advance).map(|p| p.amount).sum();
                self.most_advance().minus_or_zero(advanced).min(self.most_before_balance().minus_or_zero(before))
            }
            PaymentKind::Instalment => self.most_before_balance().minus_or_zero(before),
            PaymentKind::Balance => spent.map_or(Cents::ZERO, |spent| self.due_on(spent).minus_or_zero(before)),
        }
    }

    /// Refuses an amount above [`Contract::most`], with the article and the amount that would pass.
    pub fn pays(&self, kind: PaymentKind, amount: Cents, paid: &[Payment], spent: Option<Cents>) -> Result<(), Refusal> {
        let most = self.most(kind, paid, spent);
        if amount.0 > 0 && amount <= most {
            return Ok(());
        }
        let rule = match (self.rules, kind) {
            (PaymentRules::LumpSum, _) => Text::new("ce que dit la convention", "what the contract says"),
            (_, PaymentKind::Advance) if self.own_advance() == Some(self.most_advance()) => {
                Text::new("l’avance que fixe la mesure", "the advance that the measure sets")
            }
            (_, PaymentKind::Advance) => Text::new("décret 2018-514, art. 12 II", "décret 2018-514, art. 12 II"),
            (_, PaymentKind::Instalment) => Text::new("décret 2018-514, art. 12 I et III", "décret 2018-514, art. 12 I and III"),
            (_, PaymentKind::Balance) => Text::new("taux de la convention sur la dépense réelle", "rate of the contract on the real spend"),
        };
        let what = Text::each(|lang| {
            let (asked, most, rule, kind) = (format::money(amount, lang), format::money(most, lang), rule.get(lang), kind.name());
            match lang {
                Lang::Fr => format!("{} de {asked} : au plus {most} ({rule}).", kind.fr),
                Lang::En => format!("{} of {asked}: at most {most} ({rule}).", kind.en),
            }
        });
        let mend = match most.is_zero() {
            true => Text::new(
                "Rien de plus ne peut être payé à ce titre : passez au rapport final et au solde, ou clôturez.",
                "Nothing more can be paid this way: go on to the final report and the balance, or close.",
            ),
            false => Text::each(|lang| match lang {
                Lang::Fr => format!("Payez au plus {}.", format::money(most, lang)),
                Lang::En => format!("Pay at most {}.", format::money(most, lang)),
            }),
        };
        Err(Refusal::amount(what, mend, most))
    }
}
