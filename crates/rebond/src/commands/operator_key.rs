//! `rebond operator-key`: the key of whoever runs the server, in a file that only its owner reads.

use super::Outcome;
use clap::Args;
use jiff::Timestamp;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use store::{Store, Token, operators};

#[derive(Args)]
pub struct OperatorKey {
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[arg(long, env = "REBOND_OPERATOR_KEY_FILE", default_value = "var/operator.key")]
    file: PathBuf,
}

impl OperatorKey {
    pub fn run(self) -> Outcome {
        let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
        runtime.block_on(async {
            let store = Store::open(&self.database).await.map_err(|e| format!("✕ {e}"))?;
            write(&store, &self.file).await
        })
    }
}

/// Draws a key, writes it, then makes it the one the store knows.
pub async fn write(store: &Store, path: &Path) -> Outcome {
    let key = Token::random();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let written = options.open(path).and_then(|mut file| writeln!(file, "{}", key.expose()));
    written.map_err(|e| format!("✕ {} : {e}", path.display()))?;
    operators::set_key(store, &key.hash(), "operator", Timestamp::now()).await.map_err(|e| e.to_string())?;
    println!("Clé de l’exploitant / operator key : {}", path.display());
    Ok(())
}
