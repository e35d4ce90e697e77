//! A chain of digests over lines that are only ever added: the journal of the ledger, and the audit.
//!
//! Each line holds SHA-256 of the digest before it and of its own content; the head (how many, last digest) is kept
//! in a table of its own. A line changed, erased, inserted or moved breaks the chain at its place, a tail cut off
//! disagrees with the head. What a chain cannot prove: that whoever can write the whole database did not write all of
//! it anew, head included. For that, an operator keeps a printed head elsewhere, and gives it back to `verify`.

use crate::conn::{Conn, Result, cells};
use crate::{Store, StoreError, sha256};
use domain::Text;

pub(crate) const LEDGER: &str = "ledger";
pub(crate) const AUDIT: &str = "audit";

/// How many lines there are, and the digest of the last: enough to know that nothing before has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub entries: i64,
    /// SHA-256 in hexadecimal; empty when there is no line.
    pub digest: String,
}

/// The first line that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Place in the chain, from 1.
    pub entry: i64,
    pub what: Text,
}

impl Flaw {
    /// "audit, line 12: …", in both languages.
    pub fn told(&self, chain: &str) -> Text {
        Text::new(format!("{chain}, ligne {} : {}", self.entry, self.what.fr), format!("{chain}, line {}: {}", self.entry, self.what.en))
    }
}

impl std::fmt::Display for Head {
    /// "412:9f2c…", to keep elsewhere.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.entries, self.digest)
    }
}

impl Head {
    /// Reads what `Display` wrote.
    pub fn parse(text: &str) -> Option<Head> {
        let (entries, digest) = text.trim().split_once(':')?;
        let well_formed = digest.len() == 64 && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        well_formed.then_some(Head { entries: entries.parse().ok()?, digest: digest.to_owned() })
    }

    pub(crate) fn next(&self, fields: &[Option<&str>]) -> Head {
        Head { entries: self.entries + 1, digest: link(&self.digest, fields) }
    }
}

/// A new head row touches nothing: on PostgreSQL it locks the chain until the end of the transaction, on SQLite the
/// single writer is the lock.
const LOCK: &str = "UPDATE chain_head SET entries = entries WHERE chain = $1";
const HEAD: &str = "SELECT entries, digest FROM chain_head WHERE chain = $1";
const ADVANCE: &str = "UPDATE chain_head SET entries = $2, digest = $3 WHERE chain = $1 AND entries = $4 AND digest = $5";

/// Takes the chain: nobody else adds to it before this transaction ends.
pub(crate) async fn lock(conn: &mut Conn, chain: &str) -> Result<Head> {
    conn.execute(LOCK, cells![chain]).await?;
    head_of(conn, chain).await
}

pub(crate) async fn advance(conn: &mut Conn, chain: &str, from: &Head, to: &Head) -> Result<()> {
    let cells = cells![chain, to.entries, &to.digest, from.entries, &from.digest];
    match conn.execute(ADVANCE, cells).await? {
        1 => Ok(()),
        _ => Err(StoreError::Busy { why: format!("chain {chain}") }),
    }
}

/// The head as it stands.
pub async fn ledger_head(store: &Store) -> Result<Head> {
    head_of(&mut store.reader().await?, LEDGER).await
}

pub async fn audit_head(store: &Store) -> Result<Head> {
    head_of(&mut store.reader().await?, AUDIT).await
}

pub(crate) async fn head_of(conn: &mut Conn, chain: &str) -> Result<Head> {
    let head = conn.row(HEAD, cells![chain], |row| Ok(Head { entries: row.whole("entries")?, digest: row.text("digest")? })).await?;
    head.ok_or_else(|| StoreError::unreadable("chain_head", chain))
}

/// SHA-256 of the digest before and of each field with its length, so that no two lines read alike.
fn link(previous: &str, fields: &[Option<&str>]) -> String {
    let mut content = String::with_capacity(512);
    for field in [Some(previous)].iter().chain(fields) {
        match field {
            Some(text) => content.extend([text.len().to_string().as_str(), ":", text, ","]),
            None => content.push_str("-,"),
        }
    }
    sha256(content.as_bytes())
}

/// Follows a chain line by line and stops at the first that does not hold.
pub(crate) struct Walk<'k> {
    pub(crate) head: Head,
    kept: Option<&'k Head>,
}

impl<'k> Walk<'k> {
    /// `kept`: a head that an operator wrote down, and that the chain must pass through.
    pub(crate) fn new(kept: Option<&'k Head>) -> Walk<'k> {
        Walk { head: Head { entries: 0, digest: String::new() }, kept }
    }

    /// The next line, with its own place and digest as stored.
    pub(crate) fn step(&mut self, place: Option<i64>, digest: Option<&str>, fields: &[Option<&str>]) -> std::result::Result<(), Flaw> {
        let next = self.head.next(fields);
        let flaw = |fr: &str, en: &str| Err(Flaw { entry: next.entries, what: Text::new(fr, en) });
        match place {
            Some(place) if place == next.entries => {}
            Some(_) => return flaw("la ligne manque, ou n’est pas à sa place", "the line is missing, or not in its place"),
            None => return flaw("une ligne est hors de la chaîne", "a line stands outside the chain"),
        }
        if digest != Some(next.digest.as_str()) {
            return flaw(
                "le contenu n’est pas celui qui a été écrit (ou la ligne d’avant)",
                "the content is not what was written (or the line before is not)",
            );
        }
        if self.kept.is_some_and(|kept| kept.entries == next.entries && kept.digest != next.digest) {
            return flaw(
                "la chaîne a été récrite : elle ne passe pas par la tête conservée",
                "the chain was rewritten: it misses the head that was kept",
            );
        }
        self.head = next;
        Ok(())
    }

    /// After the last line: the head must be there.
    pub(crate) fn end(&self, head: &Head) -> std::result::Result<(), Flaw> {
        let too_short = |what: Text| Err(Flaw { entry: self.head.entries + 1, what });
        if self.head != *head {
            return too_short(Text::new(
                format!("la chaîne finit à la ligne {}, la tête en compte {}", self.head.entries, head.entries),
                format!("the chain ends at line {}, its head counts {}", self.head.entries, head.entries),
            ));
        }
        match self.kept {
            Some(kept) if kept.entries > self.head.entries => too_short(Text::new(
                format!("la chaîne finit à la ligne {}, la tête conservée en compte {}", self.head.entries, kept.entries),
                format!("the chain ends at line {}, the head that was kept counts {}", self.head.entries, kept.entries),
            )),
            _ => Ok(()),
        }
    }
}
