//! `rebond sectors analyse`: the whole chain on a table of one's own, to check Rebond or to work elsewhere.

use super::long_table::{Columns, Read3, read};
use super::{convention, written};
use crate::commands::{Outcome, both, list};
use clap::Args;
use diagnose::proximity::ProximityKind;
use diagnose::{Analysis, AnalysisOptions, Convention};
use jiff::Timestamp;
use std::path::PathBuf;

#[derive(Args)]
pub struct Analyse {
    /// CSV with one row per place and activity; .gz is read as it is.
    input: PathBuf,
    /// Name of the column of places.
    #[arg(long)]
    location: String,
    /// Name of the column of activities or products.
    #[arg(long)]
    activity: String,
    /// Name of the column of jobs, establishments, euros…
    #[arg(long)]
    value: String,
    /// Whose conventions to follow: atlas, datawheel or r.
    #[arg(long, default_value = "atlas", value_parser = convention)]
    convention: Convention,
    /// minimum, geometric, cosine, jaccard or association.
    #[arg(long, default_value = "minimum", value_parser = kind)]
    proximity: ProximityKind,
    /// Location quotient from which a place counts as specialised.
    #[arg(long, default_value_t = 1.0)]
    threshold: f64,
    /// 0 takes every processor.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Folder of the answers: locations.csv, activities.csv, cells.csv, proximity.csv, about.json, unread.csv.
    #[arg(long)]
    out: PathBuf,
}

fn kind(name: &str) -> Result<ProximityKind, String> {
    ProximityKind::ALL.into_iter().find(|k| k.name() == name).ok_or_else(|| ProximityKind::ALL.map(ProximityKind::name).join(", "))
}

impl Analyse {
    pub fn run(self) -> Outcome {
        let columns = Columns { location: &self.location, activity: &self.activity, value: &self.value };
        let Read3 { gathered, rows, unknown } = read(&self.input, &columns).map_err(|why| list(&[*why]))?;
        tell_some("inconnue(s) / unknown", unknown.len(), || list(&unknown[..unknown.len().min(20)]));
        tell_some("clé(s) répétée(s), sommées / repeated keys, summed", gathered.merged.len(), || {
            let keys: Vec<String> = gathered.merged.iter().take(20).map(|(place, activity)| format!("  {place} {activity}")).collect();
            keys.join("\n")
        });
        let options =
            AnalysisOptions { convention: self.convention, proximity: self.proximity, threshold: self.threshold, threads: self.threads };
        let (merged, untold, table) = (gathered.merged, gathered.unknown, gathered.table);
        let analysis = Analysis::new(table, options).map_err(|refusal| both(&refusal.text()))?;
        let (dropped, complexity) = (&analysis.dropped, &analysis.complexity);
        tell_some("lieu(x) sans rien / places with nothing", dropped.places.len(), || dropped.places.join(" "));
        tell_some("activité(s) sans rien / activities with nothing", dropped.activities.len(), || dropped.activities.join(" "));
        let on = domain::calendar::paris_time(Timestamp::now()).date();
        let (input, columns, merged) = (self.input.as_path(), &columns, merged.as_slice());
        let run = written::Run { input, columns, rows, merged, unknown: &unknown, untold: &untold, on, analysis: &analysis };
        run.write(&self.out).map_err(|e| format!("✕ {} : {e}", self.out.display()))?;
        println!(
            "{} lieux / places × {} activités / activities, convention {}, λ2 {:.5}, λ2 − λ3 {:.5} → {}",
            analysis.table.places.len(),
            analysis.table.activities.len(),
            self.convention.name(),
            complexity.eigenvalues[1],
            complexity.gap,
            self.out.display()
        );
        Ok(())
    }
}

fn tell_some(what: &str, count: usize, list: impl FnOnce() -> String) {
    if count > 0 {
        eprintln!("{count} {what}\n{}", list());
    }
}
