//! Work done now and then by one server of several: whoever takes a job first does it.

use crate::Store;
use crate::conn::{Result, cells};
use jiff::{SignedDuration, Timestamp};

const NAME: &str = "INSERT INTO job (name, taken_at) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING";
/// The guard: of two servers, one moves the hour.
const TAKE: &str = "UPDATE job SET taken_at = $2 WHERE name = $1 AND taken_at <= $3";

/// True for the one who does the job now: nobody took it for `every`.
pub async fn take(store: &Store, name: &str, every: SignedDuration, now: Timestamp) -> Result<bool> {
    let name = name.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                conn.execute(NAME, cells![&name]).await?;
                Ok(conn.execute(TAKE, cells![&name, now, now - every]).await? == 1)
            })
        })
        .await
}
