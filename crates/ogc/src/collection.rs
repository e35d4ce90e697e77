//! A collection: features sorted by identifier, an R-tree of their boxes, and what the collection says of itself.

use crate::fold::Fold;
use domain::{Date, Text};
use geo::{BoundingRect, Geometry, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

/// What a property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Integer,
    Bool,
    Date,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(Box<str>),
    /// Of a number or an integer.
    Number(f64),
    Bool(bool),
    Date(Date),
}

#[derive(Clone, Debug)]
pub struct Property {
    pub name: &'static str,
    pub title: Text,
    pub kind: Kind,
    /// "ha", "MVA"; empty when there is none.
    pub unit: &'static str,
}

/// What a collection says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// In addresses: "communes".
    pub id: &'static str,
    pub title: Text,
    pub description: Text,
    pub properties: Vec<Property>,
    /// Property that `datetime` asks about.
    pub temporal: Option<usize>,
    /// Property whose larger values come first where a tile cannot show everything.
    pub importance: Option<usize>,
    /// "point", "multipolygon": as JSON Schema names the geometry.
    pub geometry: &'static str,
    /// Where the data come from, in the words of their licences; each with the licence.
    pub sources: Vec<(Text, String)>,
}

impl About {
    pub fn column(&self, name: &str) -> Option<usize> {
        self.properties.iter().position(|p| p.name == name)
    }
}

#[derive(Clone, Debug)]
pub struct Feature {
    pub id: String,
    /// Longitude, latitude, WGS 84; none when the place is not known.
    pub geometry: Option<Geometry>,
    /// One per property, in the order of [`About::properties`]; none is "not known".
    pub values: Vec<Option<Value>>,
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, u32>;
type Folded = OnceLock<Vec<Option<Box<str>>>>;

pub struct Collection {
    pub about: About,
    /// Sorted by identifier, each once.
    features: Vec<Feature>,
    tree: RTree<Boxed>,
    extent: Option<Rect>,
    version: String,
    /// Texts without case, without accents, without either, by column; made when first asked for.
    folded: Vec<[Folded; 3]>,
}

impl Collection {
    /// Of two features of the same identifier the first stays.
    pub fn new(about: About, mut features: Vec<Feature>) -> Collection {
        features.sort_by(|a, b| a.id.cmp(&b.id));
        features.dedup_by(|b, a| a.id == b.id);
        let boxes: Vec<Boxed> = features
            .iter()
            .enumerate()
            .filter_map(|(i, f)| {
                let rect = f.geometry.as_ref()?.bounding_rect()?;
                Some(GeomWithData::new(Rectangle::from_corners(rect.min().into(), rect.max().into()), i as u32))
            })
            .collect();
        let tree = RTree::bulk_load(boxes);
        let envelope = tree.root().envelope();
        let extent = (tree.size() > 0).then(|| Rect::new(envelope.lower(), envelope.upper()));
        let folded = about.properties.iter().map(|_| Default::default()).collect();
        Collection { version: version(&features), about, features, tree, extent, folded }
    }

    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    pub fn find(&self, id: &str) -> Option<&Feature> {
        self.place(id).ok().map(|i| &self.features[i])
    }

    /// Where an identifier stands, or would stand.
    pub(crate) fn place(&self, id: &str) -> Result<usize, usize> {
        self.features.binary_search_by(|f| f.id.as_str().cmp(id))
    }

    /// Box of every known place, degrees.
    pub fn extent(&self) -> Option<Rect> {
        self.extent
    }

    /// Changes when a feature does: for ETags and caches. Sixteen hexadecimal digits.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// First and last known date of the temporal property.
    pub fn period(&self) -> Option<(Date, Date)> {
        let column = self.about.temporal?;
        let dates = self.features.iter().filter_map(|f| match f.values[column] {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        });
        dates.fold(None, |span, date| match span {
            None => Some((date, date)),
            Some((first, last)) => Some((date.min(first), date.max(last))),
        })
    }

    /// Places in [`Collection::features`] of those whose box meets this one, in no order.
    pub(crate) fn near(&self, rect: Rect) -> impl Iterator<Item = u32> + '_ {
        let envelope = AABB::from_corners(rect.min().into(), rect.max().into());
        self.tree.locate_in_envelope_intersecting(envelope).map(|boxed| boxed.data)
    }

    /// A text of a feature, folded; the folded column is made once for all features.
    pub(crate) fn text(&self, feature: usize, column: usize, fold: Fold) -> Option<&str> {
        let plain = |f: &Feature| match &f.values[column] {
            Some(Value::Text(text)) => Some(fold.apply(text).into_boxed_str()),
            _ => None,
        };
        match fold.slot() {
            None => match self.features[feature].values.get(column)? {
                Some(Value::Text(text)) => Some(text),
                _ => None,
            },
            Some(slot) => self.folded[column][slot].get_or_init(|| self.features.iter().map(plain).collect())[feature].as_deref(),
        }
    }
}

fn version(features: &[Feature]) -> String {
    let mut hasher = DefaultHasher::new();
    for feature in features {
        feature.id.hash(&mut hasher);
        for value in &feature.values {
            match value {
                None => 0u8.hash(&mut hasher),
                Some(Value::Text(text)) => text.hash(&mut hasher),
                Some(Value::Number(n)) => n.to_bits().hash(&mut hasher),
                Some(Value::Bool(b)) => b.hash(&mut hasher),
                Some(Value::Date(date)) => date.hash(&mut hasher),
            }
        }
        if let Some(geometry) = &feature.geometry {
            crate::geometry::each(geometry, &mut |c| (c.x.to_bits(), c.y.to_bits()).hash(&mut hasher));
        }
    }
    format!("{:016x}", hasher.finish())
}
