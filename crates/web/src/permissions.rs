//! Who may do what: one function, and a matrix that a test prints and holds.
//!
//! A visitor, the operator of this server, who holds its key, or a person, who holds rights ([`domain::Right`]: a role within a
//! scope). A project belongs to whoever holds its address, a shared one only reads; its holder may open it to people by right.

mod action;
mod object;

pub use action::Action;
pub use object::{Link, Object, Place};

use domain::rights::{Right, Role, Scope};
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Visitor,
    Operator,
    Person(Arc<Person>),
}

/// Somebody who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Identifier of the account.
    pub id: String,
    pub name: String,
    pub rights: Vec<Right>,
}

impl Actor {
    pub fn person(&self) -> Option<&Person> {
        match self {
            Actor::Person(person) => Some(person),
            _ => None,
        }
    }
    /// Who to write in histories, journals and the audit: never a secret, never an address.
    pub fn signature(&self) -> String {
        match self {
            Actor::Visitor => "visitor".into(),
            Actor::Operator => "operator".into(),
            Actor::Person(person) => format!("person:{}", person.id),
        }
    }
    fn rights(&self) -> &[Right] {
        self.person().map_or(&[], |person| &person.rights)
    }
    fn holds(&self, role: Role, scope: &Scope) -> bool {
        self.rights().iter().any(|right| right.role == role && right.scope == *scope)
    }
    fn holds_for(&self, role: Role, scope: &Scope, organisation: &str) -> bool {
        self.rights().iter().any(|right| right.role == role && right.scope == *scope && right.organisation == organisation)
    }
    fn is(&self, role: Role) -> bool {
        self.rights().iter().any(|right| right.role == role)
    }
}

/// Who reads a project that its holder opens to a scope.
pub const READERS: [Role; 3] = [Role::ProjectLead, Role::Referent, Role::Instructor];

pub fn can(actor: &Actor, action: Action, object: &Object) -> bool {
    use Action as A;
    let operator = *actor == Actor::Operator;
    let pilot_of = |region: &str| actor.holds(Role::RegionalPilot, &Scope::Region(region.into()));
    let national = actor.is(Role::NationalPilot);
    let lead = |place: &Place| actor.holds(Role::ProjectLead, &place.scope());
    let referent = |place: &Place| actor.holds(Role::Referent, &place.scope());
    let of_operator = |role, slug: &str| actor.holds(role, &Scope::Operator(slug.into()));
    // Whoever examines for an operator does so everywhere, or in the region of their right.
    let examines = |slug: &str, region: Option<&str>| {
        let own = |region: &str| Scope::OperatorIn { operator: slug.to_owned(), region: region.to_owned() };
        of_operator(Role::Instructor, slug) || region.is_some_and(|region| actor.holds(Role::Instructor, &own(region)))
    };
    let examines_somewhere = |slug: &str| {
        let here = |scope: &Scope| matches!(scope, Scope::OperatorIn { operator, .. } if operator == slug);
        actor.rights().iter().any(|right| right.role == Role::Instructor && here(&right.scope))
    };
    // Being of the committee of an operator opens nothing by itself: a seat does, as long as the role is held.
    let seated = |slug: &str, members: &[String]| {
        of_operator(Role::CommitteeMember, slug) && actor.person().is_some_and(|person| members.contains(&person.id))
    };
    let own =
        |organisation: &str| !organisation.is_empty() && actor.holds(Role::CompanyContact, &Scope::Organisation(organisation.to_owned()));
    match (action, object) {
        (A::ReadPublic | A::CreateProject | A::SignIn | A::PreviewSites, Object::Public) => true,
        (A::ReadProject, Object::Project(_)) => true,
        (A::EditProject | A::ShareProject | A::DeleteProject, Object::Project(link)) => *link == Link::Owner,
        // Not the region nor the State, not a committee, not the operator of the server: only those the holder was told of.
        (A::ReadProject, Object::SharedProject(sharing)) => {
            sharing.scopes().any(|scope| READERS.into_iter().any(|role| role.fits(scope) && actor.holds(role, scope)))
        }
        (A::ReadPublic, Object::SharedProject(sharing)) => sharing.is_public(),
        (A::PreviewSites, Object::SiteLists) => true,
        (A::ImportSites, Object::SiteLists) => operator || actor.is(Role::Administrator),
        // Whoever leads a territory keeps the sites that are in it.
        (A::KeepSite, Object::Site(places)) => operator || actor.is(Role::Administrator) || places.iter().any(lead),
        // The key of the server reads what the database holds anyway; money is moved by somebody, under their name.
        (A::ReadMoney, Object::Ledger) => operator || national,
        (A::WriteActs, Object::Ledger) => national,
        (A::WriteActs, Object::Region(region)) => pilot_of(region),
        (A::ReadMoney, Object::Envelope { operator: slug, region }) => operator || national || examines(slug, region.as_deref()),
        (A::DecideMoney, Object::Envelope { operator: slug, region }) => examines(slug, region.as_deref()),
        (A::OwnAccount, Object::OwnAccount) => actor.person().is_some(),
        (A::ReadPeople | A::ManagePeople, Object::People { scope, region }) => {
            operator
                || actor.is(Role::Administrator)
                || actor.holds(Role::ProjectLead, scope)
                || region.as_deref().is_some_and(pilot_of)
                || matches!(scope, Scope::Organisation(_)) && actor.holds(Role::CompanyContact, scope)
        }
        (A::ReadPeople | A::ManagePeople, Object::Unclaimed) | (A::AddOrganisation, Object::Organisations) => {
            operator || actor.is(Role::Administrator) || actor.is(Role::ProjectLead) || actor.is(Role::RegionalPilot) || national
        }
        (A::ReadContract | A::CommentContract, Object::Contract(place)) => {
            operator || lead(place) || referent(place) || pilot_of(&place.region) || national
        }
        (A::EditContract, Object::Contract(place)) => lead(place),
        (A::DecideContract, Object::Contract(place)) => lead(place) || referent(place) || pilot_of(&place.region),
        (A::AnswerBlocking, Object::Contract(place)) => pilot_of(&place.region) || national,
        // What was asked of the State, no region answers in its place.
        (A::AnswerBlocking, Object::Country) => national,
        (A::ReadPortfolio, Object::Region(region)) => operator || pilot_of(region) || national,
        (A::ReadPortfolio, Object::Country) => operator || national,
        // Each orients where they steer: the State does not speak for a region.
        (A::Orient, Object::Region(region)) => pilot_of(region),
        (A::Orient, Object::Country) => national,
        (A::RunCall, Object::Call { operator: slug }) => of_operator(Role::Instructor, slug) || national,
        (A::Apply, Object::Call { .. }) => actor.is(Role::CompanyContact) || actor.is(Role::ProjectLead),
        (A::Apply, Object::Application { organisation, place, .. }) => {
            // A territory applies in its own name; that a company shows it a file lets it read, not write.
            let own = |place: &Place| actor.holds_for(Role::ProjectLead, &place.scope(), organisation);
            actor.holds(Role::CompanyContact, &Scope::Organisation(organisation.clone())) || place.as_ref().is_some_and(own)
        }
        (A::ReadApplication, Object::Application { operator: slug, organisation, place, members }) => {
            actor.holds(Role::CompanyContact, &Scope::Organisation(organisation.clone()))
                || examines(slug, place.as_ref().map(|place| place.region.as_str()))
                || seated(slug, members)
                || place.as_ref().is_some_and(|place| lead(place) || pilot_of(&place.region))
                || national
        }
        (A::InstructApplication, Object::Application { operator: slug, place, .. }) => {
            examines(slug, place.as_ref().map(|place| place.region.as_str()))
        }
        (A::ScoreApplication, Object::Application { operator: slug, members, .. }) => seated(slug, members),
        // The page of the committees; each session on it is an object of its own.
        (A::ReadCommittee, Object::Call { operator: slug }) => {
            of_operator(Role::CommitteeMember, slug) || of_operator(Role::Instructor, slug) || examines_somewhere(slug)
        }
        (A::ReadCommittee, Object::Session { operator: slug, region, members }) => {
            examines(slug, region.as_deref()) || seated(slug, members)
        }
        // Everybody for what they steer; nobody in the name of another, were they above.
        (A::WriteNews, Object::News(scope)) => writer_of(scope).is_some_and(|role| actor.holds(role, scope)),
        // What the law wants taken down is taken down by who keeps the server, too.
        (A::WithdrawNews, Object::News(scope)) => {
            operator || actor.is(Role::Administrator) || writer_of(scope).is_some_and(|role| actor.holds(role, scope))
        }
        // Neither the region, nor the State, nor the operator of the server, nor another company.
        (A::ReadContract, Object::Flow { organisation, place, shared }) => {
            own(organisation) || (*shared || organisation.is_empty()) && (lead(place) || referent(place))
        }
        (A::WriteFlow, Object::Flow { organisation, place, .. }) => own(organisation) || organisation.is_empty() && lead(place),
        _ => false,
    }
}

/// Who writes the news of a scope.
fn writer_of(scope: &Scope) -> Option<Role> {
    match scope {
        Scope::National => Some(Role::NationalPilot),
        Scope::Region(_) => Some(Role::RegionalPilot),
        Scope::Territory { .. } => Some(Role::ProjectLead),
        Scope::Operator(_) => Some(Role::Instructor),
        // Nobody speaks for an operator from one region, nor for a company.
        Scope::OperatorIn { .. } | Scope::Organisation(_) => None,
    }
}

/// The scopes this actor writes the news of, each once.
pub fn news_scopes(actor: &Actor) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = vec![];
    for right in actor.rights() {
        if can(actor, Action::WriteNews, &Object::News(right.scope.clone())) && !scopes.contains(&right.scope) {
            scopes.push(right.scope.clone());
        }
    }
    scopes
}

/// Whether this actor manages the people of some scope: what the top of a page offers.
pub fn manages_people(actor: &Actor) -> bool {
    let own = |right: &Right| {
        let region = match &right.scope {
            Scope::Region(code) => Some(code.clone()),
            _ => None,
        };
        can(actor, Action::ManagePeople, &Object::People { scope: right.scope.clone(), region })
    };
    actor.rights().iter().any(own) || can(actor, Action::ManagePeople, &Object::Unclaimed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Sharing;

    fn person(role: Role, scope: Scope) -> Actor {
        let rights = vec![Right { role, scope, organisation: "o1".into() }];
        Actor::Person(Arc::new(Person { id: "p1".into(), name: "Camille".into(), rights }))
    }

    fn place(code: &str, region: &str) -> Place {
        Place { phase: 2, code: code.into(), region: region.into() }
    }

    /// Everyone, each with a right in what the matrix calls "own".
    fn actors() -> Vec<(&'static str, Actor)> {
        let territory = Scope::Territory { phase: 2, code: "ti-2704".into() };
        vec![
            ("Visitor", Actor::Visitor),
            ("Operator", Actor::Operator),
            ("ProjectLead", person(Role::ProjectLead, territory.clone())),
            ("Referent", person(Role::Referent, territory)),
            ("Instructor", person(Role::Instructor, Scope::Operator("bpifrance".into()))),
            ("Instructor of one region", person(Role::Instructor, Scope::OperatorIn { operator: "bpifrance".into(), region: "27".into() })),
            ("CommitteeMember", person(Role::CommitteeMember, Scope::Operator("bpifrance".into()))),
            ("RegionalPilot", person(Role::RegionalPilot, Scope::Region("27".into()))),
            ("NationalPilot", person(Role::NationalPilot, Scope::National)),
            ("Administrator", person(Role::Administrator, Scope::National)),
            ("CompanyContact", person(Role::CompanyContact, Scope::Organisation("o1".into()))),
        ]
    }

    /// Every kind of object, one's own and another's.
    fn objects() -> Vec<(&'static str, Object)> {
        let people = |code: &str, region: &str| Object::People {
            scope: Scope::Territory { phase: 2, code: code.into() },
            region: Some(region.into()),
        };
        let application = |operator: &str, organisation: &str, place, member: &str| Object::Application {
            operator: operator.into(),
            organisation: organisation.into(),
            place: Some(place),
            members: vec![member.into()],
        };
        let session =
            |operator: &str, member: &str| Object::Session { operator: operator.into(), region: None, members: vec![member.into()] };
        let regional = |region: &str| Object::Session { operator: "bpifrance".into(), region: Some(region.into()), members: vec![] };
        let shared = |audiences: &[&str]| {
            Object::SharedProject(Sharing(audiences.iter().map(|audience| audience.parse().expect("an audience")).collect()))
        };
        let flow = |organisation: &str, place, shared| Object::Flow { organisation: organisation.into(), place, shared };
        vec![
            ("Public", Object::Public),
            ("Project by its owner's address", Object::Project(Link::Owner)),
            ("Project by a shared address", Object::Project(Link::Reader)),
            ("private Project", shared(&[])),
            ("own Project shared with the territory", shared(&["territory:2:ti-2704"])),
            ("other Project shared with the territory", shared(&["territory:2:ti-8401"])),
            ("own Project shared with the operator", shared(&["operator:bpifrance"])),
            ("other Project shared with the operator", shared(&["operator:ademe"])),
            ("counted Project", shared(&["counted"])),
            ("public Project", shared(&["public"])),
            ("SiteLists", Object::SiteLists),
            ("own Site", Object::Site(vec![place("ti-2704", "27")])),
            ("other Site", Object::Site(vec![place("ti-8401", "84")])),
            ("Site of no territory", Object::Site(vec![])),
            ("Ledger", Object::Ledger),
            ("own Envelope", Object::Envelope { operator: "bpifrance".into(), region: None }),
            ("own Envelope of the own region", Object::Envelope { operator: "bpifrance".into(), region: Some("27".into()) }),
            ("own Envelope of another region", Object::Envelope { operator: "bpifrance".into(), region: Some("84".into()) }),
            ("other Envelope", Object::Envelope { operator: "ademe".into(), region: None }),
            ("OwnAccount", Object::OwnAccount),
            ("own People", people("ti-2704", "27")),
            ("other People", people("ti-8401", "84")),
            ("Unclaimed", Object::Unclaimed),
            ("Organisations", Object::Organisations),
            ("own Contract", Object::Contract(place("ti-2704", "27"))),
            ("other Contract", Object::Contract(place("ti-8401", "84"))),
            ("own Region", Object::Region("27".into())),
            ("other Region", Object::Region("84".into())),
            ("Country", Object::Country),
            ("own Call", Object::Call { operator: "bpifrance".into() }),
            ("other Call", Object::Call { operator: "ademe".into() }),
            ("own Session", session("bpifrance", "p1")),
            ("Session without a seat", session("bpifrance", "p2")),
            ("Session of the own region", regional("27")),
            ("Session of another region", regional("84")),
            ("other Session", session("ademe", "p1")),
            ("own Application", application("bpifrance", "o1", place("ti-2704", "27"), "p1")),
            ("Application without a seat", application("bpifrance", "o2", place("ti-8401", "84"), "p2")),
            ("other Application", application("ademe", "o2", place("ti-8401", "84"), "p1")),
            ("News of the country", Object::News(Scope::National)),
            ("News of the own region", Object::News(Scope::Region("27".into()))),
            ("other News, of a region", Object::News(Scope::Region("84".into()))),
            ("News of the own territory", Object::News(Scope::Territory { phase: 2, code: "ti-2704".into() })),
            ("other News, of a territory", Object::News(Scope::Territory { phase: 2, code: "ti-8401".into() })),
            ("News of the own operator", Object::News(Scope::Operator("bpifrance".into()))),
            ("other News, of an operator", Object::News(Scope::Operator("ademe".into()))),
            ("other News, of an organisation", Object::News(Scope::Organisation("o1".into()))),
            ("own Flow", flow("o1", place("ti-8401", "84"), false)),
            ("private Flow in the own territory", flow("o2", place("ti-2704", "27"), false)),
            ("Flow shared with the own territory", flow("o2", place("ti-2704", "27"), true)),
            ("Flow of the own territory", flow("", place("ti-2704", "27"), false)),
            ("other Flow", flow("o2", place("ti-8401", "84"), true)),
        ]
    }

    #[test]
    fn the_matrix_is_the_one_written_in_the_documentation() {
        let mut lines = vec![];
        for action in Action::ALL {
            for (object, what) in objects() {
                let who: Vec<&str> = actors().iter().filter(|(_, actor)| can(actor, action, &what)).map(|(name, _)| *name).collect();
                if !who.is_empty() {
                    lines.push(format!("{action:?} · {object} · {}", who.join(", ")));
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn an_instructor_of_one_region_is_nobody_in_another() {
        let limited = person(Role::Instructor, Scope::OperatorIn { operator: "prefets-de-region".into(), region: "84".into() });
        let file = |region: Option<&str>| Object::Application {
            operator: "prefets-de-region".into(),
            organisation: "o2".into(),
            place: region.map(|region| place("ti-0001", region)),
            members: vec![],
        };
        let envelope = |region: Option<&str>| Object::Envelope { operator: "prefets-de-region".into(), region: region.map(str::to_owned) };
        let examines = |region: Option<&str>| can(&limited, Action::InstructApplication, &file(region));
        let decides = |region: Option<&str>| can(&limited, Action::DecideMoney, &envelope(region));
        assert!(examines(Some("84")) && !examines(Some("27")) && !examines(None), "a file that names no place is the whole country’s");
        assert!(decides(Some("84")) && !decides(Some("27")) && !decides(None), "and so is what was delegated to nobody");
        let call = Object::Call { operator: "prefets-de-region".into() };
        assert!(can(&limited, Action::ReadCommittee, &call) && !can(&limited, Action::RunCall, &call), "the dates are the whole country’s");
    }

    #[test]
    fn a_shared_address_never_writes() {
        for (_, actor) in actors() {
            for action in [Action::EditProject, Action::ShareProject, Action::DeleteProject] {
                assert!(!can(&actor, action, &Object::Project(Link::Reader)));
            }
        }
    }

    #[test]
    fn two_rights_open_what_each_opens_and_nothing_more() {
        let people: Vec<Actor> = actors().into_iter().map(|(_, actor)| actor).filter(|actor| actor.person().is_some()).collect();
        for (one, other) in people.iter().flat_map(|one| people.iter().map(move |other| (one, other))) {
            let rights = [one.rights(), other.rights()].concat();
            let both = Actor::Person(Arc::new(Person { id: "p1".into(), name: "Camille".into(), rights }));
            for (object, what) in objects() {
                for action in Action::ALL {
                    let each = can(one, action, &what) || can(other, action, &what);
                    assert_eq!(can(&both, action, &what), each, "{action:?} on {object}: {:?}", both.rights());
                }
            }
        }
    }

    #[test]
    fn nobody_acts_on_what_is_anothers() {
        for (name, actor) in actors() {
            for (object, what) in objects().into_iter().filter(|(object, _)| object.starts_with("other")) {
                for action in Action::ALL {
                    let wide = matches!(name, "Operator" | "NationalPilot" | "Administrator")
                        || (action == Action::Apply && object == "other Call");
                    assert!(wide || !can(&actor, action, &what), "{name} may {action:?} on {object}");
                }
            }
        }
    }
}
