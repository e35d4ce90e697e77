//! The program: one binary, a command per verb.

mod commands;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "rebond",
    version,
    about = "Du besoin d'une page au dossier qu'un comité peut lire. / From a one-page need to a dossier a committee can read."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the reference data are; every command that reads places takes it.
#[derive(clap::Args, Clone)]
pub struct Data {
    /// Folder of the loaded reference data.
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    pub data: PathBuf,
    /// A checkout whose `programmes/`, `rules/` and `reference/vulnerability.toml` replace those of the program.
    #[arg(long, env = "REBOND_RULES")]
    pub rules: Option<PathBuf>,
}

#[derive(Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one is made, when the program starts")]
enum Command {
    /// Serve the pages and the API.
    Serve(commands::serve::Serve),
    /// Build the reference data from the installed packages.
    Load(commands::load::Load),
    /// Assemble the dossier of a project file.
    Dossier(commands::dossier::Make),
    /// Check programme, rule and project files; says file, line, field and what would be right.
    Check(commands::check::Check),
    /// Import official communes, a list of sites, or data of the sector studies.
    #[command(subcommand)]
    Import(commands::import::Import),
    /// Ask a public service about a commune, a company or a place; answers are kept, with their source.
    Ask(commands::ask::Ask),
    /// Make invented data, labelled as such, to see the pages.
    #[command(subcommand)]
    Generate(commands::generate::Generate),
    /// Study places and activities: specialisation, proximity, complexity.
    #[command(subcommand)]
    Sectors(commands::sectors::Sectors),
    /// Leads of industrial ecology of a territory or an establishment; how well receivers are predicted.
    Synergies(commands::synergies::Synergies),
    /// Rank a table of sites and criteria by a published method.
    Rank(commands::rank::Rank),
    /// Propose which projects of a portfolio to retain within envelopes, years and shares; says why the others are out.
    Steer(commands::steer::Steer),
    /// The ledger of envelopes: open, verify.
    #[command(subcommand)]
    Ledger(commands::ledger::Ledger),
    /// The audit: verify.
    #[command(subcommand)]
    Audit(commands::ledger::Audit),
    /// The State's form platform: read files, list questions, prepare a prefilled file.
    #[command(subcommand)]
    Demarches(commands::demarches::Demarches),
    /// Copy the SQLite database while it runs.
    Backup(commands::backup::Backup),
    /// Verify a copy, and put it in place.
    Restore(commands::backup::Restore),
    /// Copy everything from one database to another, new one: SQLite to PostgreSQL or back, digests compared.
    Copy(commands::copy::Copy),
    /// Make a new operator key; the former one and its sessions stop working.
    OperatorKey(commands::operator_key::OperatorKey),
    /// Print the JSON Schema of a kind of file, for editors.
    Schema {
        /// measure, call, envelopes, programme, lifecycle, project, portfolio, scenario or steering.
        kind: String,
    },
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Load(load) => load.run(),
        Command::Dossier(make) => make.run(),
        Command::Check(check) => check.run(),
        Command::Import(import) => import.run(),
        Command::Ask(ask) => ask.run(),
        Command::Generate(generate) => generate.run(),
        Command::Sectors(sectors) => sectors.run(),
        Command::Synergies(synergies) => synergies.run(),
        Command::Rank(rank) => rank.run(),
        Command::Steer(steer) => steer.run(),
        Command::Ledger(ledger) => ledger.run(),
        Command::Audit(audit) => audit.run(),
        Command::Demarches(demarches) => demarches.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Copy(copy) => copy.run(),
        Command::OperatorKey(key) => key.run(),
        Command::Schema { kind } => commands::check::schema(&kind),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
