//! The applications to a call, page by page: what somebody may read of them, the filters of the page and the counts by state are
//! told to the base, so that a call of twenty thousand files costs a hundred rows.

use super::Record;
use super::rows::{self, records};
use crate::committees::Session;
use crate::conn::{Cell, Conn, Result, Row, cells};
use crate::sheets::list::words;
use crate::{ApplicationId, PersonId, Store};
use applications::{Application, State};
use domain::{Cents, name};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Since this script, what an application is found by is kept with it.
pub(crate) const FOLDED_SINCE: i64 = 25;

/// What somebody may read of the applications to a call, as `can` decides for each: kept here as lists, so that the base looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Everything that is filed: the service, the State, whoever sits.
    pub filed: bool,
    /// Where states and amounts are told before they are notified, of what is not their own: to the service and whoever sits.
    pub inside: Inside,
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

/// Of which files whoever asks reads what stays between the service and the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inside {
    Everywhere,
    /// Of those of these regions; of none when there are none.
    Regions(Vec<String>),
}

impl Default for Inside {
    fn default() -> Inside {
        Inside::Regions(vec![])
    }
}

impl Inside {
    fn text(&self) -> String {
        match self {
            Inside::Everywhere => "*".to_owned(),
            Inside::Regions(codes) => barred(codes.iter().cloned()),
        }
    }
}

/// What is looked for; empty is anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// As whoever asks is told it.
    pub state: Option<State>,
    pub wave: String,
    /// Identifier of a priority that the file tells.
    pub theme: String,
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
/// Read from inside: by the service, by whoever sits, and of no file of one's own.
macro_rules! inside {
    () => {
        concat!("(($8 = '*' OR $8 LIKE '%|' || COALESCE(region, '') || '|%') AND NOT ", own!(), ")")
    };
}
/// Where it stands, as it is told to them.
macro_rules! told {
    () => {
        concat!(
            "CASE WHEN ",
            inside!(),
            " THEN state WHEN state IN ('favourable', 'conditional', 'unfavourable') THEN 'committee' ELSE state END"
        )
    };
}
/// `$1` to `$13`: see [`parameters`].
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
             AND ($13 = '' OR COALESCE(themes, '') LIKE '%|' || $13 || '|%') AND ($12 = 0 OR proposal IS NOT NULL AND ",
            inside!(),
            ")"
        )
    };
}

const PAGE: &str = records!(concat!(
    "WHERE ",
    wanted!(),
    " AND ($14 = '' OR ",
    told!(),
    " = $14) AND (created_at, id) < ($15, $16) ORDER BY created_at DESC, id DESC LIMIT $17"
));
const COUNTS: &str = concat!(
    "SELECT state, COUNT(*) AS n, SUM(proposed) AS proposed FROM (SELECT ",
    told!(),
    " AS state, CASE WHEN proposal IS NOT NULL AND ",
    inside!(),
    " THEN 1 ELSE 0 END AS proposed FROM application WHERE ",
    wanted!(),
    ") told GROUP BY state"
);
/// Of a support in kind nobody may have told the value, and of what was not notified the amount stays inside.
const SUMS: &str = concat!(
    "SELECT CAST(COALESCE(SUM(asked), 0) AS BIGINT) AS asked, CAST(COALESCE(SUM(CASE WHEN ",
    inside!(),
    " OR notified = 1 THEN decided ELSE 0 END), 0) AS BIGINT) AS decided, CAST(COALESCE(SUM(paid), 0) AS BIGINT) AS paid, \
     COUNT(kind_value) AS valued, CAST(COALESCE(SUM(kind_value), 0) AS BIGINT) AS kind_value, COUNT(kind_days) AS timed, \
     CAST(COALESCE(SUM(kind_days), 0) AS BIGINT) AS kind_days FROM application WHERE ",
    wanted!(),
    " AND filed_at IS NOT NULL AND ($14 = '' OR ",
    told!(),
    " = $14)"
);
const THEMES: &str = concat!("SELECT DISTINCT themes FROM application WHERE ", wanted!(), " AND themes IS NOT NULL LIMIT 1000");
const BEFORE: &str =
    records!("WHERE call = $1 AND wave = $2 AND state IN ('committee', 'waiting') ORDER BY created_at DESC, id DESC LIMIT 10000");

const FOUND_BY: &str =
    "SELECT a.number, a.title, a.life, o.name FROM application a JOIN organisation o ON o.id = a.organisation WHERE a.id = $1";
const FOLD: &str =
    "UPDATE application SET folded = $2, themes = $3, notified = $4, kind_value = $5, kind_days = $6, paid = $7 WHERE id = $1";
const UNFOLDED: &str = "SELECT id FROM application WHERE folded IS NULL ORDER BY id LIMIT 500";

/// The list as one parameter: each is looked for between bars. Identifiers and codes hold neither bars nor signs of a pattern.
fn barred(list: impl IntoIterator<Item = String>) -> String {
    list.into_iter().fold("|".to_owned(), |all, one| all + &one + "|")
}

/// The thirteen that the page, the counts and the sums share.
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
        reach.inside.text(),
        &wanted.wave,
        first,
        rest,
        i64::from(wanted.proposed),
        &wanted.theme
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

/// What files add up to, drafts apart, as whoever asks is told it; cents, and how many supports in kind somebody told the value or
/// the days of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub asked: Cents,
    pub decided: Cents,
    pub paid: Cents,
    pub valued: i64,
    pub value: Cents,
    pub timed: i64,
    pub days: i64,
}

pub async fn sums(store: &Store, call: &str, reach: &Reach, wanted: &Wanted) -> Result<Sums> {
    let mut cells = parameters(call, reach, wanted);
    cells.extend(cells![wanted.state.map_or("", State::code)]);
    let read = |row: &Row| {
        Ok(Sums {
            asked: Cents(row.whole("asked")?),
            decided: Cents(row.whole("decided")?),
            paid: Cents(row.whole("paid")?),
            valued: row.whole("valued")?,
            value: Cents(row.whole("kind_value")?),
            timed: row.whole("timed")?,
            days: row.whole("kind_days")?,
        })
    };
    Ok(store.reader().await?.row(SUMS, cells, read).await?.unwrap_or_default())
}

/// Priorities that some file of the call tells.
pub async fn themes(store: &Store, call: &str, reach: &Reach) -> Result<BTreeSet<String>> {
    let told = store.reader().await?.rows(THEMES, parameters(call, reach, &Wanted::default()), |row| row.text("themes")).await?;
    Ok(told.iter().flat_map(|list| list.split('|')).filter(|id| !id.is_empty()).map(str::to_owned).collect())
}

/// What is before a session now: what its wave holds of the files it ranks.
pub async fn before(store: &Store, session: &Session) -> Result<Vec<Record>> {
    let mut found = store.reader().await?.rows(BEFORE, cells![&session.call, &session.wave], rows::record).await?;
    found.retain(|record| session.covers(record.place.as_ref()));
    Ok(found)
}

/// What a session has before it: once frozen, what it ranked, and nothing that came after.
pub async fn before_session(store: &Store, session: &Session) -> Result<Vec<Record>> {
    let Some(ranking) = session.ranking.as_ref() else { return before(store, session).await };
    let mut conn = store.reader().await?;
    let mut found = vec![];
    for id in ranking.ranked.iter().map(|ranked| &ranked.application).chain(&ranking.unscored) {
        found.extend(conn.row(rows::BY_ID, cells![id], rows::record).await?);
    }
    Ok(found)
}

/// Keeps what an application is found and added up by: its number, its title and the name of its holder, its priorities, whether its
/// decision was notified, what a support in kind was worth, and what is paid less what came back: it was not less in what was there before.
pub(super) async fn fold(conn: &mut Conn, id: &str) -> Result<()> {
    let read = |row: &Row| {
        let words = format!("{} {} {}", row.text("number")?, row.text("title")?, row.text("name")?);
        Ok((words, row.json::<Application>("life")?))
    };
    let Some((words, life)) = conn.row(FOUND_BY, cells![id], read).await? else { return Ok(()) };
    let themes = Some(&life.form.themes).filter(|themes| !themes.is_empty()).map(|themes| barred(themes.iter().cloned()));
    let kind = life.in_kind.clone().unwrap_or_default();
    let (value, days) = (kind.value.map(|value| value.0), kind.days.map(i64::from));
    let cells = cells![id, name::fold(&words), themes, i64::from(life.notified_on.is_some()), value, days, life.kept_paid().0];
    conn.execute(FOLD, cells).await.map(drop)
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
