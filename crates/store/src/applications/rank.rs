//! What a committee gives follows the rank, a second person being awaited or not: a proposal reserves nothing, so whoever is ranked lower
//! would take the money of whoever waits for a signature.

use super::Proposal;
use super::rows::{self, records};
use crate::conn::{Conn, Result, cells};
use crate::{ApplicationId, committees};
use applications::{Refusal, Step};
use domain::Text;
use jiff::Timestamp;

const WAITING: &str = records!(
    "WHERE call = (SELECT a.call FROM application a WHERE a.id = $1) AND id <> $1 AND proposal IS NOT NULL ORDER BY created_at, id"
);

/// Why this favour has to wait: somebody ranked higher in the same session awaits a second person. Asked in the transaction that
/// writes, the head of the ledger being held: of a proposal and a favour of the same instant, the second sees the first. A proposal that
/// is out of time holds nobody.
pub(super) async fn ahead(conn: &mut Conn, id: &ApplicationId, step: &Step, now: Timestamp) -> Result<Option<Refusal>> {
    let Step::Favour { session, .. } = step else { return Ok(None) };
    let mut waiting = conn.rows(WAITING, cells![id.as_str()], rows::record).await?;
    let same = |proposal: &Proposal| {
        proposal.expires_at() > now && matches!(&proposal.step, Step::Favour { session: theirs, .. } if theirs == session)
    };
    waiting.retain(|other| other.proposal.as_ref().is_some_and(same));
    let Some(first) = waiting.first() else { return Ok(None) };
    let Some(ranking) = committees::ranking(conn, &first.call, session).await? else { return Ok(None) };
    let rank = |id: &ApplicationId| ranking.ranked.iter().find(|ranked| ranked.application == id.as_str()).map(|ranked| ranked.rank);
    // What is not ranked comes after all that is.
    let own = rank(id).unwrap_or(u32::MAX);
    let first =
        waiting.iter().filter_map(|other| Some((rank(&other.id)?, other))).filter(|(rank, _)| *rank < own).min_by_key(|(rank, _)| *rank);
    Ok(first.map(|(_, first)| {
        let number = &first.number;
        Refusal::new(
            Text::new(
                format!("Le dossier {number}, mieux classé, attend une seconde personne : rien n’est encore réservé pour lui."),
                format!("The file {number}, ranked higher, awaits a second person: nothing is reserved for it yet."),
            ),
            Text::new(
                "Faites approuver ou écarter cette proposition, puis reprenez au rang suivant.",
                "Have that proposal approved or dropped, then go on with the next rank.",
            ),
        )
    }))
}
