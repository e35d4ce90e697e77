//! Chapter 4: the Gantt chart as shares of its width, and the same calendar as a table.

use super::Pen;
use crate::cite::Cite;
use crate::labels;
use domain::{Date, Lang, Status, format};
use schedule::{Calendar, Task};
use serde::Serialize;

#[derive(Serialize)]
pub struct CalendarView {
    /// Label and date: decision, opening at P50 and at P90.
    dates: Vec<(String, String)>,
    gain: String,
    /// When it is ready if all goes fast: P10, in words.
    early: String,
    basis: String,
    axis: Vec<Tick>,
    /// P50 and P90: share of the width, label.
    lines: Vec<(f64, String)>,
    /// True when the two labels would overlap on one line.
    close: bool,
    rows: Vec<Row>,
    critical_path: Vec<String>,
    /// Steps that can begin in the first month, the most pressing first.
    first_steps: Vec<String>,
    /// Name of each anticipation and what it wins alone.
    gains: Vec<(String, String)>,
    notes: Vec<String>,
    missing: Vec<String>,
    alt: String,
}

#[derive(Serialize)]
struct Tick {
    at: f64,
    label: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    kind: &'static str,
    /// Shares of the width of the chart.
    wait: f64,
    from: f64,
    to: f64,
    late: f64,
    duration: String,
    start: String,
    finish: String,
    slack: String,
    criticality: String,
    notes: Vec<String>,
    legal: Option<String>,
    source: Cite,
}

/// The dates the drawing spans, and where a date falls on it.
struct Scale {
    start: Date,
    days: f64,
}

impl Scale {
    fn of(calendar: &Calendar) -> Scale {
        let ends = calendar.tasks.iter().map(|t| t.latest_finish.max(t.earliest_finish));
        let end = ends.chain([calendar.opening.p90, calendar.opening.p50, calendar.opening.date]).max().unwrap_or(calendar.start);
        // A little air on the right, so that the last line and its label stay inside.
        Scale { start: calendar.start, days: (days(calendar.start, end) * 1.02).max(30.0) }
    }
    fn at(&self, date: Date) -> f64 {
        (days(self.start, date) / self.days).clamp(0.0, 1.0)
    }
}

fn days(from: Date, to: Date) -> f64 {
    from.duration_until(to).as_hours() as f64 / 24.0
}

pub fn calendar(pen: &mut Pen, calendar: &Calendar) -> CalendarView {
    let lang = pen.lang;
    let scale = Scale::of(calendar);
    let day = |date| format::date(date, lang);
    let opening = &calendar.opening;
    let name = |id: &String| calendar.tasks.iter().find(|t| t.id == *id).map_or_else(|| id.clone(), |t| pen.text(&t.name));
    let critical_path: Vec<String> = calendar.critical_path.iter().map(name).collect();
    let first_steps: Vec<String> = calendar.first_steps.iter().map(name).collect();
    let site = pen.dossier.site.as_ref().filter(|s| calendar.site.as_deref() == Some(s.id.as_str())).map(|s| s.name.as_str());
    let lines = vec![(scale.at(opening.p50), pen.say("p50")), (scale.at(opening.p90), pen.say("p90"))];
    let draws = format::number(calendar.draws as f64, 0, lang);
    CalendarView {
        dates: [
            Some((pen.say("calendar-start"), day(calendar.start))),
            Some((pen.say("calendar-p50"), day(opening.p50))),
            Some((pen.say("calendar-p90"), day(opening.p90))),
            calendar.works.as_ref().map(|works| (pen.say("calendar-works"), day(works.p50))),
            Some((pen.say("calendar-bare"), day(calendar.bare.p50))),
        ]
        .into_iter()
        .flatten()
        .collect(),
        gain: gain(pen, calendar, site),
        early: pen.with("calendar-early", &[("date", &day(opening.p10))]),
        basis: pen.with(
            "calendar-basis",
            &[
                ("draws", &draws),
                ("decision", &labels::months(opening.decision_months, lang)),
                ("months", &labels::months(opening.months, lang)),
            ],
        ),
        axis: axis(&scale, lang),
        close: (lines[0].0 - lines[1].0).abs() < 0.36,
        lines,
        alt: pen.with(
            "calendar-alt",
            &[
                ("n", &calendar.tasks.len().to_string()),
                ("p50", &day(opening.p50)),
                ("p90", &day(opening.p90)),
                ("path", &critical_path.join(", ")),
            ],
        ),
        rows: calendar.tasks.iter().map(|task| row(pen, task, &scale)).collect(),
        critical_path,
        first_steps,
        gains: calendar.gains.iter().map(|g| (pen.text(&g.name), pen.text(&g.because))).collect(),
        notes: calendar.promises.iter().map(|promise| &promise.text).chain(&calendar.notes).map(|note| pen.text(note)).collect(),
        missing: calendar.missing.iter().map(|key| pen.fact_label(key)).collect(),
    }
}

fn gain(pen: &Pen, calendar: &Calendar, site: Option<&str>) -> String {
    let months = labels::months(calendar.gain_months.abs(), pen.lang);
    match site {
        None => pen.say("gain-bare"),
        Some(site) if calendar.gain_months >= 0.05 => pen.with("gain-site", &[("site", site), ("months", &months)]),
        Some(site) => pen.with("gain-nothing", &[("site", site)]),
    }
}

fn row(pen: &mut Pen, task: &Task, scale: &Scale) -> Row {
    let lang = pen.lang;
    let done = task.anticipated.is_some() && task.expected == 0.0;
    let from = scale.at(task.earliest_start);
    let waited = task.waits_months * 30.4375 / scale.days;
    let waits = task
        .waits_for
        .as_ref()
        .map(|what| pen.with("waits-for", &[("what", what.get(lang)), ("months", &labels::months(task.waits_months, lang))]));
    // The station already says when it supposes; who else stands behind an anticipation is added here.
    let anticipated = task.anticipated.as_ref().map(|text| match task.anticipated_status.filter(|s| *s != Status::Assumed) {
        Some(status) => format!("{} ({})", text.get(lang), labels::status(status, lang)),
        None => pen.text(text),
    });
    let number = |months| format::number(months, 1, lang);
    Row {
        name: pen.text(&task.name),
        kind: if done {
            "done"
        } else if task.critical {
            "critical"
        } else {
            "slack"
        },
        wait: (from - waited).max(0.0),
        from,
        to: scale.at(task.earliest_finish),
        late: scale.at(task.latest_finish),
        duration: if done {
            "–".to_owned()
        } else {
            format!("{} ({}–{})", number(task.expected), number(task.optimistic), number(task.pessimistic))
        },
        start: labels::short_date(task.earliest_start, lang),
        finish: labels::short_date(task.earliest_finish, lang),
        slack: if done { "–".to_owned() } else { number(task.float_months) },
        criticality: if done { "–".to_owned() } else { labels::share(task.criticality, lang) },
        notes: anticipated.into_iter().chain(task.under_way.as_ref().map(|text| pen.text(text))).chain(waits).collect(),
        legal: task.legal.as_ref().map(|l| pen.text(l)),
        source: pen.sources.cite(&task.source),
    }
}

/// Firsts of month, spaced so that eight labels at most share the width.
fn axis(scale: &Scale, lang: Lang) -> Vec<Tick> {
    let names = crate::words::say(lang, "months-short");
    let names: Vec<&str> = names.split('|').map(str::trim).collect();
    let months = scale.days / 30.4375;
    let step = [1, 2, 3, 6, 12].into_iter().find(|step| months / f64::from(*step) <= 8.0).unwrap_or(24);
    let (first_year, last_year) = (scale.start.year(), scale.start.year() + (months / 12.0) as i16 + 1);
    let firsts = (first_year..=last_year).flat_map(|year| (1..=12i8).map(move |month| (year, month)));
    let kept = firsts.filter(|(year, month)| (i32::from(*year) * 12 + i32::from(*month) - 1) % step == 0);
    let dated = kept.filter_map(|(year, month)| Some((year, month, Date::new(year, month, 1).ok()?)));
    dated
        .filter(|(_, _, date)| *date >= scale.start && days(scale.start, *date) <= scale.days * 0.98)
        .map(|(year, month, date)| Tick {
            at: scale.at(date),
            label: format!("{}\u{a0}{:02}", names.get(month as usize - 1).copied().unwrap_or_default(), year % 100),
        })
        .collect()
}
