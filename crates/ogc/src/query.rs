//! A question asked of a collection, and its page of answers.
//!
//! Pages go by key: the next one begins after the last identifier of this one. Rows that come or go meanwhile move no
//! other row from one page to another, so nothing is lost and nothing comes twice (an offset would do both).

use crate::collection::{About, Collection, Feature, Kind, Value};
use crate::cql2::Filter;
use crate::crs::Crs;
use crate::geometry;
use domain::{Date, Problem, Text};
use geo::{Geometry, Intersects, Rect};

/// Features of a page when nothing is said, and at most.
pub const USUAL: usize = 100;
pub const MOST: usize = 10_000;

#[derive(Default)]
pub struct Query {
    pub bbox: Option<Bbox>,
    pub period: Option<Period>,
    pub filter: Option<Filter>,
    /// Properties that must equal a value: columns of the collection.
    pub equal: Vec<(usize, Value)>,
    /// Identifier that the page begins after.
    pub after: Option<String>,
    pub limit: usize,
}

pub struct Page<'a> {
    pub features: Vec<&'a Feature>,
    /// How many features answer the question, on all pages.
    pub matched: usize,
    /// Identifier to give as `after` for the next page; none on the last.
    pub next: Option<&'a str>,
}

impl Collection {
    pub fn query(&self, query: &Query) -> Page<'_> {
        let features = self.features();
        let limit = query.limit.clamp(1, MOST);
        let from = match query.after.as_deref().map(|id| self.place(id)) {
            None => 0,
            Some(Ok(found)) => found + 1,
            Some(Err(would_be)) => would_be,
        };
        let (mut kept, mut matched, mut more) = (Vec::with_capacity(limit.min(1_000)), 0, false);
        let mut look = |i: usize| {
            matched += 1;
            if i >= from && kept.len() < limit {
                kept.push(&features[i]);
            } else if i >= from {
                more = true;
            }
        };
        match self.candidates(query) {
            Some(mut near) => {
                near.retain(|i| self.answers(*i as usize, query));
                near.sort_unstable();
                near.into_iter().for_each(|i| look(i as usize));
            }
            None => (0..features.len()).filter(|i| self.answers(*i, query)).for_each(look),
        }
        let next = if more { kept.last().map(|f| f.id.as_str()) } else { None };
        Page { features: kept, matched, next }
    }

    /// Features that the index leaves possible; none when it cannot help.
    fn candidates(&self, query: &Query) -> Option<Vec<u32>> {
        let boxes = match (&query.bbox, &query.filter) {
            (Some(bbox), _) => bbox.degrees.clone(),
            (None, Some(filter)) => vec![filter.envelope()?],
            (None, None) => return None,
        };
        let mut near: Vec<u32> = boxes.iter().flat_map(|rect| self.near(*rect)).collect();
        if boxes.len() > 1 {
            near.sort_unstable();
            near.dedup();
        }
        Some(near)
    }

    /// True when something would be in the box if its axes were exchanged: the first doubt when nothing is in it.
    pub fn meets_swapped(&self, bbox: &Bbox) -> bool {
        let swapped = |r: &Rect| Rect::new((r.min().y, r.min().x), (r.max().y, r.max().x));
        bbox.crs.is_geographic() && bbox.degrees.iter().any(|r| self.near(swapped(r)).next().is_some())
    }

    fn answers(&self, i: usize, query: &Query) -> bool {
        let feature = &self.features()[i];
        query.bbox.as_ref().is_none_or(|bbox| feature.geometry.as_ref().is_some_and(|g| bbox.meets(g)))
            && query.equal.iter().all(|(column, value)| feature.values[*column].as_ref() == Some(value))
            && query.period.is_none_or(|period| self.in_period(feature, period))
            && query.filter.as_ref().is_none_or(|filter| filter.matches(self, i))
    }

    /// A collection without dates is not narrowed by a date; a feature whose date is not known is in no period.
    fn in_period(&self, feature: &Feature, period: Period) -> bool {
        let Some(column) = self.about.temporal else { return true };
        matches!(feature.values[column], Some(Value::Date(date)) if period.holds(date))
    }
}

/// A box, in the plane of its reference system; two when it crosses the antimeridian.
pub struct Bbox {
    crs: Crs,
    plane: Vec<Rect>,
    degrees: Vec<Rect>,
}

impl Bbox {
    /// Four numbers, or six with heights (left aside), in the order of the axes of `crs`.
    pub fn parse(text: &str, crs: Crs) -> Result<Bbox, Problem> {
        let numbers: Option<Vec<f64>> = text.split(',').map(|n| n.trim().parse().ok()).collect();
        let plane = rects(numbers.as_deref().unwrap_or_default(), crs, "bbox")?;
        let degrees = plane.iter().map(|rect| geometry::degrees(*rect, crs)).collect();
        Ok(Bbox { crs, plane, degrees })
    }

    fn meets(&self, shape: &Geometry) -> bool {
        match shape {
            Geometry::Point(p) => {
                let point = self.crs.project(p.0);
                self.plane.iter().any(|rect| rect.intersects(&point))
            }
            shape if self.crs.is_geographic() => self.plane.iter().any(|rect| rect.intersects(shape)),
            shape => {
                let moved = geometry::project(shape, self.crs);
                self.plane.iter().any(|rect| rect.intersects(&moved))
            }
        }
    }
}

/// The boxes that four numbers draw (six with heights, left aside), in the order of the axes of `crs`: two boxes when
/// they cross the antimeridian. In the plane: x = east.
pub(crate) fn rects(numbers: &[f64], crs: Crs, field: &str) -> Result<Vec<Rect>, Problem> {
    let refuse = |what: Text, mend: Text| Err(Problem::at("", 0, 0, field, what, mend));
    let order = if crs.north_first() {
        Text::new("sud,ouest,nord,est (degrés)", "south,west,north,east (degrees)")
    } else if crs.is_geographic() {
        Text::new("ouest,sud,est,nord (degrés)", "west,south,east,north (degrees)")
    } else {
        Text::new("xmin,ymin,xmax,ymax (mètres)", "xmin,ymin,xmax,ymax (metres)")
    };
    let [a, b, c, d] = match numbers {
        [a, b, c, d] | [a, b, _, c, d, _] if numbers.iter().all(|n| n.is_finite()) => [*a, *b, *c, *d],
        _ => {
            let what = Text::new(
                "une boîte est faite de quatre nombres séparés par des virgules",
                "a box is made of four numbers with commas between",
            );
            return refuse(what, order);
        }
    };
    let [west, south, east, north] = if crs.north_first() { [b, a, d, c] } else { [a, b, c, d] };
    if south > north || (west > east && !crs.is_geographic()) {
        let what = Text::new(
            "la boîte est à l’envers : son minimum dépasse son maximum",
            "the box is upside down: its minimum is over its maximum",
        );
        return refuse(what, order);
    }
    let all = [west, south, east, north];
    if crs.is_geographic() && (west.abs() > 180.0 || east.abs() > 180.0 || south.abs() > 90.0 || north.abs() > 90.0) {
        let metres = Text::new(
            "ce sont sans doute des mètres : dire leur système, par exemple http://www.opengis.net/def/crs/EPSG/0/2154",
            "these are probably metres: say their system, for instance http://www.opengis.net/def/crs/EPSG/0/2154",
        );
        let mend = if all.iter().any(|n| n.abs() > 360.0) { metres } else { order };
        return refuse(Text::new("la boîte sort du globe", "the box leaves the globe"), mend);
    }
    if all.iter().any(|n| n.abs() > 3e7) {
        return refuse(Text::new("la boîte sort du globe", "the box leaves the globe"), order);
    }
    Ok(if west > east {
        vec![Rect::new((west, south), (180.0, north)), Rect::new((-180.0, south), (east, north))]
    } else {
        vec![Rect::new((west, south), (east, north))]
    })
}

/// Days, both ends included; an open end has no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Period {
    /// RFC 3339 dates or instants (UTC day): "2020-07-01", "2020-01-01/2020-12-31", "../2020-12-31T00:00:00Z".
    pub fn parse(text: &str) -> Result<Period, Problem> {
        let period = match text.split_once('/') {
            None => day(text).map(|day| Period { from: Some(day), to: Some(day) }),
            Some((from, to)) => end(from).zip(end(to)).map(|(from, to)| Period { from, to }),
        };
        let refuse = |what: Text| {
            let mend = Text::new(
                "écrire 2020-07-01, 2020-01-01/2020-12-31 ou ../2020-12-31",
                "write 2020-07-01, 2020-01-01/2020-12-31 or ../2020-12-31",
            );
            Problem::at("", 0, 0, "datetime", what, mend)
        };
        let shown: String = text.chars().take(60).collect();
        let unread = || {
            refuse(Text::new(format!("« {shown} » n’est pas une date ni une période"), format!("“{shown}” is neither a date nor a period")))
        };
        let period = period.ok_or_else(unread)?;
        match period {
            Period { from: Some(from), to: Some(to) } if from > to => {
                Err(refuse(Text::new("la période finit avant de commencer", "the period ends before it begins")))
            }
            Period { from: None, to: None } if text.matches("..").count() < 2 => Err(unread()),
            period => Ok(period),
        }
    }

    fn holds(self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }
}

fn end(text: &str) -> Option<Option<Date>> {
    if text.is_empty() || text == ".." { Some(None) } else { day(text).map(Some) }
}

/// The day of a date or of an instant, UTC.
pub(crate) fn day(text: &str) -> Option<Date> {
    let date = |t: &str| (t.len() == 10).then(|| t.parse::<Date>().ok()).flatten();
    if text.len() <= 10 {
        return date(text);
    }
    let instant: jiff::Timestamp = text.parse().ok()?;
    Some(instant.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
}

/// A property asked for by its value in the address: `region=Bretagne`.
pub fn equal(about: &About, name: &str, text: &str) -> Result<Option<(usize, Value)>, Problem> {
    let Some(column) = about.column(name) else { return Ok(None) };
    let value = match about.properties[column].kind {
        Kind::Text => Some(Value::Text(text.into())),
        Kind::Number | Kind::Integer => text.parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Number),
        Kind::Bool => text.parse().ok().map(Value::Bool),
        Kind::Date => day(text).map(Value::Date),
    };
    let shown: String = text.chars().take(60).collect();
    let wanted = match about.properties[column].kind {
        Kind::Text => Text::default(),
        Kind::Number | Kind::Integer => Text::new("écrire un nombre, avec un point", "write a number, with a point"),
        Kind::Bool => Text::new("écrire true ou false", "write true or false"),
        Kind::Date => Text::new("écrire une date : 2020-07-01", "write a date: 2020-07-01"),
    };
    let what = Text::new(format!("« {shown} » ne convient pas à {name}"), format!("“{shown}” does not suit {name}"));
    value.map(|v| Some((column, v))).ok_or_else(|| Problem::at("", 0, 0, name, what, wanted))
}
