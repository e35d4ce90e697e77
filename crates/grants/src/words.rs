//! Names of the steps and of the reasons of refusal.

use crate::{Reason, Step};
use domain::Text;

impl Step {
    pub fn name(self) -> Text {
        match self {
            Step::Asked => Text::new("Demandé", "Asked"),
            Step::Granted => Text::new("Accordé", "Granted"),
            Step::Contracted => Text::new("Conventionné", "Contracted"),
            Step::Paid => Text::new("Payé", "Paid"),
        }
    }
}

impl Reason {
    pub fn name(self) -> Text {
        match self {
            Reason::NotEligible => Text::new("Non éligible", "Not eligible"),
            Reason::Incomplete => Text::new("Dossier incomplet", "Incomplete file"),
            Reason::Late => Text::new("Hors délai", "Out of time"),
            Reason::Started => Text::new("Travaux commencés avant la demande", "Works begun before the request"),
            Reason::Exhausted => Text::new("Enveloppe épuisée", "Envelope used up"),
            Reason::Ranking => Text::new("Classement insuffisant", "Ranked too low"),
            Reason::StateAid => Text::new("Plafond d’aide d’État", "State-aid ceiling"),
            Reason::GivenUp => Text::new("Abandon du porteur", "Given up by the holder"),
            Reason::Lapsed => Text::new("Caducité", "Lapsed"),
            Reason::Other => Text::new("Autre motif", "Other reason"),
        }
    }
}
