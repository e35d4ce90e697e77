//! Where an activity is in France: its jobs by département, in four shades told in the legend. The table says the same.

use diagnose::Table;
use reference::{Outlines, Reference, Shape};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Shares of the jobs of the country from which a département takes the next shade.
const SHADES: [f64; 3] = [0.01, 0.02, 0.05];
/// Of a département without a job, then of each shade; the same as the pages', without transparency.
const INKS: [&str; 5] = ["#ebe5d9", "#e2eff1", "#a9c3c8", "#628f98", "#0e5563"];

/// Jobs of one activity by département.
#[derive(Clone, Debug, Default)]
pub struct Departments {
    /// Most jobs first: name, code, jobs, share of the country.
    pub rows: Vec<(String, String, f64, f64)>,
    /// Jobs in places whose département is not known.
    pub elsewhere: f64,
}

impl Departments {
    /// Share of the jobs of the country.
    pub fn share(&self, code: &str) -> f64 {
        self.rows.iter().find(|(_, of, ..)| of == code).map_or(0.0, |(.., share)| *share)
    }

    /// 0 without a job, then 1 to 4.
    pub fn shade(&self, code: &str) -> usize {
        let share = self.share(code);
        if share > 0.0 { 1 + SHADES.iter().filter(|least| share >= **least).count() } else { 0 }
    }
}

/// From the communes of the table; `activity` is a column of it.
pub fn departments(reference: &Reference, jobs: &Table, activity: usize) -> Departments {
    let (mut found, mut elsewhere) = (BTreeMap::new(), 0.0);
    for (i, place) in jobs.places.iter().enumerate() {
        let here = jobs.get(i, activity);
        if here > 0.0 {
            match reference.commune(place) {
                Some(commune) => *found.entry(commune.department.as_str()).or_insert(0.0) += here,
                None => elsewhere += here,
            }
        }
    }
    let total: f64 = found.values().sum::<f64>() + elsewhere;
    let name = |code: &str| reference.department_name(code).unwrap_or(code).to_owned();
    let mut rows: Vec<_> = found.into_iter().map(|(code, jobs)| (name(code), code.to_owned(), jobs, jobs / total)).collect();
    rows.sort_by(|a, b| b.2.total_cmp(&a.2));
    Departments { rows, elsewhere }
}

/// The départements shaded, as a drawing the typesetter embeds; empty without outlines.
pub fn jobs_map(outlines: &Outlines, of: &Departments) -> String {
    let (width, height) = (outlines.width, outlines.height);
    if outlines.departments.is_empty() || width <= 0.0 || height <= 0.0 {
        return String::new();
    }
    let stroke = width / 900.0;
    let mut drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"><g fill=\"#f7f5f0\">"
    );
    outlines.neighbours.iter().for_each(|shape| path(&mut drawing, shape, None));
    let _ = write!(drawing, "</g><g stroke=\"#ffffff\" stroke-width=\"{stroke}\" stroke-linejoin=\"round\">");
    let all = outlines.departments.iter().chain(outlines.insets.iter().map(|inset| &inset.shape));
    all.for_each(|shape| path(&mut drawing, shape, Some(INKS[of.shade(&shape.code)])));
    drawing.push_str("</g></svg>");
    drawing
}

/// Only the signs of a path are kept: outlines come from a file.
fn path(drawing: &mut String, shape: &Shape, ink: Option<&str>) {
    let sign = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '+');
    let d: String = shape.path.chars().filter(sign).collect();
    let fill = ink.map(|ink| format!(" fill=\"{ink}\"")).unwrap_or_default();
    let _ = write!(drawing, "<path d=\"{d}\"{fill}/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_jobs_a_departement_has_the_darker_it_is() {
        let row = |code: &str, share: f64| (code.to_owned(), code.to_owned(), share * 1_000.0, share);
        let of = Departments { rows: vec![row("71", 0.9), row("21", 0.02), row("58", 0.001)], elsewhere: 0.0 };
        assert_eq!(["71", "21", "58", "2A"].map(|code| of.shade(code)), [4, 3, 1, 0]);
        let shape = |code: &str| Shape { code: code.into(), name: code.into(), path: "M0 0l1 0 0 1z\"/>".into() };
        let outlines = Outlines { width: 10.0, height: 10.0, departments: ["71", "2A"].map(shape).into(), ..Outlines::default() };
        let drawn = jobs_map(&outlines, &of);
        assert!(drawn.contains("<path d=\"M0 0l1 0 0 1z\" fill=\"#0e5563\"/>") && drawn.contains("fill=\"#ebe5d9\""), "{drawn}");
        assert!(jobs_map(&Outlines::default(), &of).is_empty());
    }
}
