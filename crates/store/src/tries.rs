//! Slowing down whoever guesses passwords, on every server at once: the count is in the database.
//!
//! A try is counted before it is judged, so that a hundred tries sent together are not a hundred guesses; it is
//! uncounted when it succeeds. What is counted, and for whom, is told in `docs/decisions/0016`.

use crate::conn::{Result, cells};
use crate::{Store, sha256};
use jiff::{SignedDuration, Timestamp};

/// Whose tries are counted. Only a digest is kept: the table names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    digest: String,
    /// Failures before the first wait.
    free: i64,
}

impl Subject {
    /// An account, for browsers it does not know, wherever they are.
    pub fn account(email: &str) -> Subject {
        Subject::new("account", &[email], 40)
    }
    /// An account as tried from one address of the network.
    pub fn account_from(email: &str, address: &str) -> Subject {
        Subject::new("account-from", &[email, address], 5)
    }
    /// An address of the network, whatever accounts it tries.
    pub fn address(address: &str) -> Subject {
        Subject::new("address", &[address], 20)
    }
    /// An account as tried from a browser that it knows.
    pub fn browser(email: &str, browser: &str) -> Subject {
        Subject::new("browser", &[email, browser], 5)
    }
    /// Mails sent to an address that forgot its password.
    pub fn mail(email: &str) -> Subject {
        Subject::new("mail", &[email], 2)
    }

    fn new(kind: &str, parts: &[&str], free: i64) -> Subject {
        Subject { digest: sha256(format!("{kind}\n{}", parts.join("\n")).as_bytes()), free }
    }
}

/// Counts one more, unless the subject waits: `free` failures cost nothing, then each more costs a longer wait. Failures
/// older than a day are forgotten.
const COUNT: &str = "INSERT INTO sign_in_try (subject, failures, last_at, until_at) VALUES ($1, 1, $2, $2) \
     ON CONFLICT (subject) DO UPDATE SET \
     failures = CASE WHEN sign_in_try.last_at < $3 THEN 1 ELSE sign_in_try.failures + 1 END, \
     until_at = CASE WHEN sign_in_try.last_at < $3 OR sign_in_try.failures + 1 < $4 THEN $2 \
       WHEN sign_in_try.failures + 1 < $4 + 3 THEN $2 + 15000000 \
       WHEN sign_in_try.failures + 1 < $4 + 6 THEN $2 + 60000000 \
       WHEN sign_in_try.failures + 1 < $4 + 10 THEN $2 + 300000000 \
       ELSE $2 + 900000000 END, \
     last_at = $2 \
     WHERE sign_in_try.until_at <= $2";
const UNTIL: &str = "SELECT until_at FROM sign_in_try WHERE subject = $1";
const UNCOUNT: &str = "UPDATE sign_in_try SET failures = failures - 1, until_at = last_at WHERE subject = $1 AND failures > 0";
const CLEAR: &str = "DELETE FROM sign_in_try WHERE subject = $1";
const FORGET: &str = "DELETE FROM sign_in_try WHERE last_at < $1";

/// Counts a try of all these subjects; if one of them waits, says until when, and the try is not made.
pub async fn begin(store: &Store, subjects: &[Subject], now: Timestamp) -> Result<Option<Timestamp>> {
    let subjects = subjects.to_vec();
    store
        .write(move |conn| {
            Box::pin(async move {
                let yesterday = now - SignedDuration::from_hours(24);
                for subject in &subjects {
                    let counted = conn.execute(COUNT, cells![&subject.digest, now, yesterday, subject.free]).await?;
                    if counted == 0 {
                        return conn.row(UNTIL, cells![&subject.digest], |row| row.time("until_at")).await;
                    }
                }
                Ok(None)
            })
        })
        .await
}

/// The try succeeded: what is `cleared` begins again from nothing, what is `uncounted` forgets this try only, so that an
/// attacker who owns one account does not wash its other guesses away.
pub async fn succeeded(store: &Store, cleared: &[Subject], uncounted: &[Subject]) -> Result<()> {
    let (cleared, uncounted) = (cleared.to_vec(), uncounted.to_vec());
    store
        .write(move |conn| {
            Box::pin(async move {
                for subject in &cleared {
                    conn.execute(CLEAR, cells![&subject.digest]).await?;
                }
                for subject in &uncounted {
                    conn.execute(UNCOUNT, cells![&subject.digest]).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Erases what is older than `before`; returns how many subjects.
pub async fn forget(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}
