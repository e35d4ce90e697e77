//! The calendar of a project for a planning program: the XML of Microsoft Project (MSPDI), which ProjectLibre, GanttProject
//! and others read too. Tasks keep their links, so that moving one moves those that follow.
//!
//! Months of the network are spans of days on a calendar where every day is worked: a legal delay runs on Sundays. The
//! order of the elements is that of the published schema.

use domain::{Date, Lang, Project, Text, format};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use schedule::{Calendar, Task};
use std::collections::BTreeMap;
use std::io::Result;

type Out = Writer<Vec<u8>>;

/// Elapsed days: the unit that durations and lags are shown in.
const ELAPSED_DAYS: &str = "8";

pub fn xml(project: &Project, calendar: &Calendar, lang: Lang) -> Result<Vec<u8>> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    out.create_element("Project").with_attribute(("xmlns", "http://schemas.microsoft.com/project")).write_inner_content(|out| {
        let title = Text::same(&project.title);
        for (name, value) in [
            ("SaveVersion", "14".to_owned()),
            ("Name", project.title.clone()),
            ("Title", project.title.clone()),
            ("ScheduleFromStart", "1".to_owned()),
            ("StartDate", morning(calendar.start)),
            ("FinishDate", morning(calendar.opening.date)),
            ("CalendarUID", "1".to_owned()),
            ("DefaultStartTime", "00:00:00".to_owned()),
            ("DefaultFinishTime", "00:00:00".to_owned()),
            ("MinutesPerDay", "1440".to_owned()),
            ("MinutesPerWeek", "10080".to_owned()),
            ("DaysPerMonth", "30".to_owned()),
        ] {
            text(out, name, &value)?;
        }
        out.create_element("Calendars").write_inner_content(|out| every_day(out, lang))?;
        out.create_element("Tasks").write_inner_content(|out| tasks(out, &title, calendar, lang))?;
        Ok(())
    })?;
    Ok(out.into_inner())
}

fn text(out: &mut Out, name: &str, value: &str) -> Result<()> {
    // Characters that no XML may hold are left out.
    let kept: String = value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    out.create_element(name).write_text_content(BytesText::new(&kept)).map(drop)
}

fn morning(date: Date) -> String {
    format!("{date}T00:00:00")
}

fn every_day(out: &mut Out, lang: Lang) -> Result<()> {
    out.create_element("Calendar").write_inner_content(|out| {
        text(out, "UID", "1")?;
        text(out, "Name", if lang == Lang::Fr { "Tous les jours" } else { "Every day" })?;
        text(out, "IsBaseCalendar", "1")?;
        text(out, "BaseCalendarUID", "-1")?;
        out.create_element("WeekDays").write_inner_content(|out| {
            for day in 1..=7 {
                out.create_element("WeekDay").write_inner_content(|out| {
                    text(out, "DayType", &day.to_string())?;
                    text(out, "DayWorking", "1")?;
                    out.create_element("WorkingTimes").write_inner_content(|out| {
                        out.create_element("WorkingTime").write_inner_content(|out| {
                            text(out, "FromTime", "00:00:00")?;
                            text(out, "ToTime", "00:00:00")
                        })?;
                        Ok(())
                    })?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn tasks(out: &mut Out, title: &Text, calendar: &Calendar, lang: Lang) -> Result<()> {
    let places: BTreeMap<&str, usize> = calendar.tasks.iter().enumerate().map(|(at, t)| (t.id.as_str(), at + 1)).collect();
    for (at, task) in calendar.tasks.iter().enumerate() {
        let before: Vec<usize> = task.after.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
        one(out, at + 1, task, &before, lang)?;
    }
    // What nothing follows leads to the opening.
    let followed = |id: &str| calendar.tasks.iter().any(|t| t.after.iter().any(|a| a == id));
    let last: Vec<usize> = calendar.tasks.iter().filter(|t| !followed(&t.id)).filter_map(|t| places.get(t.id.as_str()).copied()).collect();
    let (p50, p90) = (format::date(calendar.opening.p50, lang), format::date(calendar.opening.p90, lang));
    let (name, note) = match lang {
        Lang::Fr => (format!("Prêt à ouvrir : {}", title.fr), format!("Une chance sur deux d’ici le {p50}, neuf sur dix d’ici le {p90}.")),
        Lang::En => (format!("Ready to open: {}", title.en), format!("Even odds by {p50}, nine in ten by {p90}.")),
    };
    let date = calendar.opening.date;
    element(out, calendar.tasks.len() + 1, &name, [date, date], (true, true), None, false, &note, &last)
}

fn one(out: &mut Out, uid: usize, task: &Task, before: &[usize], lang: Lang) -> Result<()> {
    let dates = [task.earliest_start, task.earliest_finish];
    // A season or a fixed date holds the start, whatever comes before.
    let held = (task.waits_months > 0.0).then_some(task.earliest_start);
    let range = [task.optimistic, task.likely, task.pessimistic].map(|m| format::number(m, 1, lang));
    let months = match lang {
        Lang::Fr => format!("De {} à {} mois, {} le plus souvent.", range[0], range[2], range[1]),
        Lang::En => format!("From {} to {} months, most often {}.", range[0], range[2], range[1]),
    };
    let told = [task.anticipated.as_ref(), task.under_way.as_ref(), task.legal.as_ref(), task.waits_for.as_ref()];
    let told = told.into_iter().flatten().map(|t| t.get(lang).to_owned());
    let notes: Vec<String> = std::iter::once(months).chain(told).chain([task.source.title.clone()]).collect();
    let done = task.anticipated.is_some();
    element(out, uid, task.name.get(lang), dates, (done && dates[0] == dates[1], task.critical), held, done, &notes.join("\n"), before)
}

#[allow(clippy::too_many_arguments, reason = "the columns of one row, written in the order of the schema")]
fn element(
    out: &mut Out,
    uid: usize,
    name: &str,
    [start, finish]: [Date; 2],
    (milestone, critical): (bool, bool),
    held: Option<Date>,
    done: bool,
    notes: &str,
    before: &[usize],
) -> Result<()> {
    let days = start.until(finish).map_or(0, |span| span.get_days()).max(0);
    let yes = |yes: bool| if yes { "1" } else { "0" }.to_owned();
    out.create_element("Task").write_inner_content(|out| {
        let number = uid.to_string();
        for (name, value) in [
            ("UID", number.clone()),
            ("ID", number.clone()),
            ("Name", name.to_owned()),
            // Fixed duration.
            ("Type", "1".to_owned()),
            ("IsNull", "0".to_owned()),
            ("WBS", number.clone()),
            ("OutlineNumber", number),
            ("OutlineLevel", "1".to_owned()),
            ("Start", morning(start)),
            ("Finish", morning(finish)),
            ("Duration", format!("PT{}H0M0S", days * 24)),
            ("DurationFormat", ELAPSED_DAYS.to_owned()),
            ("Milestone", yes(milestone)),
            ("Summary", "0".to_owned()),
            ("Critical", yes(critical)),
            ("PercentComplete", if done { "100" } else { "0" }.to_owned()),
            // As soon as possible, or not before a date.
            ("ConstraintType", if held.is_some() { "4" } else { "0" }.to_owned()),
            ("CalendarUID", "1".to_owned()),
        ] {
            text(out, name, &value)?;
        }
        if let Some(date) = held {
            text(out, "ConstraintDate", &morning(date))?;
        }
        text(out, "Notes", notes)?;
        for uid in before {
            out.create_element("PredecessorLink").write_inner_content(|out| {
                text(out, "PredecessorUID", &uid.to_string())?;
                // Finish to start.
                text(out, "Type", "1")?;
                text(out, "CrossProject", "0")?;
                text(out, "LinkLag", "0")?;
                text(out, "LagFormat", ELAPSED_DAYS)
            })?;
        }
        Ok(())
    })?;
    Ok(())
}
