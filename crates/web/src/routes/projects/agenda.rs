//! The calendar of a project for the reader's own agenda: one event per step still to do, and the opening.

use domain::{Date, Lang, Project, format};
use icalendar::{Calendar, Component, Event, Property};
use schedule::{Calendar as Steps, Task};

/// iCalendar (RFC 5545). Whole days; identifiers follow the project, `key`, and the step, so that a file taken again replaces
/// the events of the first, and no other project's: two may have the same title.
pub fn ics(key: &str, project: &Project, steps: &Steps, lang: Lang) -> String {
    let mut agenda = Calendar::new();
    agenda.name(&project.title);
    for task in steps.tasks.iter().filter(|task| task.anticipated.is_none()) {
        let mut event = event(key, &task.id, task.name.get(lang), task.earliest_start, task.earliest_finish);
        agenda.push(event.description(&about(task, lang)).done());
    }
    let ready = match lang {
        Lang::Fr => format!("Prêt à ouvrir (une chance sur deux)\u{a0}: {}", project.title),
        Lang::En => format!("Ready to open (even odds): {}", project.title),
    };
    agenda.push(event(key, "opening", &ready, steps.opening.p50, steps.opening.p50));
    agenda.done().to_string()
}

fn event(key: &str, id: &str, summary: &str, first: Date, last: Date) -> Event {
    let day = |date: Date| date.strftime("%Y%m%d").to_string();
    // The end of a whole-day event is the day after its last.
    let end = last.tomorrow().unwrap_or(last);
    let mut event = Event::new();
    event.uid(&format!("{key}-{id}@rebond")).summary(summary).add_property("DTSTAMP", "20200101T000000Z");
    event.append_property(Property::new("DTSTART", day(first)).add_parameter("VALUE", "DATE").done());
    event.append_property(Property::new("DTEND", day(end)).add_parameter("VALUE", "DATE").done());
    event
}

fn about(task: &Task, lang: Lang) -> String {
    let float = format::number(task.float_months, 1, lang);
    let slip = match (task.critical, lang) {
        (true, Lang::Fr) => "Sur le chemin critique : tout retard repousse l’ouverture.".to_owned(),
        (true, Lang::En) => "On the critical path: any delay moves the opening.".to_owned(),
        (false, Lang::Fr) => format!("Peut glisser de {float} mois sans repousser l’ouverture."),
        (false, Lang::En) => format!("Can slip by {float} months without moving the opening."),
    };
    let texts = [task.under_way.as_ref(), task.legal.as_ref(), task.waits_for.as_ref()];
    let told = texts.into_iter().flatten().map(|text| text.get(lang).to_owned());
    [slip].into_iter().chain(told).chain([task.source.title.clone()]).collect::<Vec<_>>().join("\n")
}
