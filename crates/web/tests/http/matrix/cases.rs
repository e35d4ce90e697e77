//! The objects of a route, one's own for somebody and another's for the others: the address, what is sent, and what the rules
//! declare of it. A route whose action has no objects here stops the matrix.

use super::called::calls;
use super::made::{Contract, Draft, Made};
use super::{money, opened};
use crate::addresses::Places;
use axum::http::Method;
use domain::rights::Scope;
use web::permissions::{Action, Actor, Link, Object, can, manages_people};
use web::registry::Entry;

type Declared = Box<dyn Fn(&Actor) -> bool>;

pub struct Case {
    /// "own", "other", or what sets it apart.
    pub what: String,
    pub path: String,
    /// What any form could be sent at once, and what this one must hold to be looked at: never enough to do harm.
    pub form: Vec<(&'static str, String)>,
    pub declared: Declared,
}

/// Everything that can be named in an address.
pub struct Objects<'a> {
    pub owner: Places<'a>,
    pub reader: Places<'a>,
    pub organisations: [String; 3],
    pub made: &'a Made,
}

impl Case {
    pub fn new(what: impl Into<String>, path: String, declared: impl Fn(&Actor) -> bool + 'static) -> Case {
        let form = [("email", "ilan@rebond.test"), ("version", "1"), ("label", "x")].map(|(name, value)| (name, value.to_owned()));
        Case { what: what.into(), path, form: form.into(), declared: Box::new(declared) }
    }
    pub fn of(what: impl Into<String>, path: String, action: Action, object: Object) -> Case {
        Case::new(what, path, move |actor| can(actor, action, &object))
    }
    pub fn with(mut self, form: &[(&'static str, &str)]) -> Case {
        self.form.retain(|(name, _)| !form.iter().any(|(other, _)| other == name));
        self.form.extend(form.iter().map(|(name, value)| (*name, (*value).to_owned())));
        self
    }
}

const CONTRACT: &str = "/territoires/{phase}/{code}/contrat";

pub fn cases(entry: &Entry, objects: &Objects) -> Vec<Case> {
    let mut cases = of_action(entry, objects);
    cases.extend(opened::cases(entry, objects));
    cases
}

fn of_action(entry: &Entry, objects: &Objects) -> Vec<Case> {
    let Objects { owner, reader, made, .. } = objects;
    let path = entry.path;
    let one = |object| vec![Case::of("any", owner.fill(path), entry.action, object)];
    match entry.action {
        Action::ReadPublic if path == "/fiches/{id}" => {
            made.contracts.iter().zip(["own", "other"]).flat_map(|(c, what)| shown(c, what)).collect()
        }
        Action::ReadPublic if matches!(path, "/subventions/{id}" | "/api/v1/grants/{id}") => {
            let [published, kept] = &made.grants;
            vec![
                Case::new("published", path.replace("{id}", published), |_| true),
                Case::new("not published", path.replace("{id}", kept), |_| false),
            ]
        }
        Action::ReadPublic | Action::CreateProject | Action::SignIn | Action::PreviewSites => one(Object::Public),
        Action::ImportSites => one(Object::SiteLists),
        Action::KeepSite => one(made.site.clone()),
        Action::DecideMoney if path.contains("{proposal}") => proposals(entry, made),
        Action::ReadMoney | Action::DecideMoney if path.contains("{id}") => envelopes(entry),
        Action::WriteActs if path.starts_with("/appels/") => {
            vec![Case::of("any", path.replace("{id}", made.calls[0].id), Action::WriteActs, Object::Ledger)]
        }
        Action::WriteActs if path.contains("{id}") => {
            let at = |id: &str| path.replace("{id}", id);
            let whole = Case::of("any", at("vte-1000"), Action::WriteActs, Object::Ledger);
            vec![whole, Case::new("delegated to the own region", at(money::DELEGATED), delegated)]
        }
        Action::ReadMoney | Action::DecideMoney | Action::WriteActs => one(Object::Ledger),
        Action::OwnAccount => one(Object::OwnAccount),
        Action::AddOrganisation => one(Object::Organisations),
        Action::ReadProject | Action::EditProject | Action::ShareProject | Action::DeleteProject => vec![
            Case::of("by a shared address", reader.fill(path), entry.action, Object::Project(Link::Reader)),
            Case::of("by its owner's address", owner.fill(path), entry.action, Object::Project(Link::Owner)),
        ],
        Action::ReadPeople | Action::ManagePeople => people(entry, objects),
        Action::ReadPortfolio if path.contains("{id}") => orientations(entry, made),
        Action::Orient => orientations(entry, made),
        Action::ReadPortfolio => {
            let own =
                |actor: &Actor| ["27", "84"].iter().any(|region| can(actor, Action::ReadPortfolio, &Object::Region((*region).into())));
            vec![Case::new("any", owner.fill(path), own)]
        }
        Action::ReadContract | Action::EditContract | Action::DecideContract | Action::CommentContract | Action::AnswerBlocking => {
            made.contracts.iter().zip(["own", "other"]).flat_map(|(contract, what)| contracts(entry, owner, contract, what)).collect()
        }
        Action::WriteFlow => flows(entry, objects),
        Action::RunCall
        | Action::Apply
        | Action::ReadApplication
        | Action::InstructApplication
        | Action::ScoreApplication
        | Action::ReadCommittee => {
            made.calls.iter().zip(["own", "other"]).flat_map(|(call, what)| calls(entry, owner, call, what)).collect()
        }
        Action::WriteNews | Action::WithdrawNews if path.contains("{id}") => {
            let case = |draft: &Draft| {
                let path = path.replace("{id}", &draft.id).replace("{piece}", &draft.piece);
                Case::of(draft.what, path, entry.action, Object::News(draft.scope.clone())).with(&[("version", "0")])
            };
            made.articles.iter().map(case).collect()
        }
        Action::WriteNews | Action::WithdrawNews => {
            vec![Case::new("any", path.to_owned(), |actor| !web::permissions::news_scopes(actor).is_empty())]
        }
    }
}

/// Orientations of the own region, of another, of the country. From that of the country each region proposes in its own sheets.
fn orientations(entry: &Entry, made: &Made) -> Vec<Case> {
    let Entry { path, action, .. } = *entry;
    let at = |code: &str| if code.is_empty() { Object::Country } else { Object::Region(code.into()) };
    if !path.contains("{id}") {
        let may = move |actor: &Actor| ["", "27"].iter().any(|code| can(actor, action, &at(code)));
        return vec![Case::new("any", path.to_owned(), may)];
    }
    let [own, other] = &made.contracts;
    let all = [("own region", &own.orientation, "27"), ("other region", &other.orientation, "84"), ("country", &made.orientation, "")];
    all.map(|(what, id, code)| {
        let regions: &[&'static str] = match (action, code) {
            (Action::ReadPortfolio, "") => &["27", "84"],
            (Action::Orient, "") if path.ends_with("/propositions") => &["", "27"],
            (_, "27") => &["27"],
            (_, "84") => &["84"],
            _ => &[""],
        };
        let may = move |actor: &Actor| regions.iter().any(|code| can(actor, action, &at(code)));
        Case::new(what, path.replace("{id}", id).replace("{file}", "fiches.csv"), may)
    })
    .into()
}

/// A flow is declared by a company, or by who runs the territory, in its name; then changed by whoever it belongs to. Nothing is said
/// of what to do with it, so nothing is done.
fn flows(entry: &Entry, objects: &Objects) -> Vec<Case> {
    let Objects { owner, made, organisations, .. } = objects;
    let flow = |organisation: &str, place: &web::permissions::Place, shared| Object::Flow {
        organisation: organisation.to_owned(),
        place: place.clone(),
        shared,
    };
    if entry.path != "/flux/{id}" {
        return made
            .contracts
            .iter()
            .zip(["own", "other"])
            .map(|(contract, what)| {
                let object = flow("", &contract.place, false);
                let company = |actor: &Actor| {
                    actor
                        .person()
                        .is_some_and(|person| person.rights.iter().any(|right| right.role == domain::rights::Role::CompanyContact))
                };
                let path = owner.fill(&entry.path.replace("{code}", &contract.place.code));
                Case::new(what, path, move |actor| company(actor) || can(actor, Action::WriteFlow, &object))
            })
            .collect();
    }
    let at = |id: &str| entry.path.replace("{id}", id);
    let place = &made.contracts[0].place;
    let [private, shared, anothers] = &made.flows;
    let of = |what: &str, id: &str, organisation: &str, is_shared| {
        Case::of(what, at(id), Action::WriteFlow, flow(organisation, place, is_shared))
    };
    let mut cases = vec![
        of("own company, private", private, &organisations[0], false),
        of("own company, shared", shared, &organisations[0], true),
        of("another company, shared", anothers, &organisations[1], true),
    ];
    cases.extend(made.contracts.iter().zip(["own", "other"]).map(|(contract, what)| {
        Case::of(format!("{what} territory"), at(&contract.flow), Action::WriteFlow, flow("", &contract.place, false))
    }));
    cases
}

/// A sheet that its territory published is read by everybody; another, by those who read the contract.
fn shown(contract: &Contract, what: &str) -> Vec<Case> {
    let object = Object::Contract(contract.place.clone());
    vec![
        Case::new(format!("{what}, published"), format!("/fiches/{}", contract.published), |_| true),
        Case::of(format!("{what}, not published"), format!("/fiches/{}", contract.sheet), Action::ReadContract, object),
    ]
}

/// An envelope that calls of one's own operator draw on, and another's. A program sends acts by the same address as decisions.
fn envelopes(entry: &Entry) -> Vec<Case> {
    let action = entry.action;
    let mut cases: Vec<Case> = [("own", "vte-1000", "bpifrance"), ("other", "ecoles-de-production-ami-2021", "banque-des-territoires")]
        .map(|(what, envelope, operator)| {
            let own = Object::Envelope { operator: operator.into(), region: None };
            Case::new(what, entry.path.replace("{id}", envelope), move |actor| {
                can(actor, action, &Object::Ledger) || can(actor, action, &own)
            })
        })
        .into();
    if entry.path.starts_with("/api/") && entry.method == Method::POST {
        let (act, whole) = ([("kind", "delegation_return")], Object::Ledger);
        let at = |id: &str| entry.path.replace("{id}", id);
        cases.push(Case::of("an act", at("vte-1000"), Action::WriteActs, whole).with(&act));
        cases.push(Case::new("an act, delegated to the own region", at(money::DELEGATED), delegated).with(&act));
    }
    cases
}

/// Who writes acts on what was delegated to the own region.
fn delegated(actor: &Actor) -> bool {
    can(actor, Action::WriteActs, &Object::Ledger) || can(actor, Action::WriteActs, &Object::Region("27".into()))
}

/// A decision on a file is settled by who decides on files; an act, by who writes acts. Their author may decide nothing any more,
/// so whoever may approve is told so, and nothing is written: approving for good is told in the stories of two persons.
fn proposals(entry: &Entry, made: &Made) -> Vec<Case> {
    let (on_file, act) = (&made.proposals[0], &made.proposals[1]);
    let path = |proposal: &str| entry.path.replace("{id}", "vte-1000").replace("{proposal}", proposal);
    let own = Object::Envelope { operator: "bpifrance".into(), region: None };
    let decides = move |actor: &Actor| can(actor, Action::DecideMoney, &Object::Ledger) || can(actor, Action::DecideMoney, &own);
    let acts = |what: &str| Case::of(what, path(act), Action::WriteActs, Object::Ledger);
    vec![
        Case::new("own, on a file, to drop", path(on_file), decides.clone()).with(&[("do", "drop")]),
        Case::new("own, on a file, to approve", path(on_file), decides).with(&[("do", "approve")]),
        acts("an act, to drop").with(&[("do", "drop")]),
        acts("an act, to approve").with(&[("do", "approve")]),
    ]
}

fn people(entry: &Entry, objects: &Objects) -> Vec<Case> {
    if ["/personnes", "/personnes/personnes.csv", "/personnes/personnes.xlsx"].contains(&entry.path) {
        return vec![Case::new("any", entry.path.to_owned(), manages_people)];
    }
    let in_scope = |scope: &str, region: Option<&str>| Object::People {
        scope: scope.parse::<Scope>().expect("a scope"),
        region: region.map(str::to_owned),
    };
    // A link for a password is made for anybody: the scope is the country.
    if entry.path == "/personnes/{scope}/lien" {
        let path = entry.path.replace("{scope}", "national");
        return vec![Case::of("national", path, entry.action, in_scope("national", None))];
    }
    let [own, other, none] = &objects.organisations;
    let scopes = [
        ("national", "national".to_owned(), None),
        ("own region", "region:27".to_owned(), Some("27")),
        ("other region", "region:84".to_owned(), Some("84")),
        ("own territory", "territory:2:ti-2704".to_owned(), Some("27")),
        ("other territory", "territory:2:ti-8401".to_owned(), Some("84")),
        ("own operator", "operator:bpifrance".to_owned(), None),
        ("other operator", "operator:ademe".to_owned(), None),
        ("own organisation", format!("organisation:{own}"), None),
        ("other organisation", format!("organisation:{other}"), None),
    ];
    let case =
        |what: &str, scope: &str, object| Case::of(what, objects.owner.fill(&entry.path.replace("{scope}", scope)), entry.action, object);
    let mut cases: Vec<Case> = scopes.iter().map(|(what, scope, region)| case(what, scope, in_scope(scope, *region))).collect();
    cases.push(case("organisation nobody speaks for", &format!("organisation:{none}"), Object::Unclaimed));
    cases
}

fn contracts(entry: &Entry, places: &Places, contract: &Contract, what: &str) -> Vec<Case> {
    let Entry { path, action, .. } = *entry;
    let importing = path.starts_with(&format!("{CONTRACT}/import/{{id}}"));
    let id = match path {
        _ if importing => &contract.import,
        "/blocages/{id}" => &contract.blocking,
        "/synergies/{id}" => &contract.synergy,
        _ => &contract.sheet,
    };
    let file = match path {
        _ if importing => "refus.csv",
        _ if path.ends_with("/comite/{file}") => "comite.pdf",
        _ if path.contains("/contrat/cibles/") => "cibles.csv",
        _ => "fiches.csv",
    };
    let filled = path.replace("{id}", id).replace("{code}", &contract.place.code).replace("{file}", file);
    let parts = [
        ("{line}", &contract.line),
        ("{piece}", if path.contains("/signataires/") { &contract.document } else { &contract.piece }),
        ("{comment}", &contract.comment),
        ("{batch}", &contract.batch),
        ("{proposal}", &contract.proposal),
        ("{target}", &contract.target),
        ("{signatory}", &contract.signatory),
    ];
    let filled = parts.iter().fold(filled, |path, (part, value)| path.replace(part, value));
    let filled = places.fill(&filled);
    // A synergy names companies that opened their flows to the territory alone.
    let object = match (path, action) {
        (
            "/synergies/{id}" | "/territoires/{phase}/{code}/synergies/suivies.csv" | "/territoires/{phase}/{code}/synergies/suivies.xlsx",
            Action::ReadContract,
        ) => Object::Flow { organisation: String::new(), place: contract.place.clone(), shared: true },
        _ => Object::Contract(contract.place.clone()),
    };
    let case = |what: &str, action, form: &[(&'static str, &str)]| Case::of(what, filled.clone(), action, object.clone()).with(form);
    let dropped = [("action", "decide"), ("kind", "dropped"), ("held_on", "2026-01-01"), ("committee", "project"), ("reason", "x")];
    let token = "0123456789abcdefghijklmn";
    match (&entry.method, path) {
        // Only its author takes a comment back: Alix.
        (&Method::POST, "/fiches/{id}/commentaires/{comment}/retirer") => {
            let object = object.clone();
            let own = move |actor: &Actor| can(actor, action, &object) && actor.person().is_some_and(|person| person.name == "Alix");
            vec![Case::new(what, filled.clone(), own)]
        }
        (&Method::POST, "/blocages/{id}") => vec![
            case(&format!("{what}, to answer"), Action::AnswerBlocking, &[("step", "answered")]),
            case(&format!("{what}, to lift"), Action::EditContract, &[("step", "lifted")]),
        ],
        (&Method::POST, _) if path.ends_with("/historique") => vec![case(what, action, &[("stands", "1")])],
        (&Method::POST, _) if path.ends_with("/contrat/lot") => vec![
            case(&format!("{what}, to edit"), action, &[("action", "owner"), ("owner", "Jean Roux")]),
            case(&format!("{what}, to decide"), Action::DecideContract, &dropped),
        ],
        (&Method::POST, _) if path.contains("/contrat/lot") => {
            vec![case(what, action, &[("action", "owner"), ("owner", "Jean Roux"), ("batch", token)])]
        }
        (&Method::POST, _) if path.ends_with("/valider") => vec![case(what, action, &[("mode", "bonnes")])],
        _ => vec![case(what, action, &[])],
    }
}
