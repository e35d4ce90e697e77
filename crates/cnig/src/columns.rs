//! Which heading is which field, and so which table a sheet holds.

use crate::class::Class;
use crate::field::{Field, Kind};
use domain::name;
use tabular::Sheet;

/// What a column gives.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// A field of the table.
    Own(&'static Field),
    /// A field of our extension, written beside the national ones.
    More(&'static Field),
    /// A geometry without a name of the standard: GeoJSON, GeoPackage, "geom".
    Geometry,
    Latitude,
    Longitude,
    Unread,
}

impl Column {
    pub fn field(self) -> Option<&'static Field> {
        match self {
            Column::Own(field) | Column::More(field) => Some(field),
            _ => None,
        }
    }
}

fn named(class: Class, folded: &str) -> Option<&'static Field> {
    class.fields().iter().find(|f| name::fold(&f.name) == folded)
}

pub fn columns(class: Class, header: &[String]) -> Vec<Column> {
    let extends = matches!(class, Class::Site | Class::Brownfield);
    let mut found: Vec<Column> = Vec::new();
    for heading in header {
        let folded = name::fold(heading);
        let own = named(class, &folded).map(Column::Own);
        let more = || named(Class::Extension, &folded).filter(|_| extends && folded.starts_with("ext ")).map(Column::More);
        let place = || match folded.as_str() {
            "geometry" | "geom" | "the geom" | "wkt" | "wkb geometry" | "geojson" => Some(Column::Geometry),
            "lat" | "latitude" => Some(Column::Latitude),
            "lon" | "long" | "lng" | "longitude" => Some(Column::Longitude),
            _ => None,
        };
        let column = own.or_else(more).or_else(place).unwrap_or(Column::Unread);
        // The first column of a name is the one that is read.
        let twice = column.field().is_some_and(|f| found.iter().any(|c| c.field().is_some_and(|other| std::ptr::eq(other, f))));
        found.push(if twice { Column::Unread } else { column });
    }
    found
}

/// The table a sheet holds: the one with the most of its headings, its key among them, three at least.
pub fn recognise(sheet: &Sheet) -> Option<Class> {
    let count = |class: &Class| columns(*class, &sheet.header).iter().filter(|c| matches!(c, Column::Own(_))).count();
    let keyed = |class: &Class| class.key().iter().all(|key| sheet.header.iter().any(|h| name::fold(h) == name::fold(key)));
    // What a table says of sites themselves makes it one of sites, however many columns of the extension it has besides.
    let beside = |class: &Class| matches!(class, Class::Extension | Class::Procedure);
    let told = Class::ALL.into_iter().filter(keyed).filter(|class| count(class) >= 3);
    told.max_by_key(|class| (!beside(class), count(class), std::cmp::Reverse(*class)))
}

/// Where a geometry without a name goes, by what it is.
pub fn geometry_field(class: Class, point: bool) -> Option<&'static Field> {
    let wanted = |kind: Kind| match point {
        true => matches!(kind, Kind::Point | Kind::Points | Kind::WktPoint),
        false => matches!(kind, Kind::Surface | Kind::WktSurface),
    };
    let fields = class.fields();
    fields.iter().find(|f| wanted(f.kind)).or_else(|| fields.iter().find(|f| f.kind.is_geometry()))
}
