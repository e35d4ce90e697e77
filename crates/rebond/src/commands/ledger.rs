//! `rebond ledger`, `rebond audit`: open the envelopes of the programmes; prove that nothing was altered.

use super::{Outcome, both, told};
use crate::Data;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use store::chain::Head;
use store::{Store, audit, ledger};

#[derive(Subcommand)]
pub enum Ledger {
    /// Open the envelopes of the programme files that are not open yet. `serve` does it too.
    Open(Open),
    /// Replay the whole journal, follow its chain, compare every counter; name the first bad line.
    Verify(Verify),
}

#[derive(Subcommand)]
pub enum Audit {
    /// Follow the chain of the audit; name the first bad line.
    Verify(Verify),
}

#[derive(Args)]
pub struct Open {
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: Data,
}

#[derive(Args)]
pub struct Verify {
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    /// A head printed earlier and kept elsewhere, "LINES:DIGEST": the chain must pass through it.
    #[arg(long)]
    head: Option<String>,
}

impl Ledger {
    pub fn run(self) -> Outcome {
        match self {
            Ledger::Open(open) => open.run(),
            Ledger::Verify(verify) => verify.run(async |store, kept| match ledger::verify(store, kept).await.map_err(told)? {
                Ok(sound) => {
                    println!(
                        "✓ {} enveloppes, {} dossiers / {} envelopes, {} files",
                        sound.envelopes, sound.awards, sound.envelopes, sound.awards
                    );
                    Ok(sound.head)
                }
                Err(fault) => Err(both(&fault.told())),
            }),
        }
    }
}

impl Audit {
    pub fn run(self) -> Outcome {
        let Audit::Verify(verify) = self;
        verify.run(async |store, kept| audit::verify(store, kept).await.map_err(told)?.map_err(|flaw| both(&flaw.told("audit"))))
    }
}

impl Open {
    fn run(self) -> Outcome {
        let rulebook = self.data.rulebook()?;
        super::wait(async {
            let store = Store::open(&self.database).await.map_err(told)?;
            let opened = web::envelopes::open(&store, &rulebook.programmes, Timestamp::now()).await?;
            println!("{opened} enveloppes ouvertes / envelopes opened");
            Ok(())
        })
    }
}

impl Verify {
    fn run(self, verify: impl AsyncFnOnce(&Store, Option<&Head>) -> Result<Head, String>) -> Outcome {
        let kept = match &self.head {
            None => None,
            Some(text) => Some(Head::parse(text).ok_or(format!("✕ --head {text} : LIGNES:EMPREINTE / LINES:DIGEST"))?),
        };
        super::wait(async {
            let store = Store::open(&self.database).await.map_err(told)?;
            let head = verify(&store, kept.as_ref()).await?;
            println!("✓ tête, à conserver ailleurs / head, to keep elsewhere: {head}");
            Ok(())
        })
    }
}
