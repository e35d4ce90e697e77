//! Where an activity is in France: its jobs by département, in four shades told in the legend. The table says the same.

use crate::app::App;
use crate::page::Page;
use diagnose::Table;
use reference::{Inset, Outlines};
use std::collections::BTreeMap;

/// Shares of the jobs of the country above which a département takes the next shade.
pub const SHADES: [f64; 3] = [0.01, 0.02, 0.05];

pub struct Shaded<'a> {
    pub outlines: &'a Outlines,
    pub shapes: Vec<Shape<'a>>,
    /// Départements, most jobs first: name, code, jobs, share of the country.
    pub rows: Vec<(String, String, f64, f64)>,
    /// Jobs in places whose département is not known.
    pub elsewhere: f64,
}

pub struct Shape<'a> {
    pub path: &'a str,
    pub class: &'static str,
    pub title: String,
}

/// Jobs of one activity by département, from the communes of the table.
pub fn departments(app: &App, jobs: &Table, activity: usize) -> (BTreeMap<String, f64>, f64) {
    let (mut found, mut elsewhere) = (BTreeMap::new(), 0.0);
    for (i, place) in jobs.places.iter().enumerate() {
        let here = jobs.get(i, activity);
        if here > 0.0 {
            match app.reference.commune(place) {
                Some(commune) => *found.entry(commune.department.clone()).or_insert(0.0) += here,
                None => elsewhere += here,
            }
        }
    }
    (found, elsewhere)
}

pub fn shaded<'a>(app: &'a App, jobs: &Table, activity: usize, page: &Page) -> Shaded<'a> {
    let (found, elsewhere) = departments(app, jobs, activity);
    let total: f64 = found.values().sum::<f64>() + elsewhere;
    let share = |code: &str| found.get(code).map_or(0.0, |jobs| jobs / total);
    let outlines = app.reference.outlines();
    let all = outlines.departments.iter().chain(outlines.insets.iter().map(|Inset { shape, .. }| shape));
    let shapes = all.map(|shape| {
        let part = share(&shape.code);
        let class = match SHADES.iter().filter(|s| part >= **s).count() {
            0 if part == 0.0 => "",
            0 => "q1",
            1 => "q2",
            2 => "q3",
            _ => "q4",
        };
        Shape { path: &shape.path, class, title: format!("{} · {}", shape.name, page.share(&part)) }
    });
    let mut rows: Vec<_> = found
        .iter()
        .map(|(code, jobs)| (app.reference.department_name(code).unwrap_or(code).to_owned(), code.clone(), *jobs, jobs / total))
        .collect();
    rows.sort_by(|a, b| b.2.total_cmp(&a.2));
    Shaded { outlines, shapes: shapes.collect(), rows, elsewhere }
}
