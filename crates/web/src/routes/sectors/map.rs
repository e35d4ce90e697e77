//! Where an activity is in France: its jobs by département, in four shades and none, told in the legend. The table says the same.

use crate::app::App;
use crate::page::Page;
use diagnose::Table;
use dossier::sectors::departments;
use reference::{Inset, Outlines};

/// Classes of the style sheet, from no job at all to the darkest shade.
const CLASSES: [&str; 5] = ["", "q1", "q2", "q3", "q4"];

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

pub fn shaded<'a>(app: &'a App, jobs: &Table, activity: usize, page: &Page) -> Shaded<'a> {
    let there = departments(&app.reference, jobs, activity);
    let outlines = app.reference.outlines();
    let all = outlines.departments.iter().chain(outlines.insets.iter().map(|Inset { shape, .. }| shape));
    let shaded = |shape: &'a reference::Shape| Shape {
        path: &shape.path,
        class: CLASSES[there.shade(&shape.code)],
        title: format!("{} · {}", shape.name, page.share(&there.share(&shape.code))),
    };
    let shapes = all.map(shaded).collect();
    Shaded { outlines, shapes, rows: there.rows, elsewhere: there.elsewhere }
}
