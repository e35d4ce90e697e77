//! Calls and their waves: what is open, what closes when, and a calendar feed to subscribe to.

pub mod ask;
mod export;
pub mod left;
pub mod standing;

use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::registry::Registry;
use crate::routes::applications::called;
use crate::routes::applications::waves::{self, WaveLine};
use crate::routes::measures::got::{self, Got};
use crate::routes::measures::words;
use applications::{Standing, Window};
use ask::Filter;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Date, Lang, Territory, Text, format, name};
use icalendar::{Calendar, Component, Event};
use jiff::Timestamp;
use jiff::civil::Time;
use left::Left;
use programmes::{Call, Measure, MeasureKind, Rulebook, Wave, WaveState};
use std::collections::BTreeMap;
use store::calls::WaveAct;

pub fn routes() -> Registry {
    Registry::default()
        .get("/appels", Action::ReadPublic, list)
        .get("/appels/agenda.ics", Action::ReadPublic, feed)
        .get("/appels/appels.csv", Action::ReadPublic, export::csv)
        .get("/appels/appels.xlsx", Action::ReadPublic, export::xlsx)
        .get("/appels/{id}", Action::ReadPublic, show)
        .get("/appels/{id}/vagues.csv", Action::ReadPublic, export::waves_csv)
        .get("/appels/{id}/vagues.xlsx", Action::ReadPublic, export::waves_xlsx)
}

/// One wave of a call, as a line of a list; a rolling call without waves is one line.
#[derive(Clone, Debug)]
pub struct CallLine {
    pub call: String,
    pub name: Text,
    pub operator: String,
    pub wave: Text,
    pub state: WaveState,
    pub rolling: bool,
    pub opens: Option<Date>,
    pub closes: Option<Date>,
    pub closes_at: Option<String>,
    /// Whole days to the closing instant, when it is to come.
    pub days_left: Option<i64>,
    pub programme: String,
    /// Phase of that programme.
    pub phase: u8,
    /// What its measures give.
    pub kinds: Vec<MeasureKind>,
    /// It may still be asked for.
    pub asked: bool,
    /// What its decisions draw on as long as it is asked for, and what remains there, once [`left::told`] has read both.
    pub envelopes: Vec<String>,
    pub left: Vec<Left>,
}

impl CallLine {
    pub fn is_open(&self) -> bool {
        self.state == WaveState::Open
    }

    /// "12 j", "clos", "fil de l’eau": the word that says where the line stands.
    pub fn badge(&self, lang: Lang) -> String {
        let (fr, en) = match (self.state, self.days_left) {
            (WaveState::Open, Some(days)) => {
                let days = |lang| format::number(days as f64, 0, lang);
                (format!("{}\u{a0}j", days(Lang::Fr)), format!("{}\u{a0}d", days(Lang::En)))
            }
            (WaveState::Open, None) => ("ouvert".into(), "open".into()),
            (WaveState::Upcoming, _) => ("à venir".into(), "upcoming".into()),
            (WaveState::Closed, _) => ("clos".into(), "closed".into()),
            (WaveState::Unknown, _) if self.rolling => ("fil de l’eau".into(), "rolling".into()),
            (WaveState::Unknown, _) => ("à vérifier".into(), "to check".into()),
        };
        if lang == Lang::Fr { fr } else { en }
    }

    /// Of its closing, in Paris.
    pub fn hour(&self, lang: Lang) -> Option<String> {
        let time: Time = self.closes_at.as_deref()?.parse().ok()?;
        Some(format::hour(time, lang))
    }

    pub fn when(&self, lang: Lang) -> String {
        let hour = match (self.hour(lang), lang) {
            (Some(hour), Lang::Fr) => format!(", {hour}"),
            (Some(hour), Lang::En) => format!(", {hour} (Paris)"),
            (None, _) => String::new(),
        };
        let untold = match (self.state, lang) {
            (WaveState::Closed, Lang::Fr) => ", clôture non connue",
            (WaveState::Closed, Lang::En) => ", closing not known",
            _ => "",
        };
        match (self.closes, self.opens, lang) {
            (Some(date), _, _) => format!("{}{hour}", format::short_date(date, lang)),
            // Beside the state, which may be closed or to come: "since" would date that state, not the opening.
            (None, Some(date), Lang::Fr) => format!("ouverture le {}{untold}", format::short_date(date, lang)),
            (None, Some(date), Lang::En) => format!("opening on {}{untold}", format::short_date(date, lang)),
            (None, None, Lang::Fr) => "dates non publiées".into(),
            (None, None, Lang::En) => "dates not published".into(),
        }
    }
}

fn line(call: &Call, wave: Option<&Wave>, now: Timestamp) -> CallLine {
    let closing = wave.and_then(Wave::closing_instant);
    let days_left = closing.filter(|c| *c > now).map(|c| (c.as_second() - now.as_second()).div_euclid(86_400));
    CallLine {
        call: call.id.clone(),
        name: call.name.clone(),
        operator: call.operator.clone(),
        wave: wave.map(|w| w.name.clone()).unwrap_or_default(),
        state: wave.map_or(WaveState::Unknown, |w| w.state(now)),
        rolling: call.rolling,
        opens: wave.and_then(|w| w.opens),
        closes: wave.and_then(|w| w.closes),
        closes_at: wave.and_then(|w| w.closes_at.clone()),
        days_left,
        programme: String::new(),
        phase: 0,
        kinds: vec![],
        asked: false,
        envelopes: vec![],
        left: vec![],
    }
}

/// The same wave with the dates that its operator set here.
fn with_act(line: CallLine, act: &WaveAct, now: Timestamp) -> CallLine {
    let window = Window { opens: Some(act.opens_at), closes: act.closes_at, rolling: act.closes_at.is_none(), exhausted: false };
    let state = match window.standing(now) {
        Standing::Upcoming(_) => WaveState::Upcoming,
        Standing::Closed(_) => WaveState::Closed,
        Standing::Open(_) => WaveState::Open,
        Standing::Unknown | Standing::Exhausted => WaveState::Unknown,
    };
    let days = standing::days(act);
    let ahead = act.closes_at.filter(|at| *at > now).map(|at| (at.as_second() - now.as_second()).div_euclid(86_400));
    CallLine {
        state,
        rolling: line.rolling && act.closes_at.is_none(),
        opens: Some(days.opens),
        closes: days.closes,
        closes_at: days.closes_at,
        days_left: ahead,
        ..line
    }
}

/// Every wave of every call, with the acts in force: open ones by closing date, then those to come, then unknown, then closed, latest first.
pub fn lines(rulebook: &Rulebook, acts: &[(String, WaveAct)], now: Timestamp) -> Vec<CallLine> {
    let acted = |call: &Call, wave: &str, line: CallLine| match standing::act(acts, &call.id, wave) {
        Some(act) => with_act(line, act, now),
        None => line,
    };
    let today = domain::calendar::paris_time(now).date();
    let mut all: Vec<CallLine> = vec![];
    for (programme, call) in rulebook.programmes.iter().flat_map(|p| p.calls.iter().map(move |call| (p, call))) {
        let kinds: Vec<MeasureKind> = call.measures.iter().filter_map(|id| rulebook.measure(id)).map(|measure| measure.kind).collect();
        let mut lines: Vec<CallLine> = match call.waves.is_empty() {
            true => vec![acted(call, waves::ROLLING, line(call, None, now))],
            false => call.waves.iter().map(|w| acted(call, &w.id, line(call, Some(w), now))).collect(),
        };
        lines.extend(standing::added(acts, &call.id).iter().map(|w| acted(call, &w.id, line(call, Some(w), now))));
        all.extend(lines.into_iter().map(|line| {
            let asked = match line.state {
                WaveState::Open | WaveState::Upcoming => true,
                WaveState::Unknown => programme.valid.contains(today),
                WaveState::Closed => false,
            };
            CallLine { programme: programme.id.clone(), phase: programme.phase, kinds: kinds.clone(), asked, ..line }
        }));
    }
    all.sort_by_key(|l| match l.state {
        WaveState::Open => (0, l.closes.map_or(i64::MAX, day_number)),
        WaveState::Upcoming => (1, l.opens.map_or(i64::MAX, day_number)),
        WaveState::Unknown => (2, 0),
        WaveState::Closed => (3, -l.closes.map_or(0, day_number)),
    });
    all
}

fn day_number(date: Date) -> i64 {
    i64::from(date.year()) * 400 + i64::from(date.day_of_year())
}

#[derive(Template)]
#[template(path = "calls/list.html")]
struct List<'a> {
    page: Page,
    filter: Filter,
    /// Address of the file, without its ending, and the filter.
    query: String,
    territory: Option<&'a Territory>,
    /// What may be chosen: as the address writes it, as it is read.
    kinds: Vec<(String, String)>,
    operators: Vec<String>,
    programmes: Vec<(String, String)>,
    lines: Vec<CallLine>,
    /// Before any filter.
    total: usize,
}

/// Every line, with the acts in force.
pub async fn found(app: &App, here: &Here) -> Result<Vec<CallLine>> {
    let acts = store::calls::in_force(&app.store).await.or_ours(here)?;
    Ok(lines(&app.rulebook, &acts, app.now()))
}

async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    let page = here.page(Nav::Calls, here.t("calls-title"));
    let all = found(&app, &here).await?;
    let by_name = |line: &CallLine| (name::fold(&line.operator), line.operator.clone());
    let operators: BTreeMap<String, String> = all.iter().map(by_name).collect();
    let total = all.len();
    let view = List {
        query: filter.query(),
        territory: filter.place(&app),
        kinds: words::kinds(&page),
        operators: operators.into_values().collect(),
        programmes: app.rulebook.programmes.iter().map(|p| (p.id.clone(), page.x(&p.name))).collect(),
        lines: left::told(&app, &here, filter.keep(&app, all, here.lang)).await?,
        total,
        filter,
        page,
    };
    html(&here, &view)
}

#[derive(Template)]
#[template(path = "calls/show.html")]
struct Show<'a> {
    page: Page,
    call: &'a Call,
    lines: Vec<CallLine>,
    /// As they stand now, with the dates that the operator set.
    waves: Vec<WaveLine>,
    measures: Vec<&'a Measure>,
    /// What its decisions draw on and what remains there, with the measures that draw there when there are several.
    left: Vec<(Text, Left)>,
    /// Who got it, among the grants that are public.
    got: Got,
    /// It speaks for a holder, or serves the operator: there is something behind the door.
    may_read: bool,
    may_apply: bool,
    may_run: bool,
    /// Attaches envelopes to calls.
    may_attach: bool,
}

impl Show<'_> {
    fn said(&self, wave: &WaveLine) -> String {
        self.page.say(wave.said())
    }
    /// Whether a source tells what is asked for some measure.
    fn documented(&self) -> bool {
        self.measures.iter().any(|measure| !measure.documents.is_empty())
    }
}

async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let called = called(&app, &here, &id)?;
    let call = called.call;
    let now = app.now();
    let lines = call.waves.iter().map(|w| line(call, Some(w), now)).collect();
    let measures = call.measures.iter().filter_map(|m| app.rulebook.measure(m)).collect();
    let view = Show {
        got: got::of(&app, &here, |grant| &grant.call, &call.id).await?,
        left: left::of(&app, &here, call).await?,
        page: here.page(Nav::Calls, here.x(&call.name)),
        waves: waves::lines(&app, &here, call).await?,
        may_apply: called.allows(&actor, Action::Apply),
        may_run: called.allows(&actor, Action::RunCall),
        may_attach: crate::routes::envelopes::view::acts(&actor),
        may_read: [Action::Apply, Action::ReadApplication, Action::ReadCommittee].into_iter().any(|action| called.allows(&actor, action)),
        call,
        lines,
        measures,
    };
    html(&here, &view)
}

/// Every dated wave as all-day events (opening) and instants (closing), in the reader's language.
async fn feed(State(app): State<App>, here: Here) -> Result<Response> {
    let acts = store::calls::in_force(&app.store).await.or_ours(&here)?;
    let mut calendar = Calendar::new();
    calendar.name("Rebond").description(if here.lang == Lang::Fr { "Appels et vagues" } else { "Calls and waves" });
    let stamp = "20200101T000000Z";
    for call in app.rulebook.programmes.iter().flat_map(|p| &p.calls) {
        let rolling = standing::rolling();
        let unnamed = call.waves.is_empty().then_some(&rolling);
        let added = standing::added(&acts, &call.id);
        for wave in call.waves.iter().chain(unnamed).chain(&added) {
            let title = format!("{} – {}", call.name.get(here.lang), wave.name.get(here.lang));
            let link = format!("{}{}", app.base_url, here.url(&format!("/appels/{}", call.id)));
            let event = |kind: &str, word: &str| {
                let mut event = Event::new();
                event
                    .uid(&format!("{}-{}-{kind}@rebond", call.id, wave.id))
                    .summary(&format!("{word}{}{title}", here.colon()))
                    .url(&link)
                    .add_property("DTSTAMP", stamp);
                event
            };
            let act = standing::act(&acts, &call.id, &wave.id);
            let opens = act.map(|act| domain::calendar::paris_time(act.opens_at).date()).or(wave.opens);
            if let Some(opens) = opens {
                let mut opening = event("opens", if here.lang == Lang::Fr { "Ouverture" } else { "Opens" });
                opening.append_property(
                    icalendar::Property::new("DTSTART", opens.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done(),
                );
                calendar.push(opening.done());
            }
            if act.is_some_and(|act| act.closes_at.is_none()) {
                // Until exhaustion: no closing to put in one's agenda.
            } else if let Some(instant) = act.and_then(|act| act.closes_at) {
                let mut closing = event("closes", if here.lang == Lang::Fr { "Clôture" } else { "Closes" });
                closing.add_property("DTSTART", jiff::fmt::strtime::format("%Y%m%dT%H%M%SZ", instant).unwrap_or_default());
                calendar.push(closing.done());
            } else if let (Some(closes), Some(instant)) = (wave.closes, wave.closing_instant()) {
                let mut closing = event("closes", if here.lang == Lang::Fr { "Clôture" } else { "Closes" });
                if wave.closes_at.is_some() {
                    closing.add_property("DTSTART", jiff::fmt::strtime::format("%Y%m%dT%H%M%SZ", instant).unwrap_or_default());
                } else {
                    closing.append_property(
                        icalendar::Property::new("DTSTART", closes.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done(),
                    );
                }
                calendar.push(closing.done());
            }
        }
    }
    let headers =
        [(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CONTENT_DISPOSITION, "inline; filename=\"rebond-appels.ics\"")];
    Ok((headers, calendar.done().to_string()).into_response())
}
