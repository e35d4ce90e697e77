//! Opening a call: the dates of all its waves on one page, filled with what its sources give, and one gesture. The instants
//! are those of Paris, to the minute. What is set here stands in the place of the sourced dates, which stay shown.

use super::access::Called;
use super::visit::Visit;
use super::waves::{self, ROLLING, WaveLine};
use crate::answer;
use crate::error::{OrFail, Result};
use crate::page::{Nav, Page};
use crate::permissions::Action;
use crate::routes::calls::left::{self, Left};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Text;
use domain::calendar::{paris_instant, paris_time, read_date};
use jiff::Timestamp;
use jiff::civil::Time;
use store::calls::Dates;

/// One wave of the form, as typed or as it stands.
struct Row {
    id: String,
    name: String,
    said: String,
    opens: String,
    opens_at: String,
    closes: String,
    closes_at: String,
    error: String,
}

#[derive(Template)]
#[template(path = "applications/opening.html")]
struct Opening<'a> {
    page: Page,
    called: Called<'a>,
    rows: Vec<Row>,
    reason: String,
    reason_error: String,
    /// What its decisions draw on. Empty: no envelope, or one that nobody opened.
    drawn: Vec<(Text, Left)>,
}

impl Opening<'_> {
    fn wrong(&self) -> bool {
        !self.reason_error.is_empty() || self.rows.iter().any(|row| !row.error.is_empty())
    }
}

/// The day and the minute of an instant in Paris; midnight is no hour to write.
fn typed(instant: Option<Timestamp>) -> (String, String) {
    let Some(at) = instant.map(paris_time) else { return Default::default() };
    let time = at.time();
    let hour = if time == Time::midnight() { String::new() } else { time.strftime("%H:%M").to_string() };
    (at.date().to_string(), hour)
}

/// A closing at midnight accepts until the end of the day before.
fn typed_closing(instant: Option<Timestamp>) -> (String, String) {
    let (day, hour) = typed(instant);
    match (hour.is_empty(), instant.map(paris_time)) {
        (true, Some(at)) => (at.date().yesterday().map(|day| day.to_string()).unwrap_or(day), hour),
        _ => (day, hour),
    }
}

fn stands(line: &WaveLine, lang: domain::Lang) -> Row {
    let ((opens, opens_at), (closes, closes_at)) = (typed(line.window.opens), typed_closing(line.window.closes));
    let name = line.name.get(lang).to_owned();
    Row { id: line.id.clone(), name, said: line.said().get(lang).to_owned(), opens, opens_at, closes, closes_at, error: String::new() }
}

async fn page(visit: &Visit, called: Called<'_>, rows: Vec<Row>, reason: String, reason_error: String) -> Result<Response> {
    let here = &visit.here;
    let drawn = left::of(&visit.app, here, called.call).await?;
    let view = Opening { page: here.page(Nav::Calls, here.t("ap-open-title")).private(), called, rows, reason, reason_error, drawn };
    let status = if view.wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    answer::private(here, status, &view)
}

/// The waves there are, and an empty one to add.
fn with_next(mut lines: Vec<WaveLine>) -> Vec<WaveLine> {
    let id = store::calls::next(lines.iter().map(|line| line.id.as_str()));
    let name = Text::new("Une vague de plus (facultatif)", "One more wave (optional)");
    let window = applications::Window::default();
    lines.push(WaveLine { id, name, window, standing: applications::Standing::Unknown, act: None });
    lines
}

pub async fn form(visit: Visit) -> Result<Response> {
    let called = visit.call(Action::RunCall)?;
    let lines = waves::lines(&visit.app, &visit.here, called.call).await?;
    let rows = with_next(lines).iter().map(|line| stands(line, visit.here.lang)).collect();
    page(&visit, called, rows, String::new(), String::new()).await
}

pub async fn open(visit: Visit) -> Result<Response> {
    let Visit { app, here, fields, .. } = &visit;
    let called = visit.call(Action::RunCall)?;
    let who = visit.who()?;
    let lines = with_next(waves::lines(app, here, called.call).await?);
    let (mut rows, mut dates) = (vec![], vec![]);
    // What the form offered to add. Somebody added a wave of that name since: theirs stands, and what was typed is one more.
    let offered = fields.text("more");
    for (at, line) in lines.iter().enumerate() {
        let more = at + 1 == lines.len();
        if !more && line.id == offered {
            rows.push(stands(line, here.lang));
            continue;
        }
        let id = if more && !offered.is_empty() { &offered } else { &line.id };
        let of = |name: &str| fields.text(&format!("{name}-{id}"));
        let (opens, opens_at, closes, closes_at) = (of("opens"), of("opens_at"), of("closes"), of("closes_at"));
        let read = read(&opens, &opens_at, &closes, &closes_at, called.call.rolling || line.id == ROLLING);
        let error = match read {
            Ok(Some((opens_at, closes_at))) => {
                dates.push(Dates { wave: (!more).then(|| line.id.clone()), opens_at, closes_at });
                String::new()
            }
            Ok(None) => String::new(),
            Err(why) => here.x(&why),
        };
        rows.push(Row { opens, opens_at, closes, closes_at, error, ..stands(line, here.lang) });
    }
    if dates.is_empty()
        && let Some(row) = rows.first_mut().filter(|row| row.error.is_empty())
    {
        row.error = here.t("ap-open-none");
    }
    let reason = fields.text("reason");
    let reason_error = if reason.is_empty() { here.t("ap-open-reason-needed") } else { String::new() };
    if !reason_error.is_empty() || rows.iter().any(|row| !row.error.is_empty()) {
        return page(&visit, called, rows, reason, reason_error).await;
    }
    store::calls::set_dates(&app.store, &called.call.id, dates, &reason, &who, app.now()).await.or_ours(&visit.here)?;
    Ok(visit.to(&called.address()))
}

type Window = (Timestamp, Option<Timestamp>);

/// The instants of one wave; None when nothing is typed of it: it stays as it is.
fn read(opens: &str, opens_at: &str, closes: &str, closes_at: &str, rolling: bool) -> Result<Option<Window>, Text> {
    if [opens, opens_at, closes, closes_at].iter().all(|text| text.is_empty()) {
        return Ok(None);
    }
    let hour = |text: &str| match text {
        "" => Ok(Time::midnight()),
        text => format!("{text}:00")
            .parse()
            .map_err(|_| Text::new(format!("« {text} » : une heure s’écrit HH:MM."), format!("“{text}”: a time is written HH:MM."))),
    };
    if opens.is_empty() {
        return Err(Text::new("Donnez le jour d’ouverture de cette vague.", "Give the opening day of this wave."));
    }
    let from = paris_instant(read_date(opens)?.to_datetime(hour(opens_at)?));
    let until = match (closes, closes_at) {
        ("", "") if rolling => None,
        ("", _) => {
            return Err(Text::new(
                "Donnez le jour de clôture : seul un appel au fil de l’eau peut s’en passer.",
                "Give the closing day: only a rolling call goes without.",
            ));
        }
        // A day without an hour accepts until midnight: its instant is the start of the next day.
        (day, "") => {
            let next = read_date(day)?.tomorrow().map_err(|_| Text::new("Cette date est trop lointaine.", "This date is too far away."))?;
            Some(paris_instant(next.to_datetime(Time::midnight())))
        }
        (day, at) => Some(paris_instant(read_date(day)?.to_datetime(hour(at)?))),
    };
    if until.is_some_and(|until| until <= from) {
        return Err(Text::new(
            "La vague ferme avant d’ouvrir : corrigez l’une des dates.",
            "The wave closes before it opens: mend one of the dates.",
        ));
    }
    Ok(Some((from, until)))
}
