//! Travel times while the server runs: the network held is taken when an import puts it there, and what is not yet computed
//! is computed in the background, as the estimate stands in meanwhile and says so.

use crate::app::{App, Shared};
use factory::Access;
use locate::travel::Quality;
use reference::Reference;
use roads::service::Address;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime};

/// Between two looks at what is held.
const LOOK: Duration = Duration::from_secs(30);
/// Before a service that did not answer is asked again.
const REST: Duration = Duration::from_secs(600);
/// Of computing at a time.
const STEP: Duration = Duration::from_secs(5);

pub struct Travel {
    dir: PathBuf,
    routing: Option<Address>,
    access: RwLock<Arc<Access>>,
    /// When the network in use was put in place.
    placed: RwLock<Option<SystemTime>>,
}

impl Travel {
    pub fn open(dir: &Path, reference: &Reference, routing: Option<Address>) -> Travel {
        let placed = placed(dir);
        let access = opened(dir, reference, routing.clone());
        Travel { dir: dir.to_owned(), routing, access: RwLock::new(Arc::new(access)), placed: RwLock::new(placed) }
    }

    pub fn access(&self) -> Arc<Access> {
        self.access.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the network that an import has put in place since. `true` when there was one.
    fn look(&self, reference: &Reference) -> bool {
        let now = placed(&self.dir);
        let mut known = self.placed.write().unwrap_or_else(PoisonError::into_inner);
        if *known == now {
            return false;
        }
        *known = now;
        let access = opened(&self.dir, reference, self.routing.clone());
        *self.access.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(access);
        true
    }
}

fn placed(dir: &Path) -> Option<SystemTime> {
    std::fs::metadata(dir.join(roads::FOLDER).join("manifest.json")).and_then(|m| m.modified()).ok()
}

/// A damaged network is told in the journal, and the estimate stands in: the server runs.
fn opened(dir: &Path, reference: &Reference, routing: Option<Address>) -> Access {
    Access::open(dir, reference, routing.clone()).unwrap_or_else(|why| {
        tracing::error!(cause = &*why.en, "the road network cannot be read: times are estimated");
        Access::estimated(dir, reference).with_service(routing)
    })
}

/// Looks at once, then now and then, for as long as the server lives.
pub fn watch(app: &App) {
    let app = Arc::downgrade(app);
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(LOOK);
        let mut changed = false;
        let mut rest: Option<Instant> = None;
        loop {
            looks.tick().await;
            if rest.is_some_and(|until| Instant::now() < until) {
                continue;
            }
            loop {
                let Some(working) = app.upgrade() else { return };
                let filled = match tokio::task::spawn_blocking(move || fill(&working)).await {
                    Ok(filled) => filled,
                    Err(cause) => {
                        tracing::error!(%cause, "travel times could not be computed; tried again");
                        break;
                    }
                };
                changed |= filled.changed;
                rest = filled.down.then(|| Instant::now() + REST);
                if filled.down || filled.left == 0 {
                    break;
                }
            }
            let Some(app) = app.upgrade() else { return };
            if std::mem::take(&mut changed)
                && let Err(cause) = app.refresh_sites().await
            {
                tracing::error!(%cause, "sites could not be read again");
            }
        }
    });
}

struct Step {
    /// The sites should be told again.
    changed: bool,
    left: usize,
    down: bool,
}

/// A few seconds of work: a server that stops does not wait for a whole country.
fn fill(app: &Shared) -> Step {
    let taken = app.travel.look(&app.reference);
    let access = app.travel.access();
    if access.best() == Quality::Estimated {
        return Step { changed: taken, left: 0, down: false };
    }
    let begun = Instant::now();
    let filled = access.fill(&app.sites(), &app.reference, app.today(), &mut |_, _| begun.elapsed() < STEP);
    if filled.done + filled.failed > 0 {
        tracing::info!(done = filled.done, failed = filled.failed, left = filled.left, "travel times computed");
    }
    if let Some(why) = &filled.why {
        tracing::warn!(cause = &*why.en, "travel times are estimated for some sites");
    }
    Step { changed: taken || filled.done > 0, left: filled.left, down: filled.down }
}
