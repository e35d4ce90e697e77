//! The open data of the catalogue as the OGC describes them, so that a GIS reads them as they are: OGC API – Features
//! (parts 1, 2, 3, 5), OGC API – Tiles, and a DCAT description. Public: any site may read them (CORS), nobody signs in.

pub mod ask;
mod catalogue;
mod collections;
pub mod data;
mod document;
mod features;
mod items;
mod landing;
mod schemas;
mod tiles;

use crate::error::Failure;
use crate::page::Here;
use crate::permissions::Action;
use crate::registry::Registry;
use axum::body::Body;
use axum::http::{HeaderValue, Method, header};
use axum::middleware;
use axum::response::Response;
use tower_http::cors::{Any, CorsLayer};

/// Media types of the answers.
pub const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";
pub const SCHEMA: &str = "application/schema+json";
pub const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
pub const MVT: &str = "application/vnd.mapbox-vector-tile";

pub fn routes() -> Registry {
    let read = Action::ReadPublic;
    opened(
        Registry::default()
            .get("/ogc", read, landing::landing)
            // OWSLib puts a bar at the end of the address it is given.
            .get("/ogc/", read, landing::landing)
            .get("/ogc/conformance", read, landing::conformance)
            .get("/ogc/api", read, document::document)
            .get("/ogc/collections", read, collections::list)
            .get("/ogc/collections/{collection}", read, collections::show)
            .get("/ogc/collections/{collection}/items", read, items::items)
            .get("/ogc/collections/{collection}/items/{feature}", read, items::item)
            .get("/ogc/collections/{collection}/queryables", read, schemas::queryables)
            .get("/ogc/collections/{collection}/schema", read, schemas::schema)
            .get("/ogc/collections/{collection}/tiles", read, tiles::sets)
            .get("/ogc/collections/{collection}/tiles/{set}", read, tiles::set)
            .get("/ogc/collections/{collection}/tiles/{set}/{z}/{row}/{col}", read, tiles::tile)
            .get("/ogc/tileMatrixSets", read, tiles::matrix_sets)
            .get("/ogc/tileMatrixSets/{set}", read, tiles::matrix_set),
    )
}

/// The DCAT description has one address: it holds both languages.
pub fn catalogue_routes() -> Registry {
    opened(Registry::default().get("/catalog.jsonld", Action::ReadPublic, catalogue::catalogue))
}

fn opened(mut registry: Registry) -> Registry {
    let exposed = [header::LINK, header::ETAG, header::HeaderName::from_static("content-crs")];
    let cors = CorsLayer::new().allow_origin(Any).allow_methods([Method::GET, Method::HEAD]).expose_headers(exposed);
    // Set here, so that the layer is around it: a browser's preliminary OPTIONS is answered by the layer, not refused as a method.
    let method = |here: Here| async { Failure::Method(here) };
    registry.router = registry.router.method_not_allowed_fallback(method).layer(middleware::map_response(varies)).layer(cors);
    registry
}

/// One address answers with data or a page, and so do its refusals: a cache keeps them apart.
async fn varies(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}
