//! A story told over HTTP on SQLite, then on a database of its own in PostgreSQL. PostgreSQL is never skipped in silence: see
//! `store/tests/store/engines.rs`.

use crate::server::Server;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::env;
use std::sync::atomic::{AtomicU32, Ordering};

pub async fn on_each_engine(story: impl AsyncFn(&Server)) {
    println!("on SQLite");
    story(&Server::without_jobs().await).await;
    let Ok(admin) = env::var("REBOND_TEST_POSTGRES") else {
        let only_sqlite = env::var("REBOND_TEST_ENGINES").is_ok_and(|engines| engines == "sqlite");
        assert!(only_sqlite, "PostgreSQL was not exercised: set REBOND_TEST_POSTGRES=$(tests/postgres), or say REBOND_TEST_ENGINES=sqlite");
        return;
    };
    println!("on PostgreSQL");
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let database = format!("rebond_http_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut conn = PgConnection::connect(&admin).await.expect("REBOND_TEST_POSTGRES answers");
    let drop = format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    for sql in [drop.clone(), format!("CREATE DATABASE {database}")] {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.expect("databases can be created");
    }
    let (base, _) = admin.rsplit_once('/').expect("REBOND_TEST_POSTGRES ends with /database");
    let server = Server::on(&format!("{base}/{database}")).await;
    assert_eq!(server.app.store.engine(), "PostgreSQL");
    story(&server).await;
    std::mem::drop(server);
    sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut conn).await.expect("database dropped");
}
