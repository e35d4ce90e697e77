//! Figures of the ledger, written in the unit of their envelope, and the names of its entries.

use crate::{Kind, Unit};
use domain::{Cents, Lang, Text, format};

/// "150 000 000 €", "1 000 places".
pub fn quantity(amount: i64, unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Money => format::money(Cents(amount), lang),
        Unit::Places => {
            let plural = match lang {
                Lang::Fr => amount.abs() >= 2,
                Lang::En => amount.abs() != 1,
            };
            // Exact: places stay under 2⁵³.
            format!("{}\u{a0}place{}", format::number(amount as f64, 0, lang), if plural { "s" } else { "" })
        }
    }
}

impl Kind {
    /// As public accounting names it.
    pub fn name(&self) -> Text {
        match self {
            Kind::Opening { .. } => Text::new("Ouverture", "Opening"),
            Kind::Raise => Text::new("Abondement", "Raise"),
            Kind::PaymentCredits { .. } => Text::new("Crédits de paiement", "Payment credits"),
            Kind::Delegation { .. } => Text::new("Délégation", "Delegation"),
            Kind::DelegationReturn => Text::new("Remontée", "Return of a delegation"),
            Kind::Transfer { .. } => Text::new("Virement", "Transfer"),
            Kind::Recycling => Text::new("Recyclage", "Recycling"),
            Kind::FourEyes => Text::new("Seuil des deux personnes", "Threshold of two persons"),
            Kind::LastDay { .. } => Text::new("Dernier jour", "Last day"),
            Kind::Closing => Text::new("Clôture de l’enveloppe", "Closing of the envelope"),
            Kind::Reservation { .. } => Text::new("Réservation", "Reservation"),
            Kind::Release { .. } => Text::new("Levée de réservation", "Release of a reservation"),
            Kind::Commitment { .. } => Text::new("Engagement", "Commitment"),
            Kind::Withdrawal { .. } => Text::new("Retrait d’engagement", "Withdrawal of a commitment"),
            Kind::Liquidation { .. } => Text::new("Liquidation", "Liquidation"),
            Kind::Payment { .. } => Text::new("Paiement", "Payment"),
            Kind::Repayment { .. } => Text::new("Reversement", "Repayment"),
            Kind::AwardClosing { .. } => Text::new("Clôture du dossier", "Closing of the file"),
        }
    }
}
