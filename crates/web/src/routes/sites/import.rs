//! A list of sites, seen before it is taken: what is read, what was mended, what is refused and why. Anyone may look;
//! only those who keep the catalogue save.

use super::mapping::{self, Column};
use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use askama::Template;
use axum::extract::{Multipart, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Problem, Text};
use reference::SiteList;
use store::ImportId;
use store::site_lists::{self, Import, Read};

/// Line, field, what is wrong, how to mend it.
type Row = (usize, String, String, String);

#[derive(Template)]
#[template(path = "sites/import.html")]
struct View {
    page: Page,
    may_import: bool,
    error: String,
    done: String,
    list: Option<SiteList>,
    file: String,
    source: String,
    sha256: String,
    /// Columns that may be told, and the fields they may be.
    columns: Vec<Column>,
    fields: Vec<(String, String)>,
    imports: Vec<Import>,
}

impl View {
    async fn new(app: &App, here: &Here, actor: &Actor) -> Result<View> {
        let imports = site_lists::imports(&app.store).await.or_ours(here)?;
        Ok(View {
            page: here.page(Nav::Sites, here.t("import-title")),
            may_import: can(actor, Action::ImportSites, &Object::SiteLists),
            error: String::new(),
            done: String::new(),
            list: None,
            file: String::new(),
            source: String::new(),
            sha256: String::new(),
            columns: vec![],
            fields: vec![],
            imports: imports.into_iter().filter(|i| i.withdrawn_at.is_none()).collect(),
        })
    }

    /// Columns that nothing reads.
    fn unknown(&self) -> usize {
        self.columns.iter().filter(|column| column.field.is_empty()).count()
    }

    /// Rows refused, then rows mended.
    fn tables(&self, list: &SiteList) -> [(&'static str, Vec<Row>); 2] {
        [("import-rejected", self.problems(&list.rejected)), ("import-corrected", self.problems(&list.corrections))]
    }

    fn problems(&self, problems: &[Problem]) -> Vec<Row> {
        let row = |p: &Problem| (p.line, p.field.clone(), self.page.x(&p.what), self.page.x(&p.mend));
        problems.iter().take(200).map(row).collect()
    }
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    html(&here, &View::new(&app, &here, &actor).await?)
}

pub async fn preview(State(app): State<App>, here: Here, actor: Actor, mut parts: Multipart) -> Result<Response> {
    let bad = |e: axum::extract::multipart::MultipartError| Failure::unread(&here, e.status());
    let (mut file, mut bytes, mut source, mut report) = (String::new(), axum::body::Bytes::new(), String::new(), String::new());
    // Place of a column → the field it is said to be.
    let mut said: Vec<(usize, String)> = vec![];
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        match part.name() {
            Some("file") => {
                file = part.file_name().unwrap_or_default().to_owned();
                bytes = part.bytes().await.map_err(bad)?;
            }
            Some("source") => source = part.text().await.map_err(bad)?,
            Some("report") => report = part.text().await.map_err(bad)?,
            Some(name) => {
                let at = name.strip_prefix("colonne.").and_then(|at| at.parse().ok());
                if let Some(at) = at {
                    said.push((at, part.text().await.map_err(bad)?));
                }
            }
            None => {}
        }
    }
    let mut view = View::new(&app, &here, &actor).await?;
    if bytes.is_empty() {
        view.error = here.t("no-file");
        let mut response = html(&here, &view)?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let sha256 = store::sha256(&bytes);
    let (list, samples) = read(&app, &file, bytes, said, view.may_import).await.or_ours(&here)?;
    if !report.is_empty() {
        return told(&here, &report, &list);
    }
    if view.may_import {
        let kept = Read {
            list: file.clone(),
            file: file.clone(),
            file_sha256: sha256.clone(),
            source: source.clone(),
            sites: list.accepted.clone(),
            beside: list.beside.clone(),
            rejected: list.rejected.clone(),
        };
        site_lists::keep_preview(&app.store, &kept, app.now()).await.or_ours(&here)?;
    }
    (view.columns, view.fields) = (mapping::columns(&list, &samples), mapping::fields(&view.page));
    (view.file, view.source, view.sha256, view.list) = (file, source, sha256, Some(list));
    html(&here, &view)
}

/// The tables of a file, whatever its format, read against the reference data; with the first values of each column.
async fn read(
    app: &App,
    file: &str,
    bytes: axum::body::Bytes,
    said: Vec<(usize, String)>,
    keeps: bool,
) -> Result<(SiteList, Vec<String>), tokio::task::JoinError> {
    let layers = if geopackage::is_geopackage(&bytes) { Some(geopackage::sheets(&bytes).await) } else { None };
    let (app, file) = (app.clone(), file.to_owned());
    tokio::task::spawn_blocking(move || {
        let sheets = layers.unwrap_or_else(|| cnig::sheets(&bytes));
        let refused = |columns: Vec<String>, what, mend| {
            let rejected = vec![Problem::at(file.as_str(), 0, 0, "", what, mend)];
            SiteList { columns, rejected, ..SiteList::default() }
        };
        let sheets = match sheets {
            Ok(sheets) => sheets,
            Err((what, mend)) => return (refused(vec![], what, mend), vec![]),
        };
        let first = sheets.first();
        let samples = first.map(mapping::samples).unwrap_or_default();
        let header = first.map(|sheet| sheet.header.clone()).unwrap_or_default();
        let list = match mapping::said(&said, &header) {
            Ok(mapping) => {
                // A preview tells which sites it found: the restricted ones to those who keep the catalogue.
                let (sites, restricted) = (app.sites(), if keeps { app.restricted_sites() } else { Default::default() });
                let known = reference::standard::Catalogue::of(sites.iter().chain(restricted.iter()));
                reference::read_site_sheets_beside(&file, &sheets, &app.reference, mapping.as_ref(), &known)
            }
            Err((what, mend)) => refused(header, what, mend),
        };
        (list, samples)
    })
    .await
}

/// Every correction and every refusal of the file, as a table to take away.
fn told(here: &Here, ending: &str, list: &SiteList) -> Result<Response> {
    let row = |kind: &str, p: &Problem| {
        let place = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        let say = |t: &Text| t.get(here.lang).to_owned();
        vec![here.t(kind), p.file.clone(), place(p.line), place(p.column), p.field.clone(), say(&p.what), say(&p.mend)]
    };
    let refused = list.rejected.iter().map(|p| row("import-kind-refused", p));
    let rows: Vec<Vec<String>> = refused.chain(list.corrections.iter().map(|p| row("import-kind-corrected", p))).collect();
    let heads =
        ["import-kind", "import-file-name", "line-number", "column-number", "field", "what-is-wrong", "import-why"].map(|k| here.t(k));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    crate::table::answer(here, &format!("rapport.{ending}"), &here.t("import-report"), &heads, &rows)
}

/// Imports a previewed list, or withdraws an imported one.
pub async fn commit(State(app): State<App>, here: Here, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    if !can(&actor, Action::ImportSites, &Object::SiteLists) {
        let why = Text::each(|lang| crate::i18n::say(lang, "import-commit-refused", &[]));
        return Err(Failure::Refused(here, why));
    }
    let field = |name: &str| form_urlencoded::parse(&body).find(|(k, _)| k == name).map(|(_, v)| v.into_owned());
    if let Some(id) = field("withdraw") {
        let id = ImportId::parse(&id).or_not_found(&here)?;
        site_lists::withdraw(&app.store, &id, &actor.signature(), app.now()).await.or_ours(&here)?;
        app.refresh_sites().await.or_ours(&here)?;
        return Ok(Redirect::to(&here.url("/sites/import")).into_response());
    }
    let sha256 = field("sha256").unwrap_or_default();
    let waiting = site_lists::previewed(&app.store, &sha256).await.or_ours(&here)?;
    let mut view = View::new(&app, &here, &actor).await?;
    match waiting {
        // The preview is gone (a day has passed): the file is asked for again.
        None => view.error = here.t("no-file"),
        Some(read) => {
            let imported = site_lists::import(&app.store, read, &actor.signature(), app.now()).await.or_ours(&here)?;
            app.refresh_sites().await.or_ours(&here)?;
            view = View::new(&app, &here, &actor).await?;
            view.done = view.page.t1("import-done", "n", imported.import.sites);
        }
    }
    html(&here, &view)
}
