//! Somebody writes in the database behind Rebond's back: the first bad line is named.

use crate::engines::{Place, at_each_place, minute};
use crate::history::Draw;
use crate::ledger::{commit, open, write};
use store::chain::Head;
use store::ledger::{Fault, verify};
use store::{Store, audit};

const LINES: i64 = 60;

/// What an intruder with all rights does first.
fn without_triggers(place: &Place) -> &'static str {
    if place.is_sqlite() {
        "DROP TRIGGER ledger_entry_is_not_changed; DROP TRIGGER ledger_entry_is_not_erased; \
         DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_erased"
    } else {
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL; ALTER TABLE audit DISABLE TRIGGER ALL"
    }
}

async fn filled(place: &Place) -> Store {
    let store = Store::open(&place.url).await.expect("opens");
    open(&store).await;
    let already = verify(&store, None).await.expect("read").expect("holds").head.entries;
    for n in already..LINES {
        write(&store, &commit("fonds", &format!("FA-{n}"), 3 + n % 5), &format!("key {n}")).await;
    }
    for n in 0..LINES {
        let detail = serde_json::json!({ "rank": n });
        audit::record(&store, "operator", "sites.import", &format!("import:{n}"), detail, minute(n)).await.expect("audited");
    }
    store
}

/// One mutation of one table, the first line it spoils, and the statements that undo it.
fn mutation(draw: &mut Draw, table: &str) -> (String, i64, String) {
    let n = 1 + draw.below(LINES as u64) as i64;
    let texts: &[&str] = match table {
        "audit" => &["who", "what", "object", "detail", "id", "digest"],
        _ => &["key", "kind", "date", "decision", "actor", "detail", "digest"],
    };
    let numbers: &[&str] = if table == "audit" { &["at"] } else { &["written_at", "amount"] };
    let saved = format!("CREATE TABLE saved AS SELECT * FROM {table}; ");
    let restore = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM saved; DROP TABLE saved");
    let (sql, first) = match draw.below(10) {
        // One character of one text becomes another.
        0..=4 => {
            let column = texts[draw.below(texts.len() as u64) as usize];
            let at = draw.below(12) + 1;
            let sql = format!(
                "UPDATE {table} SET {column} = SUBSTR({column}, 1, {at}) || CASE SUBSTR({column}, {at} + 1, 1) WHEN 'x' THEN 'y' ELSE 'x' END \
                 || SUBSTR({column}, {at} + 2) WHERE seq = {n}"
            );
            (sql, n)
        }
        // A number moves by a power of two.
        5..=6 => {
            let column = numbers[draw.below(numbers.len() as u64) as usize];
            (format!("UPDATE {table} SET {column} = {column} + {} WHERE seq = {n}", 1_i64 << draw.below(40)), n)
        }
        7 => (format!("DELETE FROM {table} WHERE seq = {n}"), n),
        // A tail is cut off.
        8 => (format!("DELETE FROM {table} WHERE seq >= {n}"), n),
        // Two lines change places.
        _ => {
            let other = 1 + (n + draw.below(LINES as u64 - 1) as i64) % LINES;
            let swap = format!(
                "UPDATE {table} SET seq = 999 WHERE seq = {n}; UPDATE {table} SET seq = {n} WHERE seq = {other}; \
                 UPDATE {table} SET seq = {other} WHERE seq = 999"
            );
            (swap, n.min(other))
        }
    };
    (saved + &sql, first, restore)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_mutation_is_found_and_the_first_bad_line_named() {
    let mutations = if std::env::var_os("REBOND_LONG").is_some() { 1_000 } else { 60 };
    at_each_place(async |place| {
        let store = filled(place).await;
        place.tamper(without_triggers(place)).await;
        let mut draw = Draw(16);
        for n in 0..mutations {
            let table = if n % 2 == 0 { "ledger_entry" } else { "audit" };
            let (sql, first, restore) = mutation(&mut draw, table);
            place.tamper(&sql).await;
            let flaw = match table {
                "audit" => audit::verify(&store, None).await.expect("read").expect_err(&sql),
                _ => match verify(&store, None).await.expect("read").expect_err(&sql) {
                    Fault::Line(flaw) => flaw,
                    counter => panic!("{counter:?}"),
                },
            };
            assert_eq!(flaw.entry, first, "{sql}: {flaw:?}");
            place.tamper(&restore).await;
        }
        verify(&store, None).await.expect("read").expect("put back");
        audit::verify(&store, None).await.expect("read").expect("put back");
        println!("{mutations} mutations found");
    })
    .await;
}

#[tokio::test]
async fn counters_moved_behind_our_back_are_found_and_nothing_is_decided_on_them() {
    at_each_place(async |place| {
        let store = filled(place).await;
        for (sql, back) in [
            (
                "UPDATE ledger_envelope SET opened = opened + 1 WHERE id = 'fonds'",
                "UPDATE ledger_envelope SET opened = opened - 1 WHERE id = 'fonds'",
            ),
            (
                "UPDATE ledger_credits SET opened = opened + 1 WHERE year = 2020",
                "UPDATE ledger_credits SET opened = opened - 1 WHERE year = 2020",
            ),
            (
                "UPDATE ledger_award SET closed_on = '2020-12-31' WHERE id = 'FA-20'",
                "UPDATE ledger_award SET closed_on = NULL WHERE id = 'FA-20'",
            ),
        ] {
            place.tamper(sql).await;
            let fault = verify(&store, None).await.expect("read").expect_err(sql);
            assert!(matches!(fault, Fault::Counter { .. }), "{sql}: {fault:?}");
            place.tamper(back).await;
        }
        verify(&store, None).await.expect("read").expect("put back");
    })
    .await;
}

/// A chain rewritten whole, head included, holds: only a head kept elsewhere tells.
#[tokio::test]
async fn a_tail_cut_with_its_head_is_told_by_a_head_kept_elsewhere() {
    at_each_place(async |place| {
        let store = filled(place).await;
        let kept = store::chain::ledger_head(&store).await.expect("read");
        assert_eq!(Head::parse(&kept.to_string()), Some(kept.clone()));
        place.tamper(without_triggers(place)).await;
        let before = LINES - 1;
        place
            .tamper(&format!(
                "UPDATE chain_head SET entries = {before}, digest = (SELECT digest FROM ledger_entry WHERE seq = {before}) WHERE chain = 'ledger'; \
                 DELETE FROM ledger_entry WHERE seq > {before}"
            ))
            .await;
        let fault = verify(&store, None).await.expect("read").expect_err("the counters still count the line");
        assert!(matches!(fault, Fault::Counter { .. }), "{fault:?}");
        let fault = verify(&store, Some(&kept)).await.expect("read").expect_err("the kept head is missed");
        assert!(matches!(fault, Fault::Line(flaw) if flaw.entry == LINES));
    })
    .await;
}

/// What the scripts from this number on create, children first.
fn tables_since(version: u32) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut scripts: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    scripts.sort();
    let number = |path: &std::path::Path| path.file_name()?.to_str()?.get(..4)?.parse::<u32>().ok();
    let texts =
        scripts.iter().filter(|path| number(path).is_some_and(|n| n >= version)).map(|path| std::fs::read_to_string(path).expect("read"));
    let mut tables: Vec<String> = texts
        .flat_map(|text| {
            text.lines()
                .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next().map(str::to_owned))
                .collect::<Vec<_>>()
        })
        .collect();
    tables.reverse();
    tables
}

#[tokio::test]
async fn lines_of_the_audit_written_before_there_was_a_chain_are_taken_into_it() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        drop(store);
        // As a database of the release before: no chain, two lines.
        place.tamper(without_triggers(place)).await;
        let functions = if place.is_sqlite() { "" } else { "DROP FUNCTION append_only CASCADE; " };
        let cascade = if place.is_sqlite() { "" } else { " CASCADE" };
        let later: String = tables_since(5).iter().map(|table| format!("DROP TABLE IF EXISTS {table}{cascade}; ")).collect();
        place
            .tamper(&format!(
                "{functions}{later}DROP INDEX project_by_origin; ALTER TABLE project DROP COLUMN origin; DROP INDEX audit_by_seq; ALTER TABLE audit DROP COLUMN seq; \
                 ALTER TABLE audit DROP COLUMN digest; DELETE FROM schema_version WHERE version >= 5; \
                 INSERT INTO audit VALUES ('b', 2, 'holder', 'project.save', 'project:1', '{{}}'), ('a', 1, 'holder', 'project.create', 'project:1', '{{}}')"
            ))
            .await;
        let store = Store::open(&place.url).await.expect("brought up to date");
        audit::record(&store, "operator", "x", "y", serde_json::json!({}), minute(1)).await.expect("audited");
        assert_eq!(audit::verify(&store, None).await.expect("read").expect("holds").entries, 3);
        place.tamper("INSERT INTO audit (id, at, who, what, object, detail) VALUES ('c', 3, 'ghost', 'x', 'y', '{}')").await;
        assert_eq!(audit::verify(&store, None).await.expect("read").expect_err("outside the chain").entry, 4);
    })
    .await;
}
