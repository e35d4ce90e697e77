//! Runs a story on SQLite (a file of its own) and on PostgreSQL (a database of its own), with made-up cases.
//!
//! PostgreSQL is never skipped in silence: without `REBOND_TEST_POSTGRES` (the address that `tests/postgres` prints)
//! the tests fail, unless `REBOND_TEST_ENGINES=sqlite` says that half the proof is enough.

use domain::{Datum, Facts, Project, Text, Value};
use jiff::{SignedDuration, Timestamp};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::env;
use std::ops::AsyncFn;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Store, Token};

/// Where a story takes place: an address that no other story uses.
pub struct Place {
    pub url: String,
    server: Option<(String, String)>,
    folder: Option<tempfile::TempDir>,
}

impl Place {
    pub fn is_sqlite(&self) -> bool {
        self.folder.is_some()
    }
    /// Runs a statement beside the store, as another program would.
    pub async fn tamper(&self, sql: &str) {
        self.try_tampering(sql).await.expect("statement");
    }
    /// One text that PostgreSQL answers, asked beside the store.
    pub async fn one(&self, sql: &str) -> String {
        let mut other = PgConnection::connect(&self.url).await.expect("second PostgreSQL connection");
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut other).await.expect("an answer")
    }
    pub async fn try_tampering(&self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.is_sqlite() {
            let mut other = sqlx::SqliteConnection::connect(&self.url).await.expect("second SQLite connection");
            sqlx::raw_sql(sql).execute(&mut other).await.map(drop)
        } else {
            let mut other = PgConnection::connect(&self.url).await.expect("second PostgreSQL connection");
            sqlx::raw_sql(sql).execute(&mut other).await.map(drop)
        }
    }
}

pub async fn at_each_place(story: impl AsyncFn(&Place)) {
    let folder = tempfile::tempdir().expect("temporary folder");
    let url = format!("sqlite:{}", folder.path().join("rebond.db").display());
    println!("on SQLite");
    story(&Place { url, server: None, folder: Some(folder) }).await;
    if let Some(server) = postgres_server() {
        println!("on PostgreSQL");
        on_postgres(server, story).await;
    }
}

pub async fn on_each_engine(story: impl AsyncFn(Store)) {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("the store opens");
        story(store).await;
    })
    .await;
}

fn postgres_server() -> Option<String> {
    if let Ok(url) = env::var("REBOND_TEST_POSTGRES") {
        return Some(url);
    }
    let only_sqlite = env::var("REBOND_TEST_ENGINES").is_ok_and(|engines| engines == "sqlite");
    assert!(only_sqlite, "PostgreSQL was not exercised: set REBOND_TEST_POSTGRES=$(tests/postgres), or say REBOND_TEST_ENGINES=sqlite");
    println!("PostgreSQL was not exercised (REBOND_TEST_ENGINES=sqlite)");
    None
}

async fn on_postgres(server: String, story: impl AsyncFn(&Place)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let database = format!("rebond_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&server).await.expect("REBOND_TEST_POSTGRES answers");
    // What a killed run left behind under the same process number.
    for sql in [format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"), format!("CREATE DATABASE {database}")] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.expect("databases can be created");
    }
    let (base, _) = server.rsplit_once('/').expect("REBOND_TEST_POSTGRES ends with /database");
    let url = format!("{base}/{database}");
    story(&Place { url, server: Some((server.clone(), database)), folder: None }).await;
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((server, database)) = self.server.take() else { return };
        // A drop cannot wait inside the story's runtime: another thread has its own.
        let erase = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&server).await.expect("REBOND_TEST_POSTGRES answers");
                let sql = format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)");
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.expect("database dropped");
            });
        };
        let _ = std::thread::spawn(erase).join();
    }
}

/// Eight in the morning of 15 September 2020, UTC, plus so many minutes.
pub fn minute(minutes: i64) -> Timestamp {
    let start: Timestamp = "2020-09-15T08:00:00Z".parse().expect("an instant");
    start + SignedDuration::from_mins(minutes)
}

pub fn press_shop() -> Project {
    let mut facts = Facts::default();
    facts.set("project.cost", Datum::declared(Value::Money("12 M€".parse().expect("an amount"))));
    facts.set("holder.headcount", Datum::declared(Value::Number(48.0)));
    Project {
        title: "Atelier d’emboutissage de Champforgeuil".into(),
        summary: Text::new("Relocalisation d’une ligne de presses.", "Bringing a press line back."),
        judged_on: jiff::civil::date(2020, 9, 15),
        facts,
        financing: vec![],
        past_aid: vec![],
        past_aid_complete: false,
        sources: vec![],
    }
}

pub fn with_headcount(headcount: f64) -> Project {
    let mut project = press_shop();
    project.facts.set("holder.headcount", Datum::declared(Value::Number(headcount)));
    project
}

pub async fn created(store: &Store) -> (store::ProjectId, Token) {
    let token = Token::random();
    let id = store::projects::create(store, &token.hash(), &press_shop(), "holder", None, minute(0)).await.expect("created");
    (id, token)
}
