//! The plug is pulled in the middle of an import: a table is there whole or not at all, and the one that was cut short is
//! taken up again and written once.

use crate::engines::{Place as At, at_each_place_on_disk, minute};
use crate::kill::{CHILD, killed_after};
use crate::sheets::{sheet, sound};
use jiff::Timestamp;
use std::io::Write;
use std::time::Duration;
use store::sheet_imports::{self, Batch, Given, Reading, SheetImport, State, Written};
use store::sheets::{self, Filter, Place};
use store::{SheetImportId, Store, Token};

/// Rows of each table: enough for a kill to fall among them.
const ROWS: usize = 300;

fn place() -> Place {
    Place { phase: 2, code: "ti-2704".into(), region: "27".into() }
}

fn table(name: &str) -> Batch {
    let row = |n: usize| sound(&sheet(&format!("{name}.{n}"), &format!("Fiche {n} de {name}"), "Camille", 5));
    Batch { created: (0..ROWS).map(row).collect(), changed: vec![] }
}

/// Reads and writes an import, from wherever it stands.
async fn written(store: &Store, import: &SheetImport, now: Timestamp) -> Written {
    let reading = Reading { layout: "{}".into(), headings: "a|b".into(), defaults: "{}".into(), rows: ROWS as i64 };
    assert!(sheet_imports::read(store, import, reading, "person:camille", now).await.expect("read"), "{:?}", import.state);
    assert!(sheet_imports::found(store, &import.id, "{}", now).await.expect("found"));
    assert!(sheet_imports::begin(store, &import.id, now).await.expect("begun"));
    let name = import.file.name.trim_end_matches(".csv");
    sheet_imports::write(store, &import.id, &place(), table(name), "{}", "person:camille", now).await.expect("written")
}

async fn started(store: &Store) -> SheetImport {
    let name = format!("{}.csv", &Token::random().expose()[..6]);
    let given = Given { phase: 2, code: "ti-2704".into(), name, kind: "text/csv".into(), bytes: b"a;b".to_vec() };
    let id = sheet_imports::start(store, given, "person:camille", minute(0)).await.expect("started");
    sheet_imports::find(store, &id).await.expect("read").expect("just started")
}

/// Not a story: the program that the next one kills.
#[tokio::test]
async fn imports_until_killed() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let store = Store::open(&url).await.expect("opens after a kill");
    loop {
        let import = started(&store).await;
        assert_eq!(written(&store, &import, minute(1)).await, Written::Written { created: ROWS, changed: 0 });
        std::io::stdout().lock().write_all(format!("acknowledged {}\n", import.id).as_bytes()).expect("told");
    }
}

async fn rows_of(store: &Store, import: &SheetImportId) -> usize {
    sheets::batch(store, import.as_str()).await.expect("read").len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_cut_short_by_a_kill_is_nowhere_and_is_written_once_when_it_is_taken_up_again() {
    at_each_place_on_disk(async |at: &At| {
        let (mut cut_short, mut whole) = (0, 0);
        for _ in 0..4 {
            let drawn = u64::from_str_radix(&store::sha256(Token::random().expose().as_bytes())[..2], 16).expect("hexadecimal");
            let told = tokio::task::block_in_place(|| killed_after(at, "kill_imports::imports_until_killed", Duration::from_millis(drawn)));
            let store = Store::open(&at.url).await.expect("opens after the kill");
            for text in &told {
                // The last line may be cut by the kill.
                let Some(id) = SheetImportId::parse(text) else { continue };
                let import = sheet_imports::find(&store, &id).await.expect("read").expect("acknowledged, then lost");
                assert_eq!((import.state, rows_of(&store, &id).await), (State::Done, ROWS));
            }
            for import in sheet_imports::of_contract(&store, 2, "ti-2704").await.expect("read") {
                if import.state == State::Done {
                    assert_eq!(rows_of(&store, &import.id).await, ROWS, "a part of a table");
                    continue;
                }
                assert_eq!(rows_of(&store, &import.id).await, 0, "half a table was written at {:?}", import.state);
                cut_short += 1;
                // Another server takes it up, once the first has been silent long enough.
                assert_eq!(written(&store, &import, minute(10)).await, Written::Written { created: ROWS, changed: 0 });
                let again = sheet_imports::write(&store, &import.id, &place(), table("encore"), "{}", "person:camille", minute(11)).await;
                assert_eq!(again, Ok(Written::Past), "the same table twice");
            }
            whole += told.len();
            let all = sheet_imports::of_contract(&store, 2, "ti-2704").await.expect("read");
            assert!(all.len() < 50, "more imports than one page of them: shorten the life of the child");
            let count = sheets::count(&store, 2, "ti-2704", &Filter::default()).await.expect("counted");
            assert_eq!(count, all.len() * ROWS);
            assert!(store::audit::verify(&store, None).await.expect("followed").is_ok());
        }
        println!("{whole} tables acknowledged, {cut_short} cut short and taken up again");
    })
    .await;
}
