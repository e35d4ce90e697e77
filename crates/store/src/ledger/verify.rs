//! The journal replayed from its first line, its chain followed, and the counters compared with what it says.

use super::read;
use super::rows::Line;
use crate::Store;
use crate::chain::{self, Flaw, Head, LEDGER, Walk};
use crate::conn::{Conn, Result, cells};
use domain::Text;
use ledger::{Balances, breaches};

const PAGE: i64 = 10_000;
/// How many of the last lines a server looks at before it serves.
const LAST: i64 = 2_000;

const AFTER: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE seq > $1 ORDER BY seq LIMIT $2";
const LINES: &str = "SELECT COUNT(*) AS lines FROM ledger_entry";

/// A ledger that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    pub head: Head,
    pub envelopes: usize,
    pub awards: usize,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// In the journal, at this line.
    Line(Flaw),
    /// The journal holds, and this counter does not say what it says.
    Counter { of: String, what: Text },
}

impl Fault {
    pub fn told(&self) -> Text {
        match self {
            Fault::Line(flaw) => flaw.told("ledger"),
            Fault::Counter { of, what } => {
                Text::new(format!("ledger, compteur {of} : {}", what.fr), format!("ledger, counter {of}: {}", what.en))
            }
        }
    }
}

/// Follows and replays the whole journal, then compares every counter. Reads one instant, while others write.
/// `kept` is a head that an operator wrote down earlier: the chain must pass through it.
pub async fn verify(store: &Store, kept: Option<&Head>) -> Result<std::result::Result<Verified, Fault>> {
    store.snapshot(async |conn| replay(conn, kept).await).await
}

pub(crate) async fn replay(conn: &mut Conn, kept: Option<&Head>) -> Result<std::result::Result<Verified, Fault>> {
    let (mut walk, mut balances) = (Walk::new(kept), Balances::default());
    loop {
        let lines = conn.rows(AFTER, cells![walk.head.entries, PAGE], Line::read).await?;
        for line in &lines {
            if let Err(flaw) = follow(&mut walk, &mut balances, line) {
                return Ok(Err(Fault::Line(flaw)));
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    let head = chain::head_of(conn, LEDGER).await?;
    if let Err(flaw) = walk.end(&head) {
        return Ok(Err(Fault::Line(flaw)));
    }
    if conn.row(LINES, vec![], |row| row.whole("lines")).await? != Some(head.entries) {
        let what = Text::new("des lignes sont hors de la chaîne", "lines stand outside the chain");
        return Ok(Err(Fault::Line(Flaw { entry: head.entries + 1, what })));
    }
    let (envelopes, awards) = (balances.envelopes.len(), balances.awards.len());
    Ok(compare(conn, &balances).await?.map_or(Ok(Verified { head, envelopes, awards }), Err))
}

/// What a server looks at before it serves, in seconds: the head and the last lines of the journal, and every promise
/// on every counter.
pub async fn check(store: &Store) -> Result<std::result::Result<Head, Fault>> {
    store
        .snapshot(async |conn| {
            let head = chain::head_of(conn, LEDGER).await?;
            let first = (head.entries - LAST).max(0);
            let lines = conn.rows(AFTER, cells![(first - 1).max(0), LAST + 2], Line::read).await?;
            let mut lines = lines.iter();
            let mut walk = Walk::new(None);
            // The digest of the line before the first that is looked at is taken as it stands.
            if first > 0
                && let Some(line) = lines.next()
            {
                walk.head = line.place.clone();
            }
            for line in lines {
                let step = line.fields(|fields| walk.step(Some(line.place.entries), Some(&line.place.digest), fields));
                if let Err(flaw) = step {
                    return Ok(Err(Fault::Line(flaw)));
                }
            }
            if let Err(flaw) = walk.end(&head) {
                return Ok(Err(Fault::Line(flaw)));
            }
            let broken = breaches(&read::load(conn).await?).into_iter().next();
            Ok(broken.map_or(Ok(head), |breach| {
                let of = breach.award.map_or_else(|| breach.envelope.to_string(), |award| award.to_string());
                let rule = breach.rule.name();
                let what = Text::new(format!("{} ({})", rule.fr, breach.figures), format!("{} ({})", rule.en, breach.figures));
                Err(Fault::Counter { of, what })
            }))
        })
        .await
}

fn follow(walk: &mut Walk<'_>, balances: &mut Balances, line: &Line) -> std::result::Result<(), Flaw> {
    line.fields(|fields| walk.step(Some(line.place.entries), Some(&line.place.digest), fields))?;
    let flaw = |what: Text| Flaw { entry: line.place.entries, what };
    let entry = line.entry().map_err(|error| flaw(error.message()))?;
    balances.apply(&entry).map_err(|refusal| flaw(refusal.what))
}

/// The first counter that is not what the journal says.
async fn compare(conn: &mut Conn, said: &Balances) -> Result<Option<Fault>> {
    let stored = match read::load(conn).await {
        Ok(stored) => stored,
        Err(error) => return Ok(Some(Fault::Counter { of: "ledger_award, ledger_envelope".into(), what: error.message() })),
    };
    let fault = |of: &str, journal: String, counter: String| {
        let what = Text::new(
            format!("le journal dit {journal}, le compteur {counter}"),
            format!("the journal says {journal}, the counter {counter}"),
        );
        Some(Fault::Counter { of: of.to_owned(), what })
    };
    let ids = said.envelopes.keys().chain(stored.envelopes.keys());
    if let Some(id) = ids.into_iter().find(|id| said.envelopes.get(id) != stored.envelopes.get(id)) {
        return Ok(fault(id.as_str(), format!("{:?}", said.envelopes.get(id)), format!("{:?}", stored.envelopes.get(id))));
    }
    let ids = said.awards.keys().chain(stored.awards.keys());
    if let Some(id) = ids.into_iter().find(|id| said.awards.get(id) != stored.awards.get(id)) {
        return Ok(fault(id.as_str(), format!("{:?}", said.awards.get(id)), format!("{:?}", stored.awards.get(id))));
    }
    Ok(None)
}
