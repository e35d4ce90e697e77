//! `rebond serve`: the server, until it is told to stop.

use super::Outcome;
use crate::Data;
use clap::Args;
use std::path::{Path, PathBuf};
use store::{Store, operators};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use web::{Setup, app::Shared};

#[derive(Args)]
pub struct Serve {
    #[arg(long, env = "REBOND_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// `sqlite:FILE`, or `postgres://…` for several servers on one database.
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    /// Public address, for feeds and shared links; http://LISTEN when absent.
    #[arg(long, env = "REBOND_BASE_URL")]
    base_url: Option<String>,
    /// File of the operator key, made at the first start.
    #[arg(long, env = "REBOND_OPERATOR_KEY_FILE", default_value = "var/operator.key")]
    operator_key: PathBuf,
    #[command(flatten)]
    data: Data,
}

impl Serve {
    pub fn run(self) -> Outcome {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
        tokio::runtime::Runtime::new().map_err(|e| e.to_string())?.block_on(self.serve())
    }

    async fn serve(self) -> Outcome {
        let reference = self.data.reference()?;
        let rulebook = self.data.rulebook()?;
        if let Some(file) = self.database.strip_prefix("sqlite:")
            && let Some(folder) = Path::new(file).parent()
        {
            std::fs::create_dir_all(folder).map_err(|e| format!("✕ {} : {e}", folder.display()))?;
        }
        let store = Store::open(&self.database).await.map_err(|e| format!("✕ {e}"))?;
        self.operator_key(&store).await?;
        let base_url = self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        let app = Shared::start(Setup { rulebook, reference, store, base_url: base_url.trim_end_matches('/').to_owned() }).await?;
        let listener = TcpListener::bind(&self.listen).await.map_err(|e| {
            format!("✕ {} : {e}. Une autre adresse : --listen 127.0.0.1:8090 / another address: --listen 127.0.0.1:8090", self.listen)
        })?;
        let address = listener.local_addr().map_err(|e| e.to_string())?;
        println!("Rebond : http://{address}");
        axum::serve(listener, web::router(app)).with_graceful_shutdown(stop()).await.map_err(|e| e.to_string())
    }

    /// Makes the key at the first start. Another server on the same database leaves the key that stands alone.
    async fn operator_key(&self, store: &Store) -> Outcome {
        match operators::has_key(store).await.map_err(|e| e.to_string())? {
            true => Ok(()),
            false => super::operator_key::write(store, &self.operator_key).await,
        }
    }
}

/// Ctrl-C, or the supervisor's TERM.
async fn stop() {
    let mut term = match signal(SignalKind::terminate()) {
        Ok(term) => term,
        Err(_) => return std::future::pending().await,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
    }
}
