//! The words of the interface, in Fluent files (`i18n/fr/*.ftl`, `i18n/en/*.ftl`, one per page). Data carry their own two
//! languages.

use domain::{Lang, Text};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use std::sync::LazyLock;

type Bundle = FluentBundle<FluentResource>;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/i18n");

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| [Lang::Fr, Lang::En].map(bundle));

/// The files of a language: (name, text).
fn files(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    let folder = FILES.get_dir(lang.code()).expect("i18n holds a folder per language");
    folder.files().filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
}

fn bundle(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![lang.code().parse().expect("fr and en are language codes")]);
    bundle.set_use_isolating(false);
    for (name, text) in files(lang) {
        let text = if lang == Lang::Fr { unbroken(text) } else { text.to_owned() };
        let resource = FluentResource::try_new(text).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
    }
    bundle
}

/// French puts a space before its double signs and the unit of an amount, and inside its quotes: one where no line ends,
/// whatever the files hold.
pub fn unbroken(text: &str) -> String {
    [" :", " ;", " ?", " !", " »", " %", " €", " k€", " M€", " Md€"]
        .into_iter()
        .fold(text.replace("« ", "«\u{a0}"), |text, sign| text.replace(sign, &sign.replace(' ', "\u{a0}")))
}

/// What rules, data and stations say, in this language: no line of French starts with a sign.
pub fn of(text: &Text, lang: Lang) -> String {
    match lang {
        Lang::Fr => unbroken(&text.fr),
        Lang::En => text.en.to_string(),
    }
}

/// The message in this language; a missing one shows its name, and a test refuses it.
pub fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let bundle = &BUNDLES[lang as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { return format!("⟦{key}⟧") };
    let mut values = FluentArgs::new();
    for (name, value) in args {
        // Whole numbers choose the plural form; anything else is text already formatted.
        match value.parse::<i64>() {
            Ok(number) => values.set(*name, number),
            Err(_) => values.set(*name, *value),
        }
    }
    bundle.format_pattern(pattern, Some(&values), &mut vec![]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let is_key = |l: &&str| l.starts_with(|c: char| c.is_ascii_lowercase()) && l.contains(" =");
        files(lang).flat_map(|(_, text)| text.lines().filter(is_key)).map(|l| l.split(" =").next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn both_languages_hold_the_same_messages() {
        assert_eq!(keys(Lang::Fr), keys(Lang::En));
    }

    /// What every file of the crate that may ask for a message says.
    fn sources() -> String {
        let mut text = String::new();
        let mut folders = ["src", "templates"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).to_vec();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
                let path = entry.expect("a readable entry").path();
                if path.is_dir() { folders.push(path) } else { text += &std::fs::read_to_string(&path).expect("a text file") }
            }
        }
        text
    }

    #[test]
    fn every_message_asked_for_exists_and_every_message_is_used() {
        let (text, known) = (sources(), keys(Lang::Fr));
        let calls = ["page.t(\"", "page.t1(\"", "page.t2(\"", "page.tn(\"", "here.t(\""];
        let asked = calls.iter().flat_map(|start| text.split(start).skip(1)).filter_map(|rest| rest.split('"').next());
        let asked: BTreeSet<String> = asked.map(str::to_owned).collect();
        assert!(asked.len() > 100, "the test reads the calls: {} found", asked.len());
        assert_eq!(asked.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "asked for, not written");
        // "role-{code}" asks for every message that begins so, and a field named "amount" for "amount-hint" too.
        let literals: BTreeSet<&str> = text.split('"').collect();
        let beginnings: Vec<&str> = literals.iter().filter_map(|l| l.split('{').next()).filter(|l| l.ends_with('-')).collect();
        let used = |key: &str| {
            let field = key.strip_suffix("-hint").unwrap_or(key);
            literals.contains(key) || literals.contains(field) || beginnings.iter().any(|start| key.starts_with(start))
        };
        assert_eq!(known.iter().filter(|key| !used(key)).collect::<Vec<_>>(), Vec::<&String>::new(), "written, never used");
    }

    #[test]
    fn no_line_of_french_starts_with_a_sign() {
        let said = say(Lang::Fr, "search-none", &[("q", "licorne")]);
        assert_eq!(said, "Rien ne correspond à «\u{a0}licorne\u{a0}».");
        assert_eq!(say(Lang::En, "search-none", &[("q", "licorne")]), "Nothing matches “licorne”.");
        assert_eq!(unbroken("150 €, 150 k€, 1,2 M€ ou 2 Md€"), "150\u{a0}€, 150\u{a0}k€, 1,2\u{a0}M€ ou 2\u{a0}Md€");
    }

    #[test]
    fn plurals_follow_the_number() {
        assert_eq!(say(Lang::Fr, "sites-count", &[("n", "1")]), "1 site");
        assert_eq!(say(Lang::En, "sites-count", &[("n", "12")]), "12 sites");
    }
}
