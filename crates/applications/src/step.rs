//! What may be done to an application, and by whom.

use crate::{InKind, Judged, Opinion, PaymentKind, PaymentRules};
use domain::{Cents, Date, Text};
use serde::{Deserialize, Serialize};

/// On whose side somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    Holder,
    Instructor,
    Committee,
    /// The ledger of envelopes, when it refuses.
    Ledger,
}

impl Party {
    pub const ALL: [Party; 4] = [Party::Holder, Party::Instructor, Party::Committee, Party::Ledger];

    pub fn name(self) -> Text {
        match self {
            Party::Holder => Text::new("le porteur", "the holder"),
            Party::Instructor => Text::new("le service instructeur", "the examining service"),
            Party::Committee => Text::new("le comité", "the committee"),
            Party::Ledger => Text::new("le registre des enveloppes", "the ledger of envelopes"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Step {
    File,
    /// Brings what was missing.
    Complete {
        note: String,
    },
    FindAdmissible,
    FindIncomplete {
        missing: Vec<String>,
        until: Date,
    },
    FindInadmissible {
        reason: String,
    },
    /// Names the services asked, the first of which is the rapporteur.
    AskAdvice {
        services: Vec<String>,
    },
    GiveAdvice {
        service: String,
        opinion: Opinion,
        text: String,
    },
    /// Brings it before the committee with what the rapporteur proposes. `without`: why an advice was not waited for.
    Present {
        proposed: Cents,
        without: String,
    },
    /// `session` is the reference of the minutes.
    Favour {
        amount: Cents,
        reservations: String,
        session: String,
        on: Date,
    },
    Postpone {
        reason: String,
        session: String,
    },
    Disfavour {
        reason: String,
        session: String,
    },
    /// The envelope does not hold enough: the place in the ranking is kept.
    Wait {
        reason: Text,
        passes: Option<Cents>,
    },
    CarryOver {
        wave: String,
    },
    /// A file put off comes back before the committee without changing wave: a call that takes files as they come has one.
    TakeUp {
        reason: String,
    },
    Notify {
        on: Date,
    },
    Sign {
        amount: Cents,
        eligible: Cents,
        months: u16,
        guarantee: bool,
        rules: PaymentRules,
        lifted: String,
        /// Why these rules of payment, where neither the measure nor who grants it tells.
        #[serde(default)]
        because: String,
        /// What the rules of public money answer on that day; None where the call gives no amount, or before this was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        law: Option<Box<Judged>>,
        on: Date,
    },
    Pay {
        kind: PaymentKind,
        amount: Cents,
        proof: String,
        on: Date,
    },
    /// By the holder; or by the service in their place, which says why in `note`.
    Report {
        spent: Cents,
        note: String,
    },
    /// The eligible spend that the service retains, in the place of what was reported.
    Correct {
        spent: Cents,
        reason: String,
    },
    /// What a support given in kind was worth, as far as it is known.
    Value {
        given: InKind,
    },
    /// What remains of the commitment is withdrawn.
    Close {
        on: Date,
    },
    Lapse {
        reason: String,
        on: Date,
    },
    /// A part: the file goes on from where it was once it has come back. All that is paid: it ends.
    ClaimBack {
        amount: Cents,
        reason: String,
    },
    /// The amount claimed has come back.
    TakeBack {
        on: Date,
    },
    Withdraw {
        reason: String,
    },
}

impl Step {
    /// As the history and the audit keep it.
    pub fn code(&self) -> &'static str {
        match self {
            Step::File => "file",
            Step::Complete { .. } => "complete",
            Step::FindAdmissible => "find_admissible",
            Step::FindIncomplete { .. } => "find_incomplete",
            Step::FindInadmissible { .. } => "find_inadmissible",
            Step::AskAdvice { .. } => "ask_advice",
            Step::GiveAdvice { .. } => "give_advice",
            Step::Present { .. } => "present",
            Step::Favour { .. } => "favour",
            Step::Postpone { .. } => "postpone",
            Step::Disfavour { .. } => "disfavour",
            Step::Wait { .. } => "wait",
            Step::CarryOver { .. } => "carry_over",
            Step::TakeUp { .. } => "take_up",
            Step::Notify { .. } => "notify",
            Step::Sign { .. } => "sign",
            Step::Pay { .. } => "pay",
            Step::Report { .. } => "report",
            Step::Correct { .. } => "correct",
            Step::Value { .. } => "value",
            Step::Close { .. } => "close",
            Step::Lapse { .. } => "lapse",
            Step::ClaimBack { .. } => "claim_back",
            Step::TakeBack { .. } => "take_back",
            Step::Withdraw { .. } => "withdraw",
        }
    }

    pub fn name(&self) -> Text {
        let (fr, en) = match self {
            Step::File => ("Dépôt", "Filing"),
            Step::Complete { .. } => ("Pièces complétées", "Missing documents brought"),
            Step::FindAdmissible => ("Déclarée recevable", "Found admissible"),
            Step::FindIncomplete { .. } => ("Déclarée incomplète", "Found incomplete"),
            Step::FindInadmissible { .. } => ("Déclarée irrecevable", "Found inadmissible"),
            Step::AskAdvice { .. } => ("Avis demandés", "Advice asked"),
            Step::GiveAdvice { .. } => ("Avis rendu", "Advice given"),
            Step::Present { .. } => ("Présentée au comité", "Brought before the committee"),
            Step::Favour { .. } => ("Décision favorable", "Favourable decision"),
            Step::Postpone { .. } => ("Ajournée", "Postponed"),
            Step::Disfavour { .. } => ("Décision défavorable", "Unfavourable decision"),
            Step::Wait { .. } => ("Mise en liste d’attente", "Put on the waiting list"),
            Step::CarryOver { .. } => ("Reportée à une autre vague", "Carried over to another wave"),
            Step::TakeUp { .. } => ("Reprise dans la même vague", "Taken up again in the same wave"),
            Step::Notify { .. } => ("Décision notifiée", "Decision notified"),
            Step::Sign { .. } => ("Convention signée", "Contract signed"),
            Step::Pay { .. } => ("Paiement", "Payment"),
            Step::Report { .. } => ("Rapport final", "Final report"),
            Step::Correct { .. } => ("Dépense éligible retenue corrigée", "Eligible spend retained corrected"),
            Step::Value { .. } => ("Accompagnement chiffré", "Support valued"),
            Step::Close { .. } => ("Clôture", "Closing"),
            Step::Lapse { .. } => ("Caducité", "Lapse"),
            Step::ClaimBack { .. } => ("Reversement demandé", "Repayment claimed"),
            Step::TakeBack { .. } => ("Reversement reçu", "Repayment received"),
            Step::Withdraw { .. } => ("Retrait par le porteur", "Withdrawn by the holder"),
        };
        Text::new(fr, en)
    }

    /// Who may take it.
    pub fn parties(&self) -> &'static [Party] {
        match self {
            Step::File | Step::Complete { .. } | Step::Withdraw { .. } => &[Party::Holder],
            Step::Report { .. } => &[Party::Holder, Party::Instructor],
            Step::Favour { .. } | Step::Postpone { .. } | Step::Disfavour { .. } => &[Party::Committee],
            Step::Wait { .. } => &[Party::Ledger],
            Step::CarryOver { .. } => &[Party::Holder, Party::Instructor],
            _ => &[Party::Instructor],
        }
    }

    /// Stays between the service and the committee: the holder's history does not show it.
    pub fn is_inside(&self) -> bool {
        matches!(
            self,
            Step::AskAdvice { .. } | Step::GiveAdvice { .. } | Step::Present { .. } | Step::Favour { .. } | Step::Disfavour { .. }
        )
    }

    /// The reason, as whoever took the step wrote it.
    pub fn reason(&self) -> Text {
        match self {
            Step::Complete { note } | Step::Report { note, .. } => Text::same(note),
            Step::FindInadmissible { reason }
            | Step::Postpone { reason, .. }
            | Step::Disfavour { reason, .. }
            | Step::Lapse { reason, .. }
            | Step::ClaimBack { reason, .. }
            | Step::TakeUp { reason }
            | Step::Correct { reason, .. }
            | Step::Withdraw { reason } => Text::same(reason),
            Step::FindIncomplete { missing, .. } => Text::same(missing.join(" ; ")),
            Step::Favour { reservations, .. } => Text::same(reservations),
            Step::GiveAdvice { service, text, .. } => Text::new(format!("{service}\u{a0}: {text}"), format!("{service}: {text}")),
            Step::AskAdvice { services } => Text::same(services.join(", ")),
            Step::Present { without, .. } => Text::same(without),
            Step::Wait { reason, .. } => reason.clone(),
            Step::Pay { proof, .. } => Text::same(proof),
            Step::Sign { lifted, because, law, .. } => {
                let despite = law.as_ref().map_or("", |law| law.despite.as_str());
                let told = [lifted.as_str(), because, despite].into_iter().map(str::trim).filter(|text| !text.is_empty());
                Text::same(told.collect::<Vec<_>>().join(" ; "))
            }
            Step::Value { given } => given.said(),
            Step::CarryOver { .. }
            | Step::File
            | Step::FindAdmissible
            | Step::Notify { .. }
            | Step::Close { .. }
            | Step::TakeBack { .. } => Text::default(),
        }
    }
}
