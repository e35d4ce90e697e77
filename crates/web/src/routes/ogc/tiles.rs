//! Vector tiles of the collections, in the set every web map knows. Rows come before columns: `/{z}/{row}/{col}`. Those of the
//! sites and of the brownfields take the filters of their page, whose map they draw.

use super::ask::{Call, Format, Wrong, cut};
use super::data::Keep;
use super::landing::{both, link};
use super::{JSON, MVT, collections, features};
use crate::app::App;
use crate::routes::{brownfields, sites};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Site, Text};
use ogc::Collection;
use ogc::tile::{Address, DEEPEST};
use serde_json::{Value, json};

const SET: &str = "WebMercatorQuad";
const SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
const MERCATOR: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
/// Half the side of the square, metres.
const HALF: f64 = 20_037_508.342_789_2;

fn is_set(call: &Call, set: &str) -> Result<(), Wrong> {
    if set == SET {
        return Ok(());
    }
    let set = cut(set);
    Err(call
        .missing(Text::new(format!("pas de découpage « {set} » ; il y a {SET}"), format!("no tile matrix set “{set}”; there is {SET}"))))
}

pub async fn tile(
    State(app): State<App>,
    Path((id, set, z, row, col)): Path<(String, String, String, String, String)>,
    call: Call,
) -> Result<Response, Wrong> {
    call.only(filters(&id))?;
    let filter = Asked::of(&call, &id)?;
    if call.get("f").is_some_and(|f| f != "mvt") {
        return Err(call.bad(Text::new("une tuile n’existe qu’en f=mvt", "a tile only exists as f=mvt")));
    }
    let collection = collections::find(&app, &call, &id)?;
    is_set(&call, &set)?;
    let place = (|| Address::new(z.parse().ok()?, row.parse().ok()?, col.parse().ok()?))();
    let Some(at) = place else {
        return Err(call.missing(Text::new(
            format!("pas de tuile {}/{}/{} : zoom de 0 à {DEEPEST}, puis ligne et colonne de ce zoom", cut(&z), cut(&row), cut(&col)),
            format!("no tile {}/{}/{}: zoom from 0 to {DEEPEST}, then row and column of that zoom", cut(&z), cut(&row), cut(&col)),
        )));
    };
    // Under the names that clients of tiles give them.
    if call.get("f").is_none() && !call.takes(&[MVT, "application/x-protobuf", "application/octet-stream"]) {
        return Err(call.unread("mvt"));
    }
    let bytes = if filter.asked().is_empty() {
        app.open_data.tile(&collection, at)
    } else {
        // Reads every site: not on the threads that serve the others.
        let (app, collection) = (app.clone(), collection.clone());
        let drawing = move || app.open_data.tile_of(&collection, &app.sites(), &filter, at);
        tokio::task::spawn_blocking(drawing).await.unwrap_or_else(|why| Err(why.to_string()))
    };
    let bytes = bytes.map_err(|why| call.ours(why))?;
    let mut response = call.answer(MVT, collection.version(), &[], bytes.clone());
    if bytes.is_empty() && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    Ok(response)
}

/// Names of the filters that the tiles of a collection take.
pub fn filters(collection: &str) -> &'static [&'static str] {
    match collection {
        features::SITES => &sites::catalogue::Filter::NAMES,
        features::BROWNFIELDS => &brownfields::catalogue::Filter::NAMES,
        _ => &[],
    }
}

/// What the address asks of a collection that takes filters; nothing, of the others.
enum Asked {
    Sites(sites::catalogue::Filter),
    Brownfields(brownfields::catalogue::Filter),
}

impl Asked {
    fn of(call: &Call, collection: &str) -> Result<Asked, Wrong> {
        let text = |name: &str| call.get(name).unwrap_or_default().to_owned();
        let (q, region, area) = (text("q"), text("region"), text("area"));
        let (asked, bad_area) = if collection == features::BROWNFIELDS {
            let (departement, statut) = (text("departement"), text("statut"));
            let (pollution, nature) = (text("pollution"), text("nature"));
            let filter = brownfields::catalogue::Filter { q, region, departement, statut, pollution, nature, area, tri: String::new() };
            let bad = filter.bad_area();
            (Asked::Brownfields(filter), bad)
        } else {
            let filter = sites::catalogue::Filter { q, region, wave: text("wave"), area, friche: text("friche") };
            let bad = filter.least_area().err().map(str::to_owned);
            (Asked::Sites(filter), bad)
        };
        match bad_area.as_deref().map(cut) {
            None => Ok(asked),
            Some(typed) => Err(call.bad(Text::new(
                format!("area : « {typed} » n’est pas un nombre d’hectares"),
                format!("area: “{typed}” is not a number of hectares"),
            ))),
        }
    }
}

impl Keep for Asked {
    fn asked(&self) -> String {
        match self {
            Asked::Sites(filter) => filter.query(),
            Asked::Brownfields(filter) => filter.unordered(),
        }
    }

    fn sites<'s>(&self, sites: &'s [Site]) -> Vec<&'s Site> {
        match self {
            Asked::Sites(filter) => filter.keep(sites),
            Asked::Brownfields(filter) => filter.keep(sites, None).into_iter().map(|listed| listed.site).collect(),
        }
    }
}

pub async fn sets(State(app): State<App>, Path(id): Path<String>, call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    let collection = collections::find(&app, &call, &id)?;
    let at = call.url(&format!("/ogc/collections/{id}/tiles"));
    let set = json!({
        "title": collection.about.title.get(call.here.lang),
        "dataType": "vector",
        "crs": MERCATOR,
        "tileMatrixSetURI": SET_URI,
        "links": [
            link(format!("{at}/{SET}"), "self", JSON, SET),
            link(call.url(&format!("/ogc/tileMatrixSets/{SET}")), "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", JSON, SET),
            template(&at),
        ],
    });
    Ok(call.json(JSON, collection.version(), &json!({ "links": [link(at, "self", JSON, "")], "tilesets": [set] })))
}

fn template(at: &str) -> Value {
    let href = format!("{at}/{SET}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
    json!({ "href": href, "rel": "item", "type": MVT, "templated": true })
}

pub async fn set(State(app): State<App>, Path((id, set)): Path<(String, String)>, call: Call) -> Result<Response, Wrong> {
    let format = call.format(&[Format::Json, Format::TileJson], &[])?;
    let collection = collections::find(&app, &call, &id)?;
    is_set(&call, &set)?;
    let body = if format == Format::TileJson { tilejson(&call, &collection) } else { metadata(&call, &collection) };
    Ok(call.json(JSON, collection.version(), &body))
}

/// TileJSON 3.0, what MapLibre and QGIS read: here the template says z, y (row), x (column).
fn tilejson(call: &Call, collection: &Collection) -> Value {
    let about = &collection.about;
    let lang = call.here.lang;
    let mut fields: serde_json::Map<String, Value> =
        about.properties.iter().map(|p| (p.name.to_owned(), json!(p.title.get(lang)))).collect();
    fields.insert("id".into(), json!("id"));
    if about.geometry == "point" {
        fields.insert("point_count".into(), json!(call.here.t("ogc-point-count")));
    }
    let mut told = json!({
        "tilejson": "3.0.0",
        "name": about.title.get(lang),
        "tiles": [call.url(&format!("/ogc/collections/{}/tiles/{SET}/{{z}}/{{y}}/{{x}}", about.id))],
        "minzoom": 0,
        "maxzoom": DEEPEST,
        "vector_layers": [{ "id": about.id, "description": about.description.get(lang), "fields": fields }],
    });
    if let Some(r) = collection.extent() {
        told["bounds"] = json!([r.min().x, r.min().y, r.max().x, r.max().y]);
    }
    told
}

fn metadata(call: &Call, collection: &Collection) -> Value {
    let about = &collection.about;
    let at = call.url(&format!("/ogc/collections/{}/tiles", about.id));
    let mut links = both(call, JSON);
    links.pop();
    links.extend([
        template(&at),
        link(format!("{at}/{SET}?f=tilejson"), "describedby", JSON, "TileJSON"),
        link(call.url(&format!("/ogc/tileMatrixSets/{SET}")), "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", JSON, SET),
    ]);
    let dimension = if about.geometry == "point" { 0 } else { 2 };
    let mut told = json!({
        "title": about.title.get(call.here.lang),
        "description": about.description.get(call.here.lang),
        "dataType": "vector",
        "crs": MERCATOR,
        "tileMatrixSetURI": SET_URI,
        "layers": [{ "id": about.id, "dataType": "vector", "geometryDimension": dimension,
            "propertiesSchema": ogc::schema::queryables(about, &call.url(&format!("/ogc/collections/{}/schema", about.id)), call.here.lang) }],
        "links": links,
    });
    if let Some(r) = collection.extent() {
        told["boundingBox"] =
            json!({ "lowerLeft": [r.min().x, r.min().y], "upperRight": [r.max().x, r.max().y], "crs": ogc::Crs::Crs84.uri() });
    }
    told
}

pub async fn matrix_sets(call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    let at = call.url(&format!("/ogc/tileMatrixSets/{SET}"));
    let set = json!({ "id": SET, "uri": SET_URI, "crs": MERCATOR, "links": [link(at, "self", JSON, SET)] });
    Ok(call.json(JSON, "", &json!({ "tileMatrixSets": [set] })))
}

/// OGC 17-083r4, annex D.1.
pub async fn matrix_set(Path(set): Path<String>, call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    is_set(&call, &set)?;
    let matrix = |z: u8| {
        let side = 1u32 << z;
        let cell = 2.0 * HALF / 256.0 / f64::from(side);
        json!({ "id": z.to_string(), "scaleDenominator": cell / 0.000_28, "cellSize": cell, "pointOfOrigin": [-HALF, HALF],
            "tileWidth": 256, "tileHeight": 256, "matrixWidth": side, "matrixHeight": side })
    };
    let body = json!({
        "id": SET,
        "uri": SET_URI,
        "title": "Google Maps Compatible for the World",
        "crs": MERCATOR,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": (0..=DEEPEST).map(matrix).collect::<Vec<_>>(),
    });
    Ok(call.json(JSON, "", &body))
}
