//! The same rows, the same question: CQL2 here, SQL in SQLite. Random filters must keep the same rows. Folded names are
//! columns written by hand, so that SQLite needs no function of ours.

use crate::town::{self, NAMES};
use ogc::{Collection, Crs, Filter, Language, Query};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

/// A filter in both languages.
#[derive(Clone, Debug)]
struct Both {
    cql: String,
    sql: String,
}

fn both(cql: impl Into<String>, sql: impl Into<String>) -> Both {
    Both { cql: cql.into(), sql: sql.into() }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A property and its folded forms: (CQL2, SQL), with the fold it is under.
fn name() -> impl Strategy<Value = (String, String, usize)> {
    (0usize..4).prop_map(|fold| {
        let cql = ["name", "CASEI(name)", "ACCENTI(name)", "CASEI(ACCENTI(name))"][fold];
        let sql = ["name", "name_c", "name_a", "name_b"][fold];
        (cql.to_owned(), sql.to_owned(), fold)
    })
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["=", "<>", "<", ">", "<=", ">="])
}

/// The pattern as both languages write it; SQLite wants the escape named, and takes only one for `%`, `_` and itself.
fn pattern(text: &str, form: usize) -> String {
    let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let head: String = text.chars().take(3).filter(|c| !"%_\\".contains(*c)).collect();
    match form {
        0 => plain,
        1 => format!("{head}%"),
        2 => format!("%{}", text.chars().last().filter(|c| !"%_\\".contains(*c)).map(String::from).unwrap_or_default()),
        3 => format!("_{}%", text.chars().skip(1).take(2).filter(|c| !"%_\\".contains(*c)).collect::<String>()),
        _ => "%a%o%".into(),
    }
}

fn leaf() -> impl Strategy<Value = Both> {
    let number = prop::sample::select(vec!["0", "10", "250", "500", "-1", "12.5", "1e2", "990"]);
    let day = prop::sample::select(vec!["2020-01-15", "2020-07-20", "2024-04-01", "1999-12-31"]);
    let quarter = || (-2i32..24, 178i32..198).prop_map(|(x, y)| (f64::from(x) * 0.25, f64::from(y) * 0.25));
    prop_oneof![
        (name(), sign(), 0usize..12).prop_map(|((cql, sql, fold), sign, n)| {
            let folded = ["", "CASEI", "ACCENTI", "ACCENTI(CASEI"][fold];
            let closing = ["", ")", ")", "))"][fold];
            let opening = if fold == 0 { "" } else { "(" };
            both(
                format!("{cql} {sign} {folded}{opening}{}{closing}", quoted(NAMES[n][0])),
                format!("{sql} {sign} {}", quoted(NAMES[n][fold])),
            )
        }),
        (name(), 0usize..12, 0usize..5, any::<bool>()).prop_map(|((cql, sql, fold), n, form, not)| {
            let (not, like) = (if not { "NOT " } else { "" }, quoted(&pattern(NAMES[n][fold], form)));
            both(format!("{cql} {not}LIKE {like}"), format!("{sql} {not}LIKE {like} ESCAPE '\\'"))
        }),
        (name(), prop::collection::vec(0usize..12, 1..4), any::<bool>()).prop_map(|((cql, sql, fold), all, not)| {
            let list = all.iter().map(|n| quoted(NAMES[*n][fold])).collect::<Vec<_>>().join(", ");
            let not = if not { "NOT " } else { "" };
            both(format!("{cql} {not}IN ({list})"), format!("{sql} {not}IN ({list})"))
        }),
        (prop::sample::select(vec!["population", "area"]), sign(), number.clone())
            .prop_map(|(property, sign, n)| both(format!("{property} {sign} {n}"), format!("{property} {sign} {n}"))),
        sign().prop_map(|sign| both(format!("population {sign} area"), format!("population {sign} area"))),
        (number.clone(), number.clone(), any::<bool>()).prop_map(|(low, high, not)| {
            let text = format!("population {}BETWEEN {low} AND {high}", if not { "NOT " } else { "" });
            both(text.clone(), text)
        }),
        (number.clone(), number).prop_map(|(a, b)| both(format!("area IN ({a}, {b})"), format!("area IN ({a}, {b})"))),
        (sign(), day).prop_map(|(sign, day)| both(format!("seen {sign} DATE('{day}')"), format!("seen {sign} '{day}'"))),
        Just(both("rail", "rail")),
        any::<bool>().prop_map(|b| both(format!("rail = {}", if b { "TRUE" } else { "false" }), format!("rail = {}", u8::from(b)))),
        (prop::sample::select(vec!["name", "region", "population", "rail", "seen"]), any::<bool>()).prop_map(|(property, not)| {
            let text = format!("{property} IS {}NULL", if not { "NOT " } else { "" });
            both(text.clone(), text)
        }),
        Just(both("geometry IS NULL", "lon IS NULL")),
        (quarter(), 0u8..12, 0u8..12, 0usize..3).prop_map(|((x, y), w, h, op)| {
            let (right, top) = (x + f64::from(w) * 0.25, y + f64::from(h) * 0.25);
            let inside = format!("(lon BETWEEN {x} AND {right} AND lat BETWEEN {y} AND {top})");
            let strictly = format!("(lon > {x} AND lon < {right} AND lat > {y} AND lat < {top})");
            let area = format!("BBOX({x}, {y}, {right}, {top})");
            match op {
                0 => both(format!("S_INTERSECTS(geometry, {area})"), inside),
                1 => both(format!("S_DISJOINT({area}, geometry)"), format!("(NOT {inside})")),
                _ if w == 0 || h == 0 => both(format!("S_INTERSECTS({area}, geometry)"), inside),
                _ => both(format!("S_WITHIN(geometry, {area})"), strictly),
            }
        }),
        quarter().prop_map(|(x, y)| both(format!("S_INTERSECTS(geometry, POINT({x} {y}))"), format!("(lon = {x} AND lat = {y})"))),
        (quarter(), 0u32..3).prop_map(|((x, y), power)| {
            let side = f64::from(1u32 << power);
            let triangle = format!("POLYGON(({x} {y}, {} {y}, {x} {}, {x} {y}))", x + side, y + side);
            both(
                format!("S_INTERSECTS(geometry, {triangle})"),
                format!("(lon >= {x} AND lat >= {y} AND (lon - {x}) + (lat - {y}) <= {side})"),
            )
        }),
    ]
}

fn filter() -> impl Strategy<Value = Both> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        let join = |word: &'static str| {
            move |all: Vec<Both>| {
                let of = |side: fn(&Both) -> &String| {
                    format!("({})", all.iter().map(|b| side(b).clone()).collect::<Vec<_>>().join(&format!(" {word} ")))
                };
                both(of(|b| &b.cql), of(|b| &b.sql))
            }
        };
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(join("AND")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(join("OR")),
            inner.prop_map(|b| both(format!("NOT ({})", b.cql), format!("NOT ({})", b.sql))),
        ]
    })
}

async fn database() -> SqliteConnection {
    let mut db = SqliteConnection::connect("sqlite::memory:").await.expect("a database in memory");
    sqlx::query("PRAGMA case_sensitive_like = ON").execute(&mut db).await.expect("SQLite tells capitals apart");
    let columns = "id TEXT, name TEXT, name_c TEXT, name_a TEXT, name_b TEXT, region TEXT, population REAL, area REAL, rail INTEGER, seen TEXT, lon REAL, lat REAL";
    sqlx::query(AssertSqlSafe(format!("CREATE TABLE town ({columns})"))).execute(&mut db).await.expect("a table");
    for town in town::towns() {
        let name = |form: usize| town.name.map(|n| NAMES[n][form]);
        sqlx::query("INSERT INTO town VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)")
            .bind(&town.id)
            .bind(name(0))
            .bind(name(1))
            .bind(name(2))
            .bind(name(3))
            .bind(town.region)
            .bind(town.population)
            .bind(town.area)
            .bind(town.rail)
            .bind(town.seen)
            .bind(town.place.map(|p| p.0))
            .bind(town.place.map(|p| p.1))
            .execute(&mut db)
            .await
            .expect("a row");
    }
    db
}

fn ours(collection: &Collection, filter: &str, language: Language) -> Vec<String> {
    let filter = Filter::read(filter, language, &collection.about, Crs::Crs84)
        .unwrap_or_else(|why| panic!("{filter}: {}", why.show(domain::Lang::En)));
    let page = collection.query(&Query { filter: Some(filter), limit: 1_000, ..Query::default() });
    assert_eq!(page.matched, page.features.len());
    page.features.iter().map(|f| f.id.clone()).collect()
}

#[test]
fn random_filters_keep_the_rows_that_sqlite_keeps() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let db = std::cell::RefCell::new(runtime.block_on(database()));
    let collection = town::collection();
    let cases = if std::env::var_os("REBOND_LONG").is_some() { 20_000 } else { 1_500 };
    let kept = std::cell::Cell::new(0usize);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&filter(), |both| {
        let sql = format!("SELECT id FROM town WHERE {} ORDER BY id", both.sql);
        let rows = runtime.block_on(sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *db.borrow_mut())).expect("SQLite answers");
        let expected: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        prop_assert_eq!(&ours(&collection, &both.cql, Language::Text), &expected, "{}", both.sql);
        // The JSON form says the same.
        let json = ogc::cql2::text_to_json(&both.cql).expect("it was read").to_string();
        prop_assert_eq!(&ours(&collection, &json, Language::Json), &expected, "{}", json);
        kept.set(kept.get() + usize::from(!expected.is_empty() && expected.len() < 300));
        Ok(())
    });
    outcome.unwrap_or_else(|why| panic!("{why}"));
    // Otherwise the filters would be too easy: all or nothing.
    assert!(kept.get() > cases as usize / 3, "{} of {cases} filters tell rows apart", kept.get());
}
