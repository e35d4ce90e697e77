//! One table of fields drives everything: reading, checking, writing, labels. It is `fields.csv`, which a test holds
//! against the official Table Schemas of `schemas/`.

use crate::class::Class;
use domain::Text;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../fields.csv");

/// What a cell of a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Identifier of a record.
    Id,
    /// Identifiers, "|" between.
    Ids,
    Code,
    Codes,
    /// BASIAS codes of activities, "B05.10Z|V89.04Z".
    Basias,
    /// Classes of owners of the land files, "P4a|G1a".
    OwnerCodes,
    Insee,
    Siren,
    Siret,
    /// Cadastral parcels, fourteen characters each, "|" between.
    Parcels,
    Number,
    Whole,
    /// Cents.
    Money,
    Date,
    Year,
    YesNo,
    /// One value of the list.
    Choice,
    /// Several values of the list, "|" between.
    Choices,
    Url,
    Urls,
    /// Web or mail address.
    Contact,
    Email,
    /// "longitude, latitude".
    Point,
    /// GeoJSON points.
    Points,
    /// GeoJSON surfaces.
    Surface,
    WktPoint,
    WktSurface,
    /// Three distances, road, rail and water, "2|6|46".
    Distances,
    /// Main form of a planning zone, four figures.
    Formdomi,
}

impl Kind {
    pub fn is_geometry(self) -> bool {
        matches!(self, Kind::Point | Kind::Points | Kind::Surface | Kind::WktPoint | Kind::WktSurface)
    }

    fn parse(name: &str) -> Kind {
        match name {
            "id" => Kind::Id,
            "ids" => Kind::Ids,
            "code" => Kind::Code,
            "codes" => Kind::Codes,
            "basias" => Kind::Basias,
            "owner_codes" => Kind::OwnerCodes,
            "insee" => Kind::Insee,
            "siren" => Kind::Siren,
            "siret" => Kind::Siret,
            "parcels" => Kind::Parcels,
            "number" => Kind::Number,
            "whole" => Kind::Whole,
            "money" => Kind::Money,
            "date" => Kind::Date,
            "year" => Kind::Year,
            "yes_no" => Kind::YesNo,
            "choice" => Kind::Choice,
            "choices" => Kind::Choices,
            "url" => Kind::Url,
            "urls" => Kind::Urls,
            "contact" => Kind::Contact,
            "email" => Kind::Email,
            "point" => Kind::Point,
            "points" => Kind::Points,
            "surface" => Kind::Surface,
            "wkt_point" => Kind::WktPoint,
            "wkt_surface" => Kind::WktSurface,
            "distances" => Kind::Distances,
            "formdomi" => Kind::Formdomi,
            _ => Kind::Text,
        }
    }
}

/// Values a list allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    None,
    /// The public schema refuses anything else.
    Closed,
    /// Listed by the standard, not enforced by the public schema: another value is kept and told.
    Open,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    /// "ha", "m²", "km"; empty without a unit.
    pub unit: String,
    pub required: bool,
    pub list: List,
    pub values: Vec<String>,
    pub label: Text,
}

static FIELDS: LazyLock<BTreeMap<Class, Vec<Field>>> = LazyLock::new(|| {
    let mut all: BTreeMap<Class, Vec<Field>> = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(TABLE.as_bytes());
    for row in reader.records() {
        let row = row.expect("fields.csv is embedded and a test reads it");
        let cell = |i: usize| row.get(i).unwrap_or_default();
        let class = Class::ALL.into_iter().find(|c| c.name() == cell(0)).expect("fields.csv names known tables");
        let kind = Kind::parse(cell(2));
        all.entry(class).or_default().push(Field {
            name: cell(1).to_owned(),
            kind,
            unit: cell(3).to_owned(),
            required: cell(4) == "yes",
            list: match cell(5) {
                "closed" => List::Closed,
                "open" => List::Open,
                _ => List::None,
            },
            values: cell(6).split('|').filter(|v| !v.is_empty()).map(str::to_owned).collect(),
            label: Text::new(cell(7), cell(8)),
        });
    }
    all
});

pub(crate) fn fields(class: Class) -> &'static [Field] {
    FIELDS.get(&class).map_or(&[], Vec::as_slice)
}

/// The field of that name, in the first table that has it.
pub fn field_named(name: &str) -> Option<&'static Field> {
    Class::ALL.into_iter().find_map(|class| class.fields().iter().find(|f| f.name == name))
}
