//! A server without a port: the real router, the real rules and reference data, a database in a temporary folder.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use programmes::Rulebook;
use reference::Reference;
use reference::sectors::{Kind, ZoningOptions};
use std::path::{Path, PathBuf};
use store::{Store, Token};
use tempfile::TempDir;
use tower::ServiceExt;
use web::app::{App, Setup, Shared};

pub struct Server {
    pub app: App,
    pub key: Token,
    router: Router,
    _folder: TempDir,
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

/// Invented jobs, made once beside the reference data. Another process may be making them: then they are waited for.
fn generate(reference: &Reference) {
    for _ in 0..600 {
        let held = reference::sectors::open(&data()).ok().flatten().map(|s| s.held).unwrap_or_default();
        if [Kind::Synthetic, Kind::Zones].iter().all(|kind| held.iter().any(|h| h.kind == *kind)) {
            return;
        }
        let mut silent = |_: &reference::sectors::Progress| {};
        let on = jiff::civil::date(2026, 11, 23);
        let folder = data();
        let mut importing = reference::sectors::Importing::new(&folder, reference, on, &mut silent);
        let table = folder.join(format!("zones-{}.csv", std::process::id()));
        std::fs::write(&table, ZONES).expect("a table of zones");
        let columns = ["ZE2020", "BV2022"].map(str::to_owned).to_vec();
        let options = ZoningOptions { columns, licence: Some("ODbL 1.0".into()), producer: Some("© Essai".into()), labels: None };
        let zones = reference::sectors::import_zones(&table, &options, &mut importing);
        std::fs::remove_file(&table).expect("the table goes");
        if zones.is_err() || reference::sectors::generate(1, false, &mut importing).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
    panic!("no invented jobs after a minute");
}

/// The reference data every test shares; `./test` loads them first, a lone test loads them itself.
fn reference() -> Reference {
    let data = data();
    if !data.join("provenance.json").exists() {
        reference::load(&root().join("ui/node_modules"), &data, &mut |_, _, _| {}).unwrap_or_else(|why| panic!("{}", why.en));
    }
    Reference::open(&data).unwrap_or_else(|why| panic!("{}", why.en))
}

pub const BASE: &str = "https://rebond.test";

impl Server {
    /// With invented jobs, so that the pages of the sectors have something to show.
    pub async fn start() -> Server {
        let reference = reference();
        generate(&reference);
        Server::with(reference, Some(data())).await
    }

    /// Without any data of the sectors.
    pub async fn without_jobs() -> Server {
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        Server::with(reference().with_zonings(elsewhere.path()), None).await
    }

    async fn with(reference: Reference, data: Option<PathBuf>) -> Server {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = Store::open(&format!("sqlite:{}", folder.path().join("rebond.db").display())).await.expect("a fresh database");
        let key = Token::random();
        store::operators::set_key(&store, &key.hash(), "operator", jiff::Timestamp::now()).await.expect("the key is saved");
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let data = data.unwrap_or_else(|| folder.path().join("reference"));
        let app = Shared::start(Setup { rulebook, reference, store, base_url: BASE.into(), data }).await.expect("the server starts");
        let server = Server { router: web::router(app.clone()), app, key, _folder: folder };
        // The first page would say that the study is being prepared.
        web::study::within(&server.app, std::time::Duration::from_secs(60)).await;
        server
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
