//! The public API: what the pages show, as JSON and GeoJSON, without a key.

pub mod answers;
mod dossiers;
pub mod envelopes;
mod map;
mod places;
mod programmes;
mod sectors;
mod sites;
pub mod synergies;
pub use sites::features;

use crate::openapi;
use crate::permissions::Action;
use crate::registry::{Doc, Param, ParamKind, Registry};
use axum::Json;
use axum::http::{Method, header};
use axum::response::IntoResponse;

const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";

fn doc(summary: &'static str, answer: &'static str, params: Vec<Param>) -> Doc {
    Doc { summary, params, answer, media: JSON, body: None }
}

fn text(name: &'static str, about: &'static str) -> Param {
    Param { name, about, kind: ParamKind::Text }
}

fn path(name: &'static str, about: &'static str) -> Param {
    Param { name, about, kind: ParamKind::Path }
}

fn filters() -> Vec<Param> {
    vec![
        text("q", "Word in the name, commune, département or region; accents and case do not matter."),
        text("region", "Name of the region."),
        text("wave", "Wave of the label: 2020, 2021 or 2024."),
        text("area", "Smallest area, hectares; sites whose area is unknown are kept."),
        text("friche", "\"oui\": brownfields only; \"non\": without them; all when absent."),
    ]
}

fn paging() -> Vec<Param> {
    vec![
        Param { name: "limit", about: "How many, 1 to 500.", kind: ParamKind::Integer(1, 500) },
        Param { name: "offset", about: "How many to skip.", kind: ParamKind::Integer(0, 1_000_000) },
    ]
}

pub fn routes() -> Registry {
    let read = Action::ReadPublic;
    let get = Method::GET;
    let with = |mut params: Vec<Param>, more: Vec<Param>| {
        params.extend(more);
        params
    };
    Registry::default()
        .api(get.clone(), "/api/v1/sites", read, doc("Sites of the catalogue.", "Sites", with(filters(), paging())), sites::list)
        .api(
            get.clone(),
            "/api/v1/sites/compare",
            read,
            doc(
                "Two to four sites side by side: what is known of each, what nobody knows.",
                "Comparison",
                vec![text("s", "Identifier of a site; repeated, four times at most.")],
            ),
            sites::compare,
        )
        .api(get.clone(), "/api/v1/sites/{id}", read, doc("One site, with the State's promise on it when it is labelled.", "OneSite", vec![path("id", "Identifier of the site.")]), sites::show)
        .api(
            get.clone(),
            "/api/v1/sites/{id}/access",
            read,
            doc(
                "People and communes within reach of a site by road, with the quality, the source and the date of the times.",
                "Access",
                vec![path("id", "Identifier of the site.")],
            ),
            sites::access,
        )
        .api(
            get.clone(),
            "/api/v1/delays",
            read,
            doc(
                "Promised, legal and real delays of formalities, by procedure and département; figures standing on fewer than five files are hidden.",
                "Delays",
                vec![text("procedure", "Identifier of a procedure."), text("departement", "Code of a département.")],
            ),
            sites::delays,
        )
        .api(
            get.clone(),
            "/api/v1/sites.geojson",
            read,
            Doc { media: GEOJSON, ..doc("Sites that have a place, as a GeoJSON FeatureCollection (WGS 84).", "", filters()) },
            sites::geojson,
        )
        .api(
            get.clone(),
            "/api/v1/territories",
            read,
            doc(
                "Territoires d'industrie of both phases.",
                "Territories",
                with(vec![Param { name: "phase", about: "1 (2018–2022) or 2 (2023–2027).", kind: ParamKind::Integer(1, 2) }], paging()),
            ),
            places::territories,
        )
        .api(
            get.clone(),
            "/api/v1/territories/{phase}/{code}",
            read,
            doc("One territory; the key is (phase, code).", "Territory", vec![path("phase", "1 or 2."), path("code", "ti-2704.")]),
            places::territory,
        )
        .api(
            get.clone(),
            "/api/v1/communes",
            read,
            doc(
                "Communes found by name or code.",
                "Found",
                vec![text("q", "At least two letters."), Param { name: "limit", about: "1 to 50.", kind: ParamKind::Integer(1, 50) }],
            ),
            places::communes,
        )
        .api(
            get.clone(),
            "/api/v1/activities",
            read,
            doc(
                "Activities (NAF rev. 2) found by code or by words of their title, French or English.",
                "Found",
                vec![
                    text("q", "At least two letters."),
                    Param { name: "limit", about: "1 to 50.", kind: ParamKind::Integer(1, 50) },
                    text("lang", "fr or en: of the names, which are French where ISIC has no such activity."),
                ],
            ),
            places::activities,
        )
        .api(
            get.clone(),
            "/api/v1/measures",
            read,
            doc("Measures of every programme.", "Measures", vec![text("programme", "Identifier of a programme.")]),
            programmes::measures,
        )
        .api(
            get.clone(),
            "/api/v1/measures/{id}",
            read,
            doc("One measure.", "Measure", vec![path("id", "Identifier of the measure.")]),
            programmes::measure,
        )
        .api(
            get.clone(),
            "/api/v1/calls",
            read,
            doc("Calls and their waves, with the dates that operators set here in the place of those of the sources.", "Calls", vec![]),
            programmes::calls,
        )
        .api(
            get.clone(),
            "/api/v1/calls/{id}",
            read,
            doc("One call, with the same dates.", "Call", vec![path("id", "Identifier of the call.")]),
            programmes::call,
        )
        .api(
            get.clone(),
            "/api/v1/facts",
            read,
            doc("The fact dictionary: what can be told of a project.", "Dictionary", vec![]),
            programmes::facts,
        )
        .api(
            get.clone(),
            "/api/v1/envelopes",
            read,
            doc("Envelopes of the programmes: what was opened, is decided, remains.", "Envelopes", vec![]),
            envelopes::list,
        )
        .api(
            get.clone(),
            "/api/v1/envelopes/{id}",
            read,
            doc("One envelope with its journal.", "Journal", vec![path("id", "Identifier of the envelope.")]),
            envelopes::show,
        )
        .api(
            Method::POST,
            "/api/v1/envelopes/{id}/decisions",
            Action::DecideMoney,
            Doc {
                body: Some("Decision"),
                ..doc(
                    "Decide on an envelope, signed in, with an Idempotency-Key. 202 waits for a second person. 409 names the rule and the amount that would pass.",
                    "Receipt",
                    vec![path("id", "Identifier of the envelope.")],
                )
            },
            envelopes::decide,
        )
        .api(
            Method::POST,
            "/api/v1/dossiers",
            read,
            Doc { body: Some("Project"), ..doc("The dossier of a project, computed and not kept.", "Dossier", vec![]) },
            dossiers::assemble,
        )
        .api(
            get.clone(),
            "/api/v1/map/departments.geojson",
            read,
            Doc { media: GEOJSON, ..doc("Outlines of the départements.", "", vec![]) },
            map::departments,
        )
        .api(
            get.clone(),
            "/api/v1/map/land.geojson",
            read,
            Doc { media: GEOJSON, ..doc("Outlines of the neighbouring countries.", "", vec![]) },
            map::land,
        )
        .api(
            get.clone(),
            "/api/v1/grants",
            read,
            doc("Published grants, latest first.", "Grants", paging()),
            crate::routes::grants::api,
        )
        .api(
            get.clone(),
            "/api/v1/grants/{id}",
            read,
            doc("One published grant.", "Grant", vec![path("id", "Identifier of the grant.")]),
            crate::routes::grants::api_one,
        )
        .api(
            get.clone(),
            "/api/v1/statistics",
            read,
            doc("Use of this installation: counts and sums of nobody in particular.", "Statistics", vec![]),
            crate::routes::steering::statistics_api,
        )
        .merge(sectors::routes())
        .merge(synergies::routes())
        .get("/api/v1/openapi.json", read, document)
}

async fn document() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "public, max-age=300")], Json(openapi::document(&routes().entries)))
}
