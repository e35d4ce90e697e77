//! The applications to a call: one's own, those of one's territory or region, all of them for its operator. The base pages, filters
//! and counts what somebody may read; each line is judged once more by the rules before it is shown.

use super::access::{self, Called, Sees, sees};
use super::visit::Visit;
use super::{chosen, themes, told, waves};
use crate::app::App;
use crate::ask::{Asked, query};
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, Place, can};
use applications::State as Stands;
use askama::Template;
use axum::response::Response;
use domain::rights::{Role, Scope};
use domain::{Cents, format};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::PersonId;
use store::applications::{self as kept, After, Count, Inside, Reach, Record, Sums, Wanted};
use store::committees::{self, Session};

/// One application, as whoever asks may read it.
pub struct Row {
    pub number: String,
    pub title: String,
    pub holder: String,
    pub wave: String,
    pub state: Stands,
    pub asked: Option<Cents>,
    pub decided: Option<Cents>,
    pub paid: Cents,
    pub filed_at: Option<jiff::Timestamp>,
    /// Names of the priorities it tells, and whether its measure gives priority to each.
    pub served: Vec<(String, bool)>,
    pub sees: Sees,
    /// A step waits for a second person: told to the service alone.
    pub proposed: bool,
    /// The day that counts where it stands, when it has passed: told to the service and to its holder.
    pub late: Option<domain::Date>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    pub state: String,
    pub wave: String,
    pub theme: String,
    pub q: String,
    /// "seconde": those of which a step waits for a second person.
    pub attend: String,
    /// Where the page before ended.
    pub apres: String,
}

impl Filter {
    fn wanted(&self) -> Wanted {
        let (state, wave, theme, text) = (Stands::parse(&self.state), self.wave.clone(), self.theme.clone(), self.q.clone());
        Wanted { state, wave, theme, text, proposed: self.attend == SECOND }
    }
}

const SECOND: &str = "seconde";
const ON_A_PAGE: u32 = 100;
/// A file to take away is read so many lines at a time.
const AT_ONCE: u32 = 500;

#[derive(Template)]
#[template(path = "applications/list.html")]
struct List<'a> {
    page: Page,
    called: Called<'a>,
    rows: Vec<Row>,
    counts: Vec<Count>,
    /// (identifier, name) of its waves, those that were added among them.
    waves: Vec<(String, String)>,
    /// (identifier, name) of the priorities that some file tells.
    themes: Vec<(String, String)>,
    /// (word, figure) of what the files add up to, drafts apart.
    sums: Vec<(String, String)>,
    total: usize,
    /// Of how many, by the other filters, a step waits for a second person.
    proposed: usize,
    filter: Filter,
    /// Address of the next page; empty on the last.
    next: String,
    may_apply: bool,
    committee: bool,
}

impl List<'_> {
    fn address(&self) -> String {
        self.page.url(self.called.address())
    }
    fn state(&self, row: &Row) -> String {
        row.state.name().get(self.page.lang()).to_owned()
    }
    fn wave(&self, row: &Row) -> String {
        self.page.say(waves::named(self.called.call, &row.wave))
    }
    /// Those that something is in, with how many.
    fn states(&self) -> Vec<(&'static str, String)> {
        let word = |count: &Count| format!("{} ({})", count.state.name().get(self.page.lang()), count.all);
        self.counts.iter().map(|count| (count.state.code(), word(count))).collect()
    }
    fn filed(&self, row: &Row) -> String {
        row.filed_at.map(|at| applications::instant(at, self.page.lang())).unwrap_or_default()
    }
    fn due(&self, day: &domain::Date) -> String {
        format::short_date(*day, self.page.lang())
    }
    /// The same filters, from the first page, as an address goes on.
    fn same(&self) -> String {
        self.filter.query("")
    }
    fn waiting(&self) -> bool {
        self.filter.attend == SECOND
    }
}

impl Filter {
    fn query(&self, after: &str) -> String {
        let own = [("state", &self.state), ("wave", &self.wave), ("theme", &self.theme), ("q", &self.q), ("attend", &self.attend)];
        let query = query(own.iter().map(|(name, value)| (*name, value.as_str())).chain([("apres", after)]));
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

/// What of a call somebody may read, as lists that the base looks in, with the sessions in which they may sit.
pub struct Reading {
    reach: Reach,
    sessions: Vec<Session>,
}

/// Says in lists what [`sees`] says of one application.
pub async fn reading(app: &App, here: &Here, actor: &Actor, called: &Called<'_>) -> Result<Reading> {
    let Some(person) = actor.person() else { return Ok(Reading { reach: Reach::default(), sessions: vec![] }) };
    let sessions = committees::of_call(&app.store, &called.call.id).await.or_ours(here)?;
    let seats = || sessions.iter().filter(|session| session.sits.members.contains(&person.id));
    // A file of this region, or of no place, before the sessions that rank it.
    let may = |action, region: Option<&str>| {
        let place = region.map(|region| Place { phase: called.programme.phase, code: String::new(), region: region.to_owned() });
        let sits = seats().any(|session| session.region.is_none() || session.region.as_deref() == region);
        let members = if sits { vec![person.id.clone()] } else { vec![] };
        can(actor, action, &Object::Application { operator: called.operator(), organisation: String::new(), place, members })
    };
    let inside = |region: Option<&str>| may(Action::InstructApplication, region) || may(Action::ScoreApplication, region);
    let limits = person.rights.iter().filter_map(|right| match &right.scope {
        Scope::OperatorIn { region, .. } => Some(region.clone()),
        _ => None,
    });
    let regions: BTreeSet<String> = limits.chain(seats().filter_map(|session| session.region.clone())).collect();
    let regions: Vec<String> = regions.into_iter().filter(|region| inside(Some(region))).collect();
    let everywhere = std::iter::once(None).chain(regions.iter().map(|region| Some(region.as_str())));
    let instructs = everywhere.into_iter().any(|region| may(Action::InstructApplication, region));
    let scores = inside(None) || !regions.is_empty();
    let member = Some(&person.id).filter(|_| scores && !instructs).and_then(|id| PersonId::parse(id));
    let within = if inside(None) { Inside::Everywhere } else { Inside::Regions(regions.clone()) };
    let mut reach = Reach { filed: may(Action::ReadApplication, None), inside: within, member, regions, ..Reach::default() };
    for right in &person.rights {
        match (right.role, &right.scope) {
            (Role::CompanyContact, Scope::Organisation(id)) => reach.organisations.push(id.clone()),
            (Role::ProjectLead, Scope::Territory { phase, code }) => {
                reach.own.push((*phase, code.clone(), right.organisation.clone()));
                reach.territories.push((*phase, code.clone()));
            }
            (Role::RegionalPilot, Scope::Region(code)) => reach.regions.push(code.clone()),
            _ => {}
        }
    }
    Ok(Reading { reach, sessions })
}

/// These, as whoever asks may read them.
async fn told_of(
    app: &App,
    here: &Here,
    actor: &Actor,
    called: &Called<'_>,
    sessions: &[Session],
    records: Vec<Record>,
) -> Result<Vec<(Record, Row)>> {
    let names = store::organisations::names(&app.store, records.iter().map(|record| &record.organisation)).await.or_ours(here)?;
    let today = app.today();
    let told = |record: Record| {
        let sees = sees(actor, &record, sessions)?;
        let life = &record.life;
        let priorities = themes::priorities(&chosen::of_form(&app.rulebook, called.call, &life.form));
        let row = Row {
            number: record.number.clone(),
            title: life.form.title.clone(),
            holder: names.get(record.organisation.as_str()).cloned().unwrap_or_default(),
            wave: life.wave.clone(),
            state: told::state(life, sees),
            asked: life.form.asked,
            decided: told::decided(life, sees),
            paid: life.kept_paid(),
            filed_at: record.filed_at,
            served: themes::told(&app.rulebook, &priorities, &life.form, here.lang),
            proposed: sees.instructs && record.proposal.is_some(),
            late: life.due().filter(|due| *due < today && (sees.instructs || sees.own)),
            sees,
        };
        Some((record, row))
    };
    Ok(records.into_iter().filter_map(told).collect())
}

/// What a session has before it, as whoever asks may read it.
pub async fn before(app: &App, here: &Here, actor: &Actor, called: &Called<'_>, session: &Session) -> Result<Vec<(Record, Row)>> {
    let sessions = committees::of_call(&app.store, &session.call).await.or_ours(here)?;
    let records = kept::before_session(&app.store, session).await.or_ours(here)?;
    told_of(app, here, actor, called, &sessions, records).await
}

/// Whether the list is for these eyes at all: whoever may never read one is told to sign in.
fn allowed(here: &Here, actor: &Actor, called: &Called, found: bool) -> Result<()> {
    let speaks = !access::holders(actor).is_empty();
    // A member of the committee who sits in no session yet finds an empty list, and the way to the committees.
    let may = |action| called.allows(actor, action);
    if found || speaks || may(Action::ReadApplication) || may(Action::ReadCommittee) {
        return Ok(());
    }
    called.allowed(here, actor, Action::ReadApplication)
}

/// Every line that the filter lets through, for a file; refused to whoever may never read one.
pub async fn all(visit: &Visit, filter: &Filter) -> Result<Vec<Row>> {
    let Visit { app, here, actor, .. } = visit;
    let called = visit.any_call()?;
    let Reading { reach, sessions } = reading(app, here, actor, &called).await?;
    let found = kept::page(&app.store, &called.call.id, &reach, &Wanted::default(), None, 1).await.or_ours(&visit.here)?;
    allowed(here, actor, &called, !found.is_empty())?;
    let (wanted, mut rows, mut after) = (filter.wanted(), vec![], None);
    loop {
        let records = kept::page(&app.store, &called.call.id, &reach, &wanted, after.as_ref(), AT_ONCE).await.or_ours(&visit.here)?;
        let Some(last) = records.last() else { return Ok(rows) };
        after = Some(After::of(last));
        rows.extend(told_of(app, here, actor, &called, &sessions, records).await?.into_iter().map(|(_, row)| row));
    }
}

/// What the files add up to. A support in kind of which nobody told the value counts in none, and how many were told is said.
fn added_up(here: &Here, sums: &Sums) -> Vec<(String, String)> {
    let money = |amount: Cents| format::money(amount, here.lang);
    let mut told = vec![];
    if sums.asked.0 > 0 {
        let three = [("application-asked", sums.asked), ("application-decided", sums.decided), ("envelope-paid", sums.paid)];
        told.extend(three.map(|(word, amount)| (here.t(word), money(amount))));
    }
    if sums.valued > 0 {
        told.push((here.t("ap-value-sum"), format!("{} ({})", money(sums.value), sums.valued)));
    }
    if sums.timed > 0 {
        told.push((here.t("ap-value-days-sum"), format!("{} ({})", sums.days, sums.timed)));
    }
    told
}

pub async fn list(Asked(filter): Asked<Filter>, visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, .. } = &visit;
    let called = visit.any_call()?;
    let id = &called.call.id;
    let Reading { reach, sessions } = reading(app, here, actor, &called).await?;
    let wanted = filter.wanted();
    // How many wait is told beside the others, whether they alone are wanted or not.
    let counts = kept::counts(&app.store, id, &reach, &Wanted { proposed: false, ..wanted.clone() }).await.or_ours(&visit.here)?;
    // Nothing found by a filter is not nothing to read.
    let found = match counts.is_empty() && !filter.query("").is_empty() {
        true => !kept::page(&app.store, id, &reach, &Wanted::default(), None, 1).await.or_ours(&visit.here)?.is_empty(),
        false => !counts.is_empty(),
    };
    allowed(here, actor, &called, found)?;
    let after = After::parse(&filter.apres);
    let mut records = kept::page(&app.store, id, &reach, &wanted, after.as_ref(), ON_A_PAGE + 1).await.or_ours(&visit.here)?;
    let more = records.len() > ON_A_PAGE as usize;
    records.truncate(ON_A_PAGE as usize);
    let next = records.last().filter(|_| more).map(|last| filter.query(&After::of(last).to_string())).unwrap_or_default();
    let counted = |count: &&Count| wanted.state.is_none_or(|state| state == count.state);
    let number = |count: &Count| if wanted.proposed { count.proposed } else { count.all };
    let sums = kept::sums(&app.store, id, &reach, &wanted).await.or_ours(&visit.here)?;
    let told = kept::themes(&app.store, id, &reach).await.or_ours(&visit.here)?;
    let waves = waves::lines(app, here, called.call).await?;
    let view = List {
        page: here.page(Nav::Calls, here.t("applications-title")).private(),
        may_apply: called.allows(actor, Action::Apply),
        committee: called.allows(actor, Action::ReadCommittee),
        rows: told_of(app, here, actor, &called, &sessions, records).await?.into_iter().map(|(_, row)| row).collect(),
        total: counts.iter().filter(counted).map(number).sum(),
        proposed: counts.iter().map(|count| count.proposed).sum(),
        counts,
        waves: waves.into_iter().map(|line| (line.id, here.x(&line.name))).collect(),
        themes: themes::all(&app.rulebook, here.lang).into_iter().filter(|(id, _)| told.contains(id)).collect(),
        sums: added_up(here, &sums),
        called,
        filter,
        next,
    };
    html(here, &view)
}
