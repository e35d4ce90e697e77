//! A table of sheets on its way in: every step once, all of it or nothing, undone without touching what people did since.

use crate::engines::{minute, on_each_engine};
use crate::sheets::{created, sheet};
use contracts::Sound;
use store::sheet_imports::{self, Batch, Given, Reading, State, Written};
use store::sheets::{self, Filter, Place};
use store::{SheetImportId, Store};

fn place() -> Place {
    Place { phase: 2, code: "ti-2704".into(), region: "27".into() }
}

fn sound(number: &str, title: &str) -> Sound {
    crate::sheets::sound(&sheet(number, title, "Camille", 5))
}

/// An import whose rows were read, and that waits to be written.
async fn ready(store: &Store) -> SheetImportId {
    let given = Given { phase: 2, code: "ti-2704".into(), name: "suivi.csv".into(), kind: "text/csv".into(), bytes: b"a;b".to_vec() };
    let id = sheet_imports::start(store, given, "person:camille", minute(0)).await.expect("started");
    let import = sheet_imports::find(store, &id).await.expect("read").expect("found");
    assert_eq!((import.state, import.file.name.as_str()), (State::Draft, "suivi.csv"));
    let reading = Reading { layout: "{}".into(), headings: "a|b".into(), defaults: "{}".into(), rows: 3 };
    assert!(sheet_imports::read(store, &import, reading, "person:camille", minute(1)).await.expect("written"));
    assert!(sheet_imports::found(store, &id, "{\"new\":1}", minute(1)).await.expect("written"));
    id
}

async fn state(store: &Store, id: &SheetImportId) -> State {
    sheet_imports::find(store, id).await.expect("read").expect("found").state
}

async fn count(store: &Store) -> usize {
    sheets::count(store, 2, "ti-2704", &Filter::default()).await.expect("counted")
}

#[tokio::test]
async fn two_servers_that_write_the_same_import_write_it_once() {
    on_each_engine(async |store| {
        let id = ready(&store).await;
        let writers = (0..4).map(|_| {
            let (store, id) = (store.clone(), id.clone());
            tokio::spawn(async move {
                if !sheet_imports::begin(&store, &id, minute(2)).await.expect("written") {
                    return None;
                }
                let batch = Batch { created: vec![sound("1", "A"), sound("2", "B")], changed: vec![] };
                Some(sheet_imports::write(&store, &id, &place(), batch, "{}", "person:camille", minute(2)).await.expect("written"))
            })
        });
        let mut outcomes = vec![];
        for writer in writers.collect::<Vec<_>>() {
            outcomes.extend(writer.await.expect("ran"));
        }
        assert_eq!(outcomes, [Written::Written { created: 2, changed: 0 }]);
        assert_eq!((count(&store).await, state(&store, &id).await), (2, State::Done));
        let again = sheet_imports::write(&store, &id, &place(), Batch::default(), "{}", "person:camille", minute(3)).await;
        assert_eq!(again, Ok(Written::Past));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_changed_since_it_was_compared_stops_the_whole_import() {
    on_each_engine(async |store| {
        let known = created(&store, &sheet("7", "Connue", "Ada", 5)).await;
        let id = ready(&store).await;
        sheets::save(&store, &known, 1, &sound("7", "Reprise"), "person:bruno", None, minute(1)).await.expect("saved");
        assert!(sheet_imports::begin(&store, &id, minute(2)).await.expect("written"));
        let batch = Batch { created: vec![sound("1", "A")], changed: vec![(known.clone(), 1, sound("7", "Du tableau"))] };
        let outcome = sheet_imports::write(&store, &id, &place(), batch, "{}", "person:camille", minute(2)).await;
        assert_eq!(outcome, Ok(Written::Moved(known.clone())));
        assert_eq!((count(&store).await, state(&store, &id).await), (1, State::Writing), "nothing was written");
        assert!(sheet_imports::again(&store, &id, minute(3)).await.expect("written"));
        assert_eq!(sheets::find(&store, &known).await.expect("read").expect("found").sheet.title, "Reprise");
    })
    .await;
}

#[tokio::test]
async fn undoing_takes_away_what_nobody_touched_gives_back_what_was_changed_and_leaves_the_rest() {
    on_each_engine(async |store| {
        let known = created(&store, &sheet("7", "Connue", "Ada", 5)).await;
        let id = ready(&store).await;
        sheet_imports::begin(&store, &id, minute(2)).await.expect("written");
        let batch = Batch { created: vec![sound("1", "A"), sound("2", "B")], changed: vec![(known.clone(), 1, sound("7", "Du tableau"))] };
        sheet_imports::write(&store, &id, &place(), batch, "{}", "person:camille", minute(2)).await.expect("written");
        let all = sheets::all(&store, 2, "ti-2704").await.expect("read");
        let touched = all.iter().find(|s| s.sheet.number == "2").expect("created").id.clone();
        sheets::save(&store, &touched, 1, &sound("2", "Reprise par Bruno"), "person:bruno", None, minute(3)).await.expect("saved");
        let judge = |sheet: &contracts::Sheet| Some(crate::sheets::sound(sheet));
        let undone = sheet_imports::undo(&store, &id, judge, "person:camille", minute(4)).await.expect("written").expect("undone");
        assert_eq!((undone.removed, undone.restored, undone.left), (1, 1, vec![touched]));
        let mut titles: Vec<String> = sheets::all(&store, 2, "ti-2704").await.expect("read").into_iter().map(|s| s.sheet.title).collect();
        titles.sort();
        assert_eq!(titles, ["Connue", "Reprise par Bruno"]);
        assert_eq!(state(&store, &id).await, State::Undone);
        assert_eq!(sheet_imports::undo(&store, &id, judge, "person:camille", minute(5)).await, Ok(None), "once");
    })
    .await;
}

#[tokio::test]
async fn a_layout_is_remembered_for_its_territory_and_its_headings() {
    on_each_engine(async |store| {
        ready(&store).await;
        ready(&store).await;
        assert_eq!(sheet_imports::remembered(&store, 2, "ti-2704", "a|b").await, Ok(Some("{}".into())));
        assert_eq!(sheet_imports::remembered(&store, 2, "ti-2704", "a|c").await, Ok(None));
        assert_eq!(sheet_imports::remembered(&store, 2, "ti-8401", "a|b").await, Ok(None));
        assert_eq!(sheet_imports::of_contract(&store, 2, "ti-2704").await.expect("read").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_a_dead_server_left_is_taken_over_and_what_a_live_one_does_is_not() {
    on_each_engine(async |store| {
        let id = ready(&store).await;
        sheet_imports::begin(&store, &id, minute(2)).await.expect("written");
        let import = sheet_imports::find(&store, &id).await.expect("read").expect("found");
        let reading = || Reading { layout: "{}".into(), headings: "a|b".into(), defaults: "{}".into(), rows: 3 };
        let soon = minute(2) + jiff::SignedDuration::from_secs(30);
        assert!(!import.is_stale(soon) && import.is_stale(minute(4)));
        assert_eq!(sheet_imports::read(&store, &import, reading(), "person:ada", soon).await, Ok(false));
        sheet_imports::progress(&store, &id, 1, minute(3)).await.expect("written");
        assert_eq!(sheet_imports::read(&store, &import, reading(), "person:ada", minute(4)).await, Ok(false), "it gave a sign of life");
        assert_eq!(sheet_imports::read(&store, &import, reading(), "person:ada", minute(6)).await, Ok(true));
        assert_eq!(state(&store, &id).await, State::Reading);
    })
    .await;
}
