//! What establishments declare to the State and exchanges observed elsewhere, while the server runs: taken again when an import puts
//! a newer file in place.

use factory::exchanges::Exchanges;
use reference::{Installations, Reference, sectors};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

/// When installations, then the data of the sector studies, were last put in place.
type Stamp = [Option<SystemTime>; 2];

struct Held {
    stamp: Stamp,
    installations: Arc<Installations>,
    exchanges: Arc<Exchanges>,
}

pub struct Registers {
    dir: PathBuf,
    held: RwLock<Held>,
}

impl Registers {
    /// The other pages do not need them: what cannot be read is told where it is missed.
    pub fn open(dir: &Path, reference: &Reference) -> Registers {
        let stamp = stamp(dir);
        let installations = Installations::open(dir);
        let exchanges = Exchanges::open(dir, reference, &installations).unwrap_or_else(|why| {
            tracing::error!(cause = %why.en, "exchanges could not be read");
            Exchanges::without(why)
        });
        let held = Held { stamp, installations: Arc::new(installations), exchanges: Arc::new(exchanges) };
        Registers { dir: dir.to_owned(), held: RwLock::new(held) }
    }

    pub fn installations(&self) -> Arc<Installations> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).installations.clone()
    }

    pub fn exchanges(&self) -> Arc<Exchanges> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).exchanges.clone()
    }

    /// Takes what was imported since; `true` when something was. What cannot be read leaves what stood before. Blocking.
    ///
    /// # Errors
    /// Why it cannot be read: told once, as the same files are not read twice.
    pub fn look(&self, reference: &Reference) -> Result<bool, String> {
        // Seen before the files are read: one that comes in between is seen at the next look.
        let stamp = stamp(&self.dir);
        if self.held.read().unwrap_or_else(PoisonError::into_inner).stamp == stamp {
            return Ok(false);
        }
        let installations = Installations::open(&self.dir);
        let exchanges = Exchanges::open(&self.dir, reference, &installations);
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.stamp = stamp;
        held.installations = Arc::new(installations);
        held.exchanges = Arc::new(exchanges.map_err(|why| why.en.to_string())?);
        Ok(true)
    }
}

fn stamp(dir: &Path) -> Stamp {
    [Installations::written(dir), sectors::written(dir)]
}
