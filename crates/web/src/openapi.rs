//! The OpenAPI 3.1 document: paths from the table of routes, schemas from the types themselves (OpenAPI 3.1 speaks JSON
//! Schema). Nothing is written twice; a golden file holds the whole.

use crate::permissions::Action;
use crate::registry::{Entry, Param, ParamKind};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// The document for these routes; those without a [`crate::registry::Doc`] are pages and stay out.
pub fn document(entries: &[Entry]) -> Value {
    let mut paths = Map::new();
    for entry in entries {
        let Some(doc) = &entry.doc else { continue };
        let mut operation = json!({
            "summary": doc.summary,
            "operationId": operation_id(entry),
            "parameters": doc.params.iter().map(parameter).collect::<Vec<_>>(),
            "responses": {
                "200": { "description": "The answer.", "content": { doc.media: { "schema": answer(doc.answer) } } },
                "400": error("The request cannot be read: the sentence says what and how to mend it."),
                "404": error("Nothing is at this address."),
            },
        });
        if let Some(body) = doc.body {
            let mut content = json!({ "schema": reference(body) });
            if body == "Project" {
                content["example"] = project();
            }
            operation["requestBody"] = json!({ "required": true, "content": { "application/json": content } });
            operation["responses"]["413"] = error("The body is larger than the limit.");
            operation["responses"]["415"] = error("The body is not JSON.");
        }
        if entry.action == Action::DecideMoney {
            let proposed = json!({ "application/json": { "schema": reference("Proposed") } });
            operation["responses"]["202"] =
                json!({ "description": "Above the threshold: a second person approves it on the page.", "content": proposed });
            operation["responses"]["403"] = error("Only who decides on this envelope.");
            operation["responses"]["409"] = error("The rules of the ledger refuse it: the rule, the reason, the amount that would pass.");
        }
        let path = paths.entry(entry.path).or_insert_with(|| json!({}));
        path[entry.method.as_str().to_lowercase()] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rebond",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Measures, sites, calls and dossiers of Territoires d'industrie.",
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "paths": paths,
        "components": { "schemas": schemas() },
    })
}

/// The smallest project worth a dossier: what a reader of the document can send as it stands.
fn project() -> Value {
    let declared = |value: Value| json!({ "value": value, "status": "declared" });
    json!({
        "title": "Extension à Chalon-sur-Saône",
        "judged_on": "2020-09-15",
        "facts": {
            "holder.kind": declared(json!({ "code": "company" })),
            "project.commune": declared(json!({ "code": "71076" })),
            "project.cost": declared(json!({ "money": 1_200_000_000 })),
            "project.kind": declared(json!({ "code": "extension" })),
            "site.needed": declared(json!({ "bool": true })),
        },
    })
}

fn operation_id(entry: &Entry) -> String {
    let path = entry.path.trim_start_matches("/api/v1/").replace(['{', '}'], "");
    format!("{}_{}", entry.method.as_str().to_lowercase(), path.replace(['/', '.'], "_"))
}

fn parameter(param: &Param) -> Value {
    let schema = match param.kind {
        ParamKind::Path | ParamKind::Text => json!({ "type": "string" }),
        ParamKind::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        ParamKind::Number => json!({ "type": "number" }),
        ParamKind::Date => json!({ "type": "string", "format": "date" }),
    };
    let in_path = param.kind == ParamKind::Path;
    json!({ "name": param.name, "in": if in_path { "path" } else { "query" }, "required": in_path, "description": param.about, "schema": schema })
}

fn answer(name: &str) -> Value {
    match name {
        "" => json!({}),
        name => reference(name),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn error(description: &str) -> Value {
    json!({ "description": description, "content": { "application/json": { "schema": reference("Error") } } })
}

/// What an error says.
#[derive(serde::Serialize, JsonSchema)]
pub struct Error {
    pub status: u16,
    pub error: String,
}

/// Every schema an answer or a body names, with all they hold.
fn schemas() -> Value {
    use crate::routes::api::answers as a;
    let mut generator = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into()).into_generator();
    fn add<T: JsonSchema>(generator: &mut SchemaGenerator) {
        generator.subschema_for::<T>();
    }
    add::<Error>(&mut generator);
    add::<a::Sites>(&mut generator);
    add::<domain::Site>(&mut generator);
    add::<locate::compare::Comparison>(&mut generator);
    add::<a::OneSite>(&mut generator);
    add::<a::Delays>(&mut generator);
    add::<a::Access>(&mut generator);
    add::<a::Territories>(&mut generator);
    add::<domain::Territory>(&mut generator);
    add::<a::Measures>(&mut generator);
    add::<programmes::Measure>(&mut generator);
    add::<a::Calls>(&mut generator);
    add::<a::Found>(&mut generator);
    add::<domain::Dictionary>(&mut generator);
    add::<crate::routes::api::envelopes::Envelopes>(&mut generator);
    add::<crate::routes::api::envelopes::Journal>(&mut generator);
    add::<crate::routes::api::envelopes::Decision>(&mut generator);
    add::<crate::routes::api::envelopes::Receipt>(&mut generator);
    add::<crate::routes::api::envelopes::Proposed>(&mut generator);
    add::<crate::routes::grants::Grants>(&mut generator);
    add::<crate::routes::grants::GrantItem>(&mut generator);
    add::<crate::routes::steering::Statistics>(&mut generator);
    add::<crate::routes::api::synergies::Synergies>(&mut generator);
    add::<domain::Project>(&mut generator);
    add::<factory::Dossier>(&mut generator);
    add::<diagnose::TerritoryDiagnosis>(&mut generator);
    add::<diagnose::SectorDiagnosis>(&mut generator);
    Value::Object(generator.take_definitions(true))
}
