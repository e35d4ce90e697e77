//! Where those who steer write: their articles in every state, a draft, its text in one or two languages.

use super::form::{Errors, filled, read, summary, text};
use super::{markdown, posts};
use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, news_scopes};
use crate::routes::attachments::Shown;
use crate::routes::contracts::place::names;
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::rights::Scope;
use domain::{Date, Text};
use serde::Deserialize;
use store::attachments::{self, Attachment};
use store::idempotency::Key;
use store::news::{self, Act, After, Kept, State as Stands, object};

/// Articles of one scope shown at once.
const ON_A_PAGE: u32 = 50;

pub struct Line {
    id: String,
    title: String,
    date: Date,
    state: String,
}

#[derive(Template)]
#[template(path = "news/articles.html")]
struct Articles {
    page: Page,
    groups: Vec<Group>,
}

/// The articles of one scope.
pub struct Group {
    /// As rights write it.
    scope: String,
    name: String,
    lines: Vec<Line>,
    /// Query of the next page; empty on the last.
    next: String,
    /// Not the first page.
    later: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Listed {
    /// Scope whose page follows: the others are not shown.
    portee: String,
    /// Where the page before ended.
    apres: String,
}

/// Of somebody who writes the news of no scope.
pub fn nothing(here: &Here) -> Failure {
    let why = Text::new(
        "Écrivent ici l’État, les régions, les opérateurs et les chefs de projet, pour ce qu’ils pilotent.",
        "The State, regions, operators and project leads write here, for what they steer.",
    );
    Failure::Refused(here.clone(), why)
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, Asked(asked): Asked<Listed>) -> Result<Response> {
    let mut scopes = news_scopes(&actor);
    if scopes.is_empty() {
        return Err(nothing(&here));
    }
    let page = here.page(Nav::News, here.t("articles-title")).private();
    let after = After::parse(&asked.apres);
    if after.is_some() {
        scopes.retain(|scope| scope.to_string() == asked.portee);
    }
    let mut groups = vec![];
    for scope in scopes {
        let kept = news::of_scope(&app.store, &scope, after.as_ref(), ON_A_PAGE + 1).await;
        let mut kept = kept.or_ours(&here)?;
        let more = kept.len() > ON_A_PAGE as usize;
        kept.truncate(ON_A_PAGE as usize);
        let told = scope.to_string();
        let next = kept.last().filter(|_| more).map(|last| query([("portee", told.as_str()), ("apres", &After::of(last).to_string())]));
        let line = |k: Kept| Line { id: k.id.to_string(), title: k.article.title_fr, date: k.article.dated, state: stands(&page, k.state) };
        let (name, next, lines) =
            (scopes::name(&app, &here, &scope).await?, next.unwrap_or_default(), kept.into_iter().map(line).collect());
        groups.push(Group { scope: told, name, lines, next, later: after.is_some() });
    }
    answer::private(&here, StatusCode::OK, &Articles { page, groups })
}

pub fn stands(page: &Page, state: Stands) -> String {
    page.t(match state {
        Stands::Draft => "article-draft",
        Stands::Published => "article-published",
        Stands::Withdrawn => "article-withdrawn",
    })
}

#[derive(Template)]
#[template(path = "news/new.html")]
struct New {
    page: Page,
    /// (scope as rights write it, its name)
    scopes: Vec<(String, String)>,
    values: Typed,
    errors: Errors,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Start {
    /// Scope that is chosen at first.
    portee: String,
}

pub async fn fresh(State(app): State<App>, here: Here, actor: Actor, Asked(start): Asked<Start>) -> Result<Response> {
    let signed = actor.person().map(|person| person.name.clone()).unwrap_or_default();
    let values = [
        ("portee", start.portee),
        ("dated", app.today().to_string()),
        ("signed", signed),
        ("key", store::Token::random().expose().to_owned()),
    ];
    begin(&app, &here, &actor, values.map(|(name, value)| (name.to_owned(), value)).into(), vec![]).await
}

async fn begin(app: &App, here: &Here, actor: &Actor, values: Typed, errors: Errors) -> Result<Response> {
    let mut scopes = vec![];
    for scope in news_scopes(actor) {
        scopes.push((scope.to_string(), scopes::name(app, here, &scope).await?));
    }
    if scopes.is_empty() {
        return Err(nothing(here));
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = here.page(Nav::News, here.t("article-new")).private();
    answer::private(here, status, &New { page, scopes, values, errors })
}

pub async fn create(State(app): State<App>, here: Here, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let values = typed(&body);
    let own = news_scopes(&actor);
    let wanted = text(&values, "portee").parse::<Scope>().ok();
    // What is written for another scope than one's own is refused, whatever the form says.
    let scope = match (wanted, own.first()) {
        (_, None) => return Err(nothing(&here)),
        (Some(scope), _) if !own.contains(&scope) => return Err(nothing(&here)),
        (Some(scope), _) => scope,
        (None, _) => return begin(&app, &here, &actor, values, vec![("portee", here.t("form-required"))]).await,
    };
    let article = match read(&here, scope, &values, app.today()) {
        Ok(article) => article,
        Err(errors) => return begin(&app, &here, &actor, values, errors).await,
    };
    let key = values.get("key").filter(|key| !key.is_empty()).map(|key| Key::new(key));
    let id = news::add(&app.store, &article, &actor.signature(), key.as_ref(), app.now()).await.or_stored(&here)?;
    Ok(Redirect::to(&here.url(&format!("/articles/{id}?fait=ok"))).into_response())
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Told {
    /// "ok" after the article was written.
    fait: String,
}

pub struct Step {
    when: String,
    who: String,
    what: String,
}

#[derive(Template)]
#[template(path = "news/article.html")]
struct Show {
    page: Page,
    kept: Kept,
    scope: String,
    state: String,
    values: Typed,
    errors: Errors,
    flash: bool,
    /// (language, title, HTML) as it is kept.
    seen: Vec<(&'static str, String, String)>,
    files: Vec<Shown>,
    removed: Vec<Shown>,
    steps: Vec<Step>,
}

impl Show {
    fn is(&self, state: &str) -> bool {
        self.kept.state.code() == state
    }
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str()).unwrap_or_default()
    }
    fn summary(&self) -> Errors {
        summary(&self.page.here, &self.errors)
    }
}

impl New {
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str()).unwrap_or_default()
    }
    fn summary(&self) -> Errors {
        summary(&self.page.here, &self.errors)
    }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(told): Asked<Told>) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WriteNews).await?;
    let values = filled(&kept);
    page(&app, &here, kept, values, vec![], told.fait == "ok").await
}

pub async fn save(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let kept = posts::written(&app, &here, &actor, &id, Action::WriteNews).await?;
    let values = typed(&body);
    let article = match read(&here, kept.article.scope.clone(), &values, app.today()) {
        Ok(article) => article,
        Err(errors) => return page(&app, &here, kept, values, errors, false).await,
    };
    let expected = text(&values, "version").parse().unwrap_or(0);
    let done = news::change(&app.store, &kept.id, expected, &article, &actor.signature(), app.now()).await;
    match done.or_stored(&here)? {
        true => Ok(Redirect::to(&here.url(&format!("/articles/{id}?fait=ok"))).into_response()),
        false => moved(&app, &here, kept, values).await,
    }
}

/// Somebody changed it in between: what was typed is still in the form, what is kept now is below it.
async fn moved(app: &App, here: &Here, kept: Kept, mut values: Typed) -> Result<Response> {
    let kept = posts::kept(app, here, kept.id.as_str()).await?;
    values.insert("version".to_owned(), kept.version.to_string());
    page(app, here, kept, values, vec![("title_fr", here.t("article-moved"))], false).await
}

/// The article as it is kept, with what is wrong in what was just asked of it.
pub async fn again(app: &App, here: &Here, id: &str, errors: Errors) -> Result<Response> {
    let kept = posts::kept(app, here, id).await?;
    let values = filled(&kept);
    page(app, here, kept, values, errors, false).await
}

async fn page(app: &App, here: &Here, kept: Kept, values: Typed, errors: Errors, flash: bool) -> Result<Response> {
    let page = here.page(Nav::News, here.t("article-title")).private();
    let files = attachments::of_object(&app.store, &object(&kept.id)).await.or_ours(here)?;
    let file = |f: &Attachment| Shown::of(&page, f);
    let of = |removed: bool| files.iter().filter(|f| f.removed_at.is_some() == removed).map(file).collect::<Vec<_>>();
    let past = news::past(&app.store, &kept.id).await.or_ours(here)?;
    let names = names(app, here, past.iter().map(|p| p.author.as_str())).await?;
    let step = |p: news::Past| Step {
        when: page.moment(&p.at),
        who: names.get(&p.author).cloned().unwrap_or_default(),
        what: page.t(match p.act {
            Act::Write => "article-did-write",
            Act::Publish => "article-did-publish",
            Act::Withdraw => "article-did-withdraw",
            Act::Reopen => "article-did-reopen",
        }),
    };
    let a = &kept.article;
    let mut seen = vec![("fr", a.title_fr.clone(), markdown::html(&a.body_fr))];
    if !a.title_en.is_empty() {
        seen.push(("en", a.title_en.clone(), markdown::html(&a.body_en)));
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = Show {
        scope: scopes::name(app, here, &kept.article.scope).await?,
        state: stands(&page, kept.state),
        files: of(false),
        removed: of(true),
        steps: past.into_iter().map(step).collect(),
        page,
        kept,
        values,
        errors,
        flash,
        seen,
    };
    answer::private(here, status, &view)
}
