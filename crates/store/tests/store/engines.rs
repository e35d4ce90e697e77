//! Runs a story on SQLite (a file of its own) and on PostgreSQL (a database of its own), with made-up cases.
//!
//! PostgreSQL is never skipped in silence: without `REBOND_TEST_POSTGRES` (the address that `tests/postgres` prints)
//! the tests fail, unless `REBOND_TEST_ENGINES=sqlite` says that half the proof is enough.

use domain::{Datum, Facts, Project, Text, Value};
use jiff::{SignedDuration, Timestamp};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::env;
use std::ops::AsyncFn;
use std::path::Path;
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

/// On stores, opened.
pub async fn on_each_engine(story: impl AsyncFn(Store)) {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("the store opens");
        story(store).await;
    })
    .await;
}

/// On databases whose tables are made, and empty.
pub async fn at_each_place(story: impl AsyncFn(&Place)) {
    at_each_place_in(&env::temp_dir(), story).await;
}

/// The same, with the file of SQLite beside the build and never in memory: for the stories where a server is killed.
pub async fn at_each_place_on_disk(story: impl AsyncFn(&Place)) {
    at_each_place_in(Path::new(env!("CARGO_TARGET_TMPDIR")), story).await;
}

async fn at_each_place_in(folder: &Path, story: impl AsyncFn(&Place)) {
    on_sqlite(folder, &story).await;
    if let Some(server) = postgres_server() {
        let template = with_tables(&server).await;
        on_postgres(server, Some(template), story).await;
    }
}

/// On databases that hold nothing yet, not even a table.
pub async fn at_each_bare_place(story: impl AsyncFn(&Place)) {
    on_sqlite(&env::temp_dir(), &story).await;
    if let Some(server) = postgres_server() {
        on_postgres(server, None, story).await;
    }
}

async fn on_sqlite(folder: &Path, story: &impl AsyncFn(&Place)) {
    let folder = tempfile::tempdir_in(folder).expect("temporary folder");
    let url = format!("sqlite:{}", folder.path().join("rebond.db").display());
    println!("on SQLite");
    story(&Place { url, server: None, folder: Some(folder) }).await;
}

/// A database with every table and nothing in them, made once for all tests of this build: PostgreSQL copies it in a tenth of
/// a second, where the migrations take half a second.
async fn with_tables(server: &str) -> String {
    let built = env::current_exe().and_then(std::fs::metadata).and_then(|m| m.modified()).expect("the date of the tests");
    let built = built.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_micros();
    let (name, making) = (format!("rebond_tables_{built}"), format!("rebond_tables_{built}_making"));
    let mut admin = PgConnection::connect(server).await.expect("REBOND_TEST_POSTGRES answers");
    let sql = async |admin: &mut PgConnection, sql: String| {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(admin).await.expect("databases can be created")
    };
    // Held until the connection ends: the first test makes it, those that come meanwhile wait.
    sqlx::raw_sql("SELECT pg_advisory_lock(20200715)").execute(&mut admin).await.expect("a lock");
    let known = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&name).fetch_optional(&mut admin).await;
    if known.expect("the list of databases").is_none() {
        sql(&mut admin, format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await;
        sql(&mut admin, format!("CREATE DATABASE {making}")).await;
        let (base, _) = server.rsplit_once('/').expect("REBOND_TEST_POSTGRES ends with /database");
        drop(Store::open(&format!("{base}/{making}")).await.expect("the store opens"));
        // Under its name only once it is whole, and nobody is in it.
        sql(&mut admin, format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{making}'")).await;
        sql(&mut admin, format!("ALTER DATABASE {making} RENAME TO {name}")).await;
    }
    name
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

async fn on_postgres(server: String, template: Option<String>, story: impl AsyncFn(&Place)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let database = format!("rebond_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&server).await.expect("REBOND_TEST_POSTGRES answers");
    // What a killed run left behind under the same process number.
    let template = template.map_or_else(String::new, |template| format!(" TEMPLATE {template}"));
    for sql in [format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"), format!("CREATE DATABASE {database}{template}")] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.expect("databases can be created");
    }
    let (base, _) = server.rsplit_once('/').expect("REBOND_TEST_POSTGRES ends with /database");
    let url = format!("{base}/{database}");
    println!("on PostgreSQL");
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
