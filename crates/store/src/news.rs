//! Articles written here by those who steer: draft, published, withdrawn. Every state is kept, and each act is in the audit.

use crate::conn::{Cell, Conn, Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::sheets::day;
use crate::{ArticleId, Store, StoreError, audit};
use domain::rights::Scope;
use domain::{Date, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What its author writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    pub scope: Scope,
    pub title_fr: String,
    /// Empty, with its text, when the article is in French alone.
    pub title_en: String,
    /// Markdown.
    pub body_fr: String,
    pub body_en: String,
    pub dated: Date,
    /// Who signs, as readers see it.
    pub signed: String,
    pub sources: Vec<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Published,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 3] = [State::Draft, State::Published, State::Withdrawn];
    pub fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Published => "published",
            State::Withdrawn => "withdrawn",
        }
    }
    pub fn parse(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Write,
    Publish,
    Withdraw,
    /// What was withdrawn becomes a draft again.
    Reopen,
}

impl Act {
    pub const ALL: [Act; 4] = [Act::Write, Act::Publish, Act::Withdraw, Act::Reopen];
    pub fn code(self) -> &'static str {
        match self {
            Act::Write => "write",
            Act::Publish => "publish",
            Act::Withdraw => "withdraw",
            Act::Reopen => "reopen",
        }
    }
    pub fn parse(code: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }
    /// What the article becomes, from each state where the act can be done.
    pub fn leads(self, from: State) -> Option<State> {
        match (self, from) {
            (Act::Write, State::Draft | State::Published) => Some(from),
            (Act::Publish, State::Draft) => Some(State::Published),
            (Act::Withdraw, State::Published) => Some(State::Withdrawn),
            (Act::Reopen, State::Withdrawn) => Some(State::Draft),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: ArticleId,
    pub article: Article,
    pub state: State,
    /// From 1; send it back with the next act.
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
}

/// One act on an article, with what it said then.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub version: i64,
    pub act: Act,
    pub article: Article,
    pub author: String,
    pub at: Timestamp,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, scope, state, title_fr, title_en, body_fr, body_en, dated, signed, sources, version, author, at \
             FROM news_article WHERE ",
            $end
        )
    };
}
const BY_ID: &str = select!("id = $1");
/// `$1`: scopes between bars, every one when empty.
const PUBLISHED: &str = select!(
    "state = 'published' AND ($1 = '' OR $1 LIKE '%|' || scope || '|%') AND (dated, id) < ($2, $3) ORDER BY dated DESC, id DESC LIMIT $4"
);
const SCOPES: &str = "SELECT DISTINCT scope FROM news_article WHERE state = 'published' ORDER BY scope";
const OF_SCOPE: &str = select!("scope = $1 AND (dated, id) < ($2, $3) ORDER BY dated DESC, id DESC LIMIT $4");
const ADD: &str = "INSERT INTO news_article (id, scope, state, title_fr, title_en, body_fr, body_en, dated, signed, sources, version, author, at) \
     VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, 1, $10, $11)";
/// The guard: an act on a version that somebody changed since touches nothing.
const CHANGE: &str = "UPDATE news_article SET state = $3, title_fr = $4, title_en = $5, body_fr = $6, body_en = $7, dated = $8, signed = $9, \
     sources = $10, version = version + 1, author = $11, at = $12 WHERE id = $1 AND version = $2";
const ADD_VERSION: &str =
    "INSERT INTO news_article_version (article_id, version, act, article, author, at) VALUES ($1, $2, $3, $4, $5, $6)";
const PAST: &str = "SELECT version, act, article, author, at FROM news_article_version WHERE article_id = $1 ORDER BY version DESC";

/// Begins a draft. With a `key`, a retry gives the same one.
pub async fn add(store: &Store, article: &Article, author: &str, key: Option<&Key>, now: Timestamp) -> Result<ArticleId> {
    let (article, author, text) = (article.clone(), author.to_owned(), to_json("article", article)?);
    let request = key.map(|key| Request::new(key, &format!("news.add:{author}"), &[&text]));
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return ArticleId::parse(&answer).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let id = ArticleId::fresh(now);
                let mut cells = cells![id.as_str(), article.scope.to_string()];
                cells.extend(content(&article, &author, now)?);
                conn.execute(ADD, cells).await?;
                keep(conn, &id, 1, Act::Write, &article, &author, now).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(id)
            })
        })
        .await
}

/// Writes an article that stands at version `expected`; its scope stays. False when it does not stand so, or is withdrawn.
pub async fn change(store: &Store, id: &ArticleId, expected: i64, article: &Article, author: &str, now: Timestamp) -> Result<bool> {
    done(store, id, expected, Act::Write, Some(article.clone()), author, now).await
}

/// Publishes, withdraws or takes up again. False when it does not stand at that version, or cannot become that.
pub async fn act(store: &Store, id: &ArticleId, expected: i64, act: Act, author: &str, now: Timestamp) -> Result<bool> {
    done(store, id, expected, act, None, author, now).await
}

async fn done(
    store: &Store,
    id: &ArticleId,
    expected: i64,
    act: Act,
    written: Option<Article>,
    author: &str,
    now: Timestamp,
) -> Result<bool> {
    let (id, author) = (id.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(kept) = conn.row(BY_ID, cells![id.as_str()], read).await? else { return Ok(false) };
                let Some(state) = act.leads(kept.state) else { return Ok(false) };
                let scope = kept.article.scope.clone();
                let article = Article { scope, ..written.unwrap_or(kept.article) };
                let mut cells = cells![id.as_str(), expected, state.code()];
                cells.extend(content(&article, &author, now)?);
                let done = conn.execute(CHANGE, cells).await? == 1;
                if done {
                    keep(conn, &id, expected + 1, act, &article, &author, now).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// What a draft and a change write alike, after what tells them apart.
fn content(article: &Article, author: &str, now: Timestamp) -> Result<Vec<Cell>> {
    let Article { title_fr, title_en, body_fr, body_en, dated, signed, sources, .. } = article;
    Ok(cells![title_fr, title_en, body_fr, body_en, dated.to_string(), signed, to_json("sources", sources)?, author, now])
}

async fn keep(conn: &mut Conn, id: &ArticleId, version: i64, act: Act, article: &Article, author: &str, now: Timestamp) -> Result<()> {
    conn.execute(ADD_VERSION, cells![id.as_str(), version, act.code(), to_json("article", article)?, author, now]).await?;
    let detail = json!({ "scope": article.scope.to_string(), "version": version, "title": article.title_fr });
    audit::append(conn, now, author, &format!("news.{}", act.code()), &object(id), detail).await
}

/// Of whom its files and its audit are: "news:ID".
pub fn object(id: &ArticleId) -> String {
    format!("news:{id}")
}

pub async fn find(store: &Store, id: &ArticleId) -> Result<Option<Kept>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// Where a page ends, the latest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    pub dated: Date,
    /// None: the whole day is behind.
    pub id: Option<ArticleId>,
}

impl After {
    pub fn of(kept: &Kept) -> After {
        After { dated: kept.article.dated, id: Some(kept.id.clone()) }
    }
    /// None for what no page gave.
    pub fn parse(text: &str) -> Option<After> {
        let (dated, id) = text.split_once('.')?;
        Some(After { dated: dated.parse().ok()?, id: Some(ArticleId::parse(id)?) })
    }
    /// The date and the identifier that what follows comes before.
    fn bounds(after: Option<&After>) -> (String, String) {
        match after {
            Some(After { dated, id }) => (dated.to_string(), id.as_ref().map(ArticleId::to_string).unwrap_or_default()),
            None => ("9999-99-99".to_owned(), String::new()),
        }
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.dated, self.id.as_ref().map_or("", ArticleId::as_str))
    }
}

/// What everybody reads of these scopes, of every one when none is named; latest first, at most so many after the page before.
pub async fn published(store: &Store, scopes: &[Scope], after: Option<&After>, most: u32) -> Result<Vec<Kept>> {
    let (dated, id) = After::bounds(after);
    let listed = match scopes {
        [] => String::new(),
        scopes => scopes.iter().fold("|".to_owned(), |all, scope| format!("{all}{scope}|")),
    };
    store.reader().await?.rows(PUBLISHED, cells![listed, dated, id, i64::from(most)], read).await
}

/// The scopes of which something is published.
pub async fn scopes(store: &Store) -> Result<Vec<Scope>> {
    let read = |row: &Row| row.text("scope")?.parse::<Scope>().map_err(|error| StoreError::unreadable("scope", error));
    store.reader().await?.rows(SCOPES, vec![], read).await
}

/// The articles of a scope in every state, latest first, at most so many after the page before.
pub async fn of_scope(store: &Store, scope: &Scope, after: Option<&After>, most: u32) -> Result<Vec<Kept>> {
    let (dated, id) = After::bounds(after);
    store.reader().await?.rows(OF_SCOPE, cells![scope.to_string(), dated, id, i64::from(most)], read).await
}

/// Every act on an article, latest first.
pub async fn past(store: &Store, id: &ArticleId) -> Result<Vec<Past>> {
    store.reader().await?.rows(PAST, cells![id.as_str()], read_past).await
}

fn read(row: &Row) -> Result<Kept> {
    let (scope, state) = (row.text("scope")?, row.text("state")?);
    Ok(Kept {
        id: ArticleId(row.text("id")?),
        article: Article {
            scope: scope.parse().map_err(|error: String| StoreError::unreadable("scope", error))?,
            title_fr: row.text("title_fr")?,
            title_en: row.text("title_en")?,
            body_fr: row.text("body_fr")?,
            body_en: row.text("body_en")?,
            dated: day(row, "dated")?,
            signed: row.text("signed")?,
            sources: row.json("sources")?,
        },
        state: State::parse(&state).ok_or_else(|| StoreError::unreadable("state", state))?,
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}

fn read_past(row: &Row) -> Result<Past> {
    let act = row.text("act")?;
    Ok(Past {
        version: row.whole("version")?,
        act: Act::parse(&act).ok_or_else(|| StoreError::unreadable("act", act))?,
        article: row.json("article")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}
