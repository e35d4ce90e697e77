//! Sheets of the money: lines with their total, checks with the amount that would pass, payments.

use super::book::{Book, Cell, Column};
use crate::{RenderError, labels};
use factory::Dossier;

pub fn lines(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 10] = [
        ("line", 44.0),
        ("amount", 18.0),
        ("share", 10.0),
        ("aid", 18.0),
        ("state", 14.0),
        ("funder", 18.0),
        ("instrument", 24.0),
        ("regime", 24.0),
        ("proposed-by", 14.0),
        ("because", 50.0),
    ];
    let (plan, lang) = (&dossier.plan, book.lang);
    let whole = plan.cost.unwrap_or(plan.total);
    let share = |amount: domain::Cents| amount.rate_of(whole).map_or(Cell::Empty, |rate| Cell::Share(rate.as_fraction()));
    let mut rows: Vec<Vec<Cell>> = plan
        .lines
        .iter()
        .map(|l| {
            vec![
                book.text(&l.label),
                Cell::Money(l.amount),
                share(l.amount),
                Cell::Money(l.aid),
                Cell::text(labels::line_state(l.state, lang)),
                Cell::text(labels::funder(l.funder, lang)),
                Cell::text(labels::instrument(l.instrument, lang)),
                Cell::text(labels::regime(l.regime, lang)),
                Cell::text(book.say(if l.proposed { "yes" } else { "no" })),
                book.text(&l.because),
            ]
        })
        .collect();
    rows.push(vec![
        Cell::Strong(book.say("total")),
        Cell::Money(plan.total),
        share(plan.total),
        Cell::Money(plan.lines.iter().map(|l| l.aid).sum()),
    ]);
    rows.push(vec![Cell::Strong(book.say("plan-gap")), Cell::Money(plan.gap), share(plan.gap)]);
    rows.push(vec![Cell::Strong(book.say("plan-cost")), Cell::money(plan.cost)]);
    rows.push(vec![Cell::Strong(book.say("plan-eligible")), Cell::money(plan.eligible)]);
    rows.push(vec![Cell::Strong(book.say("plan-ceiling")), Cell::money(plan.ceiling)]);
    book.table("sheet-plan", &COLUMNS, &rows)
}

pub fn checks(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 5] = [("rule", 40.0), ("result", 12.0), ("because", 70.0), ("would-pass", 18.0), ("source", 50.0)];
    let rows = dossier.plan.checks.iter().map(|c| {
        vec![
            book.text(&c.name),
            Cell::text(labels::answer(c.answer, book.lang)),
            book.text(&c.because),
            Cell::money(c.would_pass),
            Cell::source(Some(&c.source)),
        ]
    });
    let rows: Vec<_> = rows.collect();
    book.table("sheet-checks", &COLUMNS, &rows)
}

pub fn payments(book: &mut Book, dossier: &Dossier) -> Result<(), RenderError> {
    const COLUMNS: [Column; 6] =
        [("date", 14.0), ("line", 44.0), ("payment", 14.0), ("amount", 18.0), ("running-total", 18.0), ("because", 60.0)];
    let mut running = domain::Cents::ZERO;
    let mut rows = vec![];
    for p in &dossier.plan.payments {
        running += p.amount;
        let line = dossier.plan.lines.get(p.line).map_or(Cell::Empty, |l| book.text(&l.label));
        rows.push(vec![
            Cell::Date(p.date),
            line,
            Cell::text(labels::payment(p.kind, book.lang)),
            Cell::Money(p.amount),
            Cell::Money(running),
            book.text(&p.because),
        ]);
    }
    book.table("sheet-payments", &COLUMNS, &rows)
}
