//! News and documents to share: Markdown files of the repository, pages, and an Atom feed.

use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use askama::Template;
use atom_syndication::{Entry, Feed, FixedDateTime, Link, Text as AtomText};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Date, Source, Text};
use include_dir::{Dir, include_dir};
use schemars::JsonSchema;
use serde::Deserialize;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../news");

pub fn routes() -> Registry {
    Registry::default().get("/actualites", Action::ReadPublic, list).get("/actualites/atom.xml", Action::ReadPublic, feed).get(
        "/actualites/{id}",
        Action::ReadPublic,
        show,
    )
}

pub struct Item {
    /// File name without its extension: "2020-07-20-pack-rebond".
    pub id: String,
    pub title: Text,
    pub date: Date,
    pub author: String,
    /// HTML of each language, from Markdown; raw HTML of the file is not let through.
    pub body: Text,
    pub documents: Vec<Document>,
    pub sources: Vec<Source>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Document {
    pub title_fr: String,
    pub title_en: String,
    pub url: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Front {
    title_fr: String,
    title_en: String,
    #[schemars(with = "String", extend("format" = "date"))]
    date: Date,
    author: String,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    sources: Vec<Source>,
}

/// The embedded items, latest first. A file that cannot be read stops the start: a test reads them all.
pub fn read() -> Result<Vec<Item>, String> {
    let mut items = FILES
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "md"))
        .map(|f| {
            let id = f.path().file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
            parse(&id, f.contents_utf8().unwrap_or_default()).map_err(|why| format!("news/{id}.md : {why}"))
        })
        .collect::<Result<Vec<Item>, String>>()?;
    items.sort_by(|a, b| b.date.cmp(&a.date).then(a.id.cmp(&b.id)));
    Ok(items)
}

fn parse(id: &str, text: &str) -> Result<Item, String> {
    let mut parts = text.splitn(3, "+++\n");
    let (Some(""), Some(front), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("an item begins with its front matter between two lines of +++".into());
    };
    let read = programmes::read::<Front>(id, front);
    let front = read.value.ok_or_else(|| read.problems.iter().map(|p| p.show(domain::Lang::Fr)).collect::<Vec<_>>().join("\n"))?;
    let (fr, en) = body.split_once("<!-- en -->").ok_or("the French text is followed by <!-- en --> and the English text")?;
    let markdown = |text: &str| comrak::markdown_to_html(text, &comrak::Options::default());
    Ok(Item {
        id: id.to_owned(),
        title: Text::new(front.title_fr, front.title_en),
        date: front.date,
        author: front.author,
        body: Text::new(markdown(fr), markdown(en)),
        documents: front.documents,
        sources: front.sources,
    })
}

#[derive(Template)]
#[template(path = "news/list.html")]
struct List<'a> {
    page: Page,
    items: &'a [Item],
}

async fn list(State(app): State<App>, here: Here) -> Result<Response, Failure> {
    let page = here.page(Nav::News, here.t("nav-news"));
    html(&here, &List { page, items: &app.news })
}

#[derive(Template)]
#[template(path = "news/show.html")]
struct Show<'a> {
    page: Page,
    item: &'a Item,
    link: String,
}

async fn show(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Response, Failure> {
    let item = app.news.iter().find(|i| i.id == id).ok_or_else(|| Failure::NotFound(here.clone()))?;
    let page = here.page(Nav::News, item.title.get(here.lang));
    let link = format!("{}{}", app.base_url, here.url(&format!("/actualites/{id}")));
    html(&here, &Show { page, item, link })
}

async fn feed(State(app): State<App>, here: Here) -> Result<Response, Failure> {
    let address = |path: &str| format!("{}{}", app.base_url, here.url(path));
    let noon = |date: Date| format!("{date}T12:00:00Z").parse::<FixedDateTime>();
    let mut entries = vec![];
    for item in &app.news {
        let link = address(&format!("/actualites/{}", item.id));
        let mut entry = Entry::default();
        entry.set_title(AtomText::plain(item.title.get(here.lang)));
        entry.set_id(link.clone());
        entry.set_updated(noon(item.date).map_err(|e| Failure::ours(&here, e))?);
        entry.set_summary(Some(AtomText::html(item.body.get(here.lang))));
        entry.set_links(vec![Link { href: link, ..Link::default() }]);
        entries.push(entry);
    }
    let mut feed = Feed::default();
    feed.set_title("Rebond");
    feed.set_id(address("/actualites"));
    feed.set_lang(Some(here.lang.code().to_owned()));
    if let Some(latest) = app.news.first() {
        feed.set_updated(noon(latest.date).map_err(|e| Failure::ours(&here, e))?);
    }
    feed.set_links(vec![Link { href: address("/actualites/atom.xml"), rel: "self".into(), ..Link::default() }]);
    feed.set_authors(vec![atom_syndication::Person { name: "Rebond".into(), ..Default::default() }]);
    feed.set_entries(entries);
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.to_string()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_of_the_repository_is_read_in_both_languages() {
        let items = read().expect("news files");
        assert!(!items.is_empty());
        for item in items {
            assert!(!item.body.fr.trim().is_empty() && !item.body.en.trim().is_empty(), "{}", item.id);
            assert!(!item.sources.is_empty(), "{} tells no source", item.id);
        }
    }

    #[test]
    fn raw_html_in_a_file_is_not_let_through() {
        let item = parse("x", "+++\ntitle_fr = \"a\"\ntitle_en = \"b\"\ndate = \"2020-07-20\"\nauthor = \"r\"\n+++\n<script>alert(1)</script>\n<!-- en -->\nhello\n").expect("an item");
        assert!(!item.body.fr.contains("<script"), "{}", item.body.fr);
    }
}
