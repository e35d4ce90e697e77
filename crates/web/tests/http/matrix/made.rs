//! What must exist before it can be asked about, twice: once where the actors of the matrix act, once elsewhere. A sheet with
//! its money, files, comments, blocking points, a batch and an import; a call with a draft, a file and a session; a grant that
//! everybody reads and one that nobody does.

use super::Somebody;
use super::money::{delegated, grants, proposals};
use super::opened::{Opened, opened};
use crate::applications::value;
use crate::intake;
use crate::server::Server;
use contracts::{Owner, Sheet, admit};
use domain::rights::{Role, Scope};
use jiff::Timestamp;
use store::sheets::Place;
use store::{SheetId, Store, Token};
use web::permissions;

/// A contract with everything a page of it may name.
pub struct Contract {
    pub place: permissions::Place,
    /// Read by those who read the contract alone.
    pub sheet: String,
    /// Read by everybody.
    pub published: String,
    pub line: String,
    pub piece: String,
    pub comment: String,
    pub blocking: String,
    pub batch: String,
    pub import: String,
    /// Of its region, and what was proposed from it of the sheet that is not published.
    pub orientation: String,
    pub proposal: String,
    pub target: String,
    pub signatory: String,
    /// What the signatory signed.
    pub document: String,
    pub synergy: String,
    /// Declared by the lead for the territory.
    pub flow: String,
}

/// A call that is open, with what was written in it.
pub struct Call {
    pub id: &'static str,
    pub operator: &'static str,
    pub organisation: String,
    pub place: permissions::Place,
    /// Begun and not filed: its number.
    pub draft: String,
    /// Filed: its number and its identifier.
    pub number: String,
    pub application: String,
    /// A file of the draft, and one of the application that is filed.
    pub pieces: [String; 2],
    pub session: String,
    /// A member who sits.
    pub member: String,
    /// A session of the same call in which they do not.
    pub elsewhere: String,
}

pub struct Made {
    pub contracts: [Contract; 2],
    pub calls: [Call; 2],
    /// Published, and not.
    pub grants: [String; 2],
    /// Waiting for a second person: a decision on a file, an act.
    pub proposals: [String; 2],
    pub opened: Opened,
    /// That of the whole country.
    pub orientation: String,
    pub articles: Vec<Draft>,
    /// The site that addresses name, by its territories.
    pub site: permissions::Object,
    /// In the own territory, by Hélène's company: private, then shared; by another company, shared.
    pub flows: [String; 3],
}

/// An article that is not published, with a document.
pub struct Draft {
    /// What sets it apart.
    pub what: &'static str,
    pub id: String,
    pub scope: Scope,
    pub piece: String,
}

pub async fn made(server: &Server, everybody: &[Somebody], organisations: &[String; 3], other_company: &str) -> Made {
    let cookie = |name: &str| everybody.iter().find(|who| who.name == name).expect("is in the matrix").cookie.clone();
    let dominique = everybody.iter().find(|who| who.name == "Dominique").and_then(|who| who.actor.person()).expect("sits").id.clone();
    let elsewhere = server.person("Léa", Role::ProjectLead, "territory:2:ti-8401").await;
    let own = contract(server, &cookie("Alix"), "ti-2704", "27").await;
    let other = contract(server, &elsewhere, "ti-8401", "84").await;
    let instructor = server.person("Otto", Role::Instructor, "operator:banque-des-territoires").await;
    server.person("Olga", Role::CommitteeMember, "operator:banque-des-territoires").await;
    let found = async |email: &str| {
        let person = store::people::find_by_email(&server.app.store, email).await.expect("read");
        person.expect("just added").id.to_string()
    };
    let olga = found("olga@rebond.test").await;
    server.person("Oscar", Role::CommitteeMember, "operator:bpifrance").await;
    server.person("Odile", Role::CommitteeMember, "operator:banque-des-territoires").await;
    let (oscar, odile) = (found("oscar@rebond.test").await, found("odile@rebond.test").await);
    let calls = [
        Plan {
            id: "vte-vert-fil-de-l-eau",
            operator: "bpifrance",
            wave: "continu",
            instructor: cookie("Camille"),
            company: cookie("Hélène"),
            organisation: organisations[0].clone(),
            place: own.place.clone(),
            members: [dominique, oscar],
        },
        Plan {
            id: "rebond-industriel-ami",
            operator: "banque-des-territoires",
            wave: "releve-1",
            instructor,
            company: other_company.to_owned(),
            organisation: organisations[1].clone(),
            place: other.place.clone(),
            members: [olga, odile],
        },
    ];
    let [first, second] = calls;
    let calls = [first.run(server).await, second.run(server).await];
    let grants = grants(&server.app.store, &own.published).await;
    let proposals = proposals(&server.app.store).await;
    delegated(&server.app.store).await;
    let orientation = oriented(server, "").await.to_string();
    let articles = articles(&server.app.store).await;
    let first = server.app.sites().first().expect("the catalogue holds sites").clone();
    let site = permissions::Object::Site(web::routes::sites::found::places(&server.app, &first));
    let flows = [
        flow(&server.app.store, &organisations[0], "ti-2704", false).await,
        flow(&server.app.store, &organisations[0], "ti-2704", true).await,
        flow(&server.app.store, &organisations[1], "ti-2704", true).await,
    ];
    Made { contracts: [own, other], calls, grants, proposals, opened: opened(server).await, orientation, articles, site, flows }
}

async fn flow(store: &Store, organisation: &str, code: &str, shared: bool) -> String {
    let declared = store::flows::Declared {
        organisation: organisation.to_owned(),
        phase: 2,
        code: code.to_owned(),
        name: "Scierie".into(),
        side: "supply".into(),
        substance: "waste:03 01 05".into(),
        shared,
        ..Default::default()
    };
    store::flows::declare(store, &declared, "test", None, Timestamp::now()).await.expect("declared").to_string()
}

/// The last part of where a form leads, once it is taken.
async fn taken(server: &Server, cookie: &str, path: &str, form: &[(&str, &str)]) -> String {
    let answer = server.post_as(cookie, path, form).await;
    assert_eq!(answer.status, 303, "{path} {form:?}: {}", answer.text());
    answer.header("location").split(['?', '#']).next().unwrap_or_default().to_owned()
}

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// What a region wants first, or the country when empty.
async fn oriented(server: &Server, region: &str) -> store::OrientationId {
    let orientation = contracts::Orientation {
        title: "Foncier d’abord".into(),
        axes: vec!["foncier".into()],
        reason: "Les sites manquent".into(),
        source: "Courrier du préfet".into(),
        from: server.app.today(),
        ..contracts::Orientation::default()
    };
    store::orientations::take(&server.app.store, region, &orientation, "person:1", None, Timestamp::now()).await.expect("taken")
}

async fn contract(server: &Server, lead: &str, code: &str, region: &str) -> Contract {
    let app = &server.app;
    let lifecycle = app.rulebook.lifecycle(2).expect("phase 2 has a life cycle");
    let due = app.today().saturating_add(jiff::Span::new().days(10));
    let place = Place { phase: 2, code: code.into(), region: region.into() };
    let mut ids = vec![];
    for published in [false, true] {
        let owner = Owner { name: "Alix".into(), person: None };
        let sheet = Sheet::new("Halle", "Ville", "foncier", owner, "Visiter", due, lifecycle.first());
        let sound = admit(lifecycle, &Sheet { published, ..sheet }).expect("sound");
        let id = store::sheets::create(&app.store, &place, &sound, None, "operator", None, Timestamp::now()).await;
        ids.push(id.expect("created").to_string());
    }
    let (sheet, published) = (ids[0].clone(), ids[1].clone());
    let base = format!("/fiches/{sheet}");
    let line = [
        ("funder", "region"),
        ("funder_name", "Région"),
        ("instrument", "grant"),
        ("regime", "de_minimis"),
        ("asked", "150 000"),
        ("asked_on", "2024-02-01"),
        ("asked_proof", "dossier 12"),
        ("do", "save"),
    ];
    taken(server, lead, &format!("{base}/financement"), &line).await;
    let lines = store::funding::of_sheet(&app.store, &SheetId::parse(&sheet).expect("an id")).await.expect("read");
    let said = server.post_as(lead, &format!("{base}/commentaires"), &[("body", "À voir")]).await;
    let comment = said.header("location").split("commentaire-").nth(1).expect("a comment").to_owned();
    let file = intake::send(server, lead, &format!("{base}/pieces"), "note.csv", b"a;b\n1;2\n").await;
    assert_eq!(file.status, 303, "{}", file.text());
    let pieces = store::attachments::of_object(&app.store, &format!("sheet:{sheet}")).await.expect("read");
    let blocking = [("what", "Un arrêté manque"), ("level", "region"), ("due", "2027-01-31")];
    let blocking = last(&taken(server, lead, &format!("{base}/blocages"), &blocking).await);
    let contract = format!("/territoires/2/{code}/contrat");
    let token = Token::random();
    let ticked = format!("{published}:1");
    let bulk = [("fiche", ticked.as_str()), ("action", "owner"), ("owner", "Jean Roux"), ("batch", token.expose())];
    let batch = last(&taken(server, lead, &format!("{contract}/lot/appliquer"), &bulk).await);
    let wanted = [("name", "Emballages Durand"), ("activity", "22.22Z")];
    let target = last(&taken(server, lead, &format!("{contract}/cibles"), &wanted).await);
    let signs = contracts::Signatory {
        organisation: "Le Grand Chalon".into(),
        quality: contracts::Quality::Intercommunality,
        person: String::new(),
        signed_on: None,
    };
    let signatory = store::signatories::add(&app.store, &place, &signs, "test", Timestamp::now()).await.expect("written");
    let file = intake::send(server, lead, &format!("{contract}/signataires/{signatory}/pieces"), "contrat.csv", b"a;b\n1;2\n").await;
    assert_eq!(file.status, 303, "{}", file.text());
    let signed = store::attachments::of_object(&app.store, &store::signatories::object(&signatory)).await.expect("read");
    let table = "Intitulé;Porteur;Axe\nÉcole de production;Ville;compétences\n";
    let import = last(&intake::previewed_in(server, lead, &contract, "suivi.csv", table.as_bytes()).await);
    let orientation = oriented(server, region).await;
    let id = SheetId::parse(&sheet).expect("an id");
    let (kind, now) = (contracts::DecisionKind::Reoriented, Timestamp::now());
    let what = store::orientations::Proposed { kind, why: "Elle sert la priorité", due };
    let made = store::orientations::propose(&app.store, &orientation, what, vec![id.clone()], "person:1", None, now).await;
    assert_eq!(made.expect("answered"), Some(1));
    let proposal = store::orientations::of_sheet(&app.store, &id).await.expect("read").remove(0).id.to_string();
    let lead = store::synergies::Detected {
        phase: 2,
        code: code.into(),
        region: region.into(),
        kind: "substitution".into(),
        title: "Sciure".into(),
        found: "{}".into(),
        ..Default::default()
    };
    let synergy = store::synergies::follow(&app.store, &lead, app.today(), "test", Timestamp::now()).await.expect("followed");
    let flow = flow(&app.store, "", code, false).await;
    Contract {
        orientation: orientation.to_string(),
        proposal,
        synergy: synergy.to_string(),
        flow,
        place: permissions::Place { phase: 2, code: code.into(), region: region.into() },
        line: lines[0].id.to_string(),
        piece: pieces[0].id.to_string(),
        sheet,
        published,
        comment,
        blocking,
        batch,
        import,
        target,
        signatory: signatory.to_string(),
        document: signed[0].id.to_string(),
    }
}

struct Plan {
    id: &'static str,
    operator: &'static str,
    wave: &'static str,
    instructor: String,
    company: String,
    organisation: String,
    place: permissions::Place,
    /// One of each of the two sessions.
    members: [String; 2],
}

impl Plan {
    async fn run(self, server: &Server) -> Call {
        let call = format!("/appels/{}", self.id);
        let (opens, closes) = (format!("opens-{}", self.wave), format!("closes-{}", self.wave));
        let open = [(opens.as_str(), "2020-09-01"), (&closes, "2099-12-31"), ("reason", "Décision du directeur")];
        taken(server, &self.instructor, &format!("{call}/vagues"), &open).await;
        let draft = self.application(server, &call, "Brouillon", "save").await;
        let number = self.application(server, &call, "Projet", "file").await;
        let record = store::applications::find_by_number(&server.app.store, &number).await.expect("read").expect("just filed");
        let pieces = [piece(server, &draft).await, piece(server, &number).await];
        taken(server, &self.instructor, &format!("{call}/grille"), &[("criteria", "3 Emplois"), ("scale", "5")]).await;
        let session = self.session(server, &call, &self.members[0]).await;
        let elsewhere = self.session(server, &call, &self.members[1]).await;
        Call {
            id: self.id,
            operator: self.operator,
            organisation: self.organisation,
            place: self.place,
            draft,
            number,
            application: record.id.to_string(),
            pieces,
            session,
            elsewhere,
            member: self.members[0].clone(),
        }
    }

    /// Frozen, with one member.
    async fn session(&self, server: &Server, call: &str, member: &str) -> String {
        let (today, reference) = (server.app.today().to_string(), format!("PV {member}"));
        let form =
            [("reference", reference.as_str()), ("held_on", today.as_str()), ("wave", self.wave), ("quorum", "1"), ("member", member)];
        let session = last(&taken(server, &self.instructor, &format!("{call}/comites"), &form).await);
        taken(server, &self.instructor, &format!("{call}/comites/{session}/figer"), &[]).await;
        session
    }

    async fn application(&self, server: &Server, call: &str, title: &str, act: &str) -> String {
        let key = format!("{title} {}", self.organisation);
        let begun = [
            ("organisation", self.organisation.as_str()),
            ("wave", self.wave),
            // Of a call with several measures, one is asked for.
            ("measure", "rebond-industriel"),
            ("title", title),
            ("key", &key),
        ];
        let address = taken(server, &self.company, &format!("{call}/candidater"), &begun).await;
        let file = intake::send(server, &self.company, &format!("{address}/pieces"), "note.csv", b"a;b\n1;2\n").await;
        assert_eq!(file.status, 303, "{}", file.text());
        let page = server.get_as(&self.company, &address).await.text();
        let ready: Vec<String> = (0..page.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
        let (version, territory) = (value(&page, "version"), format!("{}:{}", self.place.phase, self.place.code));
        let mut form = vec![
            ("version", version.as_str()),
            ("title", title),
            ("need", "Recruter"),
            ("cost", "400 000 €"),
            ("asked", "8 000 €"),
            ("territory", &territory),
            ("do", act),
        ];
        form.extend(ready.iter().map(|name| (name.as_str(), "on")));
        taken(server, &self.company, &format!("{address}/brouillon"), &form).await;
        last(&address)
    }
}

/// The file of an application.
async fn piece(server: &Server, number: &str) -> String {
    let record = store::applications::find_by_number(&server.app.store, number).await.expect("read").expect("there");
    let files = store::attachments::of_object(&server.app.store, &format!("application:{}", record.id)).await.expect("read");
    files[0].id.to_string()
}

/// A draft for every kind of scope, one's own and another's.
async fn articles(store: &Store) -> Vec<Draft> {
    let mut articles = vec![];
    for (what, scope) in [
        ("country", "national"),
        ("own region", "region:27"),
        ("other region", "region:84"),
        ("own territory", "territory:2:ti-2704"),
        ("other territory", "territory:2:ti-8401"),
        ("own operator", "operator:bpifrance"),
        ("other operator", "operator:ademe"),
    ] {
        let scope: Scope = scope.parse().expect("a scope");
        let id = store::news::add(store, &crate::news::article(scope.clone(), what), "test", None, Timestamp::now()).await;
        let id = id.expect("written");
        let piece = crate::news::attached(store, &id).await;
        articles.push(Draft { what, id: id.to_string(), scope, piece });
    }
    articles
}
