//! Calls and their waves: what is open, what closes when, and a calendar feed to subscribe to.

use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::registry::Registry;
use crate::routes::applications::called;
use crate::routes::applications::waves::{self, WaveLine};
use applications::{Standing, Window};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::calendar::paris_time;
use domain::{Date, Lang, Text, format};
use icalendar::{Calendar, Component, Event};
use jiff::Timestamp;
use programmes::{Call, Measure, Rulebook, Wave, WaveState};
use store::calls::WaveAct;

pub fn routes() -> Registry {
    Registry::default().get("/appels", Action::ReadPublic, list).get("/appels/agenda.ics", Action::ReadPublic, feed).get(
        "/appels/{id}",
        Action::ReadPublic,
        show,
    )
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
}

impl CallLine {
    pub fn is_open(&self) -> bool {
        self.state == WaveState::Open
    }

    /// "12 j", "clos", "fil de l’eau": the word that says where the line stands.
    pub fn badge(&self, lang: Lang) -> String {
        let (fr, en) = match (self.state, self.days_left) {
            (WaveState::Open, Some(days)) => (format!("{days} j"), format!("{days} d")),
            (WaveState::Open, None) => ("ouvert".into(), "open".into()),
            (WaveState::Upcoming, _) => ("à venir".into(), "upcoming".into()),
            (WaveState::Closed, _) => ("clos".into(), "closed".into()),
            (WaveState::Unknown, _) if self.rolling => ("fil de l’eau".into(), "rolling".into()),
            (WaveState::Unknown, _) => ("à vérifier".into(), "to check".into()),
        };
        if lang == Lang::Fr { fr } else { en }
    }

    pub fn when(&self, lang: Lang) -> String {
        let hour = match (&self.closes_at, lang) {
            (Some(time), Lang::Fr) => format!(", {}", time.replace(':', "\u{a0}h\u{a0}")),
            (Some(time), Lang::En) => format!(", {time} (Paris)"),
            (None, _) => String::new(),
        };
        match (self.closes, self.opens, lang) {
            (Some(date), _, _) => format!("{}{hour}", format::short_date(date, lang)),
            (None, Some(date), Lang::Fr) => format!("depuis le {}", format::short_date(date, lang)),
            (None, Some(date), Lang::En) => format!("since {}", format::short_date(date, lang)),
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
    // Midnight closes the day before.
    let closing = act.closes_at.map(paris_time);
    let whole_day = closing.is_some_and(|at| at.time() == jiff::civil::Time::midnight());
    let day = act.closes_at.map(|at| paris_time(if whole_day { at - jiff::SignedDuration::from_secs(1) } else { at }).date());
    let ahead = act.closes_at.filter(|at| *at > now).map(|at| (at.as_second() - now.as_second()).div_euclid(86_400));
    CallLine {
        state,
        rolling: line.rolling && act.closes_at.is_none(),
        opens: Some(paris_time(act.opens_at).date()),
        closes: day,
        closes_at: closing.filter(|_| !whole_day).map(|at| format!("{:02}:{:02}", at.hour(), at.minute())),
        days_left: ahead,
        ..line
    }
}

/// Every wave of every call, with the acts in force: open ones by closing date, then those to come, then unknown, then closed, latest first.
pub fn lines(rulebook: &Rulebook, acts: &[(String, WaveAct)], now: Timestamp) -> Vec<CallLine> {
    let act = |call: &str, wave: &str| acts.iter().find(|(id, act)| id == call && act.wave == wave).map(|(_, act)| act);
    let acted = |call: &Call, wave: &str, line: CallLine| act(&call.id, wave).map_or(line.clone(), |act| with_act(line, act, now));
    let mut all: Vec<CallLine> = rulebook
        .programmes
        .iter()
        .flat_map(|p| &p.calls)
        .flat_map(|call| match call.waves.is_empty() {
            true => vec![acted(call, waves::ROLLING, line(call, None, now))],
            false => call.waves.iter().map(|w| acted(call, &w.id, line(call, Some(w), now))).collect(),
        })
        .collect();
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
struct List {
    page: Page,
    lines: Vec<CallLine>,
}

async fn list(State(app): State<App>, here: Here) -> Result<Response, Failure> {
    let page = here.page(Nav::Calls, here.t("calls-title"));
    let acts = store::calls::in_force(&app.store).await.map_err(|e| Failure::ours(&here, e))?;
    html(&here, &List { lines: lines(&app.rulebook, &acts, app.now()), page })
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
    /// It speaks for a holder, or serves the operator: there is something behind the door.
    may_read: bool,
    may_apply: bool,
    may_run: bool,
}

impl Show<'_> {
    fn said(&self, wave: &WaveLine) -> String {
        wave.said().get(self.page.lang()).to_owned()
    }
}

async fn show(State(app): State<App>, here: Here, Extension(actor): Extension<Actor>, At(id): At<String>) -> Result<Response, Failure> {
    let called = called(&app, &here, &id)?;
    let call = called.call;
    let now = app.now();
    let lines = call.waves.iter().map(|w| line(call, Some(w), now)).collect();
    let measures = call.measures.iter().filter_map(|m| app.rulebook.measure(m)).collect();
    let view = Show {
        page: here.page(Nav::Calls, call.name.get(here.lang)),
        waves: waves::lines(&app, &here, call).await?,
        may_apply: called.allows(&actor, Action::Apply),
        may_run: called.allows(&actor, Action::RunCall),
        may_read: called.allows(&actor, Action::Apply) || called.allows(&actor, Action::ReadApplication),
        call,
        lines,
        measures,
    };
    html(&here, &view)
}

/// Every dated wave as all-day events (opening) and instants (closing), in the reader's language.
async fn feed(State(app): State<App>, here: Here) -> Result<Response, Failure> {
    let acts = store::calls::in_force(&app.store).await.map_err(|e| Failure::ours(&here, e))?;
    let mut calendar = Calendar::new();
    calendar.name("Rebond").description(if here.lang == Lang::Fr { "Appels et vagues" } else { "Calls and waves" });
    let stamp = "20200101T000000Z";
    for call in app.rulebook.programmes.iter().flat_map(|p| &p.calls) {
        let rolling = Wave {
            id: waves::ROLLING.into(),
            name: Text::new("En continu", "Rolling"),
            opens: None,
            closes: None,
            closes_at: None,
            selection: None,
            note: Text::default(),
        };
        let unnamed = call.waves.is_empty().then_some(&rolling);
        for wave in call.waves.iter().chain(unnamed) {
            let title = format!("{} – {}", call.name.get(here.lang), wave.name.get(here.lang));
            let link = format!("{}{}", app.base_url, here.url(&format!("/appels/{}", call.id)));
            let event = |kind: &str, word: &str| {
                let mut event = Event::new();
                event
                    .uid(&format!("{}-{}-{kind}@rebond", call.id, wave.id))
                    .summary(&format!("{word} : {title}"))
                    .url(&link)
                    .add_property("DTSTAMP", stamp);
                event
            };
            let act = acts.iter().find(|(id, act)| *id == call.id && act.wave == wave.id);
            let opens = act.map(|(_, act)| domain::calendar::paris_time(act.opens_at).date()).or(wave.opens);
            if let Some(opens) = opens {
                let mut opening = event("opens", if here.lang == Lang::Fr { "Ouverture" } else { "Opens" });
                opening.append_property(
                    icalendar::Property::new("DTSTART", opens.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done(),
                );
                calendar.push(opening.done());
            }
            if act.is_some_and(|(_, act)| act.closes_at.is_none()) {
                // Until exhaustion: no closing to put in one's agenda.
            } else if let Some(instant) = act.and_then(|(_, act)| act.closes_at) {
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
