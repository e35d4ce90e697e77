//! One session: who sits, who is recused, what was scored, the ranking and its ties, the decisions by rank.

use super::access::{Called, name, sees};
use super::forms::euros;
use super::visit::Visit;
use super::{list, waves};
use crate::answer;
use crate::error::{OrFail, Result, html};
use crate::page::{Nav, Page};
use crate::routes::calls::left;
use applications::{Grid, Points, Ranked, Ranking, Refusal, State as Stands, rank};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cents, Text, format};
use ledger::{Envelope, EnvelopeId};
use std::collections::BTreeMap;
use store::applications::Record;
use store::committees::{self, Score, Session};
use store::{ApplicationId, PersonId};

/// One application before the session.
pub struct Before {
    pub record: Record,
    pub holder: String,
    pub place: Option<Ranked>,
    /// Voices that count, and those that scored.
    pub voices: usize,
    pub scored: usize,
    pub recused: Vec<String>,
    /// Priorities it tells, each with whether its measure gives priority to it: a note for ties.
    pub served: Vec<(String, bool)>,
    /// For the member who reads.
    pub mine: Option<Score>,
    pub may_score: bool,
}

impl Before {
    /// On 100.
    pub fn mark(&self, lang: domain::Lang) -> String {
        self.place.as_ref().map(|place| format::number(place.mark.hundredths() as f64 / 100.0, 2, lang)).unwrap_or_else(|| "–".into())
    }
    pub fn is(&self, code: &str) -> bool {
        self.record.life.state.code() == code
    }
    pub fn decidable(&self) -> bool {
        matches!(self.record.life.state, Stands::Committee | Stands::Waiting) && self.record.proposal.is_none()
    }
    pub fn proposed(&self) -> String {
        euros(self.record.life.waiting.as_ref().and_then(|waits| waits.passes).or(self.record.life.proposed))
    }
}

pub struct Seen<'a> {
    pub called: Called<'a>,
    pub session: Session,
    pub grid: Grid,
    /// (id, name) of the members present.
    pub members: Vec<(String, String)>,
    pub files: Vec<Before>,
    pub ranking: Ranking,
    pub scores: Vec<Score>,
}

/// The points of the members who count, by application.
pub fn counted(session: &Session, scores: &[Score], applications: &[String]) -> Vec<(String, Vec<Points>)> {
    let of = |application: &String| {
        let counts = |score: &&Score| {
            score.application.as_str() == application
                && score.grid == session.grid
                && session.sits.voices(application).any(|member| member == score.member.as_str())
        };
        (application.clone(), scores.iter().filter(counts).map(|score| score.points.clone()).collect())
    };
    applications.iter().map(of).collect()
}

/// Everything of the session that `actor` may see: files from which they are recused are left out.
pub async fn see(visit: &Visit) -> Result<Seen<'_>> {
    let Visit { app, here, actor, .. } = visit;
    let (called, session) = visit.session().await?;
    let grid = store::calls::grid(&app.store, &called.call.id, session.grid).await.or_ours(&visit.here)?;
    let grid = grid.ok_or_else(|| visit.missing())?.grid;
    let scores = committees::scores(&app.store, &session.id).await.or_ours(&visit.here)?;
    let me = actor.person().map(|person| person.id.clone()).unwrap_or_default();
    let mut members = vec![];
    for member in &session.sits.members {
        members.push((member.clone(), name(app, &format!("person:{member}")).await));
    }
    let all = list::before(app, here, actor, &called, &session).await?;
    let before: Vec<(Record, list::Row)> = all.into_iter().filter(|(_, row)| row.sees.inside()).collect();
    let ids: Vec<String> = before.iter().map(|(record, _)| record.id.to_string()).collect();
    let ranking = session.ranking.clone().unwrap_or_else(|| rank(&grid, &counted(&session, &scores, &ids)));
    let mut files: Vec<Before> = before
        .into_iter()
        .map(|(record, row)| {
            let id = record.id.to_string();
            let voices: Vec<&str> = session.sits.voices(&id).collect();
            let scored = scores.iter().filter(|s| s.application.as_str() == id && voices.contains(&s.member.as_str())).count();
            let recused = session.sits.recusals.iter().filter(|r| r.application == id);
            let named =
                |member: &str| members.iter().find(|(id, _)| id == member).map_or_else(|| member.to_owned(), |(_, name)| name.clone());
            Before {
                place: ranking.ranked.iter().find(|ranked| ranked.application == id).cloned(),
                voices: voices.len(),
                scored,
                recused: recused.map(|r| format!("{} ({})", named(&r.member), r.reason)).collect(),
                mine: scores.iter().find(|s| s.application.as_str() == id && s.member.as_str() == me).cloned(),
                may_score: applications::may_score(&session.sits, &me, &id).is_ok() && row.sees.scores,
                served: row.served,
                holder: row.holder,
                record,
            }
        })
        .collect();
    files.sort_by_key(|file| (file.place.as_ref().map_or(u32::MAX, |place| place.rank), file.record.number.clone()));
    Ok(Seen { called, session, grid, members, files, ranking, scores })
}

/// What remains of an envelope that files of the session draw on.
struct Purse {
    id: String,
    name: String,
    left: String,
    files: usize,
}

/// The envelopes that the files before the session draw on; without a file, those of the call.
async fn purses(visit: &Visit, seen: &Seen<'_>) -> Result<Vec<Purse>> {
    let (app, here) = (&visit.app, &visit.here);
    let records: Vec<&Record> = seen.files.iter().map(|file| &file.record).collect();
    if records.is_empty() {
        let whole = left::of(app, here, seen.called.call).await?.into_iter();
        let purse =
            |(_, left): (Text, left::Left)| Purse { name: here.x(&left.name), left: left.quantity(here.lang), id: left.id, files: 0 };
        return Ok(whole.map(purse).collect());
    }
    let shared = store::applications::shared(&app.store, &records).await.or_ours(&visit.here)?.into_iter();
    let all: BTreeMap<EnvelopeId, Envelope> = store::ledger::envelopes(&app.store).await.or_ours(&visit.here)?.into_iter().collect();
    let remains = |id: &EnvelopeId, envelope: &Envelope| {
        let amount = ledger::quantity(envelope.available(), envelope.unit, here.lang);
        format!("{amount}{}", left::since(left::over(app, &all, id), here.lang))
    };
    let purse = |(id, (envelope, files)): (EnvelopeId, (Envelope, usize))| Purse {
        left: remains(&id, &envelope),
        id: id.to_string(),
        name: here.x(&envelope.name),
        files,
    };
    Ok(shared.map(purse).collect())
}

#[derive(Template)]
#[template(path = "applications/committee.html")]
struct Committee<'a> {
    page: Page,
    seen: Seen<'a>,
    /// Members of the operator's committee who are not seated: (id, name).
    others: Vec<(String, String)>,
    purses: Vec<Purse>,
    refusal: Option<Refusal>,
    may_run: bool,
    may_decide: bool,
    me: String,
    key: String,
}

impl Committee<'_> {
    fn address(&self) -> String {
        format!("{}/comites/{}", self.page.url(self.seen.called.address()), self.seen.session.id)
    }
    fn call_address(&self) -> String {
        self.page.url(self.seen.called.address())
    }
    fn wave(&self) -> String {
        self.page.say(waves::named(self.seen.called.call, &self.seen.session.wave))
    }
    fn state(&self, file: &Before) -> String {
        file.record.life.state.name().get(self.page.lang()).to_owned()
    }
    fn money(&self, amount: &Option<Cents>) -> String {
        amount.map(|amount| format::money(amount, self.page.lang())).unwrap_or_else(|| "–".into())
    }
    fn ties(&self) -> usize {
        self.seen.ranking.ties().len()
    }
    fn frozen(&self) -> String {
        self.seen.session.frozen_at.map(|at| applications::instant(at, self.page.lang())).unwrap_or_default()
    }
}

pub async fn show(visit: Visit) -> Result<Response> {
    page(&visit, None).await
}

pub async fn page(visit: &Visit, refusal: Option<Refusal>) -> Result<Response> {
    let Visit { app, here, actor, .. } = visit;
    let seen = see(visit).await?;
    let known = super::sessions::members(app, here, &seen.called).await?;
    let others = known.into_iter().filter(|person| !seen.session.sits.members.iter().any(|m| m == person.id.as_str()));
    let view = Committee {
        page: here.page(Nav::Calls, format!("{} – {}", here.t("ap-session-title"), seen.session.reference)).private(),
        others: others.map(|person| (person.id.to_string(), person.name)).collect(),
        purses: purses(visit, &seen).await?,
        may_run: seen.called.runs(actor, seen.session.region.as_deref()),
        may_decide: seen.called.runs(actor, seen.session.region.as_deref()),
        me: actor.person().map(|person| person.id.clone()).unwrap_or_default(),
        key: store::Token::random().expose().to_owned(),
        refusal,
        seen,
    };
    let status = if view.refusal.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let mut response = html(here, &view)?;
    *response.status_mut() = status;
    Ok(answer::unkept(response))
}

fn frozen() -> Refusal {
    Refusal::new(
        Text::new(
            "Le classement est figé, ou ce membre a déjà noté : rien n’a changé.",
            "The ranking is frozen, or this member has already scored: nothing changed.",
        ),
        Text::new(
            "Rechargez la page ; une correction se fait par une nouvelle séance.",
            "Reload the page; a correction takes another session.",
        ),
    )
}

async fn done(visit: &Visit, done: bool) -> Result<Response> {
    match done {
        true => Ok(visit.to(&format!("/appels/{}/comites/{}", visit.part("id"), visit.part("session")))),
        false => page(visit, Some(frozen())).await,
    }
}

/// Enters a member present, or removes one who has scored nothing.
pub async fn seat(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let (called, held) = visit.session().await?;
    called.run_by(here, actor, &held)?;
    let who = visit.who()?;
    let member = PersonId::parse(&fields.text("member")).ok_or_else(|| visit.missing())?;
    let known = super::sessions::members(app, here, &called).await?;
    if !known.iter().any(|person| person.id == member) {
        return Err(visit.missing());
    }
    let present = fields.text("do") != "leave";
    let went = committees::seat(&app.store, &held.id, &member, present, &who, app.now()).await.or_ours(&visit.here)?;
    done(&visit, went).await
}

/// A conflict of interest: told by the member, or recorded by the service.
pub async fn recuse(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let (called, held) = visit.session().await?;
    let who = visit.who()?;
    let missing = || visit.missing();
    let member = PersonId::parse(&fields.text("member")).ok_or_else(missing)?;
    let own = actor.person().is_some_and(|person| person.id == member.as_str());
    if !own {
        called.run_by(here, actor, &held)?;
    }
    let application = ApplicationId::parse(&fields.text("application")).ok_or_else(missing)?;
    let record = store::applications::find(&app.store, &application).await.or_ours(&visit.here)?;
    // Told twice, a recusal is told: those of before hide nothing here.
    let mut seats = held.clone();
    seats.sits.recusals.clear();
    let seen = |record: &Record| record.call == called.call.id && sees(actor, record, std::slice::from_ref(&seats)).is_some();
    let record = record.filter(seen).ok_or_else(missing)?;
    let reason = fields.text("reason");
    if reason.is_empty() || !held.sits.members.iter().any(|present| present == member.as_str()) {
        let refusal = Refusal::new(
            Text::new("Un déport nomme un membre présent et dit sa raison.", "A recusal names a member present and tells its reason."),
            Text::new("Choisissez le membre et écrivez la raison.", "Choose the member and write the reason."),
        );
        return page(&visit, Some(refusal)).await;
    }
    let went = committees::recuse(&app.store, &held.id, &record.id, &member, &reason, &who, app.now()).await;
    done(&visit, went.or_ours(&visit.here)?).await
}

/// Freezes scores and ranking: what is before the committee of this wave now, on the scores given until now.
pub async fn freeze(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, .. } = &visit;
    let id = visit.part("id");
    let (called, held) = visit.session().await?;
    called.run_by(here, actor, &held)?;
    let who = visit.who()?;
    let grid = store::calls::grid(&app.store, id, held.grid).await.or_ours(&visit.here)?;
    let grid = grid.ok_or_else(|| visit.missing())?.grid;
    let before = store::applications::before(&app.store, &held).await.or_ours(&visit.here)?;
    let ids: Vec<String> = before.iter().map(|record| record.id.to_string()).collect();
    let ranked = move |session: &Session, scores: &[Score]| rank(&grid, &counted(session, scores, &ids));
    // Frozen twice is frozen: whoever comes second is shown the ranking that stands.
    committees::freeze(&app.store, &held.id, ranked, &who, app.now()).await.or_ours(&visit.here)?;
    done(&visit, true).await
}

/// The names of members by their identifier.
pub fn names(seen: &Seen) -> BTreeMap<String, String> {
    seen.members.iter().cloned().collect()
}
