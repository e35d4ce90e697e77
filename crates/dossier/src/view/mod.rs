//! The dossier as the template reads it: every text in one language, every figure already written, every share of a
//! drawing already computed. The template only lays out.

mod calendar;
mod cover;
mod measures;
mod need;
mod plan;
mod sites;

use crate::cite::{Cite, Sources};
use crate::{Extras, labels, words};
use domain::{Lang, Source, Text, format};
use factory::Dossier;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

pub use need::grouped;

#[derive(Serialize)]
pub struct View {
    lang: &'static str,
    title: String,
    judged_on: String,
    words: BTreeMap<&'static str, String>,
    cover: cover::Cover,
    need: need::Need,
    measures: measures::Measures,
    sites: sites::Sites,
    calendar: Option<calendar::CalendarView>,
    plan: plan::PlanView,
    missing: Vec<MissingRow>,
    sources: Vec<SourceRow>,
    /// "Rebond 0.1.0, format 1, programmes : …".
    version: String,
}

#[derive(Serialize)]
struct MissingRow {
    fact: bool,
    label: String,
    because: String,
}

#[derive(Serialize)]
struct SourceRow {
    title: String,
    article: Option<String>,
    url: Option<String>,
    date: Option<String>,
    mark: String,
}

/// What every chapter needs to write its part.
struct Pen<'a> {
    dossier: &'a Dossier,
    lang: Lang,
    sources: Sources,
}

impl Pen<'_> {
    fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }
    fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|t| self.text(t)).collect()
    }
    fn say(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
    fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        words::with(self.lang, key, args)
    }
    fn cite(&mut self, source: Option<&Source>) -> Option<Cite> {
        self.sources.maybe(source)
    }
    fn fact_label(&self, key: &str) -> String {
        labels::fact_label(self.dossier, key, self.lang)
    }
}

pub fn build(dossier: &Dossier, lang: Lang, extras: &Extras) -> View {
    let mut pen = Pen { dossier, lang, sources: Sources::new(&dossier.sources) };
    let cover = cover::cover(&pen);
    let need = need::need(&mut pen);
    let measures = measures::measures(&mut pen);
    let sites = sites::sites(&mut pen, extras);
    let calendar = dossier.calendar.as_ref().map(|c| calendar::calendar(&mut pen, c));
    let plan = plan::plan(&mut pen);
    let missing =
        dossier.missing.iter().map(|m| MissingRow { fact: m.key.is_some(), label: pen.text(&m.label), because: pen.text(&m.because) });
    View {
        lang: lang.code(),
        title: dossier.project.title.clone(),
        judged_on: format::date(dossier.project.judged_on, lang),
        words: words::all(lang),
        cover,
        need,
        measures,
        sites,
        calendar,
        plan,
        missing: missing.collect(),
        sources: pen.sources.list().iter().map(|s| source_row(s, lang)).collect(),
        version: version(dossier, lang),
    }
}

fn source_row(source: &Source, lang: Lang) -> SourceRow {
    SourceRow {
        title: source.title.clone(),
        article: source.article.clone(),
        url: source.url.clone(),
        date: source.date.map(|d| format::date(d, lang)),
        mark: labels::mark(source.mark, lang),
    }
}

/// What the answers were computed with, so that another can be compared with this one.
pub fn version(dossier: &Dossier, lang: Lang) -> String {
    let programmes: BTreeSet<&str> = dossier.qualification.verdicts.iter().map(|v| &*v.programme).collect();
    let programmes = if programmes.is_empty() { words::say(lang, "none") } else { programmes.into_iter().collect::<Vec<_>>().join(", ") };
    let format = dossier.format.to_string();
    words::with(lang, "version", &[("version", env!("CARGO_PKG_VERSION")), ("format", &format), ("programmes", &programmes)])
}
