//! The calendar of procedures as a drawing. The table under it carries the same information, with the articles.
//!
//! Colour is never the only sign: a critical task is hatched and its name is bold. Names are whole, on as many lines as needed.

use super::drawn::{escape, lines, look, sheet};
use crate::page::Page;
use domain::{Date, Lang, format};
use dossier::sectors::Ink;
use jiff::Span;
use schedule::Calendar;
use std::fmt::Write;

const LEFT: f64 = 320.0;
const WIDTH: f64 = 1100.0;
const ROW: f64 = 28.0;
const TOP: f64 = 40.0;
/// Height of a line of text, and of a bar.
const LINE: f64 = 16.0;
/// Characters that fit before the bars.
const NAME: usize = 46;
/// Room for the key of a drawing that leaves.
const KEY: f64 = 36.0;
/// Width of a character, about, to share what stands beside a bar into lines.
const LETTER: f64 = 6.6;

/// A task on its row: where it begins, its name and what the site did, in lines.
struct Row {
    y: f64,
    name: Vec<String>,
    done: Vec<String>,
}

/// What the drawing says, in a sentence.
pub fn message(calendar: &Calendar, page: &Page) -> String {
    page.t2("opening", "p50", page.month(&calendar.opening.p50), "p90", page.month(&calendar.opening.p90))
}

/// For the page, or as a file with its message and its key.
pub fn svg(calendar: &Calendar, page: &Page, ink: Ink) -> String {
    let lang = page.lang();
    let look = |part| look(part, ink);
    let end = calendar.tasks.iter().map(|t| t.latest_finish).chain([calendar.opening.p90]).max().unwrap_or(calendar.start);
    let days = f64::from(days_between(calendar.start, end)).max(30.0) * 1.06;
    let x = |date: Date| LEFT + f64::from(days_between(calendar.start, date)).max(0.0) / days * (WIDTH - LEFT);
    let mut below = TOP;
    let mut rows = vec![];
    for task in &calendar.tasks {
        let beside = (WIDTH - x(task.earliest_start) - 14.0) / LETTER;
        let done = task.anticipated.as_ref().map_or(vec![], |done| lines(&page.x(done), (beside as usize).max(20)));
        let row = Row { y: below, name: lines(&page.x(&task.name), NAME), done };
        below += ROW + LINE * (row.name.len().max(row.done.len()).max(1) - 1) as f64;
        rows.push(row);
    }
    let height = below + 46.0;
    let bottom = height - 40.0;
    let mut out = match ink {
        Ink::Classes => {
            let label = page.t("gantt-label");
            format!(r#"<svg class="gantt" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">"#)
        }
        Ink::Attributes => sheet(&message(calendar, page), WIDTH, height + KEY),
    };
    for (date, text) in ticks(calendar.start, days, lang) {
        let x = x(date);
        let _ = write!(
            out,
            r#"<line x1="{x:.1}" x2="{x:.1}" y1="26" y2="{bottom}" {}/><text x="{x:.1}" y="18" {}>{text}</text>"#,
            look("t"),
            look("ax")
        );
    }
    let critical = page.t("critical");
    for (task, row) in calendar.tasks.iter().zip(&rows) {
        let y = row.y;
        let dates = format!("{} → {}", format::date(task.earliest_start, lang), format::date(task.earliest_finish, lang));
        let mark = if task.critical { format!(" · {critical}") } else { String::new() };
        let _ = write!(out, "<g><title>{}</title>", escape(&format!("{} · {dates}{mark}", page.x(&task.name))));
        written(&mut out, &row.name, 0.0, y, &look(if task.critical { "cn" } else { "text" }));
        let (from, to) = (x(task.earliest_start), x(task.earliest_finish));
        if task.anticipated.is_some() {
            let _ = write!(out, r#"<rect x="{from:.1}" y="{:.1}" width="8" height="{LINE}" rx="3" {}/>"#, y + 1.0, look("done"));
            written(&mut out, &row.done, from + 14.0, y, &look("nt"));
        } else if to - from < 1.0 {
            let _ = write!(out, r#"<path d="M{from:.1} {:.1}l8 8-8 8-8-8z" {}/>"#, y + 1.0, look("mile"));
        } else {
            let fill = look(if task.critical { "crit" } else { "bar" });
            let (top, width) = (y + 1.0, to - from);
            let _ = write!(out, r#"<rect x="{from:.1}" y="{top:.1}" width="{width:.1}" height="{LINE}" rx="3" {fill}/>"#);
            if task.critical {
                let _ = write!(out, r#"<path d="{}" {}/>"#, hatch(from, to, top), look("hatch"));
            }
        }
        out.push_str("</g>");
    }
    // The two dates may fall close together: their names stand on two lines, and never over a bar.
    let (half, most) = (page.t("gantt-p50"), page.t("gantt-p90"));
    for (date, name, class, line) in [(calendar.opening.p50, half, "p50", 14.0), (calendar.opening.p90, most, "p90", 30.0)] {
        let x = x(date);
        let when = format::month(date, lang);
        let _ = write!(
            out,
            r#"<line x1="{x:.1}" x2="{x:.1}" y1="26" y2="{bottom}" {}/><text x="{:.1}" y="{:.1}" {}>{name} · {when}</text>"#,
            look(class),
            x.min(WIDTH - 130.0),
            bottom + line,
            look("b halo")
        );
    }
    // On the page the key stands under the drawing, as text.
    if ink == Ink::Attributes {
        for (at, (fill, name)) in [("crit", "gantt-critical"), ("bar", "slack"), ("done", "anticipated")].into_iter().enumerate() {
            let (x, y) = (WIDTH / 3.0 * at as f64, height + KEY - LINE);
            let _ = write!(out, r#"<rect x="{x:.1}" y="{y:.1}" width="12" height="12" {}/>"#, look(fill));
            written(&mut out, &[page.t(name)], x + 20.0, y - 2.0, &look("text"));
        }
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

/// Lines of text, one under the other.
fn written(out: &mut String, lines: &[String], x: f64, y: f64, look: &str) {
    let _ = write!(out, r#"<text {look}>"#);
    for (i, line) in lines.iter().enumerate() {
        let space = if i > 0 { " " } else { "" };
        let _ = write!(out, r#"{space}<tspan x="{x:.1}" y="{:.1}">{}</tspan>"#, y + 13.0 + LINE * i as f64, escape(line));
    }
    out.push_str("</text>");
}

/// Slanted stripes over a bar, cut at its ends.
fn hatch(from: f64, to: f64, top: f64) -> String {
    let bottom = top + LINE;
    let mut path = String::new();
    let mut foot = from - LINE + 4.0;
    while foot < to {
        let (left, right) = (foot.max(from), (foot + LINE).min(to));
        let _ = write!(path, "M{left:.1} {:.1}L{right:.1} {:.1}", bottom - (left - foot), bottom - (right - foot));
        foot += 7.0;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_cut_and_every_stripe_stays_on_its_bar() {
        let name = "Majoration de deux mois du permis (commission, participation électronique)";
        let wrapped = lines(name, NAME);
        assert_eq!(wrapped.join(" "), name);
        assert!(wrapped.len() > 1 && wrapped.iter().all(|line| line.chars().count() <= NAME), "{wrapped:?}");
        let points: Vec<f64> = hatch(400.0, 430.5, 41.0)
            .split(['M', 'L'])
            .filter(|point| !point.is_empty())
            .map(|point| point.split(' ').next().and_then(|x| x.parse().ok()).expect("a place"))
            .collect();
        assert!(points.len() > 6 && points.iter().all(|x| (400.0..=430.5).contains(x)), "{points:?}");
    }
}
