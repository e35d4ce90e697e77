//! What one cell says, whoever wrote it: the value of its field, what was mended to get it, or why it is left unknown.

mod choice;
mod code;
mod date;
mod number;
mod write;

pub(crate) use code::is_parcel;
pub use write::written;

use crate::field::{Field, Kind};
use crate::located::located;
use crate::record::Value;
use crate::shape::{Form, Refusal, Shape, parse};
use domain::{Text, name};
use tabular::{Mark, inert};

/// What was made of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Nothing,
    Kept(Value),
    /// The value, and why it is not what was written.
    Mended(Value, Text),
    /// Left unknown: what is wrong, how to mend it.
    Lost(Text, Text),
}

/// What the rest of the row tells a cell.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Decimal mark of the other figures of the column, when they tell.
    pub mark: Option<Mark>,
    /// INSEE code of the row; empty when unknown.
    pub insee: &'a str,
}

impl Found {
    fn from_mended(value: Value, why: Option<Text>) -> Found {
        match why {
            Some(why) => Found::Mended(value, why),
            None => Found::Kept(value),
        }
    }
}

/// Reads a cell. The values that the public schemas take for missing are missing: empty, NA, NaN, N/A.
pub fn read(field: &Field, cell: &str, around: Around) -> Found {
    let cell = inert(cell.trim());
    if matches!(cell, "" | "NA" | "NaN" | "N/A") {
        return Found::Nothing;
    }
    match field.kind {
        Kind::Text | Kind::Email | Kind::Url | Kind::Contact | Kind::Id | Kind::Code => Found::Kept(Value::Text(cell.to_owned())),
        Kind::Ids | Kind::Codes | Kind::Basias | Kind::OwnerCodes | Kind::Urls => code::several(cell),
        Kind::Insee => code::insee(cell),
        Kind::Siren => code::digits(cell, 9),
        Kind::Siret => code::digits(cell, 14),
        Kind::Formdomi => code::formdomi(cell),
        Kind::Parcels => code::parcels(cell, around.insee),
        Kind::Distances => code::distances(cell),
        // The unit of a figure with decimals, where a whole number is wanted, is looked at with the rest of the row.
        Kind::Number | Kind::Whole => number::measure(cell, around.mark),
        Kind::Money => number::money(cell, around.mark),
        Kind::Date => date::date(cell),
        Kind::Year => date::year(cell),
        Kind::YesNo => choice::yes_no(cell),
        Kind::Choice => choice::choice(field, cell),
        Kind::Choices => choice::choices(field, cell),
        Kind::Point | Kind::Points | Kind::Surface | Kind::WktPoint | Kind::WktSurface => geometry(field, cell, around),
    }
}

fn negative(cell: &str) -> Found {
    Found::Lost(
        Text::new(format!("« {cell} » ne peut pas être négatif"), format!("“{cell}” cannot be negative")),
        Text::new("corrigez la valeur, ou videz la cellule", "mend the value, or empty the cell"),
    )
}

fn geometry(field: &Field, cell: &str, around: Around) -> Found {
    let read = || -> Result<Found, Refusal> {
        let (shape, form) = parse(cell)?;
        let (shape, moved) = located(shape, around.insee)?;
        let point = matches!(field.kind, Kind::Point | Kind::WktPoint | Kind::Points);
        if !point && !matches!(shape, Shape::Surfaces(_)) {
            return Err((
                Text::new("un point, là où le standard veut un périmètre", "a point, where the standard wants a perimeter"),
                Text::new("mettez-le dans la colonne du centre", "put it in the column of the centre"),
            ));
        }
        let (shape, centred) = match shape {
            Shape::Point(_) => (shape, None),
            Shape::Points(_) if field.kind == Kind::Points => (shape, None),
            other if point => {
                let middle = other.middle().unwrap_or(domain::Position { lat: f64::NAN, lon: f64::NAN, approximate: false });
                let why = Text::new("le centre du périmètre est gardé", "the centre of the perimeter is kept");
                (Shape::new(geo_types::Point::new(middle.lon, middle.lat).into())?, Some(why))
            }
            other => (other, None),
        };
        let wanted = match field.kind {
            Kind::Point => &[Form::TwoNumbers][..],
            Kind::WktPoint | Kind::WktSurface => &[Form::Wkt],
            _ => &[Form::GeoJson],
        };
        let reshaped = (!wanted.contains(&form)).then(|| {
            let (found, right) = (form_name(form), form_name(wanted[0]));
            Text::new(format!("{found}, là où le standard veut {right}"), format!("{found}, where the standard wants {right}"))
        });
        Ok(Found::from_mended(Value::Shape(shape), moved.or(centred).or(reshaped)))
    };
    read().unwrap_or_else(|(what, mend)| Found::Lost(what, mend))
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::GeoJson => "GeoJSON",
        Form::Quoted => "GeoJSON ('…')",
        Form::Wkt => "WKT",
        Form::TwoNumbers => "« lon, lat »",
    }
}

/// True when the two say the same, but for case, accents and punctuation.
pub(crate) fn same(a: &str, b: &str) -> bool {
    name::fold(a) == name::fold(b)
}

/// The value that a text already in the form of the standard has in a field.
pub fn value(field: &Field, text: &str) -> Option<Value> {
    match read(field, text, Around { mark: Some(Mark::Point), insee: "" }) {
        Found::Kept(value) | Found::Mended(value, _) => Some(value),
        Found::Nothing | Found::Lost(..) => None,
    }
}
