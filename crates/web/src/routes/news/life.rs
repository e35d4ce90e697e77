//! What becomes of an article: published, withdrawn, taken up again; and its documents, read by those who read it.

use super::{posts, write};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::routes::attachments::{Kept as Added, act as act_on, download, keep, piece};
use crate::routes::projects::form::typed;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::news::{self, Act, Kept, State as Stands, object};

pub async fn step(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WriteNews).await?;
    match done(&app, &here, &actor, &kept, &body, &[Act::Publish, Act::Withdraw, Act::Reopen]).await? {
        true => Ok(Redirect::to(&here.url(&format!("/articles/{id}?fait=ok"))).into_response()),
        false => write::again(&app, &here, &id, vec![("etat", here.t("article-moved"))]).await,
    }
}

async fn done(app: &App, here: &Here, actor: &Actor, kept: &Kept, body: &[u8], allowed: &[Act]) -> Result<bool> {
    let typed = typed(body);
    let get = |name: &str| typed.get(name).map(|v| v.trim()).unwrap_or_default();
    let Some(act) = Act::parse(get("do")).filter(|act| allowed.contains(act)) else { return Ok(false) };
    let expected = get("version").parse().unwrap_or(0);
    news::act(&app.store, &kept.id, expected, act, &actor.signature(), app.now()).await.or_stored(here)
}

#[derive(Template)]
#[template(path = "news/withdraw.html")]
struct Withdrawal {
    page: Page,
    /// Empty for a draft, which is its author’s alone.
    title: String,
    version: i64,
    published: bool,
    moved: bool,
}

pub async fn withdrawal(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WithdrawNews).await?;
    asked(&here, kept, false)
}

fn asked(here: &Here, kept: Kept, moved: bool) -> Result<Response> {
    let title = if kept.state == Stands::Draft { String::new() } else { kept.article.title_fr };
    let page = here.page(Nav::News, here.t("article-withdraw")).private();
    let status = if moved { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer::private(here, status, &Withdrawal { page, title, version: kept.version, published: kept.state == Stands::Published, moved })
}

pub async fn withdraw(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WithdrawNews).await?;
    if done(&app, &here, &actor, &kept, &body, &[Act::Withdraw]).await? {
        return Ok(Redirect::to(&here.url("/actualites")).into_response());
    }
    asked(&here, posts::kept(&app, &here, &id).await?, true)
}

pub async fn add(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(id): At<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WriteNews).await?;
    // First the right, then the form.
    let mut parts = parts.map_err(|e| Failure::unread(&here, e.status()))?;
    // Each scope has a quota of its own for its news.
    let owner = format!("news:{}", kept.article.scope);
    match keep(&app, &here, &actor, &object(&kept.id), &owner, &mut parts).await? {
        Added::Added | Added::Same => Ok(Redirect::to(&here.url(&format!("/articles/{id}#pieces"))).into_response()),
        Added::Refused(what, mend) => {
            let why = [what, mend].map(|text| here.x(&text)).join(" ");
            write::again(&app, &here, &id, vec![("file", why.trim().to_owned())]).await
        }
    }
}

pub async fn act(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, wanted)): At<(String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WriteNews).await?;
    let found = piece(&app, &here, &object(&kept.id), &wanted).await?;
    act_on(&app, &here, &actor, &found, &body).await?;
    Ok(Redirect::to(&here.url(&format!("/articles/{id}#pieces"))).into_response())
}

/// A document, for everybody while its article is published; for its authors in every state.
pub async fn give(State(app): State<App>, here: Here, actor: Actor, At((id, wanted)): At<(String, String)>) -> Result<Response> {
    let kept = posts::kept(&app, &here, &id).await?;
    if kept.state != Stands::Published && !can(&actor, Action::WriteNews, &Object::News(kept.article.scope.clone())) {
        return Err(Failure::NotFound(here));
    }
    let found = piece(&app, &here, &object(&kept.id), &wanted).await?;
    download(&app, &here, &found).await
}
