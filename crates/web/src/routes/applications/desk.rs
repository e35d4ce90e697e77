//! What the applications ask of somebody, by the roles they hold: one list, read on their page and in their letters.
//!
//! Instructors find what to judge, to sign and to pay with its day; members of a committee their sessions and the files left to
//! score; holders what is missing, decided or due; leads the files of their territory; a second person what was proposed.
//! Nothing is listed that its own page would refuse.

use super::access::{self, sees};
use super::{export, told, waves};
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::i18n::say;
use crate::page::Here;
use crate::permissions::{Actor, Person};
use crate::routes::envelopes;
use applications::State as Stands;
use domain::calendar::paris_time;
use domain::rights::{Role, Scope};
use domain::{Date, format};
use jiff::{Span, Timestamp};
use store::applications::{self as kept, Record};
use store::{OrganisationId, PersonId, committees, ties};

/// One thing that awaits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Address without language.
    pub path: String,
    pub what: String,
    pub detail: String,
    /// Past its day.
    pub late: bool,
    /// What is told for information, when it changed: a letter tells it once. None for what waits until it is done.
    pub news: Option<Timestamp>,
}

/// Things of one kind; the key is that of its title.
pub struct Section {
    pub key: &'static str,
    pub items: Vec<Item>,
}

/// In the order of a page: what has a day first.
const ORDER: [&str; 10] = [
    "desk-admissibility",
    "desk-second",
    "desk-advice",
    "desk-sign",
    "desk-payments",
    "desk-reports",
    "desk-scores",
    "desk-sessions",
    "desk-own",
    "desk-territory",
];

/// Nobody reads more than this of one kind; the list of each call holds all.
const MOST: u32 = 100;
/// A decision is shown to its holder this long, and a closing or a report is told so many days ahead.
const DAYS: i32 = 30;

const TO_JUDGE: [Stands; 10] = [
    Stands::Filed,
    Stands::Completed,
    Stands::Incomplete,
    Stands::Admissible,
    Stands::Advice,
    Stands::Favourable,
    Stands::Conditional,
    Stands::Unfavourable,
    Stands::Postponed,
    Stands::Notified,
];
const TO_PAY: [Stands; 5] = [Stands::Contracted, Stands::Paying, Stands::Reported, Stands::Balanced, Stands::Repayment];
const TO_HOLDER: [Stands; 7] =
    [Stands::Draft, Stands::Incomplete, Stands::Inadmissible, Stands::Notified, Stands::Declined, Stands::Contracted, Stands::Paying];

/// What awaits this person, without the kinds of which there is nothing.
pub async fn awaits(app: &App, here: &Here, actor: &Actor) -> Result<Vec<Section>> {
    let Some(person) = actor.person() else { return Ok(vec![]) };
    let desk = Desk { app, here, actor, today: app.today() };
    let mut found: Vec<(&'static str, Item)> = vec![];
    for right in &person.rights {
        match (right.role, &right.scope) {
            (Role::Instructor, Scope::Operator(slug)) => found.extend(desk.service(slug, None).await?),
            (Role::Instructor, Scope::OperatorIn { operator, region }) => {
                found.extend(desk.service(operator, Some(region.as_str())).await?);
            }
            (Role::CompanyContact, Scope::Organisation(id)) => found.extend(desk.holder(id).await?),
            (Role::ProjectLead, Scope::Territory { phase, code }) => {
                found.extend(desk.holder(&right.organisation).await?);
                found.extend(desk.territory(*phase, code).await?);
            }
            _ => {}
        }
    }
    if person.rights.iter().any(|right| right.role == Role::CommitteeMember) {
        found.extend(desk.seats(person).await?);
    }
    for (path, waiting) in envelopes::awaiting(app, here, actor).await? {
        let detail = say(here.lang, "desk-proposed", &[("what", &waiting.decision), ("who", &waiting.by), ("day", &waiting.until)]);
        found.push(("desk-second", Item { path, what: format!("{} · {}", waiting.what, waiting.amount), detail, ..Item::default() }));
    }
    for (path, what, detail) in super::attach::awaiting(app, here, actor).await? {
        found.push(("desk-second", Item { path, what, detail, ..Item::default() }));
    }
    let mut sections: Vec<Section> = ORDER.into_iter().map(|key| Section { key, items: vec![] }).collect();
    for (key, item) in found {
        // Two rights may lead to the same file: it is told once.
        if let Some(section) = sections.iter_mut().find(|section| section.key == key)
            && !section.items.contains(&item)
        {
            section.items.push(item);
        }
    }
    sections.retain(|section| !section.items.is_empty());
    Ok(sections)
}

struct Desk<'a> {
    app: &'a App,
    here: &'a Here,
    actor: &'a Actor,
    today: Date,
}

impl Desk<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.here.lang, key, args)
    }
    fn by(&self, key: &str, day: Date) -> String {
        self.say(key, &[("day", &format::short_date(day, self.here.lang))])
    }
    fn soon(&self) -> Date {
        self.today.saturating_add(Span::new().days(DAYS))
    }
    fn call(&self, record: &Record) -> String {
        let called = access::called(self.app, self.here, &record.call);
        called.map_or_else(|_| record.call.clone(), |called| self.here.x(&called.call.name))
    }
    /// `page` is what follows the address of the file.
    fn item(&self, record: &Record, page: &str, words: &str) -> Item {
        let title = &record.life.form.title;
        Item {
            path: format!("{}{page}", access::address(record)),
            what: if title.is_empty() { record.number.clone() } else { format!("{title} ({})", record.number) },
            detail: format!("{} · {words}", self.call(record)),
            late: record.life.due().is_some_and(|due| due < self.today),
            news: None,
        }
    }

    /// The service that examines, everywhere or in one region.
    async fn service(&self, slug: &str, region: Option<&str>) -> Result<Vec<(&'static str, Item)>> {
        let mut found = vec![];
        let judged = kept::of_service(&self.app.store, slug, region, &TO_JUDGE, MOST).await.or_ours(self.here)?;
        let paid = kept::of_service(&self.app.store, slug, region, &TO_PAY, MOST).await.or_ours(self.here)?;
        for record in judged.iter().chain(&paid).filter(|record| record.proposal.is_none()) {
            if !sees(self.actor, record, &[]).is_some_and(|sees| sees.instructs) {
                continue;
            }
            if let Some((key, words)) = self.asks(record) {
                found.push((key, self.item(record, "/instruction", &words)));
            }
        }
        let me = self.actor.signature();
        for record in kept::proposed(&self.app.store, slug, region, MOST).await.or_ours(self.here)? {
            let Some(proposal) = record.proposal.as_ref().filter(|proposal| proposal.who != me) else { continue };
            let instructs = sees(self.actor, &record, &[]).is_some_and(|sees| sees.instructs);
            if !instructs || ties::tied(&self.app.store, &proposal.who, &me).await.or_ours(self.here)?.is_some() {
                continue;
            }
            let (who, until) = (access::name(self.app, &proposal.who).await, proposal.expires_at());
            let day = format::short_date(paris_time(until).date(), self.here.lang);
            let what = proposal.step.name();
            let words = self.say("desk-proposed", &[("what", what.get(self.here.lang)), ("who", &who), ("day", &day)]);
            found.push(("desk-second", Item { late: until <= self.app.now(), ..self.item(&record, "/instruction", &words) }));
        }
        Ok(found)
    }

    /// What a file asks of the service where it stands, and in which section it is told.
    fn asks(&self, record: &Record) -> Option<(&'static str, String)> {
        let life = &record.life;
        Some(match life.state {
            Stands::Filed | Stands::Completed => (
                "desk-admissibility",
                match life.admissibility_due() {
                    Some(day) => self.by("desk-answer-by", day),
                    None => self.by("desk-filed-on", paris_time(record.filed_at?).date()),
                },
            ),
            // What is missing is the holder's to bring, until its day has passed.
            Stands::Incomplete => {
                let until = life.missing_until.filter(|until| *until < self.today)?;
                ("desk-admissibility", self.by("desk-missing-over", until))
            }
            Stands::Admissible => ("desk-advice", self.say("desk-to-ask", &[])),
            Stands::Advice => {
                let open = life.advices.iter().filter(|advice| advice.opinion.is_none());
                let names = open.map(|advice| advice.service.as_str()).collect::<Vec<_>>().join(", ");
                match names.is_empty() {
                    true => ("desk-advice", self.say("desk-to-present", &[])),
                    false => ("desk-advice", self.say("desk-advice-of", &[("names", &names)])),
                }
            }
            Stands::Favourable | Stands::Conditional | Stands::Unfavourable => ("desk-sign", self.say("desk-to-notify", &[])),
            Stands::Notified => ("desk-sign", self.say("desk-to-contract", &[])),
            Stands::Contracted if life.payments.is_empty() && life.report_due().is_none_or(|day| day > self.soon()) => {
                ("desk-payments", self.say("desk-first-payment", &[]))
            }
            Stands::Contracted | Stands::Paying => {
                let day = life.report_due().filter(|day| *day <= self.soon())?;
                ("desk-reports", self.by("desk-report-by", day))
            }
            // Put off, it comes back by the service alone.
            Stands::Postponed => ("desk-advice", self.say("desk-to-take-up", &[])),
            // A balance may be paid in several times.
            Stands::Balanced if life.balance_due().0 > 0 => ("desk-payments", self.say("desk-balance", &[])),
            Stands::Reported => ("desk-payments", self.say("desk-balance", &[])),
            Stands::Balanced => ("desk-payments", self.say("desk-to-close", &[])),
            Stands::Repayment => ("desk-payments", self.say("desk-repayment", &[])),
            _ => return None,
        })
    }

    /// Sessions to come, files left to score, and from how many one is recused.
    async fn seats(&self, person: &Person) -> Result<Vec<(&'static str, Item)>> {
        let Some(me) = PersonId::parse(&person.id) else { return Ok(vec![]) };
        let mut found = vec![];
        for session in committees::of_member(&self.app.store, &me, MOST).await.or_ours(self.here)? {
            let Ok(called) = access::called(self.app, self.here, &session.call) else { continue };
            if !called.shows(self.actor, &session) {
                continue;
            }
            let path = format!("{}/comites/{}", called.address(), session.id);
            let recused = session.sits.recusals.iter().filter(|recusal| recusal.member == person.id).count();
            let day = self.by("desk-held-on", session.held_on);
            let mut words = vec![self.here.x(&called.call.name), day];
            if recused > 0 {
                words.push(self.say("desk-recused", &[("n", &recused.to_string())]));
            }
            let what = session.reference.clone();
            found.push(("desk-sessions", Item { path: path.clone(), what, detail: words.join(" · "), ..Item::default() }));
            for record in kept::to_score(&self.app.store, &session, &me, MOST).await.or_ours(self.here)? {
                if sees(self.actor, &record, std::slice::from_ref(&session)).is_some_and(|sees| sees.scores) {
                    let words = self.say("desk-score-for", &[("session", &session.reference)]);
                    let late = session.held_on < self.today;
                    let page = Item { late, path: format!("{path}/notes/{}", record.number), ..self.item(&record, "", &words) };
                    found.push(("desk-scores", page));
                }
            }
        }
        Ok(found)
    }

    /// Those in whose name somebody applies.
    async fn holder(&self, organisation: &str) -> Result<Vec<(&'static str, Item)>> {
        let Some(id) = OrganisationId::parse(organisation) else { return Ok(vec![]) };
        let records = kept::of_holder(&self.app.store, &id, &TO_HOLDER, MOST).await.or_ours(self.here)?;
        let mut found = vec![];
        for record in records {
            if !sees(self.actor, &record, &[]).is_some_and(|sees| sees.own) {
                continue;
            }
            let (life, mut news) = (&record.life, None);
            let words = match life.state {
                Stands::Incomplete => {
                    let day = life.missing_until.map_or_else(String::new, |day| format::short_date(day, self.here.lang));
                    Some(self.say("desk-missing", &[("list", &life.missing.join(self.here.semicolon())), ("day", &day)]))
                }
                Stands::Notified | Stands::Declined => {
                    news = Some(record.changed_at);
                    let told = life.notified_on.filter(|on| on.saturating_add(Span::new().days(DAYS)) >= self.today);
                    told.map(|on| self.by("desk-decided", on))
                }
                Stands::Inadmissible => {
                    news = Some(record.changed_at);
                    let on = paris_time(record.changed_at).date();
                    Some(on).filter(|on| on.saturating_add(Span::new().days(DAYS)) >= self.today).map(|on| self.by("desk-inadmissible", on))
                }
                Stands::Contracted | Stands::Paying => {
                    life.report_due().filter(|day| *day <= self.soon()).map(|day| self.by("desk-report-by", day))
                }
                Stands::Draft => self.closing(&record).await?.map(|day| self.by("desk-closes", day)),
                _ => None,
            };
            if let Some(words) = words {
                found.push(("desk-own", Item { news, ..self.item(&record, "", &words) }));
            }
        }
        Ok(found)
    }

    /// The day when the wave of a draft closes, if it is soon.
    async fn closing(&self, record: &Record) -> Result<Option<Date>> {
        let Ok(called) = access::called(self.app, self.here, &record.call) else { return Ok(None) };
        let window = waves::of(self.app, self.here, called.call, record).await?;
        let closes = window.closes.filter(|closes| window.takes(self.app.now()).is_ok() && *closes > self.app.now());
        Ok(closes.map(|closes| paris_time(closes).date()).filter(|day| *day <= self.soon()))
    }

    /// Those filed for a territory, for whoever leads it: where each stands, as it is told to them.
    async fn territory(&self, phase: u8, code: &str) -> Result<Vec<(&'static str, Item)>> {
        let running: Vec<Stands> = Stands::ALL.into_iter().filter(|state| !state.is_final()).collect();
        let records = kept::of_territory(&self.app.store, phase, code, &running, MOST).await.or_ours(self.here)?;
        let mut found = vec![];
        for record in records {
            let Some(sees) = sees(self.actor, &record, &[]).filter(|sees| !sees.own) else { continue };
            let holder = export::holder_name(self.app, self.here, &record.organisation).await?;
            let state = told::state(&record.life, sees).name();
            let words = format!("{holder} · {}", state.get(self.here.lang));
            found.push(("desk-territory", Item { news: Some(record.changed_at), ..self.item(&record, "", &words) }));
        }
        Ok(found)
    }
}
