//! What is wrong in a portfolio or a scenario, named, with what would be right.

use domain::Text;

/// What cannot be computed with, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    Twice(String),
    Unknown {
        from: String,
        name: String,
    },
    Amount {
        of: String,
        what: Figure,
        value: i64,
        least: i64,
        most: i64,
    },
    Payments {
        of: String,
        sum: i64,
    },
    /// Kept and set aside by the same scenario.
    Both(String),
    /// Kept, and no way was found to fund it.
    Kept(String),
}

/// The figure that is out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Envelope,
    Floor,
    Cap,
    Rate,
    Year,
    Share,
    Need,
    Cost,
    Start,
    Points,
    Weight,
    Most,
}

impl Mistake {
    /// In words.
    #[must_use]
    pub fn told(&self) -> Text {
        match self {
            Self::Twice(id) => Text::new(
                format!("« {id} » est deux fois dans le fichier : chaque mesure et chaque projet a son identifiant."),
                format!("“{id}” stands twice in the file: each measure and each project has an identifier of its own."),
            ),
            Self::Unknown { from, name } => Text::new(
                format!("« {from} » nomme « {name} », qui n’est pas dans le fichier."),
                format!("“{from}” names “{name}”, which is not in the file."),
            ),
            Self::Amount { of, what, value, least, most } => {
                let what = what.told();
                Text::new(
                    format!("« {of} » : {} vaut {value} ; il faut de {least} à {most}.", what.fr),
                    format!("“{of}”: {} is {value}; it must be from {least} to {most}.", what.en),
                )
            }
            Self::Payments { of, sum } => Text::new(
                format!("« {of} » : ses paiements font {sum} % ; il faut 100 % en tout, chacun de 0 à 100, ou rien."),
                format!("“{of}”: its payments make {sum} %; they must make 100 % in all, each from 0 to 100, or be left out."),
            ),
            Self::Both(id) => Text::new(
                format!("« {id} » est à la fois gardé et écarté : il faut choisir."),
                format!("“{id}” is both kept and set aside: choose one."),
            ),
            Self::Kept(id) => Text::new(
                format!("« {id} » est à garder, et aucune façon de le financer n’a été trouvée dans les limites, avec les autres gardés."),
                format!("“{id}” is to be kept, and no way was found to fund it within the limits, with the others that are kept."),
            ),
        }
    }
}

impl Figure {
    fn told(self) -> Text {
        let (fr, en) = match self {
            Self::Envelope => ("l’enveloppe", "the envelope"),
            Self::Floor => ("le plancher", "the floor"),
            Self::Cap => ("le plafond", "the cap"),
            Self::Rate => ("le taux", "the rate"),
            Self::Year => ("les crédits de paiement d’une année", "what may be paid in a year"),
            Self::Share => ("la part d’une région", "the share of a region"),
            Self::Need => ("l’aide demandée", "the aid needed"),
            Self::Cost => ("le coût éligible", "the eligible cost"),
            Self::Start => ("l’année du premier paiement", "the year of the first payment"),
            Self::Points => ("un nombre de points", "a number of points"),
            Self::Weight => ("un poids", "a weight"),
            Self::Most => ("le plus que verse une mesure", "the most that a measure pays"),
        };
        Text::new(fr, en)
    }
}
