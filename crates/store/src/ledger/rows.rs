//! Counters and lines of the journal, from rows to values and back.

use crate::StoreError;
use crate::chain::Head;
use crate::conn::{Result, Row};
use jiff::Timestamp;
use ledger::{Award, AwardId, Credits, Entry, Envelope, EnvelopeId, Unit};

/// Without its payment credits, which are rows of their own.
pub(super) fn envelope(row: &Row) -> Result<(EnvelopeId, Envelope)> {
    let unit = match row.text("unit")?.as_str() {
        "money" => Unit::Money,
        "places" => Unit::Places,
        other => return Err(StoreError::unreadable("unit", other)),
    };
    let parent = row.maybe_text("parent")?.map(|text| envelope_id("parent", text)).transpose()?;
    let envelope = Envelope {
        four_eyes_from: row.maybe_whole("four_eyes_from")?,
        opened: row.whole("opened")?,
        delegated: row.whole("delegated")?,
        reserved: row.whole("reserved")?,
        committed: row.whole("committed")?,
        lapsed: row.whole("lapsed")?,
        liquidated: row.whole("liquidated")?,
        paid: row.whole("paid")?,
        repaid: row.whole("repaid")?,
        until: maybe_date(row, "last_day")?,
        closed_on: maybe_date(row, "closed_on")?,
        ..Envelope::new(row.json("name")?, parent, unit, date(row, "opened_on")?)
    };
    Ok((envelope_id("id", row.text("id")?)?, envelope))
}

pub(super) fn credits(row: &Row) -> Result<(EnvelopeId, i16, Credits)> {
    let year = row.whole("year")?;
    let year = i16::try_from(year).map_err(|_| StoreError::unreadable("year", year))?;
    let credits = Credits { opened: row.whole("opened")?, delegated: row.whole("delegated")?, paid: row.whole("paid")? };
    Ok((envelope_id("envelope", row.text("envelope")?)?, year, credits))
}

pub(super) fn award(row: &Row) -> Result<(AwardId, Award)> {
    let award = Award {
        reserved: row.whole("reserved")?,
        reserved_until: maybe_date(row, "reserved_until")?,
        commitments: row.json("commitments")?,
        schedule: row.json("schedule")?,
        liquidated: row.whole("liquidated")?,
        paid: row.whole("paid")?,
        repaid: row.whole("repaid")?,
        closed_on: maybe_date(row, "closed_on")?,
        ..Award::new(envelope_id("envelope", row.text("envelope")?)?, date(row, "last_on")?)
    };
    let committed = row.whole("committed")?;
    if committed != award.committed() {
        return Err(StoreError::unreadable("ledger_award.committed", format!("{committed} ≠ {}", award.committed())));
    }
    Ok((award_id(row.text("id")?)?, award))
}

pub(super) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Money => "money",
        Unit::Places => "places",
    }
}

/// A line of the journal, text by text as it is stored and digested.
pub(super) struct Line {
    pub key: String,
    pub written_at: i64,
    pub envelope: String,
    pub kind: String,
    pub award: Option<String>,
    pub amount: i64,
    pub date: String,
    pub decision: String,
    pub actor: String,
    pub approver: Option<String>,
    pub detail: String,
    /// Its place in the chain and its digest; what a damaged database holds when read back.
    pub place: Head,
}

impl Line {
    pub(super) fn new(entry: &Entry, key: &str, now: Timestamp, after: &Head) -> Result<Line> {
        let mut line = Line {
            key: key.to_owned(),
            written_at: now.as_microsecond(),
            envelope: entry.envelope.to_string(),
            kind: entry.kind.code().into(),
            award: entry.kind.award().map(AwardId::to_string),
            amount: entry.amount,
            date: entry.date.to_string(),
            decision: entry.decision.clone(),
            actor: entry.actor.clone(),
            approver: entry.approver.clone(),
            detail: crate::conn::to_json("kind", &entry.kind)?,
            place: after.clone(),
        };
        line.place = line.fields(|fields| after.next(fields));
        Ok(line)
    }

    pub(super) fn read(row: &Row) -> Result<Line> {
        Ok(Line {
            key: row.text("key")?,
            written_at: row.whole("written_at")?,
            envelope: row.text("envelope")?,
            kind: row.text("kind")?,
            award: row.maybe_text("award")?,
            amount: row.whole("amount")?,
            date: row.text("date")?,
            decision: row.text("decision")?,
            actor: row.text("actor")?,
            approver: row.maybe_text("approver")?,
            detail: row.text("detail")?,
            place: Head { entries: row.whole("seq")?, digest: row.text("digest")? },
        })
    }

    pub(super) fn fields<R>(&self, with: impl FnOnce(&[Option<&str>]) -> R) -> R {
        let (written_at, amount) = (self.written_at.to_string(), self.amount.to_string());
        with(&[
            Some(&self.key),
            Some(&written_at),
            Some(&self.envelope),
            Some(&self.kind),
            self.award.as_deref(),
            Some(&amount),
            Some(&self.date),
            Some(&self.decision),
            Some(&self.actor),
            self.approver.as_deref(),
            Some(&self.detail),
        ])
    }

    /// The entry it says, if it is one.
    pub(super) fn entry(&self) -> Result<Entry> {
        let unreadable = |what: &str| StoreError::unreadable(format!("ledger_entry {}", self.place.entries), what);
        let entry = Entry {
            envelope: envelope_id("envelope", self.envelope.clone())?,
            kind: serde_json::from_str(&self.detail).map_err(|error| unreadable(&error.to_string()))?,
            amount: self.amount,
            date: self.date.parse().map_err(|_| unreadable(&self.date))?,
            decision: self.decision.clone(),
            actor: self.actor.clone(),
            approver: self.approver.clone(),
        };
        if entry.kind.code() != self.kind || entry.kind.award().map(AwardId::as_str) != self.award.as_deref() {
            return Err(unreadable(&self.kind));
        }
        Ok(entry)
    }
}

pub(super) fn envelope_id(column: &'static str, text: String) -> Result<EnvelopeId> {
    EnvelopeId::try_from(text).map_err(|why| StoreError::unreadable(column, why))
}

fn award_id(text: String) -> Result<AwardId> {
    AwardId::try_from(text).map_err(|why| StoreError::unreadable("award", why))
}

fn date(row: &Row, column: &'static str) -> Result<domain::Date> {
    let text = row.text(column)?;
    text.parse().map_err(|_| StoreError::unreadable(column, text))
}

fn maybe_date(row: &Row, column: &'static str) -> Result<Option<domain::Date>> {
    let text = row.maybe_text(column)?;
    text.map(|text| text.parse().map_err(|_| StoreError::unreadable(column, text))).transpose()
}
