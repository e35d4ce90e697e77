//! `rebond backup`, `rebond restore`: a copy of the SQLite database while it runs, and its way back.

use super::{Outcome, both, told};
use clap::Args;
use domain::Text;
use std::path::PathBuf;
use store::Store;
use store::backup::{Contents, NotRestored, restore};

#[derive(Args)]
pub struct Backup {
    /// The copy; it must not exist.
    file: PathBuf,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
}

#[derive(Args)]
pub struct Restore {
    /// A copy made by `rebond backup`.
    file: PathBuf,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    /// Only verify the copy: the file, the audit and the ledger, replayed whole.
    #[arg(long)]
    verify: bool,
    /// Put aside the database that is there, as `….before`. Stop the server first.
    #[arg(long)]
    replace: bool,
}

impl Backup {
    pub fn run(self) -> Outcome {
        super::wait(async {
            let store = Store::open(&self.database).await.map_err(told)?;
            tell(store.backup(&self.file).await.map_err(told)?);
            Ok(())
        })
    }
}

impl Restore {
    pub fn run(self) -> Outcome {
        super::wait(async {
            match restore(&self.file, &self.database, !self.verify, self.replace).await {
                Ok(contents) => {
                    tell(contents);
                    Ok(())
                }
                Err(NotRestored::Store(error)) => Err(told(error)),
                Err(NotRestored::Unsound(why)) => Err(both(&why)),
                Err(NotRestored::Occupied(place)) => Err(both(&Text::new(
                    format!("{} existe. Arrêtez le serveur, puis ajoutez --replace : elle sera mise de côté.", place.display()),
                    format!("{} exists. Stop the server, then add --replace: it will be put aside.", place.display()),
                ))),
            }
        })
    }
}

fn tell(contents: Contents) {
    println!("✓ ledger {}", contents.ledger);
    println!("✓ audit {}", contents.audit);
}
