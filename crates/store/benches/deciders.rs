//! Sixty-four people decide at once on a tree of five envelopes: Rebond's ledger beside the plain ways of doing it, on
//! both engines, in one run. It prints a table, and fails when a line of Rebond is over. `tests/bars` runs it.
//!
//!   REBOND_BENCH_POSTGRES=postgres://… cargo bench -p store --bench deciders
//!
//! `REBOND_BENCH_DECISIONS` (10000), `REBOND_BENCH_PLAIN` (2000, for the plain ways, which are slow),
//! `REBOND_BENCH_SEEDS` (1). A server with `fsync=on`, or its figures mean nothing.

use ledger::{AwardId, Entry, EnvelopeId, Kind, Unit};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, SqlitePool};
use std::collections::BTreeMap;
use std::env;
use std::time::{Duration, Instant};
use store::Store;
use store::idempotency::Key;
use store::ledger::{Decided, decide, verify};
use tokio::task::JoinSet;

const DECIDERS: u64 = 64;
const TREE: [(&str, &str); 5] =
    [("etat", ""), ("region-1", "etat"), ("region-2", "etat"), ("territoire-1", "region-1"), ("territoire-2", "region-2")];
/// Asked 900 to 1 700 cents each, 1 300 on average: of 10 000 decisions about 70 % can be taken.
const LEAF: i64 = 4_550_000;

#[derive(Default)]
struct Outcome {
    taken: u64,
    refused: u64,
    errors: u64,
    times: Vec<Duration>,
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn draw(seed: u64, n: u64) -> (usize, i64) {
    let mut z = (seed << 32 | n).wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    (3 + (z % 2) as usize, 900 + (z / 2 % 801) as i64)
}

async fn in_a_crowd<F>(decisions: u64, one: impl Fn(u64) -> F + Clone + Send + 'static) -> (Outcome, Duration)
where
    F: Future<Output = Result<bool, String>> + Send,
{
    let start = Instant::now();
    let mut crowd = JoinSet::new();
    for decider in 0..DECIDERS {
        let one = one.clone();
        crowd.spawn(async move {
            let mut own = Outcome::default();
            for n in (decider..decisions).step_by(DECIDERS as usize) {
                let asked = Instant::now();
                match one(n).await {
                    Ok(true) => own.taken += 1,
                    Ok(false) => own.refused += 1,
                    Err(_) => own.errors += 1,
                }
                own.times.push(asked.elapsed());
            }
            own
        });
    }
    let mut all = Outcome::default();
    while let Some(own) = crowd.join_next().await {
        let own = own.expect("a decider ends");
        all.taken += own.taken;
        all.refused += own.refused;
        all.errors += own.errors;
        all.times.extend(own.times);
    }
    (all, start.elapsed())
}

fn report(way: &str, outcome: (Outcome, Duration), opened: i64, committed: i64) {
    let (mut all, elapsed) = outcome;
    all.times.sort();
    let p99 = all.times.get(all.times.len() * 99 / 100).copied().unwrap_or_default();
    println!(
        "| {way} | {committed} / {opened} | {} | {} | {} | {:.0} | {} ms |",
        (committed - opened).max(0),
        all.refused,
        all.errors,
        (all.taken + all.refused) as f64 / elapsed.as_secs_f64(),
        p99.as_millis()
    );
}

/// The day of every line, at eight: no entry is of a day to come.
const NOW: jiff::Timestamp = jiff::Timestamp::constant(1_600_156_800, 0);

fn entry(on: &str, kind: Kind, amount: i64) -> Entry {
    let date = jiff::civil::date(2020, 9, 15);
    let envelope = EnvelopeId::parse(on).expect("a name");
    Entry { envelope, kind, amount, date, decision: "PV 12".into(), actor: "instructrice".into(), approver: None }
}

async fn rebond(engine: &str, url: &str, seed: u64, decisions: u64) {
    let store = Store::open(url).await.expect("opens");
    let id = |name: &str| EnvelopeId::parse(name).expect("a name");
    let leaf = LEAF * decisions as i64 / 10_000;
    let mut acts = vec![];
    for (name, parent) in TREE {
        let parent = EnvelopeId::parse(parent);
        let amount = if parent.is_none() { 3 * leaf } else { 0 };
        acts.push(entry(
            name,
            Kind::Opening { name: domain::Text::same(name), parent, unit: Unit::Money, four_eyes_from: None, until: None },
            amount,
        ));
    }
    for n in [1, 2] {
        acts.push(entry("etat", Kind::Delegation { to: id(&format!("region-{n}")) }, leaf));
        acts.push(entry(&format!("region-{n}"), Kind::Delegation { to: id(&format!("territoire-{n}")) }, leaf));
    }
    for (n, act) in acts.iter().enumerate() {
        decide(&store, act, &Key::new(&format!("act {n}")), NOW).await.expect("opened");
    }
    let deciding = store.clone();
    let outcome = in_a_crowd(decisions, move |n| {
        let store = deciding.clone();
        async move {
            let (leaf, amount) = draw(seed, n);
            let award = AwardId::parse(&format!("FA-{n}")).expect("a name");
            let schedule = BTreeMap::from([(2020, amount)]);
            let entry = entry(TREE[leaf].0, Kind::Commitment { award, schedule, beneficiary: Some("Banc".into()) }, amount);
            let decided = decide(&store, &entry, &Key::new(&format!("key {n}")), NOW).await;
            decided.map(|decided| matches!(decided, Decided::Written(_))).map_err(|error| error.to_string())
        }
    })
    .await;
    let balances = store::ledger::envelopes(&store).await.expect("read");
    let leaves = balances.iter().filter(|(id, _)| id.as_str().starts_with("territoire"));
    let (opened, committed) = leaves.fold((0, 0), |sum, (_, leaf)| (sum.0 + leaf.opened, sum.1 + leaf.committed));
    verify(&store, None).await.expect("read").expect("the ledger holds");
    let errors = outcome.0.errors;
    report(&format!("{engine} Rebond, seed {seed}"), outcome, opened, committed);
    assert!(committed <= opened && errors == 0, "{engine}, seed {seed}: {committed} of {opened}, {errors} errors");
}

const TABLES: &str = "CREATE TABLE plain_envelope (id BIGINT PRIMARY KEY, opened BIGINT NOT NULL, committed BIGINT NOT NULL CHECK_IT); \
     CREATE TABLE plain_commitment (n BIGINT PRIMARY KEY, envelope BIGINT NOT NULL, amount BIGINT NOT NULL)";

macro_rules! plain {
    ($name:ident, $pool:ty) => {
        /// Reads, checks in the program, writes: `lock` is added to the reading, `guard` to the writing.
        async fn $name(pool: &$pool, begin: Option<&'static str>, lock: &str, guard: bool, seed: u64, n: u64) -> Result<bool, sqlx::Error> {
            let (leaf, amount) = draw(seed, n);
            let mut conn = pool.acquire().await?;
            if let Some(begin) = begin {
                sqlx::raw_sql(begin).execute(&mut *conn).await?;
            }
            let done = async {
                let sql = AssertSqlSafe(format!("SELECT opened, committed FROM plain_envelope WHERE id = $1{lock}"));
                if !guard {
                    let (opened, committed): (i64, i64) = sqlx::query_as(sql).bind(leaf as i64).fetch_one(&mut *conn).await?;
                    if committed + amount > opened {
                        return Ok(false);
                    }
                }
                let sql = if guard {
                    "UPDATE plain_envelope SET committed = committed + $2 WHERE id = $1 AND committed + $2 <= opened"
                } else {
                    "UPDATE plain_envelope SET committed = committed + $2 WHERE id = $1"
                };
                if sqlx::query(sql).bind(leaf as i64).bind(amount).execute(&mut *conn).await?.rows_affected() == 0 {
                    return Ok(false);
                }
                let sql = "INSERT INTO plain_commitment (n, envelope, amount) VALUES ($1, $2, $3)";
                sqlx::query(sql).bind(n as i64).bind(leaf as i64).bind(amount).execute(&mut *conn).await?;
                Ok(true)
            }
            .await;
            if begin.is_some() {
                let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
                sqlx::raw_sql(end).execute(&mut *conn).await?;
            }
            done
        }
    };
}
plain!(on_sqlite, SqlitePool);
plain!(on_postgres, PgPool);

type Sums = (i64, i64);
const SUMS: &str = "SELECT CAST(SUM(e.opened) AS BIGINT), CAST((SELECT SUM(amount) FROM plain_commitment) AS BIGINT) FROM plain_envelope e";

async fn plain_sqlite(folder: &std::path::Path, way: &str, begin: Option<&'static str>, seed: u64, decisions: u64) {
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
    let options = SqliteConnectOptions::new().filename(folder.join(format!("plain-{}.db", way.len()))).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full).busy_timeout(Duration::from_secs(5));
    let pool =
        SqlitePoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(120)).connect_with(options).await.expect("opens");
    sqlx::raw_sql(AssertSqlSafe(TABLES.replace("CHECK_IT", ""))).execute(&pool).await.expect("tables");
    fill(decisions, async |sql| sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.map(|_| ()).expect("envelopes")).await;
    let crowd = pool.clone();
    let outcome = in_a_crowd(decisions, move |n| {
        let pool = crowd.clone();
        async move { on_sqlite(&pool, begin, "", false, seed, n).await.map_err(|error| error.to_string()) }
    })
    .await;
    let (opened, committed): Sums = sqlx::query_as(SUMS).fetch_one(&pool).await.expect("summed");
    report(way, outcome, opened, committed);
}

struct Plain {
    way: &'static str,
    begin: &'static str,
    lock: &'static str,
    guard: bool,
    retry: bool,
}

async fn plain_postgres(url: &str, plain: &'static Plain, seed: u64, decisions: u64) {
    let pool = sqlx::postgres::PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(120))
        .connect(url)
        .await
        .expect("opens");
    let check = if plain.guard { "CHECK (committed <= opened)" } else { "" };
    let tables = format!("DROP TABLE IF EXISTS plain_envelope, plain_commitment; {}", TABLES.replace("CHECK_IT", check));
    sqlx::raw_sql(AssertSqlSafe(tables)).execute(&pool).await.expect("tables");
    fill(decisions, async |sql| sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.map(|_| ()).expect("envelopes")).await;
    let crowd = pool.clone();
    let outcome = in_a_crowd(decisions, move |n| {
        let pool = crowd.clone();
        async move {
            loop {
                match on_postgres(&pool, Some(plain.begin), plain.lock, plain.guard, seed, n).await {
                    Err(sqlx::Error::Database(said)) if plain.retry && said.code().is_some_and(|code| code == "40001") => {}
                    other => return other.map_err(|error| error.to_string()),
                }
            }
        }
    })
    .await;
    let (opened, committed): Sums = sqlx::query_as(SUMS).fetch_one(&pool).await.expect("summed");
    report(plain.way, outcome, opened, committed);
}

async fn fill(decisions: u64, run: impl AsyncFn(String)) {
    for leaf in [3, 4] {
        run(format!("INSERT INTO plain_envelope (id, opened, committed) VALUES ({leaf}, {}, 0)", LEAF * decisions as i64 / 10_000)).await;
    }
}

static POSTGRES: [Plain; 4] = [
    Plain { way: "PostgreSQL, reads then writes", begin: "BEGIN", lock: "", guard: false, retry: false },
    Plain { way: "PostgreSQL, SELECT … FOR UPDATE", begin: "BEGIN", lock: " FOR UPDATE", guard: false, retry: false },
    Plain { way: "PostgreSQL, guarded UPDATE and CHECK", begin: "BEGIN", lock: "", guard: true, retry: false },
    Plain { way: "PostgreSQL, SERIALIZABLE and retry", begin: "BEGIN ISOLATION LEVEL SERIALIZABLE", lock: "", guard: false, retry: true },
];

async fn database(server: &str, name: &str) -> String {
    let mut admin = PgConnection::connect(server).await.expect("REBOND_BENCH_POSTGRES answers");
    for sql in [format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"), format!("CREATE DATABASE {name}")] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await.expect("databases can be created");
    }
    format!("{}/{name}", server.rsplit_once('/').expect("ends with /database").0)
}

#[tokio::main]
async fn main() {
    let (decisions, plain, seeds) =
        (setting("REBOND_BENCH_DECISIONS", 10_000), setting("REBOND_BENCH_PLAIN", 2_000), setting("REBOND_BENCH_SEEDS", 1));
    let folder = tempfile::tempdir().expect("folder");
    let server = env::var("REBOND_BENCH_POSTGRES").ok();
    println!("| {DECIDERS} deciders | committed / opened, cents | over | refused | errors | decisions/s | p99 |");
    println!("|---|---|---|---|---|---|---|");
    for seed in 1..=seeds {
        rebond("SQLite", &format!("sqlite:{}", folder.path().join(format!("rebond-{seed}.db")).display()), seed, decisions).await;
        if let Some(server) = &server {
            rebond("PostgreSQL", &database(server, "rebond_bench").await, seed, decisions).await;
        }
    }
    if plain == 0 {
        return;
    }
    for (way, begin) in
        [("SQLite, autocommit", None), ("SQLite, BEGIN (deferred)", Some("BEGIN")), ("SQLite, BEGIN IMMEDIATE", Some("BEGIN IMMEDIATE"))]
    {
        plain_sqlite(folder.path(), way, begin, 1, plain).await;
    }
    if let Some(server) = &server {
        let url = database(server, "rebond_bench").await;
        for way in &POSTGRES {
            plain_postgres(&url, way, 1, plain).await;
        }
    }
}
