//! A server without a port: the real router, the real rules and reference data, a database in a temporary folder.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::rights::{Right, Role, Scope};
use programmes::Rulebook;
use reference::Reference;
use reference::sectors::{Kind, ZoningOptions};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use store::{Store, Token};
use tempfile::TempDir;
use tower::ServiceExt;
use web::accounts::Doors;
use web::app::{App, Setup, Shared};

pub struct Server {
    pub app: App,
    pub key: Token,
    router: Router,
    /// The database goes with the last server on it.
    folder: std::sync::Arc<TempDir>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("the answer is UTF-8")
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.bytes)))
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
    /// Where a redirection leads, without its query.
    pub fn leads_to(&self) -> &str {
        self.header("location").split('?').next().unwrap_or_default()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data() -> PathBuf {
    std::env::var_os("REBOND_DATA").map_or_else(|| root().join("target/test-reference"), PathBuf::from)
}

/// A table of zones made for the tests: no composition of INSEE is in the repository.
const ZONES: &str = "CODGEO,LIBGEO,ZE2020,LIBZE2020,BV2022\n71076,Chalon-sur-Saône,9901,Zone d’essai de Chalon,71076\n71154,Crissey,9901,Zone d’essai de Chalon,71076\n21231,Dijon,9902,Zone d’essai de Dijon,21231\n";

/// One test makes the invented jobs, the others wait for it.
static GENERATED: LazyLock<()> = LazyLock::new(|| generate(&REFERENCE));

/// Invented jobs, made once beside the reference data. Another process may be making them: then they are waited for.
fn generate(reference: &Reference) {
    let table = tempfile::Builder::new().suffix(".csv").tempfile().expect("a temporary file");
    std::fs::write(&table, ZONES).expect("a table of zones");
    for _ in 0..600 {
        let held = reference::sectors::held(&data()).unwrap_or_default();
        if [Kind::Synthetic, Kind::Zones].iter().all(|kind| held.iter().any(|h| h.kind == *kind)) {
            return;
        }
        let mut silent = |_: &reference::sectors::Progress| {};
        let on = jiff::civil::date(2026, 11, 23);
        let folder = data();
        let mut importing = reference::sectors::Importing::new(&folder, reference, on, &mut silent);
        let columns = ["ZE2020", "BV2022"].map(str::to_owned).to_vec();
        let options = ZoningOptions { columns, licence: Some("ODbL 1.0".into()), producer: Some("© Essai".into()), labels: None };
        let zones = reference::sectors::import_zones(table.path(), &options, &mut importing);
        if zones.is_err() || reference::sectors::generate(1, false, &mut importing).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
    panic!("no invented jobs after a minute");
}

/// The reference data every test shares; `./test` loads them first, a lone test loads them itself.
static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let data = data();
    if !data.join("provenance.json").exists() {
        reference::load(&root().join("ui/node_modules"), &data, &mut |_, _, _| {}).unwrap_or_else(|why| panic!("{}", why.en));
    }
    Reference::open(&data).unwrap_or_else(|why| panic!("{}", why.en))
});

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}")));

static BROWNFIELD: LazyLock<brownfield::Rules> = LazyLock::new(brownfield::Rules::embedded);

static CONNECT: LazyLock<connect::Rules> = LazyLock::new(connect::Rules::embedded);

/// A copy for one server: reading the files again costs a third of a second.
pub fn reference() -> Reference {
    REFERENCE.clone()
}

async fn started(store: Store, reference: Reference, data: PathBuf, routing: Option<roads::service::Address>, doors: Doors) -> web::App {
    asking(store, reference, data, routing, doors, None).await
}

async fn asking(
    store: Store,
    reference: Reference,
    data: PathBuf,
    routing: Option<roads::service::Address>,
    doors: Doors,
    services: Option<reference::connect::Client>,
) -> web::App {
    let (rulebook, brownfield, connect) = (RULEBOOK.clone(), BROWNFIELD.clone(), CONNECT.clone());
    let setup =
        Setup { rulebook, brownfield, connect, reference, store, base_url: BASE.into(), data, routing, doors, services, news: None };
    Shared::start(setup).await.expect("the server starts")
}

pub const BASE: &str = "https://rebond.test";

impl Server {
    /// With invented jobs, that nobody has read yet: a test of their pages asks for [`Server::studied`].
    pub async fn start() -> Server {
        LazyLock::force(&GENERATED);
        Server::with(reference(), Some(data()), Doors::default()).await
    }

    /// With invented jobs, read and learned: the first page of the sectors would say that the study is being prepared.
    pub async fn studied() -> Server {
        let server = Server::start().await;
        server.study().await;
        server
    }

    pub async fn study(&self) {
        web::study::within(&self.app, std::time::Duration::from_secs(60)).await;
    }

    /// Without any data of the sectors.
    pub async fn without_jobs() -> Server {
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        Server::with(reference().with_zonings(elsewhere.path()), None, Doors::default()).await
    }

    /// Without jobs, with a routing service that does not answer.
    pub async fn with_routing(address: &str) -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let routing = roads::service::Address::parse(address).expect("an address");
        Server::within(reference(), folder.path().join("reference"), folder, Some(routing), Doors::default()).await
    }

    /// The same, with a mail server or an identity provider.
    pub async fn with_doors(doors: Doors) -> Server {
        Server::with(reference(), None, doors).await
    }

    async fn with(reference: Reference, data: Option<PathBuf>, doors: Doors) -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = data.unwrap_or_else(|| folder.path().join("reference"));
        Server::within(reference, data, folder, None, doors).await
    }

    /// Without jobs, on this database.
    pub async fn on(database: &str) -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let elsewhere = folder.path().join("reference");
        Server::at(database, reference().with_zonings(&elsewhere), elsewhere.clone(), folder, None, Doors::default()).await
    }

    pub async fn within(
        reference: Reference,
        data: PathBuf,
        folder: tempfile::TempDir,
        routing: Option<roads::service::Address>,
        doors: Doors,
    ) -> Server {
        let database = format!("sqlite:{}", folder.path().join("rebond.db").display());
        Server::at(&database, reference, data, folder, routing, doors).await
    }

    async fn at(
        database: &str,
        reference: Reference,
        data: PathBuf,
        folder: tempfile::TempDir,
        routing: Option<roads::service::Address>,
        doors: Doors,
    ) -> Server {
        let store = Store::open(database).await.expect("a fresh database");
        let key = Token::random();
        store::operators::set_key(&store, &key.hash(), "operator", jiff::Timestamp::now()).await.expect("the key is saved");
        let app = started(store, reference, data, routing, doors).await;
        Server { router: web::router(app.clone()), app, key, folder: folder.into() }
    }

    /// A second machine on the same database.
    pub async fn beside(&self) -> Server {
        let elsewhere = self.folder.path().join("beside");
        let app = started(self.app.store.clone(), reference(), elsewhere, None, Doors::default()).await;
        Server { router: web::router(app.clone()), app, key: self.key.clone(), folder: self.folder.clone() }
    }

    /// The same, that asks public services at this address.
    pub async fn beside_services(&self, address: &str) -> Server {
        let patience = reference::DownloadOptions {
            timeout: std::time::Duration::from_secs(5),
            tries: 1,
            pause: std::time::Duration::ZERO,
            most: 100_000,
        };
        let client = reference::connect::Client::of_mirror(&self.folder.path().join("answers"), patience, address);
        let elsewhere = self.folder.path().join("asking");
        let app = asking(self.app.store.clone(), reference(), elsewhere, None, Doors::default(), Some(client)).await;
        Server { router: web::router(app.clone()), app, key: self.key.clone(), folder: self.folder.clone() }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("the whole answer").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(form_request(path).body(body(form)).expect("a request")).await
    }

    pub async fn post_json(&self, path: &str, json: &str) -> Answer {
        self.send(
            request(Method::POST, path)
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(json.to_owned()))
                .expect("a request"),
        )
        .await
    }

    /// Somebody who holds this right in the name of an organisation of that name: the cookie of their session.
    pub async fn person(&self, name: &str, role: Role, scope: &str) -> String {
        self.person_with(name, &[(role, scope)]).await
    }

    /// The same, with several rights.
    pub async fn person_with(&self, name: &str, rights: &[(Role, &str)]) -> String {
        let (store, now) = (&self.app.store, jiff::Timestamp::now());
        let kind = store::organisations::Kind::Company;
        let organisation =
            store::organisations::add(store, kind, &format!("Organisation de {name}"), None, "test", now).await.expect("added");
        let id = store::people::add(store, &format!("{}@rebond.test", domain::name::slug(name)), name, "test", now).await.expect("added");
        for (role, scope) in rights {
            let scope = match *scope {
                "own organisation" => Scope::Organisation(organisation.to_string()),
                scope => scope.parse().expect("a scope"),
            };
            let right = Right { role: *role, scope, organisation: organisation.to_string() };
            store::people::give(store, &id, &right, "test", now).await.expect("given");
        }
        let session = Token::random();
        let until = now + jiff::SignedDuration::from_hours(1);
        store::sessions::open(store, &id, &session.hash(), "test", until, None, now).await.expect("opened");
        format!("{}={}", web::security::PERSON_COOKIE, session.expose())
    }

    /// The same as [`Server::get`], signed in.
    pub async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.send(request(Method::GET, path).header(header::COOKIE, cookie).body(Body::empty()).expect("a request")).await
    }

    pub async fn post_as(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(form_request(path).header(header::COOKIE, cookie).body(body(form)).expect("a request")).await
    }

    /// A project with its five answers; the path of its owner.
    pub async fn project(&self, title: &str) -> String {
        let answer = self
            .post(
                "/projets",
                &[
                    ("title", title),
                    ("project.naf", "22.22Z"),
                    ("project.commune", "71076"),
                    ("project.cost", "12 M€"),
                    ("holder.kind", "company"),
                    ("project.kind", "extension"),
                    ("judged_on", "2020-09-15"),
                ],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.leads_to().to_owned()
    }

    /// A reading address of this project.
    pub async fn share(&self, project: &str) -> String {
        let page = self.post(&format!("{project}/partage"), &[("label", "comité")]).await.text();
        let found = page.split(&format!("{BASE}/projets/")).nth(1).expect("the reading address is shown once").to_owned();
        format!("/projets/{}", &found[..24])
    }
}

pub fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, "rebond.test")
}

pub fn form_request(path: &str) -> axum::http::request::Builder {
    request(Method::POST, path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").header("sec-fetch-site", "same-origin")
}

pub fn body(form: &[(&str, &str)]) -> Body {
    Body::from(form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish())
}
