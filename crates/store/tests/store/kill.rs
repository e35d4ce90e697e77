//! The plug is pulled: whatever was acknowledged is there.

use crate::engines::{Place, at_each_place_on_disk, minute, press_shop};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Store, Token, projects};

pub const CHILD: &str = "REBOND_TEST_KILL_WRITER";

/// Not a story: the program that the next one kills. It writes from eight tasks, and says each address on its
/// output once the store has acknowledged it.
#[tokio::test]
async fn writes_until_killed() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let store = Store::open(&url).await.expect("opens after a kill");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            loop {
                let token = Token::random();
                projects::create(&store, &token.hash(), &press_shop(), "holder", None, minute(0)).await.expect("created");
                // One call: a line is never mixed with another's. Past the test harness, which would hold it back.
                std::io::stdout().lock().write_all(format!("acknowledged {}\n", token.expose()).as_bytes()).expect("told");
            }
        });
    }
    tasks.join_all().await;
}

/// Runs the story `child` as another process until it is killed; gives what it said was acknowledged.
pub fn killed_after(place: &Place, child: &str, life: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", child, "--nocapture"])
        .env(CHILD, &place.url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("child");
    let output = child.stdout.take().expect("piped");
    let (told, first) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let acknowledged = BufReader::new(output).lines().map_while(Result::ok).filter_map(|line| {
            let token = line.split_once("acknowledged ")?.1.to_owned();
            let _ = told.send(());
            Some(token)
        });
        acknowledged.collect::<Vec<String>>()
    });
    first.recv_timeout(Duration::from_secs(60)).expect("the child writes");
    std::thread::sleep(life);
    child.kill().expect("kill -9");
    child.wait().expect("dead");
    reader.join().expect("read to the end")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed_ten_times() {
    at_each_place_on_disk(async |place| {
        let mut acknowledged = vec![];
        for _ in 0..10 {
            // The first byte of a digest of a random token: 0 to 255 milliseconds.
            let drawn = u64::from_str_radix(&store::sha256(Token::random().expose().as_bytes())[..2], 16).expect("hexadecimal");
            acknowledged
                .extend(tokio::task::block_in_place(|| killed_after(place, "kill::writes_until_killed", Duration::from_millis(drawn))));
        }
        let store = Store::open(&place.url).await.expect("opens after the kills");
        assert!(acknowledged.len() >= 10, "only {} writes", acknowledged.len());
        for text in &acknowledged {
            // The last line may be cut by the kill: then it was not told whole.
            let Some(token) = Token::parse(text) else { continue };
            let found = projects::find_by_token(&store, &token.hash()).await.expect("read").expect("acknowledged, then lost");
            assert_eq!(found.project, press_shop());
            assert_eq!(projects::versions(&store, &found.id).await.expect("read").len(), 1);
        }
        println!("{} acknowledged, 0 lost", acknowledged.len());
    })
    .await;
}
