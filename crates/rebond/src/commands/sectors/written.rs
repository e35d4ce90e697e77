//! The answers as files. Each is written beside its name and put in place when whole: a folder never holds half an answer.
//!
//! | file | a row is | columns |
//! |---|---|---|
//! | locations.csv | a place | location, diversity, eci, coi, fitness |
//! | activities.csv | an activity | activity, ubiquity, pci, product_complexity (that of the fitness method) |
//! | cells.csv | a place and an activity, all of them | location, activity, value, rca, m, density, relative, cog |
//! | proximity.csv | two activities, both ways | activity_1, activity_2, proximity |
//! | unread.csv | a row whose value stays unknown | line, column, what |
//! | about.json | the run | file, day, convention, eigenvalues, gap, what was merged, unknown and dropped |
//!
//! In cells.csv, value, rca and m are empty where the file has a row whose value is not told: unknown, and nothing bounds it.
//! The rest of the table is computed on what is told.

use super::long_table::Columns;
use diagnose::Analysis;
use diagnose::fitness::fitness;
use diagnose::outlook::{Rows, coi};
use diagnose::relative::relative_relatedness;
use domain::{Date, Problem};
use serde_json::json;
use std::fmt::Write as _;
use std::fs::{File, create_dir_all, rename};
use std::io::{BufWriter, Result, Write};
use std::path::Path;

/// Places whose rows are in memory at once.
const AT_ONCE: usize = 256;
/// Updates of the fitness, those of the R package.
const UPDATES: usize = 19;

pub struct Run<'a> {
    pub input: &'a Path,
    pub columns: &'a Columns<'a>,
    pub rows: usize,
    pub merged: &'a [(String, String)],
    pub unknown: &'a [Problem],
    /// Places and activities of the rows whose value is not told, sorted.
    pub untold: &'a [(String, String)],
    /// Day of the run.
    pub on: Date,
    pub analysis: &'a Analysis,
}

impl Run<'_> {
    pub fn write(&self, folder: &Path) -> Result<()> {
        create_dir_all(folder)?;
        let Analysis { table, presence, proximity, complexity, .. } = self.analysis;
        let fitness = fitness(presence, UPDATES);
        let coi = coi(presence, proximity, complexity, self.analysis.options.threads);
        whole(folder, "locations.csv", |out| {
            writeln!(out, "location,diversity,eci,coi,fitness")?;
            for (c, place) in table.places.iter().enumerate() {
                let diversity = presence.activities_of(c).len();
                writeln!(out, "{},{diversity},{},{},{}", quoted(place), complexity.eci[c], coi[c], fitness.places[c])?;
            }
            Ok(())
        })?;
        whole(folder, "activities.csv", |out| {
            writeln!(out, "activity,ubiquity,pci,product_complexity")?;
            for (p, activity) in table.activities.iter().enumerate() {
                let ubiquity = presence.places_of(p).len();
                writeln!(out, "{},{ubiquity},{},{}", quoted(activity), complexity.pci[p], fitness.activities[p])?;
            }
            Ok(())
        })?;
        whole(folder, "cells.csv", |out| self.cells(out))?;
        whole(folder, "proximity.csv", |out| {
            writeln!(out, "activity_1,activity_2,proximity")?;
            let names: Vec<String> = table.activities.iter().map(|name| quoted(name)).collect();
            for (p, first) in names.iter().enumerate() {
                for (second, phi) in names.iter().zip(proximity.row(p)) {
                    writeln!(out, "{first},{second},{phi}")?;
                }
            }
            Ok(())
        })?;
        whole(folder, "unread.csv", |out| {
            writeln!(out, "line,column,what")?;
            self.unknown.iter().try_for_each(|p| writeln!(out, "{},{},{}", p.line, quoted(&p.field), quoted(&p.what.en)))
        })?;
        whole(folder, "about.json", |out| writeln!(out, "{:#}", self.about()))
    }

    fn cells(&self, out: &mut dyn Write) -> Result<()> {
        let Analysis { table, rca, presence, proximity, complexity, .. } = self.analysis;
        writeln!(out, "location,activity,value,rca,m,density,relative,cog")?;
        let (rows, places) = (Rows::new(presence, proximity, complexity), table.places.len());
        let names: Vec<String> = table.activities.iter().map(|name| quoted(name)).collect();
        for first in (0..places).step_by(AT_ONCE) {
            let blocks = rows.each(first..places.min(first + AT_ONCE), |c, density, cog| {
                let (columns, values) = table.row(c);
                let quotients = &rca[table.start[c]..table.start[c + 1]];
                let mut known = columns.iter().zip(values.iter().zip(quotients)).peekable();
                let relative = relative_relatedness(density, presence.activities_of(c));
                let (place, mut text) = (quoted(&table.places[c]), String::new());
                for (p, activity) in names.iter().enumerate() {
                    let (value, quotient) = known.next_if(|(j, _)| **j as usize == p).map_or((0.0, 0.0), |(_, (v, q))| (*v, *q));
                    let (m, near) = (u8::from(relative[p].is_none()), relative[p].map_or(String::new(), |r| r.to_string()));
                    let known = match self.told(&table.places[c], &table.activities[p]) {
                        true => format!("{value},{quotient},{m}"),
                        false => ",,".to_owned(),
                    };
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "{place},{activity},{known},{},{near},{}", density[p], cog[p]);
                }
                text
            });
            blocks.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
        }
        Ok(())
    }

    /// Whether no row leaves the value of this cell unknown: a part that is told says nothing of the whole.
    fn told(&self, place: &str, activity: &str) -> bool {
        self.untold.binary_search_by(|(c, p)| (c.as_str(), p.as_str()).cmp(&(place, activity))).is_err()
    }

    fn about(&self) -> serde_json::Value {
        let Analysis { options, complexity, dropped, table, presence, .. } = self.analysis;
        json!({
            "program": concat!("rebond ", env!("CARGO_PKG_VERSION")),
            "matrix": self.input.file_name().map(|name| name.to_string_lossy()),
            "on": self.on,
            "columns": { "location": self.columns.location, "activity": self.columns.activity, "value": self.columns.value },
            "convention": options.convention.name(),
            "proximity": options.proximity.name(),
            "threshold": options.threshold,
            "rows": self.rows,
            "places": table.places.len(),
            "activities": table.activities.len(),
            "specialisations": presence.ones(),
            "eigenvalues": complexity.eigenvalues,
            "gap": complexity.gap,
            "residual": complexity.residual,
            "fitness_updates": UPDATES,
            "summed": self.merged,
            "unknown": self.unknown.len(),
            "unknown_cells": self.untold,
            "dropped": { "places": dropped.places, "activities": dropped.activities },
        })
    }
}

fn whole(folder: &Path, name: &str, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let beside = folder.join(format!("{name}.part"));
    let mut out = BufWriter::with_capacity(1 << 16, File::create(&beside)?);
    fill(&mut out)?;
    out.flush()?;
    rename(beside, folder.join(name))
}

/// As CSV wants a field: in quotes when it holds a separator, a quote or a line break.
fn quoted(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}
