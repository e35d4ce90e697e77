//! The line of an application in the money of an action sheet, or by itself while no sheet counts it: made again from the whole of
//! its life at each step, in the transaction of the step. Only what the holder was told is in it, so that whoever reads the sheet, or
//! a sum, reads no more.

use super::lists::STEPS;
use super::rows;
use crate::conn::{Conn, Result, Row, cells};
use crate::{ApplicationId, SheetId, StoreError, funding};
use applications::{Application, Cause, Step, Told};
use domain::{Cents, Funder, Instrument, Status};
use grants::{Line, Reason, Refusal, Stage};
use jiff::Timestamp;

/// The sheet of its territory that it was begun with, else the one that was made from its project. None when there is not
/// exactly one: then somebody of the territory chooses.
const FIND_SHEET: &str = "UPDATE application SET sheet = (SELECT CASE WHEN COUNT(*) = 1 THEN MIN(s.id) END FROM sheet s \
     WHERE s.phase = application.phase AND s.code = application.territory \
     AND (s.id = application.sheet OR application.sheet IS NULL AND s.project_id = application.project)) WHERE id = $1";
const DRAWN_FROM: &str = "SELECT number, call, operator, sheet, pays FROM application WHERE id = $1";
const TICK: &str = "UPDATE funding_clock SET changes = changes + 1 WHERE id = 1 \
     AND (EXISTS (SELECT 1 FROM sheet_funding WHERE application = $1 AND changed_at = $2) \
     OR EXISTS (SELECT 1 FROM application_funding WHERE application = $1 AND changed_at = $2))";
/// Filed, and drawn in no sheet.
const UNCOUNTED: &str = "SELECT id, life, changed_at FROM application \
     WHERE filed_at IS NOT NULL AND (sheet IS NULL OR pays IS NULL) AND id > $1 ORDER BY id LIMIT 500";

/// Since this script, an application that counts in no sheet is counted by itself.
pub(crate) const COUNTED_SINCE: i64 = 32;

/// What its line is drawn from.
struct Source {
    number: String,
    /// The sheet that counts it.
    sheet: Option<SheetId>,
    pays: Line,
}

/// Called once, when it is filed: for whom, and so where it counts, was said then.
pub(super) async fn find_sheet(conn: &mut Conn, id: &ApplicationId) -> Result<()> {
    conn.execute(FIND_SHEET, cells![id.as_str()]).await.map(drop)
}

/// Writes the line of an application whose row is held, in its sheet, or by itself when it counts in none. The sheet is read here and
/// not before: it may have been chosen meanwhile.
pub(super) async fn draw(conn: &mut Conn, id: &ApplicationId, life: &Application, now: Timestamp) -> Result<()> {
    let Some(Source { number, sheet, pays }) = conn.row(DRAWN_FROM, cells![id.as_str()], source).await? else { return Ok(()) };
    let taken = conn.rows(STEPS, cells![id.as_str()], rows::taking).await?;
    let steps: Vec<(Step, Timestamp)> = taken.into_iter().map(|taking| (taking.step, taking.at)).collect();
    let Some(line) = line(&pays, &number, life, &steps) else { return Ok(()) };
    match sheet {
        Some(sheet) => {
            funding::leave(conn, id).await?;
            funding::draw(conn, id, &sheet, &line, &author(&number), now).await
        }
        None => funding::stand(conn, id, life.form.seat.as_ref(), &line, now).await,
    }
}

fn source(row: &Row) -> Result<Source> {
    let (number, sheet) = (row.text("number")?, row.maybe_text("sheet")?.map(SheetId));
    Ok(match row.maybe_text("pays")? {
        Some(text) => Source { number, sheet, pays: serde_json::from_str(&text).map_err(|error| StoreError::unreadable("pays", error))? },
        // Begun before the rules were kept with it: the call and its operator are all that is known, and no sheet counts that.
        None => {
            let mut pays = Line::planned(Funder::Operator, "", Instrument::Grant, Cents::ZERO);
            (pays.call, pays.operator) = (Some(row.text("call")?), Some(row.text("operator")?));
            Source { number, sheet: None, pays }
        }
    })
}

/// Those that were filed before this was counted.
pub(crate) async fn count_what_was_before(conn: &mut Conn) -> Result<()> {
    let read = |row: &Row| Ok((ApplicationId(row.text("id")?), row.json::<Application>("life")?, row.time("changed_at")?));
    let mut after = String::new();
    loop {
        let page = conn.rows(UNCOUNTED, cells![&after], read).await?;
        let Some((last, ..)) = page.last() else { return Ok(()) };
        after = last.to_string();
        for (id, life, at) in page {
            draw(conn, &id, &life, at).await?;
        }
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
