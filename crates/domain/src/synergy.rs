//! The life of a synergy once it is detected: most leads end before they exchange anything, so what becomes of each is kept, with
//! its dates and the reason why it stopped.

use crate::Text;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SynergyState {
    Detected,
    /// Both sides know of it.
    Contacted,
    Studied,
    /// It exchanges, or is shared.
    Realised,
    /// It stopped, for a reason that is kept.
    Dropped,
}

impl SynergyState {
    pub const ALL: [SynergyState; 5] =
        [SynergyState::Detected, SynergyState::Contacted, SynergyState::Studied, SynergyState::Realised, SynergyState::Dropped];

    pub fn code(self) -> &'static str {
        match self {
            SynergyState::Detected => "detected",
            SynergyState::Contacted => "contacted",
            SynergyState::Studied => "studied",
            SynergyState::Realised => "realised",
            SynergyState::Dropped => "dropped",
        }
    }
    pub fn parse(code: &str) -> Option<SynergyState> {
        SynergyState::ALL.into_iter().find(|state| state.code() == code)
    }
    pub fn label(self) -> Text {
        match self {
            SynergyState::Detected => Text::new("détectée", "detected"),
            SynergyState::Contacted => Text::new("entreprises contactées", "companies contacted"),
            SynergyState::Studied => Text::new("étudiée", "studied"),
            SynergyState::Realised => Text::new("réalisée", "realised"),
            SynergyState::Dropped => Text::new("abandonnée", "dropped"),
        }
    }
    /// Forward, skipping what was not needed; stopped from anywhere; begun again by a contact. The same state notes a figure, or
    /// what was said, without moving.
    pub fn leads_to(self, next: SynergyState) -> bool {
        match (self, next) {
            (SynergyState::Dropped, SynergyState::Contacted) => true,
            (SynergyState::Dropped, _) => false,
            (_, SynergyState::Dropped) => true,
            _ => next >= self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synergy_goes_forward_stops_from_anywhere_and_begins_again_by_a_contact() {
        use SynergyState::{Contacted, Detected, Dropped, Realised, Studied};
        assert!(Detected.leads_to(Realised) && Contacted.leads_to(Studied) && Realised.leads_to(Dropped) && Dropped.leads_to(Contacted));
        assert!(Studied.leads_to(Studied), "a figure is noted");
        assert!(!Realised.leads_to(Studied) && !Dropped.leads_to(Realised) && !Dropped.leads_to(Dropped));
        for state in SynergyState::ALL {
            assert_eq!(SynergyState::parse(state.code()), Some(state));
        }
    }
}
