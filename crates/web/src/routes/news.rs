//! News and documents to share: files of the program or of a folder, and what those who steer publish; pages, and an Atom feed.

mod export;
pub mod files;
mod form;
mod life;
mod markdown;
mod pages;
mod posts;
mod write;

use crate::accounts::scopes;
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, news_scopes};
use crate::registry::Registry;
use askama::Template;
use atom_syndication::{Entry, Feed, FixedDateTime, Link, Text as AtomText};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::rights::Scope;
use domain::{Date, Source, Text};
use jiff::Timestamp;
use pages::Behind;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, btree_map};

pub fn routes() -> Registry {
    Registry::default()
        .get("/actualites", Action::ReadPublic, list)
        .get("/actualites/atom.xml", Action::ReadPublic, feed)
        .get("/actualites/{id}", Action::ReadPublic, show)
        .get("/actualites/{id}/pieces/{piece}", Action::ReadPublic, life::give)
        .get("/articles", Action::WriteNews, write::list)
        .get("/articles/articles.csv", Action::WriteNews, export::csv)
        .get("/articles/articles.xlsx", Action::WriteNews, export::xlsx)
        .get("/articles/nouveau", Action::WriteNews, write::fresh)
        .post("/articles/nouveau", Action::WriteNews, write::create)
        .get("/articles/{id}", Action::WriteNews, write::show)
        .post("/articles/{id}", Action::WriteNews, write::save)
        .post("/articles/{id}/etat", Action::WriteNews, life::step)
        .post("/articles/{id}/pieces", Action::WriteNews, life::add)
        .post("/articles/{id}/pieces/{piece}", Action::WriteNews, life::act)
        .get("/articles/{id}/retirer", Action::WithdrawNews, life::withdrawal)
        .post("/articles/{id}/retirer", Action::WithdrawNews, life::withdraw)
}

/// Articles looked through by a search.
pub const MOST: u32 = 500;
const MOST_IN_FEED: usize = 50;
const ON_A_PAGE: usize = 50;

/// An article, wherever it was written.
#[derive(Clone)]
pub struct Item {
    /// File name without its extension, or identifier of what was written here.
    pub id: String,
    pub title: Text,
    pub date: Date,
    pub updated: Timestamp,
    pub author: String,
    /// For whom its author writes; absent, everybody.
    pub scope: Option<Scope>,
    /// HTML of each language, from Markdown; raw HTML of the text is not let through.
    pub body: Text,
    pub documents: Vec<Document>,
    pub sources: Vec<Source>,
    /// Written here by somebody of that scope: its sources are what they declare.
    pub posted: bool,
    pub french_only: bool,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Document {
    pub title_fr: String,
    pub title_en: String,
    pub url: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// Scope as rights write it: "region:27".
    portee: String,
    /// Where the page before ended.
    apres: String,
}

impl Ask {
    fn scope(&self, here: &Here) -> Result<Option<Scope>> {
        if self.portee.is_empty() {
            return Ok(None);
        }
        // Nobody writes for one company, nor for an operator in one region: the address would tell its name to everybody.
        let written = |scope: &Scope| !matches!(scope, Scope::OperatorIn { .. } | Scope::Organisation(_));
        let unreadable = || {
            Failure::Bad(
                here.clone(),
                Text::new(
                    format!("portée inconnue : {}. Choisissez-en une dans la liste des actualités.", self.portee),
                    format!("unknown scope: {}. Choose one in the list of news.", self.portee),
                ),
            )
        };
        self.portee.parse::<Scope>().ok().filter(written).map(Some).ok_or_else(unreadable)
    }
}

/// What is published, latest first, without its text, `most` of what was written here.
pub async fn published(app: &App, here: &Here, most: u32) -> Result<Vec<Item>> {
    let mut items: Vec<Item> = app.news.items().to_vec();
    items.extend(posts::published(app, here, &[], None, most, false).await?);
    items.sort_by(|a, b| b.date.cmp(&a.date).then(b.updated.cmp(&a.updated)).then(a.id.cmp(&b.id)));
    Ok(items)
}

/// The name of each scope of these articles.
async fn names<'a>(app: &App, here: &Here, scopes: impl Iterator<Item = &'a Scope>) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for scope in scopes {
        if let btree_map::Entry::Vacant(free) = names.entry(scope.to_string()) {
            free.insert(scopes::name(app, here, scope).await?);
        }
    }
    Ok(names)
}

#[derive(Template)]
#[template(path = "news/list.html")]
struct List {
    page: Page,
    items: Vec<Item>,
    /// Scope as rights write it, and its name.
    names: BTreeMap<String, String>,
    asked: String,
    /// "?portee=…", or nothing.
    query: String,
    /// Query of the next page; empty on the last.
    next: String,
    /// Not the first page.
    later: bool,
    may_write: bool,
}

impl List {
    fn of(&self, item: &Item) -> &str {
        item.scope.as_ref().and_then(|scope| self.names.get(&scope.to_string())).map_or("", |name| name.as_str())
    }
}

async fn list(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let scope = ask.scope(&here)?;
    let behind = Behind::parse(&ask.apres);
    let mut items = pages::page(&app, &here, scope.as_ref(), behind.as_ref(), ON_A_PAGE + 1, false).await?;
    let more = items.len() > ON_A_PAGE;
    items.truncate(ON_A_PAGE);
    let next = items.last().filter(|_| more).map(|last| query([("portee", ask.portee.as_str()), ("apres", &Behind::of(last))]));
    let posted = store::news::scopes(&app.store).await.or_ours(&here)?;
    let files = app.news.items();
    // The one that is asked for can be chosen again, though nothing is written of it yet.
    let all = files.iter().filter_map(|item| item.scope.as_ref()).chain(&posted).chain(scope.as_ref());
    let names = names(&app, &here, all).await?;
    let query = match query([("portee", ask.portee.as_str())]) {
        empty if empty.is_empty() => empty,
        query => format!("?{query}"),
    };
    let page = here.page(Nav::News, here.t("nav-news"));
    let may_write = !news_scopes(&actor).is_empty();
    let next = next.unwrap_or_default();
    html(&here, &List { page, items, names, asked: ask.portee, query, next, later: behind.is_some(), may_write })
}

#[derive(Template)]
#[template(path = "news/show.html")]
struct Show {
    page: Page,
    item: Item,
    link: String,
    /// Where it is from: "Grand Chalon (phase 2)"; empty for everybody.
    scope: String,
    /// Articles of the same scope.
    same: String,
    /// Where whoever asks changes it, or takes it down; empty otherwise.
    change: String,
}

async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let file = app.news.items().iter().find(|i| i.id == id).cloned();
    let item = match file {
        Some(item) => item,
        None => posts::find(&app, &here, &id).await?,
    };
    let (scope, same) = match &item.scope {
        Some(scope) => {
            (scopes::name(&app, &here, scope).await?, format!("/actualites?{}", query([("portee", scope.to_string().as_str())])))
        }
        None => Default::default(),
    };
    let page = here.page(Nav::News, here.x(&item.title));
    let link = format!("{}{}", app.base_url, here.url(&format!("/actualites/{id}")));
    let change = posts::change(&actor, &item);
    html(&here, &Show { page, item, link, scope, same, change })
}

/// Without the characters that no XML holds, which a text pasted from elsewhere may: one of them would break the whole feed.
fn in_xml(text: &str) -> String {
    let held = |c: &char| matches!(c, '\t' | '\n' | '\r') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(held).collect()
}

async fn feed(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response> {
    let address = |path: &str| format!("{}{}", app.base_url, here.url(path));
    let scope = ask.scope(&here)?;
    let asked = query([("portee", ask.portee.as_str())]);
    let asked = if asked.is_empty() { asked } else { format!("?{asked}") };
    let all = pages::page(&app, &here, scope.as_ref(), None, MOST_IN_FEED, true).await?;
    let instant = |at: Timestamp| at.to_string().parse::<FixedDateTime>().or_ours(&here);
    let latest = all.iter().map(|item| item.updated).max();
    let mut entries = vec![];
    for item in &all {
        let link = address(&format!("/actualites/{}", item.id));
        let text = item.body.get(here.lang);
        let text = if item.posted { markdown::html(text) } else { text.to_owned() };
        let mut entry = Entry::default();
        entry.set_title(AtomText::plain(in_xml(item.title.get(here.lang))));
        entry.set_id(link.clone());
        entry.set_updated(instant(item.updated)?);
        entry.set_authors(vec![atom_syndication::Person { name: in_xml(&item.author), ..Default::default() }]);
        entry.set_summary(Some(AtomText::html(in_xml(&text))));
        entry.set_links(vec![Link { href: link, ..Link::default() }]);
        entries.push(entry);
    }
    let title = match &scope {
        Some(scope) => format!("Rebond – {}", scopes::name(&app, &here, scope).await?),
        None => "Rebond".to_owned(),
    };
    let mut feed = Feed::default();
    feed.set_title(title);
    feed.set_id(address(&format!("/actualites{asked}")));
    feed.set_lang(Some(here.lang.code().to_owned()));
    if let Some(latest) = latest {
        feed.set_updated(instant(latest)?);
    }
    feed.set_links(vec![Link { href: address(&format!("/actualites/atom.xml{asked}")), rel: "self".into(), ..Link::default() }]);
    feed.set_authors(vec![atom_syndication::Person { name: "Rebond".into(), ..Default::default() }]);
    feed.set_entries(entries);
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.to_string()).into_response())
}
