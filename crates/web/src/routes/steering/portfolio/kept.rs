//! What one view of the portfolio shows, kept until anything is written: every change of a sheet, of a decision or of a blocking
//! point adds a line to the audit, so that servers which share the base never show what was true before.

use super::sums::{self, Sum};
use crate::app::App;
use crate::error::Result;
use crate::routes::steering::purses::Purse;
use domain::Date;
use quick_cache::sync::Cache;
use std::sync::Arc;
use store::funding;
use store::orientations::{self, Candidate};
use store::portfolio::{self, After, Filter, Found, Line, Order};
use store::{StoreError, chain};

/// A few perimeters, a few filters, their first pages.
const KEPT: usize = 500;
/// Regions and the country, with and without applications.
const SUMS: usize = 60;
/// Open sheets of a few regions: the largest of what is kept.
const CANDIDATES: usize = 20;

type Key = (i64, Date, Filter, Order, Option<After>);

/// One page of the list, and how many sheets there are in all.
pub struct Listed {
    pub lines: Vec<Line>,
    /// There is another page.
    pub more: bool,
    pub found: Found,
}

pub struct Kept {
    lists: Cache<Key, Arc<Listed>>,
    sums: Cache<(i64, Date, funding::Filter), Arc<Vec<Sum>>>,
    candidates: Cache<(i64, String), Arc<Vec<Candidate>>>,
    /// At this length of the ledger, for whoever asks this.
    purses: Cache<(i64, String), Arc<Vec<Purse>>>,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { lists: Cache::new(KEPT), sums: Cache::new(SUMS), candidates: Cache::new(CANDIDATES), purses: Cache::new(KEPT) }
    }
}

impl Kept {
    pub async fn list(&self, app: &App, filter: Filter, order: Order, after: Option<After>, most: u32) -> Result<Arc<Listed>, StoreError> {
        let (entries, today) = (chain::audit_head(&app.store).await?.entries, app.today());
        // Asked by many at once, read by one.
        self.lists
            .get_or_insert_async(&(entries, today, filter.clone(), order, after.clone()), async {
                let mut lines = portfolio::list(&app.store, &filter, order, after.as_ref(), most + 1).await?;
                let more = lines.len() > most as usize;
                lines.truncate(most as usize);
                let found = portfolio::found(&app.store, &filter, today).await?;
                Ok(Arc::new(Listed { lines, more, found }))
            })
            .await
    }

    /// Sums of the territories whose lines these are: of a region, or of the country.
    pub async fn sums(&self, app: &App, lines: funding::Filter) -> Result<Arc<Vec<Sum>>, StoreError> {
        let (entries, today) = (chain::audit_head(&app.store).await?.entries, app.today());
        self.sums
            .get_or_insert_async(&(entries, today, lines.clone()), async {
                let region = lines.region.as_deref().unwrap_or_default();
                Ok(Arc::new(sums::read(app, region, &lines, today).await?))
            })
            .await
    }

    /// The open sheets of a region, or of the country when empty: what an orientation looks at.
    pub async fn candidates(&self, app: &App, region: &str) -> Result<Arc<Vec<Candidate>>, StoreError> {
        let entries = chain::audit_head(&app.store).await?.entries;
        self.candidates
            .get_or_insert_async(&(entries, region.to_owned()), async { Ok(Arc::new(orientations::candidates(&app.store, region).await?)) })
            .await
    }

    /// What remains in envelopes at this length of the ledger, for whoever asks it.
    pub async fn purses(&self, entries: i64, asked: String, read: impl Future<Output = Result<Vec<Purse>>>) -> Result<Arc<Vec<Purse>>> {
        self.purses.get_or_insert_async(&(entries, asked), async { Ok(Arc::new(read.await?)) }).await
    }
}
