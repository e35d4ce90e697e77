//! `rebond serve`: the server, until it is told to stop.

use super::Outcome;
use crate::Data;
use clap::Args;
use domain::Cents;
use reference::DownloadOptions;
use reference::connect::Client;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Store, operators};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use web::accounts::Doors;
use web::accounts::identity::{Profile, Provider, Settings};
use web::accounts::mail::Mailer;
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
    /// Routing service for travel times, `osrm=http://HOST:PORT` or `valhalla=https://HOST`; without it, the imported road
    /// network, else an estimate.
    #[arg(long, env = "REBOND_ROUTING")]
    routing: Option<String>,
    /// Mail server: smtp://HOST:25, smtps://NAME:SECRET@HOST:465, smtp://NAME:SECRET@HOST:587?tls=required. Without it,
    /// links of invitations are shown to whoever invites.
    #[arg(long, env = "REBOND_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// Sender of mails.
    #[arg(long, env = "REBOND_MAIL_FROM", requires = "smtp")]
    mail_from: Option<String>,
    /// Identity provider (OpenID Connect): address of the issuer, as its own description writes it.
    #[arg(long, env = "REBOND_OIDC_ISSUER", requires = "oidc_client")]
    oidc_issuer: Option<String>,
    /// Identifier of this server at the provider.
    #[arg(long, env = "REBOND_OIDC_CLIENT", requires = "oidc_issuer")]
    oidc_client: Option<String>,
    /// File that holds the secret of this server at the provider.
    #[arg(long, env = "REBOND_OIDC_SECRET_FILE")]
    oidc_secret_file: Option<PathBuf>,
    /// The secret itself, in the environment only.
    #[arg(long, env = "REBOND_OIDC_SECRET", hide = true, hide_env_values = true)]
    oidc_secret: Option<String>,
    /// Name on the button.
    #[arg(long, env = "REBOND_OIDC_NAME", default_value = "ProConnect")]
    oidc_name: String,
    /// `proconnect`: signed answers, SIRET; `plain`: any other provider.
    #[arg(long, env = "REBOND_OIDC_PROFILE", default_value = "proconnect", value_parser = ["proconnect", "plain"])]
    oidc_profile: String,
    /// Addresses of proxies that say where requests come from (X-Forwarded-For); those of this machine always may.
    #[arg(long, env = "REBOND_PROXIES", value_delimiter = ',')]
    proxies: Vec<IpAddr>,
    /// Folder of articles (Markdown) that replaces those of the program; read again when a file changes.
    #[arg(long, env = "REBOND_NEWS")]
    news: Option<PathBuf>,
    /// From this amount on ("10 M€"), money at the top is opened or raised by two persons; without it, by two from the threshold
    /// that each envelope is opened with.
    #[arg(long, env = "REBOND_TWO_PERSONS")]
    two_persons: Option<String>,
    /// Two people whom the same third invited, or made links for their passwords, do not decide together.
    #[arg(long, env = "REBOND_APART")]
    apart: bool,
    /// What pages ask of public services (Géorisques) when a person wants it goes there instead; `no`: nothing is ever asked.
    #[arg(long, env = "REBOND_SERVICES")]
    services: Option<String>,
    /// Where answers of public services are kept.
    #[arg(long, env = "REBOND_ANSWERS", default_value = "var/answers")]
    answers: PathBuf,
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
        let brownfield = self.data.brownfield(&rulebook)?;
        let connect = self.data.connect()?;
        if let Some(file) = self.database.strip_prefix("sqlite:")
            && let Some(folder) = Path::new(file).parent()
        {
            std::fs::create_dir_all(folder).map_err(|e| format!("✕ {} : {e}", folder.display()))?;
        }
        let store = Store::open(&self.database).await.map_err(|e| format!("✕ {e}"))?;
        sound(&store).await?;
        if let Some(typed) = &self.two_persons {
            let from = typed.parse::<Cents>().map_err(|why| format!("✕ --two-persons {typed} : {why}"))?;
            store::ledger::ask(&store, |terms| terms.two_persons_from = Some(from.0));
        }
        let apart = self.apart;
        store::ledger::ask(&store, |terms| terms.apart = apart);
        self.operator_key(&store).await?;
        let routing = self.routing.as_deref().map(roads::service::Address::parse).transpose().map_err(|why| super::both(&why))?;
        let base_url = self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        let app = Shared::start(Setup {
            rulebook,
            brownfield,
            connect,
            reference,
            store,
            base_url: base_url.trim_end_matches('/').to_owned(),
            data: self.data.data.clone(),
            routing,
            doors: self.doors()?,
            services: self.services(),
            news: self.news.clone(),
        })
        .await?;
        web::rounds::watch(&app);
        let listener = TcpListener::bind(&self.listen).await.map_err(|e| {
            format!("✕ {} : {e}. Une autre adresse : --listen 127.0.0.1:8090 / another address: --listen 127.0.0.1:8090", self.listen)
        })?;
        let address = listener.local_addr().map_err(|e| e.to_string())?;
        println!("Rebond : http://{address}");
        let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(stop()).await.map_err(|e| e.to_string())
    }

    /// Somebody waits for the page, which asks four questions and has thirty seconds: a service that is slow is told as such.
    fn services(&self) -> Option<Client> {
        let patience = DownloadOptions { timeout: Duration::from_secs(6), tries: 1, pause: Duration::ZERO, most: 4_000_000 };
        match self.services.as_deref() {
            Some("no") => None,
            Some(mirror) => Some(Client::of_mirror(&self.answers, patience, mirror)),
            None => Some(Client::new(&self.answers, patience)),
        }
    }

    fn doors(&self) -> Result<Doors, String> {
        let mail = match (&self.smtp, &self.mail_from) {
            (None, _) => None,
            (Some(server), Some(from)) => Some(Mailer::new(server, from)?),
            (Some(_), None) => {
                return Err(
                    "✕ --smtp veut aussi --mail-from, l’adresse de l’expéditeur\n  --smtp also wants --mail-from, the sender".into()
                );
            }
        };
        Ok(Doors { mail, identity: self.identity()?, proxies: self.proxies.clone() })
    }

    fn identity(&self) -> Result<Option<Provider>, String> {
        let (Some(issuer), Some(client)) = (&self.oidc_issuer, &self.oidc_client) else { return Ok(None) };
        let secret = match (&self.oidc_secret_file, &self.oidc_secret) {
            (Some(file), _) => super::read_file(file)?.trim().to_owned(),
            (None, Some(secret)) => secret.clone(),
            (None, None) => return Err("✕ REBOND_OIDC_SECRET_FILE ou REBOND_OIDC_SECRET attendu / expected".into()),
        };
        let profile = if self.oidc_profile == "plain" { Profile::Plain } else { Profile::ProConnect };
        Provider::new(Settings { name: self.oidc_name.clone(), issuer: issuer.clone(), client: client.clone(), secret, profile }).map(Some)
    }

    /// Makes the key at the first start. Another server on the same database leaves the key that stands alone.
    async fn operator_key(&self, store: &Store) -> Outcome {
        match operators::has_key(store).await.map_err(|e| e.to_string())? {
            true => Ok(()),
            false => super::operator_key::write(store, &self.operator_key).await,
        }
    }
}

/// A server does not decide on counters that were altered.
async fn sound(store: &Store) -> Outcome {
    match store::ledger::check(store).await.map_err(|e| format!("✕ {e}"))? {
        Ok(_) => Ok(()),
        Err(fault) => Err(format!("{}\n  rebond ledger verify", super::both(&fault.told()))),
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
