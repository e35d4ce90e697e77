//! From an address to a call, an application or a session, and what whoever asks may do with it.
//!
//! What somebody may not know of answers as if nothing were there.

use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, Place, can};
use domain::Text;
use domain::name::slug;
use domain::rights::{Role, Scope};
use programmes::{Call, Programme};
use store::applications::Record;
use store::committees::Session;
use store::{SessionId, applications, committees};

/// The call of the address.
#[derive(Clone, Copy)]
pub struct Called<'a> {
    pub programme: &'a Programme,
    pub call: &'a Call,
}

pub fn called<'a>(app: &'a App, here: &Here, id: &str) -> Result<Called<'a>> {
    let all = app.rulebook.programmes.iter().flat_map(|programme| programme.calls.iter().map(move |call| Called { programme, call }));
    all.into_iter().find(|called| called.call.id == id).or_not_found(here)
}

impl Called<'_> {
    pub fn operator(&self) -> String {
        slug(&self.call.operator)
    }
    /// Whether `actor` may do this with the call, or with the applications to it as a whole.
    pub fn allows(&self, actor: &Actor, action: Action) -> bool {
        let call = Object::Call { operator: self.operator() };
        let any = Object::Application { operator: self.operator(), organisation: String::new(), place: None, members: vec![] };
        can(actor, action, &call) || can(actor, action, &any)
    }
    pub fn allowed(&self, here: &Here, actor: &Actor, action: Action) -> Result<()> {
        if self.allows(actor, action) { Ok(()) } else { Err(self.refused(here)) }
    }
    fn refused(&self, here: &Here) -> Failure {
        Failure::Refused(
            here.clone(),
            Text::new(
                format!("C’est au service de {} d’agir ici. Connectez-vous avec un compte qui en a le droit.", self.call.operator),
                format!("This is for the service of {}. Sign in with an account that may.", self.call.operator),
            ),
        )
    }
    /// Whether `actor` runs the committee of this region; of the whole country when there is none.
    pub fn runs(&self, actor: &Actor, region: Option<&str>) -> bool {
        let place = region.map(|region| Place { phase: self.programme.phase, code: String::new(), region: region.to_owned() });
        let any = Object::Application { operator: self.operator(), organisation: String::new(), place, members: vec![] };
        can(actor, Action::InstructApplication, &any)
    }
    pub fn run_in(&self, here: &Here, actor: &Actor, region: Option<&str>) -> Result<()> {
        if self.runs(actor, region) { Ok(()) } else { Err(self.refused(here)) }
    }
    pub fn run_by(&self, here: &Here, actor: &Actor, session: &Session) -> Result<()> {
        self.run_in(here, actor, session.region.as_deref())
    }
    /// Whether `actor` reads this session of its committee: the service that examines, and those who sit in it.
    pub fn shows(&self, actor: &Actor, session: &Session) -> bool {
        let (region, members) = (session.region.clone(), session.sits.members.clone());
        let session = Object::Session { operator: self.operator(), region, members };
        can(actor, Action::ReadCommittee, &session)
    }
    pub fn address(&self) -> String {
        format!("/appels/{}", self.call.id)
    }
}

/// An application as the rules see it when `actor` asks: of those who sit in the sessions of its call that rank the files of its
/// place, only they matter.
pub fn object(record: &Record, actor: &Actor, sessions: &[Session]) -> Object {
    let place = record.place.clone().map(|p| Place { phase: p.phase, code: p.code, region: p.region });
    let me = actor.person().map(|person| &person.id);
    let near = |session: &&Session| session.covers(record.place.as_ref());
    let sits = me.filter(|me| sessions.iter().filter(near).any(|session| session.sits.members.contains(me)));
    let (operator, organisation) = (record.operator.clone(), record.organisation.to_string());
    Object::Application { operator, organisation, place, members: sits.cloned().into_iter().collect() }
}

/// Whether `actor` still writes this application when it is for that territory: a lead applies in the name of theirs alone, and a
/// draft that left it would be out of their own hands.
pub fn keeps(actor: &Actor, record: &Record, place: Option<&applications::Place>) -> bool {
    let place = place.map(|p| Place { phase: p.phase, code: p.code.clone(), region: p.region.clone() });
    let (operator, organisation) = (record.operator.clone(), record.organisation.to_string());
    can(actor, Action::Apply, &Object::Application { operator, organisation, place, members: vec![] })
}

/// What whoever asks is to one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sees {
    /// Writes and files it.
    pub own: bool,
    /// Examines it: advice, contract, payments.
    pub instructs: bool,
    /// Sits in a session of its call, and is not recused from it.
    pub scores: bool,
    /// Reads the contract of the territory it was filed for: the sheet it counts in.
    pub contract: bool,
}

impl Sees {
    /// What stays between the service and the committee.
    pub fn inside(self) -> bool {
        self.instructs || self.scores
    }
}

/// None when the application is not for these eyes: a draft is its holder's alone, and a member who is recused from a
/// file, in any of the `sessions` of its call, does not see it.
pub fn sees(actor: &Actor, record: &Record, sessions: &[Session]) -> Option<Sees> {
    let what = object(record, actor, sessions);
    let recused_in = |session: &Session| actor.person().is_some_and(|me| session.sits.recused(&me.id, record.id.as_str()));
    let recused = sessions.iter().any(recused_in);
    let may = |action| can(actor, action, &what);
    // Nobody judges the file of an organisation they apply for, whatever else they are.
    let own = may(Action::Apply);
    let of = |place: &applications::Place| {
        Object::Contract(Place { phase: place.phase, code: place.code.clone(), region: place.region.clone() })
    };
    let contract = record.place.as_ref().is_some_and(|place| can(actor, Action::ReadContract, &of(place)));
    let (instructs, scores) = (may(Action::InstructApplication) && !own, may(Action::ScoreApplication) && !recused && !own);
    let sees = Sees { own, instructs, scores, contract };
    let stranger = record.filed_at.is_none() && !sees.own;
    let only_recused = recused && may(Action::ScoreApplication) && !sees.instructs && !sees.own;
    (may(Action::ReadApplication) && !stranger && !only_recused).then_some(sees)
}

/// The sessions of a call, for somebody who may sit in them.
async fn sessions(app: &App, here: &Here, actor: &Actor, call: &str) -> Result<Vec<Session>> {
    match actor.person() {
        Some(_) => committees::of_call(&app.store, call).await.or_ours(here),
        None => Ok(vec![]),
    }
}

/// Whether whoever asks may know of this application.
pub async fn knows(app: &App, here: &Here, actor: &Actor, record: &Record) -> Result<bool> {
    let sessions = sessions(app, here, actor, &record.call).await?;
    Ok(sees(actor, record, &sessions).is_some())
}

/// Its page.
pub fn address(record: &Record) -> String {
    format!("/appels/{}/candidatures/{}", record.call, record.number)
}

pub struct Opened<'a> {
    pub called: Called<'a>,
    pub record: Record,
    pub sees: Sees,
}

impl Opened<'_> {
    pub fn address(&self) -> String {
        format!("{}/candidatures/{}", self.called.address(), self.record.number)
    }
}

pub async fn opened<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str, number: &str) -> Result<Opened<'a>> {
    let called = called(app, here, id)?;
    let found = applications::find_by_number(&app.store, number).await.or_ours(here)?;
    let record = found.filter(|record| record.call == called.call.id).or_not_found(here)?;
    let sessions = sessions(app, here, actor, &record.call).await?;
    let sees = sees(actor, &record, &sessions).or_not_found(here)?;
    Ok(Opened { called, record, sees })
}

/// The session of the address, for those who sit in it or run it.
pub async fn seated<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str, session: &str) -> Result<(Called<'a>, Session)> {
    let called = called(app, here, id)?;
    let missing = || Failure::NotFound(here.clone());
    if !called.allows(actor, Action::ReadCommittee) {
        return Err(missing());
    }
    let session = SessionId::parse(session).ok_or_else(missing)?;
    let found = committees::find(&app.store, &session).await.or_ours(here)?;
    let session = found.filter(|session| session.call == called.call.id && called.shows(actor, session)).ok_or_else(missing)?;
    Ok((called, session))
}

/// In whose name somebody may apply: each organisation they speak for, with the territory they lead when they do.
pub fn holders(actor: &Actor) -> Vec<(String, Option<(u8, String)>)> {
    let Some(person) = actor.person() else { return vec![] };
    let holder = |right: &domain::Right| match (&right.role, &right.scope) {
        (Role::CompanyContact, Scope::Organisation(id)) => Some((id.clone(), None)),
        (Role::ProjectLead, Scope::Territory { phase, code }) => Some((right.organisation.clone(), Some((*phase, code.clone())))),
        _ => None,
    };
    person.rights.iter().filter_map(holder).collect()
}

/// The region that steers a territory, as its INSEE code.
pub fn place(app: &App, phase: u8, code: &str) -> Option<applications::Place> {
    let territory = app.reference.territory(phase, code)?;
    let region = crate::accounts::scopes::region_code(app, &territory.region)?;
    Some(applications::Place { phase, code: code.to_owned(), region: region.to_owned() })
}

/// Names of people by their signature, for those who may read them.
pub async fn name(app: &App, signature: &str) -> String {
    let Some(id) = signature.strip_prefix("person:").and_then(store::PersonId::parse) else { return signature.to_owned() };
    match store::people::find(&app.store, &id).await {
        Ok(Some(person)) => person.name,
        _ => signature.to_owned(),
    }
}

/// Somebody acts in the name of their account: a step of an application is never anonymous.
pub fn signed(here: &Here, actor: &Actor) -> Result<String> {
    match actor.person() {
        Some(_) => Ok(actor.signature()),
        None => Err(Failure::Refused(
            here.clone(),
            Text::new("Connectez-vous : une démarche porte le nom de qui la fait.", "Sign in: a step bears the name of whoever takes it."),
        )),
    }
}
