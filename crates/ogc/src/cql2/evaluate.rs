//! A filter asked of one feature, in three values: true, false, not known (`None`).

use super::{Compare, Expr, Filter, Place, Scalar, Spatial};
use crate::collection::{Collection, Value};
use crate::fold::like;
use crate::geometry;
use domain::Date;
use geo::{BoundingRect, Geometry, Intersects, Rect, Relate};
use std::borrow::Cow;
use std::cmp::Ordering;

impl Filter {
    /// Whether the feature at this place of [`Collection::features`] surely answers the filter.
    pub(crate) fn matches(&self, collection: &Collection, i: usize) -> bool {
        self.expr.ask(collection, i) == Some(true)
    }
}

#[derive(Clone, Copy)]
enum Seen<'a> {
    Text(&'a str),
    Number(f64),
    Bool(bool),
    Date(Date),
}

impl Scalar {
    fn see<'a>(&'a self, collection: &'a Collection, i: usize) -> Option<Seen<'a>> {
        let value = match self {
            Scalar::Constant(value) => value,
            Scalar::Property(column, fold) if fold.slot().is_some() => return collection.text(i, *column, *fold).map(Seen::Text),
            Scalar::Property(column, _) => collection.features()[i].values[*column].as_ref()?,
        };
        Some(match value {
            Value::Text(text) => Seen::Text(text),
            Value::Number(n) => Seen::Number(*n),
            Value::Bool(b) => Seen::Bool(*b),
            Value::Date(date) => Seen::Date(*date),
        })
    }
}

/// None when one is not known, or they are of different kinds.
fn order(a: Option<Seen>, b: Option<Seen>) -> Option<Ordering> {
    match (a?, b?) {
        (Seen::Text(a), Seen::Text(b)) => Some(a.cmp(b)),
        (Seen::Number(a), Seen::Number(b)) => a.partial_cmp(&b),
        (Seen::Bool(a), Seen::Bool(b)) => Some(a.cmp(&b)),
        (Seen::Date(a), Seen::Date(b)) => Some(a.cmp(&b)),
        _ => None,
    }
}

fn and(all: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut answer = Some(true);
    for one in all {
        match one {
            Some(false) => return Some(false),
            None => answer = None,
            Some(true) => {}
        }
    }
    answer
}

fn or(all: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    and(all.into_iter().map(|one| one.map(|b| !b))).map(|b| !b)
}

impl Expr {
    fn ask(&self, on: &Collection, i: usize) -> Option<bool> {
        let feature = &on.features()[i];
        match self {
            Expr::Known(known) => Some(*known),
            Expr::Truth(column) => match feature.values[*column] {
                Some(Value::Bool(b)) => Some(b),
                _ => None,
            },
            Expr::And(all) => and(all.iter().map(|e| e.ask(on, i))),
            Expr::Or(all) => or(all.iter().map(|e| e.ask(on, i))),
            Expr::Not(inside) => inside.ask(on, i).map(|b| !b),
            Expr::Compare(compare, a, b) => order(a.see(on, i), b.see(on, i)).map(|order| compare.holds(order)),
            Expr::Between(value, low, high) => {
                let value = value.see(on, i);
                and([
                    order(value, low.see(on, i)).map(|o| o != Ordering::Less),
                    order(value, high.see(on, i)).map(|o| o != Ordering::Greater),
                ])
            }
            Expr::Like(value, pattern) => match value.see(on, i)? {
                Seen::Text(text) => Some(like(text, pattern)),
                _ => None,
            },
            Expr::InTexts(value, texts) => match value.see(on, i)? {
                Seen::Text(text) => Some(texts.contains(text)),
                _ => None,
            },
            Expr::In(value, all) => {
                let value = value.see(on, i);
                or(all.iter().map(|one| order(value, one.see(on, i)).map(|o| o == Ordering::Equal)))
            }
            Expr::IsNull(value) => Some(value.see(on, i).is_none()),
            Expr::NoPlace => Some(feature.geometry.is_none()),
            Expr::Spatial(spatial, place) => feature.geometry.as_ref().map(|shape| place.meets(*spatial, shape)),
        }
    }

    /// Degrees outside which the answer cannot be true.
    pub(super) fn envelope(&self) -> Option<Rect> {
        match self {
            Expr::Spatial(spatial, place) if *spatial != Spatial::Disjoint => Some(place.degrees),
            Expr::And(all) => all.iter().find_map(Expr::envelope),
            Expr::Or(all) => {
                let boxes: Vec<Rect> = all.iter().map(Expr::envelope).collect::<Option<_>>()?;
                boxes.into_iter().reduce(|a, b| {
                    let (low, high) = (|f: f64, g: f64| f.min(g), |f: f64, g: f64| f.max(g));
                    Rect::new(
                        (low(a.min().x, b.min().x), low(a.min().y, b.min().y)),
                        (high(a.max().x, b.max().x), high(a.max().y, b.max().y)),
                    )
                })
            }
            _ => None,
        }
    }
}

impl Compare {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Compare::Equal => order.is_eq(),
            Compare::Differ => order.is_ne(),
            Compare::Less => order.is_lt(),
            Compare::More => order.is_gt(),
            Compare::AtMost => order.is_le(),
            Compare::AtLeast => order.is_ge(),
        }
    }
}

impl Place {
    fn meets(&self, spatial: Spatial, feature: &Geometry) -> bool {
        let feature = if self.crs.is_geographic() { Cow::Borrowed(feature) } else { Cow::Owned(geometry::project(feature, self.crs)) };
        // Boxes first: most features are far, and their shapes need not be compared.
        let apart = feature.bounding_rect().is_none_or(|rect| !rect.intersects(&self.rect));
        if apart {
            return spatial == Spatial::Disjoint;
        }
        if spatial == Spatial::Intersects {
            return self.shape.intersects(feature.as_ref());
        }
        let relation = feature.relate(&self.shape);
        match spatial {
            Spatial::Intersects => relation.is_intersects(),
            Spatial::Disjoint => relation.is_disjoint(),
            Spatial::Equals => relation.is_equal_topo(),
            Spatial::Touches => relation.is_touches(),
            Spatial::Crosses => relation.is_crosses(),
            Spatial::Within => relation.is_within(),
            Spatial::Contains => relation.is_contains(),
            Spatial::Overlaps => relation.is_overlaps(),
        }
    }
}
