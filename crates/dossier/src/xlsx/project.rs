//! Sheets of the project itself: summary, facts, what is missing, sources.

use super::book::{Book, Cell, Column};
use crate::view::{grouped, version};
use crate::{RenderError, labels};
use domain::{Datum, Status, Value};
use factory::Dossier;

pub fn summary(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 3] = [("summary", 34.0), ("value", 60.0), ("status", 16.0)];
    let (project, plan, lang) = (&dossier.project, &dossier.plan, book.lang);
    let computed = || Cell::text(labels::status(Status::Computed, lang));
    let mut rows = vec![
        vec![Cell::text(book.say("title")), Cell::Strong(project.title.clone())],
        vec![Cell::text(book.say("summary")), book.text(&project.summary)],
        vec![Cell::text(book.say("judged-on")), Cell::Date(project.judged_on)],
    ];
    if let Some(place) = &dossier.place {
        rows.push(vec![
            Cell::text(book.say("place")),
            Cell::text(format!("{} ({}), {}", place.commune.name, place.commune.code, place.region_name)),
        ]);
        for t in &place.territories {
            rows.push(vec![Cell::text(book.say("territory")), Cell::text(format!("{} ({}, phase {})", t.name, t.code, t.phase))]);
        }
    }
    for key in ["holder.name", "project.cost", "project.eligible_cost", "project.jobs_created", "project.jobs_kept"] {
        if let Some(datum) = project.facts.get(key) {
            rows.push(vec![
                Cell::text(labels::fact_label(dossier, key, lang)),
                value(dossier, key, datum, book),
                Cell::text(labels::status(datum.status, lang)),
            ]);
        }
    }
    if let Some(site) = &dossier.site {
        rows.push(vec![Cell::text(book.say("figure-site")), Cell::text(&site.name)]);
    }
    if let Some(calendar) = &dossier.calendar {
        for (key, date) in [
            ("calendar-start", calendar.start),
            ("calendar-p10", calendar.opening.p10),
            ("calendar-p50", calendar.opening.p50),
            ("calendar-p90", calendar.opening.p90),
            ("calendar-bare", calendar.bare.p50),
        ] {
            rows.push(vec![Cell::text(book.say(key)), Cell::Date(date), computed()]);
        }
        if let Some(works) = &calendar.works {
            rows.push(vec![Cell::text(book.say("calendar-works")), Cell::Date(works.p50), computed()]);
        }
        rows.push(vec![Cell::text(book.say("gain")), Cell::Number(calendar.gain_months, 1), computed()]);
    }
    let legal = book.say(match plan.legal {
        domain::Answer::Met => "legal-met",
        domain::Answer::Unknown => "legal-unknown",
        domain::Answer::NotMet => "legal-unmet",
    });
    // Without a cost the plan is empty: its zeros are not answers.
    let known = |amount| if plan.cost.is_some() { Cell::Money(amount) } else { Cell::text(book.say("not-known")) };
    rows.push(vec![Cell::text(book.say("plan-aid")), known(plan.aid), computed()]);
    rows.push(vec![Cell::text(book.say("plan-gap")), known(plan.gap), computed()]);
    rows.push(vec![Cell::text(book.say("legality")), Cell::text(legal), computed()]);
    for station in &dossier.stations {
        let state = labels::station_state(station.state, lang);
        rows.push(vec![Cell::text(labels::station(station.id, lang)), book.text(&station.summary), Cell::text(state)]);
    }
    rows.push(vec![Cell::text(book.say("data-version")), Cell::text(version(dossier, lang))]);
    rows.push(vec![Cell::text(book.say("limits")), Cell::text(book.say("limit-declared"))]);
    book.table("sheet-summary", &COLUMNS, &rows)
}

pub fn facts(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 5] = [("fact", 40.0), ("value", 44.0), ("status", 14.0), ("source", 46.0), ("key", 26.0)];
    let facts = &dossier.project.facts;
    let keys = grouped(facts).into_iter().flat_map(|(_, keys)| keys);
    let rows: Vec<_> = keys
        .filter_map(|key| {
            let datum = facts.get(key)?;
            let label = labels::fact_label(dossier, key, book.lang);
            Some(vec![
                Cell::text(label),
                value(dossier, key, datum, book),
                Cell::text(labels::status(datum.status, book.lang)),
                Cell::source(datum.source.as_ref()),
                Cell::text(key),
            ])
        })
        .collect();
    book.table("sheet-facts", &COLUMNS, &rows)
}

/// Amounts, figures and dates stay values; the rest is shown as in the PDF.
fn value(dossier: &Dossier, key: &str, datum: &Datum, book: &Book) -> Cell {
    match datum.value {
        Value::Money(amount) => Cell::Money(amount),
        Value::Number(number) => Cell::Number(number, if number.fract() == 0.0 { 0 } else { 2 }),
        Value::Date(date) => Cell::Date(date),
        _ => Cell::text(labels::fact_value(dossier, key, datum, book.lang)),
    }
}

pub fn missing(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 5] = [("number", 6.0), ("type", 12.0), ("missing-what", 50.0), ("missing-why", 60.0), ("key", 26.0)];
    let rows = dossier.missing.iter().enumerate().map(|(i, missing)| {
        let kind = book.say(if missing.key.is_some() { "missing-fact" } else { "missing-document" });
        vec![
            Cell::count(i + 1),
            Cell::text(kind),
            book.text(&missing.label),
            book.text(&missing.because),
            Cell::maybe(missing.key.as_ref()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    book.table("sheet-missing", &COLUMNS, &rows)
}

pub fn sources(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 6] = [("number", 6.0), ("title", 60.0), ("article", 30.0), ("date", 14.0), ("mark", 28.0), ("address", 60.0)];
    let rows = dossier.sources.iter().enumerate().map(|(i, s)| {
        vec![
            Cell::count(i + 1),
            Cell::text(&s.title),
            Cell::maybe(s.article.as_ref()),
            s.date.map_or(Cell::Empty, Cell::Date),
            Cell::text(labels::mark(s.mark, book.lang)),
            Cell::maybe(s.url.as_ref()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    book.table("sheet-sources", &COLUMNS, &rows)
}
