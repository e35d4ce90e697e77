//! Who got it: the grants of a measure or of a call that are already open data, and nothing else. What is asked, and what is
//! granted and not published, stays between the holder and the operator.

use crate::app::App;
use crate::error::Result;
use crate::page::Here;
use domain::Cents;
use grants::{Grant, Named};

/// Shown on the page; the others are in the list of the grants.
const SHOWN: usize = 10;

/// The public grants of one measure, or of one call.
pub struct Got {
    pub count: usize,
    pub total: Cents,
    /// The latest ones.
    pub latest: Vec<Grant>,
}

impl Got {
    /// Who received it.
    pub fn to(&self, grant: &Grant) -> String {
        grant.beneficiaries.iter().map(|b| b.party.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// Those whose measure, or call, has this identifier, latest first.
pub async fn of(app: &App, here: &Here, named: fn(&Grant) -> &Option<Named>, id: &str) -> Result<Got> {
    let all = app.grants.all(app, here).await?;
    let kept: Vec<&Grant> = all.iter().filter(|grant| named(grant).as_ref().is_some_and(|named| named.id == id)).collect();
    Ok(Got {
        count: kept.len(),
        total: kept.iter().map(|grant| grant.amount).sum(),
        latest: kept.into_iter().take(SHOWN).cloned().collect(),
    })
}
