//! The open data described in DCAT (W3C), for catalogues that harvest: one data set per collection, both languages,
//! nothing that the sources do not say.

use super::ask::{Call, Format, Wrong};
use super::features;
use crate::app::App;
use axum::extract::State;
use axum::response::Response;
use domain::{Lang, Text};
use serde_json::{Value, json};

/// Files of the national standards of sites and brownfields (CNIG): collection, address, the schema it follows.
const STANDARD: [(&str, &str, &str); 2] = [
    (features::SITES, "/sites/sites-cnig.csv", "https://github.com/cnigfr/schema-sites-economiques"),
    (features::BROWNFIELDS, "/sites/sites-cnig-friches.csv", "https://github.com/cnigfr/schema-friches"),
];
const PART_1: &str = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core";

fn words(text: &Text) -> Value {
    json!([Lang::Fr, Lang::En].map(|lang| json!({ "@value": text.get(lang), "@language": lang.code() })))
}

/// Published grants: a file for each standard, and the API.
fn grants(base: &str, some: bool, iri: &impl Fn(&str) -> String, t: &impl Fn(&str) -> Text) -> Value {
    let mut files: Vec<Value> = crate::routes::grants::FILES
        .iter()
        // 360Giving has no empty package: until there is a grant, there is no such file.
        .filter(|(file, ..)| some || *file != "360giving.json")
        .map(|(file, media, standard)| {
            let mut one = json!({ "@type": "dcat:Distribution", "dcat:accessURL": { "@id": format!("{base}/subventions/fichiers/{file}") },
                "dcat:mediaType": media });
            if !standard.is_empty() {
                one["dct:conformsTo"] = json!({ "@id": standard });
            }
            one
        })
        .collect();
    files.push(json!({ "@type": "dcat:Distribution", "dcat:accessURL": { "@id": format!("{base}/api/v1/grants") },
        "dcat:mediaType": "application/json" }));
    json!({
        "@id": iri("grants"),
        "@type": "dcat:Dataset",
        "dct:identifier": "grants",
        "dct:title": words(&t("grants-title")),
        "dct:description": words(&t("grants-lead")),
        "dct:publisher": { "@id": iri("publisher") },
        "dct:license": { "@id": crate::routes::grants::LICENCE },
        "dcat:landingPage": { "@id": format!("{base}/subventions") },
        "dcat:keyword": ["subvention"],
        "dcat:distribution": files,
    })
}

pub async fn catalogue(State(app): State<App>, call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    let base = &app.base_url;
    let iri = |name: &str| format!("{base}/catalog.jsonld#{name}");
    let all = app.open_data.all(&app.reference, &app.sites());
    let t = |key: &str| Text::each(|lang| crate::i18n::say(lang, key, &[]));
    let datasets: Vec<Value> = all
        .iter()
        .map(|collection| {
            let about = &collection.about;
            let at = format!("{base}/ogc/collections/{}", about.id);
            let distribution = |query: &str, media: &str| {
                json!({ "@type": "dcat:Distribution", "dcat:accessURL": { "@id": format!("{at}/items{query}") },
                    "dcat:mediaType": media, "dcat:accessService": { "@id": iri("features") } })
            };
            let mut set = json!({
                "@id": iri(about.id),
                "@type": "dcat:Dataset",
                "dct:identifier": about.id,
                "dct:title": words(&about.title),
                "dct:description": words(&about.description),
                "dct:publisher": { "@id": iri("publisher") },
                "dcat:landingPage": { "@id": format!("{at}?f=html") },
                "dcat:distribution": [distribution("", super::GEOJSON), distribution("?f=csv", "text/csv")],
            });
            if let Some(all) = set["dcat:distribution"].as_array_mut() {
                all.extend(STANDARD.iter().filter(|(of, ..)| *of == about.id).map(|(_, path, schema)| {
                    json!({ "@type": "dcat:Distribution", "dcat:accessURL": { "@id": format!("{base}{path}") }, "dcat:mediaType": "text/csv",
                        "dct:conformsTo": { "@id": schema } })
                }));
            }
            if let Some(licence) = super::collections::licence(about) {
                set["dct:license"] = json!({ "@id": licence });
            }
            // Sources under several licences: each is told with its own, none is put on the whole.
            let rights = about.sources.iter().map(|(source, licence)| Text::each(|l| format!("{} {licence}", source.get(l)).trim().to_owned()));
            let rights: Vec<Value> = rights.map(|text| json!({ "@type": "dct:RightsStatement", "rdfs:label": words(&text) })).collect();
            if !rights.is_empty() {
                set["dct:rights"] = json!(rights);
            }
            if let Some(r) = collection.extent() {
                let (a, b) = (r.min(), r.max());
                let wkt = format!("POLYGON(({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", a.x, a.y, b.x, b.y);
                set["dct:spatial"] = json!({ "@type": "dct:Location", "dcat:bbox": { "@value": wkt, "@type": "gsp:wktLiteral" } });
            }
            set
        })
        .collect();
    let ids: Vec<Value> = all.iter().map(|c| json!({ "@id": iri(c.about.id) })).collect();
    let some = app.grants.read(&app).await.is_ok_and(|grants| !grants.is_empty());
    let grants = grants(base, some, &iri, &t);
    let every: Vec<Value> = ids.iter().cloned().chain([json!({ "@id": iri("grants") })]).collect();
    let service = json!({
        "@id": iri("features"),
        "@type": "dcat:DataService",
        "dct:title": words(&t("ogc-title")),
        "dcat:endpointURL": { "@id": format!("{base}/ogc") },
        "dcat:endpointDescription": { "@id": format!("{base}/ogc/api") },
        "dct:conformsTo": { "@id": PART_1 },
        "dcat:servesDataset": ids,
    });
    let publisher = json!({ "@id": iri("publisher"), "@type": "foaf:Agent", "foaf:name": "Rebond", "foaf:homepage": { "@id": base } });
    let catalogue = json!({
        "@id": iri("catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": words(&t("ogc-title")),
        "dct:description": words(&t("ogc-lead")),
        "dct:language": ["fr", "en"],
        "dct:publisher": { "@id": iri("publisher") },
        "dcat:dataset": every,
        "dcat:service": { "@id": iri("features") },
    });
    let graph: Vec<Value> = [catalogue, publisher, service].into_iter().chain(datasets).chain([grants]).collect();
    let context = json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "gsp": "http://www.opengis.net/ont/geosparql#",
    });
    Ok(call.json("application/ld+json", "", &json!({ "@context": context, "@graph": graph })))
}
