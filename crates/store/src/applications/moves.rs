//! A step of an application, written under its guard: alone, or with the lines of the ledger it asks for.

use super::{Proposal, drawn, object, rank, rows};
use crate::conn::{Conn, Result, cells, to_json};
use crate::{ApplicationId, audit};
use applications::{Application, Party, Step, Window};
use domain::Cents;
use jiff::Timestamp;
use ledger::Refusal;
use serde_json::json;

/// A proposal takes a version of its own: that there is one, or none, tells it. Its text may be of another version of this program.
const CLAIM: &str = "UPDATE application SET version = version + 1 WHERE id = $1 AND version = $2 AND (proposal IS NULL) = ($3 = 0)";
const UNCLAIM: &str = "UPDATE application SET version = $2 WHERE id = $1";
const WRITE: &str = "UPDATE application SET wave = $2, state = $3, decided = $4, paid = $5, life = $6, proposal = NULL, filed_at = $7, \
     receipt = COALESCE(receipt, $8), changed_at = $9 WHERE id = $1";
const STEP: &str = "INSERT INTO application_step (application, version, at, who, approver, step, before, after, wave, key) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const PROPOSE: &str = "UPDATE application SET version = version + 1, proposal = $3, changed_at = $4 \
     WHERE id = $1 AND version = $2 AND proposal IS NULL";

/// One step on top of one version.
#[derive(Clone)]
pub(crate) struct Move {
    pub id: ApplicationId,
    pub version: i64,
    pub before: Application,
    pub after: Application,
    pub step: Step,
    pub who: String,
    pub approver: Option<String>,
    pub key: String,
    /// It carries out a proposal.
    pub proposed: bool,
    /// Digest of what is filed, for a filing.
    pub receipt: Option<String>,
    pub at: Timestamp,
}

impl Move {
    /// Why it has to wait for somebody ranked higher, as it stands in this transaction.
    pub async fn ahead(&self, conn: &mut Conn) -> Result<Option<applications::Refusal>> {
        rank::ahead(conn, &self.id, &self.step, self.at).await
    }

    /// Takes the version: false when somebody else took it.
    pub async fn claim(&self, conn: &mut Conn) -> Result<bool> {
        Ok(conn.execute(CLAIM, cells![self.id.as_str(), self.version, i64::from(self.proposed)]).await? == 1)
    }

    /// Writes the step, whose version was claimed.
    pub async fn write(&self, conn: &mut Conn) -> Result<()> {
        let life = &self.after;
        let cells = cells![
            self.id.as_str(),
            &life.wave,
            life.state.code(),
            life.decided.map(|amount| amount.0),
            life.kept_paid().0,
            to_json("life", life)?,
            life.filed_at,
            self.receipt.clone(),
            self.at
        ];
        conn.execute(WRITE, cells).await?;
        let step = to_json("step", &self.step)?;
        let (before, after) = (self.before.state.code(), life.state.code());
        let cells = cells![
            self.id.as_str(),
            self.version + 1,
            self.at,
            &self.who,
            self.approver.clone(),
            step,
            before,
            after,
            &life.wave,
            &self.key
        ];
        conn.execute(STEP, cells).await?;
        if matches!(self.step, Step::File) {
            drawn::find_sheet(conn, &self.id).await?;
        }
        super::pages::fold(conn, self.id.as_str()).await?;
        drawn::draw(conn, &self.id, life, self.at).await
    }

    /// The envelope refused: what the committee wanted waits with its reason, anything else leaves the file as it was.
    /// Gives what was written, if something was.
    pub async fn refused(&self, conn: &mut Conn, refusal: &Refusal) -> Result<Option<Move>> {
        let step = Step::Wait { reason: refusal.what.clone(), passes: refusal.passes.map(Cents) };
        let mut after = self.before.clone();
        let wanted = matches!(self.step, Step::Favour { .. }) && refusal.rule == ledger::Rule::Opened;
        if !wanted || after.take(&step, Party::Ledger, &self.who, self.at, &Window::default()).is_err() {
            conn.execute(UNCLAIM, cells![self.id.as_str(), self.version]).await?;
            return Ok(None);
        }
        let waits = Move { after, step, ..self.clone() };
        waits.write(conn).await?;
        Ok(Some(waits))
    }

    /// Last in the transaction: whoever holds the chain of the audit takes no row after it, but the count of changes.
    pub async fn audit(&self, conn: &mut Conn) -> Result<()> {
        let what = format!("application.{}", self.step.code());
        let detail = json!({ "after": self.after.state.code(), "version": self.version + 1, "approver": self.approver });
        audit::append(conn, self.at, &self.who, &what, &object(&self.id), detail).await?;
        drawn::tick(conn, &self.id, self.at).await
    }
}

/// Keeps a step until a second person approves it; false when somebody came in between.
pub(super) async fn propose(conn: &mut Conn, id: &ApplicationId, version: i64, proposal: &Proposal) -> Result<bool> {
    let text = to_json("proposal", proposal)?;
    let done = conn.execute(PROPOSE, cells![id.as_str(), version, text, proposal.at]).await? == 1;
    if done {
        let what = format!("application.propose_{}", proposal.step.code());
        audit::append(conn, proposal.at, &proposal.who, &what, &object(id), json!({})).await?;
    }
    Ok(done)
}

pub(super) async fn reload(conn: &mut Conn, id: &ApplicationId) -> Result<Option<super::Record>> {
    conn.row(rows::BY_ID, cells![id.as_str()], rows::record).await
}
