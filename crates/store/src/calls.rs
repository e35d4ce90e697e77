//! What operators add to the calls of the programme files: dates of a wave that no source gives, scoring grids.
//!
//! Dates are acts, kept one after the other beside the sourced ones: the latest is in force.

use crate::conn::{Result, Row, cells, to_json};
use crate::id::fresh;
use crate::{Store, audit};
use applications::Grid;
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// The dates of a wave, set by somebody for a reason.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveAct {
    pub id: String,
    pub wave: String,
    pub opens_at: Timestamp,
    /// Absent: until exhaustion.
    pub closes_at: Option<Timestamp>,
    pub reason: String,
    pub who: String,
    pub at: Timestamp,
}

/// One version of the grid of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct GridVersion {
    pub version: i64,
    pub grid: Grid,
    pub who: String,
    pub at: Timestamp,
    /// A score was given on it.
    pub frozen_at: Option<Timestamp>,
}

const ACT: &str =
    "INSERT INTO call_wave_act (id, call, wave, opens_at, closes_at, reason, who, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const ACTS: &str = "SELECT id, wave, opens_at, closes_at, reason, who, at FROM call_wave_act WHERE call = $1 ORDER BY at DESC, id DESC";
const ALL_ACTS: &str = "SELECT call, id, wave, opens_at, closes_at, reason, who, at FROM call_wave_act ORDER BY at DESC, id DESC";
const EDIT: &str = "UPDATE call_grid SET grid = $3, who = $4, at = $5 WHERE call = $1 AND version = $2 AND frozen_at IS NULL";
const ADD: &str = "INSERT INTO call_grid (call, version, grid, who, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (call, version) DO NOTHING";
const LATEST: &str = "SELECT version, grid, who, at, frozen_at FROM call_grid WHERE call = $1 ORDER BY version DESC LIMIT 1";
const VERSION: &str = "SELECT version, grid, who, at, frozen_at FROM call_grid WHERE call = $1 AND version = $2";

/// The dates somebody gives a wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    /// None: one wave more, which is named as it is written, so that two persons who add one at once add two.
    pub wave: Option<String>,
    pub opens_at: Timestamp,
    pub closes_at: Option<Timestamp>,
}

/// Waves that were added to those of a file: "ajoutee-1", then "ajoutee-2".
const ADDED: &str = "ajoutee-";

/// The number of a wave that was added; None for those of a file.
pub fn added(wave: &str) -> Option<u32> {
    wave.strip_prefix(ADDED)?.parse().ok()
}

/// The name of the next one to be added to these.
pub fn next<'a>(waves: impl Iterator<Item = &'a str>) -> String {
    format!("{ADDED}{}", waves.filter_map(added).max().unwrap_or_default() + 1)
}

/// Sets the dates of waves, all or none. A wave that stands so already is left alone, and one with the dates of another that was
/// added is that one: sent twice, the act is written once. Gives how many were written.
pub async fn set_dates(store: &Store, call: &str, dates: Vec<Dates>, reason: &str, who: &str, now: Timestamp) -> Result<usize> {
    let (call, reason, who) = (call.to_owned(), reason.to_owned(), who.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                // Of two requests at once on PostgreSQL, the second reads what the first wrote: both take the audit first.
                let wanted: Vec<String> = dates.iter().map(|dates| dates.wave.clone().unwrap_or_else(|| "+".into())).collect();
                audit::append(conn, now, &who, "call.set_dates", &format!("call:{call}"), json!({ "waves": wanted })).await?;
                let acts = conn.rows(ACTS, cells![&call], act).await?;
                let mut standing: BTreeMap<String, (Timestamp, Option<Timestamp>)> = BTreeMap::new();
                // The latest comes first, and stays.
                for act in acts {
                    standing.entry(act.wave).or_insert((act.opens_at, act.closes_at));
                }
                let mut written = 0;
                for Dates { wave, opens_at, closes_at } in dates {
                    let set = (opens_at, closes_at);
                    let stands = match &wave {
                        Some(wave) => standing.get(wave) == Some(&set),
                        None => standing.iter().any(|(wave, there)| added(wave).is_some() && *there == set),
                    };
                    if stands {
                        continue;
                    }
                    let wave = wave.unwrap_or_else(|| next(standing.keys().map(String::as_str)));
                    conn.execute(ACT, cells![fresh(now), &call, &wave, opens_at, closes_at, &reason, &who, now]).await?;
                    standing.insert(wave, set);
                    written += 1;
                }
                Ok(written)
            })
        })
        .await
}

/// Every act on the waves of a call, the latest first.
pub async fn acts(store: &Store, call: &str) -> Result<Vec<WaveAct>> {
    store.reader().await?.rows(ACTS, cells![call], act).await
}

/// The act in force on each wave of each call: (call, act).
pub async fn in_force(store: &Store) -> Result<Vec<(String, WaveAct)>> {
    let all = store.reader().await?.rows(ALL_ACTS, vec![], |row| Ok((row.text("call")?, act(row)?))).await?;
    let mut latest: Vec<(String, WaveAct)> = vec![];
    for (call, act) in all {
        if !latest.iter().any(|(known, other)| *known == call && other.wave == act.wave) {
            latest.push((call, act));
        }
    }
    Ok(latest)
}

/// Writes the grid: in the latest version if nobody scored on it, else in a new one. Gives the version.
pub async fn set_grid(store: &Store, call: &str, grid: &Grid, who: &str, now: Timestamp) -> Result<i64> {
    let (call, text, who) = (call.to_owned(), to_json("grid", grid)?, who.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let latest = conn.row(LATEST, cells![&call], version).await?.map_or(0, |latest| latest.version);
                let mut written = latest;
                // The guard decides, not what was read: a score may have come meanwhile.
                if latest == 0 || conn.execute(EDIT, cells![&call, latest, &text, &who, now]).await? == 0 {
                    written = latest + 1;
                    if conn.execute(ADD, cells![&call, written, &text, &who, now]).await? == 0 {
                        return Err(crate::StoreError::Busy { why: "call_grid".into() });
                    }
                }
                audit::append(conn, now, &who, "call.set_grid", &format!("call:{call}"), json!({ "version": written })).await?;
                Ok(written)
            })
        })
        .await
}

pub async fn latest_grid(store: &Store, call: &str) -> Result<Option<GridVersion>> {
    store.reader().await?.row(LATEST, cells![call], version).await
}

pub async fn grid(store: &Store, call: &str, number: i64) -> Result<Option<GridVersion>> {
    store.reader().await?.row(VERSION, cells![call, number], version).await
}

fn act(row: &Row) -> Result<WaveAct> {
    Ok(WaveAct {
        id: row.text("id")?,
        wave: row.text("wave")?,
        opens_at: row.time("opens_at")?,
        closes_at: row.maybe_time("closes_at")?,
        reason: row.text("reason")?,
        who: row.text("who")?,
        at: row.time("at")?,
    })
}

fn version(row: &Row) -> Result<GridVersion> {
    Ok(GridVersion {
        version: row.whole("version")?,
        grid: row.json("grid")?,
        who: row.text("who")?,
        at: row.time("at")?,
        frozen_at: row.maybe_time("frozen_at")?,
    })
}
