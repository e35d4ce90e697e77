//! The study of an activity as a workbook: every line of every table, real numbers, so that anyone can count again.

use super::told::by_department;
use super::{Subject, activity_view, company, product_name};
use crate::RenderError;
use crate::xlsx::book::{Book, Cell, Column};
use diagnose::suppliers::Supplier;
use domain::Lang;

/// What the study stands on, zones, départements, imports by product and method when trade is held, both roads of relocation,
/// what is near, limits: one sheet each.
///
/// # Errors
/// When the workbook cannot be written: a defect of this program.
pub fn activity_workbook(subject: &Subject, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let found = subject.found;
    let mut book = Book::new(found.label.get(lang), found.basis.on, lang)?;
    let view = activity_view(subject, lang);
    let named = |(label, value): &(String, String)| vec![Cell::text(label), Cell::text(value)];
    let mut rows = vec![vec![Cell::Strong(view.title.clone()), Cell::text(&view.subtitle)]];
    if view.synthetic {
        rows.push(vec![Cell::Strong(book.say("synthetic")), Cell::text(book.say("synthetic-text"))]);
    }
    rows.extend(view.basis.iter().chain(&view.known).map(named));
    rows.extend(view.here.iter().map(|said| vec![Cell::Empty, Cell::text(said)]));
    rows.extend(view.sources.iter().map(|s| vec![Cell::text(book.say("source")), Cell::text(format!("{} · {}", s.title, s.mark))]));
    book.table("sheet-basis", &[("fact", 34.0), ("value", 90.0)], &rows)?;
    zones(&mut book, subject)?;
    departments(&mut book, subject)?;
    if view.imports.is_some() {
        products(&mut book, subject)?;
    }
    companies(&mut book, "sheet-return", subject, &found.reinternalise)?;
    companies(&mut book, "sheet-bring", subject, &found.national_suppliers)?;
    let near = |n: &diagnose::sector::Near| vec![Cell::text(&n.activity), book.text(&n.label), Cell::Number(n.proximity, 3)];
    let rows: Vec<_> = found.near.iter().map(near).collect();
    book.table("sheet-near", &[("activity-code", 10.0), ("activity", 60.0), ("sector-proximity", 14.0)], &rows)?;
    let limits: Vec<_> = view.limits.iter().chain(&view.missing).map(|l| vec![Cell::text(l)]).collect();
    book.table("sheet-limits", &[("sectors-limits", 120.0)], &limits)?;
    book.bytes()
}

fn zones(book: &mut Book, subject: &Subject) -> Result<(), RenderError> {
    const COLUMNS: [Column; 7] = [
        ("rank", 8.0),
        ("sector-zone-code", 14.0),
        ("sector-zone", 50.0),
        ("quotient", 14.0),
        ("jobs", 12.0),
        ("establishments", 14.0),
        ("warning", 34.0),
    ];
    let row = |z: &diagnose::sector::ZoneRow| {
        vec![
            Cell::count(z.rank),
            Cell::text(&z.zone),
            book.text(&z.name),
            Cell::Number(z.quotient, 3),
            Cell::Number(z.jobs, 0),
            Cell::Number(z.establishments, 0),
            if z.hangs { Cell::text(book.say("sector-hangs")) } else { Cell::Empty },
        ]
    };
    let rows: Vec<_> = subject.found.zones.iter().map(row).collect();
    book.table("sheet-zones", &COLUMNS, &rows)
}

fn departments(book: &mut Book, subject: &Subject) -> Result<(), RenderError> {
    const COLUMNS: [Column; 4] = [("activity-code", 10.0), ("department", 34.0), ("jobs", 12.0), ("sector-share", 14.0)];
    let there = by_department(subject);
    let row = |(name, code, jobs, share): &(String, String, f64, f64)| {
        vec![Cell::text(code), Cell::text(name), Cell::Number(*jobs, 0), Cell::Share(*share)]
    };
    let rows: Vec<_> = there.rows.iter().map(row).collect();
    book.table("sheet-departments", &COLUMNS, &rows)
}

/// One row for each method on each product.
fn products(book: &mut Book, subject: &Subject) -> Result<(), RenderError> {
    const COLUMNS: [Column; 10] = [
        ("sector-product", 14.0),
        ("sector-product-name", 60.0),
        ("sector-product-share", 14.0),
        ("sector-imports-head", 16.0),
        ("sector-outside", 16.0),
        ("sector-unit", 26.0),
        ("sector-method", 60.0),
        ("sector-met", 16.0),
        ("sector-criteria", 16.0),
        ("sector-vulnerable-head", 16.0),
    ];
    let unit = subject.study.needs.as_ref().map(|needs| format!("{}, {}", needs.unit.get(book.lang), needs.year)).unwrap_or_default();
    let mut rows = vec![];
    for product in &subject.found.products {
        for verdict in &product.verdicts {
            let vulnerable = match verdict.vulnerable {
                Some(true) => "yes",
                Some(false) => "no",
                None => "sector-verdict-open",
            };
            rows.push(vec![
                Cell::text(&product.product),
                Cell::text(product_name(subject.study, &product.product)),
                Cell::Share(product.share),
                Cell::Number(product.imports, 0),
                Cell::Number(product.from_outside, 0),
                Cell::text(&unit),
                book.text(&verdict.name),
                Cell::count(verdict.met),
                Cell::count(verdict.criteria.len()),
                Cell::text(book.say(vulnerable)),
            ]);
        }
    }
    book.table("sheet-imports", &COLUMNS, &rows)
}

fn companies(book: &mut Book, sheet: &str, subject: &Subject, list: &[Supplier]) -> Result<(), RenderError> {
    const COLUMNS: [Column; 11] = [
        ("sector-company", 40.0),
        ("sector-siret", 18.0),
        ("activity-code", 10.0),
        ("activity", 50.0),
        ("sector-size", 22.0),
        ("commune", 30.0),
        ("sector-commune-code", 14.0),
        ("sector-distance", 14.0),
        ("sector-proximity", 12.0),
        ("sector-status", 24.0),
        ("because", 70.0),
    ];
    let row = |one: &Supplier| {
        let of = company(subject.study, subject.reference, one, book.lang);
        vec![
            Cell::text(of.name),
            Cell::text(of.siret),
            Cell::text(of.activity),
            Cell::text(of.activity_name),
            Cell::text(of.size),
            Cell::text(of.commune),
            Cell::text(of.commune_code),
            of.kilometres.map_or(Cell::Empty, |km| Cell::Number(km, 0)),
            Cell::Number(one.similarity, 3),
            Cell::text(of.label),
            Cell::text(of.why),
        ]
    };
    let rows: Vec<_> = list.iter().map(row).collect();
    book.table(sheet, &COLUMNS, &rows)
}
