//! Sheets of the measures: one row per measure, then one row per condition.

use super::book::{Book, Cell, Column};
use crate::{RenderError, labels};
use factory::Dossier;
use qualify::{Reason, Verdict};

pub fn measures(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 11] = [
        ("measure", 46.0),
        ("answer", 14.0),
        ("amount-least", 18.0),
        ("amount-most", 18.0),
        ("because", 46.0),
        ("kind", 14.0),
        ("operators", 24.0),
        ("to-settle", 36.0),
        ("documents", 46.0),
        ("unstated", 46.0),
        ("programme", 30.0),
    ];
    let lang = book.lang;
    let rows = dossier.qualification.verdicts.iter().map(|v| {
        let missing = v.missing.iter().map(|key| labels::fact_label(dossier, key, lang)).collect::<Vec<_>>().join("\n");
        vec![
            book.text(&v.name),
            Cell::text(labels::verdict(v.answer, lang)),
            Cell::money(v.amount.least),
            Cell::money(v.amount.most),
            book.text(&v.amount.because),
            Cell::text(labels::measure_kind(v.kind, lang)),
            Cell::text(v.operators.join(", ")),
            Cell::text(missing),
            book.texts(&v.documents),
            book.texts(&v.unstated),
            Cell::text(&*v.programme),
        ]
    });
    let rows: Vec<_> = rows.collect();
    book.table("sheet-measures", &COLUMNS, &rows)
}

pub fn reasons(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 9] = [
        ("measure", 40.0),
        ("level", 8.0),
        ("path", 34.0),
        ("condition", 50.0),
        ("answer", 12.0),
        ("how-answered", 50.0),
        ("fact", 40.0),
        ("status", 14.0),
        ("source", 50.0),
    ];
    let mut rows = vec![];
    for verdict in &dossier.qualification.verdicts {
        for reason in &verdict.reasons {
            push(book, verdict, reason, 1, None, &mut rows);
        }
    }
    book.table("sheet-reasons", &COLUMNS, &rows)
}

fn push(book: &Book, verdict: &Verdict, reason: &Reason, level: usize, parent: Option<&Reason>, rows: &mut Vec<Vec<Cell>>) {
    let lang = book.lang;
    let used = reason.used.as_ref().map(|used| match &used.value {
        Some(value) => crate::words::with(lang, "fact-value", &[("label", used.label.get(lang)), ("value", value.get(lang))]),
        None => used.label.get(lang).to_owned(),
    });
    let status = reason.used.as_ref().and_then(|used| used.status).map(|s| labels::status(s, lang));
    let label =
        if reason.priority { format!("{} ({})", reason.label.get(lang), book.say("priority")) } else { reason.label.get(lang).to_owned() };
    rows.push(vec![
        book.text(&verdict.name),
        Cell::count(level),
        parent.map_or(Cell::Empty, |p| book.text(&p.label)),
        Cell::text(label),
        Cell::text(if reason.judged { book.say("judged") } else { labels::answer(reason.answer, lang) }),
        book.text(&reason.because),
        Cell::maybe(used),
        Cell::maybe(status),
        Cell::source(reason.source.as_deref()),
    ]);
    reason.parts.iter().for_each(|part| push(book, verdict, part, level + 1, Some(reason), rows));
}
