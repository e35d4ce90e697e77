//! Sheets of the sites: ranked and excluded together, then the contribution of each criterion to each score.

use super::book::{Book, Cell, Column};
use crate::{RenderError, labels};
use factory::Dossier;

pub fn sites(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 16] = [
        ("rank", 8.0),
        ("site", 40.0),
        ("state", 12.0),
        ("commune", 24.0),
        ("department", 14.0),
        ("labels", 18.0),
        ("score", 10.0),
        ("score-low", 11.0),
        ("score-high", 11.0),
        ("first-place", 11.0),
        ("top-three", 14.0),
        ("data-known", 14.0),
        ("strengths", 40.0),
        ("weaknesses", 40.0),
        ("to-check", 46.0),
        ("would-change", 46.0),
    ];
    let mut rows = vec![];
    if let Some(ranking) = &dossier.ranking {
        for s in &ranking.ranked {
            rows.push(vec![
                Cell::count(s.rank),
                Cell::text(&s.name),
                Cell::text(book.say("ranked-word")),
                Cell::text(&s.commune),
                Cell::text(&s.department),
                Cell::text(s.labels.join(", ")),
                Cell::Number(s.score, 1),
                Cell::Number(s.score_low, 1),
                Cell::Number(s.score_high, 1),
                Cell::Share(s.first_share),
                Cell::Share(s.top3_share),
                Cell::text(format!("{}/{}", s.known, s.total)),
                book.texts(&s.strengths),
                book.texts(&s.weaknesses),
                book.texts(&s.to_check),
                book.texts(&s.would_change),
            ]);
        }
        for e in &ranking.excluded {
            let mut row = vec![Cell::Empty, Cell::text(&e.name), Cell::text(book.say("excluded-word"))];
            row.extend(std::iter::repeat_with(|| Cell::Empty).take(10));
            row.push(book.texts(&e.reasons));
            rows.push(row);
        }
    }
    book.table("sheet-sites", &COLUMNS, &rows)
}

pub fn contributions(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 11] = [
        ("rank", 8.0),
        ("site", 40.0),
        ("criterion", 30.0),
        ("weight", 10.0),
        ("value", 40.0),
        ("answer", 12.0),
        ("utility", 10.0),
        ("points", 10.0),
        ("status", 14.0),
        ("source", 46.0),
        ("method", 50.0),
    ];
    let lang = book.lang;
    let mut rows = vec![];
    for (ranking, site) in dossier.ranking.iter().flat_map(|r| r.ranked.iter().map(move |s| (r, s))) {
        for c in &site.contributions {
            let criterion = ranking.criteria.iter().find(|k| k.id == c.criterion);
            rows.push(vec![
                Cell::count(site.rank),
                Cell::text(&site.name),
                criterion.map_or_else(|| Cell::text(&c.criterion), |k| book.text(&k.label)),
                criterion.map_or(Cell::Empty, |k| Cell::Share(k.weight)),
                c.value.as_ref().map_or(Cell::Empty, |v| book.text(v)),
                Cell::text(labels::answer(c.answer, lang)),
                c.utility.map_or(Cell::Empty, |u| Cell::Number(u, 3)),
                Cell::Number(c.points, 1),
                Cell::maybe(c.status.map(|s| labels::status(s, lang))),
                Cell::source(c.source.as_ref()),
                criterion.map_or(Cell::Empty, |k| book.text(&k.method)),
            ]);
        }
    }
    book.table("sheet-contributions", &COLUMNS, &rows)
}
