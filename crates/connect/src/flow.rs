//! What somebody gives or looks for: one flow, with what was told of it and nothing else.

use crate::code::{Nace, WasteCode};
use crate::quantity::{Milli, Quantity};
use domain::{Cents, Date, Position, Rate, Source, Status};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Supply,
    Demand,
}

/// What is put in common rather than given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    Service,
    Purchase,
    Equipment,
    Skill,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Substance {
    Waste(WasteCode),
    /// A class of matter of the rules: "wood".
    Material(String),
    /// Temperature at which it is given, or needed, when told.
    Heat(Option<f64>),
    Steam(Option<f64>),
    Water,
    /// What is shared, in words that both sides wrote: compared without case or accents.
    Shared(Shared, String),
}

/// Days between which a flow exists; an end that is not told is open and said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Available {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// Who gives or takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Party {
    /// SIRET, or another identifier: a party never meets itself.
    pub id: String,
    pub name: String,
    /// INSEE code; empty when not known.
    pub commune: String,
    pub nace: Option<Nace>,
    /// Rubrics of its classified installation, "2718-1"; empty when none is known, which says nothing.
    pub rubrics: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub id: String,
    pub side: Side,
    pub substance: Substance,
    pub party: Party,
    pub place: Option<Position>,
    pub quantity: Option<Quantity>,
    pub available: Available,
    /// Below this, it is not worth a lorry.
    pub minimum: Option<Milli>,
    /// Per unit: what the giver asks, or what the taker pays today for what it would replace.
    pub price: Option<Cents>,
    /// Per unit: what the giver pays today to be rid of it.
    pub disposal: Option<Cents>,
    /// Per unit: what making it fit for use costs.
    pub treatment: Option<Cents>,
    /// Share of its need that a demand can take as a by-product.
    pub substitution: Option<Rate>,
    pub status: Status,
    pub source: Source,
}

impl Flow {
    pub fn new(id: impl Into<String>, side: Side, substance: Substance, party: Party) -> Flow {
        Flow {
            id: id.into(),
            side,
            substance,
            party,
            place: None,
            quantity: None,
            available: Available::default(),
            minimum: None,
            price: None,
            disposal: None,
            treatment: None,
            substitution: None,
            status: Status::Declared,
            source: Source::default(),
        }
    }
}

impl Side {
    pub fn id(self) -> &'static str {
        match self {
            Side::Supply => "supply",
            Side::Demand => "demand",
        }
    }
    pub fn of(id: &str) -> Option<Side> {
        [Side::Supply, Side::Demand].into_iter().find(|side| side.id() == id)
    }
}

impl Shared {
    pub const ALL: [Shared; 4] = [Shared::Service, Shared::Purchase, Shared::Equipment, Shared::Skill];

    pub fn id(self) -> &'static str {
        match self {
            Shared::Service => "service",
            Shared::Purchase => "purchase",
            Shared::Equipment => "equipment",
            Shared::Skill => "skill",
        }
    }
}

impl fmt::Display for Substance {
    /// "waste:07 07 08*", "material:wood", "heat:90", "steam", "water", "equipment:chariot élévateur".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Substance::Waste(code) => write!(f, "waste:{code}"),
            Substance::Material(class) => write!(f, "material:{class}"),
            Substance::Heat(None) => f.write_str("heat"),
            Substance::Heat(Some(celsius)) => write!(f, "heat:{celsius}"),
            Substance::Steam(None) => f.write_str("steam"),
            Substance::Steam(Some(celsius)) => write!(f, "steam:{celsius}"),
            Substance::Water => f.write_str("water"),
            Substance::Shared(kind, what) => write!(f, "{}:{what}", kind.id()),
        }
    }
}

impl FromStr for Substance {
    type Err = String;
    fn from_str(text: &str) -> Result<Substance, String> {
        let refused =
            || format!("{text:?}: waste:CODE, material:CLASS, heat[:°C], steam[:°C], water, or service, purchase, equipment, skill:WHAT");
        let (kind, rest) = text.split_once(':').map_or((text, None), |(kind, rest)| (kind, Some(rest.trim()).filter(|r| !r.is_empty())));
        let celsius = || match rest {
            None => Ok(None),
            Some(rest) => match rest.parse::<f64>() {
                Ok(celsius) if (-50.0..2_000.0).contains(&celsius) => Ok(Some(celsius)),
                _ => Err(refused()),
            },
        };
        match (kind, rest) {
            ("waste", Some(code)) => WasteCode::parse(code).map(Substance::Waste).ok_or_else(refused),
            ("material", Some(class)) => Ok(Substance::Material(class.to_owned())),
            ("heat", _) => celsius().map(Substance::Heat),
            ("steam", _) => celsius().map(Substance::Steam),
            ("water", None) => Ok(Substance::Water),
            (kind, Some(what)) => {
                let shared = Shared::ALL.into_iter().find(|shared| shared.id() == kind).ok_or_else(refused)?;
                Ok(Substance::Shared(shared, what.to_owned()))
            }
            _ => Err(refused()),
        }
    }
}
