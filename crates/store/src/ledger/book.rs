//! The counters a batch works on: read once under the head of the chain, judged by the pure crate, moved at the end
//! by guarded statements.

use super::{rows, wide};
use crate::StoreError;
use crate::applications::Near;
use crate::conn::{Cell, Conn, Result, cells, to_json};
use domain::Date;
use ledger::{Award, AwardId, Balances, Entry, Envelope, EnvelopeId, Refusal};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const ENVELOPE: &str = "SELECT id, name, parent, unit, four_eyes_from, opened, delegated, reserved, committed, lapsed, liquidated, \
     paid, repaid, opened_on, last_day, closed_on FROM ledger_envelope WHERE id = $1";
const CREDITS: &str = "SELECT envelope, year, opened, delegated, paid FROM ledger_credits WHERE envelope = $1";
const AWARD: &str = "SELECT id, envelope, reserved, reserved_until, committed, commitments, schedule, liquidated, paid, repaid, \
     last_on, closed_on FROM ledger_award WHERE id = $1";
const OPEN: &str = "INSERT INTO ledger_envelope (id, name, parent, unit, four_eyes_from, opened, delegated, reserved, committed, \
     lapsed, liquidated, paid, repaid, opened_on) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, 0, 0, 0, 0, $6)";
/// The guard: whatever was read and judged before, this row does not pass what is opened.
const POST: &str = "UPDATE ledger_envelope SET opened = opened + $2, delegated = delegated + $3, reserved = reserved + $4, \
     committed = committed + $5, lapsed = lapsed + $6, liquidated = liquidated + $7, paid = paid + $8, repaid = repaid + $9, \
     closed_on = $10, four_eyes_from = $12, last_day = $13 WHERE id = $1 AND closed_on IS NOT DISTINCT FROM $11 \
     AND delegated + $3 + reserved + $4 + committed + $5 + lapsed + $6 <= opened + $2";
const POST_CREDITS: &str = "INSERT INTO ledger_credits (envelope, year, opened, delegated, paid) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (envelope, year) DO UPDATE SET opened = excluded.opened, delegated = excluded.delegated, paid = excluded.paid";
const POST_AWARD: &str = "INSERT INTO ledger_award (id, envelope, reserved, reserved_until, committed, commitments, schedule, \
     liquidated, paid, repaid, last_on, closed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (id) DO UPDATE SET reserved = excluded.reserved, reserved_until = excluded.reserved_until, \
     committed = excluded.committed, commitments = excluded.commitments, schedule = excluded.schedule, \
     liquidated = excluded.liquidated, paid = excluded.paid, repaid = excluded.repaid, last_on = excluded.last_on, \
     closed_on = excluded.closed_on";
static AWARDS: LazyLock<String> = LazyLock::new(|| wide::among(AWARD));
static POST_AWARDS: LazyLock<String> = LazyLock::new(|| wide::adding(POST_AWARD, 12));

#[derive(Clone, Default)]
pub(super) struct Book {
    balances: Balances,
    /// As they were read: None for what was not there.
    read: BTreeMap<EnvelopeId, Option<Envelope>>,
    read_awards: BTreeMap<AwardId, Option<Award>>,
}

impl Book {
    /// Judges and notes one decision; nothing is written yet.
    pub(super) async fn judge(&mut self, conn: &mut Conn, entry: &Entry) -> Result<std::result::Result<(), Refusal>> {
        self.load(conn, entry).await?;
        Ok(self.balances.apply(entry))
    }

    /// Everything the rules may look at for this entry.
    async fn load(&mut self, conn: &mut Conn, entry: &Entry) -> Result<()> {
        // With all those above it: the earliest of their last days binds.
        self.root(conn, &entry.envelope).await?;
        if let Some(other) = entry.kind.other() {
            self.load_envelope(conn, other).await?;
        }
        match entry.kind.award() {
            Some(award) => self.load_award(conn, award).await,
            None => Ok(()),
        }
    }

    async fn load_envelope(&mut self, conn: &mut Conn, id: &EnvelopeId) -> Result<()> {
        if self.read.contains_key(id) {
            return Ok(());
        }
        let mut found = conn.row(ENVELOPE, cells![id.as_str()], rows::envelope).await?.map(|(_, envelope)| envelope);
        if let Some(envelope) = &mut found {
            for (_, year, credits) in conn.rows(CREDITS, cells![id.as_str()], rows::credits).await? {
                envelope.credits.insert(year, credits);
            }
            self.balances.envelopes.insert(id.clone(), envelope.clone());
        }
        self.read.insert(id.clone(), found);
        Ok(())
    }

    /// The envelope an application of this place draws on, as the journal and what was judged before in this batch leave the tree.
    pub(super) async fn drawn(&mut self, conn: &mut Conn, near: &Near) -> Result<EnvelopeId> {
        for id in near.looked_for() {
            let mut at = Some(id);
            while let Some(id) = at {
                self.load_envelope(conn, &id).await?;
                at = self.balances.envelopes.get(&id).and_then(|envelope| envelope.parent.clone());
            }
        }
        Ok(near.drawn(&self.balances.envelopes))
    }

    /// As the journal and what was judged before in this batch leave it, once it was loaded.
    pub(super) fn envelope(&self, id: &EnvelopeId) -> Option<&Envelope> {
        self.balances.envelopes.get(id)
    }

    /// The envelope at the top of the tree this one is in, all those on the way being loaded; itself when it is not there.
    pub(super) async fn root(&mut self, conn: &mut Conn, id: &EnvelopeId) -> Result<EnvelopeId> {
        let mut root = id.clone();
        loop {
            self.load_envelope(conn, &root).await?;
            match self.envelope(&root).and_then(|envelope| envelope.parent.clone()) {
                Some(parent) => root = parent,
                None => return Ok(root),
            }
        }
    }

    /// Whether the journal, or what was judged before in this batch, holds a line of this file.
    pub(super) async fn knows(&mut self, conn: &mut Conn, award: &AwardId) -> Result<bool> {
        self.load_award(conn, award).await?;
        Ok(self.balances.awards.contains_key(award))
    }

    async fn load_award(&mut self, conn: &mut Conn, id: &AwardId) -> Result<()> {
        if self.read_awards.contains_key(id) {
            return Ok(());
        }
        let found = conn.row(AWARD, cells![id.as_str()], rows::award).await?.map(|(_, award)| award);
        if let Some(award) = &found {
            self.balances.awards.insert(id.clone(), award.clone());
        }
        self.read_awards.insert(id.clone(), found);
        Ok(())
    }

    /// Reads the awards of decisions to come, many at a time.
    pub(super) async fn look_up(&mut self, conn: &mut Conn, awards: &BTreeSet<&AwardId>) -> Result<()> {
        let new: Vec<&AwardId> = awards.iter().copied().filter(|id| !self.read_awards.contains_key(*id)).collect();
        for some in new.chunks(wide::KEYS) {
            let asked: Vec<&str> = some.iter().map(|id| id.as_str()).collect();
            let found = conn.rows(AWARDS.as_str(), wide::keys(&asked), rows::award).await?;
            self.read_awards.extend(some.iter().map(|id| ((*id).clone(), None)));
            for (id, award) in found {
                self.balances.awards.insert(id.clone(), award.clone());
                self.read_awards.insert(id, Some(award));
            }
        }
        Ok(())
    }

    /// Moves every counter that the accepted decisions moved.
    pub(super) async fn post(&self, conn: &mut Conn) -> Result<()> {
        let mut posted = BTreeSet::new();
        for id in self.balances.envelopes.keys() {
            self.post_envelope(conn, id, &mut posted).await?;
        }
        let mut moved = vec![];
        for (id, award) in &self.balances.awards {
            if self.read_awards.get(id).is_none_or(|before| before.as_ref() != Some(award)) {
                moved.push(award_cells(id, award)?);
            }
        }
        wide::add(conn, POST_AWARD, POST_AWARDS.as_str(), moved).await
    }

    /// A new envelope after the one above it, which may be new too.
    async fn post_envelope(&self, conn: &mut Conn, id: &EnvelopeId, posted: &mut BTreeSet<EnvelopeId>) -> Result<()> {
        let (mut id, mut above) = (id, vec![]);
        while let Some(envelope) = self.balances.envelopes.get(id)
            && !posted.contains(id)
        {
            above.push((id, envelope));
            match envelope.parent.as_ref().filter(|_| !self.was_there(id)) {
                Some(parent) => id = parent,
                None => break,
            }
        }
        for (id, envelope) in above.into_iter().rev() {
            posted.insert(id.clone());
            let before = match self.read.get(id) {
                Some(Some(before)) => before.clone(),
                _ => open(conn, id, envelope).await?,
            };
            post_envelope(conn, id, &before, envelope).await?;
        }
        Ok(())
    }

    fn was_there(&self, id: &EnvelopeId) -> bool {
        matches!(self.read.get(id), Some(Some(_)))
    }
}

async fn open(conn: &mut Conn, id: &EnvelopeId, envelope: &Envelope) -> Result<Envelope> {
    let name = to_json("name", &envelope.name)?;
    let parent = envelope.parent.as_ref().map(EnvelopeId::to_string);
    let cells = cells![id.as_str(), name, parent, rows::unit(envelope.unit), envelope.four_eyes_from, envelope.opened_on.to_string()];
    conn.execute(OPEN, cells).await?;
    Ok(Envelope::new(envelope.name.clone(), envelope.parent.clone(), envelope.unit, envelope.opened_on))
}

async fn post_envelope(conn: &mut Conn, id: &EnvelopeId, before: &Envelope, after: &Envelope) -> Result<()> {
    let counters = |e: &Envelope| [e.opened, e.delegated, e.reserved, e.committed, e.lapsed, e.liquidated, e.paid, e.repaid];
    let terms = |e: &Envelope| (e.four_eyes_from, e.until, e.closed_on);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let (was, is) = (counters(before), counters(after));
    if was != is || terms(before) != terms(after) {
        let [opened, delegated, reserved, committed, lapsed, liquidated, paid, repaid] = std::array::from_fn(|i| is[i] - was[i]);
        let cells = cells![
            id.as_str(),
            opened,
            delegated,
            reserved,
            committed,
            lapsed,
            liquidated,
            paid,
            repaid,
            day(after.closed_on),
            day(before.closed_on),
            after.four_eyes_from,
            day(after.until)
        ];
        if conn.execute(POST, cells).await? != 1 {
            return Err(StoreError::LedgerAltered { what: id.to_string() });
        }
    }
    for (year, credits) in &after.credits {
        if before.credits.get(year) != Some(credits) {
            let cells = cells![id.as_str(), i64::from(*year), credits.opened, credits.delegated, credits.paid];
            conn.execute(POST_CREDITS, cells).await?;
        }
    }
    Ok(())
}

/// In the order of [`POST_AWARD`].
fn award_cells(id: &AwardId, award: &Award) -> Result<Vec<Cell>> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Ok(cells![
        id.as_str(),
        award.envelope.as_str(),
        award.reserved,
        day(award.reserved_until),
        award.committed(),
        to_json("commitments", &award.commitments)?,
        to_json("schedule", &award.schedule)?,
        award.liquidated,
        award.paid,
        award.repaid,
        award.last_on.to_string(),
        day(award.closed_on)
    ])
}
