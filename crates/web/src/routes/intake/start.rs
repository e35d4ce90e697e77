//! A file is given; the imports of the contract are listed, so that one left is found again.

use super::found::{Found, say_state};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{Held, names, opened};
use crate::table;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, OriginalUri, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Lang, Text};
use store::sheet_imports::{self, Given, SheetImport, State as Stage};

struct Line {
    path: String,
    file: String,
    when: String,
    /// The same, for files.
    instant: String,
    who: String,
    state: String,
    rows: Option<String>,
}

#[derive(Template)]
#[template(path = "intake/start.html")]
struct Start<'a> {
    page: Page,
    held: Held<'a>,
    /// What is wrong with the file, and how to mend it.
    error: Option<(String, String)>,
    lines: Vec<Line>,
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    page(&app, &here, held, None).await
}

/// `import.csv` and `.xlsx`: the imports of the contract, as the page lists them.
pub async fn file(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let page = here.page(Nav::Territories, here.t("intake-title"));
    let heads = match here.lang {
        Lang::Fr => ["fichier", "donne_a", "par", "etat", "fiches"],
        Lang::En => ["file", "given_at", "by", "state", "sheets"],
    };
    let row = |line: Line| [line.file, line.instant, line.who, line.state, line.rows.unwrap_or_default()];
    let rows: Vec<[String; 5]> = lines(&app, &here, &page, &held).await?.into_iter().map(row).collect();
    let name = if uri.path().ends_with(".xlsx") { "import.xlsx" } else { "import.csv" };
    table::answer_columns(&here, name, &here.t("intake-list"), &heads, &rows, &[])
}

async fn lines(app: &App, here: &Here, page: &Page, held: &Held<'_>) -> Result<Vec<Line>> {
    let imports = sheet_imports::of_contract(&app.store, held.place.phase, &held.place.code).await.or_ours(here)?;
    let names = names(app, here, imports.iter().map(|i| i.author.as_str())).await?;
    let line = |i: SheetImport| Line {
        path: format!("{}/import/{}", held.path(), i.id),
        instant: i.created_at.to_string(),
        when: page.short_date(&domain::calendar::paris_time(i.created_at).date()),
        who: names.get(&i.author).cloned().unwrap_or_default(),
        state: say_state(page, i.state),
        rows: match i.state {
            Stage::Done | Stage::Undone => serde_json::from_str::<Found>(&i.result).ok().map(|found| found.summary(page)),
            _ => None,
        },
        file: i.file.name,
    };
    Ok(imports.into_iter().map(line).collect())
}

async fn page(app: &App, here: &Here, held: Held<'_>, error: Option<(Text, Text)>) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("intake-title")).private();
    let lines = lines(app, here, &page, &held).await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let error = error.map(|(what, mend)| (page.x(&what), page.x(&mend)));
    answer::private(here, status, &Start { page, held, error, lines })
}

pub async fn give(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    // First the right, then the form.
    let mut parts = parts.map_err(|e| Failure::unread(&here, e.status()))?;
    let bad = |e: axum::extract::multipart::MultipartError| Failure::unread(&here, e.status());
    let (mut name, mut bytes) = (String::new(), axum::body::Bytes::new());
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        if part.name() == Some("file") {
            name = crate::upload::clean_name(part.file_name().unwrap_or_default());
            bytes = part.bytes().await.map_err(bad)?;
        }
    }
    if bytes.is_empty() {
        let none = Text::each(|lang| crate::i18n::say(lang, "no-file", &[]));
        return page(&app, &here, held, Some((none, Text::default()))).await;
    }
    let looked = bytes.clone();
    let read = tokio::task::spawn_blocking(move || tabular::tables(&looked).map(|tables| tables.first().map_or("", |t| t.encoding)));
    let encoding = match read.await.or_ours(&here)? {
        Ok(encoding) => encoding,
        Err(refusal) => return page(&app, &here, held, Some(refusal)).await,
    };
    let kind = match encoding {
        "xlsx" => crate::upload::Kind::Xlsx.media(),
        "ods" => crate::upload::Kind::Ods.media(),
        _ => crate::upload::Kind::Csv.media(),
    };
    let given = Given { phase, code, name, kind: kind.into(), bytes: bytes.to_vec() };
    let id = sheet_imports::start(&app.store, given, &actor.signature(), app.now()).await.or_ours(&here)?;
    Ok(Redirect::to(&here.url(&format!("{}/import/{id}/colonnes", held.path()))).into_response())
}
