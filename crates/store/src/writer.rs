//! The only writer of a SQLite database: one task, one connection, one queue, group commit.
//!
//! Whatever waits in the queue is written in one `BEGIN IMMEDIATE` transaction, a savepoint per job, and acknowledged
//! after the commit has reached the disk (WAL, `synchronous=FULL`). A job that fails is undone alone. Measured
//! against deferred transactions from many connections, which lose most of their work to lock errors.

use crate::StoreError;
use crate::conn::{Conn, Pending, Result};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;
use tokio::sync::{mpsc, oneshot};

/// Enough to share one disk sync between a crowd, few enough for the first of the group not to wait.
const GROUP: usize = 128;
const QUEUE: usize = 1024;

/// Says to whoever asked for the write whether its group was committed.
type Acknowledge = Box<dyn FnOnce(Result<()>) + Send>;
/// Runs the job, or is told why it cannot run; gives whether what it did is to be kept, and how to acknowledge it.
type Job = Box<dyn for<'c> FnOnce(Result<&'c mut Conn>) -> Pending<'c, (Result<()>, Acknowledge)> + Send>;

#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Takes the connection for good. The task ends when the last [`Writer`] is dropped and the queue is empty.
    pub(crate) fn start(conn: Conn) -> Writer {
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(run(conn, queue));
        Writer(sender)
    }

    /// Runs `job` in a group and waits for its commit. Dropping the wait does not undo the job.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        job: impl for<'c> FnOnce(&'c mut Conn) -> Pending<'c, Result<T>> + Send + 'static,
    ) -> Result<T> {
        let (answer, wait) = oneshot::channel();
        let boxed: Job = Box::new(move |conn| {
            Box::pin(async move {
                let result = match conn {
                    Ok(conn) => unwinding(job(conn)).await,
                    Err(error) => Err(error),
                };
                let kept = result.as_ref().map(drop).map_err(StoreError::clone);
                let acknowledge: Acknowledge = Box::new(move |committed| {
                    // Nobody listens when the request was abandoned: the write stands all the same.
                    let _ = answer.send(result.and_then(|value| committed.map(|()| value)));
                });
                (kept, acknowledge)
            })
        });
        self.0.send(boxed).await.map_err(|_| StoreError::Stopped)?;
        wait.await.map_err(|_| StoreError::Stopped)?
    }
}

/// A job that panics fails alone: it must not take the writer, and with it the whole server, down.
async fn unwinding<T>(mut job: Pending<'_, Result<T>>) -> Result<T> {
    poll_fn(|context| {
        catch_unwind(AssertUnwindSafe(|| job.as_mut().poll(context)))
            .unwrap_or_else(|_| Poll::Ready(Err(StoreError::Query { why: "the write panicked; see the log".into() })))
    })
    .await
}

async fn run(mut conn: Conn, mut queue: mpsc::Receiver<Job>) {
    let mut group = Vec::with_capacity(GROUP);
    while queue.recv_many(&mut group, GROUP).await > 0 {
        let mut waiting = Vec::with_capacity(group.len());
        let outcome = commit_group(&mut conn, group.drain(..), &mut waiting).await;
        if outcome.is_err() {
            // Ends what is left of the transaction. The engine may have ended it itself, and then this fails in vain.
            let _ = conn.execute("ROLLBACK", vec![]).await;
        }
        for acknowledge in waiting {
            acknowledge(outcome.clone());
        }
    }
}

async fn commit_group(conn: &mut Conn, group: impl Iterator<Item = Job>, waiting: &mut Vec<Acknowledge>) -> Result<()> {
    let mut so_far = conn.execute("BEGIN IMMEDIATE", vec![]).await.map(drop);
    for job in group {
        so_far = match so_far {
            Ok(()) => run_in_savepoint(conn, job, waiting).await,
            Err(error) => {
                waiting.push(job(Err(error.clone())).await.1);
                Err(error)
            }
        };
    }
    so_far?;
    conn.execute("COMMIT", vec![]).await.map(drop)
}

/// An error here condemns the whole group: on a full disk or a failed sync SQLite rolls the transaction back itself,
/// savepoints included, and whatever ran after that would be committed piecemeal.
async fn run_in_savepoint(conn: &mut Conn, job: Job, waiting: &mut Vec<Acknowledge>) -> Result<()> {
    if let Err(error) = conn.execute("SAVEPOINT job", vec![]).await {
        waiting.push(job(Err(error.clone())).await.1);
        return Err(error);
    }
    let (kept, acknowledge) = job(Ok(conn)).await;
    waiting.push(acknowledge);
    if let Err(error) = kept {
        conn.execute("ROLLBACK TO job", vec![]).await.map_err(|_| error)?;
    }
    conn.execute("RELEASE job", vec![]).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Address, sqlite_writer};
    use crate::conn::cells;

    async fn writer() -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().expect("folder");
        let url = format!("sqlite:{}", folder.path().join("rebond.db").display());
        let Ok(Address::Sqlite { options, .. }) = Address::parse(&url) else { panic!("a SQLite address") };
        let mut conn = sqlite_writer(&options, false).await.expect("opens");
        conn.script("CREATE TABLE line (text TEXT NOT NULL)").await.expect("table");
        (folder, Writer::start(conn))
    }

    async fn put(writer: &Writer, text: String) -> Result<u64> {
        writer.write(|conn| Box::pin(async move { conn.execute("INSERT INTO line (text) VALUES ($1)", cells![text]).await })).await
    }

    async fn lines(writer: &Writer) -> i64 {
        let count =
            writer.write(|conn| Box::pin(async move { conn.row("SELECT COUNT(*) AS n FROM line", vec![], |row| row.whole("n")).await }));
        count.await.expect("counted").expect("one row")
    }

    #[tokio::test]
    async fn a_commit_waits_for_the_disk() {
        let (_folder, writer) = writer().await;
        let settings = writer.write(|conn| {
            Box::pin(async move {
                let journal = conn.row("PRAGMA journal_mode", vec![], |row| row.text("journal_mode")).await?;
                let synchronous = conn.row("PRAGMA synchronous", vec![], |row| row.whole("synchronous")).await?;
                let foreign_keys = conn.row("PRAGMA foreign_keys", vec![], |row| row.whole("foreign_keys")).await?;
                Ok((journal, synchronous, foreign_keys))
            })
        });
        // 2 is FULL: sqlite.org/pragma.html.
        assert_eq!(settings.await, Ok((Some("wal".into()), Some(2), Some(1))));
    }

    #[tokio::test]
    async fn a_job_that_panics_is_undone_alone_and_the_writer_goes_on() {
        let (_folder, writer) = writer().await;
        let panics = writer.write::<()>(|conn| {
            Box::pin(async move {
                conn.execute("INSERT INTO line (text) VALUES ('half')", vec![]).await?;
                panic!("on purpose")
            })
        });
        // All three are queued before the writer runs: they are of one group.
        let (before, panicked, after) = tokio::join!(put(&writer, "before".into()), panics, put(&writer, "after".into()));
        assert_eq!((before, after), (Ok(1), Ok(1)));
        assert!(matches!(panicked, Err(StoreError::Query { .. })), "{panicked:?}");
        assert_eq!(lines(&writer).await, 2);
    }

    #[tokio::test]
    async fn a_full_disk_acknowledges_nothing_of_the_group_and_heals_without_a_restart() {
        let (_folder, writer) = writer().await;
        let limit = |sql: &'static str| writer.write(move |conn| Box::pin(async move { conn.row(sql, vec![], |_| Ok(())).await }));
        limit("PRAGMA max_page_count = 20").await.expect("a small disk");
        let big = "x".repeat(200_000);
        let (small, full, late) = tokio::join!(put(&writer, "small".into()), put(&writer, big.clone()), put(&writer, "late".into()));
        assert_eq!(full, Err(StoreError::Full));
        let acknowledged = [&small, &late].iter().filter(|answer| answer.is_ok()).count() as i64;
        assert_eq!(lines(&writer).await, acknowledged, "{small:?} {late:?}");
        limit("PRAGMA max_page_count = 10000").await.expect("space again");
        assert_eq!(put(&writer, big).await, Ok(1));
        assert_eq!(lines(&writer).await, acknowledged + 1);
    }

    #[tokio::test]
    async fn an_engine_that_ends_the_transaction_itself_fails_the_whole_group_with_its_reason() {
        let (_folder, writer) = writer().await;
        let ends = writer.write::<()>(|conn| {
            Box::pin(async move {
                conn.execute("ROLLBACK", vec![]).await?;
                Err(StoreError::Full)
            })
        });
        let (before, ended, after) = tokio::join!(put(&writer, "before".into()), ends, put(&writer, "after".into()));
        let full = StoreError::Full;
        assert_eq!((before, ended, after), (Err(full.clone()), Err(full.clone()), Err(full)));
        assert_eq!(lines(&writer).await, 0);
        assert_eq!(put(&writer, "again".into()).await, Ok(1));
    }
}
