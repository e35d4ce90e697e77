//! The calendar of procedures as a drawing. The table under it carries the same information, with the articles.

use crate::page::Page;
use domain::{Date, Lang, format};
use jiff::Span;
use schedule::Calendar;
use std::fmt::Write;

const LEFT: f64 = 320.0;
const WIDTH: f64 = 1100.0;
const ROW: f64 = 28.0;
const TOP: f64 = 40.0;

pub fn svg(calendar: &Calendar, page: &Page) -> String {
    let lang = page.lang();
    let end = calendar.tasks.iter().map(|t| t.latest_finish).chain([calendar.opening.p90]).max().unwrap_or(calendar.start);
    let days = f64::from(days_between(calendar.start, end)).max(30.0) * 1.06;
    let x = |date: Date| LEFT + f64::from(days_between(calendar.start, date)).max(0.0) / days * (WIDTH - LEFT);
    let height = TOP + ROW * calendar.tasks.len() as f64 + 46.0;
    let bottom = height - 40.0;
    let mut out = String::new();
    let label = page.t("gantt-label");
    let _ = write!(out, r#"<svg class="gantt" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">"#);
    for (date, text) in ticks(calendar.start, days, lang) {
        let x = x(date);
        let _ = write!(
            out,
            r#"<line x1="{x:.1}" x2="{x:.1}" y1="26" y2="{bottom}" class="t"/><text x="{x:.1}" y="18" class="ax">{text}</text>"#
        );
    }
    for (i, task) in calendar.tasks.iter().enumerate() {
        let y = TOP + ROW * i as f64;
        let name = escape(&shorten(page.x(&task.name), 46));
        let _ = write!(out, r#"<text x="0" y="{:.1}">{name}</text>"#, y + 13.0);
        let (from, to) = (x(task.earliest_start), x(task.earliest_finish));
        if let Some(done) = &task.anticipated {
            let _ = write!(
                out,
                r#"<rect x="{from:.1}" y="{:.1}" width="8" height="16" rx="3" class="done"/><text x="{:.1}" y="{:.1}" class="nt">{}</text>"#,
                y + 1.0,
                from + 14.0,
                y + 13.0,
                escape(&shorten(page.x(done), 70))
            );
        } else if to - from < 1.0 {
            let _ = write!(out, r#"<path d="M{from:.1} {:.1}l8 8-8 8-8-8z" class="mile"/>"#, y + 1.0);
        } else {
            let class = if task.critical { "crit" } else { "" };
            let _ = write!(out, r#"<rect x="{from:.1}" y="{:.1}" width="{:.1}" height="16" rx="3" class="{class}"/>"#, y + 1.0, to - from);
        }
    }
    // The two dates may fall close together: their names stand on two lines, and never over a bar.
    let (half, most) = (page.t("gantt-p50"), page.t("gantt-p90"));
    for (date, name, class, line) in [(calendar.opening.p50, half, "p50", 14.0), (calendar.opening.p90, most, "p90", 30.0)] {
        let x = x(date);
        let when = format::month(date, lang);
        let _ = write!(
            out,
            r#"<line x1="{x:.1}" x2="{x:.1}" y1="26" y2="{bottom}" class="{class}"/><text x="{:.1}" y="{:.1}" class="b halo">{name} · {when}</text>"#,
            x.min(WIDTH - 130.0),
            bottom + line
        );
    }
    out.push_str("</svg>");
    out
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map(|s| s.get_days()).unwrap_or(0)
}

/// A mark at each quarter, or each year when the calendar is long.
fn ticks(start: Date, days: f64, lang: Lang) -> Vec<(Date, String)> {
    let step = match days {
        d if d < 500.0 => 2,
        d if d < 1100.0 => 3,
        d if d < 2200.0 => 6,
        _ => 12,
    };
    let mut date = start.first_of_month();
    let mut ticks = vec![];
    while f64::from(days_between(start, date)) < days {
        if date >= start && (date.month() - 1) % step == 0 {
            ticks.push((date, format!("{} {:02}", short_month(date.month(), lang), date.year() % 100)));
        }
        match date.checked_add(Span::new().months(1)) {
            Ok(next) => date = next,
            Err(_) => break,
        }
    }
    ticks
}

/// As a calendar on a wall writes it: "oct.", "Oct".
fn short_month(month: i8, lang: Lang) -> String {
    const FRENCH: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    match (lang, usize::try_from(month - 1).ok().and_then(|at| FRENCH.get(at))) {
        (Lang::Fr, Some(name)) => (*name).to_owned(),
        _ => format::month_name(month, lang).chars().take(3).collect(),
    }
}

fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
