//! Sixty-four people decide at once over HTTP, on a tree of five envelopes: the whole server, sockets included, on both
//! engines. It prints a table, and fails when a cent is over or an answer is neither taken nor refused; with `REBOND_BARS`
//! also when fewer than 1 000 decisions a second pass, or one in a hundred takes 250 ms. `tests/bars` runs it.
//!
//!   REBOND_BENCH_POSTGRES=postgres://… REBOND_DATA=var/reference cargo bench -p web --bench deciders
//!
//! `REBOND_BENCH_DECISIONS` (10000), `REBOND_BENCH_SEEDS` (1). The database named by the address is emptied by nobody:
//! each run opens envelopes of its own.

use domain::rights::{Right, Role, Scope};
use ledger::{Entry, EnvelopeId, Kind, Unit};
use programmes::Rulebook;
use reference::Reference;
use std::env;
use std::time::{Duration, Instant};
use store::idempotency::Key;
use store::ledger::{decide, verify};
use store::{Store, Token, organisations, people, sessions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use web::app::Shared;
use web::security::PERSON_COOKIE;
use web::{App, Setup};

const DECIDERS: u64 = 64;
/// Asked 900 to 1 700 cents each: of 10 000 decisions about 70 % can be taken.
const LEAF: i64 = 4_550_000;

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn id(name: &str, run: &str) -> EnvelopeId {
    EnvelopeId::parse(&format!("{name}.{run}")).expect("a name")
}

/// State, two regions, a territory in each.
async fn tree(store: &Store, run: &str, leaf: i64) {
    let opening = |parent: Option<EnvelopeId>| Kind::Opening {
        name: domain::Text::same("banc"),
        parent,
        unit: Unit::Money,
        four_eyes_from: None,
        until: None,
    };
    let mut acts = vec![("etat".to_owned(), opening(None), 3 * leaf)];
    for n in [1, 2] {
        let (region, territory) = (format!("region-{n}"), format!("territoire-{n}"));
        acts.push((region.clone(), opening(Some(id("etat", run))), 0));
        acts.push((territory.clone(), opening(Some(id(&region, run))), 0));
        acts.push(("etat".into(), Kind::Delegation { to: id(&region, run) }, leaf));
        acts.push((region, Kind::Delegation { to: id(&territory, run) }, leaf));
    }
    for (n, (name, kind, amount)) in acts.into_iter().enumerate() {
        let (decision, actor) = ("acte".to_owned(), "banc".to_owned());
        let entry = Entry { envelope: id(&name, run), kind, amount, date: jiff::civil::date(2020, 9, 1), decision, actor, approver: None };
        decide(store, &entry, &Key::new(&format!("{run} act {n}")), jiff::Timestamp::now()).await.expect("opened");
    }
}

/// Of an instructor of this operator: the key of the server decides on no money.
async fn session(store: &Store, operator: &str, run: &str) -> Token {
    let (session, now) = (Token::random(), jiff::Timestamp::now());
    let kind = organisations::Kind::Operator;
    let organisation = organisations::add(store, kind, "Banc", None, "banc", now).await.expect("added").to_string();
    let person = people::add(store, &format!("banc.{run}@rebond.test"), "Banc", "banc", now).await.expect("added");
    let right = Right { role: Role::Instructor, scope: Scope::Operator(operator.to_owned()), organisation };
    people::give(store, &person, &right, "banc", now).await.expect("given");
    let until = now + jiff::SignedDuration::from_hours(1);
    assert!(sessions::open(store, &person, &session.hash(), "banc", until, None, now).await.expect("opened"));
    session
}

async fn serve(app: App) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, web::router(app)).await });
    address
}

/// One request on a connection that stays open; the status.
async fn ask(stream: &mut TcpStream, request: &str) -> u16 {
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::with_capacity(2048);
    loop {
        let mut part = [0; 2048];
        let read = stream.read(&mut part).await.expect("answered");
        assert!(read > 0, "the server closed the connection");
        answer.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").and_then(|n| n.parse::<usize>().ok()));
        if body.len() >= length.expect("answers tell their length") {
            return head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        }
    }
}

/// What does not hold, in words.
async fn run(engine: &str, url: &str, seed: u64, decisions: u64) -> Vec<String> {
    let store = Store::open(url).await.expect("opens");
    let run = format!("{}-{seed}", jiff::Timestamp::now().as_microsecond());
    tree(&store, &run, LEAF * decisions as i64 / 10_000).await;
    let data = env::var("REBOND_DATA").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/test-reference").into());
    let reference = Reference::open(data.as_ref()).unwrap_or_else(|why| panic!("{}", why.en));
    let mut rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
    // Some call draws on the tree: whoever examines it decides there.
    let operator = {
        let mut calls = rulebook.programmes.iter_mut().flat_map(|programme| programme.calls.iter_mut());
        let call = calls.find(|call| call.envelope.is_some()).expect("a call draws on an envelope");
        call.envelope = Some(id("etat", &run).to_string());
        domain::name::slug(&call.operator)
    };
    let session = session(&store, &operator, &run).await;
    let setup = Setup {
        rulebook,
        brownfield: brownfield::Rules::embedded(),
        connect: connect::Rules::embedded(),
        reference,
        store: store.clone(),
        base_url: "http://127.0.0.1".into(),
        data: data.into(),
        routing: None,
        doors: Default::default(),
        services: None,
        news: None,
    };
    let address = serve(Shared::start(setup).await.expect("starts")).await;
    let (start, mut crowd) = (Instant::now(), JoinSet::new());
    for decider in 0..DECIDERS {
        let (run, cookie) = (run.clone(), session.expose().to_owned());
        crowd.spawn(async move {
            let mut stream = TcpStream::connect(address).await.expect("connected");
            let mut own: Vec<(u16, Duration)> = vec![];
            for n in (decider..decisions).step_by(DECIDERS as usize) {
                let mixed = (seed << 32 | n).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
                let (leaf, amount) = (1 + mixed % 2, 900 + mixed / 2 % 801);
                let body = format!(r#"{{"kind":"commitment","award":"FA-{n}.{run}","amount":{amount},"date":"2020-09-15","decision":"PV 12","beneficiary":"Banc"}}"#);
                let request = format!(
                    "POST /api/v1/envelopes/territoire-{leaf}.{run}/decisions HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {PERSON_COOKIE}={cookie}\r\n\
                     idempotency-key: {run} {n}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                    body.len()
                );
                let asked = Instant::now();
                own.push((ask(&mut stream, &request).await, asked.elapsed()));
            }
            own
        });
    }
    let mut answers: Vec<(u16, Duration)> = crowd.join_all().await.into_iter().flatten().collect();
    let elapsed = start.elapsed();
    answers.sort_by_key(|(_, time)| *time);
    let count = |status: u16| answers.iter().filter(|(answered, _)| *answered == status).count();
    let all = store::ledger::envelopes(&store).await.expect("read");
    let leaves = all.iter().filter(|(id, _)| id.as_str().starts_with("territoire") && id.as_str().ends_with(&run));
    let (opened, committed) = leaves.fold((0, 0), |sum, (_, leaf)| (sum.0 + leaf.opened, sum.1 + leaf.committed));
    verify(&store, None).await.expect("read").expect("the ledger holds");
    let (over, errors) = ((committed - opened).max(0), answers.len() - count(200) - count(409));
    let (rate, p99) = (answers.len() as f64 / elapsed.as_secs_f64(), answers[answers.len() * 99 / 100].1);
    println!(
        "| {engine}, seed {seed} | {committed} / {opened} | {over} | {} | {} | {errors} | {rate:.0} | {} ms |",
        count(200),
        count(409),
        p99.as_millis()
    );
    let timed = env::var_os("REBOND_BARS").is_some();
    let bars = [
        (over > 0, format!("{over} cents over")),
        (errors > 0, format!("{errors} errors")),
        (timed && rate < 1_000.0, format!("{rate:.0} decisions a second, the bar is 1 000")),
        (timed && p99 >= Duration::from_millis(250), format!("p99 {p99:?}, the bar is 250 ms")),
    ];
    bars.into_iter().filter(|(broken, _)| *broken).map(|(_, what)| format!("{engine}, seed {seed}: {what}")).collect()
}

/// Each server in a runtime of its own, which takes its watchers and its connections with it when it ends: the twentieth found
/// PostgreSQL full of those of the nineteen before.
fn alone(engine: &str, url: &str, seed: u64, decisions: u64) -> Vec<String> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let broken = runtime.block_on(run(engine, url, seed, decisions));
    runtime.shutdown_timeout(Duration::from_secs(5));
    broken
}

fn main() {
    let (decisions, seeds) = (setting("REBOND_BENCH_DECISIONS", 10_000), setting("REBOND_BENCH_SEEDS", 1));
    let folder = tempfile::tempdir().expect("folder");
    println!("| {DECIDERS} deciders over HTTP | committed / opened, cents | over | taken | refused | errors | decisions/s | p99 |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut broken = vec![];
    for seed in 1..=seeds {
        broken.extend(alone("SQLite", &format!("sqlite:{}", folder.path().join(format!("{seed}.db")).display()), seed, decisions));
        if let Ok(server) = env::var("REBOND_BENCH_POSTGRES") {
            broken.extend(alone("PostgreSQL", &server, seed, decisions));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
