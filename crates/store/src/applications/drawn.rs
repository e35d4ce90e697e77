//! The line of an application in the money of an action sheet: made again from the whole of its life at each step, in the
//! transaction of the step. Only what the holder was told is in it, so that whoever reads the sheet reads no more.

use super::lists::STEPS;
use super::rows;
use crate::conn::{Conn, Result, Row, cells};
use crate::{ApplicationId, SheetId, funding};
use applications::{Application, Cause, Step, Told};
use domain::Status;
use grants::{Line, Reason, Refusal, Stage};
use jiff::Timestamp;

/// The sheet of its territory that it was begun with, else the one that was made from its project. None when there is not
/// exactly one: then somebody of the territory chooses.
const FIND_SHEET: &str = "UPDATE application SET sheet = (SELECT CASE WHEN COUNT(*) = 1 THEN MIN(s.id) END FROM sheet s \
     WHERE s.phase = application.phase AND s.code = application.territory \
     AND (s.id = application.sheet OR application.sheet IS NULL AND s.project_id = application.project)) WHERE id = $1";
const DRAWN_IN: &str = "SELECT number, sheet, pays FROM application WHERE id = $1 AND sheet IS NOT NULL AND pays IS NOT NULL";
const TICK: &str = "UPDATE funding_clock SET changes = changes + 1 WHERE id = 1 \
     AND EXISTS (SELECT 1 FROM sheet_funding WHERE application = $1 AND changed_at = $2)";

/// Called once, when it is filed: for whom, and so where it counts, was said then.
pub(super) async fn find_sheet(conn: &mut Conn, id: &ApplicationId) -> Result<()> {
    conn.execute(FIND_SHEET, cells![id.as_str()]).await.map(drop)
}

/// Writes the line of an application whose row is held, if it counts in a sheet. The sheet is read here and not before: it
/// may have been chosen meanwhile.
pub(super) async fn draw(conn: &mut Conn, id: &ApplicationId, life: &Application, now: Timestamp) -> Result<()> {
    let read = |row: &Row| Ok((row.text("number")?, SheetId(row.text("sheet")?), row.json::<Line>("pays")?));
    let Some((number, sheet, pays)) = conn.row(DRAWN_IN, cells![id.as_str()], read).await? else { return Ok(()) };
    let taken = conn.rows(STEPS, cells![id.as_str()], rows::taking).await?;
    let steps: Vec<(Step, Timestamp)> = taken.into_iter().map(|taking| (taking.step, taking.at)).collect();
    match line(&pays, &number, life, &steps) {
        Some(line) => funding::draw(conn, id, &sheet, &line, &author(&number), now).await,
        None => Ok(()),
    }
}

/// Whoever computed sums before must compute them again, when the line changed at this instant. After the audit, as
/// everybody does: nobody waits in a circle.
pub(super) async fn tick(conn: &mut Conn, id: &ApplicationId, at: Timestamp) -> Result<()> {
    conn.execute(TICK, cells![id.as_str(), at]).await.map(drop)
}

/// Who writes the versions of its line.
pub(super) fn author(number: &str) -> String {
    format!("application:{number}")
}

/// None while there is nothing to count: a draft, a call without an amount.
fn line(pays: &Line, number: &str, life: &Application, steps: &[(Step, Timestamp)]) -> Option<Line> {
    let counted = life.counted(steps)?;
    let stage = |told: Option<Told>, proof: &str| told.map(|(amount, on)| Stage { amount, on, proof: proof.to_owned() });
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let refused = counted.lost.map(|lost| Refusal { on: lost.on, reason: reason(lost.cause), words: lost.words });
    let proof = life.payments.last().map_or("", |payment| payment.proof.as_str());
    Some(Line {
        wave: filled(&life.wave),
        planned: counted.asked.0,
        asked: stage(Some(counted.asked), number),
        granted: stage(counted.granted, &life.session),
        contracted: stage(counted.contracted, number),
        paid: stage(counted.paid, proof),
        refused,
        // The service that decides took the steps here: there is no paper to see besides.
        status: Status::Verified,
        verified_by: Some(author(number)),
        object: filled(&life.form.title),
        ..pays.clone()
    })
}

fn reason(cause: Cause) -> Reason {
    match cause {
        Cause::Inadmissible => Reason::NotEligible,
        Cause::Incomplete => Reason::Incomplete,
        Cause::Refused => Reason::Other,
        Cause::Withdrawn => Reason::GivenUp,
        Cause::Lapsed => Reason::Lapsed,
    }
}
