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

/// Jobs of two years in the layout of Urssaf: two communes of Chalon, Dijon seventy kilometres away, Ajaccio beyond the sea.
const JOBS: &str = "Commune;APE;Code commune;Code APE;Nombre d'établissements 2017;Effectifs salariés 2017;Nombre d'établissements 2022;Effectifs salariés 2022\n\
    71076 x;2222Z x;71076;2222Z;3;100;4;150\n71154 x;2222Z x;71154;2222Z;2;60;2;80\n71076 x;2562B x;71076;2562B;8;300;7;280\n\
    71076 x;1071C x;71076;1071C;30;90;30;95\n21231 x;1071C x;21231;1071C;90;300;95;310\n21231 x;2110Z x;21231;2110Z;2;700;2;720\n\
    21231 x;2222Z x;21231;2222Z;1;;1;\n2A004 x;2222Z x;2A004;2222Z;9;30;9;30\n2A004 x;1071C x;2A004;1071C;60;200;60;210\n";

/// Headings of the register of establishments.
const REGISTER: &str = "siren,nic,siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,libelleCommuneEtablissement,codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement\n";

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
fn reference() -> Reference {
    REFERENCE.clone()
}

async fn started(store: Store, reference: Reference, data: PathBuf, routing: Option<roads::service::Address>, doors: Doors) -> web::App {
    let (rulebook, brownfield, connect) = (RULEBOOK.clone(), BROWNFIELD.clone(), CONNECT.clone());
    let setup = Setup { rulebook, brownfield, connect, reference, store, base_url: BASE.into(), data, routing, doors, news: None };
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

    async fn study(&self) {
        web::study::within(&self.app, std::time::Duration::from_secs(60)).await;
    }

    /// Without any data of the sectors.
    pub async fn without_jobs() -> Server {
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        Server::with(reference().with_zonings(elsewhere.path()), None, Doors::default()).await
    }

    /// With real jobs of a few communes in the layout of Urssaf, and people of each occupation: small, and not invented.
    pub async fn with_jobs() -> Server {
        Server::with_data(&[], "").await
    }

    /// The same with a register of establishments: (band, commune, name, NAF).
    pub async fn with_register(rows: &[(&str, &str, &str, &str)]) -> Server {
        Server::with_data(rows, "").await
    }

    /// The same with world exports: rows of country, product (HS), value.
    pub async fn with_trade(rows: &str) -> Server {
        Server::with_data(&[], rows).await
    }

    async fn with_data(register: &[(&str, &str, &str, &str)], trade: &str) -> Server {
        let reference = reference();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("reference");
        let mut silent = |_: &reference::sectors::Progress| {};
        let mut importing = reference::sectors::Importing::new(&dir, &reference, jiff::civil::date(2026, 11, 23), &mut silent);
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        };
        let jobs = file("urssaf.csv", JOBS);
        reference::sectors::import_urssaf(&jobs, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let options = reference::sectors::OccupationOptions::default();
        let profiles = file("profiles.csv", "activity;occupation;jobs\n22;D1;60\n22;D2;40\n25;D1;50\n25;D3;50\n");
        reference::sectors::import_occupations(&profiles, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let people = file("people.csv", "commune;occupation;people\n71076;D1;900\n71076;D3;100\n71154;D1;70\n2A004;D1;5000\n");
        reference::sectors::import_local_occupations(&people, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let needs = file("needs.csv", "activity;need;value\n10;area_ha;10000\n");
        let options = reference::sectors::SiteNeedOptions::default();
        reference::sectors::import_site_needs(&needs, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        if !register.is_empty() {
            let row = |(at, (band, commune, name, naf)): (usize, &(&str, &str, &str, &str))| {
                let n = at + 1;
                format!("{n:09},00011,{n:09}00011,O,{band},X,{commune},A,{name},,{naf},NAFRev2,O\n")
            };
            let text: String = register.iter().enumerate().map(row).collect();
            let stock = file("StockEtablissement_utf8.csv", &format!("{REGISTER}{text}"));
            let options = reference::sectors::SireneOptions { establishments: true, ..Default::default() };
            reference::sectors::import_sirene(&stock, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        }
        if !trade.is_empty() {
            let options = reference::sectors::TradeOptions { nomenclature: Some("HS 2017".into()), year: Some(2020), ..Default::default() };
            let table = file("trade.csv", &format!("country,product,value\n{trade}"));
            reference::sectors::import_trade(&table, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        }
        let reference = reference.with_zonings(&dir);
        let server = Server::within(reference, dir, folder, None, Doors::default()).await;
        server.study().await;
        server
    }

    /// With waste that invented establishments declare at Chalon and Crissey, and three exchanges observed elsewhere.
    pub async fn with_waste() -> Server {
        let reference = reference();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("reference");
        let mut silent = |_: &reference::sectors::Progress| {};
        let mut importing = reference::sectors::Importing::new(&dir, &reference, jiff::civil::date(2026, 11, 23), &mut silent);
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        };
        let who = file(
            "etablissements.csv",
            "identifiant;nom_etablissement;numero_siret;commune;departement;code_ape\n\
             1;SCIERIE DU PORT;35600000000048;Chalon-sur-Saône;71;1610A\n2;FORGE DE CRISSEY;;Crissey;71;2550B\n",
        );
        let what = file(
            "prod.csv",
            "identifiant;nom_etablissement;annee;code_dechet;quantite;unite\n\
             1;SCIERIE DU PORT;2022;03 01 05;850;tonnes/an\n2;FORGE DE CRISSEY;2022;12 01 09*;40;tonnes/an\n",
        );
        let options = reference::sectors::IrepOptions::default();
        reference::sectors::import_irep(&[who, what], &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let observed = file(
            "exchanges.csv",
            "Case;Donor NACE;Receiver NACE;EWC;Status\nA;16.10;16.21;03 01 05;Implemented\nB;16.10;16.21;03 01 05;Planned\n\
             B;25.50;38.22;12 01 09;Implemented\n",
        );
        let options = reference::sectors::ExchangeOptions::default();
        reference::sectors::import_exchanges(&observed, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        Server::within(reference, dir, folder, None, Doors::default()).await
    }

    /// Without jobs, with an invented road network sixty kilometres around Chalon, and times computed on it.
    pub async fn with_roads() -> Server {
        let reference = reference();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("reference");
        std::fs::create_dir_all(&dir).expect("a folder");
        let middle = reference.commune("71076").and_then(|c| c.position).expect("Chalon is located");
        let near = |c: &&domain::Commune| c.position.is_some_and(|p| !p.approximate && p.distance_km(middle) < 60.0);
        let places: Vec<domain::Position> = reference.communes().iter().filter(near).filter_map(|c| c.position).collect();
        let today = domain::Date::constant(2026, 11, 28);
        let drawn = roads::synthetic::between(&places, domain::Date::constant(2026, 11, 1));
        let file = folder.path().join("chalon.osm.pbf");
        std::fs::write(&file, roads::synthetic::pbf(&drawn).expect("written in memory")).expect("written");
        let profiles = roads::speeds::embedded();
        let options = roads::Options { dir: &dir, profiles: &profiles, date: None, today, sha256: None };
        roads::import(&file, &options, &mut |_, _, _| {}).unwrap_or_else(|why| panic!("{}", why.en));
        let access = factory::Access::open(&dir, &reference, None).unwrap_or_else(|why| panic!("{}", why.en));
        access.fill(reference.sites(), &reference, today, &mut |_, _| true);
        Server::within(reference, dir, folder, None, Doors::default()).await
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

    async fn within(
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
