//! The applications to a call, page by page: what somebody may read of them, the filters of the page and the counts by state are
//! told to the base, so that a call of twenty thousand files costs a hundred rows.

use super::Record;
use super::rows::{self, records};
use crate::committees::Session;
use crate::conn::{Cell, Conn, Result, Row, cells};
use crate::{ApplicationId, PersonId, Store};
use applications::State;
use domain::name;
use jiff::Timestamp;

/// Since this script, what an application is found by is kept with it.
pub(crate) const FOLDED_SINCE: i64 = 25;

/// What somebody may read of the applications to a call, as `can` decides for each: kept here as lists, so that the base looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Everything that is filed: the service, the State, whoever sits.
    pub filed: bool,
    /// States and amounts before they are notified, of what is not their own: the service and whoever sits.
    pub inside: bool,
    /// In whose name they apply, drafts included.
    pub organisations: Vec<String>,
    /// Territories that apply in their own name: (phase, code, organisation).
    pub own: Vec<(u8, String, String)>,
    /// Territories they lead, and regions they steer: what was filed for them.
    pub territories: Vec<(u8, String)>,
    pub regions: Vec<String>,
    /// A member whose recusals hide files.
    pub member: Option<PersonId>,
}

/// What is looked for; empty is anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// As whoever asks is told it.
    pub state: Option<State>,
    pub wave: String,
    pub text: String,
    /// A step waits for a second person.
    pub proposed: bool,
}

/// Where a page ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    pub at: Timestamp,
    pub id: ApplicationId,
}

impl After {
    pub fn of(record: &Record) -> After {
        After { at: record.created_at, id: record.id.clone() }
    }
    /// None for what no page gave.
    pub fn parse(text: &str) -> Option<After> {
        let (at, id) = text.split_once('.')?;
        Some(After { at: Timestamp::from_microsecond(at.parse().ok()?).ok()?, id: ApplicationId::parse(id)? })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at.as_microsecond(), self.id)
    }
}

/// Their own: written in the name of an organisation they speak for.
macro_rules! own {
    () => {
        "($3 LIKE '%|' || organisation || '|%' \
         OR $4 LIKE '%|' || COALESCE(CAST(phase AS TEXT), '') || ':' || COALESCE(territory, '') || ':' || organisation || '|%')"
    };
}
/// Where it stands, as it is told to them.
macro_rules! told {
    () => {
        concat!(
            "CASE WHEN $8 = 1 AND NOT ",
            own!(),
            " THEN state WHEN state IN ('favourable', 'conditional', 'unfavourable') THEN 'committee' ELSE state END"
        )
    };
}
/// `$1` to `$12`: see [`parameters`].
macro_rules! wanted {
    () => {
        concat!(
            "call = $1 AND (",
            own!(),
            " OR filed_at IS NOT NULL AND ($2 = 1 \
             OR $5 LIKE '%|' || COALESCE(CAST(phase AS TEXT), '') || ':' || COALESCE(territory, '') || '|%' \
             OR $6 LIKE '%|' || COALESCE(region, '') || '|%')) \
             AND ($7 = '' OR ",
            own!(),
            " OR NOT EXISTS (SELECT 1 FROM committee_recusal r WHERE r.application = application.id AND r.person = $7)) \
             AND ($9 = '' OR wave = $9) AND COALESCE(folded, '') LIKE $10 AND COALESCE(folded, '') LIKE $11 \
             AND ($12 = 0 OR proposal IS NOT NULL AND $8 = 1 AND NOT ",
            own!(),
            ")"
        )
    };
}

const PAGE: &str = records!(concat!(
    "WHERE ",
    wanted!(),
    " AND ($13 = '' OR ",
    told!(),
    " = $13) AND (created_at, id) < ($14, $15) ORDER BY created_at DESC, id DESC LIMIT $16"
));
const COUNTS: &str = concat!(
    "SELECT state, COUNT(*) AS n, SUM(proposed) AS proposed FROM (SELECT ",
    told!(),
    " AS state, CASE WHEN proposal IS NOT NULL AND $8 = 1 AND NOT ",
    own!(),
    " THEN 1 ELSE 0 END AS proposed FROM application WHERE ",
    wanted!(),
    ") told GROUP BY state"
);
const BEFORE: &str =
    records!("WHERE call = $1 AND wave = $2 AND state IN ('committee', 'waiting') ORDER BY created_at DESC, id DESC LIMIT 10000");

const FOUND_BY: &str =
    "SELECT a.id, a.number, a.title, o.name FROM application a JOIN organisation o ON o.id = a.organisation WHERE a.id = $1";
const FOLD: &str = "UPDATE application SET folded = $2 WHERE id = $1";
const UNFOLDED: &str = "SELECT id FROM application WHERE folded IS NULL ORDER BY id LIMIT 500";

/// The list as one parameter: each is looked for between bars. Identifiers and codes hold neither bars nor signs of a pattern.
fn barred(list: impl IntoIterator<Item = String>) -> String {
    list.into_iter().fold("|".to_owned(), |all, one| all + &one + "|")
}

/// Patterns of what is looked for, as for sheets: the first word, and the rest as it stands. Nothing typed reaches a pattern but
/// folded letters and digits.
fn words(text: &str) -> [String; 2] {
    let folded = name::fold(text);
    let (first, rest) = folded.split_once(' ').unwrap_or((&folded, ""));
    [first, rest].map(|text| if text.is_empty() { "%".to_owned() } else { format!("%{text}%") })
}

/// The twelve that the page and the counts share.
fn parameters(call: &str, reach: &Reach, wanted: &Wanted) -> Vec<Cell> {
    let [first, rest] = words(&wanted.text);
    cells![
        call,
        i64::from(reach.filed),
        barred(reach.organisations.iter().cloned()),
        barred(reach.own.iter().map(|(phase, code, organisation)| format!("{phase}:{code}:{organisation}"))),
        barred(reach.territories.iter().map(|(phase, code)| format!("{phase}:{code}"))),
        barred(reach.regions.iter().cloned()),
        reach.member.as_ref().map_or("", |member| member.as_str()),
        i64::from(reach.inside),
        &wanted.wave,
        first,
        rest,
        i64::from(wanted.proposed)
    ]
}

/// The latest first, `most` of them.
pub async fn page(store: &Store, call: &str, reach: &Reach, wanted: &Wanted, after: Option<&After>, most: u32) -> Result<Vec<Record>> {
    let mut cells = parameters(call, reach, wanted);
    let (at, id) = after.map_or((i64::MAX, ""), |after| (after.at.as_microsecond(), after.id.as_str()));
    cells.extend(cells![wanted.state.map_or("", State::code), at, id, i64::from(most)]);
    store.reader().await?.rows(PAGE, cells, rows::record).await
}

/// How many stand in one state, and of how many of them a step waits for a second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub state: State,
    pub all: usize,
    pub proposed: usize,
}

/// By state, whatever state is wanted.
pub async fn counts(store: &Store, call: &str, reach: &Reach, wanted: &Wanted) -> Result<Vec<Count>> {
    let number = |n: i64| usize::try_from(n).unwrap_or_default();
    let read = |row: &Row| {
        let (all, proposed) = (number(row.whole("n")?), number(row.whole("proposed")?));
        Ok(Count { state: rows::state(row.text("state")?)?, all, proposed })
    };
    store.reader().await?.rows(COUNTS, parameters(call, reach, wanted), read).await
}

/// What is before the committee of a wave now.
pub async fn before(store: &Store, call: &str, wave: &str) -> Result<Vec<Record>> {
    store.reader().await?.rows(BEFORE, cells![call, wave], rows::record).await
}

/// What a session has before it: once frozen, what it ranked, and nothing that came after.
pub async fn before_session(store: &Store, session: &Session) -> Result<Vec<Record>> {
    let Some(ranking) = session.ranking.as_ref() else { return before(store, &session.call, &session.wave).await };
    let mut conn = store.reader().await?;
    let mut found = vec![];
    for id in ranking.ranked.iter().map(|ranked| &ranked.application).chain(&ranking.unscored) {
        found.extend(conn.row(rows::BY_ID, cells![id], rows::record).await?);
    }
    Ok(found)
}

/// Keeps what an application is found by: its number, its title and the name of its holder.
pub(super) async fn fold(conn: &mut Conn, id: &str) -> Result<()> {
    let read = |row: &Row| Ok(format!("{} {} {}", row.text("number")?, row.text("title")?, row.text("name")?));
    let found = conn.row(FOUND_BY, cells![id], read).await?.unwrap_or_default();
    conn.execute(FOLD, cells![id, name::fold(&found)]).await.map(drop)
}

/// Those that were there before this was kept.
pub(crate) async fn fold_what_was_before(conn: &mut Conn) -> Result<()> {
    loop {
        let ids = conn.rows(UNFOLDED, vec![], |row| row.text("id")).await?;
        if ids.is_empty() {
            return Ok(());
        }
        for id in ids {
            fold(conn, &id).await?;
        }
    }
}
