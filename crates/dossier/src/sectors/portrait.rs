//! The territory in a few figures, each with what it means: how special, how concentrated, how diverse, how it changed.

use super::view::{ChangeRow, ChangeView, Figure};
use crate::{labels, words};
use diagnose::territory::{Change, Profile};
use domain::{Lang, format};

/// Activities of the change on the page and on paper; the workbook holds all that are named.
const CHANGED: usize = 8;
/// Activities named among those that secrecy leaves out; the study as JSON has them all.
const NAMED: usize = 12;

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
    if let Some(out) = left_out(&profile.left_out, "portrait-left-out-said", lang) {
        figures.push(out);
    }
    figures
}

/// How many activities statistical secrecy leaves out of a computation, and the first of them; none when it leaves nothing out.
fn left_out(codes: &[String], said: &str, lang: Lang) -> Option<Figure> {
    let mut names = codes.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if codes.len() > NAMED {
        names += "…";
    }
    (!codes.is_empty()).then(|| Figure {
        label: words::say(lang, "portrait-left-out"),
        value: codes.len().to_string(),
        under: words::with(lang, said, &[("names", &names)]),
    })
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
    let mut parts = vec![
        part(["change-all", "change-all-said"], change.change),
        part(["change-national", "change-national-said"], change.national),
        part(["change-mix", "change-mix-said"], change.mix),
        part(["change-own", "change-own-said"], change.own),
    ];
    parts.extend(left_out(&change.left_out, "change-left-out-said", lang));
    ChangeView {
        title: words::with(lang, "change-title", &[("from", &change.from.to_string()), ("to", &change.to.to_string())]),
        parts,
        rows: change.activities.iter().take(CHANGED).map(row).collect(),
    }
}

/// "+120", "−35", "0": whole jobs.
fn signed(value: f64, lang: Lang) -> String {
    let told = format::number(value, 0, lang);
    if value > 0.0 && told != "0" { format!("+{told}") } else { told }
}
