//! `rebond copy`: everything an installation remembers, from SQLite to PostgreSQL or back.

use super::{Outcome, both, told};
use clap::Args;
use store::{Store, audit, ledger};

#[derive(Args)]
pub struct Copy {
    /// What is read: sqlite:var/rebond.db or postgres://…
    #[arg(long)]
    from: String,
    /// What is written; it must hold nothing. Start no server on it before the end.
    #[arg(long)]
    to: String,
}

impl Copy {
    pub fn run(self) -> Outcome {
        super::wait(async {
            // A new file must not be made where the one to be read is misspelt.
            let read = if self.from.starts_with("sqlite:") && !self.from.contains("mode=") {
                format!("{}{}mode=rw", self.from, if self.from.contains('?') { "&" } else { "?" })
            } else {
                self.from.clone()
            };
            let (from, to) = (Store::open(&read).await.map_err(told)?, Store::open(&self.to).await.map_err(told)?);
            let copied = store::copy::copy(&from, &to).await.map_err(|why| both(&why.message()))?;
            for table in &copied {
                println!("✓ {:<24} {:>9}  {}", table.table, table.rows, table.digest);
            }
            let sound = ledger::verify(&to, None).await.map_err(told)?.map_err(|fault| both(&fault.told()))?;
            let head = audit::verify(&to, None).await.map_err(told)?.map_err(|flaw| both(&flaw.told("audit")))?;
            println!("✓ ledger {}", sound.head);
            println!("✓ audit {head}");
            Ok(())
        })
    }
}
