//! CQL2 (OGC 21-065r2): filters as text or as JSON, read into one form, checked against the properties of the collection,
//! then asked of each feature.
//!
//! The text is read into the JSON form ([`text`]), which alone is compiled ([`compile`]): both say the same by
//! construction. Values that are not known follow SQL: a comparison with them is unknown, and only what is surely true
//! is kept ([`evaluate`]). Reading, depth, number of conditions and vertices are bounded, so that a hostile filter is
//! told so and costs nothing.

mod compile;
mod evaluate;
mod text;
mod token;
mod wkt;

use crate::collection::{About, Value};
use crate::crs::Crs;
use crate::fold::{Fold, Piece};
use domain::{Problem, Text};
use geo::{Geometry, Rect};
use std::collections::BTreeSet;

/// Longest filter, bytes.
pub const MAX_LENGTH: usize = 60_000;
/// Deepest nesting of conditions.
pub const MAX_DEPTH: usize = 40;
/// Most conditions and values of one filter.
pub const MAX_NODES: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Text,
    Json,
}

impl Language {
    pub fn parse(name: &str) -> Option<Language> {
        match name {
            "cql2-text" => Some(Language::Text),
            "cql2-json" => Some(Language::Json),
            _ => None,
        }
    }
}

/// A filter that is ready to be asked.
#[derive(Debug)]
pub struct Filter {
    expr: Expr,
    envelope: Option<Rect>,
}

impl Filter {
    /// Reads a filter; `crs` is the reference system of its geometries. The problem says the column of a text.
    pub fn read(filter: &str, language: Language, about: &About, crs: Crs) -> Result<Filter, Problem> {
        if filter.len() > MAX_LENGTH {
            return Err(refuse(
                Text::new(
                    format!("filtre de {} caractères, {MAX_LENGTH} au plus", filter.len()),
                    format!("filter of {} characters, {MAX_LENGTH} at most", filter.len()),
                ),
                Text::new("couper la question en plusieurs", "cut the question in several"),
            ));
        }
        let json = match language {
            Language::Text => text::to_json(filter)?,
            Language::Json => serde_json::from_str(filter).map_err(|why| {
                Problem::at(
                    "",
                    why.line(),
                    why.column(),
                    "filter",
                    Text::new(format!("JSON illisible ({why})"), format!("unreadable JSON ({why})")),
                    Text::new("corriger le JSON, ou dire filter-lang=cql2-text", "mend the JSON, or say filter-lang=cql2-text"),
                )
            })?,
        };
        let expr = compile::compile(&json, about, crs)?;
        Ok(Filter { envelope: expr.envelope(), expr })
    }

    /// Degrees outside which no feature can match; none when the filter is not about a place.
    pub fn envelope(&self) -> Option<Rect> {
        self.envelope
    }
}

/// The JSON form of a text, for those who want to see it.
pub fn text_to_json(text: &str) -> Result<serde_json::Value, Problem> {
    text::to_json(text)
}

fn refuse(what: Text, mend: Text) -> Problem {
    Problem::at("", 0, 0, "filter", what, mend)
}

fn too_deep() -> Problem {
    refuse(
        Text::new(
            format!("conditions imbriquées sur plus de {MAX_DEPTH} niveaux"),
            format!("conditions nested deeper than {MAX_DEPTH} levels"),
        ),
        Text::new("écrire a AND b AND c sans parenthèses inutiles", "write a AND b AND c without needless brackets"),
    )
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compare {
    Equal,
    Differ,
    Less,
    More,
    AtMost,
    AtLeast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spatial {
    Intersects,
    Disjoint,
    Equals,
    Touches,
    Crosses,
    Within,
    Contains,
    Overlaps,
}

/// A value of each feature, or the same for all. Constants are folded when read.
#[derive(Clone, Debug)]
enum Scalar {
    Property(usize, Fold),
    Constant(Value),
}

#[derive(Debug)]
enum Expr {
    Known(bool),
    /// A property that is itself true or false.
    Truth(usize),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Compare, Scalar, Scalar),
    Between(Scalar, Scalar, Scalar),
    Like(Scalar, Vec<Piece>),
    InTexts(Scalar, BTreeSet<Box<str>>),
    In(Scalar, Vec<Scalar>),
    IsNull(Scalar),
    NoPlace,
    Spatial(Spatial, Place),
}

/// A geometry of the question, in the plane of its own system: features are brought to it, so that the edges of a box
/// in Lambert-93 stay straight in Lambert-93.
#[derive(Debug)]
struct Place {
    crs: Crs,
    shape: Geometry,
    /// Box of the shape, in its plane.
    rect: Rect,
    /// Degrees that hold it.
    degrees: Rect,
}
