//! What one view of the portfolio shows, kept until anything is written: every change of a sheet, of a decision or of a blocking
//! point adds a line to the audit, so that servers which share the base never show what was true before.

use crate::app::App;
use domain::Date;
use quick_cache::sync::Cache;
use std::sync::Arc;
use store::portfolio::{self, After, Filter, Found, Line, Order};
use store::{StoreError, chain};

/// A few perimeters, a few filters, their first pages.
const KEPT: usize = 500;

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
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { lists: Cache::new(KEPT) }
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
}
