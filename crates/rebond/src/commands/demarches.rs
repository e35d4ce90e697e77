//! `rebond demarches`: read the files of a form of the State's platform, list its questions, prepare a prefilled file.

use super::{Outcome, both, list, read_file, told};
use clap::{Args, Subcommand};
use demarches::{Checkpoint, Client, Dossier, Mapping, PUBLIC, Patience, prefill};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use store::Store;
use store::demarches::Read;

#[derive(Subcommand)]
pub enum Demarches {
    /// Read the files that changed since the last time; stopped, it goes on where it was.
    Pull(Pull),
    /// List the questions of a form, with their identifiers: what a mapping is written from.
    Form(Form),
    /// Turn the files that were read into financing lines of the sheets of a territory, by SIREN.
    Match(super::demarches_match::Match),
    /// Print what a new file can be opened with, and what remains to be typed. Sends nothing, files nothing.
    Prefill(Prefill),
    /// Offer a form on the pages of the call or the measure that its mapping names, or offer it no more.
    Offer(super::demarches_offer::Offer),
}

#[derive(Args)]
pub struct Platform {
    /// Address of the platform.
    #[arg(long, env = "REBOND_DEMARCHES_URL", default_value = PUBLIC)]
    url: String,
    /// File that holds the token; without it, REBOND_DEMARCHES_TOKEN is read.
    #[arg(long)]
    token_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct Pull {
    /// Number of the form.
    #[arg(long)]
    demarche: i64,
    #[command(flatten)]
    platform: Platform,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    /// Read every file again, not only those that changed.
    #[arg(long)]
    all: bool,
    /// Mapping of the form: says how many files it reads whole, and what it cannot read.
    #[arg(long)]
    mapping: Option<PathBuf>,
}

#[derive(Args)]
pub struct Form {
    #[arg(long)]
    demarche: i64,
    #[command(flatten)]
    platform: Platform,
}

#[derive(Args)]
pub struct Prefill {
    /// Mapping of the form.
    #[arg(long)]
    mapping: PathBuf,
    /// Project file.
    project: PathBuf,
    #[command(flatten)]
    platform: Platform,
    #[command(flatten)]
    data: crate::Data,
}

impl Platform {
    pub fn client(&self) -> Result<Client, String> {
        let token = match &self.token_file {
            Some(file) => Some(read_file(file)?.trim().to_owned()),
            None => std::env::var("REBOND_DEMARCHES_TOKEN").ok().filter(|token| !token.is_empty()),
        };
        Client::new(&self.url, token, Patience::default()).map_err(|why| both(&why))
    }
}

impl Demarches {
    pub fn run(self) -> Outcome {
        match self {
            Demarches::Pull(pull) => pull.run(),
            Demarches::Form(form) => form.run(),
            Demarches::Match(matching) => matching.run(),
            Demarches::Prefill(prefill) => prefill.run(),
            Demarches::Offer(offer) => offer.run(),
        }
    }
}

pub fn mapping(file: &Path) -> Result<Mapping, String> {
    let text = read_file(file)?;
    Mapping::parse(&file.display().to_string(), &text).map_err(|problem| list(&[problem]))
}

impl Pull {
    fn run(self) -> Outcome {
        let client = self.platform.client()?;
        let mapping = self.mapping.as_deref().map(mapping).transpose()?;
        if let Some(mapping) = mapping.as_ref().filter(|mapping| mapping.demarche != self.demarche) {
            return Err(format!(
                "✕ la correspondance est celle de la démarche {}\n  the mapping is that of form {}",
                mapping.demarche, mapping.demarche
            ));
        }
        let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
        let store = runtime.block_on(Store::open(&self.database)).map_err(told)?;
        let kept = runtime.block_on(store::demarches::checkpoint(&store, self.demarche)).map_err(told)?;
        let from: Checkpoint = match kept.filter(|_| !self.all) {
            Some(text) => serde_json::from_str(&text).map_err(|e| e.to_string())?,
            None => Checkpoint::default(),
        };
        let (mut new, mut changed, mut erased, mut whole, mut questions) = (0, 0, 0, 0, vec![]);
        let done = demarches::pull(&client, self.demarche, from, |files, gone, at| {
            for file in &files {
                if let Some(mapping) = &mapping {
                    let mapped = mapping.read(file);
                    whole += usize::from(mapped.problems.is_empty());
                    questions.extend(mapped.problems);
                }
            }
            let files = files.iter().map(read).collect::<Result<Vec<_>, _>>().map_err(|e| domain::Text::same(e.to_string()))?;
            let at = serde_json::to_string(at).map_err(|e| domain::Text::same(e.to_string()))?;
            let gone = gone.iter().map(|gone| gone.number).collect();
            let keeping = store::demarches::keep(&store, self.demarche, files, gone, at, "operator", Timestamp::now());
            let brought = runtime.block_on(keeping).map_err(|error| error.message())?;
            (new, changed, erased) = (new + brought.new, changed + brought.changed, erased + brought.erased);
            Ok(())
        });
        println!("{new} nouveaux, {changed} changés, {erased} effacés / {new} new, {changed} changed, {erased} erased");
        if mapping.is_some() {
            println!("{whole} lus en entier / read whole");
            if !questions.is_empty() {
                println!("{}", list(&questions));
            }
        }
        done.map(drop)
            .map_err(|(why, done)| format!("{}\n  {} pages ; relancer pour continuer / run again to go on", both(&why), done.pages))
    }
}

fn read(file: &Dossier) -> Result<Read, serde_json::Error> {
    Ok(Read {
        number: file.number,
        state: file.state.code().to_owned(),
        siret: file.siret.clone(),
        modified_at: file.modified_at,
        content: serde_json::to_string(file)?,
    })
}

impl Form {
    fn run(self) -> Outcome {
        let form = self.platform.client()?.form(self.demarche).map_err(|failure| both(failure.why()))?;
        for question in form {
            println!("{}\t{}\t{}{}", question.id, question.kind, question.label, if question.required { " *" } else { "" });
        }
        Ok(())
    }
}

impl Prefill {
    fn run(self) -> Outcome {
        let (client, mapping) = (self.platform.client()?, mapping(&self.mapping)?);
        let project = super::dossier::read(&self.project, &self.data.rulebook()?, &self.data.reference()?)?;
        let form = client.form(mapping.demarche).map_err(|failure| both(failure.why()))?;
        let made = prefill::prefill(&mapping, &form, |key| web::routes::prefill::of_project(&project, key), |_| None);
        println!("POST {}", client.prefill_address(mapping.demarche));
        println!("{}", serde_json::to_string_pretty(&made.body).map_err(|e| e.to_string())?);
        println!("\nRESTE À SAISIR, puis à déposer par le porteur lui-même / LEFT TO TYPE, then to be filed by the holder");
        for question in &made.remaining {
            println!("{} {} – {}", if question.required { "*" } else { " " }, question.label, question.why.fr);
        }
        Ok(())
    }
}
