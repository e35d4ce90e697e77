//! What a page of the sectors answers while, or because, there is nothing to show: it says what to do.

use crate::app::App;
use crate::error::{Failure, Result, html};
use crate::page::{Here, Nav, Page};
use crate::study::{self, State};
use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::Text;
use factory::sectors::Study;
use std::sync::Arc;
use std::time::Duration;

/// A reader waits this long before being told what is going on.
const PATIENCE: Duration = Duration::from_millis(900);
/// A program can wait; under the limit of every request.
const LONG: Duration = Duration::from_secs(20);
/// Seconds between two looks of a page that waits.
pub const AGAIN: &str = "2";

pub enum Waiting {
    Working(usize),
    Absent,
    Failed(Text),
}

#[derive(Template)]
#[template(path = "sectors/waiting.html")]
struct Wait<'a> {
    page: Page,
    subject: &'a str,
    why: Waiting,
    missing: Vec<Text>,
}

pub async fn state(app: &App) -> State {
    study::within(app, PATIENCE).await
}

/// The study, or the page that stands for it under the name of what was asked.
pub async fn page(app: &App, here: &Here, subject: &str) -> Result<Result<Arc<Study>, Response>> {
    let why = match state(app).await {
        State::Ready(study) => return Ok(Ok(study)),
        State::Absent => Waiting::Absent,
        State::Working(step) => Waiting::Working(step),
        State::Failed(why) => Waiting::Failed(why),
    };
    let again = matches!(why, Waiting::Working(_));
    let view = Wait { page: here.page(Nav::Sectors, subject), subject, why, missing: reference::sectors::missing_without_data() };
    let mut response = html(here, &view)?;
    if again {
        // Works without scripts, and holds no reader who goes elsewhere.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN));
    }
    Ok(Err(response))
}

/// The study for a file or a program, or a refusal that says how to get the data.
pub async fn file(app: &App, here: &Here) -> Result<Arc<Study>> {
    let absent = |text: Text| Failure::Absent(here.clone(), text);
    match study::within(app, LONG).await {
        State::Ready(study) => Ok(study),
        State::Failed(why) => Err(Failure::ours(here, why.en)),
        State::Working(_) => Err(absent(Text::each(|lang| crate::i18n::say(lang, "sectors-file-later", &[])))),
        State::Absent => Err(absent(Text::each(|lang| crate::i18n::say(lang, "sectors-file-none", &[])))),
    }
}
