//! The desk: decisions wait in a queue, and are judged and committed in batches.
//!
//! A batch is as long as its wait for the disk was: alone, a decision goes at once; in a crowd, one disk sync serves
//! all that came meanwhile. A decision that is refused writes nothing and hinders nobody.
//!
//! What is new is asked more than what is replayed ([`ledger::timely`], [`ledger::named`], [`Terms`]), after its key was looked for:
//! what was written under other rules, and is sent again, gets its line. Here and not in the pages, so that none forgets it.

use super::book::Book;
use super::rows::Line;
use super::{Keyed, Terms, storable, wide};
use crate::StoreError;
use crate::applications::{self, Move, Near};
use crate::chain::{self, LEDGER};
use crate::conn::{Cell, Conn, Result, cells};
use crate::opened::Engine;
use crate::sha256;
use domain::calendar::paris_time;
use jiff::Timestamp;
use ledger::{AwardId, Entry, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};
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

/// What became of an order: decided, or nothing was judged.
pub(crate) enum Judged {
    Decided(Decided),
    /// Its application had moved.
    Conflict,
    /// Somebody ranked higher awaits a second person.
    Ahead(::applications::Refusal),
    /// Another envelope is its own now: a share was delegated, or closed, since it was chosen.
    Elsewhere,
}

#[derive(Clone)]
pub(crate) struct Desk {
    queue: mpsc::Sender<(Order, oneshot::Sender<Result<Judged>>)>,
    terms: Arc<RwLock<Arc<Terms>>>,
}

/// Lines to be written together or not at all, and the step of an application that goes with them.
#[derive(Clone)]
struct Order {
    lines: Vec<(Entry, String)>,
    step: Option<Box<Move>>,
    /// The key of its only line as it was kept before keys were their author's.
    former: Option<String>,
    /// Where the first money of the application is looked for; None once some was taken: it stays where it is.
    near: Option<Near>,
    terms: Arc<Terms>,
    now: Timestamp,
}

/// One line that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'o> {
    pub entry: &'o Entry,
    pub key: &'o str,
    /// What the key was before keys were their author's.
    pub former: Option<&'o str>,
}

impl Order {
    fn asked(&self) -> impl Iterator<Item = Asked<'_>> {
        self.lines.iter().map(|(entry, key)| Asked { entry, key, former: self.former.as_deref() })
    }
}

/// Where a line comes from: what is asked of it depends on that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Somebody, on the page of an envelope or by a program.
    Hand,
    /// The step of an application, which has its own rules and its own beneficiary.
    Step,
    /// Many lines of a past, at once: their dates are what they were.
    Import,
}

const INSERT: &str = "INSERT INTO ledger_entry (seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, \
     detail, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const BY_KEY: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE key = $1";
const BY_EITHER: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE key IN ($1, $2)";
static INSERT_MANY: LazyLock<String> = LazyLock::new(|| wide::adding(INSERT, 13));
static BY_KEYS: LazyLock<String> = LazyLock::new(|| wide::among(BY_KEY));

impl Desk {
    /// The task ends when the last [`Desk`] is dropped and the queue is empty.
    pub(crate) fn start(engine: Engine) -> Desk {
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(run(engine, queue));
        Desk { queue: sender, terms: Arc::default() }
    }

    pub(super) fn ask(&self, change: impl FnOnce(&mut Terms)) {
        let mut terms = self.terms.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut terms));
    }

    pub(super) fn terms(&self) -> Arc<Terms> {
        self.terms.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) async fn decide(&self, entry: Entry, key: Keyed, now: Timestamp) -> Result<Decided> {
        let terms = self.terms();
        match self.send(Order { lines: vec![(entry, key.own)], step: None, former: key.former, near: None, terms, now }).await? {
            Judged::Decided(decided) => Ok(decided),
            Judged::Conflict | Judged::Ahead(_) | Judged::Elsewhere => Err(StoreError::Stopped),
        }
    }

    /// Writes `lines` and `step` in one transaction, or neither. Only a committee's favour is kept when the ledger
    /// refuses: on the waiting list, with the refusal.
    pub(crate) async fn decide_with(&self, lines: Vec<Entry>, near: Option<Near>, step: Move, now: Timestamp) -> Result<Judged> {
        let key = |n: usize| sha256(format!("application\n{}\n{}\n{n}", step.id, step.version).as_bytes());
        let lines = lines.into_iter().enumerate().map(|(n, entry)| (entry, key(n))).collect();
        self.send(Order { lines, step: Some(Box::new(step)), former: None, near, terms: self.terms(), now }).await
    }

    async fn send(&self, order: Order) -> Result<Judged> {
        order.lines.iter().try_for_each(|(entry, _)| storable(entry))?;
        let (answer, wait) = oneshot::channel();
        self.queue.send((order, answer)).await.map_err(|_| StoreError::Stopped)?;
        wait.await.map_err(|_| StoreError::Stopped)?
    }
}

async fn run(engine: Engine, mut queue: mpsc::Receiver<(Order, oneshot::Sender<Result<Judged>>)>) {
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

/// What a batch has judged so far; nothing is in the journal before its end.
pub(super) struct Batch<'o> {
    from: chain::Head,
    head: chain::Head,
    book: Book,
    lines: BTreeMap<&'o str, Line>,
    /// Keys that were looked for beforehand, and that the journal does not hold.
    fresh: BTreeSet<&'o str>,
    steps: Vec<Move>,
}

async fn write_batch(conn: &mut Conn, orders: &[Order]) -> Result<Vec<Result<Judged>>> {
    let mut batch = Batch::begin(conn).await?;
    let asked: Vec<Asked> = orders.iter().flat_map(Order::asked).collect();
    if asked.len() > 1 {
        batch.look_up(conn, &asked).await?;
    }
    let mut answers = Vec::with_capacity(orders.len());
    for order in orders {
        answers.push(batch.judge(conn, order).await?);
    }
    batch.end(conn).await?;
    // The chain of the audit last: whoever holds it takes no row after it, so nobody waits in a circle.
    for step in &batch.steps {
        step.audit(conn).await?;
    }
    Ok(answers)
}

impl<'o> Batch<'o> {
    /// Takes the head of the chain: nobody else adds to the journal before this transaction ends.
    pub(super) async fn begin(conn: &mut Conn) -> Result<Batch<'o>> {
        let from = chain::lock(conn, LEDGER).await?;
        let (book, lines, fresh) = (Book::default(), BTreeMap::new(), BTreeSet::new());
        Ok(Batch { head: from.clone(), from, book, lines, fresh, steps: vec![] })
    }

    /// Moves the counters, adds the lines in their order, advances the head.
    pub(super) async fn end(&self, conn: &mut Conn) -> Result<()> {
        if self.head == self.from {
            return Ok(());
        }
        self.book.post(conn).await?;
        let mut in_order: Vec<&Line> = self.lines.values().collect();
        in_order.sort_by_key(|line| line.place.entries);
        let rows = in_order.into_iter().map(cells_of).collect();
        wide::add(conn, INSERT, INSERT_MANY.as_str(), rows).await?;
        chain::advance(conn, LEDGER, &self.from, &self.head).await
    }

    /// Looks the keys and the awards of many decisions up at once: judging them then asks for no more of them, and a crowd pays
    /// for few statements instead of two each.
    pub(super) async fn look_up(&mut self, conn: &mut Conn, decisions: &[Asked<'o>]) -> Result<()> {
        // Two for each: what was kept before keys were their author's is there too.
        for some in decisions.chunks(wide::KEYS / 2) {
            let keys: Vec<&str> = some.iter().flat_map(|asked| [Some(asked.key), asked.former]).flatten().collect();
            let there = conn.rows(BY_KEYS.as_str(), wide::keys(&keys), |row| row.text("key")).await?;
            let known = |key: &str| there.iter().any(|old| old == key);
            self.fresh.extend(some.iter().filter(|asked| !known(asked.key) && !asked.former.is_some_and(known)).map(|asked| asked.key));
        }
        let awards: BTreeSet<&AwardId> = decisions.iter().filter_map(|asked| asked.entry.kind.award()).collect();
        self.book.look_up(conn, &awards).await
    }

    async fn judge(&mut self, conn: &mut Conn, order: &'o Order) -> Result<Result<Judged>> {
        if let [(entry, key)] = &order.lines[..]
            && order.step.is_none()
        {
            let asked = Asked { entry, key, former: order.former.as_deref() };
            let decided = self.judge_line(conn, asked, (Origin::Hand, order.terms.as_ref()), order.now).await?;
            return Ok(decided.map(Judged::Decided));
        }
        let Some(step) = &order.step else { return Ok(Err(StoreError::Stopped)) };
        if let Some(refusal) = step.ahead(conn).await? {
            return Ok(Ok(Judged::Ahead(refusal)));
        }
        if let (Some(near), Some((first, _))) = (&order.near, order.lines.first())
            && self.book.drawn(conn, near).await? != first.envelope
        {
            return Ok(Ok(Judged::Elsewhere));
        }
        if !step.claim(conn).await? {
            return Ok(Ok(Judged::Conflict));
        }
        let (head, book) = (self.head.clone(), self.book.clone());
        let mut last = None;
        for (entry, key) in &order.lines {
            match self.judge_line(conn, Asked { entry, key, former: None }, (Origin::Step, order.terms.as_ref()), order.now).await? {
                Ok(Decided::Written(receipt)) => last = Some(receipt),
                Ok(Decided::Refused(refusal)) => {
                    (self.head, self.book) = (head, book);
                    order.lines.iter().for_each(|(_, key)| drop(self.lines.remove(key.as_str())));
                    self.steps.extend(step.refused(conn, &refusal).await?);
                    return Ok(Ok(Judged::Decided(Decided::Refused(refusal))));
                }
                // The version was claimed, so its keys are new: only an altered database comes here.
                Err(error) => return Err(error),
            }
        }
        step.write(conn).await?;
        self.steps.push((**step).clone());
        Ok(last.map(|receipt| Judged::Decided(Decided::Written(receipt))).ok_or(StoreError::Stopped))
    }

    pub(super) async fn judge_line(
        &mut self,
        conn: &mut Conn,
        Asked { entry, key, former }: Asked<'o>,
        from: (Origin, &Terms),
        now: Timestamp,
    ) -> Result<Result<Decided>> {
        let earlier = match (self.lines.get(key), former) {
            (Some(line), _) => Some(repeated(line, entry)),
            (None, _) if self.fresh.contains(key) => None,
            (None, None) => conn.row(BY_KEY, cells![key], Line::read).await?.map(|line| repeated(&line, entry)),
            (None, Some(former)) => {
                let there = conn.rows(BY_EITHER, cells![key, former], Line::read).await?;
                // Of another author, the former key hinders nobody.
                let own = |line: &&Line| line.key == key || line.actor == entry.actor;
                there.iter().filter(own).max_by_key(|line| line.key == key).map(|line| repeated(line, entry))
            }
        };
        if let Some(answer) = earlier {
            return Ok(answer);
        }
        if let Some(refusal) = self.unfit(conn, entry, from, now).await? {
            return Ok(Ok(Decided::Refused(refusal)));
        }
        Ok(match self.book.judge(conn, entry).await? {
            Err(refusal) => Ok(Decided::Refused(refusal)),
            Ok(()) => {
                let line = Line::new(entry, key, now, &self.head)?;
                self.head = line.place.clone();
                self.lines.insert(key, line);
                Ok(Decided::Written(receipt(&self.head)))
            }
        })
    }
}

impl Batch<'_> {
    /// Why a new entry is refused before any counter is looked at.
    async fn unfit(&mut self, conn: &mut Conn, entry: &Entry, (from, terms): (Origin, &Terms), now: Timestamp) -> Result<Option<Refusal>> {
        if from != Origin::Import
            && let Err(refusal) = ledger::timely(entry, paris_time(now).date())
        {
            return Ok(Some(refusal));
        }
        let root = self.book.root(conn, &entry.envelope).await?;
        // Once an act set the last day, it is for the journal to judge.
        let by_act = self.book.envelope(&root).is_some_and(|root| root.until.is_some());
        let told = terms.until.get(&root).copied().filter(|_| !by_act);
        let fit = ledger::opened_by_two(entry, self.book.envelope(&entry.envelope), terms.two_persons_from)
            .and_then(|()| ledger::within(entry, told));
        if let Err(refusal) = fit {
            return Ok(Some(refusal));
        }
        let Some(award) = entry.kind.award().filter(|_| from != Origin::Step) else { return Ok(None) };
        if let Some(page) = applications::owner(conn, award).await? {
            return Ok(Some(ledger::of_an_application(award, &page)));
        }
        if from == Origin::Hand
            && let Err(refusal) = ledger::named(entry)
            && !self.book.knows(conn, award).await?
        {
            return Ok(Some(refusal));
        }
        Ok(None)
    }
}

fn receipt(place: &chain::Head) -> Receipt {
    Receipt { entry: place.entries, digest: place.digest.clone() }
}

/// The key came before: the same request gets the same answer.
fn repeated(line: &Line, entry: &Entry) -> Result<Decided> {
    if line.entry()? == *entry { Ok(Decided::Written(receipt(&line.place))) } else { Err(StoreError::KeyReused) }
}

/// In the order of [`INSERT`].
fn cells_of(line: &Line) -> Vec<Cell> {
    cells![
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
    ]
}
