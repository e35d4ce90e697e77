//! What a committee gives follows the rank, a second person being awaited or not: a proposal reserves nothing, so whoever is ranked lower
//! would take the money of whoever waits for a signature.

use super::rows::{self, records};
use super::{Proposal, Record};
use crate::conn::{Result, cells};
use crate::{ApplicationId, Store, committees};
use applications::{Refusal, Step};
use domain::Text;

const WAITING: &str = records!("WHERE call = $1 AND proposal IS NOT NULL ORDER BY created_at, id");

/// Why this favour has to wait: somebody ranked higher in the same session awaits a second person.
pub(super) async fn ahead(store: &Store, record: &Record, step: &Step) -> Result<Option<Refusal>> {
    let Step::Favour { session, .. } = step else { return Ok(None) };
    let mut waiting = store.reader().await?.rows(WAITING, cells![&record.call], rows::record).await?;
    let same = |proposal: &Proposal| matches!(&proposal.step, Step::Favour { session: theirs, .. } if theirs == session);
    waiting.retain(|other| other.id != record.id && other.proposal.as_ref().is_some_and(same));
    if waiting.is_empty() {
        return Ok(None);
    }
    let sessions = committees::of_call(store, &record.call).await?;
    let Some(ranking) = sessions.iter().find(|one| one.reference == *session).and_then(|one| one.ranking.as_ref()) else {
        return Ok(None);
    };
    let rank = |id: &ApplicationId| ranking.ranked.iter().find(|ranked| ranked.application == id.as_str()).map(|ranked| ranked.rank);
    // What is not ranked comes after all that is.
    let own = rank(&record.id).unwrap_or(u32::MAX);
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
