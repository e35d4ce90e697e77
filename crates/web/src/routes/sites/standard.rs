//! The catalogue in the national standard, strictly, and beside it the list of what keeps a site out.

use super::catalogue::Filter;
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use cnig::{Class, Record, Strict, strict, write};
use domain::Lang;
use geopackage::{Layer, Table};
use reference::standard::give;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const LAYERS: [Class; 7] =
    [Class::Site, Class::Brownfield, Class::Extension, Class::Procedure, Class::Pole, Class::Plot, Class::Establishment];

/// The file that the address names.
pub async fn file(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let reader = app.clone();
    let found = tokio::task::spawn_blocking(move || {
        let sites = reader.sites();
        let kept = filter.keep(&sites);
        let beside = reader.inventory().around(kept.iter().copied());
        let given = kept.into_iter().flat_map(|site| {
            let given = give(site, &reader.reference);
            std::iter::once(given.site).chain(given.more)
        });
        strict(given.chain(beside))
    });
    let found = found.await.or_ours(&here)?;
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let of = |class: Class| found.records.iter().filter(move |r| r.class == class);
    let csv = |class: Class| write::csv(class, of(class)).or_ours(&here).map(|bytes| (bytes, "text/csv; charset=utf-8"));
    let (bytes, media) = match name {
        "sites-cnig.csv" => csv(Class::Site)?,
        "sites-cnig-friches.csv" => csv(Class::Brownfield)?,
        "sites-cnig-extension.csv" => csv(Class::Extension)?,
        "sites-cnig-procedures.csv" => csv(Class::Procedure)?,
        "sites-cnig-poles.csv" => csv(Class::Pole)?,
        "sites-cnig-terrains.csv" => csv(Class::Plot)?,
        "sites-cnig-etablissements.csv" => csv(Class::Establishment)?,
        "sites-cnig.geojson" => (write::geojson(Class::Site, of(Class::Site)).into_bytes(), "application/geo+json"),
        "sites-cnig.xlsx" => {
            let missing = missing(&found, here.lang);
            let report = write::Report { name: "manques".into(), header: heads(&here).to_vec(), rows: missing };
            let bytes = write::xlsx(&LAYERS, &found.records, &[incomplete(&found), report]).or_ours(&here)?;
            (bytes, XLSX)
        }
        "sites-cnig.gpkg" => {
            let layers: Vec<Layer> = LAYERS.iter().map(|class| Layer { class: *class, records: of(*class).collect() }).collect();
            let incomplete = incomplete(&found);
            let tables = [
                Table { name: "site_eco_incomplets".into(), header: incomplete.header, rows: incomplete.rows },
                Table { name: "manques".into(), header: heads(&here).to_vec(), rows: missing(&found, here.lang) },
            ];
            let bytes = geopackage::write(&layers, &tables, app.now()).await.or_ours(&here)?;
            (bytes, "application/geopackage+sqlite3")
        }
        "sites-cnig-manques.csv" => {
            let heads = heads(&here);
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            return crate::table::answer(&here, name, &here.t("sites-standard-missing"), &heads, &missing(&found, here.lang));
        }
        _ => return Err(Failure::NotFound(here)),
    };
    Ok(answer::file(name, media, bytes))
}

fn heads(here: &Here) -> [String; 5] {
    ["standard-site", "name", "field", "standard-missing", "what-is-wrong"].map(|key| here.t(key))
}

/// One row per value that keeps a site out, or that had to be left out of it.
fn missing(found: &Strict, lang: Lang) -> Vec<Vec<String>> {
    let row = |name: &str, p: &domain::Problem| {
        let label = cnig::field_named(&p.field).map(|f| f.label.get(lang).to_owned()).unwrap_or_default();
        vec![p.file.clone(), name.to_owned(), p.field.clone(), label, p.what.get(lang).to_owned()]
    };
    let out = found.left_out.iter().flat_map(|(record, problems)| {
        let name = ["site_nom", "pole_nom", "etab_nom"].iter().find_map(|name| record.text(name)).unwrap_or_default();
        problems.iter().map(move |p| row(name, p))
    });
    out.chain(found.dropped.iter().map(|p| row("", p))).collect()
}

/// What is known of the sites that are left out, under the same headings: nothing is lost, and an import reads it.
fn incomplete(found: &Strict) -> write::Report {
    let cells = |record: &Record| record.values().map(|(f, v)| v.map_or(String::new(), |v| cnig::written(f, v))).collect();
    write::Report {
        name: "site-eco-incomplets".into(),
        header: Class::Site.fields().iter().map(|f| f.name.clone()).collect(),
        rows: found.left_out.iter().filter(|(r, _)| r.class == Class::Site).map(|(r, _)| cells(r)).collect(),
    }
}
