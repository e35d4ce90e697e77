//! The desk: decisions wait in a queue, and are judged and committed in batches.
//!
//! A batch is as long as its wait for the disk was: alone, a decision goes at once; in a crowd, one disk sync serves
//! all that came meanwhile. A decision that is refused writes nothing and hinders nobody.

use super::book::Book;
use super::rows::Line;
use super::storable;
use crate::StoreError;
use crate::chain::{self, LEDGER};
use crate::conn::{Conn, Result, cells};
use crate::opened::Engine;
use jiff::Timestamp;
use ledger::{Entry, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tokio::sync::{mpsc, oneshot};

/// Enough to share one disk sync between a crowd, few enough for the first of the batch not to wait.
const BATCH: usize = 256;
const QUEUE: usize = 2048;

/// What became of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    Written(Receipt),
    Refused(Refusal),
}

/// The line of the journal that holds the decision, on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Place in the journal, from 1.
    pub entry: i64,
    /// Its digest, which covers everything before it.
    pub digest: String,
}

#[derive(Clone)]
pub(crate) struct Desk(mpsc::Sender<(Order, oneshot::Sender<Result<Decided>>)>);

#[derive(Clone)]
struct Order {
    entry: Entry,
    key: String,
    now: Timestamp,
}

const INSERT: &str = "INSERT INTO ledger_entry (seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, \
     detail, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const BY_KEY: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE key = $1";

impl Desk {
    /// The task ends when the last [`Desk`] is dropped and the queue is empty.
    pub(crate) fn start(engine: Engine) -> Desk {
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(run(engine, queue));
        Desk(sender)
    }

    pub(super) async fn decide(&self, entry: Entry, key: String, now: Timestamp) -> Result<Decided> {
        storable(&entry)?;
        let (answer, wait) = oneshot::channel();
        self.0.send((Order { entry, key, now }, answer)).await.map_err(|_| StoreError::Stopped)?;
        wait.await.map_err(|_| StoreError::Stopped)?
    }
}

async fn run(engine: Engine, mut queue: mpsc::Receiver<(Order, oneshot::Sender<Result<Decided>>)>) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        let (orders, waiting): (Vec<Order>, Vec<_>) = batch.drain(..).unzip();
        let outcome = engine.write(move |conn| Box::pin(async move { write_batch(conn, &orders).await })).await;
        match outcome {
            Ok(answers) => {
                for (answer, wait) in answers.into_iter().zip(waiting) {
                    // Nobody listens when the request was abandoned: the decision stands all the same.
                    let _ = wait.send(answer);
                }
            }
            Err(error) => waiting.into_iter().for_each(|wait| drop(wait.send(Err(error.clone())))),
        }
    }
}

async fn write_batch(conn: &mut Conn, orders: &[Order]) -> Result<Vec<Result<Decided>>> {
    let from = chain::lock(conn, LEDGER).await?;
    let (mut head, mut book, mut lines) = (from.clone(), Book::default(), BTreeMap::<&str, Line>::new());
    let mut answers = Vec::with_capacity(orders.len());
    for order in orders {
        let earlier = match lines.get(order.key.as_str()) {
            Some(line) => Some(repeated(line, order)),
            None => conn.row(BY_KEY, cells![&order.key], Line::read).await?.map(|line| repeated(&line, order)),
        };
        answers.push(match earlier {
            Some(answer) => answer,
            None => match book.judge(conn, &order.entry).await? {
                Err(refusal) => Ok(Decided::Refused(refusal)),
                Ok(()) => {
                    let line = Line::new(&order.entry, &order.key, order.now, &head)?;
                    head = line.place.clone();
                    lines.insert(&order.key, line);
                    Ok(Decided::Written(receipt(&head)))
                }
            },
        });
    }
    if head == from {
        return Ok(answers);
    }
    book.post(conn).await?;
    let mut in_order: Vec<&Line> = lines.values().collect();
    in_order.sort_by_key(|line| line.place.entries);
    for line in in_order {
        insert(conn, line).await?;
    }
    chain::advance(conn, LEDGER, &from, &head).await?;
    Ok(answers)
}

fn receipt(place: &chain::Head) -> Receipt {
    Receipt { entry: place.entries, digest: place.digest.clone() }
}

/// The key came before: the same request gets the same answer.
fn repeated(line: &Line, order: &Order) -> Result<Decided> {
    if line.entry()? == order.entry { Ok(Decided::Written(receipt(&line.place))) } else { Err(StoreError::KeyReused) }
}

async fn insert(conn: &mut Conn, line: &Line) -> Result<()> {
    let cells = cells![
        line.place.entries,
        &line.key,
        line.written_at,
        &line.envelope,
        &line.kind,
        line.award.clone(),
        line.amount,
        &line.date,
        &line.decision,
        &line.actor,
        line.approver.clone(),
        &line.detail,
        &line.place.digest
    ];
    conn.execute(INSERT, cells).await.map(drop)
}
