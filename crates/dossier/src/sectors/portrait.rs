//! The territory in a few figures, each with what it means: how special, how concentrated, how diverse, how it changed.

use super::view::{ChangeRow, ChangeView, Figure};
use crate::{labels, words};
use diagnose::territory::{Change, Profile};
use domain::{Lang, format};

/// Activities of the change on the page and on paper; the workbook holds all that are named.
const CHANGED: usize = 8;

pub fn figures(profile: &Profile, lang: Lang) -> Vec<Figure> {
    let number = |value: f64, decimals| format::number(value, decimals, lang);
    let mut figures = Vec::new();
    let mut add = |[key, meaning]: [&str; 2], value: String, said: &[(&str, &str)]| {
        figures.push(Figure { label: words::say(lang, key), value, under: words::with(lang, meaning, said) });
    };
    if let Some(krugman) = profile.krugman {
        // Half of the sum of the differences is what should move.
        add(["portrait-special", "portrait-special-said"], labels::share(krugman / 2.0, lang), &[("krugman", &number(krugman, 2))]);
    }
    if let Some(concentration) = profile.concentration {
        add(["portrait-concentration", "portrait-concentration-said"], number(concentration, 3), &[]);
    }
    if profile.total_variety > 0.0 {
        // As many activities of the same size have the same entropy; so for the divisions, and the activities inside them.
        let [all, across, inside] = [profile.total_variety, profile.unrelated_variety, profile.related_variety].map(f64::exp2);
        let said = [number(across, 0), number(inside, 1), number(profile.total_variety, 2)];
        let said = [("across", &*said[0]), ("inside", &*said[1]), ("bits", &*said[2])];
        add(["portrait-variety", "portrait-variety-said"], number(all, 0), &said);
    }
    if let Some(complexity) = profile.complexity {
        let (known, all) = (profile.complexity_known.to_string(), profile.specialisations.to_string());
        add(["portrait-complexity", "portrait-complexity-said"], number(complexity, 2), &[("known", &known), ("all", &all)]);
    }
    figures
}

pub fn change(change: &Change, lang: Lang) -> ChangeView {
    let jobs = |value: f64| signed(value, lang);
    let part = |[key, meaning]: [&str; 2], value: f64| Figure {
        label: words::say(lang, key),
        value: jobs(value),
        under: words::say(lang, meaning),
    };
    let maybe = |value: Option<f64>| value.map(jobs).unwrap_or_default();
    let row = |of: &diagnose::territory::ActivityChange| ChangeRow {
        code: of.activity.clone(),
        name: of.label.get(lang).to_owned(),
        change: jobs(of.change),
        national: jobs(of.national),
        mix: jobs(of.mix),
        own: jobs(of.own),
        competitive: maybe(of.competitive),
        allocation: maybe(of.allocation),
    };
    ChangeView {
        title: words::with(lang, "change-title", &[("from", &change.from.to_string()), ("to", &change.to.to_string())]),
        parts: vec![
            part(["change-all", "change-all-said"], change.change),
            part(["change-national", "change-national-said"], change.national),
            part(["change-mix", "change-mix-said"], change.mix),
            part(["change-own", "change-own-said"], change.own),
        ],
        rows: change.activities.iter().take(CHANGED).map(row).collect(),
    }
}

/// "+120", "−35", "0": whole jobs.
fn signed(value: f64, lang: Lang) -> String {
    let told = format::number(value, 0, lang);
    if value > 0.0 && told != "0" { format!("+{told}") } else { told }
}
