//! Names compared the way people type them: without case, accents, hyphens or apostrophes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// "L'Haÿ-les-Roses" → "l hay les roses".
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// "SaôneOr, Chalon" → "saoneor-chalon": stable identifier for addresses and file names.
pub fn slug(name: &str) -> String {
    fold(name).replace(' ', "-")
}
