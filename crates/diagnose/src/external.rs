//! The complexity of a territory by what world trade says of its activities, rather than by comparing communes.

use crate::Presence;

/// The external complexity of one place, and how much of it could be said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExternalComplexity {
    /// Mean PCI of the activities that the place is specialised in, in the unit of that PCI; `None` when none is known.
    pub value: Option<f64>,
    /// Of its specialisations, how many have a known PCI.
    pub known: usize,
    pub specialisations: usize,
}

/// Subnational complexity (Datawheel `complexity_subnational`): the mean, over the specialisations of each place, of a PCI
/// learned on another matrix. `pci` has one entry per activity of the presence, `None` where the nomenclature bridge gives
/// none. For a French territory it is easier to defend than an ECI learned on small communes, whose validity outside trade
/// is not established.
pub fn external_complexity(presence: &Presence, pci: &[Option<f64>]) -> Vec<ExternalComplexity> {
    (0..presence.places.len())
        .map(|c| {
            let present = presence.activities_of(c);
            let known: Vec<f64> = present.iter().filter_map(|p| pci.get(*p as usize).copied().flatten()).collect();
            let value = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
            ExternalComplexity { value, known: known.len(), specialisations: present.len() }
        })
        .collect()
}
