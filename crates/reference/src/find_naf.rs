//! An activity as people type it: its code, checked against the nomenclature, or words of its title in French or in English.

use crate::Reference;
use crate::sectors::names;
use crate::tables::NamedRow;
use domain::{Lang, Text, name};

/// Length of the code of a sub-class: "25.50B".
const SUB_CLASS: usize = 6;
/// Sub-classes that a refusal proposes.
const NEAR: usize = 3;

impl Reference {
    /// The code as the nomenclature writes it ("22.22Z"), or why it is not one.
    pub fn find_naf(&self, text: &str) -> Result<String, Text> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        // "2222Z" is how registers write it.
        let dotted = match compact.len() {
            3.. if !compact.contains('.') && compact.is_ascii() => format!("{}.{}", &compact[..2], &compact[2..]),
            _ => compact,
        };
        if self.naf_label(&dotted).is_some() {
            return Ok(dotted);
        }
        let typed = text.trim();
        let near = self.near(typed);
        if near.is_empty() {
            return Err(Text::new(
                format!("« {typed} » n’est pas un code NAF rév. 2 : écrire par exemple 22.22Z, ou chercher l’activité par un mot"),
                format!("“{typed}” is not a NAF rev. 2 code: write for example 22.22Z, or search the activity by a word"),
            ));
        }
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| near.iter().map(|one| one.get(lang)).collect::<Vec<_>>().join(", "));
        Err(Text::new(
            format!("« {typed} » n’est pas un code NAF rév. 2 ; écrire celui de l’activité : {fr}"),
            format!("“{typed}” is not a NAF rev. 2 code; write that of the activity: {en}"),
        ))
    }

    /// Sub-classes that words lead to, the first ones, as "25.50B (Découpage, emboutissage)"; none for what looks like a code.
    fn near(&self, typed: &str) -> Vec<Text> {
        if typed.starts_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let found = self.search_naf(typed, usize::MAX).into_iter().filter(|(code, _)| code.len() == SUB_CLASS);
        let told = |(code, french): (&str, &str)| {
            Text::new(format!("{code} ({french})"), format!("{code} ({})", names::english(code).unwrap_or(french)))
        };
        found.take(NEAR).map(told).collect()
    }

    /// (code, French label) whose code begins with what was typed, or of which each word typed begins a word of the title, in French or
    /// in English; shortest codes first.
    pub fn search_naf(&self, query: &str, limit: usize) -> Vec<(&str, &str)> {
        let (code, typed) = (dotted(query), name::fold(query));
        if typed.is_empty() {
            return Vec::new();
        }
        let wanted: Vec<Vec<String>> = typed.split(' ').map(sought).collect();
        let begins = |row: &NamedRow| row.code.starts_with(&code);
        let named = |words: &str| wanted.iter().all(|any| any.iter().any(|one| words.contains(one)));
        let mut found: Vec<_> = self
            .naf
            .iter()
            .filter(|(row, words)| begins(row) || named(words))
            .map(|(row, _)| (!begins(row), row.code.len(), row.code.as_str(), row.name.as_str()))
            .collect();
        found.sort_unstable();
        found.into_iter().take(limit).map(|(_, _, code, label)| (code, label)).collect()
    }
}

/// "2562B", "25.62b" → "25.62B".
pub(crate) fn dotted(code: &str) -> String {
    let code = code.trim().to_uppercase();
    let plain = code.is_ascii() && !code.contains('.') && code.len() > 2 && code.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    if plain { format!("{}.{}", &code[..2], &code[2..]) } else { code }
}

/// The words an activity is found by, a space before and after each: those of its French title and of the English one of what holds it
/// in ISIC, as written and in the singular.
pub(crate) fn words(row: &NamedRow) -> String {
    let titles = name::fold(&format!("{} {}", row.name, names::holding(&row.code).unwrap_or_default()));
    titles.split(' ').flat_map(forms).fold(String::from(" "), |words, form| words + &form + " ")
}

/// What to look for among such words: one that begins so, or the very same word once in the singular.
fn sought(word: &str) -> Vec<String> {
    let singular = forms(word).skip(1).map(|form| format!(" {form} "));
    std::iter::once(format!(" {word}")).chain(singular).collect()
}

/// A folded word, then what it may be in the singular, in French or in English: "batteries", "batterie", "battery".
fn forms(word: &str) -> impl Iterator<Item = String> {
    let french = word.strip_suffix('s').map(str::to_owned);
    let english = word.strip_suffix("ies").map(|start| format!("{start}y"));
    std::iter::once(word.to_owned()).chain(french).chain(english)
}
