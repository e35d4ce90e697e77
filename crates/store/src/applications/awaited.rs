//! What awaits somebody among applications: a service, a holder, the lead of a territory, a member of a committee. Each list is
//! as long as one person reads, and chosen by the states that ask something of them.

use super::Record;
use super::rows::{self, records};
use crate::committees::Session;
use crate::conn::{Result, cells};
use crate::{OrganisationId, PersonId, Store};
use applications::State;

const OF_SERVICE: &str = records!(
    "WHERE operator = $1 AND filed_at IS NOT NULL AND $2 LIKE '%|' || state || '|%' AND ($4 = '' OR region = $4) \
     ORDER BY filed_at, id LIMIT $3"
);
const PROPOSED: &str =
    records!("WHERE operator = $1 AND proposal IS NOT NULL AND ($3 = '' OR region = $3) ORDER BY changed_at, id LIMIT $2");
const OF_HOLDER: &str = records!("WHERE organisation = $1 AND $2 LIKE '%|' || state || '|%' ORDER BY changed_at DESC, id DESC LIMIT $3");
const OF_TERRITORY: &str = records!(
    "WHERE phase = $1 AND territory = $2 AND filed_at IS NOT NULL AND $3 LIKE '%|' || state || '|%' \
     ORDER BY changed_at DESC, id DESC LIMIT $4"
);
/// A recusal in one session of the call hides the file in all of them.
const TO_SCORE: &str = records!(
    "WHERE call = $1 AND wave = $2 AND state IN ('committee', 'waiting') \
     AND NOT EXISTS (SELECT 1 FROM committee_score c WHERE c.session = $3 AND c.application = application.id AND c.person = $4) \
     AND NOT EXISTS (SELECT 1 FROM committee_recusal r WHERE r.application = application.id AND r.person = $4) \
     ORDER BY number LIMIT $5"
);

/// As one parameter: the states are looked for between bars.
pub(super) fn listed(states: &[State]) -> String {
    states.iter().fold("|".to_owned(), |list, state| list + state.code() + "|")
}

/// Those filed with the service of an operator (in one region, unless empty) that stand in one of these states, the oldest first.
pub async fn of_service(store: &Store, operator: &str, region: &str, states: &[State], most: u32) -> Result<Vec<Record>> {
    store.reader().await?.rows(OF_SERVICE, cells![operator, listed(states), i64::from(most), region], rows::record).await
}

/// Those of which a step waits for a second person, the oldest first; of one region, unless empty.
pub async fn proposed(store: &Store, operator: &str, region: &str, most: u32) -> Result<Vec<Record>> {
    store.reader().await?.rows(PROPOSED, cells![operator, i64::from(most), region], rows::record).await
}

/// Those of a holder that stand in one of these states, drafts included, the last changed first.
pub async fn of_holder(store: &Store, organisation: &OrganisationId, states: &[State], most: u32) -> Result<Vec<Record>> {
    store.reader().await?.rows(OF_HOLDER, cells![organisation.as_str(), listed(states), i64::from(most)], rows::record).await
}

/// Those filed for a territory that stand in one of these states, the last changed first.
pub async fn of_territory(store: &Store, phase: u8, code: &str, states: &[State], most: u32) -> Result<Vec<Record>> {
    store.reader().await?.rows(OF_TERRITORY, cells![i64::from(phase), code, listed(states), i64::from(most)], rows::record).await
}

/// The files before this session that a member has neither scored in it nor is recused from.
pub async fn to_score(store: &Store, session: &Session, member: &PersonId, most: u32) -> Result<Vec<Record>> {
    let cells = cells![&session.call, &session.wave, session.id.as_str(), member.as_str(), i64::from(most)];
    store.reader().await?.rows(TO_SCORE, cells, rows::record).await
}
