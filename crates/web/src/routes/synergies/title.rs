//! What a synergy that somebody follows is called. Its title is written once, in French; what is exchanged is kept beside it in both
//! languages, so that each reader reads their own. The names of the two parties have no language.

use crate::i18n;
use connect::Lead;
use domain::{Lang, Text};
use serde::{Deserialize, Serialize};
use store::synergies::Detected;

/// What is kept of a lead that begins to be followed, as JSON.
#[derive(Serialize)]
pub struct Begun<'a> {
    #[serde(flatten)]
    pub lead: &'a Lead,
    pub what: &'a Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Exchanged {
    what: Text,
}

/// The title that is kept: "déchet 03 01 05 : Scierie du Port → Panneaux de Saône".
pub fn written(what: &Text, supply: &str, demand: &str) -> String {
    format!("{} : {supply} → {demand}", what.fr)
}

/// The title in the reader's language; as it was written where what is exchanged was not kept. No line starts with its arrow.
pub fn title(detected: &Detected, lang: Lang) -> String {
    let what = serde_json::from_str::<Exchanged>(&detected.found).unwrap_or_default().what;
    let told = match detected.title.strip_prefix(&format!("{} : ", what.fr)) {
        Some(parties) if lang == Lang::En => format!("{}: {parties}", what.en),
        _ => i18n::unbroken(&detected.title),
    };
    told.replace(" → ", "\u{a0}→ ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_read_in_the_language_of_the_reader_and_as_it_was_written_where_that_is_all_there_is() {
        let what = Text::new("achat groupé : gaz", "joint purchase: gas");
        let kept = serde_json::json!({ "what": what, "points": 340 }).to_string();
        let mut one = Detected { title: written(&what, "Forge", "Four : Sud"), found: kept, ..Detected::default() };
        assert_eq!(title(&one, Lang::En), "joint purchase: gas: Forge\u{a0}→ Four : Sud");
        assert_eq!(title(&one, Lang::Fr), "achat groupé\u{a0}: gaz\u{a0}: Forge\u{a0}→ Four\u{a0}: Sud");
        one.found = "{}".into();
        assert_eq!(title(&one, Lang::En), title(&one, Lang::Fr));
    }
}
