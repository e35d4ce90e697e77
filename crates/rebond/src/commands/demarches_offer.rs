//! `rebond demarches offer`: the questions of a form are read once and kept with its mapping, so that pages prepare files without
//! reaching the platform.

use super::demarches::{Platform, mapping};
use super::{Outcome, both, told};
use clap::Args;
use jiff::Timestamp;
use std::path::PathBuf;
use store::Store;
use store::demarches::{Offered, offer, withdraw};

#[derive(Args)]
pub struct Offer {
    /// Mapping of the form; it names the call or the measure.
    #[arg(long)]
    mapping: PathBuf,
    /// Offer it no more.
    #[arg(long)]
    withdraw: bool,
    #[command(flatten)]
    platform: Platform,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: crate::Data,
}

/// Who signs what the command line does.
const AUTHOR: &str = "rebond demarches";

impl Offer {
    pub fn run(self) -> Outcome {
        let mapping = mapping(&self.mapping)?;
        let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
        let store = runtime.block_on(Store::open(&self.database)).map_err(told)?;
        if self.withdraw {
            let done = runtime.block_on(withdraw(&store, mapping.demarche, AUTHOR, Timestamp::now())).map_err(told)?;
            println!("{}", if done { "retirée / withdrawn" } else { "n’était pas proposée / was not offered" });
            return Ok(());
        }
        self.named(&mapping)?;
        let client = self.platform.client()?;
        let questions = client.form(mapping.demarche).map_err(|failure| both(failure.why()))?;
        let text = |error: serde_json::Error| error.to_string();
        let offered = Offered {
            demarche: mapping.demarche,
            call: mapping.call.clone(),
            measure: mapping.measure.clone(),
            address: client.prefill_address(mapping.demarche),
            questions: serde_json::to_string(&questions).map_err(text)?,
            mapping: serde_json::to_string(&mapping).map_err(text)?,
            read_at: Timestamp::now(),
        };
        runtime.block_on(offer(&store, offered, AUTHOR)).map_err(told)?;
        println!("{} questions lues, démarche proposée / read, form offered", questions.len());
        Ok(())
    }

    /// The call or the measure exists: otherwise no page would ever offer the form.
    fn named(&self, mapping: &demarches::Mapping) -> Outcome {
        let rulebook = self.data.rulebook()?;
        let call = |id: &String| rulebook.programmes.iter().flat_map(|programme| &programme.calls).any(|call| call.id == *id);
        let known = match (&mapping.call, &mapping.measure) {
            (None, None) => false,
            (of_call, of_measure) => {
                of_call.as_ref().is_none_or(call) && of_measure.as_ref().is_none_or(|id| rulebook.measure(id).is_some())
            }
        };
        match known {
            true => Ok(()),
            false => Err("✕ la correspondance doit nommer un appel (call) ou une mesure (measure) qui existe\n  \
                 the mapping must name a call or a measure that exists"
                .to_owned()),
        }
    }
}
