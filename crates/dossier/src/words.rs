//! The words printed around the data, in Fluent files (`i18n/fr.ftl`, `i18n/en.ftl`). Data carry their own languages.

use domain::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Bundle = FluentBundle<FluentResource>;

const FILES: [&str; 2] = [include_str!("../i18n/fr.ftl"), include_str!("../i18n/en.ftl")];

static BUNDLES: LazyLock<[Bundle; 2]> = LazyLock::new(|| [bundle(Lang::Fr), bundle(Lang::En)]);

fn file(lang: Lang) -> &'static str {
    FILES[lang as usize]
}

fn bundle(lang: Lang) -> Bundle {
    let resource = FluentResource::try_new(file(lang).to_owned()).expect("a test reads the Fluent files");
    let mut bundle = Bundle::new_concurrent(vec![lang.code().parse().expect("fr and en are language codes")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("a test reads the Fluent files: names are unique");
    bundle
}

/// A message; one that is missing shows its name between brackets, and a test refuses it.
pub fn say(lang: Lang, key: &str) -> String {
    with(lang, key, &[])
}

/// A message with figures and names in it. Whole numbers choose the plural.
pub fn with(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let bundle = &BUNDLES[lang as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else { return format!("⟦{key}⟧") };
    let mut values = FluentArgs::new();
    for (name, value) in args {
        match value.parse::<i64>() {
            Ok(number) => values.set(*name, number),
            Err(_) => values.set(*name, *value),
        }
    }
    bundle.format_pattern(pattern, Some(&values), &mut vec![]).into_owned()
}

/// Every message that takes no argument, for the template.
pub fn all(lang: Lang) -> BTreeMap<&'static str, String> {
    let messages = file(lang).lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    messages.filter(|line| !line.contains('{')).filter_map(|line| line.split_once(" =")).map(|(key, _)| (key, say(lang, key))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let messages = file(lang).lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        messages.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
    }

    /// Everything between plain quotes in the sources and the templates.
    fn literals(folder: &Path, found: &mut BTreeSet<String>, asked: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                literals(&path, found, asked);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text file");
            let text = text.split("mod tests {").next().unwrap_or_default();
            found.extend(text.split('"').map(str::to_owned));
            for call in ["pen.say(\"", "book.say(\"", "pen.with(\"", "say(lang, \"", "with(lang, \"", " t(\"", "(t(\"", "{t(\"", "[#t(\""] {
                asked.extend(text.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }

    #[test]
    fn both_languages_hold_the_same_messages() {
        assert_eq!(keys(Lang::Fr), keys(Lang::En));
    }

    #[test]
    fn every_message_asked_for_exists_and_every_message_is_used() {
        let (mut found, mut asked) = (BTreeSet::new(), BTreeSet::new());
        for folder in ["src", "templates"] {
            literals(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found, &mut asked);
        }
        let known = keys(Lang::Fr);
        assert!(asked.len() > 100, "the test reads the calls: {} found", asked.len());
        assert_eq!(asked.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "asked for, not written");
        assert_eq!(known.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new(), "written, never used");
    }

    #[test]
    fn every_message_reads_well_with_its_arguments() {
        for lang in [Lang::Fr, Lang::En] {
            for key in keys(lang) {
                let text = say(lang, &key);
                assert!(!text.is_empty() && !text.contains('⟦'), "{key} in {}", lang.code());
                assert!(lang != Lang::Fr || !text.contains('\''), "{key}: typographic apostrophe expected");
            }
        }
        assert_eq!(with(Lang::Fr, "more-ranked", &[("n", "1")]), "Un autre site classé figure dans le classeur.");
        let complexity = |side| with(Lang::En, "sector-complexity-said", &[("n", "0.24"), ("side", side)]);
        assert!(complexity("below").contains("below 0, more territories") && complexity("above").contains("above 0, fewer territories"));
        assert_eq!(with(Lang::En, "facts-verified", &[("n", "0"), ("total", "14")]), "None of the 14 facts is verified by a document.");
    }

    #[test]
    fn names_of_sheets_fit_a_workbook() {
        for (key, name) in [Lang::Fr, Lang::En].into_iter().flat_map(all).filter(|(key, _)| key.starts_with("sheet-")) {
            assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{key}: {name}");
        }
    }
}
