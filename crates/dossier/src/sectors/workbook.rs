//! The study as a workbook: every line of every table, real numbers, so that anyone can count again.

use super::view::RoadRow;
use super::{roads, told};
use crate::RenderError;
use crate::xlsx::book::{Book, Cell, Column};
use diagnose::input_output::Gap;
use diagnose::territory::{BranchGap, Hangs, TerritoryDiagnosis};
use domain::Lang;

/// What the study stands on, what is done more than elsewhere, the ranking, the reasons of its figures, both roads of relocation,
/// what is bought elsewhere when a table of branches is held, its limits: one sheet each.
///
/// # Errors
/// When the workbook cannot be written: a defect of this program.
pub fn workbook(study: &TerritoryDiagnosis, kind: &str, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let mut book = Book::new(study.name.get(lang), study.basis.on, lang)?;
    let view = told::territory_view(study, kind, lang);
    let named = |(label, value): &(String, String)| vec![Cell::text(label), Cell::text(value)];
    let mut rows = vec![vec![Cell::Strong(view.title.clone()), Cell::text(&view.subtitle)]];
    if view.synthetic {
        rows.push(vec![Cell::Strong(book.say("synthetic")), Cell::text(book.say("synthetic-text"))]);
    }
    rows.extend(view.basis.iter().map(named));
    book.table("sheet-basis", &[("fact", 34.0), ("value", 90.0)], &rows)?;
    let portrait = |f: &super::view::Figure| vec![Cell::text(&f.label), Cell::text(&f.value), Cell::text(&f.under)];
    let rows: Vec<_> = view.portrait.iter().map(portrait).collect();
    book.table("sheet-portrait", &[("fact", 34.0), ("value", 14.0), ("because", 90.0)], &rows)?;
    if let Some(change) = &study.profile.change {
        changes(&mut book, change)?;
    }
    strengths(&mut book, study)?;
    prospects(&mut book, study)?;
    reasons(&mut book, study)?;
    figures(&mut book, study)?;
    road(&mut book, "sheet-return", roads::returning(study, lang))?;
    road(&mut book, "sheet-bring", roads::bringing(study, lang))?;
    if !study.gaps.is_empty() {
        gaps(&mut book, study)?;
    }
    let limits: Vec<_> = view.limits.iter().map(|l| vec![Cell::text(l)]).collect();
    book.table("sheet-limits", &[("sectors-limits", 120.0)], &limits)?;
    book.bytes()
}

fn strengths(book: &mut Book, study: &TerritoryDiagnosis) -> Result<(), RenderError> {
    const COLUMNS: [Column; 11] = [
        ("rank", 8.0),
        ("activity-code", 10.0),
        ("activity", 50.0),
        ("jobs", 12.0),
        ("establishments", 14.0),
        ("quotient", 14.0),
        ("quotient-low", 14.0),
        ("quotient-high", 14.0),
        ("discoveries", 14.0),
        ("warning", 30.0),
        ("because", 70.0),
    ];
    let row = |s: &diagnose::territory::Strength| {
        let warning = match s.hangs {
            Hangs::Yes { .. } => Cell::text(book.say("hangs-yes")),
            Hangs::Perhaps { .. } => Cell::text(book.say("hangs-perhaps")),
            Hangs::No { .. } | Hangs::Untold => Cell::Empty,
        };
        vec![
            Cell::count(s.rank),
            Cell::text(&s.activity),
            book.text(&s.label),
            Cell::Number(s.jobs, 0),
            Cell::Number(s.establishments, 0),
            Cell::Number(s.quotient, 2),
            Cell::Number(s.quotient_low, 2),
            s.quotient_high.map_or(Cell::Empty, |q| Cell::Number(q, 2)),
            Cell::Share(s.discoveries),
            warning,
            book.text(&s.why),
        ]
    };
    let rows: Vec<_> = study.strengths.iter().map(row).collect();
    book.table("sheet-strengths", &COLUMNS, &rows)
}

/// Rising years first in the name of the columns; the first row is the sum over every activity.
fn changes(book: &mut Book, change: &diagnose::territory::Change) -> Result<(), RenderError> {
    const COLUMNS: [Column; 8] = [
        ("activity-code", 10.0),
        ("activity", 50.0),
        ("change-all", 14.0),
        ("change-national", 16.0),
        ("change-mix", 16.0),
        ("change-own", 16.0),
        ("change-competitive", 16.0),
        ("change-allocation", 16.0),
    ];
    let jobs = |value: f64| Cell::Number(value, 1);
    let maybe = |value: Option<f64>| value.map_or(Cell::Empty, jobs);
    let years = format!("{}–{}", change.from, change.to);
    let mut rows = vec![vec![
        Cell::Strong(years),
        Cell::Strong(book.say("change-everything")),
        jobs(change.change),
        jobs(change.national),
        jobs(change.mix),
        jobs(change.own),
        Cell::Empty,
        Cell::Empty,
    ]];
    rows.extend(change.activities.iter().map(|of| {
        vec![
            Cell::text(&of.activity),
            book.text(&of.label),
            jobs(of.change),
            jobs(of.national),
            jobs(of.mix),
            jobs(of.own),
            maybe(of.competitive),
            maybe(of.allocation),
        ]
    }));
    book.table("sheet-change", &COLUMNS, &rows)
}

fn prospects(book: &mut Book, study: &TerritoryDiagnosis) -> Result<(), RenderError> {
    const COLUMNS: [Column; 16] = [
        ("rank", 8.0),
        ("activity-code", 10.0),
        ("activity", 50.0),
        ("quadrant", 26.0),
        ("relatedness", 12.0),
        ("density", 12.0),
        ("complexity", 12.0),
        ("figure-need", 11.0),
        ("figure-proximity", 11.0),
        ("figure-skills", 13.0),
        ("figure-reception", 11.0),
        ("figure-returns", 11.0),
        ("total", 11.0),
        ("top-ten", 14.0),
        ("jobs", 11.0),
        ("because", 80.0),
    ];
    let score = |s: Option<f64>| s.map_or(Cell::Empty, |s| Cell::Number(s, 1));
    let row = |p: &diagnose::territory::Prospect| {
        let mut cells = vec![
            Cell::count(p.rank),
            Cell::text(&p.activity),
            book.text(&p.label),
            Cell::text(told::quadrant(p.quadrant, book.lang)),
            Cell::Number(p.relatedness, 3),
            Cell::Number(p.density, 3),
            p.complexity.map_or(Cell::Empty, |c| Cell::Number(c, 3)),
        ];
        cells.extend(p.scores.list().map(score));
        cells.extend([score(p.total), Cell::Share(p.robustness), Cell::Number(p.jobs, 0), book.text(&p.why)]);
        cells
    };
    let rows: Vec<_> = study.prospects.iter().map(row).collect();
    book.table("sheet-prospects", &COLUMNS, &rows)
}

/// What is behind the figures of each activity, in sentences; nearness has its own sheet, in numbers.
fn figures(book: &mut Book, study: &TerritoryDiagnosis) -> Result<(), RenderError> {
    const COLUMNS: [Column; 7] = [
        ("rank", 8.0),
        ("activity-code", 10.0),
        ("activity", 50.0),
        ("figure-need", 60.0),
        ("figure-skills", 60.0),
        ("figure-reception", 60.0),
        ("figure-returns", 60.0),
    ];
    let row = |p: &diagnose::territory::Prospect| {
        let [need, _, skills, reception, returns] = told::reasons(p, book.lang);
        let mut cells = vec![Cell::count(p.rank), Cell::text(&p.activity), book.text(&p.label)];
        cells.extend([need, skills, reception, returns].map(|said| if said.is_empty() { Cell::Empty } else { Cell::text(said) }));
        cells
    };
    let rows: Vec<_> = study.prospects.iter().map(row).collect();
    book.table("sheet-reasons-figures", &COLUMNS, &rows)
}

/// A road of relocation, every line of it.
fn road(book: &mut Book, sheet: &str, lines: Vec<RoadRow>) -> Result<(), RenderError> {
    const COLUMNS: [Column; 3] = [("activity-code", 10.0), ("activity", 60.0), ("because", 120.0)];
    let row = |line: RoadRow| vec![Cell::text(line.code), Cell::text(line.name), Cell::text(line.because.join("\n"))];
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    book.table(sheet, &COLUMNS, &rows)
}

fn gaps(book: &mut Book, study: &TerritoryDiagnosis) -> Result<(), RenderError> {
    const COLUMNS: [Column; 9] = [
        ("activity-code", 10.0),
        ("activity", 60.0),
        ("gap-millions", 14.0),
        ("gap-low", 14.0),
        ("gap-high", 14.0),
        ("gap-unmet", 14.0),
        ("gap-unmet-low", 14.0),
        ("gap-unmet-high", 14.0),
        ("gap-jobs", 14.0),
    ];
    let millions = |cents: domain::Cents| Cell::Number(cents.0 as f64 / 1e8, 2);
    let unmet = |g: &BranchGap, of: fn(Gap) -> domain::Cents| g.unmet.map_or(Cell::Empty, |unmet| millions(of(unmet)));
    let row = |g: &BranchGap| {
        vec![
            Cell::text(&g.branch),
            book.text(&g.label),
            millions(g.gap.central),
            millions(g.gap.low),
            millions(g.gap.high),
            unmet(g, |unmet| unmet.central),
            unmet(g, |unmet| unmet.low),
            unmet(g, |unmet| unmet.high),
            g.multiplier.jobs.map_or(Cell::Empty, |jobs| Cell::Number(jobs.central, 2)),
        ]
    };
    let rows: Vec<_> = study.gaps.iter().map(row).collect();
    book.table("sheet-gaps", &COLUMNS, &rows)
}

fn reasons(book: &mut Book, study: &TerritoryDiagnosis) -> Result<(), RenderError> {
    const COLUMNS: [Column; 6] =
        [("rank", 8.0), ("activity-code", 10.0), ("activity", 50.0), ("present-activity", 50.0), ("density", 12.0), ("share", 12.0)];
    let mut rows = vec![];
    for p in &study.prospects {
        for part in p.because.iter().chain([&p.others]) {
            let share = if p.density > 0.0 { part.density / p.density } else { 0.0 };
            rows.push(vec![
                Cell::count(p.rank),
                Cell::text(&p.activity),
                book.text(&p.label),
                Cell::text(format!("{} {}", part.activity, part.label.get(book.lang)).trim()),
                Cell::Number(part.density, 3),
                Cell::Share(share),
            ]);
        }
    }
    book.table("sheet-reasons-near", &COLUMNS, &rows)
}
