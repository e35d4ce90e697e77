//! The lines of the journal. Nothing is ever changed: a correction is another line.

use crate::{AwardId, EnvelopeId};
use domain::{Date, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The largest amount of an entry and of an envelope: 2⁵³ − 1, which every reader of JSON keeps exactly. In cents,
/// 90 thousand billion euros.
pub const MOST: i64 = (1 << 53) - 1;

/// What an envelope counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Cents of euro.
    Money,
    /// Places: volunteers, companies, projects. They are reserved and committed, never paid.
    Places,
}

/// One decision, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub envelope: EnvelopeId,
    pub kind: Kind,
    /// Cents or places, by the unit of the envelope; never negative.
    pub amount: i64,
    /// Day of the decision. Its year is the budget year.
    pub date: Date,
    /// Reference of the decision: order, letter, minutes of a committee.
    pub decision: String,
    pub actor: String,
    /// The second pair of eyes, where the envelope asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
}

/// The French name of each is the one of public accounting: décret 2012-1246 (GBCP).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// *Ouverture*, by a dated act. An envelope below another opens empty, and receives by delegation.
    Opening {
        name: Text,
        parent: Option<EnvelopeId>,
        unit: Unit,
        /// From this amount on, an entry wants two persons.
        four_eyes_from: Option<i64>,
        /// The last day on which anything is reserved or committed in it, and below it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// *Abondement*: more, by a dated act.
    Raise,
    /// *Crédits de paiement* of a year: by an act at the root, out of the parent's below.
    PaymentCredits { year: i16 },
    /// *Délégation*: to an envelope right below; what is delegated can no longer be used above.
    Delegation { to: EnvelopeId },
    /// *Remontée*: what the envelope has not used goes back above.
    DelegationReturn,
    /// *Virement*: between two roots, or two envelopes of the same parent.
    Transfer { to: EnvelopeId },
    /// *Recyclage*: credits freed in a later year than they were committed become usable, because somebody authorised
    /// it (annuality: they do not by themselves).
    Recycling,
    /// *Seuil*: from this amount on, an entry wants two persons; zero lifts it. Once there is one, changing it wants two.
    FourEyes,
    /// *Dernier jour*: from the day after, nothing is reserved nor committed in the envelope, nor below it; None lifts it. It brings
    /// no amount. An envelope that has a threshold of two persons has its last day changed by two.
    LastDay { until: Option<Date> },
    /// *Clôture* of the envelope, of exactly what remains: back to the parent, or lapsed at the root.
    Closing,

    /// *Réservation*: set aside after a committee, until a date if there is one.
    Reservation {
        award: AwardId,
        until: Option<Date>,
        /// Whom the file is for: told with its first line, whichever that is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beneficiary: Option<String>,
    },
    /// *Levée de réservation*.
    Release { award: AwardId },
    /// *Engagement*, by signature. Takes the award's reservation first; what is reserved and not committed is free
    /// again. `schedule`: payments foreseen by year, their sum the amount; empty for places.
    Commitment {
        award: AwardId,
        schedule: BTreeMap<i16, i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beneficiary: Option<String>,
    },
    /// *Retrait d'engagement*: of what is not liquidated.
    Withdrawal { award: AwardId },
    /// *Liquidation*: the amount due is established.
    Liquidation { award: AwardId },
    /// *Paiement*, on the payment credits of the year of its date.
    Payment { award: AwardId },
    /// *Reversement* by the beneficiary. It opens no credit again: a raise does.
    Repayment { award: AwardId },
    /// *Clôture* of the award: withdraws exactly what is committed and not paid.
    AwardClosing { award: AwardId },
}

impl Kind {
    /// As stored: "opening", "award_closing".
    pub fn code(&self) -> &'static str {
        match self {
            Kind::Opening { .. } => "opening",
            Kind::Raise => "raise",
            Kind::PaymentCredits { .. } => "payment_credits",
            Kind::Delegation { .. } => "delegation",
            Kind::DelegationReturn => "delegation_return",
            Kind::Transfer { .. } => "transfer",
            Kind::Recycling => "recycling",
            Kind::FourEyes => "four_eyes",
            Kind::LastDay { .. } => "last_day",
            Kind::Closing => "closing",
            Kind::Reservation { .. } => "reservation",
            Kind::Release { .. } => "release",
            Kind::Commitment { .. } => "commitment",
            Kind::Withdrawal { .. } => "withdrawal",
            Kind::Liquidation { .. } => "liquidation",
            Kind::Payment { .. } => "payment",
            Kind::Repayment { .. } => "repayment",
            Kind::AwardClosing { .. } => "award_closing",
        }
    }

    pub fn award(&self) -> Option<&AwardId> {
        match self {
            Kind::Reservation { award, .. }
            | Kind::Release { award }
            | Kind::Commitment { award, .. }
            | Kind::Withdrawal { award }
            | Kind::Liquidation { award }
            | Kind::Payment { award }
            | Kind::Repayment { award }
            | Kind::AwardClosing { award } => Some(award),
            _ => None,
        }
    }

    /// Whom the file is for, where the line says it.
    pub fn beneficiary(&self) -> Option<&str> {
        match self {
            Kind::Reservation { beneficiary, .. } | Kind::Commitment { beneficiary, .. } => beneficiary.as_deref(),
            _ => None,
        }
    }

    /// The other envelope it names, if any.
    pub fn other(&self) -> Option<&EnvelopeId> {
        match self {
            Kind::Opening { parent, .. } => parent.as_ref(),
            Kind::Delegation { to } | Kind::Transfer { to } => Some(to),
            _ => None,
        }
    }
}
