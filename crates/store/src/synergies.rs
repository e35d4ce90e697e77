//! Synergies that a territory follows: each of their steps with its day and its words, and what was realised, declared and verified.

use crate::conn::{Conn, Result, Row, cells};
use crate::sheets::{day, phase};
use crate::{SheetId, Store, StoreError, SynergyId, audit};
use domain::{Date, SynergyState};
use jiff::Timestamp;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What a synergy is when it begins to be followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detected {
    pub phase: u8,
    pub code: String,
    pub region: String,
    /// "substitution", "sharing".
    pub kind: String,
    pub title: String,
    pub supply: String,
    pub demand: String,
    /// JSON of the lead.
    pub found: String,
    pub unit: String,
    /// Thousandths of the unit a year, as the lead says.
    pub declared: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Synergy {
    pub id: SynergyId,
    pub detected: Detected,
    pub state: SynergyState,
    /// Who animates it.
    pub animator: String,
    pub sheet: Option<SheetId>,
    pub verified: Option<i64>,
    /// Cents a year.
    pub gain: Option<i64>,
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
}

/// A step: where it stands now, and what is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub state: SynergyState,
    pub on: Date,
    pub body: String,
    pub animator: String,
    pub sheet: Option<SheetId>,
    pub declared: Option<i64>,
    pub verified: Option<i64>,
    pub gain: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub version: i64,
    pub state: SynergyState,
    pub on: Date,
    pub body: String,
    pub declared: Option<i64>,
    pub verified: Option<i64>,
    pub author: String,
    pub at: Timestamp,
}

/// What the realised synergies of a territory save each year, in one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub unit: String,
    pub synergies: i64,
    /// How many hold what is given or what is taken, the fewer of the two: the organisation of a declared flow (the territory is one),
    /// the establishment of a published one.
    pub holders: usize,
    /// Thousandths of the unit.
    pub declared: i64,
    pub verified: i64,
    /// Of these synergies, those whose quantity nobody told.
    pub untold: i64,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, phase, code, region, kind, title, supply, demand, found, state, animator, sheet_id, unit, declared, verified, gain, \
             version, author, at FROM synergy WHERE ",
            $end
        )
    };
}
const BY_ID: &str = select!("id = $1");
const BY_FLOWS: &str = select!("phase = $1 AND code = $2 AND supply = $3 AND demand = $4");
const OF_PLACE: &str = select!("phase = $1 AND code = $2 ORDER BY id DESC LIMIT $3 OFFSET $4");
const BETWEEN: &str = "SELECT id, supply, demand FROM synergy WHERE phase = $1 AND code = $2";
const ADD: &str = "INSERT INTO synergy (id, phase, code, region, kind, title, supply, demand, found, state, animator, unit, declared, version, \
     author, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'detected', '', $10, $11, 1, $12, $13) \
     ON CONFLICT (phase, code, supply, demand) DO NOTHING";
const MOVE: &str = "UPDATE synergy SET state = $3, animator = $4, sheet_id = $5, declared = $6, verified = $7, gain = $8, \
     version = version + 1, author = $9, at = $10 WHERE id = $1 AND version = $2";
const ADD_STEP: &str = "INSERT INTO synergy_step (synergy_id, version, state, on_day, body, declared, verified, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const STEPS: &str = "SELECT version, state, on_day, body, declared, verified, author, at FROM synergy_step WHERE synergy_id = $1 \
     ORDER BY version DESC";
const TOTALS: &str = "SELECT unit, COUNT(*) AS synergies, CAST(COALESCE(SUM(declared), 0) AS BIGINT) AS declared, \
     CAST(COALESCE(SUM(verified), 0) AS BIGINT) AS verified, \
     CAST(COALESCE(SUM(CASE WHEN declared IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS untold \
     FROM synergy WHERE phase = $1 AND code = $2 AND state = 'realised' GROUP BY unit ORDER BY unit";

const SIDES: &str = "SELECT s.unit, s.supply, s.demand, a.organisation AS giver, b.organisation AS taker FROM synergy s \
     LEFT JOIN flow a ON a.id = s.supply LEFT JOIN flow b ON b.id = s.demand \
     WHERE s.phase = $1 AND s.code = $2 AND s.state = 'realised'";

/// Begins to follow a lead; the one that already follows these two flows is given back instead.
pub async fn follow(store: &Store, lead: &Detected, on: Date, author: &str, now: Timestamp) -> Result<SynergyId> {
    let (lead, author) = (lead.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = SynergyId::fresh(now);
                let place = i64::from(lead.phase);
                let cells = cells![
                    id.as_str(),
                    place,
                    &lead.code,
                    &lead.region,
                    &lead.kind,
                    &lead.title,
                    &lead.supply,
                    &lead.demand,
                    &lead.found,
                    &lead.unit,
                    lead.declared,
                    &author,
                    now
                ];
                if conn.execute(ADD, cells).await? == 0 {
                    let there = conn.row(BY_FLOWS, cells![place, &lead.code, &lead.supply, &lead.demand], read).await?;
                    return there.map(|there| there.id).ok_or_else(|| StoreError::Busy { why: "synergy gone meanwhile".into() });
                }
                let step = Moved {
                    state: SynergyState::Detected,
                    on,
                    body: String::new(),
                    animator: String::new(),
                    sheet: None,
                    declared: lead.declared,
                    verified: None,
                    gain: None,
                };
                add_step(conn, &id, 1, &step, &author, now).await?;
                Ok(id)
            })
        })
        .await
}

/// Takes a step if the synergy still stands at `expected` and the step can be taken from there. False otherwise.
pub async fn step(store: &Store, id: &SynergyId, expected: i64, moved: &Moved, author: &str, now: Timestamp) -> Result<bool> {
    let (id, moved, author) = (id.clone(), moved.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(before) = conn.row(BY_ID, cells![id.as_str()], read).await? else { return Ok(false) };
                if !before.state.leads_to(moved.state) {
                    return Ok(false);
                }
                let sheet = moved.sheet.as_ref().map(|sheet| sheet.as_str().to_owned());
                let cells = cells![
                    id.as_str(),
                    expected,
                    moved.state.code(),
                    &moved.animator,
                    sheet,
                    moved.declared,
                    moved.verified,
                    moved.gain,
                    &author,
                    now
                ];
                let done = conn.execute(MOVE, cells).await? == 1;
                if done {
                    add_step(conn, &id, expected + 1, &moved, &author, now).await?;
                }
                Ok(done)
            })
        })
        .await
}

async fn add_step(conn: &mut Conn, id: &SynergyId, version: i64, moved: &Moved, author: &str, now: Timestamp) -> Result<()> {
    let cells =
        cells![id.as_str(), version, moved.state.code(), moved.on.to_string(), &moved.body, moved.declared, moved.verified, author, now];
    conn.execute(ADD_STEP, cells).await?;
    let detail = json!({ "version": version });
    audit::append(conn, now, author, &format!("synergy.{}", moved.state.code()), &format!("synergy:{id}"), detail).await
}

pub async fn find(store: &Store, id: &SynergyId) -> Result<Option<Synergy>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// Those of a territory, the latest first: at most so many, after so many.
pub async fn of_place(store: &Store, phase: u8, code: &str, from: u32, most: u32) -> Result<Vec<Synergy>> {
    store.reader().await?.rows(OF_PLACE, cells![i64::from(phase), code, i64::from(most), i64::from(from)], read).await
}

/// Which synergy follows these two flows of a territory: by supply and demand.
pub async fn between(store: &Store, phase: u8, code: &str) -> Result<BTreeMap<(String, String), SynergyId>> {
    let read = |row: &Row| Ok(((row.text("supply")?, row.text("demand")?), SynergyId(row.text("id")?)));
    Ok(store.reader().await?.rows(BETWEEN, cells![i64::from(phase), code], read).await?.into_iter().collect())
}

/// Every step of a synergy, the latest first.
pub async fn steps(store: &Store, id: &SynergyId) -> Result<Vec<Step>> {
    store.reader().await?.rows(STEPS, cells![id.as_str()], read_step).await
}

/// What the realised synergies of a territory save each year, unit by unit.
pub async fn realised(store: &Store, phase: u8, code: &str) -> Result<Vec<Total>> {
    let mut conn = store.reader().await?;
    let place = || cells![i64::from(phase), code];
    let sides = |row: &Row| {
        let giver = holder(&row.text("supply")?, row.maybe_text("giver")?);
        Ok((row.text("unit")?, giver, holder(&row.text("demand")?, row.maybe_text("taker")?)))
    };
    let mut holders: BTreeMap<String, [BTreeSet<String>; 2]> = BTreeMap::new();
    for (unit, giver, taker) in conn.rows(SIDES, place(), sides).await? {
        let [givers, takers] = holders.entry(unit).or_default();
        givers.insert(giver);
        takers.insert(taker);
    }
    let read = |row: &Row| {
        let unit = row.text("unit")?;
        Ok(Total {
            holders: holders.get(&unit).map_or(0, |[givers, takers]| givers.len().min(takers.len())),
            unit,
            synergies: row.whole("synergies")?,
            declared: row.whole("declared")?,
            verified: row.whole("verified")?,
            untold: row.whole("untold")?,
        })
    };
    conn.rows(TOTALS, place(), read).await
}

/// Whose flow this is. One that the State publishes has no row: "irep:1:03 01 05" is of the establishment "irep:1".
fn holder(flow: &str, organisation: Option<String>) -> String {
    match organisation {
        Some(organisation) => format!("organisation:{organisation}"),
        None => flow.rsplit_once(':').map_or(flow, |(who, _)| who).to_owned(),
    }
}

fn state(row: &Row) -> Result<SynergyState> {
    let state = row.text("state")?;
    SynergyState::parse(&state).ok_or_else(|| StoreError::unreadable("state", state))
}

fn read(row: &Row) -> Result<Synergy> {
    Ok(Synergy {
        id: SynergyId(row.text("id")?),
        detected: Detected {
            phase: phase(row)?,
            code: row.text("code")?,
            region: row.text("region")?,
            kind: row.text("kind")?,
            title: row.text("title")?,
            supply: row.text("supply")?,
            demand: row.text("demand")?,
            found: row.text("found")?,
            unit: row.text("unit")?,
            declared: row.maybe_whole("declared")?,
        },
        state: state(row)?,
        animator: row.text("animator")?,
        sheet: row.maybe_text("sheet_id")?.map(SheetId),
        verified: row.maybe_whole("verified")?,
        gain: row.maybe_whole("gain")?,
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}

fn read_step(row: &Row) -> Result<Step> {
    Ok(Step {
        version: row.whole("version")?,
        state: state(row)?,
        on: day(row, "on_day")?,
        body: row.text("body")?,
        declared: row.maybe_whole("declared")?,
        verified: row.maybe_whole("verified")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}
